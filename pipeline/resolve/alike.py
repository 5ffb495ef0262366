"""Finds the forms that may be earlier forms of a demand without comparing it with all that was said before.

All that `same_act` takes for one are found, and few others: of two such forms one has no word that the other lacks, so
that the rarest word of either leads to it. Forms that are alike for another reason have lists of their own.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from pipeline.resolve.restating import Form, numbers, of_one_sense, says_more, words_compared

Found = TypeVar("Found", bound=Hashable)


class Alike(Generic[Found]):
    """Forms of the demands of one party on one issue, each with what it stands for."""

    def __init__(self) -> None:
        self._by_word: dict[str, dict[Found, None]] = {}  # also by words that may not count in a comparison
        self._by_rarest: dict[str, dict[Found, None]] = {}
        self._by_number: dict[tuple[str, str], dict[Found, None]] = {}
        self._by_sense: dict[tuple[str, str], dict[Found, None]] = {}

    def add(self, form: Form, found: Found) -> None:
        surely, possibly = words_compared(form)
        for word in possibly:
            self._by_word.setdefault(word, {})[found] = None
        self._by_rarest.setdefault(self._rarest(surely), {})[found] = None
        for word in form.words:
            for unit in filter(None, numbers(form.claim.content)):
                self._by_number.setdefault((unit, word), {})[found] = None
            if sense := of_one_sense(form):
                self._by_sense.setdefault((sense, word), {})[found] = None

    def may_be(self, form: Form) -> dict[Found, None]:
        """What the forms stand for that may be an earlier form of this one, in no order that tells anything."""
        surely, possibly = words_compared(form)
        if not surely or says_more(form):
            return _all(self._by_word.get(word) for word in form.words)
        found = _all([
            self._by_word.get(self._rarest(surely)),
            self._by_rarest.get(""),
            *(self._by_rarest.get(word) for word in possibly),
        ])  # fmt: skip
        units = [unit for unit in numbers(form.claim.content) if unit]
        found |= _all(self._by_number.get((unit, word)) for unit in units for word in form.words)
        if sense := of_one_sense(form):
            other = "wider" if sense == "narrower" else "narrower"
            found |= _all(self._by_sense.get((other, word)) for word in form.words)
        return found

    def _rarest(self, words: Iterable[str]) -> str:
        return min(words, key=lambda word: (len(self._by_word.get(word, ())), word), default="")


def _all(lists: Iterable[dict[Found, None] | None]) -> dict[Found, None]:
    found: dict[Found, None] = {}
    for one in lists:
        if one:
            found.update(one)
    return found
