"""Weekdays take their direction from the tense of their clause, and resolve only when the publication settles them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipeline.model import Interval
from tests.extract.date_claims import claims, published, shown

NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS = [date(2025, 8, 11) + timedelta(n) for n in range(7)]
PAST = [
    "The ministers met in Doha on {}.",
    "Russia rejected the plan on {}.",
    "On {}, the army shelled the port.",
    "The deal was signed on {} by both sides.",
    "He has been in Cairo, where he spoke on {}, for weeks.",
    "The union said {} that it accepts the offer.",
    "The truce, agreed on {}, has held.",
    "The airline feeds the war, according to a tweet on {} by the minister.",
    "They met for a summit where on {} Presidents Ada Moreno of Peru and Ion Dalca of Chad signed the accord.",
]
FUTURE = [
    "The ministers will meet in Doha on {}.",
    "Both leaders are set to meet on {} in Alaska.",
    "The talks resume on {} in Geneva.",
    "The envoy plans to fly to Cairo on {}.",
    "The vote is scheduled for {}.",
    "Ireland has invited both sides to Dublin on {}.",
    "A round of talks is to be held on {}.",
    "The parties would meet again on {}, she said.",
]


def on_or_before(day: date, weekday: int) -> date:
    return day - timedelta((day.weekday() - weekday) % 7)


def on_or_after(day: date, weekday: int) -> date:
    return day + timedelta((weekday - day.weekday()) % 7)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_case_51_all_98_weekday_sentences_are_right(day: date) -> None:
    """7 days of publication x 7 weekdays x past and future, a template for each weekday turn by turn."""
    for number, name in enumerate(NAMES):
        template = (number + day.weekday()) % 7
        for sentence, right in ((PAST[template], on_or_before), (FUTURE[template], on_or_after)):
            found = claims(sentence.format(name), Interval(day, day))
            assert shown(found) == f"{name} {right(day, number)}", sentence.format(name)


@pytest.mark.parametrize("template", PAST + FUTURE)
def test_every_template_is_read_in_its_tense(template: str) -> None:
    right = on_or_before if template in PAST else on_or_after
    for number, name in enumerate(NAMES):
        assert shown(claims(template.format(name), published("2025-08-14"))) == (
            f"{name} {right(date(2025, 8, 14), number)}"
        )


def test_weekday_without_publication_date_stays_unresolved() -> None:
    assert shown(claims("They are set to meet on Friday.", None)) == "Friday -"


def test_weekday_resolves_when_every_day_of_the_publication_gives_the_same() -> None:
    known = published("2025-08-09", "2025-08-15")
    assert shown(claims("Both leaders are set to meet on Friday in Alaska.", known)) == "Friday 2025-08-15"


def test_weekday_stays_unresolved_when_days_of_the_publication_disagree() -> None:
    assert shown(claims("They are set to meet on Friday.", published("2025-08-09", "2025-08-16"))) == "Friday -"
    assert shown(claims("They met on Friday.", published("2025-08-09", "2025-08-15"))) == "Friday -"


def test_weekday_named_on_its_own_day_is_that_day() -> None:
    friday = published("2025-08-15")
    assert shown(claims("They met on Friday.", friday)) == "Friday 2025-08-15"
    assert shown(claims("They will meet on Friday.", friday)) == "Friday 2025-08-15"


def test_last_and_next_resolve_only_where_both_readings_agree() -> None:
    thursday = published("2025-08-14")
    assert shown(claims("They met last Friday.", thursday)) == "last Friday 2025-08-08"
    assert shown(claims("They met last Tuesday.", thursday)) == "last Tuesday -"
    assert shown(claims("They will meet next Tuesday.", thursday)) == "next Tuesday 2025-08-19"
    assert shown(claims("They will meet next Friday.", thursday)) == "next Friday -"


@pytest.mark.parametrize(
    "sentence",
    [
        "Macron urged Israel to leave on Monday.",  # urged on Monday, or to leave on Monday
        "Ireland invited both sides to Dublin on Friday.",
        "Talks on Monday.",
    ],
)
def test_weekday_whose_clause_may_look_either_way_stays_unresolved(sentence: str) -> None:
    assert all(claim.first is None for claim in claims(sentence, published("2025-08-14")))


def test_date_behind_a_verb_of_saying_belongs_to_the_saying() -> None:
    thursday = published("2025-08-14")
    assert shown(claims("Putin said in Sochi on Tuesday he would go.", thursday)) == "Tuesday 2025-08-12"
    assert shown(claims("Putin told reporters on Tuesday he would go.", thursday)) == "Tuesday 2025-08-12"
    assert shown(claims("Putin said Friday's talks would go ahead.", thursday)) == "Friday 2025-08-15"
    assert shown(claims("Putin said the talks on Friday would go ahead.", thursday)) == "Friday 2025-08-15"


def test_date_of_a_plan_that_was_dropped_does_not_look_ahead() -> None:
    thursday = published("2025-08-14")
    assert shown(claims("The visit, scheduled for Tuesday, was cancelled.", thursday)) == "Tuesday -"
    assert shown(claims("The visit, scheduled for 14-16 July, was cancelled.", thursday)) == (
        "14-16 July 2025-07-14/2025-07-16"
    )


def test_headline_infinitive_looks_ahead_and_present_tense_is_left_open() -> None:
    thursday = published("2025-08-14")
    assert shown(claims("Trump to meet Putin on Friday", thursday, "title")) == "Friday 2025-08-15"
    assert shown(claims("China votes down plan on Tuesday", thursday, "title")) == "Tuesday -"
