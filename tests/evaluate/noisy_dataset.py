"""A dataset made from annotations, with mistakes put in at fixed places: enough to compare two ways of scoring."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.evaluate.attributes import _accepted_codes
from pipeline.evaluate.gold import GoldDocument
from pipeline.schema import TABLES

Rows = dict[str, list[dict[str, Any]]]


def write_noisy_dataset(golds: list[GoldDocument], root: Path) -> None:
    """Write the tables below `root/dist/parquet`, without the columns that scoring never looks at being right."""
    rows: Rows = {name: [] for name in TABLES}
    for gold in golds[:-1]:  # the last text is not in the dataset
        _add_document(rows, gold)
    folder = root / "dist" / "parquet"
    folder.mkdir(parents=True)
    for name, table in TABLES.items():
        unique = list({tuple(row[key] for key in table.primary_key): row for row in rows[name]}.values())
        table.frame(unique).write_parquet(folder / f"{name}.parquet")


def _add_document(rows: Rows, gold: GoldDocument) -> None:
    document = gold.stem
    rows["documents"].append({"document_id": document, "path": gold.file, "sha256": "0" * 64})
    for number, party in enumerate(gold.parties):
        if number % 4 != 3:
            # every second one is known by another name and found by a form of the text only
            rows["parties"].append({"party_id": _party(party.name), "name": party.name, "type": "state"})
            _quote(rows, document, "party", _party(party.name), (*party.forms, party.name)[0])
    _add_party(rows, document, "Atlantis")
    for number, person in enumerate(gold.people):
        key = f"person:{_slug(person.name)}"
        rows["people"].append({"person_id": key, "name": person.name.split()[-1] if number % 2 else person.name})
        _quote(rows, document, "person", key, person.name)
        if person.role and number % 3 != 2:
            rows["roles"].append(
                {"role_id": f"role:{document}-{number}", "person_id": key, "role_text": person.role,
                 "party_id": _party(person.party) if person.party else None, "document_id": document}
            )  # fmt: skip
            _add_party(rows, document, person.party or "Atlantis")
    for number, demand in enumerate(gold.demands):
        _add_demand(rows, document, number, demand)
    for number, event in enumerate(gold.events):
        _add_event(rows, document, number, event)


def _add_demand(rows: Rows, document: str, number: int, demand: Any) -> None:
    if number % 5 == 4:
        return
    key = f"demand:{document}-{number}"
    issue = "other" if number % 7 == 6 else _finer("issue", demand.issue)
    kind = "demand" if number % 3 == 1 else _finer("kind", demand.kind)
    rows["demands"].append({"demand_id": key, "kind": kind, "issue": issue, "status": "open"})
    _quote(rows, document, "demand", key, _spoilt(demand.quote, number))
    stances = [("made", name) for name in demand.by or {"Atlantis"}]
    stances += [("rejected" if number % 2 else "countered", name) for name in demand.rejected_by if number % 4]
    for stance, name in sorted(stances):
        _add_party(rows, document, name)
        rows["stances"].append(
            {"stance_id": f"stance:{key}-{stance}-{_slug(name)}", "demand_id": key, "party_id": _party(name),
             "stance": stance, "document_id": document}
        )  # fmt: skip
    for name in sorted(demand.of)[: 1 + number % 2]:
        _add_party(rows, document, name)
        if number % 6 != 5:
            rows["demand_addressees"].append({"demand_id": key, "party_id": _party(name)})


def _add_event(rows: Rows, document: str, number: int, event: Any) -> None:
    if number % 5 == 2:
        return
    key = f"event:{document}-{number}"
    start = None
    if event.date and number % 4:
        text = event.date.partition("/")[0]
        start = datetime.date.fromisoformat(
            text + "-01-01"[: 10 - len(text)] if len(text) == 4 else (text + "-01")[:10]
        )
    status = {"yes": "occurred"}.get(event.happened, event.happened) if number % 3 else "planned"
    rows["events"].append(
        {"event_id": key, "event_type": _finer("type", event.type), "label": "x", "summary": "x", "status": status,
         "date_start": start, "date_end": start}
    )  # fmt: skip
    _quote(rows, document, "event", key, _spoilt(event.quote, number))
    for place, name in enumerate(sorted(event.participants)):
        if number % 4 == 3 and place:
            break
        _add_party(rows, document, name)
        rows["event_participants"].append(
            {"participant_id": f"participant:{key}-{place}", "event_id": key, "party_id": _party(name), "role": "actor"}
        )


def _add_party(rows: Rows, document: str, name: str) -> None:
    rows["parties"].append({"party_id": _party(name), "name": name, "type": "state"})
    _quote(rows, document, "party", _party(name), name)


def _quote(rows: Rows, document: str, record_type: str, record_id: str, quote: str) -> None:
    number = len(rows["evidence"])
    rows["evidence"].append(
        {"evidence_id": f"evidence:{number:06d}", "record_type": record_type, "record_id": record_id,
         "document_id": document, "start": number, "end": number + len(quote), "quote": quote}
    )  # fmt: skip


def _spoilt(quote: str, number: int) -> str:
    """The quote as it is, cut to its second half, with words before it, or far too short."""
    words = quote.split()
    return (quote, " ".join(words[len(words) // 2 :]), f"on the other hand {quote}", words[0])[number % 4]


def _finer(field: str, code: str) -> str:
    return min(_accepted_codes().get((field, code), frozenset({code})))


def _party(name: str) -> str:
    return f"party:{_slug(name)}"


def _slug(name: str) -> str:
    return "-".join(pl.Series([name.casefold()]).str.extract_all(r"[a-z0-9]+")[0].to_list())
