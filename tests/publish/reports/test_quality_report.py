"""The quality report: all that was checked, in words, with the rows that failed, safe to open whatever stands in them."""

from __future__ import annotations

import html
import re
from pathlib import Path

import polars as pl
import pytest

from pipeline.check import Check, Report, Row
from pipeline.check.report import failed
from pipeline.check.rules import read_rules
from pipeline.check.suites import read_suite
from pipeline.publish.reports import quality_html
from pipeline.publish.reports.page import shown
from pipeline.publish.reports.quality import suites, verdict
from pipeline.schema import TABLES
from tests.publish.reports.words import words_of

RULE = failed("demands", "a_rule", "warning", "demands go on", [Row(f"d:{i:02}", "bad") for i in range(30)])


def page_of(*checks: Check) -> str:
    return quality_html(Report(checks), {}, "Talks", {}).decode()


@pytest.mark.slow
def test_every_expectation_of_every_suite_and_every_rule_is_on_the_page(quality_file: Path) -> None:
    page = words_of(quality_file.read_text(encoding="utf-8"))
    for table in TABLES:
        for expectation in read_suite(table)["expectations"]:
            assert expectation["meta"]["why"] in page
    for rule in read_rules():
        assert rule.why in page


@pytest.mark.slow
def test_a_failing_row_is_told_with_its_id_and_its_value(quality_file: Path) -> None:
    page = words_of(quality_file.read_text(encoding="utf-8"))
    assert "These tables were not good enough to publish." in page
    assert "kind is one of its codes one of demand, offer, condition, refusal" in page
    assert re.search(r"demand:\S+ : kind is .<script>alert\(1\)</script>", page)
    assert "party_id party:nobody is not in parties" in page


@pytest.mark.slow
def test_the_library_tells_how_many_rows_it_examined(bad_report: Report, bad_tables: dict[str, pl.DataFrame]) -> None:
    events = bad_tables["events"]
    by_rule = {check.rule: check for check in bad_report.checks if check.table == "events"}
    assert by_rule["event_id: values_to_not_be_null"].examined == events.height
    assert (
        by_rule["date_precision: values_to_be_in_set"].examined == events.height - events["date_precision"].null_count()
    )
    assert by_rule["table_columns_to_match_ordered_list"].examined is None
    named = {check.rule: check for check in bad_report.checks if check.kind == "rule"}
    assert named["demand_has_a_claimant"].over == "demands, stances"
    assert named["demand_has_a_claimant"].examined == bad_tables["demands"].height + bad_tables["stances"].height
    assert named["quote_equals_text"].over == "evidence, the texts"


@pytest.mark.slow
def test_nothing_in_the_data_becomes_code_or_an_address(quality_file: Path) -> None:
    page = quality_file.read_text(encoding="utf-8")
    assert "<script" not in page and "javascript:" not in page and "http" not in page.replace("http-equiv", "")
    assert "\u202e" not in page and "\\u202e" in page
    assert "default-src 'none'" in html.unescape(page) and "script-src" not in page
    assert re.findall(r" (?:on\w+|style|src)=", page) == []


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page_of(RULE) == page_of(RULE)


def test_of_many_failing_rows_the_first_are_listed_and_the_others_counted() -> None:
    page = words_of(page_of(RULE))
    assert "d:19 : bad" in page and "d:20" not in page and "and 10 more" in page and "30 rows" in page


def test_the_verdict_says_whether_the_tables_were_published() -> None:
    good, bad = Check("people", "fine", "critical", "all is well"), failed("people", "x", "critical", "not well")
    assert verdict(Report((good,))).detail == "1 check of tables ran: none found anything."
    assert verdict(Report((good, RULE))).detail == "2 checks of tables ran: none failed, 1 warns."
    assert verdict(Report((good, RULE, bad))).detail == "3 checks of tables ran: 1 failed, 1 warns."
    assert [verdict(Report(checks)).outcome for checks in ((good,), (good, RULE), (bad, RULE))] == [
        "passed", "warning", "failed",
    ]  # fmt: skip


def test_suites_come_in_the_order_of_the_tables_and_rules_last() -> None:
    checks = [Check("package", "files", "critical", ""), Check("evidence", "a", "critical", ""),
              Check("all", "r", "critical", "", kind="rule"), Check("documents", "b", "critical", ""),
              Check("demands", "r2", "critical", "", 1, kind="rule")]  # fmt: skip
    found = suites(checks, {"evidence": 7})
    assert [one.title for one in found] == ["documents", "evidence", "package", "Rules between tables"]
    assert [one.rows for one in found] == [None, 7, None, None] and found[3].failed == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a\nb", "a\\nb"), ("\u202ex", "\\u202ex"), ("é ü", "é ü"), ("\ud800", "\\ud800"), ("a" * 301, "a" * 300 + "…")],
)
def test_signs_that_cannot_be_seen_are_shown(value: str, expected: str) -> None:
    assert shown(value) == expected
