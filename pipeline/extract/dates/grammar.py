"""The date expressions of a text: where they stand and what they mean.

Patterns are tried in order; one that overlaps an earlier find is dropped, so the fullest forms stand first. Then names
that only hold a calendar word go, ranges and lists are joined, and prepositions are taken in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract.dates.meaning import (
    DayInYear,
    Fixed,
    LaterMonth,
    Meaning,
    MonthInYear,
    Shift,
    Stretch,
    Unknown,
    Weekday,
)
from pipeline.extract.dates.patterns import Builder, Kind, patterns
from pipeline.extract.dates.pieces import DASH, TO
from pipeline.extract.dates.words import listed


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression: characters `start` to `end` (exclusive) of the text that was searched.

    `core` is the first character of the date itself, behind a preposition such as "since" or "before".
    """

    start: int
    end: int
    kind: Kind
    meaning: Meaning
    core: int
    since: bool = False


DEADLINE = re.compile(
    r"\b(?i:(?:no|not)\s+later\s+than|before|until|till|by|after|ahead\s+of|prior\s+to|up\s+to|as\s+late\s+as|beyond"
    r"|past|through)\s+(?:the\s+|at\s+least\s+)?$"
)
SINCE = re.compile(r"\b(?i:(?:ever\s+)?since)\s+(?:the\s+|at\s+least\s+)?$")
GOAL = re.compile(r"^(?:the\s+)?(?:very\s+)?(?:end|close)\s+of\s", re.IGNORECASE)


def is_goal(preposition: str, text: str, found: Expression) -> bool:
    """ "by the end of 2008": the year is named, if not the day."""
    return preposition.split()[0].lower() in {"by", "before"} and bool(GOAL.match(text[found.start : found.end]))


def is_attribute(preposition: str, text: str, found: Expression) -> bool:
    """ "after the May 2003 accord", "ahead of Friday's vote": the date is that of the accord, of the vote."""
    rest = text[found.end :]
    return rest.startswith("'s ") or (preposition.lower().split()[-1] == "the" and bool(re.match(r"\s+[A-Za-z]", rest)))


def with_preposition(text: str, found: Expression) -> Expression:
    """Take in "since"; make what stands behind "before" or "until" a deadline, which gives no date.

    "By the end of 2008" names its year all the same.
    """
    ahead = text[max(0, found.start - 24) : found.start]
    since, deadline = SINCE.search(ahead), DEADLINE.search(ahead)
    if since:
        return replace(found, start=found.start - (len(ahead) - since.start()), since=True)
    if deadline and not is_goal(deadline[0], text, found) and not is_attribute(deadline[0], text, found):
        basis = found.meaning.basis
        return replace(found, start=found.start - (len(ahead) - deadline.start()), meaning=Unknown(basis))
    return found


LOWER_MAY = frozenset({"may", "march"})


def is_name(text: str, found: Expression) -> bool:
    """A calendar word inside a name: "Good Friday", "The Sunday Times", "June 4 Movement", "Every Monday"."""
    before, after = text[: found.start].split()[-1:], re.match(r"\s+([A-Za-z]+)", text[found.end :])
    previous, following_word = before[0] if before else "", after[1] if after else ""
    if found.kind == "weekday":
        if previous in {"a", "an", "A", "An"}:  # "a Sunday paper"
            return True
        names_before = listed("calendar_names", "before weekday")
        if previous.strip(",") in names_before or previous.lower() in names_before:
            return True
        return following_word in listed("calendar_names", "after weekday")
    if found.kind == "day":
        return following_word in listed("calendar_names", "after day") and previous.lower() in {"the", "of", "a"}
    return False


def is_anniversary(text: str, found: Expression) -> bool:
    """ "the September 11 attacks": a day of some year that the text leaves to the reader."""
    after = re.match(r"\s+([a-z]+)", text[found.end :])
    previous = text[: found.start].split()[-1:]
    attributive = bool(previous) and (previous[0].lower() in {"the", "of"} or previous[0].endswith("'s"))
    nouns = listed("calendar_names", "anniversary noun")
    return attributive and found.kind == "day" and bool(after and after[1] in nouns)


MONTH_CUES = frozenset(
    {
        "in",
        "of",
        "since",
        "by",
        "until",
        "till",
        "before",
        "after",
        "during",
        "from",
        "to",
        "through",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "and",
        "between",
        "or",
        "that",
        "same",
        "for",
        "a",
        "an",
        "the",
        "its",
        "their",
        "about",
        "year",
        "around",
        "earlier",
        "later",
    }
)


def is_word(text: str, found: Expression) -> bool:
    """ "May" and "March" as a surname, a verb or a walk, when nothing around says month."""
    if found.kind != "month" or not isinstance(found.meaning, MonthInYear | LaterMonth):
        return False
    word = text[found.core : found.end].split()[-1].lower()
    if word not in LOWER_MAY and word not in {"august", "april", "june"}:
        return False
    if isinstance(found.meaning, LaterMonth) and word in LOWER_MAY and found.meaning.shift == 0:
        return text[found.start : found.end].split()[0].lower() == "that"  # "said that May would"
    if len(text[found.start : found.end].split()) > 1 or "-" in text[found.start : found.end]:
        return False
    previous = text[: found.start].split()[-1:]
    lower = previous[0].lower().strip("(,\"'") if previous else ""
    if word in LOWER_MAY:
        after = text[found.end :]
        determined = lower in {"a", "an", "the", "its", "their"}
        if determined and word == "march":  # "the march", "a March draft": a month only before a noun
            return not re.match(r"\s+\d|\s+[a-z]+", after) or bool(re.match(r"\s+(?:on|to|in|of|for|by|from)\b", after))
        return lower not in MONTH_CUES
    return bool(previous) and previous[0][0].isupper() and lower not in MONTH_CUES  # "Prince August", "Madam June"


DATELINE = re.compile(r"^[A-Z][A-Z .,'/-]{2,40}(?:\([\w ]+\)\s*)?[,:]?\s*$")


def is_dateline(text: str, found: Expression) -> bool:
    """The date of "GENEVA, 12 May 2021 - ...": it dates the report, not what the sentence tells."""
    behind = re.match(r"\s*(?:\([\w ]+\)\s*)?[-\u2013\u2014:]+\s", text[found.end :])
    return bool(behind and DATELINE.match(text[: found.start]))


@lru_cache(maxsize=512)  # the sentences of a text are asked for twice
def expressions(text: str) -> tuple[Expression, ...]:
    """The date expressions of a text (folded: straight quotes, single spaces), in order, none overlapping."""
    found: list[Expression] = []
    lower = text.lower()
    for look, rows in patterns():
        if look(lower):
            for kind, pattern, build in rows:
                _find(text, kind, pattern, build, found)
    ordered = sorted((e for e in found if e.meaning is not NO_DATE), key=lambda e: e.start)
    return tuple(with_preposition(text, e) for e in joined(text, ordered))


def _find(text: str, kind: Kind, pattern: re.Pattern[str], build: Builder, found: list[Expression]) -> None:
    """Add what one pattern finds to `found`, where nothing of it stands yet."""
    for match in pattern.finditer(text):
        start, end = match.span("x")
        end = start + len(text[start:end].rstrip(" ,"))
        if any(start < other.end and other.start < end for other in found):
            continue
        meaning = build(match)
        if meaning is None:
            continue
        made = Expression(start, end, kind, meaning, start)
        if is_name(text, made) or is_word(text, made) or is_dateline(text, made):
            found.append(replace(made, kind="later", meaning=NO_DATE))  # nothing else may claim its words
            continue
        if is_anniversary(text, made) and made.meaning.basis == "document":
            made = replace(made, meaning=Unknown("document"))
        found.append(made)


NO_DATE = Unknown("relative")
BETWEEN = {
    "between": re.compile(r"^\s+and\s+$"),
    "from": re.compile(rf"^{TO}$"),
    "": re.compile(rf"^(?:{DASH}|\s+(?:to|through)\s+)$"),
}
LISTED = re.compile(r"^(?:,|,?\s+(?:and|or))\s+$")


def joined(text: str, found: list[Expression]) -> list[Expression]:
    """Join "from A to B", "between A and B", "A-B" to one stretch; let "3 March and 5 April 2022" share its year."""
    made: list[Expression] = []
    for current in found:
        previous = made[-1] if made else None
        if previous is None or not isinstance(current.meaning, Fixed | DayInYear | MonthInYear | Weekday | Shift):
            made.append(current)
            continue
        gap = text[previous.end : current.start]
        opener = re.search(r"\b(between|from)\s+$", text[: previous.start], re.IGNORECASE)
        word = opener[1].lower() if opener else ""
        if previous.kind == current.kind and BETWEEN[word].match(gap):
            start = with_year(previous.meaning, current.meaning)
            begin = opener.start() if opener else previous.start
            made[-1] = Expression(begin, current.end, "stretch", Stretch(start, current.meaning), previous.core)
            continue
        if previous.kind == current.kind and LISTED.match(gap):
            share = len(made) - 1
            while share >= 0 and isinstance(made[share].meaning, DayInYear | MonthInYear):
                made[share] = replace(made[share], meaning=with_year(made[share].meaning, current.meaning))
                if share == 0 or not LISTED.match(text[made[share - 1].end : made[share].start]):
                    break
                share -= 1
        made.append(current)
    return made


def with_year(meaning: Meaning, later_date: Meaning) -> Meaning:
    """A yearless date that takes the year of the date it is coordinated with."""
    if not isinstance(later_date, Fixed):
        return meaning
    end = later_date.value.first
    if isinstance(meaning, DayInYear):
        year = end.year - ((meaning.month, meaning.day) > (end.month, end.day))
        days = meaning.in_year(year)
        return Fixed(days) if days else Unknown()
    if isinstance(meaning, MonthInYear) and not meaning.which and meaning.shift is None:
        return Fixed(meaning.in_year(end.year - (meaning.month > end.month)))
    return meaning
