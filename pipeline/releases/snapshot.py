"""A dataset as it stood at one time, to be compared with another: its tables, their shapes, and what to call it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.files import ZIP_DAMAGE
from pipeline.releases.shape import Shape, from_table, from_table_schema
from pipeline.schema import TABLES

if TYPE_CHECKING:
    import polars as pl

# More than any dataset of ours has; a file that claims more is an accident or an attack, and is not opened.
LARGEST = {"parquet": 2 * 2**30, "json": 64 * 2**20}  # bytes of a file
MOST_TABLES = 500
MOST_CELLS = 2_000_000_000  # of a table

PARQUET = re.compile(r"dist/parquet/([a-z][a-z0-9_]*)\.parquet")


@dataclass(frozen=True)
class Snapshot:
    """`label` names the dataset in a sentence ("release 0.2.0 of 2024-05-01"); `version` is null when unknown."""

    tables: Mapping[str, pl.DataFrame]
    shapes: Mapping[str, Shape]
    label: str
    version: str | None = None


def of_tables(tables: Mapping[str, pl.DataFrame], label: str) -> Snapshot:
    """Tables that were just made, with the shapes of today's schema."""
    return Snapshot(tables, {name: from_table(TABLES[name]) for name in tables}, label)


def read_dataset(root: Path, label: str | None = None) -> Snapshot:
    """The dataset below `root`, whatever version of the schema made it.

    Raises InputError when there is none or when a file of it cannot be read.
    """
    files = [path.relative_to(root).as_posix() for path in (root / "dist" / "parquet").glob("*.parquet")]
    return _read(files, lambda name: _file(root / name), str(root), label)


def read_zip(path: Path) -> Snapshot:
    """The dataset in a zip file that `parley release` made; nothing is unpacked.

    Raises InputError when it is no such file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive.namelist(), lambda name: _entry(archive, name), str(path), path.name)
    except ZIP_DAMAGE as error:
        raise InputError(f"{path} cannot be read as a zip file of a release ({error}).") from None


def _entry(archive: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        size = archive.getinfo(name).file_size
    except KeyError:
        return None
    largest = LARGEST[name.rpartition(".")[2]]
    if size > largest:
        raise InputError(
            f"{name} of {archive.filename} claims to have {size:,} bytes, more than the {largest:,} allowed."
        )
    return archive.read(name)  # no more than `size` bytes, whatever is packed there


def read_frame(content: bytes, name: str) -> pl.DataFrame:
    """A table from the bytes of its Parquet file. Raises InputError when they are none."""
    import polars as pl

    try:
        frame = pl.scan_parquet(io.BytesIO(content))
        kinds = frame.collect_schema()
        if odd := [column for column, kind in kinds.items() if not _is_plain(column, kind)]:
            raise InputError(f"{name} has the column {odd[0][:60]!r} ({kinds[odd[0]]}), which no table of Parley has.")
        rows = int(frame.select(pl.len()).collect().item())
        if rows * len(kinds) > MOST_CELLS:
            raise InputError(f"{name} claims to have {rows:,} rows, more than can be compared.")
        return pl.read_parquet(io.BytesIO(content))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        first = (str(error).splitlines() or ["no reason given"])[0]
        raise InputError(f"{name} cannot be read as Parquet ({first}).") from None


def _is_plain(column: str, kind: pl.DataType) -> bool:
    """Whether a column has a name and a type that can be told in words."""
    import polars as pl

    return column.isprintable() and not kind.is_nested() and kind not in (pl.Binary, pl.Object)


def _file(path: Path) -> bytes | None:
    if not path.is_file():
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from None


def _read(files: Iterable[str], content: Callable[[str], bytes | None], where: str, label: str | None) -> Snapshot:
    """`files`: paths in the dataset; `content` gives the bytes of one, or nothing when it is not there."""
    tables, shapes = {}, {}
    package = _json(content("datapackage.json"), f"datapackage.json of {where}")
    listed = package.get("resources")
    about = (
        {str(each.get("name")): each for each in listed if isinstance(each, dict)} if isinstance(listed, list) else {}
    )
    ours = sorted({path for path in files if PARQUET.fullmatch(path)})
    if len(ours) > MOST_TABLES:
        raise InputError(f"{where} has {len(ours):,} tables, more than can be compared.")
    for path in ours:
        found = PARQUET.fullmatch(path)
        stored = content(path) if found else None
        if found is None or stored is None:
            continue
        name = found[1]
        tables[name] = read_frame(stored, f"{path} of {where}")
        schema = _json(content(f"dist/schemas/{name}.json"), f"dist/schemas/{name}.json of {where}")
        words = tuple(str(about.get(name, {}).get(key, "")) for key in ("title", "description"))
        try:
            shapes[name] = from_table_schema(schema, words) if schema else _guessed(name, tables[name])
        except (KeyError, TypeError, AttributeError, ValueError):
            raise InputError(f"dist/schemas/{name}.json of {where} is no Table Schema.") from None
        if missing := [column for column in shapes[name].key if column not in tables[name].columns]:
            raise InputError(f"{path} of {where} lacks the key column {missing[0]}.")
    if not tables:
        raise InputError(f"there is no dataset in {where}: it has no dist/parquet/.")
    version = package.get("version")
    return Snapshot(tables, shapes, label or where, version if isinstance(version, str) else None)


def _json(content: bytes | None, what: str) -> dict[str, Any]:
    try:
        value = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        raise InputError(f"{what} is not JSON.") from None
    if not isinstance(value, dict):
        raise InputError(f"{what} is not a JSON object.")
    return value


def _guessed(name: str, frame: pl.DataFrame) -> Shape:
    """The shape of a table whose schema is lost: that of today's schema, else its own columns keyed by the first."""
    if name in TABLES and list(TABLES[name].column_names) == frame.columns:
        return from_table(TABLES[name])
    fields = [{"name": column, "type": str(kind).lower()} for column, kind in frame.schema.items()]
    return from_table_schema({"fields": fields, "primaryKey": frame.columns[:1]})
