"""A dataset made by hand in which every question has its trap: rows that a careless query would count or leave out."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from pipeline.resolve.offsets import Offsets
from pipeline.schema import TABLES, vocabulary_tables

Row = dict[str, Any]

NAMES = {"nor": "Norland", "sud": "Sudria", "eas": "Eastmark", "uni": "Lake Union"}
# document -> day of publication, text cluster (the copy of an agency story has that of the first)
DOCUMENTS = {
    "may-1": (date(2031, 5, 1), "may-1"),
    "may-2-copy": (date(2031, 5, 2), "may-1"),
    "may-10": (date(2031, 5, 10), "may-10"),
    "undated": (None, "undated"),
}

# demand, kind, issue, claimants, addressees, act, condition, status, documents that state it
DEMANDS = (
    ("land-of-nor", "demand", "territory", "nor", "sud", "return Elm", None, "rejected", "may-1"),
    ("land-of-sud", "demand", "territory", "sud", "nor", "cede Oak", None, "rejected", "may-1 may-2-copy"),
    ("old-land-of-sud", "demand", "territory", "sud", "nor", "cede Ash", None, "withdrawn", "may-1 may-10"),
    ("lift-plain", "demand", "sanctions", "nor", "eas", "lift sanction", None, "open", "may-1 may-10"),
    ("lift-if", "demand", "sanctions", "sud", "eas", "lift sanction", "if the truce holds", "open", "may-1"),
    ("aid-of-nor", "demand", "humanitarian", "nor", "eas", "allow aid", None, "open", "may-1"),
    ("aid-of-sud", "demand", "humanitarian", "sud", "eas", "allow aid", None, "open", "may-10"),
    ("leave-of-nor", "demand", "withdrawal", "nor", "sud", "withdraw troop", None, "open", "may-1"),
    ("leave-of-sud", "demand", "withdrawal", "sud", "nor", "withdraw troop", None, "open", "may-1"),
    ("truce-30", "demand", "ceasefire", "nor", "", "truce", None, "open", "may-1"),
    ("truce-60", "demand", "ceasefire", "sud", "", "truce", None, "open", "may-10"),
    ("truce-90", "demand", "ceasefire", "sud", "", "truce", None, "withdrawn", "may-1"),
    ("seat", "demand", "process", "nor sud", "eas", "attend talk", None, "open", "undated"),
    ("captives", "offer", "prisoners", "nor", "sud", "free captive", None, "open", "may-1"),
    ("joint-promise", "offer", "environment", "nor sud", "", "clean lake", None, "open", "may-1"),
    ("no-inspection", "refusal", "nuclear", "sud", "", "allow inspection", None, "open", "may-10"),
    ("inspection", "demand", "nuclear", "nor", "sud", "allow inspection", None, "open", "undated may-10"),
)
# number, demand, party, stance, document
ANSWERS = (
    ("land-of-nor", "sud", "rejected", "may-1"),
    ("land-of-sud", "nor", "rejected", "may-10"),
    ("lift-plain", "eas", "rejected", "may-10"),
    ("leave-of-nor", "sud", "rejected", "may-1"),
    ("old-land-of-sud", "sud", "withdrawn", "may-10"),
    ("truce-90", "sud", "withdrawn", "may-10"),
    ("aid-of-nor", "uni", "endorsed", "may-10"),
    ("captives", "sud", "accepted_conditionally", "may-10"),
)
QUANTITIES = (
    ("truce-30", "a month", 30.0, 30.0, "day"),
    ("truce-60", "at least 60 days", 60.0, None, "day"),
    ("truce-90", "90 days", 90.0, 90.0, "day"),
    ("truce-60", "5,000 dollars", 5000.0, 5000.0, "USD"),
    ("captives", "250 captives", 250.0, 250.0, "captive"),
    ("land-of-nor", "some", None, None, None),
)
TEXTLESS = {
    "start": 10,
    "end": 14,
    "quote": "said",
    "sentence": "She said so.",
    "sentence_start": 6,
    "sentence_end": 18,
    **Offsets("").columns(10, 14),
}


def trap_tables() -> dict[str, pl.DataFrame]:
    """All tables of the schema."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    rows["documents"] = [_document(name, *about) for name, about in DOCUMENTS.items()]
    rows["parties"] = [{"party_id": f"party:{key}", "name": name, "type": "state"} for key, name in NAMES.items()]
    for demand in DEMANDS:
        _add_demand(rows, *demand)
    for demand, party, stance, document in ANSWERS:
        _add_stance(rows, demand, party, stance, document)
    rows["demand_quantities"] = [
        {"demand_id": f"demand:{demand}", "quantity_text": text, "low": low, "high": high, "unit": unit}
        for demand, text, low, high, unit in QUANTITIES
    ]
    _add_meetings(rows)
    rows["demand_changes"] = [
        {"change_id": "change:1", "demand_id": "demand:lift-plain", "party_id": "party:nor", "change": "repeated",
         "earlier_evidence_id": "evidence:lift-plain-may-1", "later_evidence_id": "evidence:lift-plain-may-10"},
        {"change_id": "change:2", "demand_id": "demand:truce-90", "later_demand_id": "demand:truce-60",
         "party_id": "party:sud", "change": "narrowed",
         "earlier_evidence_id": "evidence:truce-90-may-1", "later_evidence_id": "evidence:truce-60-may-10"},
    ]  # fmt: skip
    rows["id_redirects"] = [{"old_id": "demand:give-land", "new_id": "demand:land-of-sud", "reason": "one demand"}]
    made = {name: TABLES[name].frame(listed) for name, listed in rows.items()} | vocabulary_tables()
    return {name: made[name] for name in TABLES}


def _document(name: str, published: date | None, cluster: str) -> Row:
    return {"document_id": name, "path": f"{name}.txt", "language": "en", "published_from": published,
            "published_to": published, "published_basis": "metadata" if published else None,
            "media_type": "text/plain", "sha256": "0" * 64, "publish": "sentences", "characters": 500, "words": 90,
            "sentences": 5, "text_cluster": cluster}  # fmt: skip


def _add_demand(
    rows: dict[str, list[Row]], name: str, kind: str, issue: str, claimants: str, addressees: str, act: str,
    condition: str | None, status: str, documents: str,
) -> None:  # fmt: skip
    record = f"demand:{name}"
    rows["demands"].append({
        "demand_id": record, "kind": kind, "issue": issue, "content": act, "act": act, "condition_text": condition,
        "summary": f"{name} wanted.", "status": status,
    })  # fmt: skip
    rows["demand_addressees"] += [{"demand_id": record, "party_id": f"party:{one}"} for one in addressees.split()]
    for document in documents.split():
        _add_evidence(rows, "demand", record, document)
        for party in claimants.split():
            _add_stance(rows, name, party, "offered" if kind == "offer" else "made", document)


def _add_stance(rows: dict[str, list[Row]], demand: str, party: str, stance: str, document: str) -> None:
    record = f"stance:{demand}-{party}-{stance.replace('_', '-')}-{document}"
    rows["stances"].append({"stance_id": record, "demand_id": f"demand:{demand}", "party_id": f"party:{party}",
                            "stance": stance, "document_id": document})  # fmt: skip
    _add_evidence(rows, "stance", record, document)


def _add_evidence(rows: dict[str, list[Row]], kind: str, record: str, document: str) -> None:
    rows["evidence"].append({"evidence_id": f"evidence:{record.partition(':')[2]}-{document}", "record_type": kind,
                             "record_id": record, "document_id": document, "method": "by-hand", "confidence": 1.0,
                             **TEXTLESS})  # fmt: skip


def _add_meetings(rows: dict[str, list[Row]]) -> None:
    """Talks that were planned and then held without Eastmark; talks that are only planned; an attack, which is no seat
    at a table."""
    meetings = (
        ("talks-held", "CONSULT", "occurred", date(2031, 5, 9), {"nor": "participant", "sud": "participant", "uni": "mediator", "eas": "absent"}),
        ("talks-ahead", "CONSULT", "planned", date(2031, 6, 1), {"nor": "participant", "sud": "participant"}),
        ("raid", "ASSAULT", "occurred", None, {"sud": "actor", "nor": "recipient"}),
    )  # fmt: skip
    for name, kind, status, day, parts in meetings:
        record = f"event:{name}"
        dated = {"date_precision": "day", "date_text": "that day", "date_basis": "explicit"} if day else {}
        rows["events"].append({"event_id": record, "event_type": kind, "label": "talks", "status": status,
                               "summary": f"{name}.", "date_start": day, "date_end": day, **dated})  # fmt: skip
        rows["event_participants"] += [
            {"participant_id": f"participant:{name}-{party}", "event_id": record, "party_id": f"party:{party}",
             "role": role} for party, role in parts.items()
        ]  # fmt: skip
        rows["event_reports"].append({"event_id": record, "document_id": "may-10", "reported_status": status})
        _add_evidence(rows, "event", record, "may-10")
    rows["event_reports"].append({"event_id": "event:talks-held", "document_id": "may-1", "reported_status": "planned"})
    _add_evidence(rows, "event", "event:talks-held", "may-1")
    for party in NAMES:
        _add_evidence(rows, "party", f"party:{party}", "may-1")
