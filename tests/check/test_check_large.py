"""Large tables are checked by their different values: the same is found as row by row, and every row counts."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipeline.check import expectations
from pipeline.schema import TABLES

ROWS = 500
TIMES = 25  # rows of one value


def _many(table: str) -> dict[str, list[Any]]:
    """Columns of a table with few values in most of them, and a key of its own in each row."""
    columns: dict[str, list[Any]] = {}
    for column in TABLES[table].columns:
        columns[column.name] = [column.example] * ROWS
        if column.unique or column.name in TABLES[table].primary_key:
            columns[column.name] = [f"{column.example}-{number}" for number in range(ROWS)]
    return columns


# column -> what stands in it in some rows
BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("evidence", {}),
    ("evidence", {"record_type": "rumour"}),
    ("evidence", {"record_type": None}),
    ("evidence", {"start": -1, "end": None}),
    ("evidence", {"confidence": 1.5}),
    ("evidence", {"method": " frame", "quote": ""}),
    ("evidence", {"evidence_id": "evidence:0"}),
    ("stances", {"cameo_code": "1O54", "stance_date": None}),
    ("events", {"date_start": None, "status": "dreamt"}),
    ("parties", {"name": "\tNorland", "country_code": "no"}),
    ("demand_quantities", {"low": None, "unit": ""}),
]


@pytest.mark.usefixtures("expectations")
@pytest.mark.parametrize(("table", "values"), BROKEN, ids=lambda value: str(value)[:60])
def test_what_is_found_by_value_is_what_is_found_row_by_row(
    table: str, values: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = _many(table)
    for name, value in values.items():
        columns[name] = [value if row % TIMES in (3, 4) else was for row, was in enumerate(columns[name])]
    schema = TABLES[table].polars_schema()
    frame = pl.DataFrame({name: pl.Series(name, columns[name], kind) for name, kind in schema.items()})
    row_by_row = expectations.run_suite(TABLES[table], frame)
    monkeypatch.setattr(expectations, "LARGE", 10)
    by_value = expectations.run_suite(TABLES[table], frame)
    assert by_value == row_by_row
    assert bool(values) == any(check.count for check in by_value)


@pytest.mark.usefixtures("expectations")
def test_the_library_is_given_each_value_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    validated = expectations._validated
    monkeypatch.setattr(expectations, "LARGE", 10)
    monkeypatch.setattr(
        expectations, "_validated", lambda *told: given.append(told[1].width * told[1].height) or validated(*told)
    )
    schema = TABLES["evidence"].polars_schema()
    columns = _many("evidence")
    frame = pl.DataFrame({name: pl.Series(name, columns[name], kind) for name, kind in schema.items()})
    expectations.run_suite(TABLES["evidence"], frame)
    assert given == [len(schema), ROWS]  # one value of each column, and the keys of all rows
