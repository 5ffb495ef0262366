"""A large dataset made by dice that always fall alike: as many demands and rows of evidence as one asks for."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import polars as pl

from pipeline.schema import TABLES, vocabulary_tables
from pipeline.schema.vocabularies import DEMAND_KINDS, DEMAND_STATUSES, EVENT_STATUSES, EVENT_TYPES, ISSUES

WORDS = ["ceasefire", "harbour", "troops", "border", "sanctions", "prisoners", "river", "grain", "convoy", "parliament", "treaty", "observers", "dam", "ferry", "station", "refugees", "election", "amnesty", "corridor", "pipeline", "quota", "envoy", "capital", "province", "island", "bridge"]  # fmt: skip

Row = dict[str, Any]


def large_tables(demands: int = 10_000, evidence: int = 50_000) -> dict[str, pl.DataFrame]:
    """Tables of that size; every key that the explorer follows resolves."""
    dice = random.Random(6)
    texts = max(1, demands // 20)
    parties = [f"party:p{at:03}" for at in range(120)]
    people = [f"person:s{at:04}" for at in range(800)]
    documents = [f"text-{at:05}" for at in range(texts)]
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    rows["parties"] = [{"party_id": one, "name": f"Party {one[-3:]}", "type": "state"} for one in parties]
    rows["people"] = [{"person_id": one, "name": f"Speaker {one[-4:]}"} for one in people]
    rows["documents"] = [_document(one, at) for at, one in enumerate(documents)]
    rows["roles"] = [
        {"role_id": f"role:{at}", "person_id": one, "party_id": parties[at % 120], "role_text": "Minister",
         "is_former": False, "document_id": documents[at % texts]} for at, one in enumerate(people)
    ]  # fmt: skip
    records: list[tuple[str, str, str]] = []
    for at in range(demands):
        demand, who, text = f"demand:d{at:06}", min(int(dice.expovariate(0.08)), 119), documents[at % texts]
        words = " ".join(dice.choices(WORDS, k=5))
        rows["demands"].append(
            {"demand_id": demand, "kind": dice.choice(DEMAND_KINDS), "issue": dice.choice(ISSUES), "content": words,
             "summary": f"Party {who:03} demands {words}.", "status": dice.choice(DEMAND_STATUSES)}
        )  # fmt: skip
        rows["demand_addressees"].append({"demand_id": demand, "party_id": dice.choice(parties)})
        for number, stance in enumerate(("made", dice.choice(("rejected", "accepted")))):
            key = f"stance:s{at:06}-{number}"
            rows["stances"].append({"stance_id": key, "demand_id": demand, "document_id": text, "stance": stance,
                                    "party_id": parties[who] if not number else dice.choice(parties)})  # fmt: skip
            records.append(("stance", key, text))
        records.append(("demand", demand, text))
    for at in range(demands // 2):
        event, text = f"event:e{at:06}", documents[at % texts]
        day = date(2020, 1, 1) + timedelta(days=dice.randrange(2000))
        rows["events"].append({"event_id": event, "event_type": dice.choice(EVENT_TYPES), "label": "meeting",
                               "summary": f"Event {at}.", "status": dice.choice(EVENT_STATUSES), "date_start": day,
                               "date_end": day, "date_precision": "day", "date_text": "then",
                               "date_basis": "explicit"})  # fmt: skip
        rows["event_reports"].append({"event_id": event, "document_id": text, "reported_status": "occurred"})
        for number, party in enumerate(dice.sample(parties[:40], 2)):
            rows["event_participants"].append({"participant_id": f"participant:{at}-{number}", "event_id": event,
                                               "party_id": party, "role": "participant"})  # fmt: skip
        records.append(("event", event, text))
    while len(records) < evidence:
        records.append(("party", dice.choice(parties), dice.choice(documents)))
    rows["evidence"] = [_evidence(at, *record, dice) for at, record in enumerate(records[:evidence])]
    return {name: TABLES[name].frame(listed) for name, listed in rows.items()} | vocabulary_tables()


def _document(key: str, at: int) -> Row:
    day = date(2020, 1, 1) + timedelta(days=at)
    return {"document_id": key, "path": f"{key}.txt", "title": f"Report {at}", "language": "en", "published_from": day,
            "published_to": day, "media_type": "text/plain", "sha256": f"{at:064}", "publish": "sentences",
            "characters": 9000, "words": 1500, "sentences": 60, "text_cluster": key}  # fmt: skip


def _evidence(at: int, kind: str, record: str, document: str, dice: random.Random) -> Row:
    sentence = " ".join(dice.choices(WORDS, k=22)) + "."
    start = 200 * (at // 500)
    first = sentence.index(" ") + 1
    last = sentence.index(" ", first)
    return {"evidence_id": f"evidence:{at:012x}", "record_type": kind, "record_id": record, "document_id": document,
            "start": start + first, "end": start + last, "quote": sentence[first:last], "sentence": sentence,
            "sentence_start": start, "sentence_end": start + len(sentence), "method": "frame:want", "confidence": 0.9,
            "utf16_start": 0, "utf16_end": 1, "byte_start": 0, "byte_end": 1}  # fmt: skip
