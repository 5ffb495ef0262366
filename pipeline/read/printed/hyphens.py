"""Hyphens at the ends of lines: one that only breaks a word goes, one that belongs to a word stays.

What a word looks like elsewhere in the same text decides first. Then: a hyphen before a capital or beside a figure
stays, after an abbreviation in capitals, between two words that the text has apart, and where the table
`compound_words.csv` names one of the two. Any other breaks a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.reference_tables import table_rows

HYPHENS = "-\u2010\u00ad"
WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011’'][^\W_]+)*")
BROKEN = re.compile(r"(?P<left>[^\W_]+(?:[-\u2010\u2011’'][^\W_]+)*)(?P<hyphen>[-\u2010\u00ad])$")
FIRST = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
DASH = re.compile(r"\S[–—/]$")


@cache
def compound_words(place: str) -> frozenset[str]:
    """The words of `compound_words.csv` that are `first` in compounds with a hyphen, `second` in those with a name, let a
    hyphen hang (`hanging`), or are an `ending` that no hyphen stands before; a `participle` makes compounds with any
    word but a `prefix`."""
    return frozenset(row["word"] for row in table_rows("compound_words") if row["place"] == place)


@dataclass(frozen=True, slots=True)
class Words:
    """How often each word, folded, stands within the lines of a text."""

    counts: Counter[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Words:
        counts: Counter[str] = Counter()
        after_break = False
        for line in lines:
            words = [word.casefold().replace("\u2010", "-").replace("\u2011", "-") for word in WORD.findall(line)]
            first = 1 if after_break else 0  # the second half of a broken word is no word
            after_break = line.endswith(tuple(HYPHENS))
            counts.update(words[first : len(words) - after_break])
        return cls(counts)


def join(above: str, below: str, words: Words) -> str:
    """Two lines of one paragraph as one text: without the hyphen that breaks a word, else with a space between them
    where one belongs."""
    broken = BROKEN.search(above[-80:])
    first = FIRST.match(below)
    if above.endswith("\u00ad"):
        return above[:-1] + below
    if broken and first:
        if first[0].casefold() in compound_words("hanging") and not _counts(broken["left"] + first[0], words):
            return f"{above} {below}"  # "short- and long-term"
        return above + below if _belongs(broken["left"], first[0], words) else above[:-1] + below
    if DASH.search(above[-2:]) and below[:1].isalnum():
        return above + below
    return f"{above} {below}"


def _belongs(left: str, right: str, words: Words) -> bool:
    """The hyphen between the two is part of the word."""
    last = re.split(r"[-\u2010\u2011]", left)[-1]
    joined, hyphened = _counts(left + right, words), _counts(f"{left}-{right}", words)
    if joined != hyphened:
        return hyphened > joined
    if right[0].isdigit() or last[-1].isdigit():
        return True
    if right[0].isupper():
        return not (last.isupper() and right.isupper() and len(last) > 1)  # "NEGO-/TIATIONS" in a line of capitals
    if last.isupper():
        return True  # "US-/led"
    if "-" in left:
        return True  # "state-of-the-/art"
    if last[0].isupper():
        return right.casefold() in compound_words("second")  # "Moscow-/backed", "Sep-/tember"
    if right in compound_words("ending"):
        return False  # "free-/dom"
    if last in compound_words("first"):
        return True
    if right in compound_words("participle"):
        return len(last) > 2 and last not in compound_words("prefix")  # "confidence-/building", not "dis-/armed"
    return len(last) > 2 and len(right) > 2 and bool(_counts(last, words) and _counts(right, words))


def _counts(word: str, words: Words) -> int:
    return words.counts[word.casefold().replace("\u2010", "-").replace("\u2011", "-")]
