"""What makes two claims one demand, who made it, and where it stands by the answers to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipeline.model import Claims
from tests.resolve.telling import AUGUST, column, resolve, rows, two_states


def test_the_same_demand_in_two_documents_is_one_row_with_stances_of_each() -> None:
    told = [two_states("a", AUGUST), two_states("b", date(2025, 7, 1))]
    for one, words in zip(told, ("halt all mobilisation", "halt mobilisation"), strict=True):
        one.demand("d", "rus", "ukr", words, action="halt", terms=("mobilisation",))
    tables = resolve([one.tell() for one in told])
    assert column(tables, "demands", "content") == ["halt mobilisation"]  # the older text words it
    assert column(tables, "stances", "document_id") == ["a", "b"] or column(tables, "stances", "document_id") == [
        "b",
        "a",
    ]
    assert tables["evidence"].filter(pl.col("record_type") == "demand").height == 2


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "condition"}, {"issue": "arms"}, {"claimants": ("ukr",), "addressees": ("rus",)}, {"addressees": ()},
        {"action": "stop"}, {"terms": ("recruitment",)}, {"condition_text": "if talks fail"}, {"negated": True},
    ],
)  # fmt: skip
def test_another_claim_key_is_another_demand(other: dict[str, Any]) -> None:
    told = two_states("a")
    told.demand("d", "rus", "ukr")
    told.demand("e", "rus", "ukr", **other)
    assert resolve([told.tell()])["demands"].height == 2


def test_order_of_terms_and_spacing_of_the_condition_do_not_matter() -> None:
    told = two_states("a")
    told.demand("d", "rus ukr", "", terms=("a", "b"), condition_text="if talks  fail,")
    told.demand("e", "ukr rus", "", terms=("b", "a"), condition_text="If talks\nfail")
    assert resolve([told.tell()])["demands"].height == 1


def test_each_claimant_makes_the_demand_even_when_no_stance_is_told() -> None:
    told = two_states("a")
    told.demand("d", "rus ukr", kind="offer")
    told.stance("d", "rus", "offered")
    stances = {(row["party_id"], row["stance"]) for row in rows(resolve([told.tell()]), "stances")}
    assert stances == {("party:rus", "offered"), ("party:ukr", "offered")}


def test_nobody_demands_of_themselves() -> None:
    told = two_states("a")
    told.demand("d", "rus", "rus ukr")
    assert column(resolve([told.tell()]), "demand_addressees", "party_id") == ["party:ukr"]


def test_a_stance_told_twice_in_a_text_is_one_row_with_two_pieces_of_evidence() -> None:
    told = two_states("a")
    told.demand("d", "rus", "ukr")
    told.stance("d", "ukr", "rejected")
    told.stance("d", "ukr", "rejected")
    tables = resolve([told.tell()])
    assert column(tables, "stances", "stance").count("rejected") == 1
    assert tables["evidence"].filter(pl.col("record_type") == "stance").height == 3


def test_stances_carry_their_cameo_code_and_only_their_own_date() -> None:
    told = two_states("a", AUGUST)
    told.demand("d", "rus", "ukr", issue="sanctions")
    told.stance("d", "ukr", "rejected", day=date(2025, 7, 30))
    found = {row["stance"]: row for row in rows(resolve([told.tell()]), "stances")}
    assert (found["rejected"]["cameo_code"], found["rejected"]["stance_date"]) == ("1244", date(2025, 7, 30))
    assert (found["made"]["cameo_code"], found["made"]["stance_date"]) == ("1054", None)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], "open"),
        ([("ukr", "rejected")], "rejected"),
        ([("ukr", "accepted")], "accepted"),
        ([("ukr", "accepted_conditionally"), ("ukr", "countered"), ("usa", "endorsed")], "open"),
        ([("usa", "rejected")], "open"),  # not the one who is asked
        ([("fra", "accepted"), ("fra", "rejected")], "open"),
        ([("ukr", "rejected"), ("ukr", "accepted")], "accepted"),  # the last word counts
        ([("ukr", "rejected"), ("ukr", "accepted_conditionally")], "rejected"),
        ([("rus", "withdrawn")], "withdrawn"),
        ([("ukr", "rejected"), ("rus", "withdrawn")], "withdrawn"),
        ([("ukr", "accepted"), ("usa", "fulfilled")], "fulfilled"),
    ],
)
def test_status_follows_the_stances(answers: list[tuple[str, str]], expected: str) -> None:
    told = two_states("a")
    told.party("usa")
    told.party("fra")
    told.demand("d", "rus", "ukr")
    for party, stance in answers:
        told.stance("d", party, stance)
    assert column(resolve([told.tell()]), "demands", "status") == [expected]


def test_a_demand_of_two_that_one_accepts_and_one_rejects_is_contested() -> None:
    told = two_states("a")
    told.party("usa")
    told.demand("d", "rus", "ukr usa")
    told.stance("d", "ukr", "rejected")
    told.stance("d", "usa", "accepted")
    assert column(resolve([told.tell()]), "demands", "status") == ["contested"]


def test_an_offer_or_a_demand_of_nobody_is_rejected_by_anybody() -> None:
    told = two_states("a")
    told.party("fra")
    told.demand("d", "fra", "ukr", kind="offer")
    told.demand("e", "fra", "")
    told.stance("d", "rus", "rejected")
    told.stance("e", "rus", "rejected")
    assert column(resolve([told.tell()]), "demands", "status") == ["rejected", "rejected"]


def test_a_joint_commitment_is_accepted_by_those_who_make_it() -> None:
    told = two_states("a")
    told.demand("d", "rus ukr", kind="offer")
    told.stance("d", "rus", "accepted")
    told.stance("d", "ukr", "accepted")
    assert column(resolve([told.tell()]), "demands", "status") == ["accepted"]


def test_the_newest_document_has_the_last_word() -> None:
    def told(name: str, published: date | None, stance: str) -> Claims:
        one = two_states(name, published)
        one.demand("d", "rus", "ukr")
        one.stance("d", "ukr", stance)
        return one.tell()

    late = told("a", date(2025, 9, 1), "accepted")
    early = told("b", AUGUST, "rejected")
    undated = told("c", None, "rejected")
    assert column(resolve([late, early, undated]), "demands", "status") == ["accepted"]


def test_a_demand_made_again_after_its_withdrawal_is_open() -> None:
    first, second = two_states("a", AUGUST), two_states("b", date(2025, 9, 1))
    for told in (first, second):
        told.demand("d", "rus", "ukr")
    first.stance("d", "rus", "withdrawn")
    assert column(resolve([first.tell()]), "demands", "status") == ["withdrawn"]
    assert column(resolve([first.tell(), second.tell()]), "demands", "status") == ["open"]
