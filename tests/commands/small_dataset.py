"""A dataset of four sentences, written by hand, so that what the commands print can be read in the tests."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from pipeline.resolve.offsets import Offsets
from pipeline.schema import TABLES, empty_tables, vocabulary_tables

if TYPE_CHECKING:
    import polars as pl

TEXT = (
    "Norland wants Sudonia to lift sanctions.\n"
    "Sudonia rejected the demand, Foreign Minister Ada Ohm said.\n"
    "The two will meet in Port Ayr on 3 May 2024.\n"
    "Norland also offered to release prisoners if talks go on."
)

ROWS: dict[str, list[dict[str, Any]]] = {
    "documents": [
        {
            "document_id": "talks", "path": "talks.txt", "title": "Talks in Port Ayr", "language": "en",
            "published_from": datetime.date(2024, 5, 1), "published_to": datetime.date(2024, 5, 1),
            "published_basis": "metadata", "media_type": "text/plain", "sha256": "0" * 64, "publish": "sentences",
            "characters": len(TEXT), "words": 37, "sentences": 4, "text_cluster": "talks",
        }
    ],
    "parties": [
        {"party_id": "party:nor", "name": "Norland", "type": "state", "country_code": "NOR"},
        {"party_id": "party:sud", "name": "Sudonia", "type": "state", "country_code": "SUD"},
        {"party_id": "party:norland-fishers", "name": "Norland Fishers", "type": "union", "part_of_id": "party:nor"},
    ],
    "people": [{"person_id": "person:ada-ohm", "name": "Ada Ohm"}],
    "roles": [
        {
            "role_id": "role:ada-ohm-foreign-minister-1a2b3c", "person_id": "person:ada-ohm", "party_id": "party:sud",
            "role_text": "Foreign Minister", "is_former": False, "document_id": "talks",
        }
    ],
    "places": [{"place_id": "place:port-ayr", "name": "Port Ayr"}],
    "demands": [
        {
            "demand_id": "demand:nor-sud-sanctions-aaaaaa", "kind": "demand", "issue": "sanctions",
            "summary": "Norland demands that Sudonia lift sanctions", "content": "lift sanctions",
            "status": "rejected",
        },
        {
            "demand_id": "demand:nor-prisoners-bbbbbb", "kind": "offer", "issue": "prisoners",
            "summary": "Norland offers to release prisoners", "content": "release prisoners",
            "condition_text": "if talks go on", "status": "open",
        },
    ],
    "demand_addressees": [{"demand_id": "demand:nor-sud-sanctions-aaaaaa", "party_id": "party:sud"}],
    "stances": [
        {"stance_id": "stance:nor-made-aaaaaa", "demand_id": "demand:nor-sud-sanctions-aaaaaa",
         "party_id": "party:nor", "stance": "made", "document_id": "talks"},
        {"stance_id": "stance:sud-rejected-aaaaaa", "demand_id": "demand:nor-sud-sanctions-aaaaaa",
         "party_id": "party:sud", "person_id": "person:ada-ohm", "stance": "rejected", "document_id": "talks"},
        {"stance_id": "stance:nor-offered-bbbbbb", "demand_id": "demand:nor-prisoners-bbbbbb",
         "party_id": "party:nor", "stance": "offered", "document_id": "talks"},
    ],
    "events": [
        {
            "event_id": "event:consult-nor-sud-cccccc", "event_type": "CONSULT", "label": "meeting",
            "summary": "Meeting of Norland and Sudonia in Port Ayr", "status": "planned",
            "date_start": datetime.date(2024, 5, 3), "date_end": datetime.date(2024, 5, 3), "date_precision": "day",
            "date_text": "on 3 May 2024", "date_basis": "explicit", "place_id": "place:port-ayr",
        }
    ],
    "event_participants": [
        {"participant_id": "participant:cccccc-nor", "event_id": "event:consult-nor-sud-cccccc",
         "party_id": "party:nor", "role": "participant"},
        {"participant_id": "participant:cccccc-sud", "event_id": "event:consult-nor-sud-cccccc",
         "party_id": "party:sud", "role": "participant"},
    ],
    "demand_changes": [
        {"change_id": "change:000000000001", "demand_id": "demand:nor-sud-sanctions-aaaaaa", "party_id": "party:nor",
         "change": "softened", "later_demand_id": "demand:nor-prisoners-bbbbbb",
         "earlier_evidence_id": "evidence:000000000006", "later_evidence_id": "evidence:000000000007"}
    ],
    "id_redirects": [
        {"old_id": "demand:old-sanctions-000000", "new_id": "demand:nor-sud-sanctions-aaaaaa", "reason": "merged"}
    ],
}  # fmt: skip

# record type, record id, quote, the line of TEXT that it stands in
EVIDENCE = (
    ("party", "party:nor", "Norland", 0),
    ("party", "party:sud", "Sudonia", 0),
    ("party", "party:norland-fishers", "Norland", 3),
    ("person", "person:ada-ohm", "Ada Ohm", 1),
    ("role", "role:ada-ohm-foreign-minister-1a2b3c", "Foreign Minister", 1),
    ("place", "place:port-ayr", "Port Ayr", 2),
    ("demand", "demand:nor-sud-sanctions-aaaaaa", "lift sanctions", 0),
    ("demand", "demand:nor-prisoners-bbbbbb", "release prisoners", 3),
    ("stance", "stance:nor-made-aaaaaa", "wants", 0),
    ("stance", "stance:sud-rejected-aaaaaa", "rejected the demand", 1),
    ("stance", "stance:nor-offered-bbbbbb", "offered", 3),
    ("event", "event:consult-nor-sud-cccccc", "will meet in Port Ayr on 3 May 2024", 2),
)


def small_tables() -> dict[str, pl.DataFrame]:
    """Every table of the schema, filled with the rows above."""
    rows = {name: TABLES[name].frame(listed) for name, listed in ROWS.items()}
    return {**empty_tables(), **vocabulary_tables(), **rows, "evidence": TABLES["evidence"].frame(_evidence_rows())}


def _evidence_rows() -> list[dict[str, Any]]:
    lines = TEXT.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    rows = []
    for number, (record_type, record_id, quote, line) in enumerate(EVIDENCE):
        start = starts[line] + lines[line].index(quote)
        rows.append(
            {
                "evidence_id": f"evidence:{number:012x}",
                "record_type": record_type,
                "record_id": record_id,
                "document_id": "talks",
                "start": start,
                "end": start + len(quote),
                "quote": quote,
                "sentence": lines[line],
                "sentence_start": starts[line],
                "sentence_end": starts[line] + len(lines[line]),
                "method": "by-hand",
                "confidence": 0.9,
                **Offsets(TEXT).columns(start, start + len(quote)),
            }
        )
    return rows
