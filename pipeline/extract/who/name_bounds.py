"""The bounds of a person's name: what opens it, how far it goes on, and what of its words is office or headline."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.language import possible_verbs
from pipeline.extract.who.gazetteer import is_capitals
from pipeline.extract.who.genders import forename_genders
from pipeline.extract.who.lexicon import honorifics, office_heads, party_heads, places, words_of
from pipeline.extract.who.names import ambiguous_names
from pipeline.extract.who.spellings import is_name_word, is_suffix
from pipeline.extract.who.titles import office_at

if TYPE_CHECKING:
    from pipeline.extract.reading import Passage
    from pipeline.extract.tokens import Doc, Token

LOOSE_OFFICES = words_of("loose_office")
PARTICLES = words_of("name_particle")
CHAPTERS = words_of("chapter_word")
PERSON_NOUNS = words_of("person_noun")
AFTER_NO_PERSON = words_of("after_no_person")


class NameBounds:
    """Tells where people's names begin and end. `taken` are tokens of known names, which belong to no person's."""

    def __init__(self, taken: set[tuple[int, int]]) -> None:
        self.taken = taken

    def goes_on(self, passage: Passage, index: int, start: int) -> bool:
        """The token belongs to the name that begins at `start`: a name word, a particle, a hyphen, "Jr."."""
        doc = passage.doc
        token = doc[index]
        if (passage.index, index) in self.taken:
            return False
        if (
            token.text == ","
            and index > start
            and index + 1 < len(doc)
            and doc[index + 1].text in {"Jr.", "Jr", "Sr.", "Sr"}
        ):
            return True
        if is_suffix(token.text):
            return index > start
        if token.text in CHAPTERS and doc[index + 1 : index + 2].text.isdigit():
            return False  # "HWU Local 12" is a part of a union
        if token.text == "-" and index > start and not doc[index - 1].whitespace_ and not token.whitespace_:
            return True
        if index > start + 1 and doc[index - 1].text == "-" and not doc[index - 1].whitespace_ and token.is_alpha:
            return True
        if (
            token.lower_ in PARTICLES
            and index + 2 < len(doc)
            and doc[index + 1].lower_ in PARTICLES
            and is_name_word(doc[index + 2])
        ):
            return index > start
        if (
            token.lower_ in PARTICLES
            and index + 1 < len(doc)
            and (is_name_word(doc[index + 1]) or doc[index + 1].text == "-")
        ):
            return token.lower_ not in {"e", "y", "i"} or token.text in {"e", "y", "i"} and index > start
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD", "IN"} and not token.text[:1].isupper():
            return False
        if index > start and (
            token.text in AFTER_NO_PERSON or token.is_stop and token.pos_ in {"ADP", "SCONJ", "CCONJ"}
        ):
            return False  # "Senator Ada Moreno Opposition Whip", "Remarks by President Moreno Before Talks"
        if not is_name_word(token) or (index > start and token.is_sent_start):
            return False
        return token.text not in honorifics() or index > start

    def trimmed(self, passage: Passage, start: int, end: int) -> tuple[int, int] | None:
        """The bounds without the title before the name and the words after it; None when no name is left."""
        doc = passage.doc
        for cut in range(end - 1, start, -1):
            found = office_at(doc, cut)
            if found is not None and found[0] <= start:
                start = cut
                break
        while start < end and (
            doc[start].text in honorifics()
            or (doc[start].lower_ in office_heads() or _is_misspelt_office(doc[start].lower_))
            and end - start > 1
            or doc[start].lower_ in {"the", "former", "chief", "foreign", "prime", "deputy", "vice"}
            or doc[start].is_punct
            or (passage.index, start) in self.taken
            or not doc[start].text[:1].isalpha()
        ):
            start += 1
        cut = start
        while cut < end and self.goes_on(passage, cut, start):
            cut += 1
        while cut > start and doc[cut - 1].text in {"-", "'"}:
            cut -= 1
        if passage.block.kind in {"title", "heading"} or is_capitals(doc.text):
            while cut - start > 2 and _is_verb_of_title(doc[cut - 1]):
                cut -= 1  # "ADA MORENO DISCUSSES HER TRAVEL"
        return (start, cut) if cut > start else None

    def extended(self, passage: Passage, start: int, end: int) -> tuple[int, int]:
        """The bounds with the name words on both sides that the recogniser has left out."""
        doc = passage.doc
        while end < len(doc) and end - start < 6 and not doc[end].is_sent_start and self.goes_on(passage, end, start):
            if (
                not (is_suffix(doc[end].text) or doc[end].text == ",")
                and doc[end].lower_ in office_heads()
                or doc[end].text in honorifics()
                or doc[end].tag_ not in {"NNP", "NNPS", "HYPH", ":", ",", "FW", "IN", "DT", "NN", "JJ", "CD"}
            ):
                break
            end += 1
        while doc[end - 1].text == "-" or doc[end - 1].lower_ in PARTICLES and not doc[end - 1].text[:1].isupper():
            end -= 1
        while start > 0 and not doc[start].is_sent_start and end - start < 5:
            before = doc[start - 1]
            forename = before.text in forename_genders() or ambiguous_names().get(before.text, ("",))[0] == "given_name"
            if (
                before.tag_ != "NNP"
                and not (forename and end - start == 1)
                or not is_name_word(before)
                or (passage.index, before.i) in self.taken
            ):
                break
            if (
                before.lower_ in office_heads()
                or before.text in honorifics()
                or before.text in party_heads()
                or before.lower_ in {"prime", "foreign", "vice", "deputy"}
                or _is_misspelt_office(before.lower_)
            ):
                break
            if (
                before.ent_type_ not in {"", "PERSON"}
                or before.is_sent_start
                and (before.lower_ in possible_verbs() or before.text in places())
            ):
                break
            start -= 1
        return start, end


def opens_name(doc: Doc, index: int) -> bool:
    """The token is an honorific, or an office in front of a capitalised name."""
    token = doc.tokens[index]
    if token.text in honorifics() and token.text not in {"U", "Don", "General"}:
        return True
    if token.text in PERSON_NOUNS and token.tag_ == "NN":
        return True
    if token.lower_ not in office_heads() or token.pos_ not in {"PROPN", "NOUN", "ADJ"}:
        return False
    if token.lower_ not in LOOSE_OFFICES:
        return True
    office = office_at(doc, index + 1)
    return office is not None and office[0] < index and token.text[:1].isupper()  # "Secretary of State", "Union Leader"


def is_titled(doc: Doc, start: int) -> bool:
    """An honorific or an office stands right before the name."""
    if start > 1 and doc[start - 2].lower_ == "at" and doc[start - 1].text.isupper():
        return False  # "an analyst at TD Cowen"
    if start > 1 and doc[start - 1].text == "." and doc[start - 2].text in honorifics():
        return True
    if start > 0 and doc[start - 1].text == "General" and doc[start].ent_type_ == "PERSON":
        return True
    if start > 0 and (doc[start - 1].text in honorifics() or opens_name(doc, start - 1)):
        return True
    office = office_at(doc, start)
    return office is not None and office[0] < start - 1  # "Secretary of State Moreno"


@lru_cache(maxsize=1)
def _squeezed_offices() -> frozenset[str]:
    return frozenset(_squeezed(word) for word in office_heads() if len(word) > 6)


def _squeezed(word: str) -> str:
    """A word without doubled letters: one form for "governor" and "governnor"."""
    return re.sub(r"(.)\1", r"\1", word.lower())


def _is_misspelt_office(word: str) -> bool:
    return word not in office_heads() and len(word) > 6 and _squeezed(word) in _squeezed_offices()


def _is_verb_of_title(token: Token) -> bool:
    """A third person's verb in a headline, where every word has a capital: "Discusses", "ADDRESSES"."""
    word = token.lower_
    forms = {word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"} - {word}
    return word.endswith("s") and bool(forms & possible_verbs())
