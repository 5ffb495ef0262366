"""Where a date without a year takes its year from: the publication, as in news, or the story that the text tells.

"On 3 February 1997 a vessel was boarded ... In April the Commission proposed" means April 1997, whenever it is read.
A text with weekdays and "yesterday" is news; when such a text looks back on an old date, a month in the same or the
next paragraph may belong to either, and is left open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

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
    Tense,
    Weekday,
    Weekend,
    resolve,
)
from pipeline.model import DateClaim, Interval

LONG_AGO = timedelta(days=300)  # a date so far before the publication begins a story of its own
AT_START = 4  # characters before a date that opens its sentence ("In 1998 ...")
NEAR = 1  # paragraphs after an old date in which news may still speak of its year


@dataclass(frozen=True, slots=True)
class Years:
    """How past dates without a year are read: from the publication, from the day a story has reached, or not."""

    source: Literal["publication", "story", "open"]
    reached: date | None = None

    def resolve(self, meaning: Meaning, published: Interval | None, tense: Tense, after: Days | None) -> Days | None:
        """The days meant; None where they are not settled or contradict the tense."""
        yearless = isinstance(meaning, DayInYear | MonthInYear) and meaning.recurs
        if yearless and tense != "future" and self.source == "open":
            return None
        if yearless and tense != "future" and self.source == "story" and self.reached:
            return resolve(meaning, Interval(self.reached, self.reached), "future", after)
        days = resolve(meaning, published, tense, after)
        counted = isinstance(meaning, Later | LaterMonth | LaterWeekday)
        if days and counted and published and tense == "past" and days.first > published.last:
            return None
        return days


FROM_PUBLICATION = Years("publication")
OPEN = Years("open")


def is_news(meaning: Meaning) -> bool:
    """A date that is told from the day of publication: "on Friday", "yesterday", "last week"."""
    return isinstance(meaning, Weekday | Weekend | Shift)


def begins_now(meanings: list[Meaning], published: Interval | None) -> bool:
    """The first day that a text names is of the time of its publication, or has no year and so is told from there."""
    for meaning in meanings:
        if isinstance(meaning, DayInYear):
            return True
        if isinstance(meaning, Fixed) and meaning.value.precision == "day":
            return published is not None and meaning.value.first >= published.first - LONG_AGO
    return False


class Story:
    """Follows a text sentence by sentence and says how its next dates without a year are to be read."""

    def __init__(self, published: Interval | None, tells_news: bool) -> None:
        self.published = published
        self.tells_news = tells_news
        self.reached: date | None = None
        self.passage = 0

    def years(self, passage: int) -> Years:
        """How dates without a year are read in a passage (its index)."""
        if self.reached is None:
            return FROM_PUBLICATION
        if not self.tells_news:
            return Years("story", self.reached)
        return OPEN if passage - self.passage <= NEAR else FROM_PUBLICATION

    def tell(self, claim: DateClaim, passage: int, offset: int) -> None:
        """Take in a date that was found in a passage, `offset` characters into its sentence."""
        if claim.first is None or claim.basis == "relative":
            return
        opens = claim.precision == "year" and offset <= AT_START
        if claim.precision not in {"day", "month"} and not opens:
            return
        old = self.published is None or claim.first < self.published.first - LONG_AGO
        if claim.basis == "explicit" or self.reached:
            self.reached = claim.first if old else None
            self.passage = passage
