"""What a check found, for people and for machines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["critical", "warning"]
Kind = Literal["whole", "expectation", "rule"]
SAMPLE = 20  # rows that a check lists; it counts all of them
WIDTH = 80


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A row that fails: its id in its table, and what is wrong with it."""

    record_id: str
    problem: str


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one table: an expectation, a rule, or a look at a file. It passed when `count` is 0.

    `count` is the number of failing rows (1 for a table or a file that fails as a whole), `rows` the first of them.
    `kind` tells an expectation of a suite from a rule between tables and from a look at a table or file as a whole;
    `over` is the column or the tables that it looked at, `asks` says what exactly was asked of them, and `examined` how
    many rows it looked at (None where rows are not what it looks at).
    """

    table: str
    rule: str
    severity: Severity
    message: str
    count: int = 0
    rows: tuple[Row, ...] = ()
    kind: Kind = "whole"
    over: str = ""
    asks: str = ""
    examined: int | None = None

    @property
    def outcome(self) -> Literal["passed", "failed", "warning"]:
        """What came of it; a warning is a check of that severity that found rows."""
        if not self.count:
            return "passed"
        return "failed" if self.severity == "critical" else "warning"


def failed(table: str, rule: str, severity: Severity, message: str, rows: Iterable[Row] = ()) -> Check:
    """A check that failed, with the first rows in the order of their ids."""
    listed = sorted(rows)
    return Check(table, rule, severity, message, max(len(listed), 1), tuple(listed[:SAMPLE]))


@dataclass(frozen=True, slots=True)
class Report:
    """All checks of a run, in a fixed order: by table as published, then by rule. `of` says in a word or two what they
    look at, as there are more where files are checked too, and fewer without the texts."""

    checks: tuple[Check, ...]
    notes: tuple[str, ...] = ()
    of: str = "tables"

    @property
    def findings(self) -> tuple[Check, ...]:
        """The checks that failed, critical ones first."""
        broken = [check for check in self.checks if check.count]
        return tuple(sorted(broken, key=lambda check: check.severity != "critical"))

    @property
    def passed(self) -> bool:
        """No critical check failed."""
        return not any(check.severity == "critical" for check in self.findings)

    def count(self, severity: Severity) -> int:
        """How many checks of this severity failed."""
        return sum(check.severity == severity for check in self.findings)

    def to_json_dict(self) -> dict[str, Any]:
        """The report as plain values for JSON; the same tables give the same report."""
        return {
            "passed": self.passed,
            "checks": len(self.checks),
            "failed_critical": self.count("critical"),
            "failed_warning": self.count("warning"),
            "notes": list(self.notes),
            "results": [
                {
                    "table": check.table,
                    "rule": check.rule,
                    "kind": check.kind,
                    "over": check.over,
                    "severity": check.severity,
                    "message": check.message,
                    "asks": check.asks,
                    "examined_rows": check.examined,
                    "failing_rows": check.count,
                    "rows": [{"id": row.record_id, "problem": row.problem} for row in check.rows],
                }
                for check in self.checks
            ],
        }

    def summary(self) -> str:
        """One line: how many checks of what ran and how many failed."""
        critical, warnings = self.count("critical"), self.count("warning")
        failures = [f"{critical} failed"] if critical else []
        failures += [f"{warnings} warning{'s' if warnings > 1 else ''}"] if warnings else []
        number = f"{len(self.checks)} check{'' if len(self.checks) == 1 else 's'}"
        return f"{number} of {self.of}: {', '.join(failures) or 'all passed'}."

    def __str__(self) -> str:
        return self.text()

    def text(self, rows: int = 5) -> str:
        """A plain table of what failed, at most 80 columns wide, with the first `rows` rows of each finding."""
        lines = [line for check in self.findings for line in _finding_lines(check, rows)]
        lines += [part for note in self.notes for part in textwrap.wrap(f"Note: {note}", WIDTH)]
        return "\n".join([*lines, self.summary()])


def _finding_lines(check: Check, rows: int) -> list[str]:
    head = textwrap.wrap(
        f"{check.severity:8}  {check.table}: {check.rule} ({check.count})", WIDTH, subsequent_indent=" " * 10
    )
    message = textwrap.wrap(check.message, WIDTH, initial_indent=" " * 10, subsequent_indent=" " * 10)
    shown = [line for row in check.rows[:rows] for line in _item(f"{row.record_id}: {row.problem}")]
    more = check.count - min(rows, len(check.rows))
    return head + message + shown + (_item(f"and {more} more") if check.rows and more else [])


def _item(text: str) -> list[str]:
    """A list item of at most three lines."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=f"{'':10}- ", subsequent_indent=" " * 12, max_lines=3, placeholder=" …"
    )
