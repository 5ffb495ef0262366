"""Which questions of the review list people have answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.review.rows import LINK_COLUMNS, PAIRS, ReviewRow


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as far as the list hangs on it: a correction of a file, or a row of the table `corrections`.
    `columns` are those that it sets or flags; None for a flag of the whole record."""

    action: str
    ids: frozenset[str]
    columns: frozenset[str] | None = None


def undecided(rows: Iterable[ReviewRow], decisions: Iterable[Decided]) -> list[ReviewRow]:
    """The rows that no decision answers, in their order."""
    about: dict[str, list[Decided]] = {}
    for one in decisions:
        for name in one.ids:
            about.setdefault(name, []).append(one)
    return [row for row in rows if not any(_answers(one, row) for one in about.get(row.record_id, ()))]


def _answers(decision: Decided, row: ReviewRow) -> bool:
    if decision.action == "drop":
        return True
    if row.kind in PAIRS:
        return decision.action in ("merge", "apart") and row.other_id in decision.ids
    if decision.action not in ("set", "flag"):
        return False
    if decision.columns is None:
        return True
    about_link = bool(decision.columns & LINK_COLUMNS)
    return about_link if row.kind == "unlinked-name" else not about_link
