"""CSV tables: one article a row, with its text and metadata in columns that the first line names."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from pipeline.read.decoding import Unusable
from pipeline.read.limits import Limits
from pipeline.read.records.columns import (
    Record,
    is_known,
    is_text,
    left_out,
    record_of,
    refuse_columns,
    sources_of,
    values_of,
)
from pipeline.read.records.lines import Lines
from pipeline.read.sources import Members, Quarantined, Source

DELIMITERS = ",;\t"


def members(source: Source, limits: Limits) -> Members:
    """The articles of the table, in the order of its rows, and the rows that are none.

    The file is read twice, row by row. Raises Unusable: `format` when no column holds a text or two are called the same,
    `empty`, `encoding` and `too_large` for its first line, `unreadable` also when it changes meanwhile. All else that is
    wrong leaves out its row.
    """
    yield from sources_of(source, lambda: _records(source, limits))


def _records(source: Source, limits: Limits) -> Iterator[Record | Quarantined]:
    csv.field_size_limit(max(csv.field_size_limit(), limits.document_bytes))
    with source.open() as stream:
        lines = Lines(stream, source.said.encoding, limits)
        header, delimiter = _header(lines)
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            number = lines.begin()
            try:
                row = next(rows)
                if any(cell.strip() for cell in row):
                    yield record_of(values_of(_fields(header, row)), number, limits)
            except StopIteration:
                return
            except csv.Error as error:
                unusable, closed = _damage(str(error))
                yield left_out(source, number, unusable)
                if not closed:
                    return
            except Unusable as error:
                if error.reason == "unreadable":
                    raise
                yield left_out(source, number, error)
                if lines.number > number and error.reason == "too_large":
                    return  # a quotation mark is open, and nobody knows where it should have been closed


def _damage(said: str) -> tuple[Unusable, bool]:
    """What is wrong with a row, by the message of the CSV reader, and whether the row after it can be read."""
    if "unexpected end" in said:
        return Unusable("damaged", "a quotation mark is opened here and never closed; close it"), False
    return Unusable("damaged", f"the quoting of this row is wrong ({said}); write a quotation mark within quotes twice"), True  # fmt: skip


def _header(lines: Lines) -> tuple[list[str], str]:
    """The names of the columns, and what stands between them: the sign that gives most columns with known names."""
    first = ""
    for first in lines:
        if first.strip():
            break
    if not first.strip():
        raise Unusable("empty", "the file has no header line; put the names of the columns in its first line")
    found: list[list[str]] = []
    for delimiter in DELIMITERS:
        try:
            found.append(next(csv.reader([first], delimiter=delimiter, strict=True)))
        except csv.Error:
            found.append([])
    header = max(found, key=lambda names: sum(map(is_known, names)))
    if not any(map(is_text, header)):
        header = max(found, key=len)
    refuse_columns(header, "the first line names")
    return header, DELIMITERS[found.index(header)]


def _fields(header: list[str], row: list[str]) -> Iterator[tuple[str, str]]:
    if len(row) != len(header):
        columns = "column" if len(row) == 1 else "columns"
        raise Unusable("damaged", f"it has {len(row)} {columns}, the first line has {len(header)}; put texts that "
                       "hold the separator in quotation marks")  # fmt: skip
    return zip(header, row, strict=True)
