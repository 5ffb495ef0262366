"""Writing rows for people (`table`) and for programs (`csv`, `json`)."""

from __future__ import annotations

import csv
import json
import math
import sys
import textwrap
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from pipeline.commands.plain import terminal_width, visible

# Wider than any row: what is piped is never wrapped, so that grep finds it whole.
NARROW = 20  # a column of texts keeps at least so many characters
GAP = "  "


def write_rows(names: Sequence[str], rows: Sequence[Sequence[Any]], layout: str) -> None:
    """Print rows to standard output; `layout` is `table`, `csv` or `json`."""
    if layout == "json":
        _write_json(names, rows)
    elif layout == "csv":
        _write_csv(names, rows)
    else:
        write_table(names, rows)
        print(f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})")


def write_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print an aligned table. On a terminal, long texts are wrapped, and what does not fit is printed row by row."""
    head = [visible(name) for name in names]
    cells = [[visible(as_text(value)) for value in row] for row in rows]
    numeric = [bool(rows) and all(isinstance(row[i], int | float | Decimal) for row in rows) for i in range(len(head))]
    width = terminal_width()
    if sum(_least_widths(head, cells)) + len(GAP) * (len(head) - 1) <= width:
        _write_grid(head, cells, numeric, width)
    else:
        _write_records(head, cells, width)


def _least_widths(head: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """How far each column can shrink: ids, codes and dates not at all, texts to a few words a line."""
    columns = [[name, *(row[i] for row in cells)] for i, name in enumerate(head)]
    return [max(min(len(cell), NARROW) if " " in cell else len(cell) for cell in column) for column in columns]


def _write_grid(head: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool], width: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, width=width, highlight=False)
    table = Table(box=None, pad_edge=False, padding=(0, len(GAP), 0, 0), header_style="bold")
    for name, right, least in zip(head, numeric, _least_widths(head, cells), strict=True):
        table.add_column(Text(name), justify="right" if right else "left", min_width=least)
    for row in cells:
        table.add_row(*map(Text, row))
    with console.capture() as captured:
        console.print(table)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _write_records(head: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> None:
    """One line a value; empty values are left out."""
    label = max(map(len, head))
    for number, row in enumerate(cells):
        if number:
            print()
        for name, cell in zip(head, row, strict=True):
            if cell:
                lines = textwrap.wrap(cell, max(width - label - len(GAP), NARROW), break_long_words=False)
                print(f"\n{' ' * label}{GAP}".join([f"{name.ljust(label)}{GAP}{lines[0]}", *lines[1:]]))


def as_text(value: Any) -> str:
    """A cell as a person or a CSV reader expects it; null is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict | tuple):
        return json.dumps(as_json(value), ensure_ascii=False)
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def as_json(value: Any) -> Any:
    """A cell as JSON can carry it: dates in ISO form, bytes in hexadecimal, not-a-number as null."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return as_text(value)


def _write_csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([as_text(value) for value in row] for row in rows)


def _write_json(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    keys = distinct(names)
    objects = [{key: as_json(value) for key, value in zip(keys, row, strict=True)} for row in rows]
    print(json.dumps(objects, ensure_ascii=False, indent=1))


def distinct(names: Sequence[str]) -> list[str]:
    """Column names without repeats: `name`, `name_2` ..., as a JSON object cannot hold a key twice."""
    taken: set[str] = set()
    result = []
    for name in names:
        candidate, number = name, 2
        while candidate in taken:
            candidate, number = f"{name}_{number}", number + 1
        taken.add(candidate)
        result.append(candidate)
    return result
