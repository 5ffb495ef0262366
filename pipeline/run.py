"""A run while it goes on: what it has read and made so far, how long each stage took, and the reports of that.

What belongs to the dataset is published in `dist/reports/`. What does not, because it tells times or quotes texts, or
because nothing was published, stays in the folder `.parley/` beside it.
"""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.files import KEPT, csv_bytes
from pipeline.model import Claims, Document, Dropped
from pipeline.publish.reports import RunReport, quality_html, run_html
from pipeline.publish.reports.run import KINDS, Candidate, Local, TextRun
from pipeline.read import Quarantined
from pipeline.read.files import Folder
from pipeline.review import ReviewRow

if TYPE_CHECKING:
    import polars as pl

    from pipeline.check import Report

LAST, FAILED = KEPT / "last", KEPT / "failed"
QUALITY, RUN = "quality.html", "run.html"
AROUND = 80  # characters before and after the words of a candidate that fell


class Stopwatch:
    """Seconds of each stage, one after the other; a stage ends where the next begins. `now` is the clock."""

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self._now = now
        self._begun: list[tuple[str, float]] = []

    def begins(self, stage: str) -> None:
        """The stage begins now, and the one before is over."""
        self._begun.append((stage, self._now()))

    def seconds(self) -> tuple[tuple[str, float], ...]:
        """Each stage in the order in which they began, the last one until now."""
        ends = [*(begun for _, begun in self._begun[1:]), self._now()]
        return tuple((stage, end - begun) for (stage, begun), end in zip(self._begun, ends, strict=False))


@dataclass(eq=False)
class Run:
    """What a run in the folder `out` knows of itself so far. `keeps` says whether it may write anything."""

    out: Path
    keeps: bool
    title: str = ""
    clock: Stopwatch = field(default_factory=Stopwatch)
    found: Folder | None = None
    claims: Sequence[Claims] = ()
    quarantined: tuple[Quarantined, ...] = ()
    tables: Mapping[str, pl.DataFrame] | None = None
    review: Sequence[ReviewRow] = ()
    report: Report | None = None
    kept: int = 0  # texts whose claims the last run had made

    def told(self) -> RunReport:
        """The report of the run as far as it got."""
        used = [one.document.path for one in self.claims]
        return RunReport(
            self.found.became(used) if self.found else {},
            self.quarantined,
            tuple(_text(one) for one in sorted(self.claims, key=lambda one: one.document.path.encode("utf-8"))),
            None if self.tables is None else _heights(self.tables),
            {} if self.tables is None else _counted(self.tables["corrections"]["action"].to_list()),
            _counted([row.kind for row in self.review]),
            None
            if self.report is None
            else {
                "ran": len(self.report.checks),
                "failed": self.report.count("critical"),
                "warned": self.report.count("warning"),
            },
        )

    def files(self) -> dict[str, bytes]:
        """The reports of the run that are published: path below dist/ -> content."""
        told = self.told()
        text = json.dumps(told.to_json_dict(), indent=1, ensure_ascii=False) + "\n"
        links = {"../index.html": "The dataset", QUALITY: "Quality report"}
        return {f"reports/{RUN}": run_html(told, self.title, links), "reports/run.json": text.encode("utf-8")}

    def end(self) -> None:
        """The run has published: keep its report with times, and take away that of a run that failed."""
        if self.keeps:
            with suppress(OSError):  # it costs the dataset nothing
                shutil.rmtree(self.out / FAILED, ignore_errors=True)
                self._write(LAST, None)

    def fail(self, why: str) -> str:
        """Keep the reports of a run that publishes nothing, for `why`; returns a line that says where they are, to end
        the message with. "" when they could not be written, or may not."""
        if not self.keeps:
            return ""
        try:
            shutil.rmtree(self.out / FAILED, ignore_errors=True)
            self._write(FAILED, why.splitlines()[0])
        except OSError:
            return ""
        shown = QUALITY if self.report is not None and not self.report.passed else RUN
        what = "Each check and the rows that failed" if shown == QUALITY else "What the run read and found"
        return f"\n{what}: {self.out / FAILED / shown}"

    def _write(self, folder: Path, failure: str | None) -> None:
        """Write the pages that stay on the machine; raises OSError."""
        candidates = [
            _candidate(one.document, dropped)
            for one in sorted(self.claims, key=lambda one: one.document.path.encode("utf-8"))
            for dropped in one.dropped
        ]
        local = Local(self.clock.seconds(), self.kept, candidates, failure)
        there = self.out / folder
        there.mkdir(parents=True, exist_ok=True)
        failed = failure is not None
        where = QUALITY if failed else f"../../dist/reports/{QUALITY}"
        links = {} if self.report is None else {where: "Quality report"}
        links |= {} if failed else {"../../dist/index.html": "The dataset"}
        (there / RUN).write_bytes(run_html(self.told(), self.title, links, local, where))
        (there / "dropped.csv").write_bytes(_candidates_csv(candidates))
        seconds = {stage: round(seconds, 3) for stage, seconds in local.seconds}
        text = json.dumps({"seconds": seconds, "kept": self.kept, "failure": failure}, indent=1) + "\n"
        (there / "run.json").write_text(text, encoding="utf-8")
        if failed and self.report is not None:
            page = quality_html(self.report, _heights(self.tables or {}), self.title, {RUN: "Run report"})
            (there / QUALITY).write_bytes(page)


def _text(claims: Claims) -> TextRun:
    document = claims.document
    number = Counter((one.kind, one.reason) for one in claims.dropped)
    made = {kind: len(getattr(claims, table)) for kind, table in KINDS.items()}
    return TextRun(
        document.document_id, document.path, claims.words, claims.sentences, made, dict(sorted(number.items()))
    )


def _candidate(document: Document, dropped: Dropped) -> Candidate:
    text, start, end = document.text, dropped.span.start, dropped.span.end
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = text[end : end + AROUND].partition("\n")[0]
    return Candidate(document.path, dropped.kind, dropped.reason, before, text[start:end], after)


def _candidates_csv(candidates: Sequence[Candidate]) -> bytes:
    rows = ((one.path, one.kind, one.reason, one.words, f"{one.before}{one.words}{one.after}") for one in candidates)
    return csv_bytes(("path", "kind", "reason", "words", "context"), rows)


def _counted(values: Sequence[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _heights(tables: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    return {name: frame.height for name, frame in tables.items()}
