"""The tables of `pipeline/reference/` as they come with the program."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.errors import InputError

REFERENCE = Path(__file__).resolve().parent / "reference"


def table_rows(table: str) -> list[dict[str, str]]:
    """The rows of `pipeline/reference/<table>.csv`, in file order. Raises InputError when it cannot be read."""
    try:
        with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise InputError(
            f"the reference table pipeline/reference/{table}.csv cannot be read ({error.strerror}); restore it from the "
            "release"
        ) from error
