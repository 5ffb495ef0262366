"""Runs what is measured, each time in a process of its own, and tells the time and memory of it and its children."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

REPOSITORY = Path(__file__).resolve().parents[2]
KILOBYTES = 1024 if sys.platform != "darwin" else 1  # ru_maxrss counts kilobytes, on a Mac bytes
# One thread a process: the libraries below the parser would else take all processors for one side and not the other.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: `seconds` on the clock, `cpu` seconds of processor time and `peak_mb` of the largest process, children
    included; `told` is what the run itself counted and timed."""

    seconds: float
    cpu: float
    peak_mb: float
    told: dict[str, float] = field(default_factory=dict)


class Failed(Exception):
    """What was to be measured did not run; the message holds the end of what it said."""


def run(arguments: Sequence[str], folder: Path = REPOSITORY, tells: bool = False) -> Sample:
    """Run Python with these arguments in a folder. With `tells` its last line of output is JSON. Raises Failed."""
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": str(REPOSITORY)}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    with process.stdout as output:
        said = output.read().decode("utf-8", "replace")
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)  # it was waited for here: `Popen` must not do so again
    if process.returncode:
        raise Failed(f"python {' '.join(arguments)} ended with {process.returncode}:\n{said[-2000:]}")
    told = json.loads(said.splitlines()[-1]) if tells else {}
    return Sample(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * KILOBYTES / 1e6, told)


def interleaved(sides: dict[str, Callable[[], Sample]], times: int) -> dict[str, list[Sample]]:
    """Each side `times` times, in turns (A B A B), so that what else the machine does falls on all of them."""
    samples: dict[str, list[Sample]] = {name: [] for name in sides}
    for _ in range(times):
        for name, measured in sides.items():
            samples[name].append(measured())
    return samples


def least(samples: Sequence[Sample], of: Literal["seconds", "cpu"] = "cpu") -> float:
    """The smallest of a measure over the samples: what else the machine does only ever adds to it."""
    return min(getattr(one, of) for one in samples)


def peak(samples: Sequence[Sample]) -> float:
    """The most memory that any of the samples took, in megabytes."""
    return max(one.peak_mb for one in samples)
