"""Who makes a demand and of whom: what follows when a person changes it."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.errors import InputError
from pipeline.extract.demands.sides import with_sides
from pipeline.model import Claims
from pipeline.schema import TABLES
from tests.corrections.test_applying import END, Tables, build, only
from tests.resolve.telling import Telling

Sides = tuple[list[str], list[str]]
RU, UK, US = "Russia", "Ukraine", "United States"


@pytest.mark.parametrize(("summary", "before", "after", "expected"), [
    ("Russia and Ukraine offer to halt.", ([RU, UK], []), ([RU], []), "Russia offers to halt."),
    ("Russia offers to halt.", ([RU], []), ([RU, UK], []), "Russia and Ukraine offer to halt."),
    ("Russia demands that Ukraine halt.", ([RU], [UK]), ([US], [UK]), "The United States demands that Ukraine halt."),
    ("The United States demands that Ukraine halt.", ([US], [UK]), ([RU], [UK]), "Russia demands that Ukraine halt."),
    ("Russia demands that Ukraine halt.", ([RU], [UK]), ([RU], [US]), "Russia demands that the United States halt."),
    ("Russia demands that Ukraine halt.", ([RU], [UK]), ([RU], []), "Russia calls on others to halt."),
    ("Russia calls on others to halt.", ([RU], []), ([RU], [UK]), "Russia demands that Ukraine halt."),
    ("Russia demands that Ukraine not fire.", ([RU], [UK]), ([RU], []), "Russia calls on others not to fire."),
    ("Russia demands from Ukraine a truce.", ([RU], [UK]), ([RU], []), "Russia demands a truce."),
    ("Russia demands a truce.", ([RU], []), ([RU], [UK]), "Russia demands from Ukraine a truce."),
    ("Russia demands that ports be opened.", ([RU], []), ([RU], [UK]), "Russia demands that ports be opened."),
    ("Russia warns Ukraine against war.", ([RU], [UK]), ([RU], [US]), "Russia warns the United States against war."),
    ("Russia offers Ukraine to halt.", ([RU], [UK]), ([RU], []), "Russia offers to halt."),
    ("Russia offers this: it halts.", ([RU], []), ([RU], [UK]), "Russia offers this: it halts."),
    ("Russia makes it a condition that others halt.", ([RU], []), ([RU], [UK]),
     "Russia makes it a condition that Ukraine halt."),
    ("Russia makes it a condition for Ukraine: a truce.", ([RU], [UK]), ([RU], []),
     "Russia makes it a condition: a truce."),
    ("Words of a reader.", ([RU], [UK]), ([US], []), "Words of a reader."),
])  # fmt: skip
def test_a_summary_names_the_sides_that_are_left(summary: str, before: Sides, after: Sides, expected: str) -> None:
    assert with_sides(summary, before, after) == expected


def joint() -> Claims:
    told = Telling("a", date(2025, 8, 1))
    for party in ("rus", "ukr", "usa"):
        told.party(party)
    told.demand("d", "rus ukr", kind="offer", summary="Russia and Ukraine offer to halt mobilisation.")
    for party in ("rus", "ukr"):
        told.stance("d", party, "offered")
        told.stance("d", party, "accepted")
    return told.tell()


def test_summary_and_status_follow_what_remains_when_a_joint_offer_loses_a_side() -> None:
    plain = build("", joint())
    assert only(plain, "demands")["status"] == "accepted"
    gone = plain["stances"].filter(party_id="party:ukr").to_dicts()
    text = "".join(f"- drop: {row['stance_id']}\n  expect: {{stance: {row['stance']}}}{END}" for row in gone)
    fixed = build(text, joint(), last=plain)
    assert sorted(fixed["stances"]["stance"]) == ["accepted", "offered"]
    row = only(fixed, "demands")
    assert (row["summary"], row["status"]) == ("Russia offers to halt mobilisation.", "accepted")
    assert build(text, joint(), last=fixed)["demands"].equals(fixed["demands"])


def test_a_dropped_addressee_leaves_the_summary() -> None:
    told = Telling("a", date(2025, 8, 1))
    for party in ("rus", "ukr", "usa"):
        told.party(party)
    told.demand("d", "rus", "ukr usa", summary="Russia demands that Ukraine and the United States halt mobilisation.")
    fixed = build(f"- drop: party:usa\n  expect: {{name: United States}}{END}", told.tell())
    assert only(fixed, "demands")["summary"] == "Russia demands that Ukraine halt mobilisation."


def asks(document_id: str = "a") -> Claims:
    told = Telling(document_id, date(2025, 8, 1))
    for party in ("rus", "ukr", "usa", "fra"):
        told.party(party)
    told.demand("d", "rus", "ukr", summary="Russia demands that Ukraine halt mobilisation.")
    told.stance("d", "usa", "accepted")
    told.stance("d", "ukr", "rejected")
    return told.tell()


def sides(record: str, values: str, expect: str) -> str:
    return f"- set: {record}\n  values: {{{values}}}\n  expect: {{{expect}}}{END}"


def unchanged(one: Tables, other: Tables) -> bool:
    return all(one[name].equals(other[name]) for name in TABLES)


def test_addressees_are_set_and_what_is_derived_follows_over_three_builds() -> None:
    plain = build("", asks())
    record = only(plain, "demands")["demand_id"]
    text = sides(record, "addressees: ['party:usa']", "addressees: ['party:ukr']")
    first = build(text, asks(), last=plain)
    assert first["demand_addressees"]["party_id"].to_list() == ["party:usa"]
    row = only(first, "demands")
    assert (row["demand_id"], row["status"]) == (record, "accepted")
    assert row["summary"] == "Russia demands that the United States halt mobilisation."
    told = only(first, "corrections")
    assert (told["column_name"], told["value_before"], told["value_after"]) == ("addressees", "party:ukr", "party:usa")
    assert only(first, "evidence", record_id=record)["method"] == "correction"
    assert unchanged(build(text, asks(), last=first), first)
    assert unchanged(build(text, asks()), first)
    assert unchanged(build("", asks(), last=first), plain)


def test_nobody_is_asked_when_the_list_is_empty() -> None:
    record = only(build("", asks()), "demands")["demand_id"]
    first = build(sides(record, "addressees: []", "addressees: 'party:ukr'"), asks())
    assert first["demand_addressees"].height == 0 and only(first, "corrections")["value_after"] is None
    assert only(first, "demands")["summary"] == "Russia calls on others to halt mobilisation."
    assert only(first, "demands")["status"] == "contested"


def test_claimants_are_set_and_the_stances_that_make_the_demand_follow_over_three_builds() -> None:
    plain = build("", asks(), asks("b"))
    record = only(plain, "demands")["demand_id"]
    text = sides(record, "claimants: 'party:usa; party:fra'", "claimants: ['party:rus']")
    first = build(text, asks(), asks("b"), last=plain)
    made = first["stances"].filter(stance="made")
    assert sorted(made["party_id"]) == ["party:fra", "party:fra", "party:usa", "party:usa"]
    evidence = first["evidence"].filter(record_id=made["stance_id"][0]).to_dicts()
    assert [(row["quote"], row["method"]) for row in evidence] == [("halt mobilisation", "correction")]
    assert only(first, "demands")["summary"] == "France and the United States demand that Ukraine halt mobilisation."
    gone = plain["stances"].filter(stance="made")["stance_id"].to_list()
    assert sorted(first["id_tombstones"]["old_id"]) == sorted(gone)
    assert unchanged(build(text, asks(), asks("b"), last=first), first)
    back = build("", asks(), asks("b"), last=first)
    assert back["stances"].equals(plain["stances"]) and back["demands"].equals(plain["demands"])
    assert sorted(back["id_tombstones"]["old_id"]) == sorted(made["stance_id"])


def test_claimants_of_a_joint_offer_keep_its_acceptance() -> None:
    record = only(build("", joint()), "demands")["demand_id"]
    fixed = build(sides(record, "claimants: ['party:rus']", "claimants: ['party:rus', 'party:ukr']"), joint())
    assert sorted(fixed["stances"]["stance"]) == ["accepted", "offered"]
    assert only(fixed, "demands")["status"] == "accepted"
    fixed = build(sides(record, "claimants: ['party:rus', 'party:usa']", "kind: offer"), joint())
    assert sorted(fixed["stances"].filter(party_id="party:usa")["stance"]) == ["accepted", "offered"]


@pytest.mark.parametrize(("values", "expect", "message"), [
    ("addressees: ['party:usb']", "kind: demand", "no party has the id party:usb; did you mean party:usa"),
    ("addressees: ['party:ukr']", "kind: demand", "it changes nothing: `addressees: party:ukr` stands there already"),
    ("addressees: ['party:usa']", "addressees: []", "expected `addressees: nothing` at .* `party:ukr` stands there"),
    ("addressees: ['party:rus']", "kind: demand", "party:rus would demand of itself"),
    ("claimants: []", "kind: demand", "`claimants` may not be empty"),
    ("addressees: [[1]]", "kind: demand", "must be a single value"),
    ("addressees: 3", "kind: demand", "takes a list of party ids"),
])  # fmt: skip
def test_sides_that_cannot_be_set_stop_the_build_with_file_and_line(values: str, expect: str, message: str) -> None:
    record = only(build("", asks()), "demands")["demand_id"]
    with pytest.raises(InputError, match=rf"corrections/f\.yml, line \d: .*{message}"):
        build(sides(record, values, expect), asks())
