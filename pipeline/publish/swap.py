"""Swapping a finished dataset in: the old or the new one stands in place, whatever happens in between.

The new dataset is written to `.dist-new-<process>` beside `dist/` and flushed to disk. Renaming that folder to
`.dist-ready` is the point of no return: from there on any later run finishes the swap (`recover`), before it any later
run throws the leftovers away. Files beside `dist/` go with it (`datapackage.json`, the changelog), and so can one file
of another folder, the zip file of a release: it waits there under a name of its own, which `arrival.json` tells.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import MachineError
from pipeline.files import write
from pipeline.publish.checksums import write_checksums

READY, OLD, NEW = ".dist-ready", ".dist-old", ".dist-new-"
DIST, DESCRIPTOR, CHANGELOG, CITATION = "dist", "datapackage.json", "CHANGELOG.md", "CITATION.cff"
BESIDE = (DESCRIPTOR, CHANGELOG, CITATION)  # what can go with dist/, in this order
BEFORE = "before"  # in the staged folder: the files beside dist/ as they were
ARRIVAL = "arrival.json"
WAITING = ".new-"  # before the number of the process
ABSENT = ".absent"  # marks in BEFORE that there was no such file
ARRIVING = re.compile(r"\.(parley-[0-9.]{5,30}\.zip)\.new-[0-9]+")  # nothing else is moved, whoever wrote the arrival


@contextmanager
def staging(root: Path, arrival: Path | None = None) -> Iterator[Path]:
    """A folder to build the dataset in, as `dist/` and `datapackage.json`; it replaces those of `root` at the end, and
    so do a CHANGELOG.md and a CITATION.cff when the body writes them.

    `arrival` is where a zip file shall come to stand in the same moment; the body writes it to `waiting(arrival)`.
    When the body raises, the folder is removed and the dataset in `root` stays as it was. An OSError becomes a
    MachineError that says so.
    """
    folder = root / f"{NEW}{os.getpid()}"
    try:
        root.mkdir(parents=True, exist_ok=True)
        recover(root)
        shutil.rmtree(folder, ignore_errors=True)
        (folder / DIST).mkdir(parents=True)
        yield folder
        write_checksums(folder)
        for name in BESIDE:
            if (folder / name).is_file():
                there = (root / name).is_file()
                write(
                    folder / BEFORE / f"{name}{'' if there else ABSENT}", (root / name).read_bytes() if there else b""
                )
        if arrival:
            target = arrival.resolve()
            _flush(target.parent)
            write(folder / ARRIVAL, json.dumps([str(waiting(target)), str(target)]).encode("utf-8"))
        _flush_folders(folder)
        os.rename(folder, root / READY)
        _swap(root)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise MachineError(
            f"The dataset could not be written: {error.strerror or error}{where}. Make room or give write permission, "
            "and run this again; what stood in dist/ is unchanged."
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if arrival and not (root / READY).is_dir():  # past the point of no return the next run needs it
            _remove(waiting(arrival))


def waiting(arrival: Path) -> Path:
    """Where this process writes a file that shall come to stand at `arrival`."""
    return arrival.with_name(f".{arrival.name}{WAITING}{os.getpid()}")


def clear_waiting(folder: Path) -> None:
    """Remove the waiting files of runs that were killed from a folder where zip files arrive."""
    for leftover in sorted(folder.glob(f".parley-*.zip{WAITING}*")):
        if not _is_running(leftover.name.rpartition("-")[2]):
            _remove(leftover)


def recover(root: Path) -> None:
    """Finish or undo what a run that was killed left behind in `root`. Does nothing when there is nothing."""
    if (root / READY).is_dir():
        _swap(root)
    if (root / OLD).is_dir() and not (root / DIST).exists():
        os.rename(root / OLD, root / DIST)
    shutil.rmtree(root / OLD, ignore_errors=True)
    for leftover in sorted(root.glob(f"{NEW}*")):
        if not _is_running(leftover.name.removeprefix(NEW)):
            shutil.rmtree(leftover, ignore_errors=True)


def _swap(root: Path) -> None:
    """Put the dataset of `.dist-ready` in place. Can be repeated after any interruption; undone when a step fails."""
    ready = root / READY
    try:
        if (ready / DIST).is_dir():
            if (root / DIST).exists():
                shutil.rmtree(root / OLD, ignore_errors=True)
                os.rename(root / DIST, root / OLD)
            os.rename(ready / DIST, root / DIST)
        for name in BESIDE:
            if (ready / name).is_file():
                os.replace(ready / name, root / name)
        _let_arrive(ready)
    except OSError:
        _undo(root)
        raise
    _flush(root)
    shutil.rmtree(ready, ignore_errors=True)
    shutil.rmtree(root / OLD, ignore_errors=True)


def _let_arrive(ready: Path) -> None:
    """Put the waiting zip file in its place; nothing when there is none, or when it stands there already."""
    try:
        source, target = (Path(each) for each in json.loads((ready / ARRIVAL).read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return
    named = ARRIVING.fullmatch(source.name)
    if named and target == source.with_name(named[1]) and source.is_file():
        os.replace(source, target)
        _flush(target.parent)


def _undo(root: Path) -> None:
    """Back to what stood there before `_swap` began, in an earlier run perhaps."""
    ready = root / READY
    for name in BESIDE:
        if (ready / name).exists():
            continue  # not put in place yet
        if (ready / BEFORE / name).is_file():
            os.replace(ready / BEFORE / name, root / name)
        elif (ready / BEFORE / f"{name}{ABSENT}").is_file():
            (root / name).unlink(missing_ok=True)
    if not (ready / DIST).exists() and (root / DIST).exists():
        os.rename(root / DIST, ready / DIST)
    if (root / OLD).is_dir() and not (root / DIST).exists():
        os.rename(root / OLD, root / DIST)
    shutil.rmtree(ready, ignore_errors=True)


def _remove(file: Path) -> None:
    with suppress(OSError):  # a leftover does no harm
        file.unlink(missing_ok=True)


def _is_running(process: str) -> bool:
    if not process.isdigit() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _flush_folders(folder: Path) -> None:
    for path, _, _ in os.walk(folder):
        _flush(Path(path))


def _flush(folder: Path) -> None:
    """Flush a folder's entries to disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
