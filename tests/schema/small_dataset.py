"""A dataset made by hand: two short texts about invented states, and the tables that a build should make of them."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import polars as pl

from pipeline.resolve.offsets import Offsets
from pipeline.schema import TABLES, vocabulary_tables

ARTICLE = (
    "Talks on the Norland Border\n\n"
    "President Ada Moss of Norland and the Sudric side are to meet in Port Elm on Friday. "
    "Sudria wants Norland to halt mobilisation, and lift sanctions if talks resume. "
    "Norland’s parliament rejected these terms on Tuesday. "
    "Norland offered “prisoner exchanges” 🤝, which Sudria accepted.\n"
)
WIRE = "Sudria again asked Norland to lift sanctions. Nothing else was agreed.\n"
TEXTS = {"norland-border": ARTICLE, "wire": WIRE}

Row = dict[str, Any]


def small_tables() -> dict[str, pl.DataFrame]:
    """All tables of the schema for `TEXTS`, valid in every check."""
    rows = {
        "documents": _documents(),
        "parties": [
            {"party_id": "party:norland", "name": "Norland", "type": "state", "country_code": "NLX"},
            {"party_id": "party:a-norland-parliament", "name": "Parliament of Norland", "type": "government_body",
             "country_code": "NLX", "part_of_id": "party:norland"},
            {"party_id": "party:sudria", "name": "Sudria", "type": "state", "wikidata_id": "Q1"},
        ],
        "people": [{"person_id": "person:ada-moss", "name": "Ada Moss"}],
        "roles": [{"role_id": "role:ada-moss-president", "person_id": "person:ada-moss", "party_id": "party:norland",
                   "role_text": "President", "is_former": False, "document_id": "norland-border"}],
        "places": [{"place_id": "place:port-elm", "name": "Port Elm", "latitude": 54.5, "longitude": -3.25}],
        "demands": [
            {"demand_id": "demand:sud-nor-forces-1", "kind": "demand", "issue": "forces", "content": "halt mobilisation",
             "summary": "Sudria demands that Norland halt mobilisation", "status": "rejected"},
            {"demand_id": "demand:sud-nor-sanctions-1", "kind": "demand", "issue": "sanctions",
             "content": "lift sanctions", "condition_text": "if talks resume",
             "summary": "Sudria demands that Norland lift sanctions", "status": "open"},
            {"demand_id": "demand:nor-prisoners-1", "kind": "offer", "issue": "prisoners",
             "content": "prisoner exchanges", "summary": "Norland offers prisoner exchanges", "status": "accepted"},
        ],
        "demand_addressees": [
            {"demand_id": "demand:sud-nor-forces-1", "party_id": "party:norland"},
            {"demand_id": "demand:sud-nor-sanctions-1", "party_id": "party:norland"},
        ],
        "stances": [
            _stance("1", "demand:sud-nor-forces-1", "party:sudria", "made", "1056"),
            _stance("2", "demand:sud-nor-sanctions-1", "party:sudria", "made", "1054"),
            _stance("3", "demand:sud-nor-forces-1", "party:a-norland-parliament", "rejected", "1246") |
            {"stance_date": date(2031, 5, 6)},
            _stance("4", "demand:nor-prisoners-1", "party:norland", "offered", "0353"),
            _stance("5", "demand:nor-prisoners-1", "party:sudria", "accepted", "0353"),
            _stance("6", "demand:sud-nor-sanctions-1", "party:sudria", "made", "1054") | {"document_id": "wire"},
        ],
        "events": [
            {"event_id": "event:meeting-1", "event_type": "CONSULT", "label": "meeting", "status": "planned",
             "summary": "Meeting of Norland and Sudria in Port Elm", "date_start": date(2031, 5, 9),
             "date_end": date(2031, 5, 9), "date_precision": "day", "date_text": "on Friday", "date_basis": "relative",
             "place_id": "place:port-elm"},
            {"event_id": "event:rejection-1", "event_type": "REJECT", "label": "rejection", "status": "occurred",
             "summary": "The parliament of Norland rejects the Sudric terms", "date_start": date(2031, 5, 6),
             "date_end": date(2031, 5, 6), "date_precision": "day", "date_text": "on Tuesday",
             "date_basis": "relative"},
        ],
        "event_participants": [
            _participant("1", "event:meeting-1", "party:norland", "participant") | {"person_id": "person:ada-moss"},
            _participant("2", "event:meeting-1", "party:sudria", "participant"),
            _participant("3", "event:rejection-1", "party:a-norland-parliament", "actor"),
            _participant("4", "event:rejection-1", "party:sudria", "recipient"),
        ],
        "evidence": [
            _evidence("party", "party:norland", "Norland", of="President Ada"),
            _evidence("party", "party:sudria", "Sudric"),
            _evidence("party", "party:a-norland-parliament", "Norland’s parliament"),
            _evidence("person", "person:ada-moss", "Ada Moss"),
            _evidence("role", "role:ada-moss-president", "President"),
            _evidence("place", "place:port-elm", "Port Elm"),
            _evidence("demand", "demand:sud-nor-forces-1", "halt mobilisation"),
            _evidence("demand", "demand:sud-nor-sanctions-1", "lift sanctions"),
            _evidence("demand", "demand:sud-nor-sanctions-1", "lift sanctions", document="wire"),
            _evidence("demand", "demand:nor-prisoners-1", "“prisoner exchanges” 🤝"),
            _evidence("stance", "stance:1", "Sudria wants"),
            _evidence("stance", "stance:2", "Sudria wants"),
            _evidence("stance", "stance:3", "rejected these terms"),
            _evidence("stance", "stance:4", "Norland offered"),
            _evidence("stance", "stance:5", "which Sudria accepted"),
            _evidence("stance", "stance:6", "Sudria again asked", document="wire"),
            _evidence("event", "event:meeting-1", "to meet in Port Elm on Friday"),
            _evidence("event", "event:rejection-1", "Norland’s parliament rejected these terms"),
        ],
        "demand_quantities": [],
        "demand_changes": [],
        "event_reports": [
            {"event_id": one, "document_id": "norland-border", "reported_status": status}
            for one, status in (("event:meeting-1", "planned"), ("event:rejection-1", "occurred"))
        ],
        "id_tombstones": [
            {"old_id": "party:east-norland", "record_type": "party", "said": "East Norland",
             "reason": "no longer among the sources: old-wire"},
        ],
        "corrections": [],
        "id_redirects": [{"old_id": "party:norland-republic", "new_id": "party:norland", "reason": "one state"}],
    }  # fmt: skip
    made = {name: TABLES[name].frame(listed) for name, listed in rows.items()} | vocabulary_tables()
    return {name: made[name] for name in TABLES}


def changed(tables: dict[str, pl.DataFrame], table: str, row: int, **values: Any) -> dict[str, pl.DataFrame]:
    """The tables with other values in one row of one table (rows counted in primary-key order)."""
    rows = tables[table].to_dicts()
    rows[row].update(values)
    return {**tables, table: TABLES[table].frame(rows)}


def without(tables: dict[str, pl.DataFrame], table: str, row: int) -> dict[str, pl.DataFrame]:
    """The tables without one row."""
    rows = tables[table].to_dicts()
    del rows[row]
    return {**tables, table: TABLES[table].frame(rows)}


def doubled(tables: dict[str, pl.DataFrame], table: str, row: int, **values: Any) -> dict[str, pl.DataFrame]:
    """The tables with one row a second time, with other values where given."""
    rows = tables[table].to_dicts()
    return {**tables, table: TABLES[table].frame([*rows, {**rows[row], **values}])}


def position(tables: dict[str, pl.DataFrame], table: str, **values: Any) -> int:
    """Which row of a table has these values."""
    rows = tables[table].to_dicts()
    return next(i for i, row in enumerate(rows) if all(row[name] == value for name, value in values.items()))


def _documents() -> list[Row]:
    about = {"norland-border": ("Talks on the Norland Border", "Elm Courier", 5, "sentences"),
             "wire": (None, None, 2, "quotes")}  # fmt: skip
    return [
        {"document_id": key, "path": f"{key}.txt", "title": title, "publisher": publisher, "language": "en",
         "published_from": date(2031, 5, 7), "published_to": date(2031, 5, 7), "published_basis": "metadata",
         "media_type": "text/plain", "sha256": hashlib.sha256(TEXTS[key].encode()).hexdigest(), "publish": terms,
         "characters": len(TEXTS[key]), "words": len(TEXTS[key].split()), "sentences": sentences,
         "text_cluster": key}
        for key, (title, publisher, sentences, terms) in about.items()
    ]  # fmt: skip


def _stance(number: str, demand: str, party: str, stance: str, cameo: str) -> Row:
    return {"stance_id": f"stance:{number}", "demand_id": demand, "party_id": party, "stance": stance,
            "document_id": "norland-border", "cameo_code": cameo}  # fmt: skip


def _participant(number: str, event: str, party: str, role: str) -> Row:
    return {"participant_id": f"participant:{number}", "event_id": event, "party_id": party, "role": role}


def _evidence(kind: str, record: str, quote: str, *, of: str = "", document: str = "norland-border") -> Row:
    """An evidence row for the first occurrence of the quote, after `of` where that is given."""
    text = TEXTS[document]
    start = text.index(quote, text.index(of) if of else 0)
    first = max(text.rfind(mark, 0, start) + len(mark) if mark in text[:start] else 0 for mark in (". ", "\n"))
    last = next(i for i in range(start + len(quote), len(text)) if text[i] in ".\n")
    last += text[last] == "."
    return {
        "evidence_id": f"evidence:{kind}-{record.split(':')[1]}-{document}", "record_type": kind, "record_id": record,
        "document_id": document, "start": start, "end": start + len(quote), "quote": quote,
        "sentence": text[first:last] if document != "wire" else None, "sentence_start": first, "sentence_end": last,
        "method": "by-hand", "confidence": 1.0, **Offsets(text).columns(start, start + len(quote)),
    }  # fmt: skip
