"""Files: where a dataset lies, reading what people write, writing so that it lasts, rows as CSV, damage of packed files."""

from __future__ import annotations

import csv
import io
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.errors import InputError

WITHIN = "!/"  # in a path, between a container and its member: "news.zip!/monday/talks.html"
KEPT = Path(".parley")  # beside dist/: what one run keeps for the next, and the lock

# What the standard library raises of a zip file that is damaged, locked (RuntimeError) or packed in a way that it does
# not know (NotImplementedError)
ZIP_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def root_of(folder: Path) -> Path | None:
    """The folder that holds `datapackage.json` and `dist/`, where `folder` is that or `dist/` itself; None without a
    dataset."""
    candidates = [folder, folder.resolve().parent] if folder.resolve().name == "dist" else [folder]
    for root in candidates:
        if (root / "datapackage.json").is_file() or (root / "dist" / "parquet").is_dir():
            return root
    return None


def read_text(file: Path, told: str, most: int, advice: str = "") -> str:
    """The text of a file of at most so many bytes, in UTF-8; `told` is its name in messages, `advice` what to do when it
    is too long.

    Raises InputError with file and line.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise InputError(f"{told} cannot be read: {error.strerror}") from None
    if len(data) > most:
        raise InputError(f"{told} has more than {most:,} bytes{advice}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{told}, line {line}: this is not UTF-8; save it as UTF-8") from None


def write(path: Path, content: bytes) -> None:
    """Write a file and flush it to disk; folders above it are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def put(file: Path, content: bytes, lasting: bool = True) -> None:
    """Put a file in place in one step: a reader sees the old one, the whole new one, or none. `lasting` files are
    flushed to the disk before. Raises OSError; its folder must be there."""
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
            if lasting:
                part.flush()
                os.fsync(part.fileno())
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def csv_bytes(header: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Rows below a header as CSV: UTF-8, LF, quotes where a cell needs them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
