"""Comparing wordings: the same measures by which the gold's annotators count a quote or a name as found."""

from __future__ import annotations

import re
import unicodedata

# A no-break space is white space; a soft hyphen is invisible and breaks words of scanned texts.
_SPACE = re.compile(r"[\s\u00a0\u00ad]+")
_WORD = re.compile(r"\w+")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_EDGES = "\"'.,;: "


def fold(text: str | None) -> str:
    """Comparison form: NFC, straight quotes and dashes, one space for any run of white space, case folded."""
    straight = unicodedata.normalize("NFC", text or "").translate(_STRAIGHT)
    return _SPACE.sub(" ", straight).strip().casefold()


def words(text: str | None) -> list[str]:
    """The words of the comparison form."""
    return _WORD.findall(fold(text))


def overlap(left: str, right: str) -> float:
    """Word F1 of two wordings as multisets, 0-1: 1.0 for equal wording, 0.0 for no shared word."""
    first, second = words(left), words(right)
    if not first or not second:
        return 0.0
    rest = list(second)
    shared = 0
    for word in first:
        if word in rest:
            rest.remove(word)
            shared += 1
    return 2 * shared / (len(first) + len(second))


def contains(left: str, right: str) -> bool:
    """One wording holds the other whole, punctuation at its ends apart."""
    first, second = fold(left).strip(_EDGES), fold(right).strip(_EDGES)
    return bool(first and second) and (first in second or second in first)


def without_article(name: str) -> str:
    """A folded name without its leading "the"."""
    return name.removeprefix("the ")
