"""A report that fails in ways that a page could trip over, and the run of a folder whose texts fail differently."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.check import Report, check_tables, warm
from pipeline.publish.reports import RunReport, quality_html, run_html
from pipeline.publish.reports.run import Candidate, Local, TextRun
from pipeline.read import Quarantined
from tests.schema.small_dataset import TEXTS, changed

HOSTILE = "<script>alert(1)</script>\u202e & 'x' \" " + "long " * 90


@pytest.fixture(scope="session")
def bad_tables(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The dataset made by hand with three faults: a kind that is none, a hostile name, a link that leads nowhere."""
    worse = changed(changed(tables, "demands", 0, kind=HOSTILE), "people", 0, name=f" {HOSTILE}")
    return changed(worse, "stances", 0, party_id="party:nobody")


@pytest.fixture(scope="session")
def bad_report(bad_tables: dict[str, pl.DataFrame]) -> Report:
    """The checks of these tables, run by Great Expectations and DuckDB."""
    warm().join()
    return check_tables(bad_tables, TEXTS)


@pytest.fixture(scope="session")
def quality_file(
    bad_report: Report, bad_tables: dict[str, pl.DataFrame], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    file = tmp_path_factory.mktemp("quality") / "quality.html"
    rows = {name: frame.height for name, frame in bad_tables.items()}
    file.write_bytes(quality_html(bad_report, rows, f"Talks {HOSTILE[:25]}", {"run.html": "Run report"}))
    return file


RUN = RunReport(
    files={"files": 5, "used": 2, "left_out": 2, "skipped": 1},
    left_out=(Quarantined(f"a{HOSTILE}.txt", "encoding", HOSTILE), Quarantined("b.txt", "crash", "it fell over")),
    texts=(
        TextRun("one", f"one{HOSTILE[:25]}.txt", 1200, 40, {"demand": 3, "event": 2}, {("demand", "no-claimant"): 2}),
        TextRun("two", "two.txt", 900, 30, {"demand": 1}, {("demand", "no-claimant"): 1, ("event", "bare-verb"): 5}),
    ),
    rows={name: 4 for name in ("documents", "parties", "people", "roles", "places", "demands", "stances", "events")},
    corrections={"drop": 2},
    review={"low-confidence": 7},
    checks={"ran": 9, "failed": 1, "warned": 2},
)
LOCAL = Local(
    (("reading", 0.25), ("extracting", 12.0)), 1,
    (Candidate("one.txt", "demand", "no-claimant", f"before {HOSTILE[:25]} ", "asked", " after"),), "much is gone",
)  # fmt: skip


@pytest.fixture(scope="session")
def run_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("run") / "run.html"
    file.write_bytes(run_html(RUN, "Talks", {}, LOCAL))
    return file
