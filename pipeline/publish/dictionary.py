"""The data dictionary: every table, column, code and view in Markdown, from the schema."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from pipeline.publish.exports.ledger import LEDGER
from pipeline.publish.queries import questions
from pipeline.publish.reports.listed import REPORTS
from pipeline.publish.views import read_views
from pipeline.schema import TABLES, Column, Table
from pipeline.schema.table import Value

if TYPE_CHECKING:
    import polars as pl

INTRODUCTION = (
    "Made by the pipeline from its schema; do not edit. Every table stands in `csv/` and in `parquet/`, and in "
    "`parley.duckdb` once that is built. An empty cell is unknown or does not apply. Dates are ISO 8601. Offsets count "
    "Unicode code points of the normalized text (UTF-8, LF, NFC), from 0, end exclusive."
)
LEDGER_INTRODUCTION = (
    "`exports/demand_ledger.csv` has one row for each demand, in which no cell is a formula. `exports/README.md` tells "
    "more, also of the exports for event data."
)
VOCABULARIES = ("party_types", "issues", "event_types", "stance_types")


def data_dictionary(tables: dict[str, pl.DataFrame]) -> str:
    """The dictionary of a dataset; `tables` gives the codes of the vocabularies and the number of rows."""
    parts = [
        "# Data dictionary",
        INTRODUCTION,
        "## Tables",
        _grid(["Table", "Rows", "What a row is"], [
            [f"[{table.name}](#{table.name})", str(tables[table.name].height), table.description]
            for table in TABLES.values()
        ]),
        *(part for table in TABLES.values() for part in _table(table)),
        "## Vocabularies",
        *(part for name in VOCABULARIES for part in _vocabulary(TABLES[name], tables[name])),
        "## Ledger for spreadsheet programs",
        LEDGER_INTRODUCTION,
        _grid(["Column", "Meaning"], [[f"`{name}`", about] for name, about in LEDGER.items()]),
        "## Views in the DuckDB file",
        _grid(["View", "What it answers"], [
            [f"`{view.name}`" if view.parameters is None else f"`{view.name}({view.parameters})`", view.about]
            for view in read_views()
        ]),
        "## Reports",
        "Files of `reports/`, of which a dataset has those that apply.",
        _grid(["File", "What it tells"], [[f"`{name}`", words] for name, words in REPORTS.items()]),
        "## Questions",
        "`queries.sql` asks each of them in statements that run on the DuckDB file as they stand.",
        _grid(["Question", "Views"], [
            [f"{number}. {question}", ", ".join(f"`{view.name}`" for view in views)]
            for (number, question), views in questions().items()
        ]),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> list[str]:
    links = [
        f"`{key.column}` leads to [{key.table}](#{key.table}).`{key.references}`" for key in table.foreign_keys
    ]  # fmt: skip
    keys = f"Primary key: {', '.join(f'`{name}`' for name in table.primary_key)}."
    return [
        f"### {table.name}",
        f"{table.description}\n\n{keys}" + (f" {'; '.join(links)}." if links else ""),
        _grid(["Column", "Type", "Null", "Meaning", "Example"], [_row(column) for column in table.columns]),
    ]


def _row(column: Column) -> list[str]:
    codes = f" One of: {', '.join(f'`{code}`' for code in column.enum)}." if column.enum else ""
    bounds = [
        f"{word} {value}" for word, value in (("from", column.minimum), ("to", column.maximum)) if value is not None
    ]
    reach = f" Values {' '.join(bounds)}." if bounds else ""
    meaning = f"{column.description}.{reach}{codes}"
    return [f"`{column.name}`", column.type, "no" if column.required else "yes", meaning, _example(column.example)]


def _example(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _vocabulary(table: Table, frame: pl.DataFrame) -> list[str]:
    rows = [[f"`{code}`", label, definition] for code, label, definition in frame.iter_rows()]
    return [f"### Codes of {table.name}", _grid(["Code", "Label", "What it covers"], rows)]


def _grid(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )
