"""What is derived follows the corrected values."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.corrections import parse_corrections, resolve_corrected
from pipeline.errors import InputError
from pipeline.model import Claims
from pipeline.resolve import LastRelease
from tests.corrections.test_applying import END, Tables, build, only
from tests.resolve.telling import two_states

JULY, AUGUST = date(2025, 7, 1), date(2025, 8, 1)


def told(document_id: str, day: date, words: str, action: str = "release") -> Claims:
    one = two_states(document_id, day)
    one.demand("d", "rus", "ukr", words, action=action, terms=tuple(words.split()[1:]))
    return one.tell()


def asked(tables: Tables, content: str) -> str:
    return str(only(tables, "demands", content=content)["demand_id"])


def set_(record: str, values: str, expect: str) -> str:
    return f"- set: {record}\n  values: {{{values}}}\n  expect: {{{expect}}}{END}"


def test_a_corrected_content_renews_act_and_numbers_and_the_change() -> None:
    texts = told("a", JULY, "release 900 prisoners"), told("b", AUGUST, "release 500 prisoners")
    plain = build("", *texts)
    assert only(plain, "demand_changes")["change"] == "narrowed"
    record = asked(plain, "release 500 prisoners")
    text = set_(record, "content: release 1500 prisoners", "content: release 500 prisoners")
    fixed = build(text, *texts, last=plain)
    row = only(fixed, "demands", demand_id=record)
    assert (row["content"], row["act"]) == ("release 1500 prisoners", "release 1500 prisoner")
    assert only(fixed, "demand_quantities", demand_id=record)["low"] == 1500
    assert only(fixed, "demand_changes")["change"] == "widened"
    again = build(text, *texts, last=fixed)
    assert all(again[name].equals(fixed[name]) for name in fixed)
    back = build("", *texts, last=fixed)
    assert all(back[name].equals(plain[name]) for name in fixed)


def test_a_negation_comes_with_the_content_and_what_the_sentence_negates_stays_so() -> None:
    def negated(words: str, negated: bool, to: str) -> str:
        one = two_states("a", AUGUST)
        one.demand("d", "rus", "ukr", words, negated=negated)
        plain = build("", one.tell())
        text = set_(asked(plain, words), f"content: {to}", f"content: {words}")
        return str(only(build(text, one.tell()), "demands")["act"])

    assert negated("deploy troops", False, "not deploy troops") == "not deploy troop"
    assert negated("attack Oslo", True, "attack the port") == "not attack port"
    assert negated("not deploy troops", True, "deploy troops") == "deploy troop"


def test_a_corrected_condition_softens() -> None:
    texts = told("a", JULY, "withdraw troops", "withdraw"), told("b", AUGUST, "withdraw troops", "withdraw")
    plain = build("", *texts)
    assert only(plain, "demand_changes")["change"] == "repeated"
    record = asked(plain, "withdraw troops")
    fixed = build(set_(record, "condition_text: if 40 ships leave", "content: withdraw troops"), *texts, last=plain)
    assert only(fixed, "demand_quantities")["quantity_text"] == "40 ships"


def test_a_corrected_issue_undoes_a_change_between_two_demands() -> None:
    texts = told("a", JULY, "release 900 prisoners"), told("b", AUGUST, "release 500 prisoners")
    plain = build("", *texts)
    text = set_(asked(plain, "release 500 prisoners"), "issue: economy", "issue: forces")
    assert build(text, *texts, last=plain)["demand_changes"].height == 0


def test_a_stance_that_is_set_to_withdrawn_is_a_demand_dropped() -> None:
    first, later = two_states("a", JULY), two_states("b", AUGUST)
    first.demand("d", "rus", "ukr")
    later.demand("d", "rus", "ukr")
    later.stance("d", "rus", "criticised")
    texts = first.tell(), later.tell()
    plain = build("", *texts)
    stance = only(plain, "stances", stance="criticised")["stance_id"]
    fixed = build(set_(stance, "stance: withdrawn", "stance: criticised"), *texts, last=plain)
    assert "dropped" in fixed["demand_changes"]["change"].to_list()
    assert only(fixed, "demands")["status"] == "withdrawn"


def test_values_are_derived_from_what_is_left_when_another_record_is_dropped() -> None:
    texts = told("a", JULY, "release 900 prisoners"), told("b", AUGUST, "release 500 prisoners")
    plain = build("", *texts)
    gone, kept = asked(plain, "release 900 prisoners"), asked(plain, "release 500 prisoners")
    text = f"- drop: {gone}\n  expect: {{issue: forces}}{END}" + set_(kept, "issue: economy", "issue: forces")
    fixed = build(text, *texts, last=plain)
    assert fixed["demands"]["demand_id"].to_list() == [kept] and fixed["demand_changes"].height == 0


def test_the_act_itself_is_not_set() -> None:
    plain = build("")
    text = set_(asked(plain, "halt mobilisation"), "act: stop", "issue: forces")
    with pytest.raises(InputError, match="it is derived from the content"):
        resolve_corrected([], LastRelease(), parse_corrections(text, "f.yml"))
