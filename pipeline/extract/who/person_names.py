"""Where a document names a person: what the entity recogniser finds, names after titles, and names that speak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.language import possible_verbs
from pipeline.extract.who.gazetteer import is_capitals
from pipeline.extract.who.genders import forename_genders
from pipeline.extract.who.lexicon import (
    actor_nouns,
    honorifics,
    office_heads,
    party_heads,
    place_cues,
    places,
    speech_verbs,
    words_of,
)
from pipeline.extract.who.name_bounds import PARTICLES, PERSON_NOUNS, NameBounds, is_titled, opens_name
from pipeline.extract.who.spellings import is_name_word, name_words
from pipeline.extract.who.taking_part import site_of
from pipeline.extract.who.titles import title_after

if TYPE_CHECKING:
    from pipeline.extract.reading import Passage, Reading
    from pipeline.extract.tokens import Doc, Token

VESSELS = words_of("named_thing")
PLACE_VERBS = words_of("place_verb")
BEFORE_NO_PERSON = words_of("before_no_person")
THINGS = words_of("thing")
FACILITY_HEADS = words_of("facility_head")
DOCUMENT_HEADS = words_of("document_head")
PERSONAL_ACTS = words_of("personal_act")
ADDRESSED_OFFICES = words_of("addressed_office")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `start` to `end` (exclusive) of a passage that may name a person."""

    passage: int
    start: int
    end: int
    titled: bool
    labelled: bool  # by the entity recogniser

    def words(self, doc: Doc) -> tuple[str, ...]:
        return tuple(name_words(doc, self.start, self.end))


class NameSpotter:
    """Finds the tokens that name people. `taken` are tokens of known names, which name no person. `firms` are words that
    begin the name of a firm or building: alone they name no person either."""

    def __init__(self, reading: Reading, taken: set[tuple[int, int]]) -> None:
        self.taken = taken
        self.bounds = NameBounds(taken)
        self.firms = {
            ent[0].text
            for p in reading.passages
            for ent in p.doc.ents
            if ent.label_ == "PERSON" and len(ent) > 1 and ent.start > 0 and p.doc[ent.start - 1].lower_ == "at"
        }
        self.firms |= {
            p.doc[t.i - back].text
            for p in reading.passages
            for t in p.doc
            if (t.text in FACILITY_HEADS or t.text in party_heads()) and t.tag_ in {"NNP", "NNPS"}
            for back in (1, 2, 3)
            if t.i >= back and all(w.tag_ == "NNP" for w in p.doc[t.i - back : t.i])
        }

    def candidates(self, passage: Passage) -> list[Candidate]:
        """The names of a passage, left to right."""
        doc = passage.doc
        found: dict[int, Candidate] = {}
        covered: set[int] = set()
        for ent in doc.ents:
            if ent.label_ != "PERSON":
                continue
            span = self.bounds.trimmed(passage, ent.start, ent.end)
            if span is None or any(i in covered for i in range(*span)):
                continue
            start, end = self.bounds.extended(passage, *span)
            titled = is_titled(doc, start)
            if (
                doc[end - 1].text.title() in DOCUMENT_HEADS
                or end - start == 1
                and doc[start].lower_ in ADDRESSED_OFFICES
            ):
                continue
            if not titled and not self._is_person(passage, start, end):
                continue
            found[start] = Candidate(passage.index, start, end, titled, True)
            covered.update(range(start, end))
        tokens = doc.tokens
        for token in tokens:
            start = token.i + 1
            if start < len(tokens) and tokens[start].text == "." and token.text in honorifics():
                start += 1  # "MR. KIRBY": the full stop is a token of its own
            if start >= len(tokens) or start in covered:
                continue
            if token.lower_ in {"td", "mp"} and token.i and doc[token.i - 1].lower_ == "at":
                continue
            if self._owned_name(passage, token.i):
                end = start
                while end < len(doc) and self.bounds.goes_on(passage, end, start):
                    end += 1
                if not any(i in covered for i in range(start, end)):
                    found[start] = Candidate(passage.index, start, end, True, False)
                    covered.update(range(start, end))
                continue
            if not opens_name(doc, token.i):
                continue
            end = start
            while end < len(doc) and end - start < 6 and self.bounds.goes_on(passage, end, start):
                end += 1
            while end > start and (doc[end - 1].text == "-" or doc[end - 1].lower_ in PARTICLES):
                end -= 1
            if end == start or any(i in covered for i in range(start, end)):
                continue
            if not self._titled_name_stands(passage, start, end) or doc[start].lower_ in ADDRESSED_OFFICES:
                continue
            found[start] = Candidate(passage.index, start, end, True, False)
            covered.update(range(start, end))
        for token in doc:
            end = token.i + 1
            opening = self._speaking_name(passage, token)
            if opening is not None and not any(i in covered for i in range(opening, end)):
                found[opening] = Candidate(passage.index, opening, end, False, False)
                covered.update(range(opening, end))
        for token in doc:
            last = self._forename_at(passage, token.i)
            if last is not None and not any(i in covered for i in range(token.i, last)):
                found[token.i] = Candidate(passage.index, token.i, last, False, False)
                covered.update(range(token.i, last))
        for ent in doc.ents:
            if self._named_beside(passage, ent.start, ent.end) and not any(
                i in covered for i in range(ent.start, ent.end)
            ):
                found[ent.start] = Candidate(passage.index, ent.start, ent.end, True, False)
                covered.update(range(ent.start, ent.end))
        return [found[start] for start in sorted(found)]

    def _forename_at(self, passage: Passage, start: int) -> int | None:
        """The end of a name that the recogniser has missed: a common forename, perhaps an initial or particle, and one
        name word that no list knows for a place, a body or a building."""
        doc = passage.doc
        first = doc.tokens[start]
        if first.text not in forename_genders() or first.tag_ != "NNP" or first.text in places():
            return None
        before = doc[start - 1] if start else None
        if (
            before is not None
            and before.tag_ == "NNP"
            and is_name_word(before)
            and not before.is_sent_start
            and before.lower_ not in office_heads()
            and before.text not in honorifics()
        ):
            return None
        end = start + 1
        while end < len(doc) and end - start < 4 and self.bounds.goes_on(passage, end, start):
            end += 1
        words = doc[start:end]
        last = words[-1]
        if (
            len(words) < 2
            or words.text in places()
            or is_capitals(doc.text)
            or last.tag_ != "NNP"
            or len(last.text) < 3
        ):
            return None
        if any(
            (passage.index, t.i) in self.taken
            or t.text in party_heads()
            or t.text in FACILITY_HEADS
            or t.text in DOCUMENT_HEADS
            or t.lower_ in THINGS
            or t.lower_ in actor_nouns()
            or t.lower_.removesuffix("s") in actor_nouns()
            or t.lower_ in possible_verbs()
            or t.lower_ in office_heads()
            or t.text.isupper()
            for t in words[1:]
        ):
            return None
        return None if end < len(doc) and (doc[end].text in FACILITY_HEADS or doc[end].text in party_heads()) else end

    def _named_beside(self, passage: Passage, start: int, end: int) -> bool:
        """A name that the recogniser takes for a body or place, beside words that only people have: "the spokesperson,
        Ada Moreno,", "a student named Wong", "the killing of Karim Sadeq"."""
        doc = passage.doc
        words = doc[start:end]
        if start < 2 or len(words) > 4 or not all(is_name_word(t) and t.tag_ in {"NNP", "NNPS", "NN"} for t in words):
            return False
        if words.text in places() or any(
            (passage.index, t.i) in self.taken
            or t.text in party_heads()
            or t.text in FACILITY_HEADS
            or t.text.isupper()
            or t.lower_ in actor_nouns()
            or t.lower_ in office_heads()
            for t in words
        ):
            return False
        before, second = doc[start - 1], doc[start - 2]
        if before.lower_ in {"named", "called"} and second.tag_ in {"NN", "NNP"} and words.label_ == "PERSON":
            return True
        if len(words) < 2:
            return False
        beside = before.text == "," and second.lower_ in office_heads() and end < len(doc) and doc[end].text == ","
        return beside or (before.lower_ == "of" and second.lower_ in PERSONAL_ACTS)

    def _speaking_name(self, passage: Passage, head: Token) -> int | None:
        """The first token of a name of two to four words that says something, when no list of places or bodies knows it
        and the recogniser takes it for a work, a product or nothing; for a body or place, only if an office follows."""
        doc = passage.doc
        if head.tag_ != "NNP" or not speaks(head) or head.ent_type_ == "PERSON":
            return None
        start = head.i
        while (
            start > 0
            and not doc[start].is_sent_start
            and doc[start - 1].tag_ == "NNP"
            and is_name_word(doc[start - 1])
            and head.i - start < 3
        ):
            start -= 1
        words = doc[start : head.i + 1]
        if len(words) < 2 or words.text in places() or not is_name_word(head) or is_capitals(doc.text):
            return None
        if any(
            (passage.index, t.i) in self.taken
            or t.text in party_heads()
            or t.text in FACILITY_HEADS
            or t.text in BEFORE_NO_PERSON
            or t.lower_ in office_heads()
            or t.lower_ in actor_nouns()
            or t.lower_.removesuffix("s") in actor_nouns()
            or t.text in honorifics()
            or t.text.isupper()
            for t in words
        ):
            return None
        if head.ent_type_ in {"", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW"}:
            return start
        return start if title_after(doc, head.i + 1, frozenset()) is not None else None

    def _owned_name(self, passage: Passage, index: int) -> bool:
        """ "Finland's Sauli Niinistö telephoned": two or three name words between a party's possessive and a verb."""
        doc = passage.doc
        if doc.tokens[index].tag_ != "POS" or index == 0 or (passage.index, index - 1) not in self.taken:
            return False
        end = index + 1
        while end < len(doc) and end - index < 5 and self.bounds.goes_on(passage, end, index + 1):
            end += 1
        words = doc[index + 1 : end]
        if not 2 <= len(words) <= 4 or end >= len(doc) or doc[end].tag_ not in {"VBD", "VBZ", "MD"}:
            return False
        return all(
            t.tag_ == "NNP"
            and t.text not in party_heads()
            and t.text not in FACILITY_HEADS
            and t.lower_ not in office_heads()
            and t.lower_ not in actor_nouns()
            and t.ent_type_ in {"", "PERSON", "ORG", "GPE"}
            for t in words
        )

    def _titled_name_stands(self, passage: Passage, start: int, end: int) -> bool:
        doc = passage.doc
        first = doc[start]
        opener = doc[start - 1]
        if opener.text in honorifics() or opener.text == "." and start > 1 and doc[start - 2].text in honorifics():
            return True
        if end - start == 1 and first.text.isupper() and not is_capitals(doc.text):
            return False  # "state broadcaster ERT"
        if end - start == 1 and opener.lower_ in PERSON_NOUNS and opener.lower_ not in office_heads():
            return False  # "freed hostage Ada Moreno", but not "pilot Airbus"
        if (
            first.tag_ != "NNP"
            or first.text in party_heads()
            or first.lower_ in actor_nouns()
            or first.lower_ in office_heads()
            or first.is_sent_start
        ):
            return False
        if not opener.text[:1].isupper() and opener.dep_ not in {
            "compound",
            "amod",
            "nmod",
            "nsubj",
            "appos",
            "pobj",
            "dobj",
            "conj",
            "poss",
        }:
            return False
        if doc[end - 1].text in party_heads() or doc[end - 1].text in FACILITY_HEADS:
            return False
        return first.ent_type_ not in {"DATE", "TIME", "NORP", "EVENT", "LAW", "LANGUAGE"}

    def _is_person(self, passage: Passage, start: int, end: int) -> bool:
        """A name that the entity recogniser takes for a person's is one: not a place, an organisation's part, an era."""
        doc = passage.doc
        before = doc[start - 1] if start else None
        after = doc[end] if end < len(doc) else None
        text = doc[start:end].text
        if (
            any(c.isdigit() or c in "@#/" for c in text)
            or doc[end - 1].text.title() in DOCUMENT_HEADS
            or doc[end - 1].text in FACILITY_HEADS
            or doc[end - 1].text in party_heads()
        ):
            return False
        if end - start == 1 and (
            text in self.firms
            or before is not None
            and before.tag_ == "NNP"
            and (passage.index, start - 1) in self.taken
        ):
            return False
        if after is not None and after.text == "," and self._is_called_thing(doc, end + 1):
            return False
        if doc[start].text in BEFORE_NO_PERSON or self._is_thing(doc, start):
            return False
        if (
            before is not None
            and not speaks(doc[end - 1])
            and (
                before.lower_ in {"in", "at", "near", "outside", "inside", "around", "into", "off"}
                or before.lower_ == "of"
                and start > 1
                and doc[start - 2].lower_ in {"out", "outside", "north", "south", "east", "west"}
            )
        ):
            return False
        if before is not None and (before.text in BEFORE_NO_PERSON or before.text in {"@", "#"}):
            return False
        site = site_of(doc[end - 1])
        if site.dep_ == "dobj" and site.head.lemma_.lower() in PLACE_VERBS:
            return False  # "the army entered Tel Amran", "converting Saint Orda"
        if after is not None and after.text in FACILITY_HEADS | place_cues()["event_noun"]:
            return False
        if end - start == 1:
            if text in places() and not speaks(doc[end - 1]):
                return False
            if text.isupper() and len(text) <= 5:
                return False
        elif text in places():
            return False
        return True

    def _is_called_thing(self, doc: Doc, start: int) -> bool:
        """ "Rodong Sinmun, the ruling party newspaper, ...": the apposition says that the name is no person's."""
        for token in doc[start : start + 8]:
            if (
                token.is_punct
                or token.pos_ in {"ADP", "AUX"}
                or token.tag_ in {"VBD", "VBZ", "VBP"}
                or token.lower_ in {"who", "which"}
            ):
                following = doc[token.i - 1] if token.i > start else token
                return following.lemma_.lower() in THINGS
        return False

    def _is_thing(self, doc: Doc, start: int) -> bool:
        """ "the fishing vessels Lady Estelle and Morning Bride": the noun before says what is named."""
        index = start - 1
        while (
            index >= 0
            and (doc[index].text[:1].isupper() and doc[index].pos_ == "PROPN" or doc[index].text in {",", "and"})
            and start - index < 8
        ):
            index -= 1
        return index >= 0 and doc[index].lower_ in VESSELS


def speaks(head: Token) -> bool:
    return head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_.lower() in speech_verbs()
