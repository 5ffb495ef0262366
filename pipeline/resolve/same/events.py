"""Which events of different documents are one: a meeting planned in one article and held in the next.

Only events that share a kind, a day and a party or a name are compared. Two groups join when no member of the one
conflicts with any member of the other, so that no chain of likenesses joins two days, two places or two sets of people.
Tellings with equal facts are one, unless their words or what people decided speak against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.resolve.choices import age, place_in_text
from pipeline.resolve.judgements import Judgements, NearPair
from pipeline.resolve.parties import Keys
from pipeline.resolve.same.groups import Groups, likest
from pipeline.resolve.same.likeness import (
    GATHERINGS,
    REPORTED_WITHIN,
    act_of,
    days_of,
    difference,
    kind_of,
    likeness,
    parties_of,
    venue_of,
)
from pipeline.resolve.same.postponed import meetings_put_off

if TYPE_CHECKING:
    from pipeline.resolve.events import ToldEvent

MOST_IN_BLOCK = 60
MOST_COMPARED = 40  # tellings of one event that a further one with equal facts is compared with
SPLIT, DOUBTED = 0.7, 0.5  # for the list: equal facts that words speak against, and other likenesses


def same_events(
    told: Sequence[ToldEvent], own: Mapping[tuple[str, str], str], clusters: Mapping[str, str], judgements: Judgements
) -> tuple[Keys, list[NearPair]]:
    """The proposed id of each telling (its group's oldest gives it), and the pairs for a person to judge.

    `own` gives the own id of each telling, `clusters` the text cluster of each document. The order of `told` changes
    nothing.
    """
    found = _Events(told, own, clusters, judgements)
    found.join_judged()
    found.join_alike()
    found.join_put_off()
    ids = {(one.document.document_id, one.claim.key): found.root[unit]
           for unit, members in found.units.items() for one in members}  # fmt: skip
    return ids, found.near()


class _Events(Groups):
    def __init__(
        self,
        told: Sequence[ToldEvent],
        own: Mapping[tuple[str, str], str],
        clusters: Mapping[str, str],
        judgements: Judgements,
    ) -> None:
        super().__init__(judgements)
        self.clusters = clusters
        self.units: dict[str, list[ToldEvent]] = {}
        self.doubts: list[tuple[float, str, str, str]] = []
        self.alike: list[tuple[float, str, str, str]] = []  # joined by likeness only
        parts: dict[str, list[str]] = {}
        for one in sorted(told, key=lambda one: (age(one.document), place_in_text(one.claim), one.claim.key)):
            own_id = own[one.document.document_id, one.claim.key]
            self._place(one, own_id, parts.setdefault(own_id, []))
        self._begin(self.units)

    def _place(self, one: ToldEvent, own_id: str, parts: list[str]) -> None:
        """Into the first part of its own id that nothing keeps it from; else it begins one, with an id of its own."""
        at = one.document.document_id
        names = self.judgements.names_of_telling("event", own_id, at, one.claim.evidence)
        against: list[tuple[str, str | None]] = []
        for unit in parts:
            reason = next(filter(None, (difference(x, one) for x in self.units[unit][:MOST_COMPARED])), None)
            if not reason and not self.apart([names], self.names[unit]):
                break
            against.append((unit, reason))
        else:
            unit = self.judgements.part(own_id, at, names, self.units)
            parts.append(unit)
            self.units[unit], self.names[unit] = [], {}
            self.doubts += [(SPLIT, other, unit, reason) for other, reason in against if reason]
        self.units[unit].append(one)
        self.names[unit][self.judgements.names_in_part(unit, own_id, names)] = None

    def members(self, root: str) -> list[ToldEvent]:
        """The tellings of a group; of many with equal facts only as many as are compared."""
        return [one for unit in self.groups[root] for one in self.units[unit][:MOST_COMPARED]]

    def join_alike(self) -> None:
        """The likest pairs first, as far as nothing in their groups speaks against it."""
        scored: list[tuple[float, int, int, str, str]] = []
        for first, second in sorted(_candidates(self.units)):
            found = likeness(self.units[first][0], self.units[second][0], self.clusters)
            if found.score:
                first, second = sorted((first, second), key=self.order.__getitem__)
                scored.append((-found.score, self.order[first], self.order[second], first, second))
            elif found.reason:
                self.doubts.append((DOUBTED, first, second, found.reason))
        for score, _, _, first, second in sorted(scored):
            left, right = self.root[first], self.root[second]
            if left == right:
                continue
            if all(
                likeness(x, y, self.clusters).score for x in self.members(left) for y in self.members(right)
            ) and not self.kept_apart(left, right):
                self.join(left, right)
                if score > -1:
                    self.alike.append((-score, first, second, "alike, but not told with the same date and sides"))
            elif not self._told_by_one_text(left, right):
                self.doubts.append((DOUBTED, first, second, "alike, but not to all that the other is one with"))

    def _told_by_one_text(self, left: str, right: str) -> bool:
        texts = [{one.document.document_id for one in self.members(root)} for root in (left, right)]
        return bool(texts[0] & texts[1])

    def join_put_off(self) -> None:
        """A meeting that was put off is one with its new date."""
        groups = {root: self.members(root) for root in sorted(self.groups, key=self.order.__getitem__)}
        for left, right in meetings_put_off(groups):
            if self.root[left] != self.root[right] and not self.kept_apart(left, right):
                self.join(left, right)

    def near(self) -> list[NearPair]:
        """The pairs that likeness joined, and of those that nearly were one the likest, a few for an event; none that
        people judged."""
        found = [self._pair(*one, joined=True) for one in self.alike if not self.judged(*one[1:3])]
        doubts = ((self.root[one[1]], self.root[one[2]], one)
                  for one in sorted(self.doubts, key=lambda one: (-one[0], one[1:])))  # fmt: skip
        nearly = likest(doubts, but=lambda one: self.judged(*one[1:3]))
        return sorted([*found, *(self._pair(*one, joined=False) for one in nearly)])

    def _pair(self, score: float, left: str, right: str, reason: str, *, joined: bool) -> NearPair:
        one, other = sorted((left, right))
        first, second = self.units[one][0], self.units[other][0]
        return NearPair("event", one, other, score, joined, reason, first.claim.summary, second.claim.summary,
                        (first.document.document_id, first.claim.key),
                        (second.document.document_id, second.claim.key))  # fmt: skip


def _candidates(units: Mapping[str, Sequence[ToldEvent]]) -> set[tuple[str, str]]:
    blocks: dict[tuple[str, ...], list[str]] = {}
    for unit, members in units.items():
        for key in sorted({key for one in members for key in _blocks(one)}):
            blocks.setdefault(key, []).append(unit)
    return {
        (one, other)
        for block in blocks.values()
        for at, one in enumerate(block)
        for other in block[at + 1 : at + 1 + MOST_IN_BLOCK]
    }


def _blocks(one: ToldEvent) -> Iterator[tuple[str, ...]]:
    """Kind, day and a party; of acts also kind, day and a name. Pairs that share no such key are not compared."""
    days, kind = days_of(one), kind_of(one)
    published = one.document.published
    if not days and published:
        days = published.first - REPORTED_WITHIN, published.last
    if not days:
        return
    marks = sorted(parties_of(one))
    if kind not in GATHERINGS:
        marks += sorted(f"={name}" for name in {*act_of(one).names, venue_of(one)} if name)
    together = "talks" if kind in ("meeting", "CONSULT visit") else kind
    for day in _each(*days):
        yield from ((together, mark, day.isoformat()) for mark in marks)


def _each(first: date, last: date) -> list[date]:
    return [first + timedelta(days=at) for at in range(min((last - first).days, 7) + 1)]
