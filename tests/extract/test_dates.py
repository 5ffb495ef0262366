"""Dates in documents: exact spans, dates that count from the one before, years that come from a story."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.dates import dates_in, dates_in_text
from pipeline.extract.dates.grammar import expressions
from pipeline.extract.dates.words import listed, names, number
from pipeline.extract.folding import fold
from pipeline.model import DateClaim, Interval, Span
from tests.extract.date_claims import claims, published, read, shown

THURSDAY = published("2025-08-14")
WORDS = [
    "on",
    "in",
    "since",
    "before",
    "Friday",
    "Monday",
    "May",
    "March",
    "12",
    "2022",
    "August",
    "Aug.",
    "the",
    "and",
    "to",
    "-",
    "–",
    "last",
    "next",
    "week",
    "year",
    "three",
    "days",
    "later",
    "ago",
    "1970s",
    "quarter",
    "of",
    "Q3",
    "early",
    "mid-",
    "12th",
    "(",
    ")",
    ",",
    ".",
    "2014–2022",
    "yesterday",
    "weekend",
    "summer",
    "31",
    "30",
    "February",
    "0",
    "9999",
    "following",
    "day",
    "that",
    "between",
    "from",
    "until",
    "winter",
    "first",
]


def test_span_is_exact_in_text_with_soft_hyphens_and_odd_spaces() -> None:
    text = "They met on 12\u00a0Au\u00ad\n gust  2025 in Doha."
    [claim] = [c for found in [dates_in(s, None) for s in read(text.replace("\n", " "), None).sentences] for c in found]
    assert claim.span.of(text.replace("\n", " ")) == "12\u00a0Au\u00ad  gust  2025"
    assert claim.text == "12 August 2025"


def test_following_day_counts_from_the_date_before_it() -> None:
    text = "The army struck on 3 May 2021. The following day it apologised. Three days later it withdrew."
    assert shown(claims(text, None)) == (
        "3 May 2021 2021-05-03; The following day 2021-05-04; Three days later 2021-05-07"
    )


def test_following_day_counts_from_the_main_clause() -> None:
    text = "On 2 June 2025 they denounced the pact that X signed on 3 May 2024. The following day X answered."
    assert shown(claims(text, None)).endswith("The following day 2025-06-03")


def test_following_day_without_a_date_before_it_stays_unresolved() -> None:
    assert shown(claims("The following day it apologised.", THURSDAY)) == "The following day -"


def test_date_before_may_be_handed_in() -> None:
    [sentence] = read("A week earlier it had apologised.", None).sentences
    day = date(2021, 5, 3)
    after = DateClaim(Span(0, 5), "3 May", day, day, "day", "explicit")
    assert shown(list(dates_in(sentence, None, after))) == "A week earlier 2021-04-26/2021-05-02"


def test_day_cannot_be_counted_from_a_year() -> None:
    assert shown(claims("War broke out in 2011. The following day he fled.", None)) == "2011 2011; The following day -"


def test_years_count_from_a_year() -> None:
    assert shown(claims("It was signed in 2014. Two years later it broke.", None)) == "2014 2014; Two years later 2016"


def test_story_of_long_ago_gives_its_year_to_the_months_that_follow() -> None:
    text = "On 3 February 1997 a trawler was boarded.\nIn April a cut was proposed. On 2 July two men were expelled."
    assert shown(claims(text, published("1999-11-06"))) == (
        "3 February 1997 1997-02-03; April 1997-04; 2 July 1997-07-02"
    )


def test_month_after_an_old_date_in_the_news_is_left_open() -> None:
    text = "Russia invaded in February 2022. In June it offered a truce. On Monday it struck again."
    assert shown(claims(text, THURSDAY)) == "February 2022 2022-02; June -; Monday 2025-08-11"


def test_old_date_in_a_far_paragraph_leaves_the_news_its_year() -> None:
    text = "Russia invaded in February 2022.\nTalks failed.\nNothing moved.\nIn June it offered a truce on a Monday."
    assert "June 2025-06" in shown(claims(text.replace(" on a Monday", " and met yesterday"), THURSDAY))


def test_dateline_is_no_date_of_the_sentence() -> None:
    assert shown(claims("GENEVA, 12 August 2025 - Talks broke down on Tuesday.", THURSDAY)) == "Tuesday 2025-08-12"


def test_day_without_year_takes_the_nearest_year_that_its_tense_allows() -> None:
    january = published("2025-01-10")
    assert shown(claims("They met on December 4.", january)) == "December 4 2024-12-04"
    assert shown(claims("They will meet on December 4.", january)) == "December 4 2025-12-04"
    assert shown(claims("As recently as December 4 it was clear.", published("1975-12-07"))) == (
        "December 4 1975-12-04"
    )


def test_weekday_picks_the_year_of_a_day_without_year() -> None:
    assert shown(claims("They met on Tuesday, 12 August.", THURSDAY)) == "Tuesday, 12 August 2025-08-12"
    assert shown(claims("They met on Monday, 12 August.", THURSDAY)) == "Monday, 12 August 2024-08-12"
    assert shown(claims("They met on Friday, 12 August.", THURSDAY)) == "Friday, 12 August -"


def test_today_in_a_quotation_is_the_day_of_the_speaker() -> None:
    assert shown(claims('"Today we stand together," he said yesterday.', THURSDAY)) == ("Today -; yesterday 2025-08-13")


def test_seed_weekday_and_month_resolve_from_the_interval_of_its_publication() -> None:
    text = "They are set to meet on Friday. His demands were outlined in a June draft peace plan."
    assert shown(claims(text, published("2025-08-09", "2025-08-15"))) == "Friday 2025-08-15; June 2025-06"


def test_name_of_an_attack_is_left_to_the_reader() -> None:
    assert shown(claims("The September 11 attacks changed that.", THURSDAY)) == "September 11 -"


def test_basis_tells_where_the_date_comes_from() -> None:
    found = claims("On 1 May 2024, on 2 June and on Monday they met today.", THURSDAY)
    assert [claim.basis for claim in found] == ["explicit", "document", "relative", "document"]


def test_unresolved_claim_keeps_its_words_and_has_no_basis() -> None:
    [claim] = claims("They must leave by Friday.", THURSDAY)
    assert (claim.text, claim.first, claim.last, claim.precision, claim.basis) == ("by Friday", None, None, None, None)


def test_publication_longer_than_a_year_settles_nothing_relative() -> None:
    assert shown(claims("They met on 4 June and in 2020.", published("2020-01-01", "2024-01-01"))) == (
        "4 June -; 2020 2020"
    )


def test_tables_are_complete() -> None:
    assert sorted(names("months", "full").values()) == list(range(1, 13))
    assert sorted(names("weekdays", "full").values()) == list(range(1, 8))
    assert (number("twelve"), number("third"), number("22nd"), number("banana")) == (12, 3, 22, None)
    assert "attack" in listed("calendar_names", "anniversary noun")


@pytest.mark.parametrize(
    "published_on",
    [None, THURSDAY, published("2025-08-09", "2025-08-15"), published("0001-01-01"), published("9999-12-31")],
)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_case_55_any_words_give_ordered_exact_repeatable_dates(published_on: Interval | None, text: str) -> None:
    for tense in ("past", "future", "unknown"):
        found = dates_in_text(text, published_on, tense)
        assert found == dates_in_text(text, published_on, tense)
        ends = 0
        for expression, days in found:
            assert ends <= expression.start < expression.end <= len(text)
            ends = expression.end
            assert days is None or days.first <= days.last


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_a_crash(text: str) -> None:
    for expression in expressions(fold(text, Span(0, len(text))).text if text else ""):
        assert expression.start < expression.end


@given(
    st.dates(date(1800, 1, 1), date(2100, 12, 31)),
    st.sampled_from(
        ["{d.day} {m} {d.year}", "{m} {d.day}, {d.year}", "{d:%Y-%m-%d}", "the {d.day}th of {m}, {d.year}"]
    ),
)
@settings(max_examples=200, deadline=None)
def test_every_day_of_the_calendar_is_read_in_every_form(day: date, form: str) -> None:
    month = next(name.capitalize() for name, n in names("months", "full").items() if n == day.month)
    [(_, days)] = dates_in_text("They met on " + form.format(d=day, m=month) + ".", None)
    assert days and (days.first, days.last, days.precision) == (day, day, "day")


@given(
    st.dates(date(1900, 1, 2), date(2100, 1, 1)), st.integers(0, 40), st.sampled_from(["Friday", "June", "12 March"])
)
@settings(max_examples=150, deadline=None)
def test_interval_answers_only_what_each_of_its_days_answers(first: date, length: int, words: str) -> None:
    def answer(known: Interval) -> object:
        [(_, days)] = dates_in_text(f"They met on {words}", known, "past")
        return days

    single = {answer(Interval(first + timedelta(n), first + timedelta(n))) for n in range(length + 1)}
    whole = answer(Interval(first, first + timedelta(length)))
    assert whole == (single.pop() if len(single) == 1 else None)


def test_case_52_no_clock_is_read() -> None:
    from pathlib import Path

    import pipeline.extract.dates as package

    for path in Path(package.__file__).parent.glob("*.py"):
        assert not re.search(r"\b(?:today|now|utcnow|time)\(", path.read_text(encoding="utf-8")), path
