"""The tables of `pipeline/reference/` as they come with the program."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import InputError

REFERENCE = Path(__file__).resolve().parent / "reference"


def table_rows(table: str) -> list[dict[str, str]]:
    """The rows of `pipeline/reference/<table>.csv`, in file order.

    Raises InputError when it cannot be read, and with the line of a row that has too many or too few cells.
    """
    try:
        with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(_whole(csv.DictReader(file), f"pipeline/reference/{table}.csv"))
    except OSError as error:
        raise InputError(
            f"the reference table pipeline/reference/{table}.csv cannot be read ({error.strerror}); restore it from the "
            "release"
        ) from error


def _whole(reader: csv.DictReader[str], name: str) -> Iterator[dict[str, str]]:
    """The rows, each with a cell for each column: a missing comma would shift the others, and no rule would notice."""
    columns = reader.fieldnames or []
    line = 2
    for row in reader:
        if None in row or row[columns[-1]] is None:
            # what is over stands in a list under None, and what is missing is None
            cells = sum(cell is not None for key, cell in row.items() if key) + len(row.get(None, ()))
            raise InputError(
                f"{name}, line {line}: {cells} cells where {len(columns)} belong; put a cell that holds a comma in quotes"
            )
        yield row
        line = reader.line_num + 1


def table_columns(table: str) -> list[str]:
    """The names of a reference table's columns, in their order."""
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))
