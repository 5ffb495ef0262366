"""What the corrections decide about identity, and whether they contradict one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from pipeline.corrections.entries import Correction
from pipeline.resolve.judgements import Judgements


def judgements_of(corrections: Sequence[Correction]) -> Judgements:
    """The pairs that `merge` and `apart` decide, the ids that merged records go by, and why the others are given up."""
    merges = [one for one in corrections if one.action == "merge"]
    group_of = _groups(merges)
    keeps = {name: _kept(merges, group)[0] for name, group in group_of.items()}
    return Judgements(
        same=frozenset(frozenset(pair) for group in group_of.values() for pair in combinations(sorted(group), 2)),
        apart=frozenset(frozenset(one.ids) for one in corrections if one.action == "apart"),
        keeps=keeps,
        reasons={name: one.reason for one in merges for name in one.ids if name != keeps[name]},
    )


def check_agreement(corrections: Sequence[Correction]) -> None:
    """Raises InputError, with the lines of both, for two corrections that say the same or cannot both hold."""
    seen: dict[object, Correction] = {}
    for one in corrections:
        for what in _once(one):
            if what in seen:
                raise one.wrong(f"this was already said at {seen[what].where}; keep one of the two")
            seen[what] = one
    dropped = {one.ids[0]: one for one in corrections if one.action == "drop"}
    for one in corrections:
        for name in one.ids:
            if one.action != "drop" and name in dropped:
                raise one.wrong(f"it contradicts {dropped[name].where}, which drops {name}; keep one of the two")
    merges = [one for one in corrections if one.action == "merge"]
    group_of = _groups(merges)
    for one in corrections:
        if one.action == "apart" and one.ids[1] in group_of.get(one.ids[0], ()):
            other = next(merge for merge in merges if group_of[merge.ids[0]] is group_of[one.ids[0]])
            raise one.wrong(f"it contradicts {other.where}, which makes {' and '.join(one.ids)} one record")
    for one in merges:
        kept = _kept(merges, group_of[one.ids[0]])
        if len(kept) > 1:
            other = next(merge for merge in merges if merge.ids[0] == next(name for name in kept if name != one.ids[0]))
            raise one.wrong(f"it contradicts {other.where}: both are one record, which cannot keep {' and '.join(kept)};"
                            " let one of them begin with the other's first id")  # fmt: skip


def _once(one: Correction) -> Iterable[object]:
    """What may be said once only."""
    if one.action == "set":
        return [("set", one.ids[0], column) for column in one.values]
    if one.action == "flag":
        return [("flag", one.ids[0], one.column)]
    return [(one.action, frozenset(one.ids))]


def _groups(merges: Sequence[Correction]) -> dict[str, set[str]]:
    """For each merged id all ids that are one record with it; ids of one record share one set."""
    found: dict[str, set[str]] = {}
    for one in merges:
        group = set(one.ids).union(*(found[name] for name in one.ids if name in found))
        found.update(dict.fromkeys(group, group))
    return found


def _kept(merges: Sequence[Correction], group: set[str]) -> list[str]:
    """The ids that begin a merge of the group and are not joined to another in it."""
    first = {one.ids[0] for one in merges if one.ids[0] in group}
    followers = {name for one in merges for name in one.ids[1:]}
    return sorted(first - followers) or sorted(first)
