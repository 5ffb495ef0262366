"""Who makes a demand and of whom: what follows when a person changes it."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.demands.sides import with_sides
from pipeline.model import Claims
from tests.corrections.test_applying import END, build, only
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
