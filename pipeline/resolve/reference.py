"""The reference tables that resolving reads: words by which statements of several texts are compared."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from pipeline.additions import added_rows

REFERENCE = Path(__file__).resolve().parent.parent / "reference"


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of `pipeline/reference/<table>.csv`, in file order, and those that the dataset adds."""
    with open(REFERENCE / f"{table}.csv", encoding="utf-8", newline="") as file:
        return (*csv.DictReader(file), *added_rows(table))


@cache
def words(table: str, column: str, value: str) -> frozenset[str]:
    """The words of a table whose `column` has this value."""
    return frozenset(row["word"] for row in rows(table) if row[column] == value)


@cache
def names(table: str) -> tuple[str, ...]:
    """The full names of `months` or `weekdays`, in order."""
    return tuple(row["name"] for row in rows(table) if row["form"] == "full")
