"""Guard rails: what a dataset lost against the one before it, so that an accident is not published as news.

A table is told of when it has lost more than a fifth of its rows, a column when the share of its filled cells fell by
more than a fifth. A loss under three rows (or cells) is not told of, in a table of four rows each row is a quarter;
but a table that has no row left always is. Where the share fell only because rows were added that have no such value,
the loss says so: it may be right, as when texts without an author are added, or a sign that new texts are read worse.

Losses that were accepted stand in `reports/accepted_losses.csv` of the dataset, so that the next build need not be told
again. They are forgotten with the next release, and when the rows are back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.files import csv_bytes
from pipeline.releases.snapshot import Snapshot
from pipeline.schema import TABLES

if TYPE_CHECKING:
    import polars as pl

MOST = 0.20  # the share that may go
FEWEST = 3  # rows or cells: a smaller loss is no accident of the pipeline
# Tables of what was decided or merged: that they shrink when a decision is taken back is right.
LEDGERS = frozenset({"corrections", "id_redirects", "id_tombstones"})
ACCEPTED = "reports/accepted_losses.csv"  # below dist/
GREW = "; no value is gone, the rows that came have none"
_HEADER = ("table", "column", "before", "after")


@dataclass(frozen=True, slots=True)
class Loss:
    """`column` is null for a loss of rows. `before` and `after` count rows, or are shares of filled cells. `by_growth`
    is set when the rows that stood there before have their values still: only the rows that came have none."""

    table: str
    column: str | None
    before: float
    after: float
    by_growth: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        if self.column is None:
            share = 1 - self.after / self.before
            return f"{self.table}: {self.before:,.0f} rows before, {self.after:,.0f} now ({share:.0%} fewer)"
        return f"{self.table}.{self.column}: filled in {self.before:.0%} of rows before, in {self.after:.0%} now{GREW if self.by_growth else ''}"


def losses(before: Snapshot, after: Snapshot) -> tuple[Loss, ...]:
    """The losses of `after` against `before`, in the order of the tables. A table or column that the schema no longer
    has is a change of the schema and not told of here."""
    return tuple(
        loss
        for name, old in before.tables.items()
        if name in after.tables and name not in LEDGERS
        for loss in _of_table(name, old, after.tables[name])
    )


def unaccepted(found: Sequence[Loss], accepted: Sequence[Loss], new: Snapshot) -> tuple[Loss, ...]:
    """The losses that nobody accepted yet, or that became more than a fifth worse since."""
    levels = {(loss.table, loss.column): loss.after for loss in accepted}
    return tuple(
        loss
        for loss in found
        if (loss.table, loss.column) not in levels
        or _lost_since(levels[loss.table, loss.column], loss.table, loss.column, new)
    )


def still_accepted(found: Sequence[Loss], accepted: Sequence[Loss], new: Snapshot) -> tuple[Loss, ...]:
    """The accepted losses to be kept with a dataset whose losses are `found`, all of them accepted.

    One that was accepted before is kept, with the level that was accepted, as long as the rows are not back.
    """
    kept = {
        (loss.table, loss.column): loss
        for loss in accepted
        if loss.table in new.tables
        and (loss.column is None or loss.column in new.tables[loss.table].columns)
        and _lost_since(loss.before, loss.table, loss.column, new)
    }
    for loss in unaccepted(found, accepted, new):
        known = kept.get((loss.table, loss.column))
        kept[loss.table, loss.column] = replace(loss, before=max(loss.before, known.before if known else 0))
    for loss in found:
        kept.setdefault((loss.table, loss.column), loss)
    return tuple(kept[key] for key in sorted(kept, key=lambda key: (key[0], key[1] or "")))


def accepted_csv(accepted: Sequence[Loss]) -> bytes:
    """`reports/accepted_losses.csv`, read back by `read_accepted`. A row without a column tells of a table's rows."""
    rows = ((loss.table, loss.column or "", _number(str(loss.before)), _number(str(loss.after))) for loss in accepted)
    return csv_bytes(_HEADER, rows)


def read_accepted(dist: Path) -> tuple[Loss, ...]:
    """The losses that were accepted for the dataset in `dist`. Raises InputError when their file is damaged."""
    file = dist / ACCEPTED
    if not file.is_file():
        return ()
    try:
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
        return tuple(
            Loss(row["table"], row["column"] or None, _number(row["before"]), _number(row["after"])) for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{file} cannot be read ({type(error).__name__}: {error}); take it back from the last commit, or remove it: "
            "then the losses have to be accepted again."
        ) from None


def told(found: Sequence[Loss], against: str) -> str:
    """The losses as lines for the user, with what to do."""
    lines = [f"  {loss}" for loss in found]
    return "\n".join(
        [
            f"more than {MOST:.0%} of some tables or columns is gone, compared with {against}:",
            *lines,
            "If that is right (texts taken out, texts that do not say it, a stricter rule), build with --accept-losses.",
        ]
    )


def _number(text: str) -> float:
    value = float(text)
    if not 0 <= value < float("inf"):
        raise ValueError(f"{text} is no count or share")
    return int(value) if value.is_integer() else value


def _of_table(name: str, old: pl.DataFrame, new: pl.DataFrame) -> Iterator[Loss]:
    if fell(old.height, new.height) or (old.height and not new.height):
        yield Loss(name, None, old.height, new.height)
    if not old.height or not new.height:
        return
    for column in old.columns:
        if column not in new.columns:
            continue
        before, after = (1 - frame[column].null_count() / frame.height for frame in (old, new))
        if fell(before * new.height, new.height - new[column].null_count()):
            yield Loss(name, column, before, after, by_growth=not _emptied(name, column, old, new))


def _emptied(name: str, column: str, old: pl.DataFrame, new: pl.DataFrame) -> bool:
    """Whether the rows that stood there before lost more than a fifth of this column's values. Rows are known again by
    their primary key; where most keys are others now, they cannot be, and the shares of all rows are what counts."""
    key = list(TABLES[name].primary_key)
    if not set(key) <= set(old.columns) & set(new.columns):
        return True
    rows, kept = old.join(new, on=key, how="semi"), new.join(old, on=key, how="semi")
    if 2 * kept.height < old.height:
        return True
    return fell(rows.height - rows[column].null_count(), kept.height - kept[column].null_count())


def _lost_since(level: float, table: str, column: str | None, new: Snapshot) -> bool:
    """Whether a table has a fifth less than `level` rows, or a column a fifth less than that share of filled cells."""
    frame = new.tables[table]
    if column is None:
        return fell(level, frame.height) or bool(level and not frame.height)
    return bool(frame.height) and fell(level * frame.height, frame.height - frame[column].null_count())


def fell(expected: float, found: float) -> bool:
    """Whether so many rows or cells are gone that it may be an accident."""
    lost = expected - found
    return lost > MOST * expected + 1e-9 and lost > FEWEST - 1e-9
