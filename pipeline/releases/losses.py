"""Guard rails: what a dataset lost against the one before it, so that an accident is not published as news.

A table is told of when it has lost more than a fifth of its rows, a column when the share of its filled cells fell by
more than a fifth. A loss under three rows (or cells) is never told of: in a table of four rows each row is a quarter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.releases.snapshot import Snapshot

if TYPE_CHECKING:
    import polars as pl

MOST = 0.20  # the share that may go
FEWEST = 3  # rows or cells: a smaller loss is no accident of the pipeline
# Tables of what was decided or merged: that they shrink when a decision is taken back is right.
LEDGERS = frozenset({"corrections", "id_redirects", "id_tombstones"})


@dataclass(frozen=True, slots=True)
class Loss:
    """`column` is null for a loss of rows. `before` and `after` count rows, or are shares of filled cells."""

    table: str
    column: str | None
    before: float
    after: float

    def __str__(self) -> str:
        if self.column is None:
            share = 1 - self.after / self.before
            return f"{self.table}: {self.before:,.0f} rows before, {self.after:,.0f} now ({share:.0%} fewer)"
        return f"{self.table}.{self.column}: filled in {self.before:.0%} of rows before, in {self.after:.0%} now"


def losses(before: Snapshot, after: Snapshot) -> tuple[Loss, ...]:
    """The losses of `after` against `before`, in the order of the tables. A table or column that the schema no longer
    has is a change of the schema and not told of here."""
    return tuple(
        loss
        for name, old in before.tables.items()
        if name in after.tables and name not in LEDGERS
        for loss in _of_table(name, old, after.tables[name])
    )


def told(found: Sequence[Loss], against: str) -> str:
    """The losses as lines for the user, with what to do."""
    lines = [f"  {loss}" for loss in found]
    return "\n".join(
        [
            f"more than {MOST:.0%} of some tables or columns is gone, compared with {against}:",
            *lines,
            "If that is right (texts were taken out, a rule became stricter), build with --accept-losses.",
        ]
    )


def _of_table(name: str, old: pl.DataFrame, new: pl.DataFrame) -> Iterator[Loss]:
    if _fell(old.height, new.height):
        yield Loss(name, None, old.height, new.height)
    if not old.height or not new.height:
        return
    for column in old.columns:
        if column not in new.columns:
            continue
        before, after = (1 - frame[column].null_count() / frame.height for frame in (old, new))
        if _fell(before * new.height, new.height - new[column].null_count()):
            yield Loss(name, column, before, after)


def _fell(expected: float, found: float) -> bool:
    lost = expected - found
    return lost > MOST * expected + 1e-9 and lost > FEWEST - 1e-9
