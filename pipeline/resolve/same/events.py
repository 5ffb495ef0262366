"""Which events of different documents are one: a meeting planned in one article and held in the next.

Only events that share the kind, a party and a month are compared. Two groups join when no member of the one conflicts
with any member of the other, so that no chain of likenesses joins two days, two places or two sets of people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.resolve.choices import age, place_in_text
from pipeline.resolve.judgements import Judgements, NearPair

if TYPE_CHECKING:
    from pipeline.resolve.events import ToldEvent

MEETINGS = frozenset({"meeting", "summit", "discussion", "talks"})
REPORTED_WITHIN = timedelta(days=2)  # how soon after the planned day an undated "they met" tells of that meeting
MOST_IN_BLOCK = 60
ALIKE = 0.5  # share of words that two tellings of an act other than a meeting have in common
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"\d[\d,.]*")


def same_events(
    told: Sequence[ToldEvent], own: Mapping[tuple[str, str], str], clusters: Mapping[str, str], judgements: Judgements
) -> tuple[dict[str, str], list[NearPair]]:
    """Own id -> own id that its group goes by (that of its oldest telling), and the pairs for a person to judge.

    `own` gives the own id of each telling, `clusters` the text cluster of each document.
    """
    units: dict[str, list[ToldEvent]] = {}
    for one in sorted(told, key=lambda one: (age(one.document), place_in_text(one.claim), one.claim.key)):
        units.setdefault(own[one.document.document_id, one.claim.key], []).append(one)
    named = {unit: [_names(one, unit, judgements) for one in members] for unit, members in units.items()}
    root = {unit: unit for unit in units}
    groups = {unit: [unit] for unit in units}
    near: list[NearPair] = []
    order = {unit: at for at, unit in enumerate(units)}

    def verdicts(left: str, right: str) -> set[str | None]:
        return {judgements.verdict(a, b) for a in named[left] for b in named[right]}

    def join(left: str, right: str) -> None:
        kept, lost = sorted((left, right), key=order.__getitem__)
        for unit in groups.pop(lost):
            root[unit] = kept
            groups[kept].append(unit)

    decided = _decided(named, judgements) if judgements.same else []
    for first, second in decided:
        if root[first] != root[second] and "apart" not in verdicts(first, second):
            join(root[first], root[second])
    scored = sorted(
        (-score, order[first], order[second], first, second)
        for first, second in _candidates(units)
        if (score := _score(units[first][0], units[second][0], clusters))
    )
    for _, _, _, first, second in scored:
        left, right = root[first], root[second]
        if left == right:
            continue
        pairs = [(a, b) for a in groups[left] for b in groups[right]]
        if any(_conflict(x, y, clusters) for a, b in pairs for x in units[a] for y in units[b]):
            continue
        if judgements.apart and any("apart" in verdicts(a, b) for a, b in pairs):
            continue
        join(left, right)
    for score, _, _, first, second in scored:
        if root[first] == root[second] and -score < 1 and "same" not in verdicts(first, second):
            a, b = units[first][0], units[second][0]
            near.append(NearPair("event", first, second, -score, True, "alike, but not told with the same date",
                                 a.claim.summary, b.claim.summary, _at(a), _at(b)))  # fmt: skip
    return root, near


def _at(one: ToldEvent) -> tuple[str, str]:
    return one.document.document_id, one.claim.key


def _names(one: ToldEvent, own: str, judgements: Judgements) -> tuple[str, ...]:
    return judgements.names("event", own, one.document.document_id, one.claim.evidence)


def _decided(named: Mapping[str, list[tuple[str, ...]]], judgements: Judgements) -> list[tuple[str, str]]:
    by_name: dict[str, list[str]] = {}
    for unit, tellings in named.items():
        for name in sorted({name for names in tellings for name in names}):
            by_name.setdefault(name, []).append(unit)
    pairs = (sorted(pair) for pair in judgements.same if len(pair) == 2)
    return [(a, b) for one, other in sorted(pairs) for a in by_name.get(one, ()) for b in by_name.get(other, ())]


def _kind(one: ToldEvent) -> str:
    claim = one.claim
    return (
        "meeting" if claim.event_type == "CONSULT" and claim.label in MEETINGS else f"{claim.event_type} {claim.label}"
    )


def _parties(one: ToldEvent) -> frozenset[str]:
    return frozenset(
        party for party, _, role in one.participants if party and role not in ("absent", "host", "mediator")
    )


def _candidates(units: Mapping[str, list[ToldEvent]]) -> set[tuple[str, str]]:
    blocks: dict[tuple[str, ...], list[str]] = {}
    for unit, members in units.items():
        for key in {key for one in members for key in _blocks(one)}:
            blocks.setdefault(key, []).append(unit)
    return {
        (one, other)
        for block in blocks.values()
        for at, one in enumerate(block)
        for other in block[at + 1 : at + 1 + MOST_IN_BLOCK]
    }


def _blocks(one: ToldEvent) -> set[tuple[str, ...]]:
    """Kind, parties and month. A pair of parties shares at least half with an equal set only if it shares one."""
    days = _days(one)
    published = one.document.published
    if not days and published:
        days = published.first - REPORTED_WITHIN, published.last
    if not days:
        return set()
    return {(_kind(one), party, day.strftime("%Y-%m-%d")) for party in _parties(one) for day in _each(*days)}


def _each(first: date, last: date) -> list[date]:
    return [first + timedelta(days=at) for at in range(min((last - first).days, 7) + 1)]


def _days(one: ToldEvent) -> tuple[date, date] | None:
    """The days that it fell on, when they are known to the week."""
    when = one.date
    if when is None or when.first is None or when.last is None or when.precision not in ("day", "week"):
        return None
    return when.first, when.last


def _conflict(one: ToldEvent, other: ToldEvent, clusters: Mapping[str, str]) -> bool:
    return not _score(one, other, clusters)


def _score(one: ToldEvent, other: ToldEvent, clusters: Mapping[str, str]) -> float:
    """How surely two tellings are of one event; 0 when something speaks against it."""
    if one.document.document_id == other.document.document_id or _kind(one) != _kind(other):
        return 0
    mine, theirs = _parties(one), _parties(other)
    if not mine or not theirs or 2 * len(mine & theirs) < len(mine | theirs):
        return 0
    if one.place_id and other.place_id and one.place_id != other.place_id:
        return 0
    people = [{person for _, person, role in x.participants if person and role != "absent"} for x in (one, other)]
    if all(people) and not people[0] & people[1]:
        return 0
    actors = [{party for party, _, role in x.participants if role == "actor"} for x in (one, other)]
    if all(actors) and actors[0] != actors[1]:
        return 0
    if _kind(one) != "meeting" and not _same_act(one, other):
        return 0
    return _time(one, other, clusters)


def _time(one: ToldEvent, other: ToldEvent, clusters: Mapping[str, str]) -> float:
    mine, theirs = _days(one), _days(other)
    if mine and theirs:
        if mine[0] > theirs[1] or theirs[0] > mine[1]:
            return 0
        return 1.0 if mine == theirs else 0.9
    if one.date or other.date:  # a date known to the month or the year only, or a date on one side
        dated, undated = (one, other) if mine else (other, one)
        days, published = _days(dated), undated.document.published
        if not days or undated.date or undated.claim.date or not published or dated.claim.status != "planned":
            return 0
        fits = days[0] <= published.first and published.last <= days[1] + REPORTED_WITHIN
        held = undated.claim.status in ("occurred", "ongoing")
        return 0.8 if fits and held and _kind(one) == "meeting" and _parties(one) == _parties(other) else 0
    copies = clusters[one.document.document_id] == clusters[other.document.document_id]
    return 0.95 if copies and _sentences(one) == _sentences(other) else 0


def _sentences(one: ToldEvent) -> str:
    return " ".join(" ".join(said.sentence.of(one.document.text).split()) for said in one.claim.evidence)


def _same_act(one: ToldEvent, other: ToldEvent) -> bool:
    """Whether the words fit that tell of an act: who, where and when do not tell a second act of that day apart."""
    texts = [_sentences(x) for x in (one, other)]
    numbers = [set(_NUMBER.findall(text)) for text in texts]
    words = [{word.casefold()[:6] for word in _WORD.findall(text)} for text in texts]
    if all(numbers) and not numbers[0] & numbers[1]:
        return False
    return all(words) and len(words[0] & words[1]) > ALIKE * min(map(len, words))
