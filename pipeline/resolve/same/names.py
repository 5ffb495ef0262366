"""Names of people, made comparable: spellings of one name, initials, middle names, articles, "Jr.".

Which letters stand for one another is the grammar of transliteration in `name_letters.csv`; no table lists people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.resolve.reference import rows, words
from pipeline.slugs import slug

_QUOTED = re.compile(r"""["“”«»][^"“”«»]*["“”«»]""")
_INITIALS = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Name:
    """`words` are the comparable words, given name and surname in the order of the text, `generation` what "Jr." and
    the like say. A name of one word is a surname, whoever's it is."""

    words: tuple[str, ...]
    generation: str | None

    @property
    def full(self) -> bool:
        return len(self.words) > 1

    @property
    def length(self) -> tuple[int, int]:
        """How much the name tells: words, then letters, so that a forename tells more than its initial."""
        return len(self.words) + (self.generation is not None), sum(map(len, self.words))

    @property
    def surnames(self) -> frozenset[str]:
        """The words that may be the surname: it stands first in Chinese, Korean and Hungarian names."""
        return frozenset((self.words[0], self.words[-1]))


@lru_cache(maxsize=65536)
def read_name(text: str) -> Name:
    """The parts of a name as a text writes it. A nickname in quotation marks is left out."""
    plain = _INITIALS.sub(r"\1. ", _QUOTED.sub(" ", text) if _QUOTED.sub(" ", text).strip() else text)
    generations = {row["word"]: row["meaning"] for row in rows("name_words") if row["kind"] == "generation"}
    links = {row["word"]: row["meaning"] for row in rows("name_words") if row["kind"] == "link"}
    articles = words("name_words", "kind", "article")
    found: list[str] = []
    generation = None
    listed = [slug(one) for one in plain.replace(",", " ").split()]
    listed = [one for one in listed if one]
    for at, one in enumerate(listed):
        if len(listed) > 1 and at and one in generations:
            generation = generations[one]
        elif at and one == "the" and listed[at + 1 : at + 2] and listed[at + 1] in generations:
            continue
        elif 0 < at < len(listed) - 1 and one in links:
            found.append(links[one])
        elif 0 < at < len(listed) - 1 and one in articles:
            continue
        else:
            first, _, rest = one.partition("-")
            parts = rest.split("-") if rest and first in articles else one.split("-")
            found.extend(spelled(part) for part in parts)
    return Name(tuple(found) or ("x",), generation)


@lru_cache(maxsize=65536)
def spelled(word: str) -> str:
    """One form for the spellings of a word of a name: a row of `name_letters.csv` after the other, then single
    letters for doubled ones. An initial stays what it is."""
    if len(word) < 3:
        return word
    for row in rows("name_letters"):
        letters, written = row["letters"], row["written_as"]
        match row["place"]:
            case "any":
                word = word.replace(letters, written)
            case "start" if word.startswith(letters):
                word = written + word.removeprefix(letters)
            case "end" if word.endswith(letters) and len(word) > len(letters):
                word = word.removesuffix(letters) + written
            case "word" if word == letters:
                word = written
            case _:
                pass
    return re.sub(r"(.)\1+", r"\1", word)


def compare(one: Name, other: Name) -> Literal["same", "part"] | None:
    """Whether two full names are spellings of one name (`same`), or may be one where one of them leaves something out
    or shortens it (`part`): a middle name, an initial, a short forename, "Jr."."""
    if one.generation and other.generation and one.generation != other.generation:
        return None
    if one.words == other.words or "".join(one.words) == "".join(other.words):
        return "same" if one.generation == other.generation else "part"
    if one.words[-1] != other.words[-1] or not _one_given(one.words[0], other.words[0]):
        return None
    middles = one.words[1:-1], other.words[1:-1]
    if all(middles) and len(middles[0]) != len(middles[1]):
        return None  # "George W." is not "George H. W."
    return "part" if all(map(_one_given, *middles)) else None


@lru_cache(maxsize=1)
def _full_forenames() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("forenames"):
        found.setdefault(spelled(slug(row["short"])), set()).add(spelled(slug(row["full"])))
    return {short: frozenset(full) for short, full in found.items()}


def _one_given(one: str, other: str) -> bool:
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    full = _full_forenames()
    return bool((full.get(one, frozenset()) | {one}) & (full.get(other, frozenset()) | {other}))
