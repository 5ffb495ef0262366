"""The evidence table: one row for each stretch of text that states a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from pipeline.model import Document, Evidence
from pipeline.resolve.ids import short_ids
from pipeline.resolve.offsets import Offsets

Row = dict[str, Any]
Passage = tuple[str, str, int, int]  # record id, document id, start, end: one row


class Statement(NamedTuple):
    """A document states a record in these words."""

    record_type: str
    record_id: str
    document_id: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Records:
    """Rows of one table and what states them."""

    rows: list[Row] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class EvidenceRows:
    """The table by its columns, as it has a hundred rows for one of any other; and the id of each passage."""

    columns: dict[str, list[Any]]
    ids: dict[Passage, str]


def statements(record_type: str, record_id: str, document_id: str, evidence: Iterable[Evidence]) -> list[Statement]:
    return [Statement(record_type, record_id, document_id, one) for one in evidence]


def evidence_rows(found: Iterable[Statement], documents: Mapping[str, Document]) -> EvidenceRows:
    """The rows of the evidence table; a passage counts once for a record, by the surest rule that found it.

    Ids rest on the record, the document, the quote and which of equal quotes it is, not on offsets: a document that
    gains a paragraph above keeps them.
    """
    surest: dict[Passage, Statement] = {}
    for one in found:
        span = one.evidence.span
        key = (one.record_id, one.document_id, span.start, span.end)
        before = surest.setdefault(key, one)
        if before is not one and _rank(one) < _rank(before):
            surest[key] = one
    ids = _ids(surest, documents)
    offsets = {name: Offsets(documents[name].text) for name in dict.fromkeys(passage[1] for passage in surest)}
    told = [(one, one.evidence, documents[one.document_id]) for one in surest.values()]
    elsewhere = [tuple(offsets[name].columns(start, end).values()) for _, name, start, end in surest]
    columns: dict[str, list[Any]] = {
        "evidence_id": [ids[passage] for passage in surest],
        "record_type": [one.record_type for one in surest.values()],
        "record_id": [passage[0] for passage in surest],
        "document_id": [passage[1] for passage in surest],
        "start": [passage[2] for passage in surest],
        "end": [passage[3] for passage in surest],
        "quote": [document.text[said.span.start : said.span.end] for _, said, document in told],
        "sentence": [
            document.text[said.sentence.start : said.sentence.end] if document.publish == "sentences" else None
            for _, said, document in told
        ],
        "sentence_start": [said.sentence.start for _, said, _ in told],
        "sentence_end": [said.sentence.end for _, said, _ in told],
        "method": [said.method for _, said, _ in told],
        "confidence": [float(said.confidence) for _, said, _ in told],
    }
    for at, name in enumerate(("utf16_start", "utf16_end", "byte_start", "byte_end")):
        columns[name] = [one[at] for one in elsewhere]
    return EvidenceRows(columns, ids)


def _ids(passages: Iterable[Passage], documents: Mapping[str, Document]) -> dict[Passage, str]:
    """The id of each passage, from its words and their number among equal ones in the order of the text."""
    stated: dict[tuple[str, str], list[Passage]] = {}
    for one in passages:
        stated.setdefault(one[:2], []).append(one)
    listed: list[Passage] = []
    digests: list[tuple[str, str]] = []
    for (record_id, document_id), told in stated.items():
        text, counts = documents[document_id].text, dict[str, int]()
        record, document = encode_basestring(record_id), encode_basestring(document_id)
        for one in sorted(told):
            words = " ".join(text[one[2] : one[3]].split())
            counts[words] = counts.get(words, 0) + 1
            # the JSON that `Identity` would hash, put together here as there are so many
            facts = f"[{record},{document},{encode_basestring(words)},{counts[words]}]"
            digests.append(("evidence:", sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()))
            listed.append(one)
    return dict(zip(listed, short_ids(digests, 12), strict=True))


def _rank(one: Statement) -> tuple[float, str, int, int]:
    return -one.evidence.confidence, one.evidence.method, one.evidence.sentence.start, one.evidence.sentence.end
