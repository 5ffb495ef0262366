"""The stances table, and the status that a demand has by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.model import Claims, Document, Evidence, StanceClaim
from pipeline.resolve.choices import commonest
from pipeline.resolve.demands import Told
from pipeline.resolve.evidence import Records, statements
from pipeline.resolve.ids import Identity, mint, tail
from pipeline.resolve.parties import Keys
from pipeline.resolve.release import Release
from pipeline.schema import cameo_code
from pipeline.schema.vocabularies import MADE

DECISIVE = ("accepted", "rejected")
UNDECIDED = ("accepted_conditionally", "undecided")


@dataclass(frozen=True, slots=True)
class ToldStance:
    """A stance as one document tells it; demand, party and person by id."""

    document: Document
    demand_id: str
    party_id: str
    person_id: str | None
    stance: str
    day: date | None
    evidence: tuple[Evidence, ...]

    @property
    def identity(self) -> Identity:
        return Identity(
            f"stance:{tail(self.party_id)}-{self.stance.replace('_', '-')}",
            (self.demand_id, self.party_id, self.stance, self.document.document_id),
        )

    @property
    def moment(self) -> tuple[date, str, bool, int]:
        """Sorts stances by when they were taken: by their own day, else by publication; within a text, claims come
        before answers, then in the order of the text. Without any date: before all others."""
        published = self.document.published
        when = self.day or (published.last if published else date.min)
        return when, self.document.document_id, self.stance not in MADE, min(one.span.start for one in self.evidence)


def told_stances(
    claims: Sequence[Claims], told: Sequence[Told], demand_ids: Keys, parties: Keys, people: Keys
) -> list[ToldStance]:
    """All stances of all documents. A claimant of whom none is told has made (or offered) the demand in its words."""
    found = [_told(one, stance, demand_ids, parties, people) for one in claims for stance in one.stances]
    made = {(one.document.document_id, one.demand_id, one.party_id) for one in found if one.stance in MADE}
    for one in told:
        demand_id = demand_ids[one.document.document_id, one.claim.key]
        stance = "offered" if one.claim.kind == "offer" else "made"
        for party in one.claimants:
            if (one.document.document_id, demand_id, party) not in made:
                found.append(ToldStance(one.document, demand_id, party, None, stance, None, one.claim.evidence))
    return found


def _told(claims: Claims, stance: StanceClaim, demands: Keys, parties: Keys, people: Keys) -> ToldStance:
    document = claims.document
    at = document.document_id
    day = stance.date.first if stance.date and stance.date.first == stance.date.last else None
    person = people[at, stance.person] if stance.person else None
    return ToldStance(
        document, demands[at, stance.demand], parties[at, stance.party], person, stance.stance, day, stance.evidence
    )


def stances(told: Sequence[ToldStance], demands: Sequence[Told], demand_ids: Keys, release: Release) -> Records:
    """One row for each stance of a party to a demand in a document.

    `stance_date` is null where the text names no single day: the day of publication stands with the document.
    """
    about = {demand_ids[one.document.document_id, one.claim.key]: one.claim for one in demands}
    ids = mint(one.identity for one in told)
    kept = release.settle("stance", ((ids[one.identity], one.document.document_id, one.evidence) for one in told))
    same: dict[str, list[ToldStance]] = {}
    for one in told:
        same.setdefault(kept[ids[one.identity]], []).append(one)
    found = Records()
    for record, group in same.items():
        first, claim = group[0], about[group[0].demand_id]
        days = [one.day for one in group if one.day]
        found.rows.append({
            "stance_id": record,
            "demand_id": first.demand_id,
            "party_id": first.party_id,
            "person_id": commonest(one.person_id for one in group),
            "stance": first.stance,
            "document_id": first.document.document_id,
            "stance_date": min(days, default=None),
            "cameo_code": cameo_code(claim.issue, claim.kind, first.stance),
        })  # fmt: skip
        for one in group:
            found.statements.extend(statements("stance", record, one.document.document_id, one.evidence))
    return found


def statuses(told: Sequence[ToldStance], demands: Sequence[Told], demand_ids: Keys) -> dict[str, str]:
    """The status of each demand by its stances in time."""
    stances_of: dict[str, list[ToldStance]] = {}
    for one in told:
        stances_of.setdefault(one.demand_id, []).append(one)
    by_id = {demand_ids[one.document.document_id, one.claim.key]: one for one in demands}
    return {record: status(one, stances_of.get(record, [])) for record, one in by_id.items()}


def status(demand: Told, told: Sequence[ToldStance]) -> str:
    """Where a demand stands by the latest of what is said to it.

    Withdrawn when that is the last that a claimant says of it; fulfilled when anybody says so and no later text has it
    made again. Else the last word of each party that decides: its addressees; anybody, when it has none or is an offer
    (whom it affects may turn it down); and all who make a joint commitment, of whom one alone may be left who accepts
    what it offers. They accept, they reject, or both (contested). A conditional acceptance and indecision leave it open, but what their party said in an earlier text no
    longer counts. A counter-offer, support and criticism change nothing.
    """
    in_time = sorted(_in_order_of_text(told), key=lambda one: one.moment)
    claims = [one for one in in_time if one.party_id in demand.claimants and one.stance in (*MADE, "withdrawn")]
    fulfilled = [one for one in in_time if one.stance == "fulfilled"]
    if fulfilled and not any(_later_text(one, fulfilled[-1]) for one in claims):
        return "fulfilled"
    if claims and claims[-1].stance == "withdrawn":
        return "withdrawn"
    anybody = not demand.addressees or demand.claim.kind == "offer"
    joint = len(demand.claimants) > 1
    last: dict[str, ToldStance] = {}
    for one in in_time:
        decides = one.party_id in demand.addressees or (anybody and one.party_id not in demand.claimants)
        committed = joint or (demand.claim.kind == "offer" and one.stance in ("accepted", *UNDECIDED))
        if not (decides or (committed and one.party_id in demand.claimants)):
            continue
        if one.stance in DECISIVE:
            last[one.party_id] = one
        elif one.stance in UNDECIDED and one.party_id in last and _later_text(one, last[one.party_id]):
            del last[one.party_id]
    verdicts = {one.stance for one in last.values()}
    return "contested" if len(verdicts) > 1 else verdicts.pop() if verdicts else "open"


def _later_text(one: ToldStance, than: ToldStance) -> bool:
    """Whether a stance is told by a text of its own, after the other was taken."""
    return one.document.document_id != than.document.document_id and one.moment > than.moment


def _in_order_of_text(told: Sequence[ToldStance]) -> list[ToldStance]:
    """A text that tells what became of a demand, with its day ("on Monday they dropped the demand"), names the demand
    to say so: it was made no later than that day."""
    days: dict[str, date] = {}
    for one in told:
        if one.stance not in MADE and one.day:
            days[one.document.document_id] = min(one.day, days.get(one.document.document_id, one.day))
    return [
        replace(one, day=days[one.document.document_id])
        if one.stance in MADE and not one.day and one.document.document_id in days else one
        for one in told
    ]  # fmt: skip
