"""From a match of a date pattern to what it means; None where the words turn out to be no date.

The groups of a match: `y` year, `m` month, `d` day, `wd` weekday, `s` season, `q` quarter, `n` number, `unit`, `which`
("last", "that"), `shift` ("last year" behind a month), `way` ("ago", "later").
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Literal, cast

from pipeline.extract.dates.meaning import (
    DayInYear,
    Days,
    Fixed,
    Later,
    LaterMonth,
    LaterWeekday,
    Meaning,
    MonthInYear,
    Shift,
    Stretch,
    Unit,
    Unknown,
    Weekday,
    Weekend,
    month_of,
    months_from,
    one_day,
    week_of,
    year_of,
)
from pipeline.extract.dates.pieces import month_number, weekday_number
from pipeline.extract.dates.words import number, seasons


def day_of(year: str | None, month: int, day: str, weekday: str | None) -> Meaning:
    """A day with or without its year; Unknown when the calendar has no such day or the weekday contradicts it."""
    value = number(day)
    assert value is not None
    wanted = weekday_number(weekday) if weekday else None
    if not year:
        return DayInYear(month, value, wanted) if value <= 29 or month != 2 else Unknown()
    try:
        found = date(int(year), month, value)
    except ValueError:
        return Unknown()
    return Fixed(one_day(found)) if wanted in (None, found.isoweekday()) else Unknown()


def days_between(match: re.Match[str]) -> Meaning | None:
    month, year = month_number(match["m"]), match["y"]
    first, last = number(match["d1"]), number(match["d2"])
    if first is None or last is None or first >= last or (match["join"].strip() == "and" and last != first + 1):
        return None
    return Stretch(day_of(year, month, match["d1"], None), day_of(year, month, match["d2"], None))


def single_day(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    shift = {"last": -1, "this": 0, "next": 1}.get((groups.get("shift") or "").lower())
    meaning = day_of(groups.get("y") or groups.get("y2"), month_number(match["m"]), match["d"], groups.get("wd"))
    if shift is not None and isinstance(meaning, DayInYear):
        return replace(meaning, shift=shift, basis="relative")
    return meaning


def iso_day(match: re.Match[str]) -> Meaning | None:
    if not 1 <= int(match["mm"]) <= 12:
        return None
    return day_of(match["y"], int(match["mm"]), match["d"], None)


def numeric_day(match: re.Match[str]) -> Meaning | None:
    """12/08/2025 may be August or December: it resolves only when one order is possible, or both are the same day."""
    a, b = int(match["a"]), int(match["b"])
    if a > 12 >= b >= 1:
        return day_of(match["y"], b, match["a"], None)
    if b > 12 >= a >= 1 or a == b <= 12:
        return day_of(match["y"], a, match["b"], None)
    return Unknown() if 1 <= a <= 12 and 1 <= b <= 12 else None


def month_year(match: re.Match[str]) -> Meaning | None:
    return Fixed(month_of(int(match["y"]), month_number(match["m"])))


def bare_month(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    which = (groups.get("which") or "").lower().split()
    month, word = month_number(match["m"]), which[-1] if which else ""
    if word == "of":
        return LaterMonth(month)
    if word in {"that", "same"}:
        return LaterMonth(month)
    if word in {"following", "previous"}:
        return Unknown("relative")
    shift = (groups.get("shift") or "").lower()
    if shift in {"last", "this", "next"}:
        return MonthInYear(month, shift={"last": -1, "this": 0, "next": 1}[shift], basis="relative")
    if shift:
        counts = {"same": 0, "that": 0, "following": 1, "previous": -1}
        return LaterMonth(month, shift=counts[shift.split()[-1]])
    if word in {"last", "past"}:
        return MonthInYear(month, which="last", basis="relative")
    if word in {"next", "coming"}:
        return MonthInYear(month, which="next", basis="relative")
    return MonthInYear(month, which="this", basis="relative") if word == "this" else MonthInYear(month)


def months_between(match: re.Match[str]) -> Meaning | None:
    first, last, year = month_number(match["m1"]), month_number(match["m2"]), match["y"]
    if year:
        start = int(year) - (first > last)
        return Stretch(Fixed(month_of(start, first)), Fixed(month_of(int(year), last)))
    return Stretch(MonthInYear(first), MonthInYear(last))


def single_year(match: re.Match[str]) -> Meaning | None:
    return Fixed(year_of(int(match["y"])))


def years_between(match: re.Match[str]) -> Meaning | None:
    first = int(match["y1"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first // 100 * 100 + int(match["y2"])
    return Fixed(Days(date(first, 1, 1), date(last, 12, 31), "year")) if first < last <= first + 200 else None


def decade(match: re.Match[str]) -> Meaning | None:
    first = int(match["y"])
    return Fixed(Days(date(first, 1, 1), date(first + 9, 12, 31), "decade")) if first % 100 else None


def quarter(match: re.Match[str]) -> Meaning | None:
    count = number(match["q"])
    if count is None or not 1 <= count <= 4:
        return None
    month, shift = 3 * count - 2, {"last": -1, "this": 0, "next": 1}.get((match["shift"] or "").lower())
    if match["y"]:
        return Fixed(months_from(int(match["y"]), month, 3, "quarter"))
    if shift is not None:
        return MonthInYear(month, 3, "quarter", shift=shift, basis="relative")
    return MonthInYear(month, 3, "quarter")


def season(match: re.Match[str]) -> Meaning | None:
    """A season with its year. A winter named by one year may be either of two: no answer."""
    groups = match.groupdict()
    month, shift = seasons()[match["s"].lower()], {"last": -1, "next": 1}.get((groups.get("shift") or "").lower())
    which = (groups.get("which") or "").lower().split()
    if groups.get("y2"):
        first = int(match["y"])
        right = month == 12 and int(match["y2"]) % 100 == (first + 1) % 100
        return Fixed(months_from(first, 12, 3, "quarter")) if right else Unknown()
    if groups.get("y"):
        return Unknown() if month == 12 else Fixed(months_from(int(match["y"]), month, 3, "quarter"))
    if month == 12 and (shift is not None or which[-1:] in (["that"], ["same"])):
        return Unknown("relative")
    if shift is not None:
        return MonthInYear(month, 3, "quarter", shift=shift, basis="relative")
    word = which[-1] if which else ""
    if word in {"that", "same"}:
        return LaterMonth(month, 3, "quarter")
    if word in {"last", "past"}:
        return MonthInYear(month, 3, "quarter", "last", basis="relative")
    if word in {"next", "coming"}:
        return MonthInYear(month, 3, "quarter", "next", basis="relative")
    return MonthInYear(month, 3, "quarter", "this" if word == "this" else "", basis="relative")


def weekday(match: re.Match[str]) -> Meaning | None:
    day, which = weekday_number(match["wd"]), (match["which"] or "").lower().split()
    week = (match["week"] or "").lower()
    if week:
        return Weekday(day, weeks={"last": -1, "this": 0, "next": 1}[week])
    word = which[-1] if which else ""
    if word in {"following", "previous", "preceding"}:
        return LaterWeekday(day, 1 if word == "following" else -1)
    if word in {"that", "same"}:
        return Unknown("relative")
    if word == "past":
        return Weekday(day, weeks=None, which="last")
    if word == "coming":
        return Weekday(day, which="")
    if word == "last":
        return Weekday(day, which="last")
    if word == "next":
        return Weekday(day, which="next")
    return Weekday(day, which="this" if word == "this" else "")


def weekdays_between(match: re.Match[str]) -> Meaning | None:
    first, last = weekday_number(match["wd1"]), weekday_number(match["wd2"])
    if first == last or ("and" in match["join"] and last % 7 != first % 7 + 1 and not (first == 7 and last == 1)):
        return None
    return Stretch(Weekday(first), Weekday(last))


def neighbour(match: re.Match[str]) -> Meaning | None:
    """ "last week", "this month", "next year", "this weekend"."""
    word, unit = match["which"].lower().split()[-1], match["unit"].lower()
    if unit == "weekend":
        weekend: Literal["last", "this", "next"] = (
            "last" if word in {"last", "past"} else "next" if word == "next" else "this"
        )
        return Weekend(weekend)
    if word in {"past", "coming"}:
        return None
    return Shift(cast(Unit, unit), {"last": -1, "this": 0, "next": 1}[word])


def the_weekend(match: re.Match[str]) -> Meaning | None:
    """ "over the weekend": the last or the next, by tense."""
    return Weekend()


def end_of_unit(match: re.Match[str]) -> Meaning | None:
    """ "the end of the year": the unit of the publication."""
    return Shift(cast(Unit, match["unit"].lower()), 0)


def deictic(match: re.Match[str]) -> Meaning | None:
    text = " ".join(match["x"].lower().split())
    if "before yesterday" in text:
        return Shift("day", -2)
    if "after tomorrow" in text:
        return Shift("day", 2)
    if "yesterday" in text or "last night" in text:
        return Shift("day", -1)
    if "tomorrow" in text:
        return Shift("day", 1)
    return Shift("day", 0, "document" if "today" in text else "relative")


def ago(match: re.Match[str]) -> Meaning | None:
    count = number(match["n"])
    if count is None or match["about"]:
        return Unknown("relative")
    unit = match["unit"].lower()
    if unit == "fortnight":
        unit, count = "week", 2 * count
    if unit == "decade":
        return Unknown("relative")
    sign = -1 if match["way"].lower() == "ago" else 1
    return Shift(cast(Unit, unit), sign * count)


def later(match: re.Match[str]) -> Meaning | None:
    count = number(match["n"])
    unit = match["unit"].lower()
    if count is None or match["about"] or unit in {"decade", "fortnight"}:
        return Unknown("relative")
    return Later(cast(Unit, unit), count if match["way"].lower() in {"later", "afterwards"} else -count)


def following(match: re.Match[str]) -> Meaning | None:
    word = match["which"].lower().split()[-1]
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(word, 0)
    return Later(cast(Unit, match["unit"].lower()), step)


def same_day(match: re.Match[str]) -> Meaning | None:
    return Later("day", 0)


def day_beside(match: re.Match[str]) -> Meaning | None:
    return Later("day", 1 if match["side"].lower() == "after" else -1)


def week_of_day(match: re.Match[str]) -> Meaning | None:
    if not match["y"]:
        return Unknown("document")
    try:
        return Fixed(week_of(date(int(match["y"]), month_number(match["m"]), number(match["d"]) or 0)))
    except ValueError:
        return Unknown()


def attributive_year(match: re.Match[str]) -> Meaning | None:
    """ "the 2014 accord" is a year, "the 2000 troops" a count: a round number before a plural is no year."""
    rest = match.string[match.end("x") :].split(None, 1)[0]
    plural = rest.rstrip(",.;:").endswith("s")
    return None if plural and match["y"].endswith("00") else single_year(match)
