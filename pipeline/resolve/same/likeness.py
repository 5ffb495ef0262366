"""How surely two tellings are of one event, and what makes two events of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.resolve.ids import tail
from pipeline.resolve.same.acts import Act, compare_acts, levels, nothing_shared, other_facts, read_act, venue
from pipeline.resolve.same.wording import party_names

if TYPE_CHECKING:
    from pipeline.resolve.events import ToldEvent

MEETINGS = frozenset({"meeting", "summit", "discussion", "talks"})
GATHERINGS = frozenset({"meeting", "CONSULT visit", "CONSULT call"})  # told by who, where and when alone
REPORTED_WITHIN = timedelta(days=2)  # how soon after the planned day an undated "they met" tells of that meeting
SAME_NEWS = timedelta(days=1)  # texts that tell an act without a date and come out so close tell the same news
DOUBTED_WITHIN = timedelta(days=7)
_ASIDE = re.compile(r"[,;:“”\"]|\bthat\b")  # more stands before the verb than its subject


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` above 0: nothing speaks against that the two are one, and so surely they are. With score 0 a `reason`
    says why a person should look; without one they are two."""

    score: float
    reason: str = ""


TWO = Likeness(0)


def kind_of(one: ToldEvent) -> str:
    """What can be the same: meetings under any name, acts of one type under any label: a raid is told as a killing."""
    claim = one.claim
    if claim.event_type != "CONSULT":
        return claim.event_type
    return "meeting" if claim.label in MEETINGS else f"CONSULT {claim.label}"


def parties_of(one: ToldEvent) -> frozenset[str]:
    return frozenset(
        party for party, _, role in one.participants if party and role not in ("absent", "host", "mediator")
    )


def days_of(one: ToldEvent) -> tuple[date, date] | None:
    """The days that it fell on, when they are known to the week."""
    when = one.date
    if when is None or when.first is None or when.last is None or when.precision not in ("day", "week"):
        return None
    return when.first, when.last


def quotes_of(one: ToldEvent) -> str:
    return ". ".join(" ".join(said.span.of(one.document.text).split()) for said in one.claim.evidence)


def sentences_of(one: ToldEvent) -> str:
    return " ".join(" ".join(said.sentence.of(one.document.text).split()) for said in one.claim.evidence)


def act_of(one: ToldEvent) -> Act:
    """The telling words of the sentences."""
    return read_act(sentences_of(one), one.claim.event_type)


def levels_of(one: ToldEvent) -> frozenset[str]:
    """The offices that meet: of the passages, else of the plain subject before them."""
    found = levels(quotes_of(one))
    for said in () if found else one.claim.evidence:
        subject = one.document.text[said.sentence.start : said.span.start]
        if not _ASIDE.search(subject):
            found |= levels(subject)
    return found


def venue_of(one: ToldEvent) -> str | None:
    """The slug of the town or the like where it was, by the place or else by the words; None for a whole country."""
    if one.place_id:
        name = tail(one.place_id)
        _, kinds = party_names().get(name.replace("-", " "), (frozenset(), frozenset()))
        if not kinds or "capital" in kinds:
            return name
    return venue(quotes_of(one))


def difference(one: ToldEvent, other: ToldEvent) -> str | None:
    """What makes two events of two tellings of one kind, whatever else they share; None when nothing does."""
    if elsewhere(one, other):
        return "other places"
    if _other_people(one, other):
        return "other people of one party"
    actors = [{party for party, _, role in x.participants if party and role == "actor"} for x in (one, other)]
    if all(actors) and actors[0] != actors[1]:
        return "others act"
    if one.document.document_id == other.document.document_id:
        return None  # one text may tell of one event in other words
    if kind_of(one) in GATHERINGS:
        ranks = levels_of(one), levels_of(other)
        return "other offices meet" if all(ranks) and not ranks[0] & ranks[1] else None
    return "other words for what was done" if other_act(one, other) else None


def other_act(one: ToldEvent, other: ToldEvent) -> bool:
    """Whether the words tell of two acts: names and numbers of the passages themselves, or nothing in common in the
    whole sentences."""
    kind = one.claim.event_type
    quotes = [read_act(quotes_of(x), kind) for x in (one, other)]
    return other_facts(*quotes) or nothing_shared(*map(act_of, (one, other)))


def elsewhere(one: ToldEvent, other: ToldEvent) -> bool:
    """Whether they were at two places: two towns, or two countries. A town may lie in the other's country."""
    places = venue_of(one), venue_of(other)
    if places[0] and places[1]:
        return not (places[0].startswith(places[1]) or places[1].startswith(places[0]))
    return not any(places) and bool(one.place_id and other.place_id) and one.place_id != other.place_id


def _other_people(one: ToldEvent, other: ToldEvent) -> bool:
    found: list[dict[str | None, set[str]]] = []
    for x in (one, other):
        by_party: dict[str | None, set[str]] = {}
        for party, person, role in x.participants:
            if person and role != "absent":
                by_party.setdefault(party, set()).add(person)
        found.append(by_party)
    return any(not people & found[1][party] for party, people in found[0].items() if party in found[1])


def likeness(one: ToldEvent, other: ToldEvent, clusters: Mapping[str, str]) -> Likeness:
    """Judges two tellings of one block. `clusters` gives the text cluster of each document. Symmetric."""
    if one.document.document_id == other.document.document_id:
        return TWO
    mine, theirs = parties_of(one), parties_of(other)
    places = venue_of(one), venue_of(other)
    if kind_of(one) != kind_of(other):
        together = mine == theirs and days_of(one) and days_of(one) == days_of(other) and places[0] == places[1]
        return Likeness(0, "a visit in one text, talks in the other") if together and places[0] else TWO
    if difference(one, other):
        return TWO
    if not mine or not theirs:
        return _without_parties(one, other) if kind_of(one) not in GATHERINGS else TWO
    when = _time(one, other, clusters)
    if 2 * len(mine & theirs) < len(mine | theirs):
        same_place = places[0] and places[0] == places[1]
        return Likeness(0, "not the same sides") if mine & theirs and same_place and when.score >= 1 else TWO
    if when.score and kind_of(one) not in GATHERINGS and not _copies(one, other, clusters):
        acts = compare_acts(act_of(one), act_of(other))
        return TWO if acts == "other" else when if acts else Likeness(0, "the same sides and day, other words")
    return when


def _without_parties(one: ToldEvent, other: ToldEvent) -> Likeness:
    """Acts of which one text names no side: the same day and place, and words that have enough in common."""
    mine, theirs = days_of(one), days_of(other)
    if not mine or mine != theirs or mine[0] != mine[1]:
        return TWO
    acts = act_of(one), act_of(other)
    told = compare_acts(*acts)
    places = venue_of(one), venue_of(other)
    there = acts[0].names & acts[1].names or (places[0] and places[0] == places[1])
    if told == "other" or not there:
        return TWO
    return Likeness(0.85) if told else Likeness(0, "the same day and place, other words")


def _time(one: ToldEvent, other: ToldEvent, clusters: Mapping[str, str]) -> Likeness:
    mine, theirs = days_of(one), days_of(other)
    if mine and theirs:
        if mine[0] > theirs[1] or theirs[0] > mine[1]:
            return TWO
        return Likeness(1.0 if mine == theirs else 0.9)
    if one.date or other.date:  # a date known to the month or the year only, or a date on one side
        dated, undated = (one, other) if mine else (other, one)
        days, published = days_of(dated), undated.document.published
        if not days or undated.date or undated.claim.date or not published:
            return TWO
        held = undated.claim.status in ("occurred", "ongoing")
        fits = days[0] <= published.first and published.last <= days[1] + REPORTED_WITHIN
        sides = parties_of(one) == parties_of(other) and kind_of(one) == "meeting"
        if dated.claim.status == "planned" and fits and held and sides:
            return Likeness(0.8)
        close = days[0] - DOUBTED_WITHIN <= published.first and published.last <= days[1] + DOUBTED_WITHIN
        return Likeness(0, "a date in one text only") if close and sides else TWO
    if _copies(one, other, clusters):
        return Likeness(0.95)
    return _undated(one, other)


def _undated(one: ToldEvent, other: ToldEvent) -> Likeness:
    """Acts and visits that two texts of one day tell without a date; undated talks may be other talks."""
    mine, theirs = one.document.published, other.document.published
    if one.claim.date or other.claim.date or not mine or not theirs or one.claim.status != other.claim.status:
        return TWO
    if max(mine.first, theirs.first) - min(mine.last, theirs.last) > SAME_NEWS or kind_of(one) == "meeting":
        return TWO
    place = venue_of(one)
    if place and place == venue_of(other):
        return Likeness(0.85)
    acts = act_of(one), act_of(other)
    if compare_acts(*acts) == "same" and parties_of(one) == parties_of(other) and acts[0].names & acts[1].names:
        return Likeness(0.85)
    return Likeness(0, "no date in either text") if parties_of(one) == parties_of(other) else TWO


def _copies(one: ToldEvent, other: ToldEvent, clusters: Mapping[str, str]) -> bool:
    copies = clusters[one.document.document_id] == clusters[other.document.document_id]
    return copies and sentences_of(one) == sentences_of(other)
