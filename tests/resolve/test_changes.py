"""How a party's demand comes back in a later document, and where it stands then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from pipeline.check.rules import run_rules
from pipeline.model import Claims, Evidence, Interval
from pipeline.resolve import resolve
from pipeline.resolve.changes import change_rows
from pipeline.resolve.restating import numbers
from tests.resolve.telling import Telling, two_states

FIRST, SECOND, THIRD = date(2025, 8, 1), date(2025, 8, 8), date(2025, 8, 15)


def text(
    document_id: str, published: date | None, words: str = "", by: str = "rus", of: str = "ukr", **more: Any
) -> Telling:
    """A document in which one party demands something in these words."""
    told = two_states(document_id, published)
    if words:
        told.demand("d", by, of, words, **{"terms": terms(words), "action": words.split()[0], **more})
    return told


def terms(words: str) -> tuple[str, ...]:
    """The content words, as the extraction gives them."""
    small = {"a", "the", "of", "from", "to", "on", "in", "and", "its", "by", "all", "for", "at"}
    return tuple(sorted({one.strip(",") for one in words.split()[1:]} - small))


def changes(*told: Telling) -> list[dict[str, Any]]:
    tables = resolve([one.tell() for one in told]).tables
    rows = tables["demand_changes"].to_dicts()
    assert [check.count for check in run_rules(tables, None, frozenset({"changes_go_forward"}))] == [0]
    return rows


def kinds(*told: Telling) -> list[str]:
    return sorted(row["change"] for row in changes(*told))


def test_a_demand_stated_again_is_repeated_with_the_words_of_both_texts() -> None:
    told = [text("a", FIRST, "halt mobilisation"), text("b", SECOND, "halt mobilisation")]
    tables = resolve([one.tell() for one in told]).tables
    (row,) = tables["demand_changes"].to_dicts()
    where = dict(zip(tables["evidence"]["evidence_id"], tables["evidence"]["document_id"], strict=True))
    assert (row["change"], row["later_demand_id"], row["party_id"]) == ("repeated", None, "party:rus")
    assert (where[row["earlier_evidence_id"]], where[row["later_evidence_id"]]) == ("a", "b")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("release 250 prisoners", "release 100 prisoners", "narrowed"),
        ("release 100 prisoners", "release 1,200 prisoners", "widened"),
        ("release 250 prisoners", "release 100 wounded prisoners", "narrowed"),
        ("release prisoners", "release 100 prisoners", "narrowed"),
        ("release 100 prisoners", "release prisoners", "widened"),
        ("pay 5 million dollars", "pay 800,000 dollars", "narrowed"),
        ("withdraw troops from Elm, Oak and Ash", "withdraw troops from Elm", "narrowed"),
        ("withdraw troops from Elm", "withdraw troops from Elm and Oak", "widened"),
        ("withdraw troops from Oak", "withdraw troops from Elm and Oak", "widened"),
        ("lift sanctions", "lift sanctions on grain", "narrowed"),
        ("withdraw troops", "withdraw all troops", "widened"),
        ("withdraw all troops immediately", "withdraw troops", "repeated"),
        ("lift sanctions gradually", "lift sanctions", "hardened"),
        ("lift sanctions", "lift sanctions gradually", "softened"),
        ("withdraw troops", "withdraw troops immediately", "hardened"),
        ("slow mobilisation", "slow mobilisation by Friday", "hardened"),
        ("slow the filling of the reservoir", "stop the filling of the reservoir", "hardened"),
        ("stop the filling of the reservoir", "reduce the filling of the reservoir", "softened"),
        ("free prisoners within 30 days", "free prisoners", "softened"),
        ("release 900 prisoners", "free 500 detainees", "narrowed"),  # synonyms
        ("withdraw troops from Elm", "pull soldiers from Elm", "repeated"),
        ("slow the filling of the lake until autumn comes", "stop filling the lake", "hardened"),
        ("halt mobilisation", "halt mobilisation until talks begin", "softened"),
        (
            "inquiry into the fire at the harbour",
            "inquiry covering every fire, not just the fire at the harbour",
            "widened",
        ),
        ("station guards at Elm only", "station guards along the entire coast", "widened"),
        ("station guards along the entire coast", "station guards at Elm and nowhere else", "narrowed"),
        ("leave Elm and for flow of 400 cubic metres at Oak", "flow of 300 cubic metres", "narrowed"),
        ("flow of 300 cubic metres", "keep flow of 260 cubic metres at the Oak dam", "narrowed"),
    ],
)
def test_another_form_of_the_same_act_is_typed_by_what_differs(before: str, after: str, expected: str) -> None:
    assert kinds(text("a", FIRST, before), text("b", SECOND, after)) == [expected]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("withdraw troops from Elm", "withdraw troops from Oak"),  # another place
        ("withdraw troops from Elm and Oak", "withdraw troops from Oak and Ash"),  # neither more nor less
        ("release prisoners", "release funds"),
        ("let every one of the 1,200 prisoners go", "1,200 prisoners"),  # told in short
        ("ceasefire", "truce of 30 days"),  # a synonym alone is too little
        ("halt mobilisation until talks begin", "halt mobilisation"),  # more, or told in short
        ("station guards at Elm only", "station guards at Oak"),
        ("inquiry into the fire at the harbour", "aid for every town, not just the capital"),
        ("a truce of 30 days", "keep prisoners of Elm harbour 20 days"),  # days are in common, nothing else
        ("free 900 prisoners and for a flow of 400 cubic metres", "pay 300 dollars for a flow"),
        ("release prisoners", "stop shelling"),
        ("a 30-day ceasefire", "a 6-week pause"),
        ("lift sanctions on grain", "lift sanctions"),  # wider, or told in short
        ("open the border", "open the border to trucks that carry wheat from harbour stores"),  # too much else
    ],
)  # fmt: skip
def test_another_demand_is_no_change(before: str, after: str) -> None:
    assert kinds(text("a", FIRST, before), text("b", SECOND, after)) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"condition_text": "if talks resume"}, ["softened"]),
        ({"condition_text": "if talks resume"}, {}, ["hardened"]),
        ({"condition_text": "if talks resume"}, {"condition_text": "if talks resume and grain moves"}, ["softened"]),
        (
            {"condition_text": "if talks resume"},
            {"condition_text": "once grain moves"},
            [],
        ),  # neither weaker nor stronger
        ({"condition_text": "if they so wish"}, {}, ["repeated"]),  # a condition that leaves all as it is
        ({}, {"condition_text": "where possible"}, ["repeated"]),
        ({}, {"negated": True}, ["contradicted"]),
        ({"kind": "offer"}, {"kind": "refusal"}, ["contradicted"]),
        ({"kind": "demand"}, {"kind": "refusal"}, []),  # what the other should do, and what one would not do oneself
        ({"kind": "demand"}, {"kind": "condition"}, ["repeated"]),
        ({}, {"addressees": ()}, ["repeated"]),
        ({}, {"issue": "arms"}, ["repeated"]),  # the issue is only read otherwise
        ({}, {"issue": "environment"}, []),
        ({}, {"claimants": ("ukr",), "addressees": ("rus",)}, []),  # another party's demand
    ],
)
def test_conditions_polarity_and_kind(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert (
        kinds(text("a", FIRST, "halt mobilisation", **before), text("b", SECOND, "halt mobilisation", **after))
        == expected
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("frame:demand", "frame:ask-for", "softened"), ("frame:request-noun", "frame:insist-on", "hardened"),
     ("frame:demand", "frame:want", "repeated"), ("frame:want", "obligation-reported", "repeated")],
)  # fmt: skip
def test_from_demanding_to_asking(before: str, after: str, expected: str) -> None:
    told = [text("a", FIRST, "halt mobilisation"), text("b", SECOND, "halt mobilisation")]
    for one, method in zip(told, (before, after), strict=True):
        claim = one.claims["demands"][0]
        said: Evidence = claim.evidence[0]
        one.claims["demands"] = [replace(claim, evidence=(replace(said, method=method),))]
    assert kinds(*told) == [expected]


def test_an_undated_text_is_later_than_none() -> None:
    assert kinds(text("a", FIRST, "halt mobilisation"), text("b", None, "halt mobilisation")) == []


def test_two_texts_of_one_day_are_not_one_later_than_the_other() -> None:
    assert kinds(text("a", FIRST, "halt mobilisation"), text("b", FIRST, "halt mobilisation")) == []


def test_texts_that_may_be_of_one_day_are_not_one_later_than_the_other() -> None:
    told = [text("a", FIRST, "halt mobilisation").tell(), text("b", SECOND, "halt mobilisation").tell()]
    told[0] = replace(told[0], document=replace(told[0].document, published=Interval(FIRST, SECOND)))
    assert resolve(told).tables["demand_changes"].height == 0


def test_each_restatement_is_compared_with_the_newest_before_it() -> None:
    told = [text("a", FIRST, "release 300 prisoners"), text("b", SECOND, "release 200 prisoners"),
            text("c", THIRD, "release 250 prisoners")]  # fmt: skip
    assert kinds(*told) == ["narrowed", "widened"]
    expected = resolve([one.tell() for one in told]).tables["demand_changes"]
    for order in permutations(told):
        assert resolve([one.tell() for one in order]).tables["demand_changes"].equals(expected)


def test_a_form_that_the_later_text_states_as_well_was_not_changed() -> None:
    later = text("b", SECOND, "release 300 prisoners")
    later.demand("e", "rus", "ukr", "release 100 prisoners", terms=("100", "prisoners"), action="release")
    assert kinds(text("a", FIRST, "release 300 prisoners"), later) == ["repeated"]


def test_copies_of_one_story_restate_nothing() -> None:
    told = [text("a", FIRST, "halt mobilisation").tell(), text("b", SECOND, "halt mobilisation").tell(),
            text("c", THIRD, "halt mobilisation").tell()]  # fmt: skip
    assert [row["later_evidence_id"] for row in _rows(told, {"a": "a", "b": "a", "c": "a"})] == []
    assert len(_rows(told, {"a": "a", "b": "a", "c": "c"})) == 1
    assert len(_rows(told, {"a": "a", "b": "b", "c": "b"})) == 1


def _rows(told: list[Claims], clusters: dict[str, str]) -> list[dict[str, Any]]:
    """The changes when these documents are copies of these."""
    from pipeline.resolve.demands import told_demands

    found = resolve(told)
    place = ("record_id", "document_id", "start", "end")
    passages = {tuple(row[name] for name in place): row["evidence_id"] for row in found.tables["evidence"].to_dicts()}
    wanted = told_demands(told, found.ids["party"])
    stances = found.tables["stances"].to_dicts()
    return change_rows(told, wanted, found.ids["demand"], stances, passages, clusters)  # type: ignore[arg-type]


def test_each_claimant_of_a_joint_demand_restates_it() -> None:
    told = [text("a", FIRST, "halt mobilisation", "rus ukr", ""), text("b", SECOND, "halt mobilisation", "rus ukr", "")]
    assert [row["party_id"] for row in changes(*told)] and kinds(*told) == ["repeated", "repeated"]


def test_what_two_asked_jointly_and_one_asks_alone_is_compared_for_that_one() -> None:
    joint = text("a", FIRST, "release 900 prisoners", by="rus fra")
    joint.party("fra")
    alone = text("b", SECOND, "release 500 prisoners")
    assert [(row["party_id"], row["change"]) for row in changes(joint, alone)] == [("party:rus", "narrowed")]
    again = text("c", THIRD, "release 900 prisoners", by="rus fra")
    again.party("fra")
    found = {(row["party_id"], row["change"]) for row in changes(joint, alone, again)}
    assert found == {("party:rus", "narrowed"), ("party:rus", "repeated"), ("party:fra", "repeated")}


def test_what_one_asked_and_both_then_undertake_in_part_is_narrowed() -> None:
    later = text("b", SECOND, "release 900 prisoners", "rus ukr", "", kind="offer")
    assert kinds(text("a", FIRST, "release 1,000 prisoners"), later) == ["narrowed"]


# --- withdrawal ----------------------------------------------------------------------------------------------------


def withdrawal(document_id: str, published: date, day: date | None = None) -> Telling:
    told = text(document_id, published, "halt mobilisation")
    told.stance("d", "rus", "withdrawn", day=day)
    return told


def test_a_demand_that_is_withdrawn_is_dropped_in_the_words_that_say_so() -> None:
    told = [text("a", FIRST, "halt mobilisation"), withdrawal("b", SECOND)]
    tables = resolve([one.tell() for one in told]).tables
    (row,) = tables["demand_changes"].to_dicts()
    quotes = dict(zip(tables["evidence"]["evidence_id"], tables["evidence"]["quote"], strict=True))
    assert (row["change"], quotes[row["later_evidence_id"]]) == ("dropped", "rus withdrawn")
    assert tables["demands"]["status"].to_list() == ["withdrawn"]


def test_a_demand_that_is_dropped_in_other_words_is_dropped() -> None:
    made = text("a", FIRST, "pay 200 million dollars for damage", issue="economy")
    dropped = text("b", SECOND, "pay 200 million dollars", issue="economy", of="")
    dropped.stance("d", "rus", "withdrawn")
    (row,) = changes(made, dropped)
    assert row["change"] == "dropped" and row["later_demand_id"] not in (None, row["demand_id"])
    other = text("b", SECOND, "lift tariffs", issue="economy", of="")
    other.stance("d", "rus", "withdrawn")
    assert kinds(made, other) == []


def test_a_withdrawal_told_twice_is_one_change() -> None:
    assert kinds(text("a", FIRST, "halt mobilisation"), withdrawal("b", SECOND), withdrawal("c", THIRD)) == ["dropped"]


def test_a_demand_first_told_by_its_withdrawal_did_not_change() -> None:
    assert kinds(withdrawal("b", SECOND)) == []


def test_a_demand_made_again_after_its_withdrawal_is_both_dropped_and_repeated() -> None:
    told = [text("a", FIRST, "halt mobilisation"), withdrawal("b", SECOND), text("c", THIRD, "halt mobilisation")]
    assert kinds(*told) == ["dropped", "repeated"]
    assert status(*told) == "open"


# --- status over documents -----------------------------------------------------------------------------------------


def status(*told: Telling) -> str:
    tables = resolve([one.tell() for one in told]).tables
    assert [check.count for check in run_rules(tables, None, frozenset({"status_follows_stances"}))] == [0]
    (found,) = tables["demands"]["status"].to_list()
    return str(found)


def answered(document_id: str, published: date, stance: str, party: str = "ukr") -> Telling:
    told = text(document_id, published, "halt mobilisation")
    told.stance("d", party, stance)
    return told


def test_a_withdrawal_with_a_day_of_its_own_still_counts() -> None:
    assert status(text("a", FIRST, "halt mobilisation"), withdrawal("b", THIRD, day=SECOND)) == "withdrawn"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("rejected", "accepted", "accepted"),
        ("accepted", "rejected", "rejected"),
        ("rejected", "accepted_conditionally", "open"),
        ("accepted", "undecided", "open"),
        ("rejected", "countered", "rejected"),
        ("fulfilled", "made", "open"),
        ("rejected", "made", "rejected"),  # to say it again takes no rejection away
    ],
)
def test_status_follows_the_latest_stance(first: str, second: str, expected: str) -> None:
    later = text("b", SECOND, "halt mobilisation") if second == "made" else answered("b", SECOND, second)
    assert status(answered("a", FIRST, first), later) == expected


def test_numbers_are_read_with_what_they_count() -> None:
    assert numbers("pay $1.5 million and free 1,200 prisoners") == {"USD": 1_500_000, "prisoner": 1200}
    assert numbers("a truce of thirty days") == {"day": 30}
    assert numbers("leave by 5 May 2031 or within 10 days") == {}
    assert numbers("100 wounded prisoners") == {"prisoner": 100}
    assert numbers("") == {}
