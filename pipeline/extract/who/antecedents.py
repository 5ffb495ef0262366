"""What a definite noun or "both sides" goes back to: the parties that the text named before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.chairs import leads_talks
from pipeline.extract.who.discourse import GOVERNMENT, PROTAGONIST_NOUNS
from pipeline.extract.who.principals import LEADERS

if TYPE_CHECKING:
    from pipeline.extract.reading import Sentence
    from pipeline.extract.tokens import Token
    from pipeline.extract.who.document_cast import DocumentCast

ANAPHORS = (
    (
        frozenset({"armed_group", "political_party"}),
        frozenset(
            {
                "group",
                "movement",
                "front",
                "rebel",
                "guerrilla",
                "insurgent",
                "militant",
                "faction",
                "militia",
                "fighter",
                "organisation",
                "organization",
            }
        ),
    ),
    (
        frozenset({"union"}),
        frozenset({"union", "association", "federation", "striker", "worker", "member", "picket", "workforce"}),
    ),
    (
        frozenset({"company"}),
        frozenset(
            {
                "company",
                "firm",
                "airline",
                "employer",
                "management",
                "carrier",
                "operator",
                "group",
                "carmaker",
                "automaker",
                "board",
            }
        ),
    ),
    (
        frozenset({"igo", "bloc"}),
        frozenset(
            {
                "bloc",
                "organisation",
                "organization",
                "body",
                "alliance",
                "commission",
                "council",
                "agency",
                "grouping",
                "league",
            }
        ),
    ),
    (frozenset({"state", "partially_recognised"}), frozenset({"country", "state", "nation"})),
)


def _bare(office: str) -> str:
    """One spelling of an office's last word: adviser and advisor."""
    return office.replace("advisor", "adviser")


class Antecedents:
    """What a definite noun or "both sides" goes back to: the parties that the text named before."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast

    def antecedent_of(self, head: Token, noun: str) -> Reference:
        """ "the union", "the ministry", "the rebels": the last party of that kind named before."""
        if noun in GOVERNMENT or noun in {"army", "military", "armed force", "delegation", "embassy"}:
            return self.cast.discourse.government(head)
        last_word = noun.split()[-1]
        named = self.cast.discourse.by_word(
            head, frozenset({last_word, last_word.replace("organization", "organisation")})
        )
        if named:
            return named
        again = self.same_noun(head)
        if again:
            return again
        for types, words in ANAPHORS:
            if last_word in words:
                return self._last_of(types, head)
        return NOBODY

    def same_noun(self, head: Token) -> Reference:
        """ "the court" after "Kenya's Supreme Court": the last noun phrase of the same head that says whose it is."""
        here = self.cast.reading.passage_of(head).index
        for passage, token in reversed(self.cast.reading.by_lemma(head.lemma_.lower())):
            if (passage, token.i) >= (here, head.i) or token.tag_.rstrip("S") not in {"NN", "NNP"}:
                continue
            if any(
                c.dep_ in {"amod", "compound", "poss"} or c.dep_ == "prep" and c.lower_ == "of" for c in token.children
            ):
                reference = self.cast.refer(token)
                if len(reference.parties) == 1 and not reference.people:
                    return Reference(reference.parties, (), 0.65)
        return NOBODY

    def same_group(self, head: Token) -> tuple[str, ...]:
        """ "The leaders" once more, in the paragraph of "the leaders" or the next two: the same members."""
        here = self.cast.reading.passage_of(head).index
        for passage in reversed(self.cast.reading.passages[max(0, here - 2) : here + 1]):
            for token in reversed(list(passage.doc)):
                if (
                    (passage.index, token.i) < (here, head.i)
                    and token.tag_ == "NNS"
                    and token.lemma_.lower() == head.lemma_.lower()
                ):
                    reference = self.cast.refer(token)
                    if len(reference.parties) > 1:
                        return reference.parties
        return ()

    def office_group(self, head: Token, number: int | None) -> tuple[str, ...]:
        """ "The three foreign ministers": the parties of the people with that office whom the text named last."""
        here = (self.cast.reading.passage_of(head).index, head.i)
        tail = head.lemma_.lower()
        seen: dict[str, tuple[int, int]] = {}
        for role in self.cast._roles:
            party = self.cast.party_of(role.person)
            if role.former or not party or not role.office or _bare(role.office.split()[-1]) != _bare(tail):
                continue
            places = [
                (m.passage, m.start) for m in self.cast._people[role.person].mentions if (m.passage, m.start) < here
            ]
            if places:
                seen[party] = max(seen.get(party, (-1, -1)), max(places))
        keys = sorted(seen, key=lambda k: (seen[k], k))
        if number is not None and len(keys) != number or len(keys) < 2:
            return ()
        return tuple(keys)

    def _last_of(self, types: frozenset[str], head: Token) -> Reference:
        position = (self.cast.reading.passage_of(head).index, head.i)
        seen: dict[str, tuple[int, int]] = {}
        for passage, found in self.cast.names.items():
            for name in found:
                if (
                    name.key
                    and self.cast._parties[name.key].party_type in types
                    and (passage, name.end) <= position
                    and self.cast.use(name) != "place"
                ):
                    seen[name.key] = max(seen.get(name.key, (-1, -1)), (passage, name.start))
        if not seen:
            return NOBODY
        return Reference((max(seen, key=lambda k: (seen[k], k)),), (), 0.7 if len(seen) == 1 else 0.5)

    def joined_before(self, token: Token, number: int | None) -> tuple[str, ...]:
        """The parties that the text names together before a token: a coordination, or the opposed parties of the
        sentences before; `number` of them when given. Empty when it cannot be told."""
        sentence = self.cast.reading.sentence_of(token)
        want = number or 2
        pair = (
            self.cast.principals.of(token) if want == 2 and token.lemma_.lower() in LEADERS | PROTAGONIST_NOUNS else ()
        )
        if pair:
            return pair
        collected: list[str] = []
        noun = str(token.lemma_.lower())
        sides = self.cast.discourse.sides(noun) if want == 2 else ()
        own = (
            set(self.cast.discourse.subject_of(sentence, token.i))
            if token.dep_ in {"dobj", "pobj", "dative", "poss"}
            else set()
        )
        if sides and not own & set(sides):
            return sides
        for offset in range(5):
            index = sentence.index - offset
            if index < 0:
                break
            candidate = self.cast.reading.sentences[index]
            end = token.i if offset == 0 else candidate.end
            keys = [k for k in self._actors_in(candidate, end) if k not in own]
            if noun in PROTAGONIST_NOUNS and len(self.cast.discourse.weights) > 3:
                keys = [k for k in keys if self.cast.discourse.weights[k] >= 2]
            if number is None and len(keys) >= 2:
                return tuple(keys)
            if number is not None and len(keys) == want:
                return tuple(keys)
            if number is not None and len(keys) > want:
                joined = self._coordinated(candidate, end, want)
                if joined:
                    return joined
            for key in keys:
                if key not in collected:
                    collected.append(key)
            if len(collected) == want:
                return tuple(collected)
            if len(collected) > want:
                break
        return ()

    def _actors_in(self, sentence: Sentence, end: int) -> list[str]:
        """Who acts in a sentence, before token `end`; not who only leads or hosts the talks of others."""
        doc = sentence.passage.doc
        keys: list[tuple[int, str]] = []
        for name in self.cast.names_between(sentence.passage.index, sentence.start, end):
            if name.key and self.cast.use(name) != "place" and not leads_talks(doc[name.end - 1]):
                keys.append((name.start, name.key))
        for mention in self.cast.people_in(sentence):
            party = self.cast.party_of(mention.key)
            if mention.end <= end and party and not leads_talks(doc[mention.end - 1]):
                keys.append((mention.start, party))
        return list(dict.fromkeys(key for _, key in sorted(keys)))

    def _coordinated(self, sentence: Sentence, end: int, want: int) -> tuple[str, ...]:
        for token in sentence.tokens:
            if token.i < end and any(c.dep_ == "conj" for c in token.children):
                reference = self.cast.refer(token)
                if len(reference.parties) == want:
                    return reference.parties
        return ()
