"""Whether a person is spoken of as he or she, by titles, kinship and forenames."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from pipeline.additions import extended_rows
from pipeline.extract.who.lexicon import words_of

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc
    from pipeline.extract.who.people import Person

Gender = Literal["feminine", "masculine"]

FEMININE = words_of("feminine")
MASCULINE = words_of("masculine")
SHE = frozenset({"she", "her", "hers", "herself"})


@lru_cache(maxsize=1)
def forename_genders() -> dict[str, Gender]:
    """Forename -> the gender of nearly all who bear it (`forename_genders.csv`)."""
    return {
        row["forename"]: "feminine" if row["gender"] == "feminine" else "masculine"
        for row in extended_rows("forename_genders")
    }


def of_pronoun(word: str) -> Gender:
    """The gender of "he", "him", "she" and so on."""
    return "feminine" if word.lower() in SHE else "masculine"


def of_word(word: str) -> Gender | None:
    """The gender that an honorific, an office or a word of kinship tells: "Mrs", "spokesman", "daughter"."""
    if word in FEMININE or word.lower() in FEMININE:
        return "feminine"
    return "masculine" if word in MASCULINE or word.lower() in MASCULINE else None


def of_person(person: Person, docs: dict[int, Doc]) -> Gender | None:
    """The gender that the titles of a person tell, else the forename; None when neither does."""
    for mention in person.mentions:
        doc = docs[mention.passage]
        before = doc[mention.start - 1].text if mention.start else ""
        if before == "." and mention.start > 1:
            before = doc[mention.start - 2].text
        told = of_word(before) or (of_word(mention.title.office.split()[-1]) if mention.title else None)
        if told is not None:
            return told
    return forename_genders().get(person.words[0]) if len(person.words) > 1 else None
