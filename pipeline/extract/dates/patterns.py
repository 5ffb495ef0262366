"""The patterns of date expressions, the fullest forms first, each with the builder of its meaning.

A pattern names the expression proper `x`; what stands around `x` is a cue that makes a bare number or word a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Literal

from pipeline.extract.dates import builders as build
from pipeline.extract.dates.meaning import Meaning
from pipeline.extract.dates.pieces import (
    COUNTS,
    DASH,
    DAY,
    HOUR,
    NO_PLURAL,
    OPEN,
    PART,
    SHUT,
    TO,
    YEAR,
    any_month,
    count,
    full_months,
    ordinal,
    season_name,
    weekday_name,
    weekdays,
)
from pipeline.extract.dates.words import names, seasons

Kind = Literal["day", "month", "season", "quarter", "year", "decade", "weekday", "unit", "stretch", "later"]
Builder = Callable[[re.Match[str]], Meaning | None]
Row = tuple[Kind, str, Builder]
Pattern = tuple[Kind, re.Pattern[str], Builder]
Look = Callable[[str], bool]
Group = tuple[Look, tuple[Pattern, ...]]
# Every expression that counts from somewhere has one of these in it ("today", "weekend").
UNITS = ("day", "week", "fortnight", "month", "quarter", "year", "decade", "tomorrow", "night", "morning", "afternoon",
         "evening")  # fmt: skip

BEHIND_YEAR = rf"(?:,?\s+(?P<y>{YEAR}){SHUT})"
OF_YEAR = r"(?:,?\s+(?:of\s+)?(?P<shift>last|this|next)\s+year\b)"
OF_SAME_YEAR = r"\s+(?:of\s+)?(?P<shift>last|this|next|that same|the same|that|the following|the previous)\s+year\b"
JOIN = rf"(?P<join>{TO}|\s+and\s+)"
WHICH = (
    r"(?P<which>(?i:last|this past|this coming|this|next|(?:that|the) same month of|that same|the same|that"
    r"|the following|the previous))"
)
WHICH_DAY = (
    r"(?P<which>(?i:last|next|this past|this coming|this|the following|the previous|the preceding|the same"
    r"|that))"
)
WHICH_UNIT = (
    r"(?P<which>(?i:the following|the next|the previous|the preceding|the same|that same|that|earlier that"
    r"|later that))"
)
ABOUT = (
    r"(?P<about>(?i:about|around|some|nearly|almost|over|roughly|approximately|just over|more than|less than"
    r"|at least|up to)\s+)?"
)
UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)s?"
YEAR_CUE = (
    r"\b(?i:in|since|during|of|from|until|till|before|after|by|to|for|late|early|and|around|about|through|year)"
    rf"\s+(?:the\s+year\s+)?(?={YEAR})"
)
OWNER = r"(?:\b(?i:the|its|their|his|her|our|a|this|that|failed)|\w's|s')\s+"


def days() -> list[Row]:
    month, wd = any_month(), rf"(?:(?P<wd>{weekday_name()}),?\s+(?:the\s+)?)?"
    return [
        (
            "day",
            rf"{OPEN}(?P<x>the\s+week\s+of\s+(?P<d>{DAY})\s+(?P<m>{month}){BEHIND_YEAR}?)(?!\w)",
            build.week_of_day,
        ),
        (
            "day",
            rf"{OPEN}(?P<x>the\s+week\s+of\s+(?P<m>{month})\s+(?P<d>{DAY}){SHUT}{BEHIND_YEAR}?)",
            build.week_of_day,
        ),
        (
            "stretch",
            rf"{OPEN}(?P<x>(?P<d1>{DAY}){JOIN}(?P<d2>{DAY})\s+(?:of\s+)?(?P<m>{month}){BEHIND_YEAR}?)(?!\w)",
            build.days_between,
        ),
        (
            "stretch",
            rf"{OPEN}(?P<x>(?P<m>{month})\s+(?P<d1>{DAY}){JOIN}(?P<d2>{DAY}){SHUT}{BEHIND_YEAR}?)",
            build.days_between,
        ),
        (
            "day",
            (
                rf"{OPEN}(?P<x>{wd}(?P<d>{DAY}|{ordinal()})(?:\s+(?:day\s+)?of\s+|\s+|-)(?P<m>{month})"
                rf"(?:{BEHIND_YEAR}|-(?P<y2>{YEAR})|{OF_YEAR})?)(?!\w)"
            ),
            build.single_day,
        ),
        (
            "day",
            (
                rf"{OPEN}(?P<x>{wd}(?P<m>{month})\s+(?:the\s+)?(?P<d>{DAY}){SHUT}{COUNTS}"
                rf"(?:{BEHIND_YEAR}|{OF_YEAR})?)"
            ),
            build.single_day,
        ),
        ("day", rf"{OPEN}(?P<x>(?P<y>{YEAR})-(?P<mm>\d\d)-(?P<d>\d\d))(?:T[\d:.]+Z?)?{SHUT}", build.iso_day),
        ("day", rf"{OPEN}(?P<x>(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<y>{YEAR})){SHUT}", build.numeric_day),
        ("day", rf"{OPEN}(?P<x>(?P<a>\d\d?)\.(?P<b>\d\d?)\.(?P<y>{YEAR})){SHUT}", build.numeric_day),
    ]


def months() -> list[Row]:
    month, full = any_month(), full_months()
    return [
        (
            "stretch",
            rf"{OPEN}(?P<x>(?P<m1>{month})(?:{DASH}|\sto\s|\sthrough\s)(?P<m2>{month}),?\s+(?P<y>{YEAR})){SHUT}",
            build.months_between,
        ),
        ("stretch", rf"{OPEN}(?P<x>(?P<m1>{full}){DASH}(?P<m2>{full}))(?P<y>)(?!\w)", build.months_between),
        ("month", rf"{OPEN}(?P<x>{PART}?(?P<m>{month})(?:\s+of)?,?\s+(?P<y>{YEAR})){SHUT}", build.month_year),
        ("month", rf"{OPEN}(?P<x>{PART}?(?P<m>{full}){OF_SAME_YEAR})", build.bare_month),
        ("month", rf"{OPEN}(?P<x>(?:{PART})?(?:{WHICH}\s+)?(?P<m>{full}))(?P<shift>)(?![\w/]|-\w)", build.bare_month),
    ]


def seasons_and_quarters() -> list[Row]:
    name = season_name()
    behind = rf"(?:\s+(?:of\s+)?(?P<y>{YEAR})|\s+of\s+(?P<shift>last|this|next)\s+year)?"
    return [
        (
            "season",
            (
                rf"{OPEN}(?P<x>{PART}?(?:the\s+)?(?P<s>{name})(?:\s+of)?\s+(?P<y>{YEAR})"
                rf"(?:[-\u2013/](?P<y2>\d\d(?:\d\d)?))?){SHUT}"
            ),
            build.season,
        ),
        ("season", rf"{OPEN}(?P<x>{PART}?(?P<s>{name})\s+(?P<shift>last|this|next)\s+year\b)", build.season),
        ("season", rf"{OPEN}(?P<x>{PART}?{WHICH}\s+(?P<s>{name}))\b(?!-)", build.season),
        (
            "season",
            (
                rf"\b(?:[Ii]n|[Ss]ince)\s+(?P<x>{PART}?(?:the\s+)(?P<s>spring|summer|autumn|winter))\b"
                r"(?!-|\s+(?:of|months?|heat)\b)"
            ),
            build.season,
        ),
        (
            "quarter",
            rf"{OPEN}(?P<x>(?:the\s+)?(?P<q>first|second|third|fourth)\s+quarter{behind}){SHUT}",
            build.quarter,
        ),
        ("quarter", rf"{OPEN}(?P<x>Q(?P<q>[1-4]){behind}){SHUT}", build.quarter),
        ("quarter", rf"{OPEN}(?P<x>(?P<y>{YEAR})[-\s]?Q(?P<q>[1-4]))(?P<shift>){SHUT}", build.quarter),
    ]


def years() -> list[Row]:
    return [
        ("decade", rf"{OPEN}(?P<x>(?:the\s+)?{PART}?(?P<y>(?:1[5-9]|20)\d0)'?s)\b", build.decade),
        (
            "stretch",
            (
                rf"{OPEN}(?P<x>(?:[Bb]etween|[Ff]rom)\s+(?P<y1>{YEAR})\s+(?:and|to|until|through)\s+"
                rf"(?P<y2>{YEAR})){SHUT}{COUNTS}{NO_PLURAL}"
            ),
            build.years_between,
        ),
        (
            "stretch",
            rf"{OPEN}(?P<x>(?P<y1>{YEAR})[-\u2013](?P<y2>{YEAR}|\d\d))(?![-\u2013]){SHUT}{COUNTS}{NO_PLURAL}",
            build.years_between,
        ),
        ("year", rf"{OPEN}(?P<x>{PART}(?P<y>{YEAR})){SHUT}{COUNTS}", build.single_year),
        ("year", rf"{YEAR_CUE}(?P<x>(?P<y>{YEAR})){SHUT}{COUNTS}{NO_PLURAL}", build.single_year),
        ("year", rf"{OWNER}(?P<x>(?P<y>{YEAR}))(?=\s+[A-Za-z]){COUNTS}", build.attributive_year),
        ("year", rf"[A-Za-z]\s\((?P<x>(?P<y>{YEAR}))\)", build.single_year),
        ("year", rf"{OPEN}(?P<x>(?P<y>{YEAR}))'s\b", build.single_year),
    ]


def weekday_rows() -> list[Row]:
    name = weekdays()
    return [
        (
            "stretch",
            rf"{OPEN}(?P<x>(?:(?:[Ff]rom|[Bb]etween)\s+)?(?P<wd1>{name}){JOIN}(?P<wd2>{name}))\b",
            build.weekdays_between,
        ),
        (
            "weekday",
            (
                rf"{OPEN}(?P<x>(?:(?i:early|late|later|earlier)\s+(?:on\s+)?)?(?:{WHICH_DAY}\s+)?"
                rf"(?P<wd>{name}){HOUR}?(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?)"
                r"(?!\w|-\w|'\s|\s+the\s+\d)"
            ),
            build.weekday,
        ),
    ]


def counted() -> list[Row]:
    """Dates that count from the publication or from the date before them."""
    return [
        (
            "unit",
            (
                rf"{OPEN}(?P<x>(?:{PART})?(?P<which>(?i:last|this past|this coming|this|next))\s+"
                r"(?P<unit>week|weekend|month|quarter|year))\b(?!-|\s+of\b)"
            ),
            build.neighbour,
        ),
        (
            "unit",
            (
                rf"{OPEN}(?P<x>(?:the\s+)?(?:end|beginning|start|middle|close)\s+of\s+the\s+"
                r"(?P<unit>week|month|quarter|year))\b"
            ),
            build.end_of_unit,
        ),
        (
            "unit",
            rf"{OPEN}(?P<x>(?i:earlier|early|later|late|sooner)\s+in\s+the\s+(?P<unit>week|month|year))\b",
            build.end_of_unit,
        ),
        ("unit", r"\b(?P<x>(?:[Oo]ver|[Aa]t|[Dd]uring|[Oo]n)\s+the\s+weekend)\b", build.the_weekend),
        (
            "unit",
            (
                rf"{OPEN}(?P<x>the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)"
                rf"|(?:(?i:earlier|later|late|early)\s+)?(?i:today|yesterday|tomorrow){HOUR}?"
                r"|(?i:tonight|last\s+night|this\s+(?:morning|afternoon|evening)))\b(?!-)"
            ),
            build.deictic,
        ),
        (
            "unit",
            (
                rf"{OPEN}{ABOUT}(?P<x>(?P<n>{count()}|(?i:a\s+few|several))[\s-]+{UNIT}\s+"
                r"(?P<way>ago|from\s+now|from\s+today))\b"
            ),
            build.ago,
        ),
        ("unit", rf"\b[Ii]n\s+{ABOUT}(?P<x>(?P<n>{count()})\s+{UNIT}'?s?\s+(?P<way>time))\b", build.ago),
        (
            "later",
            (
                rf"{OPEN}{ABOUT}(?P<x>(?P<n>{count()}|(?i:a\s+few|several))\s+{UNIT}\s+"
                r"(?P<way>later|afterwards|earlier|previously))\b(?!\s+than\b)"
            ),
            build.later,
        ),
        (
            "later",
            (
                rf"{OPEN}(?P<x>{WHICH_UNIT}\s+(?P<unit>day|week|weekend|month|year))\b"
                r"(?!s|-|\s+(?:of|when|that|will|is)\b)"
            ),
            build.following,
        ),
        (
            "later",
            (
                rf"{OPEN}(?P<x>(?i:that|(?:later\s+)?the\s+same)\s+(?:day|morning|afternoon|evening|night))\b"
                r"(?!\s+of\b|-)"
            ),
            build.same_day,
        ),
        ("later", rf"{OPEN}(?P<x>(?i:the day)\s+(?P<side>before|after))(?=[,.;]|$)", build.day_beside),
    ]


@lru_cache(maxsize=1)
def patterns() -> tuple[Group, ...]:
    """All patterns in the order in which they are tried, by groups, each with a first look: whether a text, in lower
    case, has what every expression of the group has in it."""
    month = _any_of({*names("months", "full"), *names("months", "short")})
    digit = re.compile(r"\d").search
    groups: tuple[tuple[Look, list[Row]], ...] = (
        (lambda text: digit(text) is not None or month(text), days()),
        (month, months()),
        (_any_of({*seasons(), "quarter", "q1", "q2", "q3", "q4"}), seasons_and_quarters()),
        (lambda text: digit(text) is not None, years()),
        (_any_of(names("weekdays", "full")), weekday_rows()),
        (_any_of(UNITS), counted()),
    )
    return tuple(
        (look, tuple((kind, re.compile(text), builder) for kind, text, builder in rows)) for look, rows in groups
    )


def _any_of(words: Iterable[str]) -> Look:
    """Whether one of the words stands in a text in lower case, be it within another word."""
    found = tuple(sorted(words))
    return lambda text: any(map(text.__contains__, found))
