"""Expectation suites, one a table, derived from the schema and kept as JSON in `suites/` so that they can be reviewed.

`python -m pipeline.check` writes the files anew after a change of the schema.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.schema import TABLES, Column, Table

SUITES = Path(__file__).resolve().parent / "suites"
UNTIDY = r"^\s|\s$"  # white space at either end


def derive_suite(table: Table) -> dict[str, Any]:
    """The suite of a table: its columns, keys, required values, codes, patterns and ranges."""
    expectations = [
        _expectation("expect_table_columns_to_match_ordered_list", "The table has exactly these columns, in this order",
                     column_list=list(table.column_names)),
    ]  # fmt: skip
    if not table.may_be_empty:
        expectations.append(
            _expectation("expect_table_row_count_to_be_between", "The table has rows", min_value=1, max_value=None)
        )
    if len(table.primary_key) > 1:
        expectations.append(
            _expectation("expect_compound_columns_to_be_unique", "The primary key is unique",
                         column_list=list(table.primary_key))
        )  # fmt: skip
    for column in table.columns:
        expectations.extend(_column_expectations(column))
    return {"name": table.name, "expectations": expectations}


def _column_expectations(column: Column) -> list[dict[str, Any]]:
    name = column.name
    found = []
    if column.required:
        found.append(_expectation("expect_column_values_to_not_be_null", f"{name} is never empty", column=name))
    if column.unique:
        found.append(_expectation("expect_column_values_to_be_unique", f"No two rows share a {name}", column=name))
    if column.enum:
        found.append(
            _expectation("expect_column_values_to_be_in_set", f"{name} is one of its codes", column=name,
                         value_set=list(column.enum))
        )  # fmt: skip
    if column.pattern:
        found.append(
            _expectation("expect_column_values_to_match_regex", f"{name} is well formed", column=name,
                         regex=column.pattern)
        )  # fmt: skip
    if column.minimum is not None or column.maximum is not None:
        found.append(
            _expectation("expect_column_values_to_be_between", f"{name} lies in its range", column=name,
                         min_value=column.minimum, max_value=column.maximum)
        )  # fmt: skip
    if column.type == "string" and not (column.enum or column.pattern):
        found.append(
            _expectation("expect_column_value_lengths_to_be_between", f"{name} is null or has text, never an empty text",
                         column=name, min_value=1, max_value=None)
        )  # fmt: skip
        found.append(
            _expectation("expect_column_values_to_not_match_regex", f"{name} has no white space at either end",
                         severity="warning", column=name, regex=UNTIDY)
        )  # fmt: skip
    return found


def _expectation(kind: str, why: str, *, severity: str = "critical", **kwargs: Any) -> dict[str, Any]:
    return {"type": kind, "kwargs": kwargs, "severity": severity, "meta": {"why": why}}


def asked(expectation: dict[str, Any]) -> str:
    """What exactly an expectation asks, in words; "" where its `why` says all of it."""
    given = expectation["kwargs"]
    kind = expectation["type"].removeprefix("expect_")
    if kind == "column_values_to_be_in_set":
        return f"one of {', '.join(map(str, given['value_set']))}"
    if kind == "column_values_to_match_regex":
        return f"the pattern {given['regex']}"
    if kind == "column_values_to_be_between":
        bounds = [f"{word} {given[key]}" for word, key in (("from", "min_value"), ("to", "max_value"))
                  if given.get(key) is not None]  # fmt: skip
        return " ".join(bounds)
    return ", ".join(given["column_list"]) if "column_list" in given else ""


def suite_text(table: Table) -> str:
    """The suite as it stands in its file."""
    return json.dumps(derive_suite(table), indent=2, ensure_ascii=False) + "\n"


def read_suite(table: str) -> dict[str, Any]:
    """The suite of a table as it stands in `suites/<table>.json`."""
    suite: dict[str, Any] = json.loads((SUITES / f"{table}.json").read_text(encoding="utf-8"))
    return suite


def write_suites() -> None:
    """Write every suite file anew."""
    SUITES.mkdir(exist_ok=True)
    for table in TABLES.values():
        (SUITES / f"{table.name}.json").write_text(suite_text(table), encoding="utf-8", newline="\n")
