"""The events and event_participants tables.

An event with a date no coarser than a month is the same wherever it is told with the same kind, people, place and
date. Whether others are one is decided in `same/events.py`: two undated "talks" in two texts may be two meetings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Claims, DateClaim, Document, EventClaim
from pipeline.resolve.choices import age, place_in_text
from pipeline.resolve.evidence import Records, Row, statements
from pipeline.resolve.ids import Identity, mint, names, tail, word
from pipeline.resolve.judgements import Judgements, NearPair
from pipeline.resolve.parties import Keys
from pipeline.resolve.same.events import same_events
from pipeline.resolve.same.postponed import Days, read_put_off
from pipeline.schema.vocabularies import DATE_PRECISIONS

FINE = ("day", "week", "month")
SUREST_STATUS = ("occurred", "ongoing", "denied", "planned", "alleged", "hypothetical")

Part = tuple[str | None, str | None, str]  # party id, person id, role


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as one document tells it; parties, people and place by id."""

    document: Document
    claim: EventClaim
    participants: tuple[Part, ...]
    place_id: str | None
    put_off: bool = False  # it tells that a planned meeting was put off; the claim is that of the meeting
    was: Days = None  # the days that the meeting was to be on, if such a text names them

    @property
    def date(self) -> DateClaim | None:
        """The date, when it is resolved."""
        return self.claim.date if self.claim.date and self.claim.date.first and self.claim.date.last else None

    def identity(self, occurrence: int) -> Identity:
        """`occurrence` counts the events of the document that are told with the same facts."""
        present = sorted({party for party, _, role in self.participants if party and role != "absent"})
        lone = sorted({person for party, person, _ in self.participants if person and not party})
        facts = (self.claim.event_type, self.claim.label, tuple(present), tuple(lone), self.place_id, *_day(self.date))
        prefix = f"event:{word(self.claim.event_type)}-{names(present or lone, 'nobody')}"
        if self.date and self.date.precision in FINE and (present or lone):
            return Identity(prefix, facts)
        return Identity(prefix, (*facts, self.document.document_id, occurrence))


def _day(date: DateClaim | None) -> tuple[str | None, ...]:
    return (date.first.isoformat(), date.last.isoformat()) if date and date.first and date.last else (None, None)


def told_events(claims: Sequence[Claims], parties: Keys, people: Keys, places: Keys) -> list[ToldEvent]:
    """All events of all documents, each document's in the order of its text."""
    found = []
    for one in claims:
        at = one.document.document_id
        for claim in sorted(one.events, key=lambda claim: (place_in_text(claim), claim.key)):
            parts = {
                (
                    parties[at, part.party] if part.party else None,
                    people[at, part.person] if part.person else None,
                    part.role,
                )
                for part in claim.participants
            }
            ordered = tuple(sorted(parts, key=lambda part: (part[0] or "", part[1] or "", part[2])))
            place = places[at, claim.place] if claim.place else None
            put_off = read_put_off(one.document, claim)
            meant, was = put_off or (claim, None)
            found.append(ToldEvent(one.document, meant, ordered, place, put_off is not None, was))
    return found


def event_ids(
    told: Sequence[ToldEvent], clusters: Mapping[str, str], judgements: Judgements
) -> tuple[Keys, list[NearPair]]:
    """The id of each event by (document id, key of the claim), and pairs for a person to judge.

    `clusters` gives the text cluster of each document.
    """
    counts: dict[tuple[str, Identity], int] = {}
    identities: dict[tuple[str, str], Identity] = {}
    for one in told:
        same = (one.document.document_id, one.identity(0))
        counts[same] = counts.get(same, 0) + 1
        identities[one.document.document_id, one.claim.key] = one.identity(counts[same])
    ids = mint(identities.values())
    own = {key: ids[identity] for key, identity in identities.items()}
    return same_events(told, own, clusters, judgements)


def events(told: Sequence[ToldEvent], ids: Keys) -> Records:
    """One row an event. Its status is that of the newest document, its words are those of the oldest that tells it with
    this status, and its date is none that it was put off from."""
    found = Records()
    same: dict[str, list[ToldEvent]] = {}
    for one in sorted(told, key=lambda one: (age(one.document), place_in_text(one.claim), one.claim.key)):
        record = ids[one.document.document_id, one.claim.key]
        same.setdefault(record, []).append(one)
        found.statements.extend(statements("event", record, one.document.document_id, one.claim.evidence))
    found.rows.extend(_row(record, group) for record, group in same.items())
    return found


def _row(record: str, group: list[ToldEvent]) -> Row:
    dated = [one for one in group if one.document.published] or group
    newest = [one for one in dated if one.document == dated[-1].document]
    put_off = [age(one.document) for one in group if one.put_off]
    told = _surest_date([one for one in group if not put_off or age(one.document) >= put_off[-1]])
    date = told.date
    status = min((one.claim.status for one in newest), key=SUREST_STATUS.index)
    # a plan that was kept reads "held talks", not "are to hold talks"; a claim that was put off is worded as its end
    worded = min((one for one in group if one.claim.status == status), key=lambda one: one.put_off)
    return {
        "event_id": record,
        "event_type": worded.claim.event_type,
        "label": worded.claim.label,
        "summary": worded.claim.summary,
        "status": status,
        "date_start": date.first if date else None,
        "date_end": date.last if date else None,
        "date_precision": date.precision if date else None,
        "date_text": told.claim.date.text if told.claim.date else None,
        "date_basis": date.basis if date else None,
        "place_id": next((one.place_id for one in group if one.place_id), None),
    }


def _surest_date(group: list[ToldEvent]) -> ToldEvent:
    """The telling with the most precise date, the newest among equals; `group` stands in the order of age."""
    fallback = next((one for one in group if one.claim.date), group[0])
    return min(
        (one for one in reversed(group) if one.date),
        key=lambda one: DATE_PRECISIONS.index(one.date.precision) if one.date and one.date.precision else 99,
        default=fallback,
    )


def report_rows(told: Sequence[ToldEvent], ids: Keys) -> list[Row]:
    """The rows of event_reports: what each document says of each event."""
    same: dict[tuple[str, str], list[ToldEvent]] = {}
    for one in sorted(told, key=lambda one: (place_in_text(one.claim), one.claim.key)):
        at = one.document.document_id
        same.setdefault((ids[at, one.claim.key], at), []).append(one)
    rows = []
    for (record, document_id), group in sorted(same.items()):
        dated = _surest_date(group)
        rows.append({
            "event_id": record,
            "document_id": document_id,
            "reported_status": min((one.claim.status for one in group), key=SUREST_STATUS.index),
            "date_start": dated.date.first if dated.date else None,
            "date_end": dated.date.last if dated.date else None,
            "date_text": dated.claim.date.text if dated.claim.date else None,
        })  # fmt: skip
    return rows


def participant_rows(told: Sequence[ToldEvent], ids: Keys) -> list[Row]:
    parts = {(ids[one.document.document_id, one.claim.key], *part) for one in told for part in one.participants}
    identities: dict[Identity, Row] = {}
    for event, party, person, role in parts:
        who = "-".join(tail(name) for name in (party, person) if name)
        row = {"event_id": event, "party_id": party, "person_id": person, "role": role}
        identities[Identity(f"participant:{word(who)}-{role}", (event, party, person, role))] = row
    minted = mint(identities)
    return [{"participant_id": minted[identity], **row} for identity, row in identities.items()]
