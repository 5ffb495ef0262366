"""The one schema: every table and column of the dataset, declared once.

Polars types, expectation suites, DuckDB tables and comments, the Data Package descriptor and the data dictionary are
all derived from `TABLES`. Importing this package loads no heavy library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.schema.table import Column, ForeignKey, Table
from pipeline.schema.tables import RECORD_TABLES, TABLES
from pipeline.schema.vocabularies import cameo_code, code_mapping_rows, vocabulary_rows

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "RECORD_TABLES", "TABLES", "Column", "ForeignKey", "Table", "cameo_code", "empty", "empty_tables",
    "vocabulary_tables",
]  # fmt: skip


def empty(table: str) -> pl.DataFrame:
    """The named table without rows. Raises KeyError for an unknown table."""
    return TABLES[table].empty()


def empty_tables() -> dict[str, pl.DataFrame]:
    """Every table without rows, in publish order."""
    return {name: table.empty() for name, table in TABLES.items()}


def vocabulary_tables() -> dict[str, pl.DataFrame]:
    """The five tables that are the same for every dataset: four vocabularies and `code_mappings`."""
    tables = {name: TABLES[name].frame(vocabulary_rows(name)) for name in ("party_types", "issues", "event_types",
                                                                          "stance_types")}  # fmt: skip
    return {**tables, "code_mappings": TABLES["code_mappings"].frame(code_mapping_rows())}
