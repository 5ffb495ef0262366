"""Whether the frames are the tables of the schema at all: names, columns, types, order of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.check.report import Check, Row, failed
from pipeline.schema import TABLES, Table

if TYPE_CHECKING:
    import polars as pl


def check_frames(tables: dict[str, pl.DataFrame]) -> list[Check]:
    """Checks that must hold before any query can be run over the tables."""
    unknown = [
        failed(
            name, "table_known", "critical", "The schema has this table", [Row(name, "the schema has no such table")]
        )
        for name in sorted(set(tables) - set(TABLES))
    ]
    return unknown + [check for table in TABLES.values() for check in _check_frame(table, tables.get(table.name))]


def _check_frame(table: Table, frame: pl.DataFrame | None) -> list[Check]:
    rule, message = "table_schema", "The table has the columns and types of the schema"
    problems = _schema_problems(table, frame)
    if frame is None or problems:
        return [failed(table.name, rule, "critical", message, problems)]
    checks = [Check(table.name, rule, "critical", message)]
    keys = frame.select(table.primary_key)
    rule, message = "rows_in_order", "Rows are sorted by primary key, so that a rebuild gives the same bytes"
    unsorted = not keys.equals(keys.sort(table.primary_key))
    over = ", ".join(table.primary_key)
    return [
        *checks, Check(table.name, rule, "warning", message, count=int(unsorted), over=over, examined=frame.height)
    ]  # fmt: skip


def _schema_problems(table: Table, frame: pl.DataFrame | None) -> list[Row]:
    if frame is None:
        return [Row(table.name, "the table is missing")]
    wanted, found = dict(table.polars_schema()), dict(frame.schema)
    problems = [Row(name, "the column is missing") for name in wanted if name not in found]
    problems += [Row(name, "the schema has no such column") for name in found if name not in wanted]
    problems += [
        Row(name, f"the type is {found[name]}, not {kind}")
        for name, kind in wanted.items()
        if name in found and found[name] != kind
    ]
    if not problems and list(wanted) != list(found):
        problems = [Row(table.name, "the columns stand in another order")]
    return problems
