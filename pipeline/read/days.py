"""Whole dates as publishers write them: in metadata (ISO and EDTF) and on a line of their own in the text."""

from __future__ import annotations

import calendar
import re
from datetime import date

from pipeline.model import Interval
from pipeline.reference_tables import table_rows


def _numbers(table: str) -> dict[str, int]:
    """Names of months or weekdays, folded, with their numbers (1 for January and Monday)."""
    return {row["name"].casefold(): int(row["number"]) for row in table_rows(table)}


MONTHS = _numbers("months")
WEEKDAYS = _numbers("weekdays")

ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d:\d\d.*)?)?)?")
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_WEEKDAY = r"(?:\b(?P<weekday>" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\b\.?,?\s+)?(?:the\s+)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)\b"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}\b{_MONTH}\s+{_DAY},?\s+{_YEAR}",  # Wednesday, November 28, 2007
        rf"{_WEEKDAY}\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",  # 28 November 2007
        rf"\b{_YEAR}-(?P<month>\d\d)-{_DAY}(?:T\d\d:\d\d\S*)?",  # 2007-11-28
    )
)


def parse_published(text: str) -> Interval:
    """The days that an ISO date, a year, a month or an EDTF interval of these stands for.

    `2025-08-09`, `2025-08`, `2025`, `2025-08-09/2025-08-15`, `2025-08-09T10:00Z` (the day counts).
    Raises ValueError for anything else and for an interval that ends before it begins.
    """
    parts = text.strip().split("/")
    if len(parts) > 2:
        raise ValueError("more than one slash")
    days = [_iso(part) for part in parts]
    found = Interval(days[0].first, days[-1].last)
    if found.first > found.last:
        raise ValueError("ends before it begins")
    return found


def _iso(text: str) -> Interval:
    match = ISO.fullmatch(text.strip())
    if not match:
        raise ValueError("no ISO date")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return Interval(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return Interval(date(year, month, day), date(year, month, day))


def find_day(text: str) -> tuple[int, int, date | None] | None:
    """The first whole date (day, month, year) in `text`: its start, its end and the day.

    The day is None when there is no such day or its weekday disagrees: then nobody knows which part is wrong.
    """
    for form in FORMS:
        match = form.search(text)
        if not match:
            continue
        named = match.groupdict()
        month = named["month"].casefold()
        try:
            day = date(int(named["year"]), int(month) if month.isdigit() else MONTHS[month], int(named["day"]))
        except ValueError:
            return match.start(), match.end(), None
        weekday = named.get("weekday")
        agrees = not weekday or WEEKDAYS[weekday.casefold()] == day.isoweekday()
        return match.start(), match.end(), day if agrees else None
    return None
