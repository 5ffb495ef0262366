"""Checksums of the published files, in the form that `sha256sum --check` reads, and what does not fit them.

`dist/SHA256SUMS` covers `datapackage.json` and all of `dist/` that is the same bytes wherever it is built;
`dist/SHA256SUMS-local` the files that are not, such as the DuckDB file. A release that was unpacked has one list at its
top. Paths are relative to the top folder: run `sha256sum --check dist/SHA256SUMS` there.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import CallError
from pipeline.files import write

SUMS, LOCAL = "SHA256SUMS", "SHA256SUMS-local"
LISTS = (f"dist/{SUMS}", f"dist/{LOCAL}", SUMS)
NOT_THE_SAME = (".duckdb", ".xlsx")
LINE = re.compile(r"([0-9a-f]{64})  ((?:[\w.-]+/)*[\w.-]+)")


@dataclass(frozen=True, slots=True)
class Verified:
    """The number of files whose checksum is right, a sentence for each that is not, and files that no list names."""

    right: int
    wrong: tuple[str, ...]
    unlisted: tuple[str, ...]


def checksums(files: Mapping[str, bytes]) -> bytes:
    """The list for these files (path -> content), sorted by path."""
    return _list({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})


def write_checksums(root: Path) -> None:
    """Write both lists of the dataset below `root`, as its files stand there."""
    files = [path for path in _files(root) if path not in LISTS]
    for name, wanted in ((SUMS, False), (LOCAL, True)):
        sums = {path: digest(root / path) for path in files if path.endswith(NOT_THE_SAME) is wanted}
        write(root / "dist" / name, _list(sums))


def renew_checksum(file: Path) -> None:
    """Note the content of one file of a dataset in the list where a build would name it, whether it is named there yet
    or not. Does nothing for a file that is no part of what a build left, or that no list names."""
    file = file.resolve()
    for root in file.parents:
        if (root / "dist" / SUMS).is_file():
            path = file.relative_to(root).as_posix()
            if path in _files(root) and path not in LISTS:
                name = f"dist/{LOCAL if path.endswith(NOT_THE_SAME) else SUMS}"
                sums = _read(root / name, name) if (root / name).is_file() else {}
                _replace(root / name, _list({**sums, path: digest(file)}))
            return


def _replace(file: Path, content: bytes) -> None:
    """Put other content in the place of a file: whoever reads it finds the old or the new, whole."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        write(beside, content)
        os.replace(beside, file)
    finally:
        beside.unlink(missing_ok=True)


def verify(root: Path) -> Verified:
    """Compare every published file below `root` with its checksum.

    Raises CallError when there is no list of checksums, or a list that cannot be read.
    """
    sums: dict[str, str] = {}
    lists = [name for name in LISTS if (root / name).is_file()]
    if not set(lists) - {f"dist/{LOCAL}"}:
        raise CallError(f"there is no {SUMS} in {root / 'dist'} or {root}; run `parley build`, or name another folder")
    for name in lists:
        sums |= _read(root / name, name)
    wrong: list[str] = []
    for path in sorted(sums):
        try:
            found = digest(root / path)
        except FileNotFoundError:
            wrong.append(f"{path} is missing.")
        except OSError as error:
            wrong.append(f"{path} cannot be read ({error.strerror}).")
        else:
            if found != sums[path]:
                wrong.append(f"{path} is not what was published, or its line in the list of checksums is damaged.")
    unlisted = [path for path in _files(root) if path not in sums and path not in lists]
    return Verified(len(sums) - len(wrong), tuple(wrong), tuple(unlisted))


def digest(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal. Raises OSError."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _files(root: Path) -> Iterable[str]:
    """`datapackage.json` and the files of `dist/` but for hidden ones, as paths relative to the root."""
    if (root / "datapackage.json").is_file():
        yield "datapackage.json"
    for folder, names, files in os.walk(root / "dist"):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and not name.endswith(".wal"):
                yield Path(folder, name).relative_to(root).as_posix()


def _list(sums: Mapping[str, str]) -> bytes:
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode("utf-8")


def _read(file: Path, name: str) -> dict[str, str]:
    sums: dict[str, str] = {}
    try:
        # a line ends with LF alone: `splitlines` would take a damaged line end for another kind of line end
        lines = file.read_bytes().decode("utf-8").split("\n")
    except UnicodeDecodeError:
        lines = ["?"]
    if not lines[-1]:
        lines.pop()
    for number, line in enumerate(lines, start=1):
        found = LINE.fullmatch(line)
        if not found or ".." in found[2].split("/"):
            raise CallError(f"line {number} of {name} is no checksum: the file was damaged; run `parley build` again")
        sums[found[2]] = found[1]
    return sums
