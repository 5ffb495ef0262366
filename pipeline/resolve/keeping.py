"""A record that was published keeps its id, however the texts are read today.

The records of this run come with the id that their own facts would give them (`proposed`). They are matched with the
records of the last release by the passages that state them, and only then by equal ids: a hash of facts changes when
the extraction improves, a passage stays where it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.resolve.ids import short_hash
from pipeline.resolve.last_release import LastRelease, Mention

HASH = re.compile(r"(-[0-9a-f]{6,})+$")
SAME_PASSAGE = 0.5  # two passages of one text are the same when they share at least this much of what both cover


@dataclass(frozen=True, slots=True)
class Kept:
    """`ids`: proposed id -> id. `joined`: id of an earlier release -> id of the record that it is part of now.
    `gone`: ids of earlier releases whose record is no more."""

    ids: dict[str, str] = field(default_factory=dict)
    joined: dict[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()


def keep_ids(
    kind: str,
    proposed: Mapping[str, Sequence[Mention]],
    last: LastRelease,
    fixed: Collection[str] = (),
    may_be: Callable[[str, str], bool] = lambda old, new: True,
    decided: Mapping[str, str] | None = None,
    first: frozenset[str] = frozenset(),
) -> Kept:
    """The id of each record of this run: that of the published record which it continues, else its proposed one.

    `proposed` holds the passages of each record by its proposed id. A published record is continued by the record
    that proposes its id, when it states any of its passages: where a record parts in two, its id stays with the claim
    that it was made of. Else by the record that states most of its passages, or by that of the same id when none of
    its passages is found. A record that continues several keeps the id of one that stood in the last release, among
    them its proposed one, among others that whose first passage is the oldest; the others lead to it. An id that led
    elsewhere or was gone comes back when its record does: when another record no longer holds its passage. Nothing
    here hangs on the order of documents or records.

    `fixed` are proposed ids that a record always has: names that a reference table gives, such as `party:cod`. What
    the texts were wrongly read to call so leads on, and another never takes the name. `may_be(old, new)` is false
    where the passages may be equal and the records cannot: what one party says and what another does.

    `decided` are ids that people's decisions are about, with the proposed id of the record that each means; those of
    `first` are what that record goes by.
    """
    live, former = last.live.get(kind, {}), last.former.get(kind, {})
    before = {**former, **live}
    continued_by = _continuations(before, proposed, live, may_be)
    for old in before:
        if old in proposed and (old in fixed or old not in continued_by):
            continued_by[old] = old  # stated by other passages now, and by its name or its facts the same
    for old, new in (decided or {}).items():
        if old in before or (old in first and (old == new or old not in proposed)):
            continued_by[old] = new

    def rank(old: str) -> tuple[object, ...]:
        return (
            old not in first,
            decided is None or old not in decided,
            old not in live,
            old != continued_by[old],
            [last.age(one) for one in before.get(old, ())[:1]],
            old,
        )

    continues: dict[str, list[str]] = {}
    for old, new in continued_by.items():
        continues.setdefault(new, []).append(old)
    for olds in continues.values():
        if len(olds) > 1:
            olds.sort(key=rank)

    ids = {new: new if new in fixed else olds[0] for new, olds in continues.items()}
    joined = {old: ids[new] for new, olds in continues.items() for old in olds if old != ids[new]}
    taken = {*ids.values(), *before}  # an id that is gone is no more free than one that stands
    for new in sorted(set(proposed) - set(ids)):
        ids[new] = _free(new, proposed[new], taken)
        taken.add(ids[new])
    lost = set(before) - set(continued_by)
    for old in sorted(lost & set(last.redirects)):  # its own passage is lost: it goes where its record has gone
        target = str(last.redirects[old]["new_id"])
        target = ids[continued_by[target]] if target in continued_by else target
        if target in ids.values():
            joined[old] = target
    return Kept(ids, joined, tuple(sorted(lost - set(joined))))


def _continuations(
    before: Mapping[str, Sequence[Mention]],
    proposed: Mapping[str, Sequence[Mention]],
    live: Collection[str],
    may_be: Callable[[str, str], bool],
) -> dict[str, str]:
    """For each record of earlier releases the record of today that states some of its passages and has its facts, or
    else most of its passages.

    Several records may rest on the same passages: a joint offer is made by two in one sentence. As long as there are
    as many today, each continues another one, those that stood in the last release first, and by likeness of the ids.
    """
    found = {
        old: old
        for old, passages in before.items()
        if old in proposed and may_be(old, old) and _share_a_place(passages, proposed[old])
    }
    if len(found) == len(before):
        return found
    taken = set(found)
    left = {old: passages for old, passages in before.items() if old not in found}
    texts = {one.document_id for passages in left.values() for one in passages}
    exact: dict[tuple[str, int, int, str], list[str]] = {}
    near: dict[str, list[tuple[Mention, str]]] = {}
    for new, mentions in proposed.items():
        for one in mentions:
            if one.document_id in texts:
                exact.setdefault(one.place, []).append(new)
                near.setdefault(one.document_id, []).append((one, new))
    choices: list[tuple[bool, bool, bool, int, str, str]] = []
    for old, passages in left.items():
        votes: Counter[str] = Counter()
        first: dict[str, int] = {}
        for place, passage in enumerate(passages):
            holders = [new for new in exact.get(passage.place, ()) if may_be(old, new)] or [
                new for mention, new in near.get(passage.document_id, ())
                if same_passage(passage, mention) and may_be(old, new)
            ]  # fmt: skip
            for new in set(holders):
                votes[new] += 1
                first.setdefault(new, place)
        most = max(votes.values(), default=0)
        likely = [old] if old in votes else [new for new, number in votes.items() if number == most]
        choices += [
            (new != old, old not in live, readable(new) != readable(old), first[new], old, new) for new in likely
        ]
    for *_, old, new in sorted(choices):
        if old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    for *_, old, new in sorted(choices):
        found.setdefault(old, new)
    return found


def _share_a_place(passages: Sequence[Mention], others: Sequence[Mention]) -> bool:
    """Whether one of the passages is among the others to the letter."""
    if passages[:1] and others[:1] and passages[0].place == others[0].place:
        return True
    return not {one.place for one in passages}.isdisjoint(one.place for one in others)


def readable(record_id: str) -> str:
    """An id without the hash that it may end with."""
    return HASH.sub("", record_id)


def same_passage(one: Mention, other: Mention) -> bool:
    """Whether two mentions are one passage: of an unchanged text by offsets, else by the words."""
    if one.document_id != other.document_id:
        return False
    if one.unchanged and other.unchanged:
        shared = min(one.end, other.end) - max(one.start, other.start)
        return shared >= SAME_PASSAGE * (max(one.end, other.end) - min(one.start, other.start))
    words, others = Counter(one.quote.split()), Counter(other.quote.split())
    return (words & others).total() >= SAME_PASSAGE * (words | others).total()


def _free(proposed: str, mentions: Sequence[Mention], taken: set[str]) -> str:
    """`proposed`, or when another record has it, the same with a short hash of where this one is first stated."""
    first = min(((one.document_id, one.start, one.quote) for one in mentions), default=("", 0, ""))
    found, turn = proposed, 0
    while found in taken:
        found = f"{proposed}-{short_hash(f'{first[0]}|{first[2]}|{turn}')}"
        turn += 1
    return found
