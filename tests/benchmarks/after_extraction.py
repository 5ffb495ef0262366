"""How long everything after extraction takes, and how much memory, for a corpus of claims of a given size.

`python -m tests.benchmarks.after_extraction 10000 100000` measures these sizes, each in a process of its own, and
prints one line of JSON for each: seconds by stage, first for a folder in which nothing stands, then (`again: ...`) for
a build that goes on from what the first published. `cpu: ...` are seconds of the processors, with those of the processes
that a stage starts: they hardly change when the machine has other work to do.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Claims

MEASURED = "--measured"  # tells the process that it is the one that is measured
MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024  # ru_maxrss counts kilobytes, on a Mac bytes


def after_extraction(rows: int) -> dict[str, float]:
    """Seconds by stage, `total` and `again: total`, the same of the processors (`cpu: total`), and `peak_mb`, the most memory that the process held, and
    `documents` and `demands` besides, for claims with `rows` rows of evidence. Runs in a process of its own."""
    found = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.after_extraction", MEASURED, str(rows)],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    told: dict[str, float] = json.loads(found.stdout.splitlines()[-1])
    return told


def _measured(rows: int) -> dict[str, float]:
    from tests.benchmarks.claims_corpus import claims_corpus

    claims = list(claims_corpus(rows))
    found: dict[str, float] = {"rows": rows, "documents": len(claims), "claims_mb": _peak()}
    with tempfile.TemporaryDirectory() as folder:
        found |= _built(claims, Path(folder), "")
        found |= _built(claims, Path(folder), "again: ")
    return found | {"peak_mb": _peak(), "peak_children_mb": _peak(resource.RUSAGE_CHILDREN)}


def _built(claims: list[Claims], out: Path, prefix: str) -> dict[str, float]:
    """What a build does with claims, as in `pipeline/build.py`."""
    from dataclasses import replace

    from pipeline.build import quarantine_csv
    from pipeline.cache.built import remember_build
    from pipeline.check import check_tables, warm
    from pipeline.corrections import resolve_corrected
    from pipeline.publish import PackageInfo, publish
    from pipeline.read.files import Folder
    from pipeline.releases import look_back
    from pipeline.resolve import read_last_release
    from pipeline.review import REPORT, csv_of
    from pipeline.review.listing import review_rows
    from pipeline.run import Run

    warm().join()
    seconds: dict[str, float] = {}
    processor: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        begun, worked = time.perf_counter(), _worked()
        yield
        seconds[name], processor[name] = time.perf_counter() - begun, _worked() - worked
        told = f"{seconds[name]:.1f} s, {processor[name]:.1f} s of the processors, {_peak():.0f} MB"
        print(f"{prefix}{name}: {told}", file=sys.stderr, flush=True)

    run = Run(out, keeps=True)
    run.claims = claims
    run.found = Folder(tuple(one.document for one in claims), (), len(claims), 0)
    with stage("last release"):
        last = read_last_release(out)
    with stage("resolve"):
        resolution = resolve_corrected(claims, last, ())
    del last  # as in a build, which needs it no more
    run.tables = tables = resolution.tables
    with stage("review"):
        run.review = review_rows(resolution, claims)
    with stage("check"):
        texts = {one.document.document_id: one.document.text for one in claims}
        run.report = report = check_tables(tables, texts)
    assert report.passed, report.text()
    with stage("look back"):
        outlook = look_back(tables, out)
    with stage("reports"):
        files = {"reports/quarantine.csv": quarantine_csv(()), REPORT: csv_of(run.review), **run.files(),
                 **outlook.files}  # fmt: skip
    with stage("publish"):
        publish(tables, report, out, replace(PackageInfo(), version=outlook.version, files=files))
    with stage("remember"):
        remember_build(out)
        run.end()
    told = {"demands": tables["demands"].height, "evidence": tables["evidence"].height}
    for before, found in (("", seconds), ("cpu: ", processor)):
        of_stages = {**found, "total": sum(found.values())}
        told |= {f"{before}{prefix}{name}": round(took, 3) for name, took in of_stages.items()}
    return told


def _worked() -> float:
    """Seconds that the processors worked for this process and those that it started and that ended."""
    return sum(os.times()[:4])


def _peak(whose: int = resource.RUSAGE_SELF) -> float:
    return round(resource.getrusage(whose).ru_maxrss / MEGABYTE, 1)


if __name__ == "__main__":
    if sys.argv[1] == MEASURED:
        print(json.dumps(_measured(int(sys.argv[2]))))
    else:
        for each in sys.argv[1:]:
            print(json.dumps(after_extraction(int(each))), flush=True)
