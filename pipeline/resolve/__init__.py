"""Stage 3, resolve: the claims of all documents to the tables of the schema. Recomputed in full on every run.

What makes two claims one record is decided here: for parties in `parties.py`, for people in `people.py`, and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.model import Claims
from pipeline.resolve.choices import in_order
from pipeline.resolve.demands import addressee_rows, demand_ids, demands, told_demands
from pipeline.resolve.documents import documents
from pipeline.resolve.events import event_ids, events, participant_rows, told_events
from pipeline.resolve.evidence import evidence_rows
from pipeline.resolve.parties import parties, party_ids
from pipeline.resolve.people import people, person_ids, roles
from pipeline.resolve.places import place_ids, places
from pipeline.resolve.soundness import problems
from pipeline.resolve.stances import stances, statuses, told_stances
from pipeline.schema import TABLES, vocabulary_tables

if TYPE_CHECKING:
    import polars as pl

__all__ = ["problems", "resolve"]


def resolve(claims: Sequence[Claims], previous: frozenset[str] = frozenset()) -> dict[str, pl.DataFrame]:
    """Every table of the schema, in publish order, each sorted by its primary key.

    `previous` holds the ids of the last release: a record that was published under one of several possible ids keeps
    it, and an id that is no longer a row of its own is redirected. The order of `claims` changes nothing. Claims must
    be sound (`problems` finds nothing).
    """
    claims = in_order(claims)
    party, place = party_ids(claims), place_ids(claims)
    persons = person_ids(claims, party, previous)
    person = persons.ids

    wanted = told_demands(claims, party)
    demand = demand_ids(wanted)
    answers = told_stances(claims, wanted, demand, party, person)
    happened = told_events(claims, party, person, place)
    event = event_ids(happened)

    records = {
        "parties": parties(claims),
        "people": people(claims, persons),
        "roles": roles(claims, party, persons),
        "places": places(claims),
        "demands": demands(wanted, demand, statuses(answers, wanted, demand)),
        "stances": stances(answers, wanted, demand),
        "events": events(happened, event),
    }
    said = [statement for found in records.values() for statement in found.statements]
    rows = {name: found.rows for name, found in records.items()} | {
        "documents": documents(claims),
        "demand_addressees": addressee_rows(wanted, demand),
        "event_participants": participant_rows(happened, event),
        "evidence": evidence_rows(said, {one.document.document_id: one.document for one in claims}),
        "id_redirects": [
            {"old_id": old, "new_id": new, "reason": "two names of one person"}
            for old, new in persons.aliases.items()
            if old in previous
        ],
    }
    tables = vocabulary_tables() | {name: TABLES[name].frame(found) for name, found in rows.items()}
    return {name: tables[name] for name in TABLES}
