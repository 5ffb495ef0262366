"""The edition for spreadsheet programs: one workbook with a sheet for each table, in which no text is a formula.

A CSV file has no types: a program that opens it may take a name such as `=HYPERLINK(…)`, `1e5` or `0123` for a formula
or a number. In the workbook every text is stored as text.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pipeline.publish.package import PackageInfo
from pipeline.publish.tabular import ordered
from pipeline.schema import TABLES, Table

if TYPE_CHECKING:
    import polars as pl
    from xlsxwriter.worksheet import Worksheet

# What Excel 2007 and later can hold (its documented limits), and what is still pleasant to open
MOST_CHARACTERS = 32_767
MOST_ROWS = 100_000
FIRST_DAY = datetime.date(1900, 3, 1)  # earlier days are shown wrong by Excel, which has a 29 February 1900
NOT_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")
WIDEST = 60
NO_CLOCK = datetime.datetime(2000, 1, 1)
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def spreadsheet_bytes(tables: Mapping[str, pl.DataFrame], info: PackageInfo) -> bytes:
    """The workbook as bytes: the same for the same tables. Tables without rows have a sheet, too.

    A table of more than 100,000 rows is left out, and the first sheet says so. Text beyond 32,767 characters in a cell
    is cut and ends with an ellipsis.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": info.title, "comments": info.description, "created": NO_CLOCK})
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        about = book.add_worksheet("about")
        _about(about, tables, info, bold)
        for name, table in TABLES.items():
            if tables[name].height <= MOST_ROWS:
                _fill(book.add_worksheet(name), table, tables[name], bold, day)
    return buffer.getvalue()


def _about(sheet: Worksheet, tables: Mapping[str, pl.DataFrame], info: PackageInfo, bold: Any) -> None:
    lines = [
        (info.title, info.edition, ""),
        ("", "", ""),
        ("sheet", "rows", "what it holds"),
        *(
            (
                name,
                f"{tables[name].height:,}",
                table.description
                if tables[name].height <= MOST_ROWS
                else f"Too large for this workbook: see dist/csv/{name}.csv.",
            )
            for name, table in TABLES.items()
        ),
    ]
    for row, cells in enumerate(lines):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, bold if row in (0, 2) else None)
    sheet.set_column(0, 1, 22)
    sheet.set_column(2, 2, 100)


def _fill(sheet: Worksheet, table: Table, frame: pl.DataFrame, bold: Any, day: Any) -> None:
    names = table.column_names
    rows = ordered(table, frame)
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, bold)
    listed = [_values(rows[name]) for name in names]
    write = [_writing(sheet, rows.schema[name], day) for name in names]
    for row, values in enumerate(zip(*listed, strict=True), start=1):
        for column, value in enumerate(values):
            if value is not None:
                write[column](row, column, value)
    for column, name in enumerate(names):
        widest = max((len(str(value)) for value in rows[name].unique() if value is not None), default=0)
        sheet.set_column(column, column, max(len(name) + 2, min(WIDEST, widest + 2)))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(frame.height, 1), len(names) - 1)


def _values(column: pl.Series) -> list[Any]:
    """The values as cells can hold them."""
    import polars as pl

    values = column.to_list()
    return values if column.dtype != pl.String else [None if one is None else cell_text(one) for one in values]


def _writing(sheet: Worksheet, kind: pl.DataType, day: Any) -> Callable[[int, int, Any], object]:
    """What writes a value of this type into a row and a column."""
    import polars as pl

    def date(row: int, column: int, value: datetime.date) -> None:
        if value >= FIRST_DAY:
            sheet.write_datetime(row, column, value, day)
        else:
            sheet.write_string(row, column, str(value))

    write: Callable[[int, int, Any], object] = sheet.write_string
    if kind == pl.Boolean:
        write = sheet.write_boolean
    elif kind.is_numeric():
        write = sheet.write_number
    return date if kind == pl.Date else write


def cell_text(text: str) -> str:
    """The text as a cell can hold it: what XML has no place for is U+FFFD, what is too long is cut."""
    text = text if text.isascii() else NOT_XML.sub("\ufffd", text)
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
