"""One run at a time: two builds of one dataset would read the same last release and publish over one another."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import MachineError
from pipeline.files import KEPT

LOCK, HOLDER = "lock", "lock.json"


@contextmanager
def locked(root: Path, what: str, needed: bool = True) -> Iterator[None]:
    """Hold the lock of the dataset below `root` while the block runs; `what` says what is being done.

    A run that writes nothing does not need it: where there is no folder for the lock, or none that can be written, it
    goes on without.

    The system frees the lock when a process ends, however it ends. Raises MachineError that names the run which holds
    it, or when the lock cannot be written.
    """
    from filelock import FileLock, Timeout

    folder = root / KEPT
    if not needed and not folder.is_dir():
        yield
        return
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise MachineError(f"{_holder(folder)} is at work on this dataset; wait until it has ended") from None
    except OSError as error:
        if not needed:
            yield
            return
        raise MachineError(
            f"{folder} cannot be written ({error.strerror}); make room or give write permission, and run this again"
        ) from None
    try:
        with suppress(OSError):  # who holds it is a courtesy
            holder = {"what": what, "process": os.getpid(), "machine": platform.node()}
            (folder / HOLDER).write_text(json.dumps(holder), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


def _holder(folder: Path) -> str:
    with suppress(OSError, ValueError, TypeError, KeyError):
        holder = json.loads((folder / HOLDER).read_text(encoding="utf-8"))
        return f"{holder['what']} (process {holder['process']} on {holder['machine']})"
    return "another run"
