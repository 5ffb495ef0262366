"""The report: what passed, what failed, which rows, for people and for machines."""

from __future__ import annotations

import json
import socket
import subprocess
import sys

import polars as pl
import pytest

from pipeline.check import Check, Report, Row, check_tables
from pipeline.check.report import failed
from pipeline.schema import TABLES
from tests.schema.small_dataset import TEXTS, changed

Tables = dict[str, pl.DataFrame]

LONG = Row("event:" + "x" * 90, "y" * 200)
GOOD = Check("people", "fine", "critical", "All is well")
WARNING = failed("events", "a_rule", "warning", "Something may be wrong " * 8, [LONG, Row("event:a", "short")])
CRITICAL = failed(
    "demands", "another_rule", "critical", "Something is wrong", [Row(f"d:{i:02}", "bad") for i in range(30)]
)


def test_warnings_alone_do_not_fail_a_report() -> None:
    assert Report((GOOD, WARNING)).passed
    assert not Report((GOOD, WARNING, CRITICAL)).passed


def test_findings_are_the_failed_checks_critical_ones_first() -> None:
    assert Report((GOOD, WARNING, CRITICAL)).findings == (CRITICAL, WARNING)


def test_a_finding_counts_all_rows_and_lists_the_first() -> None:
    assert CRITICAL.count == 30
    assert [row.record_id for row in CRITICAL.rows] == [f"d:{i:02}" for i in range(20)]


def test_the_text_names_rule_table_and_rows_in_eighty_columns() -> None:
    text = str(Report((GOOD, WARNING, CRITICAL), ("A note " * 30,)))
    assert max(map(len, text.splitlines())) <= 80
    for part in ("critical  demands: another_rule (30)", "d:04: bad", "and 25 more", "warning   events: a_rule (2)", "Note:",
                 "3 checks of tables: 1 failed, 1 warning."):  # fmt: skip
        assert part in text
    assert "people" not in text
    assert str(Report((GOOD,))) == "1 check of tables: all passed."


def test_the_json_form_is_plain_and_complete() -> None:
    found = json.loads(json.dumps(Report((GOOD, WARNING, CRITICAL)).to_json_dict()))
    assert (found["passed"], found["checks"], found["failed_critical"], found["failed_warning"]) == (False, 3, 1, 1)
    assert [each["failing_rows"] for each in found["results"]] == [0, 2, 30]
    assert found["results"][1]["rows"][0] == {"id": "event:a", "problem": "short"}


@pytest.mark.usefixtures("expectations")
def test_good_tables_pass_every_check_and_the_report_is_the_same_each_time(tables: Tables) -> None:
    first, second = check_tables(tables, TEXTS), check_tables(tables, TEXTS)
    assert first.passed and not first.findings
    assert first.to_json_dict() == second.to_json_dict()
    assert {check.table for check in first.checks} >= set(TABLES)


@pytest.mark.usefixtures("expectations")
def test_expectations_and_rules_are_both_in_the_report(tables: Tables) -> None:
    broken = changed(changed(tables, "people", 0, name=""), "demands", 0, status="open")
    found = {(check.table, check.rule) for check in check_tables(broken, TEXTS).findings}
    assert found == {("people", "name: value_lengths_to_be_between"), ("demands", "status_follows_stances")}


def test_a_table_that_is_missing_or_has_other_columns_stops_the_checks(tables: Tables) -> None:
    for broken, problem in (
        ({name: frame for name, frame in tables.items() if name != "events"}, "the table is missing"),
        ({**tables, "events": tables["events"].drop("label")}, "the column is missing"),
        ({**tables, "events": tables["events"].with_columns(mood=pl.lit("good"))}, "the schema has no such column"),
        (
            {**tables, "events": tables["events"].with_columns(pl.col("date_start").cast(pl.String))},
            "the type is String",
        ),
        ({**tables, "events": tables["events"].select(reversed(tables["events"].columns))}, "another order"),
        ({**tables, "rumours": tables["events"]}, "the schema has no such table"),
    ):
        report = check_tables(broken, TEXTS)
        assert not report.passed and report.notes
        assert problem in report.findings[0].rows[0].problem


@pytest.mark.usefixtures("expectations")
def test_rows_out_of_order_are_named(tables: Tables) -> None:
    shuffled = {**tables, "parties": tables["parties"].reverse()}
    assert [check.rule for check in check_tables(shuffled, TEXTS).findings] == ["rows_in_order"]


@pytest.mark.usefixtures("expectations")
def test_checking_opens_no_socket_and_draws_nothing(
    tables: Tables, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a check opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert check_tables(tables, TEXTS).passed
    assert capfd.readouterr() == ("", "")


def test_importing_the_check_stage_leaves_the_validation_library_alone() -> None:
    code = "import sys, pipeline.check; print('great_expectations' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "False"
