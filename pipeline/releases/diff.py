"""What differs between two datasets, row by row of their primary keys. All rows of a table are compared at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.releases.shape import VOCABULARIES, WORDING, Shape
from pipeline.releases.snapshot import Snapshot

if TYPE_CHECKING:
    import polars as pl

OWNERS = ("demand_id", "event_id", "record_id", "party_id", "person_id")
BEFORE = "\x00before"  # no column of a dataset can be named so


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """A change of what readers rely on. `breaks`: a query that was right before may fail or mislead now.
    `wording`: nothing but words of ours changed."""

    table: str
    what: str
    breaks: bool = False
    wording: bool = False


@dataclass(frozen=True)
class TableDiff:
    """The rows of one table that differ.

    `added` and `removed` are rows in full, sorted by key; `removed` has two more columns: `became`, the row's key now
    when it rests on an id that was merged ("" when there is no such row of its own any more), and `why`, the
    tombstone's reason when the record is no more. `cells` has the key columns, `column`, `before`, `after` (as text).
    """

    name: str
    key: tuple[str, ...]
    added: pl.DataFrame
    removed: pl.DataFrame
    cells: pl.DataFrame
    merged: int  # how many of the removed rows were merged into others

    @cached_property
    def changed(self) -> int:
        """How many rows are in both datasets with other values."""
        return self.cells.select(self.key).n_unique() if self.cells.height else 0

    @property
    def is_empty(self) -> bool:
        return not (self.added.height or self.removed.height or self.cells.height)

    @property
    def only_wording(self) -> bool:
        """No row came or went, and no cell changed but those that hold wording."""
        return not (self.added.height or self.removed.height) and set(self.cells["column"].unique()) <= WORDING.get(
            self.name, frozenset()
        )


@dataclass(frozen=True)
class Diff:
    """All that differs between the dataset `before` and the dataset `after`."""

    before: Snapshot
    after: Snapshot
    schema: tuple[SchemaChange, ...]
    tables: Mapping[str, TableDiff]  # those with a difference

    @property
    def is_empty(self) -> bool:
        return not self.schema and not self.tables


def compare(before: Snapshot, after: Snapshot) -> Diff:
    """Compare two datasets by primary key. Raises InputError when two rows of a table share their key, or when a dataset
    of somebody else has so other columns that nothing can be compared."""
    import polars as pl

    try:
        return _compared(before, after)
    except pl.exceptions.PolarsError as error:
        first = (str(error).splitlines() or ["no reason given"])[0]
        raise InputError(f"{before.label} and {after.label} cannot be compared ({first}).") from None


def _compared(before: Snapshot, after: Snapshot) -> Diff:
    merged = _merged(before, after)
    reasons = _reasons(after)
    both = [name for name in after.tables if name in before.tables]
    tables = {name: _table(name, before, after, merged, reasons) for name in both}
    found = {name: each for name, each in tables.items() if not each.is_empty}
    return Diff(before, after, tuple(_schema(before, after, found)), found)


def _table(name: str, old: Snapshot, new: Snapshot, merged: Mapping[str, str], reasons: Mapping[str, str]) -> TableDiff:
    import polars as pl

    left, right = old.tables[name], new.tables[name]
    key = new.shapes[name].key
    if any(column not in left.columns for column in key):  # rows cannot be matched: all of them are new
        removed = left.with_columns(became=pl.lit(None, pl.String), why=pl.lit(None, pl.String))
        return TableDiff(name, key, right.sort(key), removed, _cells([], right, key), 0)
    for frame, which in ((left, old), (right, new)):
        if frame.select(key).is_duplicated().any():
            raise InputError(
                f"the table {name} of {which.label} has two rows with one key ({', '.join(key)}), so its rows cannot "
                "be compared; `parley check` lists them."
            )
    unlike = [column for column in key if left.schema[column] != right.schema[column]]
    left = left.with_columns(pl.col(unlike).cast(pl.String)) if unlike else left
    matched = right.with_columns(pl.col(unlike).cast(pl.String)) if unlike else right
    added = matched.join(left, on=key, how="anti", nulls_equal=True).sort(key)
    gone = left.join(matched, on=key, how="anti", nulls_equal=True).sort(key)
    removed, count = _explained(gone, matched, key, merged, reasons)
    shared = [column for column in right.columns if column in left.columns and column not in key]
    common = matched.join(
        left.select(*key, *(pl.col(column).alias(column + BEFORE) for column in shared)),
        on=key, how="inner", nulls_equal=True,
    )  # fmt: skip
    return TableDiff(name, key, added, removed, _cells(shared, common, key), count)


def _cells(columns: list[str], common: pl.DataFrame, key: tuple[str, ...]) -> pl.DataFrame:
    """The cells of the shared columns that differ; `common` has both values of each."""
    import polars as pl

    found = [
        common.select(*key, pl.lit(None, pl.String).alias("column"), pl.lit(None, pl.String).alias("before"),
                      pl.lit(None, pl.String).alias("after")).clear()
    ]  # fmt: skip
    for column in columns:
        now, then = pl.col(column), pl.col(column + BEFORE)
        if common.schema[column] != common.schema[column + BEFORE]:
            now, then = now.cast(pl.String), then.cast(pl.String)
        found.append(
            common.filter(now.ne_missing(then)).select(
                *key,
                pl.lit(column).alias("column"),
                then.cast(pl.String).alias("before"),
                now.cast(pl.String).alias("after"),
            )
        )
    return pl.concat(found).sort(*key, maintain_order=True)


def _explained(
    gone: pl.DataFrame, now: pl.DataFrame, key: tuple[str, ...], merged: Mapping[str, str], reasons: Mapping[str, str]
) -> tuple[pl.DataFrame, int]:
    """The removed rows with the columns `became` and `why`, and how many of them were merged."""
    import polars as pl

    texts = [column for column in key if gone.schema[column] == pl.String]
    if not gone.height or not texts or not (merged or reasons):
        return gone.with_columns(became=pl.lit(None, pl.String), why=pl.lit(None, pl.String)), 0
    whole_key = pl.concat_str(pl.col(key).cast(pl.String), separator=" ", ignore_nulls=True)
    moved = gone.select(key).with_columns(pl.col(texts).replace(merged))
    still = now.select(key).with_columns(still=pl.lit(True))
    told = gone.with_columns(
        then=whole_key,
        now=moved.select(whole_key).to_series(),
        still=moved.join(still, on=key, how="left", maintain_order="left", nulls_equal=True)["still"].fill_null(False),
        why=pl.col(texts[0]).replace_strict(reasons, default=None, return_dtype=pl.String),
        # no redirect names a piece of evidence or a link, but they go with the record that they belong to
        followed=pl.any_horizontal(
            pl.lit(False),
            *(pl.col(column).is_in(list(merged)).fill_null(False)
              for column in OWNERS if column in gone.columns and column not in key),
        ),
    ).with_columns(went=(pl.col("then") != pl.col("now")) | pl.col("followed"))  # fmt: skip
    became = (
        pl.when((pl.col("then") != pl.col("now")) & pl.col("still")).then(pl.col("now"))
        .when(pl.col("went")).then(pl.lit(""))
    )  # fmt: skip
    return gone.with_columns(told.select(became.alias("became"), "why")), int(told["went"].sum())


def _merged(before: Snapshot, after: Snapshot) -> dict[str, str]:
    """id that was merged since `before` -> the id where its record is found now, at the end of the chain."""
    leads = _pairs(after, "id_redirects", "old_id", "new_id")
    known = _pairs(before, "id_redirects", "old_id", "new_id")
    ends = {}
    for old, end in leads.items():
        if old not in known:
            seen = {old}
            while end in leads and end not in seen:
                seen.add(end)
                end = leads[end]
            ends[old] = end
    return ends


def _reasons(after: Snapshot) -> dict[str, str]:
    """id that is no more -> why."""
    return _pairs(after, "id_tombstones", "old_id", "reason")


def _pairs(snapshot: Snapshot, table: str, key: str, value: str) -> dict[str, str]:
    """Two columns of a table as a dictionary; empty where another schema has no such columns."""
    frame = snapshot.tables.get(table)
    if frame is None or not {key, value} <= set(frame.columns):
        return {}
    return {str(one): str(other) for one, other in frame.select(key, value).iter_rows()}


def _schema(before: Snapshot, after: Snapshot, tables: Mapping[str, TableDiff]) -> Iterator[SchemaChange]:
    for name in before.tables:
        if name not in after.tables:
            yield SchemaChange(name, "the table was removed", breaks=True)
    for name in after.tables:
        if name not in before.tables:
            yield SchemaChange(name, "the table is new")
            continue
        yield from _columns(name, before.shapes[name], after.shapes[name])
        if name in VOCABULARIES and name in tables and "code" in tables[name].key:
            yield from (SchemaChange(name, f"the code {code} was removed", breaks=True)
                        for code in tables[name].removed["code"])  # fmt: skip
            yield from (SchemaChange(name, f"the code {code} is new") for code in tables[name].added["code"])


def _columns(table: str, old: Shape, new: Shape) -> Iterator[SchemaChange]:
    for column, was in old.columns.items():
        now = new.columns.get(column)
        if now is None:
            yield SchemaChange(table, f"the column {column} was removed", breaks=True)
            continue
        if was.type != now.type:
            yield SchemaChange(table, f"the type of {column} was {was.type}, is {now.type}", breaks=True)
        if was.required != now.required:
            told = "may not be empty any more" if now.required else "may be empty now"
            yield SchemaChange(table, f"{column} {told}", breaks=was.required)
        for code in was.codes:
            if now.codes and code not in now.codes:
                yield SchemaChange(table, f"{column} has no code {code} any more", breaks=True)
        for code in now.codes:
            if was.codes and code not in was.codes:
                yield SchemaChange(table, f"{column} has the new code {code}")
        if bool(was.codes) != bool(now.codes):
            told = "has a fixed list of codes now" if now.codes else "has no fixed list of codes any more"
            yield SchemaChange(table, f"{column} {told}", breaks=bool(was.codes))
    for column in new.columns:
        if column not in old.columns:
            yield SchemaChange(table, f"the column {column} is new")
    if old.key != new.key:
        yield SchemaChange(table, f"the key was {', '.join(old.key)}, is {', '.join(new.key)}", breaks=True)
    if old.wording != new.wording:
        yield SchemaChange(table, "titles or descriptions were reworded", wording=True)
