"""Runs cases one after the other; a case that fails is kept in a file, and it is said how to run it again."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz.targets import ROOT, Files, Target

KEPT = ROOT / ".fuzz"


class Hang(BaseException):
    """A case takes too long. No Exception, so that nothing takes it for one of its own."""


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    def over(number: int, frame: FrameType | None) -> None:
        raise Hang(f"it takes more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def failure(target: Target, files: Files) -> str | None:
    """What fails for these files, with the place in the code; None when everything holds."""
    try:
        with at_most(target.seconds):
            target.check(files)
    except (Exception, Hang):  # noqa: BLE001 - whatever fails is told
        return traceback.format_exc()
    return None


def run_seed(target: Target, seed: int) -> str | None:
    """Make the case of a seed and check it. Returns what failed and how to run it again, None when all is well."""
    files = target.make(Random(f"{target.name} {seed}"))
    what = failure(target, files)
    if what is None:
        return None
    folder = KEPT / f"{target.name}-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return (
        f"{what}\nThe input is in {folder}\n"
        f"Run it again: python -m tests.fuzz {target.name} {folder.relative_to(ROOT)}\n"
        f"Or make it again from its seed: python -m tests.fuzz {target.name} {seed}\n"
    )


def run_folder(target: Target, folder: Path) -> str | None:
    """Check files that were kept."""
    return failure(target, {file.name: file.read_bytes() for file in sorted(folder.iterdir())})
