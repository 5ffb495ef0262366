"""Meetings that are put off: the telling of it is one of the planned meeting, and its new date is that meeting's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.model import DateClaim, Document, EventClaim, Span
from pipeline.resolve.reference import names, rows
from pipeline.resolve.same.likeness import days_of, elsewhere, kind_of, parties_of

if TYPE_CHECKING:
    from pipeline.resolve.events import ToldEvent

AHEAD = timedelta(days=90)  # so long before a meeting its putting off may be told
LATE = timedelta(days=3)  # so long after the planned day
Days = tuple[date, date] | None
_YEAR = re.compile(r"\d{4}")


@lru_cache(maxsize=8)
def _word(kind: str) -> re.Pattern[str]:
    """Any of the phrases of this kind."""
    listed = sorted(_phrases(kind), key=lambda one: (-len(one), one))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)


def _phrases(kind: str) -> frozenset[str]:
    return frozenset(row["phrase"] for row in rows("postponing_words") if row["kind"] == kind)


def read_put_off(document: Document, claim: EventClaim) -> tuple[EventClaim, Days] | None:
    """For a claim whose words tell that a meeting was put off: that of the planned meeting, with its new date if the
    text gives one, and the days that it was to be on ("put off from 5 May"). None for any other claim.

    Such words are read as the end of talks, or as talks on the old day.
    """
    broken_off = claim.event_type == "REJECT" and claim.label == "breakdown" and claim.status == "occurred"
    meeting = claim.event_type == "CONSULT" and claim.label == "meeting"
    if not broken_off and not meeting:
        return None
    quotes = " ".join(one.span.of(document.text) for one in claim.evidence)
    sentences = " ".join(one.sentence.of(document.text) for one in claim.evidence)
    if not (_word("postpone") if broken_off else _put_off()).search(quotes) or not _word("meeting").search(sentences):
        return None
    when = claim.date
    before = document.text[: when.span.start].split()[-1:] if when else []
    was = None
    if when and when.first and when.last and before and _word("from").fullmatch(before[0]):
        was = when.first, when.last
    new = _day_named(document, claim)
    if new is None and when and before and _word("until").fullmatch(before[0]):
        new = _ahead(document, when)
    if meeting and not was and new is None:
        return None  # "delayed to allow for repairs"
    return replace(claim, event_type="CONSULT", label="meeting", status="planned", date=new), was


@lru_cache(maxsize=1)
def _put_off() -> re.Pattern[str]:
    """A word of putting off right before an old or a new date: not "the postponed talks", "a meeting, delayed by fog"."""
    follow = "|".join(_word(kind).pattern for kind in ("until", "from"))
    return re.compile(rf"{_word('postpone').pattern}\s+(?:{follow})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _new_day() -> re.Pattern[str]:
    months = "|".join(sorted(names("months")))
    day = r"(\d{1,2})(?:st|nd|rd|th)?"
    return re.compile(rf"{_word('until').pattern}\s+((?:{day}\s+({months})|({months})\s+{day})(?:,?\s+(\d{{4}}))?)\b",
                      re.IGNORECASE)  # fmt: skip


def _day_named(document: Document, claim: EventClaim) -> DateClaim | None:
    """The day that stands after "until": without a year, the next such day after the text came out."""
    published = document.published
    for said in claim.evidence:
        found = _new_day().search(document.text, said.span.start, said.span.end)
        if found is None:
            continue
        text, day, month, other_month, other_day, year = found.groups()
        number = [one.casefold() for one in names("months")].index((month or other_month).casefold()) + 1
        years = [int(year)] if year else [published.first.year, published.first.year + 1] if published else []
        for one in years:
            try:
                when = date(one, number, int(day or other_day))
            except ValueError:
                continue
            if year or (published and when >= published.first):
                return DateClaim(Span(*found.span(1)), text, when, when, "day", "explicit")
    return None


def _ahead(document: Document, when: DateClaim) -> DateClaim:
    """The new date as it was read, or in a later year: that of an act that puts off is past, the new date is not."""
    published = document.published
    if not (when.first and when.last and published and when.last < published.first) or _YEAR.search(when.text):
        return when
    moved = [(_later(when.first, years), _later(when.last, years)) for years in (1, 2)]
    first, last = next(((first, last) for first, last in moved if last >= published.first), (None, None))
    return replace(when, first=first, last=last)


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def meetings_put_off(groups: Mapping[str, Sequence[ToldEvent]]) -> Iterator[tuple[str, str]]:
    """Pairs of groups that are one: that of the telling that a meeting was put off with that of the planned meeting,
    if only one can be meant, and with that of the new date. `groups` holds tellings by id."""
    by_parties: dict[frozenset[str], list[str]] = {}
    for root, members in groups.items():
        if kind_of(members[0]) == "meeting":
            by_parties.setdefault(parties_of(members[0]), []).append(root)
    for parties, roots in by_parties.items():
        if len(parties) < 2 or len(roots) < 2:
            continue
        for root in roots:
            for telling in groups[root]:
                if telling.put_off:
                    yield from _belonging(root, telling, {other: groups[other] for other in roots})


def _belonging(root: str, telling: ToldEvent, others: Mapping[str, Sequence[ToldEvent]]) -> Iterator[tuple[str, str]]:
    told = telling.document.published
    fits = [other for other in others if other != root and not _elsewhere(telling, others[other])]
    for other in fits:
        if any(_same_sentence(telling, one) for one in others[other]):
            yield root, other
    if not told:
        return
    planned = [other for other in fits if any(_was_planned(one, telling, told.first) for one in others[other])]
    if len(planned) != 1:
        return
    yield root, planned[0]
    new = days_of(telling)
    for other in fits:
        later = all((published := one.document.published) and published.first >= told.first for one in others[other])
        if new and later and other not in planned and any(days_of(one) == new for one in others[other]):
            yield root, other


def _elsewhere(telling: ToldEvent, others: Sequence[ToldEvent]) -> bool:
    return any(elsewhere(telling, one) for one in others)


def _same_sentence(telling: ToldEvent, one: ToldEvent) -> bool:
    return one.document.document_id == telling.document.document_id and one.date is None and bool(
        {said.sentence for said in telling.claim.evidence} & {said.sentence for said in one.claim.evidence})  # fmt: skip


def _was_planned(one: ToldEvent, telling: ToldEvent, told: date) -> bool:
    """Whether it is a plan, told before, for the day that the telling names, or for one that is to come then."""
    days, published = days_of(one), one.document.published
    if one.put_off or one.claim.status != "planned" or not days or not published or published.first > told:
        return False
    if telling.was:
        return days == telling.was
    return days != days_of(telling) and days[1] + LATE >= told and days[0] - AHEAD <= told
