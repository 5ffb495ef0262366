"""A column of an export: its name, how its value comes from a dyad, and what a reader must know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.publish.exports.dyads import Actor, Dyad

if TYPE_CHECKING:
    import polars as pl

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """`value` gives what stands in the column for a dyad; None is an empty cell."""

    name: str
    value: Callable[[Dyad], Value]
    about: str


# In front of both exports, under our own names: the way back to the tables, and what the others have no column for.
OWN = (
    ExportColumn("record_type", lambda one: one.record_type, "`event` or `stance`: the table of the record"),
    ExportColumn("record_id", lambda one: one.record_id, "`event_id` or `stance_id`"),
    ExportColumn("evidence_id", lambda one: one.grounds.evidence_id, "The first quotation that states the record"),
    ExportColumn("document_id", lambda one: one.grounds.document["document_id"], "The document of that quotation"),
    ExportColumn("source_id", lambda one: one.source.id if one.source else None,
                 "The party that acts, or a person where no party is known"),
    ExportColumn("target_id", lambda one: one.target.id if one.target else None, "The party or person acted upon"),
    ExportColumn("status", lambda one: one.status,
                 "`occurred`, `ongoing`, `alleged` or `planned`: leave `alleged` and `planned` out to count what is "
                 "told as a fact"),
    ExportColumn("date_start", lambda one: one.start.isoformat() if one.start else None,
                 "First day of the interval that the text gives"),
    ExportColumn("date_end", lambda one: one.end.isoformat() if one.end else None, "Last day of it"),
    ExportColumn("date_precision", lambda one: one.precision, "The unit that the text gives"),
)  # fmt: skip


def of_actor(side: Callable[[Dyad], Actor | None], value: Callable[[Actor], Value]) -> Callable[[Dyad], Value]:
    """What `value` gives for the actor on a side of a dyad; None where nobody is named there."""

    def found(one: Dyad) -> Value:
        actor = side(one)
        return value(actor) if actor else None

    return found


def csv_of(columns: Sequence[ExportColumn], dyads: Iterable[Dyad]) -> bytes:
    """The rows as CSV with a header: UTF-8, LF; text in quotes, so that the code `036` stays text, numbers not; an
    empty cell without quotes is null."""
    import polars as pl

    listed = list(dyads)
    header = ",".join(_cells([column.name for column in columns]))
    cells = [_cells([column.value(one) for one in listed]).alias(str(at)) for at, column in enumerate(columns)]
    rows = pl.DataFrame(cells).select(pl.concat_str(pl.all(), separator=",")).to_series()
    return "\n".join([header, *rows, ""]).encode("utf-8")


def _cells(values: Sequence[Value]) -> pl.Series:
    """The cells of one column, all of whose values are text or all numbers."""
    import polars as pl

    if not {type(one) for one in values} <= {str, type(None)}:
        return pl.Series(["" if one is None else str(one) for one in values], dtype=pl.String)
    text = pl.Series("text", values, dtype=pl.String)
    quoted = pl.lit('"') + pl.col("text").str.replace_all('"', '""', literal=True) + pl.lit('"')
    given = pl.when(pl.col("text") != "").then(quoted).otherwise(pl.lit(""))
    return text.to_frame().select(given).to_series()
