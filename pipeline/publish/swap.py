"""Swapping a finished dataset in: the old or the new one stands in place, whatever happens in between.

The new dataset is written to `.dist-new-<process>` beside `dist/` and flushed to disk. Renaming that folder to
`.dist-ready` is the point of no return: from there on any later run finishes the swap (`recover`), before it any later
run throws the leftovers away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import MachineError

READY, OLD, NEW = ".dist-ready", ".dist-old", ".dist-new-"
DIST, DESCRIPTOR = "dist", "datapackage.json"


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """A folder to build the dataset in, as `dist/` and `datapackage.json`; it replaces those of `root` at the end.

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
        _flush_folders(folder)
        os.rename(folder, root / READY)
        _swap(root)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise MachineError(
            f"The dataset could not be written: {error.strerror or error}{where}. Make room or give write permission, "
            "and run the build again; what stood in dist/ is unchanged."
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write(path: Path, content: bytes) -> None:
    """Write a file and flush it to disk; folders above it are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


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
        if (ready / DESCRIPTOR).is_file():
            os.replace(ready / DESCRIPTOR, root / DESCRIPTOR)
    except OSError:
        _undo(root)
        raise
    _flush(root)
    shutil.rmtree(ready, ignore_errors=True)
    shutil.rmtree(root / OLD, ignore_errors=True)


def _undo(root: Path) -> None:
    """Back to the dataset that stood there before `_swap` began."""
    ready = root / READY
    if not (ready / DIST).exists() and (root / DIST).exists():
        os.rename(root / DIST, ready / DIST)
    if (root / OLD).is_dir() and not (root / DIST).exists():
        os.rename(root / OLD, root / DIST)
    shutil.rmtree(ready, ignore_errors=True)


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
