"""`reports/quality.html`: what every expectation suite and every rule between tables checked, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.check.report import Check, Report
from pipeline.publish.reports.page import page
from pipeline.schema import TABLES

RULES = "Rules between tables"


@dataclass(frozen=True, slots=True)
class Suite:
    """The checks of one table, of the rules between tables, or of files: a section of the page. `rows` of its table."""

    anchor: str
    title: str
    about: str
    rows: int | None
    checks: tuple[Check, ...]

    @property
    def failed(self) -> int:
        """How many checks failed that matter."""
        return sum(check.outcome == "failed" for check in self.checks)

    @property
    def warned(self) -> int:
        """How many checks failed that only warn."""
        return sum(check.outcome == "warning" for check in self.checks)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the report comes to: `passed`, `warning` or `failed`, in words."""

    outcome: str
    headline: str
    detail: str


def quality_html(report: Report, rows: Mapping[str, int], dataset: str, links: Mapping[str, str]) -> bytes:
    """The page for a report of the checks. `rows` are the numbers of rows of the tables as far as they are known,
    `dataset` is the title of the dataset, `links` are addresses of other pages with what they are called."""
    sections = suites(report.checks, rows)
    anchors = {
        check: f"{suite.anchor}-{number}" for suite in sections for number, check in enumerate(suite.checks, start=1)
    }
    values = {"report": report, "verdict": verdict(report), "suites": sections, "anchors": anchors}
    return page("quality.html", dataset, links, values)


def verdict(report: Report) -> Verdict:
    """Whether the tables may be published, and how many checks say so."""
    ran, failed, warned = len(report.checks), report.count("critical"), report.count("warning")
    checks = f"{ran:,} {'check' if ran == 1 else 'checks'} of {report.of} ran"
    warns = f"{warned} {'warns' if warned == 1 else 'warn'}"
    if failed:
        detail = f"{checks}: {failed} failed" + (f", {warns}" if warned else "") + "."
        return Verdict("failed", "These tables were not good enough to publish.", detail)
    if warned:
        return Verdict("warning", "The tables passed; look at the warnings.", f"{checks}: none failed, {warns}.")
    return Verdict("passed", "The tables passed every check.", f"{checks}: none found anything.")


def suites(checks: Iterable[Check], rows: Mapping[str, int]) -> list[Suite]:
    """The sections: one for each table in the order in which tables are published, then rules, then all else."""
    by_table: dict[str, list[Check]] = {}
    rules: list[Check] = []
    for check in checks:
        if check.kind == "rule":
            rules.append(check)
        else:
            by_table.setdefault(check.table, []).append(check)
    order = [*(name for name in TABLES if name in by_table), *(name for name in by_table if name not in TABLES)]
    found = [
        Suite(f"suite-{number}", name, TABLES[name].description if name in TABLES else "The files as they stand.",
              rows.get(name), tuple(by_table[name]))
        for number, name in enumerate(order, start=1)
    ]  # fmt: skip
    if rules:
        about = "Queries that look across tables, and into the texts. The rows examined are those of all tables read."
        found.append(Suite("rules", RULES, about, None, tuple(rules)))
    return found


def expected(check: Check) -> str:
    """What a check expects, in words. A rule between tables is called by its name, and its message says why."""
    if check.kind != "rule":
        return check.message
    where = f" ({check.table})" if check.count else ""
    return f"{check.rule.replace('_', ' ').capitalize()}{where}: {check.message}"
