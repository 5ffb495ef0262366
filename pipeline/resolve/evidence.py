"""The evidence table: one row for each stretch of text that states a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Document, Evidence
from pipeline.resolve.ids import Identity, mint
from pipeline.resolve.offsets import Offsets

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
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


def statements(record_type: str, record_id: str, document_id: str, evidence: Iterable[Evidence]) -> list[Statement]:
    return [Statement(record_type, record_id, document_id, one) for one in evidence]


def evidence_rows(found: Iterable[Statement], documents: Mapping[str, Document]) -> list[Row]:
    """The rows of the evidence table; a passage counts once for a record, by the surest rule that found it.

    Ids rest on the record, the document, the quote and which of equal quotes it is, not on offsets: a document that
    gains a paragraph above keeps them.
    """
    surest: dict[tuple[str, str, int, int], Statement] = {}
    for one in found:
        span = one.evidence.span
        key = (one.record_id, one.document_id, span.start, span.end)
        if key not in surest or _rank(one) < _rank(surest[key]):
            surest[key] = one
    identities: dict[tuple[str, str, int, int], Identity] = {}
    counts: dict[tuple[str, str, str], int] = {}
    for key in sorted(surest):
        record_id, document_id, start, end = key
        quote = documents[document_id].text[start:end]
        same = (record_id, document_id, " ".join(quote.split()))
        counts[same] = counts.get(same, 0) + 1
        identities[key] = Identity("evidence:", (*same, counts[same]))
    ids = mint(identities.values(), digits=12)
    offsets = {document_id: Offsets(documents[document_id].text) for _, document_id, _, _ in surest}
    return [
        _row(ids[identities[key]], surest[key], documents[key[1]]) | offsets[key[1]].columns(key[2], key[3])
        for key in sorted(surest)
    ]


def _rank(one: Statement) -> tuple[float, str, int, int]:
    return -one.evidence.confidence, one.evidence.method, one.evidence.sentence.start, one.evidence.sentence.end


def _row(evidence_id: str, one: Statement, document: Document) -> Row:
    span, sentence = one.evidence.span, one.evidence.sentence
    return {
        "evidence_id": evidence_id,
        "record_type": one.record_type,
        "record_id": one.record_id,
        "document_id": one.document_id,
        "start": span.start,
        "end": span.end,
        "quote": span.of(document.text),
        "sentence": sentence.of(document.text) if document.publish == "sentences" else None,
        "sentence_start": sentence.start,
        "sentence_end": sentence.end,
        "method": one.evidence.method,
        "confidence": float(one.evidence.confidence),
    }
