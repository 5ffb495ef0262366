"""Tables as CSV and Parquet, byte for byte the same on every run with the same library versions."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from pipeline.publish.descriptor import table_schema
from pipeline.publish.package import LICENCE
from pipeline.schema import Table

if TYPE_CHECKING:
    import polars as pl

ROW_GROUP = 100_000  # named, because the writer's default depends on how the frame is laid out in memory


def csv_bytes(table: Table, frame: pl.DataFrame) -> bytes:
    """UTF-8 without byte order mark, LF, RFC 4180. All text is quoted, so that `NA` or `1e5` stays text and an empty
    cell without quotes is null."""
    text = ordered(table, frame).write_csv(quote_style="non_numeric", line_terminator="\n")
    return text.encode("utf-8")


def parquet_bytes(table: Table, frame: pl.DataFrame, licence: str = LICENCE["name"]) -> bytes:
    """Parquet (zstd) with title, description, licence and Table Schema of the table in its key-value metadata."""
    metadata = {
        "title": table.title,
        "description": table.description,
        "license": licence,
        "table_schema": json.dumps(table_schema(table), ensure_ascii=False),
    }
    buffer = io.BytesIO()
    ordered(table, frame).write_parquet(
        buffer, compression="zstd", statistics=True, row_group_size=ROW_GROUP, metadata=metadata
    )
    return buffer.getvalue()


def ordered(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The table with its columns in the order of the schema, sorted by its primary key."""
    return frame.select(table.column_names).sort(table.primary_key).rechunk()
