"""What a date expression means: a function from the day of publication, the tense and the date before it to days.

The publication's day is asked day by day when only an interval is known (`resolve`): an answer counts only if all of
its days give the same. Nothing here reads a clock. Weeks run from Monday to Sunday.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

from pipeline.model import Interval

Tense = Literal["past", "future", "unknown"]
Precision = Literal["day", "week", "month", "quarter", "year", "decade"]
Basis = Literal["explicit", "relative", "document"]
Unit = Literal["day", "week", "weekend", "month", "quarter", "year"]
LONGEST_PUBLICATION = 400  # days of a publication interval that are worth asking one by one
NEAR, FAR = 100, 200  # days: with no tense, a date this near is taken if the other candidate is this far


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `first` to `last`, both included, as exact as `precision`."""

    first: date
    last: date
    precision: Precision

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"days run backwards: {self.first}..{self.last}")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relative date is counted from: the day of publication (None when unknown), the tense of its clause,
    and the date named before it in the text (None when there is none)."""

    day: date | None
    tense: Tense
    after: Days | None = None


class Meaning(Protocol):
    @property
    def basis(self) -> Basis:
        """How the days are known, if they are."""
        ...

    def days(self, at: Anchor) -> Days | None:
        """The days meant, None when they cannot be told."""
        ...


def resolve(meaning: Meaning, published: Interval | None, tense: Tense, after: Days | None) -> Days | None:
    """The days meant, if every day of the publication interval gives the same."""
    try:
        if published is None:
            return meaning.days(Anchor(None, tense, after))
        length = (published.last - published.first).days + 1
        if not 1 <= length <= LONGEST_PUBLICATION:
            return meaning.days(Anchor(None, tense, after))
        answers = {meaning.days(Anchor(published.first + timedelta(n), tense, after)) for n in range(length)}
    except (OverflowError, ValueError):  # the calendar ends at the years 1 and 9999
        return None
    return answers.pop() if len(answers) == 1 else None


def one_day(day: date) -> Days:
    return Days(day, day, "day")


def week_of(day: date) -> Days:
    first = day - timedelta(day.weekday())
    return Days(first, first + timedelta(6), "week")


def weekend_of(day: date) -> Days:
    """Saturday and Sunday of the week of `day`."""
    saturday = day + timedelta(5 - day.weekday())
    return Days(saturday, saturday + timedelta(1), "day")


def months_from(year: int, month: int, count: int, precision: Precision) -> Days:
    """`count` whole months from a month on; the month may run over the end of the year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last_year, last_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    return Days(date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1]), precision)


def month_of(year: int, month: int) -> Days:
    return months_from(year, month, 1, "month")


def year_of(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def shifted(day: date, unit: Unit, count: int) -> Days:
    """The day, week, weekend, month, quarter or year that lies `count` units from the one of `day`."""
    if unit == "day":
        return one_day(day + timedelta(count))
    if unit == "week":
        return week_of(day + timedelta(7 * count))
    if unit == "weekend":
        return weekend_of(day + timedelta(7 * count))
    if unit == "month":
        return month_of(day.year, day.month + count)
    if unit == "quarter":
        return months_from(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * count, 3, "quarter")
    return year_of(day.year + count)


def choose(candidates: Iterator[Days] | list[Days], day: date, tense: Tense) -> Days | None:
    """Of dates that recur, the last that has begun by `day` (past) or the next that has not ended (future).

    With no tense: the nearer of the two, if it is clearly nearer.
    """
    ordered = sorted(candidates, key=lambda days: days.first)
    past = next((days for days in reversed(ordered) if days.first <= day), None)
    future = next((days for days in ordered if days.last >= day), None)
    if tense == "past":
        return past
    if tense == "future":
        return future
    if past is None or future is None or past == future:
        return past if past == future else None
    before, ahead = (day - past.last).days, (future.first - day).days
    near, far = (past, ahead) if before <= ahead else (future, before)
    return near if min(before, ahead) <= NEAR and far >= FAR else None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A date expression that gives no date: a deadline ("before Friday"), an anniversary, an impossible day."""

    basis: Basis = "explicit"

    def days(self, at: Anchor) -> Days | None:
        return None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A date with its year."""

    value: Days
    basis: Basis = "explicit"

    def days(self, at: Anchor) -> Days | None:
        return self.value


@dataclass(frozen=True, slots=True)
class DayInYear:
    """ "December 4", "Tuesday, 4 March": the year comes from the document, or from `shift` ("last year" is -1)."""

    month: int
    day: int
    weekday: int | None = None  # 1 is Monday
    shift: int | None = None
    basis: Basis = "document"

    @property
    def recurs(self) -> bool:
        return self.shift is None

    def in_year(self, year: int) -> Days | None:
        if self.day > monthrange(year, self.month)[1]:
            return None
        found = date(year, self.month, self.day)
        return one_day(found) if self.weekday in (None, found.isoweekday()) else None

    def days(self, at: Anchor) -> Days | None:
        if at.day is None:
            return None
        if self.shift is not None:
            return self.in_year(at.day.year + self.shift)
        years = (self.in_year(at.day.year + n) for n in (-1, 0, 1))
        return choose([days for days in years if days], at.day, at.tense)


@dataclass(frozen=True, slots=True)
class MonthInYear:
    """ "in June" (`which` empty), "last June", "June last year" (`shift` -1); also a season or a quarter.

    `count` is the number of months. A winter is named by the year in which it begins.
    """

    month: int
    count: int = 1
    precision: Precision = "month"
    which: Literal["", "last", "this", "next"] = ""
    shift: int | None = None
    basis: Basis = "document"

    @property
    def recurs(self) -> bool:
        return self.shift is None and not self.which

    def in_year(self, year: int) -> Days:
        return months_from(year, self.month, self.count, self.precision)

    def days(self, at: Anchor) -> Days | None:
        if at.day is None:
            return None
        year = at.day.year
        if self.shift is not None:
            return self.in_year(year + self.shift)
        near = [self.in_year(year + n) for n in (-2, -1, 0, 1, 2)]
        if self.which == "last":  # "last June" in August may be this year's or the one before: then no answer
            found = [days for days in near if days.last < at.day][-1]
            return found if found.last.year < year or (self.count > 1 and near[2].last >= at.day) else None
        if self.which == "next":
            found = next(days for days in near if days.first > at.day)
            return found if found.first.year > year or (self.count > 1 and near[2].first <= at.day) else None
        if self.which == "this":
            return self.in_year(year) if self.month + self.count <= 13 else None
        return choose(near, at.day, at.tense)


@dataclass(frozen=True, slots=True)
class Weekday:
    """ "on Friday", "last Friday", "Friday next week" (`weeks` +1).

    "last" and "next" have two readings in English, the nearest such day and that day of the neighbouring week;
    they resolve where both agree.
    """

    weekday: int  # 1 is Monday
    which: Literal["", "last", "this", "next"] = ""
    weeks: int | None = None
    basis: Basis = "relative"

    @property
    def recurs(self) -> bool:
        return self.weeks is None and not self.which

    def days(self, at: Anchor) -> Days | None:
        if at.day is None:
            return None
        here = at.day + timedelta(self.weekday - at.day.isoweekday())  # that day of the publication's week
        if self.weeks is not None:
            return one_day(here + timedelta(7 * self.weeks))
        if self.which == "last":
            return one_day(here - timedelta(7)) if here >= at.day else None
        if self.which == "next":
            return one_day(here + timedelta(7)) if here <= at.day else None
        if at.tense == "unknown":
            return None
        if at.tense == "past":
            return one_day(here if here <= at.day else here - timedelta(7))
        return one_day(here if here >= at.day else here + timedelta(7))


@dataclass(frozen=True, slots=True)
class Shift:
    """ "yesterday", "last week", "this year", "two months ago": `count` units from the publication's own."""

    unit: Unit
    count: int
    basis: Basis = "relative"

    def days(self, at: Anchor) -> Days | None:
        return None if at.day is None else shifted(at.day, self.unit, self.count)


@dataclass(frozen=True, slots=True)
class Weekend:
    """ "this weekend", "the weekend", "last weekend"."""

    which: Literal["", "last", "this", "next"] = ""
    basis: Basis = "relative"

    def days(self, at: Anchor) -> Days | None:
        if at.day is None:
            return None
        here = weekend_of(at.day)
        before, ahead = weekend_of(at.day - timedelta(7)), weekend_of(at.day + timedelta(7))
        begun = here.first <= at.day
        if self.which == "last":
            return before
        if self.which == "next":  # on a weekday the coming one or the one after it
            return ahead if begun else None
        if at.tense == "past":
            return here if begun else before
        if at.tense == "future" or self.which == "this":
            return here
        return None


@dataclass(frozen=True, slots=True)
class Later:
    """ "the following day", "three weeks later", "that year": counted from the date named before it."""

    unit: Unit
    count: int
    basis: Basis = "relative"

    def days(self, at: Anchor) -> Days | None:
        fine: dict[Precision, tuple[Unit, ...]] = {
            "day": ("day", "week", "weekend", "month", "year"),
            "week": ("week",),
            "month": ("month", "year"),
            "quarter": ("year",),
            "year": ("year",),
            "decade": (),
        }
        if at.after is None or self.unit not in fine[at.after.precision]:
            return None
        start = at.after.last if self.count > 0 else at.after.first
        return shifted(start, self.unit, self.count)


@dataclass(frozen=True, slots=True)
class LaterWeekday:
    """ "the following Monday": the first such day after the date named before it; -1 for "the previous Monday"."""

    weekday: int
    direction: Literal[-1, 1]
    basis: Basis = "relative"

    def days(self, at: Anchor) -> Days | None:
        if at.after is None or at.after.precision != "day":
            return None
        start = at.after.last if self.direction > 0 else at.after.first
        step = (self.weekday - start.isoweekday()) * self.direction % 7 or 7
        return one_day(start + timedelta(step * self.direction))


@dataclass(frozen=True, slots=True)
class LaterMonth:
    """ "that June", "June of the same year", "that summer": the month in the year of the date named before it."""

    month: int
    count: int = 1
    precision: Precision = "month"
    shift: int = 0
    basis: Basis = "relative"

    def days(self, at: Anchor) -> Days | None:
        if at.after is None or at.after.first.year != at.after.last.year or self.month + self.count > 13:
            return None
        return months_from(at.after.first.year + self.shift, self.month, self.count, self.precision)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first day of one date to the last of another: "from 30 May to 2 June", "between 2014 and 2022"."""

    start: Meaning
    end: Meaning

    @property
    def basis(self) -> Basis:
        order: tuple[Basis, ...] = ("relative", "document", "explicit")
        return min(self.start.basis, self.end.basis, key=order.index)

    def days(self, at: Anchor) -> Days | None:
        end = self.end.days(at)
        if end is None:
            return None
        # a start that recurs every year or week is the last one before the end
        recurs = isinstance(self.start, DayInYear | MonthInYear | Weekday) and self.start.recurs
        start = self.start.days(Anchor(end.first, "past", at.after) if recurs else at)
        if start is None or start.first > end.last or start.precision != end.precision:
            return None
        return Days(start.first, end.last, start.precision)
