"""Sentences for people: names in a row, and which known word somebody may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def listed(names: list[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def with_article(noun: str) -> str:
    """`a demand`, `an offer`: the article goes by the first letter."""
    return f"{'an' if noun[:1].lower() in tuple('aeiou') else 'a'} {noun}"


def near(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Up to `most` known words that look like `word`, nearest first, whatever the case."""
    by_folded: dict[str, str] = {}
    for name in sorted(known):
        by_folded.setdefault(name.casefold(), name)
    return [by_folded[match] for match in difflib.get_close_matches(word.casefold(), by_folded, n=most, cutoff=0.6)]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question with the known words that look like `word`; empty when none does."""
    matches = near(word, known)
    return f"did you mean {listed(matches, 'or')}?" if matches else ""
