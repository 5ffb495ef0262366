"""Collective actors that no name stands for: a party of their own, named by the words of the phrase."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.lexicon import actor_nouns, collective_modifiers, office_heads, places, words_of
from pipeline.extract.who.organisation_names import after_list
from pipeline.extract.who.sides import OPPOSED, SIDES, dispute_after, unnamed_sides
from pipeline.extract.who.spellings import slug
from pipeline.extract.who.taking_part import is_asked_to_act

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token
    from pipeline.extract.who.document_cast import DocumentCast

PLURAL = frozenset({"NNS", "NNPS"})
VAGUE = frozenset({"any", "no", "various", "such", "other"})
WHOLE = frozenset({"all", "other"})
INDEFINITE = frozenset({"a", "an", "any", "no", "every", "each", "another", "one", "what", "which"})
DESCRIBING = frozenset({"amod", "compound", "nmod", "poss"})
ORGANISATION_NOUNS = words_of("organisation_noun")
DETERMINERS = words_of("determiner_word")
GOVERNMENT = words_of("government")
PORTFOLIOS = words_of("portfolio")
PLACES = words_of("place_noun")
COUNTED = frozenset({"two", "both", "all", "three"})
NEWS = words_of("news_word")
BARE = words_of("bare_group")
ABSTRACT = words_of("abstract_group")
PARTNERS = words_of("partner_noun")
LONGEST_COMPLEMENT = 5  # tokens: "mayors of twelve northern towns"


class Collectives:
    """Makes parties of collective nouns for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast

    def own(self, head: Token, noun: str) -> tuple[Reference, str]:
        """What is left when no name, list or antecedent tells who is meant: "police", "the courts", "local officials"."""
        sorts = actor_nouns().get(noun) or actor_nouns().get(str(head.lemma_.lower())) or {}
        named = self.named_after(head)
        if named:
            return named, "noun-stands-for-party"
        if any(c.lower_ in NEWS for c in head.children if c.i < head.i):
            return NOBODY, ""  # "the Norpress news agency", "media organisations": who reports it, no party
        following = head.nbor(1) if head.i + 1 < len(head.doc) else head
        if following.pos_ == "PROPN" and following.text[:1].isupper() and head.tag_ not in PLURAL:
            return NOBODY, ""  # "the grid operator NKE": the name is the actor
        if head.tag_ in PLURAL and "collective" in sorts and self._is_whole(head) and is_asked_to_act(head):
            return self.party(head, noun, sorts["collective"] or "bloc", NOBODY), "asked-group"
        if (
            head.lemma_.lower() == "member"
            or unnamed_sides(head)
            or self.is_vague(head)
            or any(c.lower_ in INDEFINITE for c in head.children if c.i < head.i)
        ):
            return NOBODY, ""
        described = self.is_described(head)
        if head.tag_ not in PLURAL and "group" in sorts and not self._stands_alone(head, noun):
            return NOBODY, ""
        if head.lemma_.lower() in PLACES and not head.text[:1].isupper() and self._complement(head) is None:
            return NOBODY, ""  # "peaceful cities": only the city of a name is a body
        party_type = sorts.get("group") or described and (sorts.get("described") or sorts.get("collective")) or None
        if head.tag_ in PLURAL:
            party_type = (
                sorts.get("common") or sorts.get("group") or described and sorts.get("collective") or party_type
            )
            if (
                head.lemma_.lower() in office_heads()
                and not {"common", "group"} & set(sorts)
                and not self.is_regional(head)
            ):
                return NOBODY, ""  # "the foreign ministers": people of the states that the text names
        elif "group" not in sorts and "described" not in sorts:
            party_type = None
        if party_type is None:
            return NOBODY, ""
        called = self._called_so(head)
        if called:
            return called, "definite-noun"
        if party_type == "company" and head.tag_ not in PLURAL:
            only = self.cast.discourse.only("company")
            if only is not None:
                return Reference((only,), (), 0.65), "definite-noun"
        if not described:
            again = self.cast.antecedents.same_noun(head)
            if again:
                return again, "definite-noun"
        return self.party(head, noun, party_type, NOBODY), "common-noun-actor"

    @staticmethod
    def _is_whole(head: Token) -> bool:
        """ "All states", "other countries": a whole class; not "countries that are ready to help"."""
        words = {c.lower_ for c in head.children if c.i < head.i}
        return bool(words & WHOLE) and not any(c.dep_ == "relcl" for c in head.children)

    def _called_so(self, head: Token) -> Reference:
        """ "The pilots association" in a text that names an Air Norland Pilots Association: the one body of that name."""
        mine = {c.lower_.rstrip("'") for c in head.children if c.dep_ in DESCRIBING and c.i < head.i}
        if not mine or head.tag_ in PLURAL:
            return NOBODY
        found = [
            key
            for key in self.cast.named_bodies()
            for words in [{w.lower().rstrip("'") for w in self.cast.party_name(key).split()}]
            if head.lower_ in words and mine & words
        ]
        return Reference((found[0],), (), 0.7) if len(found) == 1 else NOBODY

    def named_after(self, head: Token) -> Reference:
        """ "The grid operator NKE": the name that follows the noun."""
        passage = self.cast.reading.passage_of(head).index
        name = self.cast.name_at.get((passage, head.i + 1))
        if name is None or not name.key or name.start != head.i + 1 or head.head.i < name.start:
            return NOBODY
        return Reference((name.key,), (), 0.85) if self.cast.is_organisation(name.key) else NOBODY

    def _stands_alone(self, head: Token, noun: str) -> bool:
        """A singular group is meant by "the", by its owner or by "police" alone; "heavy resistance" is an abstract, as are
        "some resistance" and "their resistance"."""
        if noun in ABSTRACT:
            return any(
                c.i < head.i
                and (c.lower_ in {"the", "this"} or c.dep_ in {"amod", "compound"} and c.text[:1].isupper())
                for c in head.children
            ) and not any(c.dep_ == "prep" and c.lower_ in {"to", "from"} for c in head.children)
        return noun in BARE or any(
            c.i < head.i
            and (c.dep_ == "det" or c.dep_ in {"poss", "compound", "nmod"} or c.dep_ == "amod" and c.text[:1].isupper())
            for c in head.children
        )

    def sides(self, head: Token) -> Reference:
        """ "All sides", "the parties to the conflict", when nothing tells who they are: one party of the text."""
        noun = head.lemma_.lower()
        if noun not in SIDES or head.tag_ not in PLURAL:
            return NOBODY
        words = [c for c in head.children if c.i < head.i]
        if not dispute_after(head) and (
            any(c.dep_ in DESCRIBING and c.lower_ not in OPPOSED for c in words)
            or not any(
                c.lower_ in {"the", "both", "all", "two", "three", "these", "those"} or c.lower_ in OPPOSED
                for c in words
            )
        ):
            return NOBODY
        known = self.cast.heads("sides")
        if unnamed_sides(head):
            return Reference(tuple(known[:1]), (), 0.7) if known else NOBODY
        start, end = self._start(head), head.i + 1
        while start > head.left_edge.i and head.doc[start - 1].lower_ in COUNTED:
            start -= 1
        end = dispute_after(head) or end
        name = " ".join(head.doc[start:end].text.split())
        name = name[:1].lower() + name[1:]
        key = known[0] if known else self.cast.register(slug(name), name, "other", head="sides")
        self.cast.note_phrase(head, start, end, key)
        return Reference((key,), (), 0.7)

    def _same(self, head: Token, noun: str, start: int) -> str | None:
        """The party of an earlier or fuller phrase: "the companies" after "the big auto companies"."""
        mine = {t.lower_ for t in head.doc[start : head.i]} - DETERMINERS
        found = [
            key
            for key in self.cast.heads(noun)
            for theirs in [{w.lower() for w in self.cast.party_name(key).split()[:-1]}]
            if "of" not in theirs and (mine <= theirs or theirs and theirs <= mine)
        ]
        return found[0] if len(found) == 1 else None

    def _partners_of(self, noun: str, whose: str) -> str | None:
        """ "Our friends" in a text that spoke of "our partners": the same, when no other word tells them apart."""
        if noun not in PARTNERS:
            return None
        found = [
            key
            for other in sorted(PARTNERS)
            for key in self.cast.heads(other)
            if len(words := self.cast.party_name(key).removeprefix(whose).split()) == 1
            and words[0] != key
            and self.cast.party_name(key).startswith(whose)
        ]
        return found[0] if found else None

    def of_a_place(self, head: Token, noun: str) -> Reference:
        """ "Northmarsh police", "the Keld regional government": a body of a place that is no state."""
        sorts = actor_nouns().get(noun) or {}
        party_type = sorts.get("group") or sorts.get("described")
        if party_type != "government_body":
            return NOBODY
        passage = self.cast.reading.passage_of(head).index
        for child in head.children:
            if child.i > head.i or child.dep_ not in DESCRIBING or child.pos_ != "PROPN":
                continue
            if (passage, child.i) in self.cast.name_at or (passage, child.i) in self.cast.person_at:
                continue
            if not child.text[:1].isupper() or child.lower_ in actor_nouns() or len(child.text) < 3:
                continue
            if head.lemma_.lower() in GOVERNMENT and noun == head.lemma_.lower() and child.text not in places():
                continue  # "the Alder Government": a leader's name, and so the state's
            return self.party(head, noun, party_type, NOBODY)
        return NOBODY

    def is_described(self, head: Token) -> bool:
        """The noun has words of its own that tell who is meant: "local officials", "friends of the north"."""
        return any(
            c.dep_ in DESCRIBING
            and c.i < head.i
            and c.lower_ not in DETERMINERS
            and c.tag_ not in {"PRP$", "WP$"}
            or c.dep_ == "prep"
            and c.lower_ in {"of", "to"}
            and self._complement(head) is not None
            or c.dep_ == "acl"
            and c.tag_ == "VBN"
            for c in head.children
        )

    def is_vague(self, head: Token) -> bool:
        return any(c.lower_ in VAGUE for c in head.children if c.i < head.i)

    def is_regional(self, head: Token) -> bool:
        modifiers = collective_modifiers()
        doc = head.doc
        for child in head.children:
            if child.i < head.i and child.dep_ in {"amod", "compound", "nmod"}:
                if child.lower_ in PORTFOLIOS and head.lemma_.lower() in office_heads():
                    continue  # the "foreign" of "foreign ministers"
                text = doc[child.left_edge.i : child.i + 1].text
                if (
                    modifiers.get(text) == "region"
                    or modifiers.get(child.text) == "region"
                    or modifiers.get(child.lower_) == "region"
                ):
                    return True
        return any(
            c.dep_ == "prep"
            and c.lower_ in {"of", "in"}
            and any(g.lower_ in {"region", "area", "continent", "south", "north", "gulf", "world"} for g in c.children)
            for c in head.children
        )

    def party(self, head: Token, noun: str, party_type: str, owner: Reference) -> Reference:
        """A party of its own, named by the words of the phrase without determiner, number and clause."""
        fuller = self._fuller(head, noun)
        if fuller is not None:
            return self.cast.refer(fuller)
        doc = head.doc
        start = self._start(head)
        if start == head.i > head.left_edge.i and doc[start - 1].lower_ in WHOLE:
            start -= 1  # "parties" alone is no name
        complement = self._complement(head)
        end = complement.right_edge.i + 1 if complement is not None else head.i + 1
        end = _end_of_list(doc, head.i, end) if complement is not None and head.text[:1].isupper() else end
        name = " ".join(doc[start:end].text.split())
        opens = doc[start].is_sent_start and not doc[start].text.isupper()
        if opens and (doc[start].pos_ != "PROPN" and doc[start].ent_type_ == "" or self._is_common_word(doc[start])):
            name = name[:1].lower() + name[1:]
        if owner.parties and complement is None:
            whose = self.cast.party_name(owner.parties[0])
            owned = max((t.i + 1 for t in doc[start : head.i] if t.tag_ == "POS"), default=start)
            name = doc[owned:end].text
            name = f"{whose}{chr(39) if whose.endswith('s') else chr(39) + 's'} {name}"
            before = doc[start - 1] if start else head
            if before.tag_ == "PRP$" and before.i == head.i - 1:
                start = before.i
        same = self._same(head, noun, start) if complement is None and not owner.parties else None
        if owner.parties and complement is None and head.i - start <= 1:
            same = self._partners_of(noun, f"{whose}{chr(39) if whose.endswith('s') else chr(39) + 's'}")
        key = same or self.cast.register(slug(name), name, party_type, head=noun)
        self.cast.note_phrase(head, start, end, key)
        return Reference((key,), (), 0.8)

    @staticmethod
    def _is_common_word(token: Token) -> bool:
        lower = token.lower_
        return lower in collective_modifiers() or lower in actor_nouns() or token.lemma_.lower() in actor_nouns()

    @staticmethod
    def _start(head: Token) -> int:
        """The first word of the phrase that belongs to the name."""
        doc = head.doc
        start = head.i
        while start > 0 and start - 1 >= head.left_edge.i:
            before = doc[start - 1]
            if before.lower_ in DETERMINERS:
                break
            joins = (
                before.lower_ in {"and", "or"}
                and start - 2 >= head.left_edge.i
                and doc[start - 2].pos_ in {"ADJ", "NOUN", "PROPN"}
                and doc[start].i != head.i
                and doc[start - 2].lower_ not in DETERMINERS
                and doc[start - 2].ent_type_ == ""
            )
            hyphen = before.text == "-" and start > 1 and not before.whitespace_
            numbered = before.like_num and start > 1 and doc[start - 2].text[:1].isupper() and doc[start - 2].is_alpha
            possessive = before.tag_ == "POS"
            if not (before.pos_ in {"ADJ", "NOUN", "PROPN", "VERB"} or joins or hyphen or numbered or possessive):
                break
            start -= 1
        while start < head.i and (doc[start].tag_ == "POS" or doc[start].text == "-"):
            start += 1
        return start

    def _complement(self, head: Token) -> Token | None:
        """The phrase right after the noun that belongs to its name: "ministers of the region", "parties to the war"."""
        doc = head.doc
        for child in head.children:
            if child.dep_ != "prep" or child.i != head.i + 1:
                continue
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            length = child.right_edge.i + 1 - child.i
            if noun is None or length > LONGEST_COMPLEMENT + 1:
                continue
            if any(t.dep_ in {"relcl", "acl"} or t.is_punct for t in doc[child.i : child.right_edge.i + 1]):
                continue
            word = child.lower_
            if word == "of" and head.lemma_.lower() != "management":
                return child
            if word == "in" and not self.cast.kinds_at(noun) & {"capital"} and noun.text not in places():
                sorts = actor_nouns().get(head.lemma_.lower(), {})
                if "collective" in sorts and length <= 4:
                    return child
        return None

    def _fuller(self, head: Token, noun: str) -> Token | None:
        """ "The unions" in a text that calls them "the combined university unions" once: that phrase."""
        if head.tag_ != "NNS" or any(c.dep_ in {"amod", "compound", "poss", "prep", "acl"} for c in head.children):
            return None
        described = {"amod", "compound"} if noun in ORGANISATION_NOUNS else {"compound"}
        found = [
            t
            for p in self.cast.reading.passages
            for t in p.doc
            if t.tag_ == "NNS"
            and t.lemma_.lower() == noun
            and t != head
            and any(c.dep_ in described and c.i < t.i for c in t.children)
            and not any(c.dep_ == "poss" for c in t.children)
        ]
        return found[0] if len({t.doc[t.left_edge.i : t.i + 1].text.lower() for t in found}) == 1 else None

    def named_in_full(self, head: Token, noun: str, party_type: str) -> Reference:
        """ "The University" in a text that also says "the University of Otago", where no table knows that name."""
        if not head.text[:1].isupper():
            return NOBODY
        for passage in self.cast.reading.passages:
            for token in passage.doc[:-2]:
                if token.text != head.text or token.nbor(1).lower_ != "of" or token.nbor(2).pos_ != "PROPN":
                    continue
                known = self.cast.name_at.get((passage.index, token.i))
                if known is not None and known.key:
                    continue
                end = token.i + 3
                while (
                    end < len(passage.doc) and passage.doc[end].pos_ == "PROPN" and passage.doc[end].text[:1].isupper()
                ):
                    end += 1
                end = _end_of_list(passage.doc, token.i, end)
                name = passage.doc[token.i : end].text
                key = self.cast.register(slug(name), name, party_type, head=noun)
                self.cast.note_phrase(token, token.i, end, key)
                self.cast.note_phrase(head, head.i, head.i + 1, key)
                return Reference((key,), (), 0.75)
        return NOBODY


def _end_of_list(doc: Doc, start: int, end: int) -> int:
    """The end of a name with the list of what the body deals with: "Department of Trade, Energy and Resources"."""
    listed = after_list(doc, start, end, partial(_is_capitalised, doc)) if end < len(doc) else None
    return end if listed is None else next((t.i for t in doc[listed:] if not _is_capitalised(doc, t.i)), len(doc))


def _is_capitalised(doc: Doc, index: int) -> bool:
    return bool(doc[index].text[:1].isupper())
