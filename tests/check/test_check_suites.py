"""Expectation suites: derived from the schema, and each kind of expectation names the rows that break it."""

from __future__ import annotations

import datetime
import json
from typing import Any

import polars as pl
import pytest

from pipeline.check.expectations import run_suite
from pipeline.check.report import Check
from pipeline.check.suites import SUITES, read_suite, suite_text
from pipeline.schema import TABLES
from tests.schema.small_dataset import changed, doubled, position

Tables = dict[str, pl.DataFrame]


def test_every_suite_file_is_what_the_schema_gives() -> None:
    assert {path.stem for path in SUITES.glob("*.json")} == set(TABLES)
    for name, table in TABLES.items():
        text = (SUITES / f"{name}.json").read_text(encoding="utf-8")
        assert text == suite_text(table), f"{name}.json differs from the schema: run `python -m pipeline.check`"


def test_every_constraint_of_the_schema_is_expected() -> None:
    for name, table in TABLES.items():
        expected = {(e["type"], e["kwargs"].get("column")) for e in read_suite(name)["expectations"]}
        for column in table.columns:
            for holds, kind in (
                (column.required, "expect_column_values_to_not_be_null"),
                (column.unique, "expect_column_values_to_be_unique"),
                (bool(column.enum), "expect_column_values_to_be_in_set"),
                (bool(column.pattern), "expect_column_values_to_match_regex"),
                (column.minimum is not None, "expect_column_values_to_be_between"),
            ):
                assert ((kind, column.name) in expected) is holds, f"{name}.{column.name}: {kind}"


@pytest.mark.usefixtures("expectations")
def test_good_tables_meet_every_expectation(tables: Tables) -> None:
    for name, table in TABLES.items():
        checks = run_suite(table, tables[name])
        assert len(checks) == len(read_suite(name)["expectations"])
        assert not [check for check in checks if check.count]


SEEDED: list[tuple[str, dict[str, Any], str, str]] = [
    ("documents", {"sha256": "0123"}, "sha256: values_to_match_regex", "critical"),
    ("documents", {"title": ""}, "title: value_lengths_to_be_between", "critical"),
    ("documents", {"title": " Talks"}, "title: values_to_not_match_regex", "warning"),
    ("documents", {"characters": 0}, "characters: values_to_be_between", "critical"),
    ("documents", {"published_basis": "guessed"}, "published_basis: values_to_be_in_set", "critical"),
    ("parties", {"party_id": "Ukraine"}, "party_id: values_to_match_regex", "critical"),
    ("parties", {"type": "kingdom"}, "type: values_to_be_in_set", "critical"),
    ("parties", {"country_code": "UA"}, "country_code: values_to_match_regex", "critical"),
    ("people", {"name": None}, "name: values_to_not_be_null", "critical"),
    ("places", {"latitude": 91.0}, "latitude: values_to_be_between", "critical"),
    ("demands", {"issue": "weather"}, "issue: values_to_be_in_set", "critical"),
    ("demands", {"status": "done"}, "status: values_to_be_in_set", "critical"),
    ("stances", {"cameo_code": "1O54"}, "cameo_code: values_to_match_regex", "critical"),
    ("events", {"event_type": "MEET"}, "event_type: values_to_be_in_set", "critical"),
    ("events", {"date_precision": "hour"}, "date_precision: values_to_be_in_set", "critical"),
    ("evidence", {"confidence": 1.5}, "confidence: values_to_be_between", "critical"),
    ("evidence", {"start": -1}, "start: values_to_be_between", "critical"),
    ("evidence", {"record_type": "rumour"}, "record_type: values_to_be_in_set", "critical"),
]


@pytest.mark.usefixtures("expectations")
@pytest.mark.parametrize(("table", "values", "rule", "severity"), SEEDED, ids=lambda value: str(value)[:60])
def test_a_value_that_breaks_its_column_is_named(
    tables: Tables, table: str, values: dict[str, Any], rule: str, severity: str
) -> None:
    broken = changed(tables, table, 0, **values)
    found = _failed(run_suite(TABLES[table], broken[table]))
    assert [(check.rule, check.severity, check.count) for check in found] == [(rule, severity, 1)]
    [(column, value)] = values.items()
    row = position(broken, table, **values)
    assert found[0].rows[0].record_id == str(broken[table][TABLES[table].primary_key[0]][row])
    assert column in found[0].rows[0].problem and repr(value) in found[0].rows[0].problem


@pytest.mark.usefixtures("expectations")
def test_two_rows_with_one_key_are_named(tables: Tables) -> None:
    found = _failed(run_suite(TABLES["people"], doubled(tables, "people", 0)["people"]))
    assert [(check.rule, check.count) for check in found] == [("person_id: values_to_be_unique", 2)]
    compound = doubled(tables, "demand_addressees", 0)["demand_addressees"]
    found = _failed(run_suite(TABLES["demand_addressees"], compound))
    assert [check.rule for check in found] == ["compound_columns_to_be_unique"]
    assert found[0].rows[0].record_id == "demand:sud-nor-forces-1 party:norland"


@pytest.mark.usefixtures("expectations")
def test_case_69_no_rows_at_all_fail_where_rows_are_needed(tables: Tables) -> None:
    for table in TABLES.values():
        found = _failed(run_suite(table, table.empty()))
        assert [check.rule for check in found] == ([] if table.may_be_empty else ["table_row_count_to_be_between"])


def test_suites_are_plain_json_with_a_reason_and_a_severity() -> None:
    for path in SUITES.glob("*.json"):
        for expectation in json.loads(path.read_text(encoding="utf-8"))["expectations"]:
            assert set(expectation) == {"type", "kwargs", "severity", "meta"}
            assert expectation["severity"] in ("critical", "warning") and expectation["meta"]["why"]


@pytest.mark.usefixtures("expectations")
def test_dates_and_nullable_integers_survive_the_way_into_the_library(tables: Tables) -> None:
    day = datetime.date(1, 1, 1)
    old = changed(tables, "events", 0, date_start=day, date_end=day)
    assert not _failed(run_suite(TABLES["events"], old["events"]))


def _failed(checks: list[Check]) -> list[Check]:
    return [check for check in checks if check.count]
