"""Stage 3, resolve: the claims of all documents to the tables of the schema. Recomputed in full on every run.

What makes two claims one record is decided here: for parties in `parties.py`, for people in `people.py`, and so on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.garbage import no_search_for_garbage
from pipeline.model import Claims
from pipeline.resolve.changes import change_rows
from pipeline.resolve.choices import in_order
from pipeline.resolve.demands import addressee_rows, demands, told_demands
from pipeline.resolve.documents import documents
from pipeline.resolve.events import event_ids, events, participant_rows, report_rows, told_events
from pipeline.resolve.evidence import evidence_rows
from pipeline.resolve.judgements import Judgements, NearPair
from pipeline.resolve.last_release import LastRelease, read_last_release
from pipeline.resolve.parties import Keys, parties, party_ids, reference_ids
from pipeline.resolve.people import people, person_ids, roles
from pipeline.resolve.places import charted_ids, place_ids, places
from pipeline.resolve.release import Release, settled
from pipeline.resolve.same.demands import quantity_rows, same_demands
from pipeline.resolve.same.text_clusters import text_clusters
from pipeline.resolve.soundness import problems
from pipeline.resolve.stances import stances, statuses, told_stances
from pipeline.schema import TABLES, vocabulary_tables

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Judgements", "LastRelease", "Resolution", "problems", "read_last_release", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The tables, and what a person should look at: records that may be one, or were joined without being equal.

    `ids` gives the published id of each claim, by kind of record: (document id, key of the claim) -> id.
    `named` are the ids of judgements that are a claim's own.
    """

    tables: dict[str, pl.DataFrame]
    near: tuple[NearPair, ...] = ()
    ids: Mapping[str, Keys] = field(default_factory=dict)
    named: frozenset[str] = frozenset()


@no_search_for_garbage()
def resolve(
    claims: Sequence[Claims], last: LastRelease | None = None, judgements: Judgements | None = None
) -> Resolution:
    """Every table of the schema, in publish order, each sorted by its primary key.

    `last` is the dataset that was published before: its records keep their ids. `judgements` say which records people
    decided to be one or two. The order of `claims` changes nothing. Claims must be sound (`problems` finds nothing).
    """
    claims = in_order(claims)
    by_id = {one.document.document_id: one.document for one in claims}
    release = Release(last or LastRelease(), by_id)
    judgements = (judgements or Judgements()).bound(release)
    release.decided = judgements

    def joined(kind: str, own: Keys) -> Keys:
        stated = {(one.document.document_id, claim.key): claim.evidence
                  for one in claims for claim in (one.parties if kind == "party" else one.places)}  # fmt: skip
        return judgements.joined(kind, own, stated)

    party = settled(
        release, "party", joined("party", party_ids(claims)), claims, lambda one: one.parties, reference_ids(claims)
    )
    place = settled(
        release, "place", joined("place", place_ids(claims)), claims, lambda one: one.places, charted_ids(claims)
    )
    people_told, near_people = person_ids(claims, party, judgements)
    person = settled(release, "person", people_told, claims, lambda one: one.people)

    wanted = told_demands(claims, party)
    alike = same_demands(wanted, judgements)
    demand = settled(release, "demand", alike.ids, claims, lambda one: one.demands)
    answers = told_stances(claims, wanted, demand, party, person)
    happened = told_events(claims, party, person, place)
    clusters = text_clusters(by_id.values())
    events_told, near_events = event_ids(happened, clusters, judgements)
    event = settled(release, "event", events_told, claims, lambda one: one.events)

    records = {
        "parties": parties(claims, party),
        "people": people(claims, person),
        "roles": roles(claims, party, person, release),
        "places": places(claims, place),
        "demands": demands(wanted, demand, statuses(answers, wanted, demand)),
        "stances": stances(answers, wanted, demand, release),
        "events": events(happened, event),
    }
    evidence = evidence_rows((statement for found in records.values() for statement in found.statements), by_id)
    rows = {name: found.rows for name, found in records.items()} | {
        "documents": documents(claims, clusters),
        "demand_quantities": quantity_rows(wanted, demand),
        "demand_addressees": addressee_rows(wanted, demand),
        "event_participants": participant_rows(happened, event),
        "event_reports": report_rows(happened, event),
        "id_redirects": release.redirects(judgements.reasons),
        "id_tombstones": release.tombstones(judgements.reasons),
        "corrections": [],
    }
    rows["demand_changes"] = change_rows(claims, wanted, demand, rows["stances"], evidence.ids, clusters)
    tables = vocabulary_tables() | {name: TABLES[name].frame(found) for name, found in rows.items()}
    tables["evidence"] = TABLES["evidence"].frame_of(evidence.columns)
    named = frozenset(judgements.naming.found) if judgements.naming else frozenset()
    ids = {"party": party, "place": place, "person": person, "demand": demand, "event": event}
    near = tuple(sorted((*alike.near, *near_events, *near_people)))
    return Resolution({name: tables[name] for name in TABLES}, near, ids, named)
