"""The zip file of a release: the same files give the same bytes, on every machine."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.publish.checksums import SUMS, checksums

STORED = (".parquet",)  # these are packed already


def write_archive(path: Path, files: Mapping[str, bytes], date: str) -> None:
    """Write a zip file of `files` (path in it -> content) and their checksums, and flush it to disk.

    All files carry the ISO `date` as their time, so that the clock does not show. Raises OSError when that fails.
    """
    year, month, day = (int(part) for part in date.split("-"))
    when = (max(year, 1980), month, day, 0, 0, 0)  # the format knows no earlier year
    with open(path, "wb") as file:
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in sorted({**files, SUMS: checksums(files)}.items()):
                entry = zipfile.ZipInfo(name, when)
                entry.create_system = 3  # Unix, wherever it is made
                entry.external_attr = 0o100644 << 16
                entry.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
                archive.writestr(entry, content, compresslevel=9)
        file.flush()
        os.fsync(file.fileno())
