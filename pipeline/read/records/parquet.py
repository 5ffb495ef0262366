"""Parquet files: one article a row, with its text and metadata in columns, as in a CSV table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.read.decoding import Unusable
from pipeline.read.guard import Stream
from pipeline.read.limits import MEGABYTE, Limits
from pipeline.read.records.columns import (
    Record,
    is_known,
    left_out,
    record_of,
    refuse_columns,
    sources_of,
    values_of,
)
from pipeline.read.sources import Members, Quarantined, Source, refuse_more, too_large, unreadable, words_of

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

ROW = "row"
BUFFER = 1_000_000  # bytes that are read of a column at a time
BATCH = 8_000_000  # bytes of rows that are in memory at a time, as far as the file tells their size
MOST_ROWS = 1_024  # rows of a batch
ENCRYPTED = b"PARE"  # the first bytes of a file whose end is encrypted, too


def members(source: Source, limits: Limits) -> Members:
    """The articles of the file, in the order of its rows, and the rows that are none.

    The file is read twice, a few rows at a time, and of its columns only those with known names. Raises Unusable:
    `format` when no column holds a text or two are called the same, `damaged` when it is no Parquet file,
    `encrypted`, `too_large` when it unpacks to more than the limits allow, `unreadable` also when it changes meanwhile.
    A row that is wrong is left out; where a file breaks off, what is behind is.
    """
    with Stream(limits) as stream:  # its library ends the process at some files that are damaged
        yield from sources_of(source, lambda: stream.items((__name__, records.__name__), source), ROW)


def records(source: Source, limits: Limits) -> Iterator[Record | Quarantined]:
    """The record of each row, or why it is left out. Raises Unusable as `members` does."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    opened = False
    with source.open() as stream:
        try:
            if stream.read(len(ENCRYPTED)) == ENCRYPTED:
                raise Unusable("encrypted", "the file is encrypted; save it without a key")
            stream.seek(0)
            # A dictionary stays one: a long text that a million rows share is in memory once.
            texts = [field.name for field in pq.read_schema(stream) if pa.types.is_string(field.type)]
            stream.seek(0)
            file = pq.ParquetFile(stream, buffer_size=BUFFER, pre_buffer=False, read_dictionary=texts)
            wanted = _wanted(file, limits)
            opened, unpacked = True, 0
            for batch in file.iter_batches(_rows(file, wanted), columns=wanted, use_threads=False):
                for place in range(batch.num_rows):
                    number += 1
                    try:
                        record = record_of(values_of(_fields(wanted, batch, place)), number, limits)
                    except Unusable as error:
                        yield left_out(source, number, error, ROW)
                        continue
                    unpacked += len(record.text)
                    refuse_more(unpacked, limits.unpacked_bytes, "unpacked_bytes")
                    yield record
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            if isinstance(error, OSError) and error.errno:
                raise unreadable(error) from None
            if not opened:
                raise Unusable("damaged", f"it is no Parquet file that can be read ({words_of(error)}); save it "
                               "again") from None  # fmt: skip
            broken = Unusable("damaged", f"from here on it cannot be read ({words_of(error)}); save the file again")
            yield left_out(source, number + 1, broken, ROW)


def _wanted(file: ParquetFile, limits: Limits) -> list[str]:
    """The names of the columns to read. Raises Unusable: `format`, `too_large`."""
    names = list(file.schema_arrow.names)
    refuse_columns(names, "the file has")
    wanted = [name for name in names if is_known(name)]
    packed, unpacked = _sizes(file, wanted)
    refuse_more(unpacked, limits.unpacked_bytes, "unpacked_bytes")
    if unpacked > max(MEGABYTE, packed * limits.unpacked_ratio):
        raise too_large(f"more than {limits.unpacked_ratio} times as many bytes as are packed", "unpacked_ratio")
    return wanted


def _sizes(file: ParquetFile, wanted: list[str]) -> tuple[int, int]:
    """The packed and the unpacked bytes of the columns, as the file tells them."""
    packed = unpacked = 0
    for group in range(file.metadata.num_row_groups):
        columns = file.metadata.row_group(group)
        for place in range(columns.num_columns):
            column = columns.column(place)
            if column.path_in_schema.split(".")[0] in wanted:
                packed += max(0, column.total_compressed_size)
                unpacked += max(0, column.total_uncompressed_size)
    return packed, unpacked


def _rows(file: ParquetFile, wanted: list[str]) -> int:
    """How many rows to read at a time."""
    each = _sizes(file, wanted)[1] // max(1, int(file.metadata.num_rows))
    return max(1, min(MOST_ROWS, BATCH // max(1, each)))


def _fields(names: list[str], batch: Any, place: int) -> Iterator[tuple[str, object]]:
    """The values of a row as the other tables have them: days and times in the ISO form, bytes as text.
    Raises Unusable (reason `encoding`)."""
    for name, column in zip(names, batch.columns, strict=True):
        try:
            value = column[place].as_py()
            value = value.decode("utf-8") if isinstance(value, bytes) else value
        except UnicodeDecodeError:
            raise Unusable("encoding", f"`{name}` holds bytes that are no text in UTF-8; save it as UTF-8") from None
        except (ValueError, OverflowError) as error:
            raise Unusable("damaged", f"`{name}` cannot be read ({words_of(error)}); save the file again") from None
        yield name, value.isoformat() if isinstance(value, date) else value
