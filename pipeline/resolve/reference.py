"""The reference tables that resolving reads: words by which statements of several texts are compared."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "reference"


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of `pipeline/reference/<table>.csv`, in file order."""
    with open(REFERENCE / f"{table}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words(table: str, column: str, value: str) -> frozenset[str]:
    """The words of a table whose `column` has this value."""
    return frozenset(row["word"] for row in rows(table) if row[column] == value)


@cache
def names(table: str) -> tuple[str, ...]:
    """The full names of `months` or `weekdays`, in order."""
    return tuple(row["name"] for row in rows(table) if row["form"] == "full")
