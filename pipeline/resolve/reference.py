"""The reference tables that resolving reads: words by which statements of several texts are compared."""

from __future__ import annotations

from functools import cache

from pipeline.additions import extended_rows


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of `pipeline/reference/<table>.csv`, in file order, and those that the dataset adds."""
    return tuple(extended_rows(table))


@cache
def words(table: str, column: str, value: str) -> frozenset[str]:
    """The words of a table whose `column` has this value."""
    return frozenset(row["word"] for row in rows(table) if row[column] == value)


@cache
def names(table: str) -> tuple[str, ...]:
    """The full names of `months` or `weekdays`, in order."""
    return tuple(row["name"] for row in rows(table) if row["form"] == "full")
