"""What the tests of releases share: a dataset of a few rows, and ways to make another one of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from pipeline.releases.shape import ColumnShape
from pipeline.releases.snapshot import Snapshot, of_tables
from pipeline.schema import TABLES
from tests.schema.small_dataset import small_tables

FORCES, SANCTIONS = "demand:sud-nor-forces-1", "demand:sud-nor-sanctions-1"
BEA = {"person_id": "person:bea", "name": "Bea"}


def small(label: str = "then") -> Snapshot:
    return of_tables(small_tables(), label)


def with_table(snapshot: Snapshot, name: str, frame: pl.DataFrame) -> Snapshot:
    return replace(snapshot, tables={**snapshot.tables, name: frame}, label="now")


def with_cell(snapshot: Snapshot, table: str, key: str, column: str, value: Any) -> Snapshot:
    """The dataset with one other value, in the row of `table` whose first column is `key`."""
    frame = snapshot.tables[table]
    here = pl.col(frame.columns[0]) == key
    assert frame.filter(here).height
    changed = pl.when(here).then(pl.lit(value, frame.schema[column])).otherwise(pl.col(column)).alias(column)
    return with_table(snapshot, table, frame.with_columns(changed))


def without_rows(snapshot: Snapshot, table: str, **values: str) -> Snapshot:
    frame = snapshot.tables[table]
    gone = pl.all_horizontal(pl.col(column) == value for column, value in values.items())
    return with_table(snapshot, table, frame.filter(~gone.fill_null(False)))


def with_rows(snapshot: Snapshot, table: str, *rows: dict[str, Any]) -> Snapshot:
    more = TABLES[table].frame(rows)
    return with_table(snapshot, table, pl.concat([snapshot.tables[table], more]))


def with_column_shape(snapshot: Snapshot, table: str, column: str, **values: Any) -> Snapshot:
    shape = snapshot.shapes[table]
    columns: dict[str, ColumnShape] = {**shape.columns, column: replace(shape.columns[column], **values)}
    return replace(snapshot, shapes={**snapshot.shapes, table: replace(shape, columns=columns)})


def without_column(snapshot: Snapshot, table: str, column: str) -> Snapshot:
    shape = snapshot.shapes[table]
    columns = {name: each for name, each in shape.columns.items() if name != column}
    fewer = with_table(snapshot, table, snapshot.tables[table].drop(column))
    return replace(fewer, shapes={**snapshot.shapes, table: replace(shape, columns=columns)})


def without_table(snapshot: Snapshot, table: str) -> Snapshot:
    tables = {name: frame for name, frame in snapshot.tables.items() if name != table}
    return replace(snapshot, tables=tables, shapes={name: snapshot.shapes[name] for name in tables})
