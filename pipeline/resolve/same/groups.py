"""What the search for one record in several documents has in common for events, people and demands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import TypeVar

from pipeline.resolve.judgements import Judgements

NEAR_PAIRS = 3  # of pairs that stay apart, so many at most are listed for a record

Doubt = TypeVar("Doubt")
Names = Iterable[tuple[str, ...]]  # of each telling, the names that people's decisions may mean


def judged_one(names: Mapping[str, Names], judgements: Judgements) -> Iterator[tuple[str, str]]:
    """Pairs of units that people said are one; `names` gives those of each unit. A unit may be paired with itself."""
    if not judgements.same or not judgements.decides:
        return
    named: dict[str, list[str]] = {}
    for unit, tellings in names.items():
        for name in {name for one in tellings for name in one}:
            named.setdefault(name, []).append(unit)
    for pair in sorted(map(sorted, judgements.same)):
        yield from product(named.get(pair[0], ()), named.get(pair[-1], ()))


def likest(doubts: Iterable[tuple[str, str, Doubt]], but: Callable[[Doubt], bool] = lambda _: False) -> Iterator[Doubt]:
    """Of doubts about two records each, those a person should look at. They come the likest first: of each pair the
    first, of each record as many as `NEAR_PAIRS`, and none that `but` leaves out or that is about one record."""
    listed: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for left, right, doubt in doubts:
        ends = (min(left, right), max(left, right))
        if left == right or ends in seen or max(listed[end] for end in ends) >= NEAR_PAIRS or but(doubt):
            continue
        seen.add(ends)
        listed.update(ends)
        yield doubt


class Groups:
    """Units are the tellings of one own id, in so many parts as conflicts make of them; groups are units joined.

    Who derives from it fills `names` while it places the tellings, and then calls `_begin`.
    """

    def __init__(self, judgements: Judgements) -> None:
        self.judgements = judgements
        self.names: dict[str, dict[tuple[str, ...], None]] = {}  # by unit: the different ones, in order
        self.order: dict[str, int] = {}
        self.root: dict[str, str] = {}
        self.groups: dict[str, list[str]] = {}

    def _begin(self, units: Iterable[str]) -> None:
        """Each unit is a group of its own. Of two that are joined, the one that comes first here gives its name."""
        self.order = {unit: at for at, unit in enumerate(units)}
        self.root = {unit: unit for unit in self.order}
        self.groups = {unit: [unit] for unit in self.order}

    def apart(self, names: Names, others: Names) -> bool:
        """Whether people decided that a telling of the one side is none of the other."""
        if not self.judgements.apart:
            return False
        return any(self.judgements.verdict(a, b) == "apart" for a in names for b in others)

    def kept_apart(self, left: str, right: str) -> bool:
        """Whether people decided that any of the one group is not any of the other."""
        return bool(self.judgements.apart) and any(
            self.apart(self.names[a], self.names[b])
            for a in self.groups[self.root[left]]
            for b in self.groups[self.root[right]]
        )

    def judged(self, left: str, right: str) -> bool:
        """Whether people decided anything about the two units."""
        if not (self.judgements.same or self.judgements.apart):
            return False
        return any(self.judgements.verdict(a, b) for a in self.names[left] for b in self.names[right])

    def join(self, left: str, right: str) -> tuple[str, str] | None:
        """Joins the groups of two units. The root that stays and the one that goes; None when they were one."""
        kept, lost = sorted((self.root[left], self.root[right]), key=self.order.__getitem__)
        if kept == lost:
            return None
        for unit in self.groups.pop(lost):
            self.root[unit] = kept
            self.groups[kept].append(unit)
        return kept, lost

    def join_judged(self) -> None:
        """Units that people said are one, but not against what they said is two."""
        for left, right in judged_one({unit: self.names[unit] for unit in self.order}, self.judgements):
            if not self.kept_apart(left, right):
                self.join(left, right)
