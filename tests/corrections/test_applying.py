"""Corrections over three builds, each of which continues the one before."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipeline.corrections import parse_corrections, resolve_corrected
from pipeline.errors import InputError
from pipeline.model import Claims
from pipeline.resolve import LastRelease
from pipeline.schema import TABLES
from tests.resolve.telling import two_states

END = "\n  reason: misread\n  by: A. Reader\n  on: 2026-01-15\n"
Tables = dict[str, pl.DataFrame]


def article(document_id: str = "a", words: str = "halt mobilisation") -> Claims:
    told = two_states(document_id, date(2025, 8, 1))
    told.person("Ada Moss", "rus")
    told.role("Ada Moss", "rus", "President")
    told.place("Oslo")
    told.demand("d", "rus", "ukr", words)
    told.stance("d", "ukr", "rejected", "Ada Moss")
    told.event("e", "rus ukr", date(2025, 8, 15), place="Oslo")
    return told.tell()


def build(text: str, *claims: Claims, last: Tables | None = None) -> Tables:
    entries = parse_corrections(text, "f.yml") if text else []
    return resolve_corrected(claims or [article()], LastRelease(last or {}), entries).tables


def only(tables: Tables, table: str, **where: Any) -> dict[str, Any]:
    (row,) = tables[table].filter(**where).to_dicts()
    return dict(row)


def same(one: Tables, other: Tables) -> bool:
    return all(one[name].equals(other[name]) for name in TABLES)


def set_issue(record: str, to: str = "sanctions") -> str:
    return f"- set: {record}\n  values: {{issue: {to}}}\n  expect: {{issue: forces}}{END}"


def test_a_set_value_stands_over_three_builds_and_shows_in_the_evidence() -> None:
    plain = build("")
    record = only(plain, "demands")["demand_id"]
    first = build(set_issue(record), last=plain)
    assert only(first, "demands")["issue"] == "sanctions"
    assert set(first["stances"]["cameo_code"]) != set(plain["stances"]["cameo_code"])
    shown = only(first, "evidence", record_id=record)
    assert (shown["method"], shown["confidence"]) == ("correction", 1.0)
    row = only(first, "corrections")
    assert (row["action"], row["record_id"], row["column_name"]) == ("set", record, "issue")
    assert (row["value_before"], row["value_after"], row["file"], row["line"]) == ("forces", "sanctions", "f.yml", 1)
    second = build(set_issue(record), last=first)
    assert same(first, second)
    assert same(build("", last=second), plain)


def test_a_stance_that_is_set_renews_the_status_of_its_demand() -> None:
    plain = build("")
    stance = only(plain, "stances", stance="rejected")["stance_id"]
    text = f"- set: {stance}\n  values: {{stance: accepted}}\n  expect: {{stance: rejected}}{END}"
    fixed = build(text, last=plain)
    assert only(fixed, "demands")["status"] == "accepted"
    assert same(build(text, last=fixed), fixed)


def test_a_quote_given_for_a_value_is_evidence() -> None:
    record = only(build(""), "demands")["demand_id"]
    text = set_issue(record).replace("\n  by:", "\n  document: a\n  quote: Ada Moss\n  by:")
    shown = only(build(text), "evidence", record_id=record, method="correction")
    assert (shown["quote"], shown["document_id"], shown["confidence"]) == ("Ada Moss", "a", 1.0)
    with pytest.raises(InputError, match="does not say 'Bob'"):
        build(text.replace("quote: Ada Moss", "quote: Bob"))


@pytest.mark.parametrize(("text", "message"), [
    (set_issue("ID", "forces"), "it changes nothing"),
    (set_issue("ID").replace("expect: {issue: forces}", "expect: {issue: other}"), "`forces` stands there now"),
    (set_issue("demand:none"), "no record has or had the id demand:none"),
    (f"- drop: demand:none\n  expect: {{issue: forces}}{END}", "no record has or had"),
    (f"- drop: ID\n  expect: {{issue: other}}{END}", "`forces` stands there now"),
    (f"- flag: demand:none{END}", "no record has or had"),
    (f"- flag: ID\n  expect: {{issue: other}}{END}", "stands there now"),
    (f"- merge: [ID, demand:none]{END}", "no record has or had the id demand:none"),
    (f"- apart: [ID, demand:none]{END}", "no record has or had"),
])  # fmt: skip
def test_what_does_not_fit_stops_the_build_with_file_and_line(text: str, message: str) -> None:
    record = only(build(""), "demands")["demand_id"]
    with pytest.raises(InputError, match=rf"corrections/f\.yml, line 1: .*{message}"):
        build(text.replace("ID", record))


def test_an_id_of_another_table_is_checked() -> None:
    event = only(build(""), "events")["event_id"]
    text = f"- set: {event}\n  values: {{place_id: 'place:rome'}}\n  expect: {{status: occurred}}{END}"
    with pytest.raises(InputError, match="is not in places"):
        build(text)


def test_a_dropped_demand_and_its_stances_stay_away_and_leave_tombstones() -> None:
    plain = build("")
    record = only(plain, "demands")["demand_id"]
    text = f"- drop: {record}\n  expect: {{issue: forces}}{END}"
    first = build(text, last=plain)
    assert first["demands"].height == first["stances"].height == 0
    assert only(first, "id_tombstones", old_id=record)["reason"] == "dropped: misread"
    reasons = first["id_tombstones"].filter(record_type="stance")["reason"].to_list()
    assert reasons == [f"went with {record}, which was dropped: misread"] * 2
    assert only(first, "corrections")["value_before"] == "rus wants halt mobilisation"
    assert same(build(text, last=first), first)
    assert same(build("", last=first), plain)
    assert only(build(text), "id_tombstones", old_id=record)["first_quote"] == "halt mobilisation"


@pytest.mark.parametrize("table", ["parties", "people", "roles", "places", "stances", "events"])
def test_any_kind_of_record_can_be_dropped(table: str) -> None:
    plain = build("")
    key = TABLES[table].primary_key[0]
    row = plain[table].filter(stance="rejected").to_dicts()[0] if table == "stances" else plain[table].to_dicts()[-1]
    column = {"stances": "stance", "events": "status", "roles": "role_text"}.get(table, "name")
    text = f"- drop: {row[key]}\n  expect: {{{column}: {row[column]}}}{END}"
    first = build(text, last=plain)
    assert row[key] not in first[table][key].to_list()
    assert row[key] in first["id_tombstones"]["old_id"].to_list()
    assert same(build(text, last=first), first)


def test_a_demand_is_not_left_without_a_claimant() -> None:
    stance = only(build(""), "stances", stance="made")["stance_id"]
    with pytest.raises(InputError, match="drop the demand instead"):
        build(f"- drop: {stance}\n  expect: {{stance: made}}{END}")


def test_merged_parties_stay_one_when_the_second_is_but_a_redirect() -> None:
    def told() -> Claims:
        one = two_states("a", date(2025, 8, 1))
        one.party("kremlin", "the Kremlin")
        one.demand("d", "kremlin", "ukr")
        return one.tell()

    plain = build("", told())
    text = f"- merge: [party:rus, party:kremlin]{END}"
    first = build(text, told(), last=plain)
    assert first["parties"]["party_id"].to_list() == ["party:rus", "party:ukr"]
    leads = only(first, "id_redirects", old_id="party:kremlin")
    assert (leads["new_id"], leads["reason"]) == ("party:rus", "misread")
    second = build(text, told(), last=first)
    assert same(second, first)
    assert only(second, "corrections")["other_id"] == "party:kremlin"
    alone = build(text, told())
    assert only(alone, "id_redirects", old_id="party:kremlin")["first_quote"] == "the Kremlin"


def test_a_flag_is_published_and_changes_nothing() -> None:
    plain = build("")
    record = only(plain, "demands")["demand_id"]
    first = build(f"- flag: {record}\n  column: issue{END}", last=plain)
    assert only(first, "corrections")["value_before"] == "forces"
    assert all(first[name].equals(plain[name]) for name in TABLES if name != "corrections")
