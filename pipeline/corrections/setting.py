"""Shows corrected values in the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.corrections.entries import Correction
from pipeline.model import Document, Span
from pipeline.resolve.ids import Identity, mint
from pipeline.resolve.offsets import Offsets

Row = dict[str, Any]
Tables = dict[str, list[Row]]  # only the tables that can change
METHOD = "correction"


def show_in_evidence(rows: Tables, correction: Correction, record: str, documents: Mapping[str, Document]) -> None:
    """Mark the evidence of a corrected record: the passage that the correction quotes, else its first one.

    Raises InputError when the quote is not in the document, or stands there several times.
    """
    stated = [row for row in rows["evidence"] if row["record_id"] == record]
    if correction.quote is None:
        first = min(stated, key=lambda row: (_age(documents[row["document_id"]]), row["start"], row["end"]))
        first.update(method=METHOD, confidence=1.0)
        return
    document = documents.get(correction.document or "")
    if document is None:
        raise correction.wrong(f"there is no document {correction.document}; give its document_id")
    start = document.text.find(correction.quote)
    if start < 0:
        raise correction.wrong(f"{correction.document} does not say {correction.quote!r}; quote it exactly")
    if document.text.find(correction.quote, start + 1) >= 0:
        raise correction.wrong(f"{correction.document} says {correction.quote!r} several times; quote more words")
    end = start + len(correction.quote)
    same = [
        row for row in stated if (row["document_id"], row["start"], row["end"]) == (document.document_id, start, end)
    ]
    if same:
        same[0].update(method=METHOD, confidence=1.0)
        return
    sentence = _around(rows["evidence"], document, start, end)
    identity = Identity("evidence:", (record, document.document_id, " ".join(correction.quote.split()), METHOD))
    rows["evidence"].append({
        "evidence_id": mint([identity], digits=12)[identity], "record_type": correction.kind, "record_id": record,
        "document_id": document.document_id, "start": start, "end": end, "quote": correction.quote,
        "sentence": document.text[sentence.start : sentence.end] if document.publish == "sentences" else None,
        "sentence_start": sentence.start, "sentence_end": sentence.end, "method": METHOD, "confidence": 1.0,
        **Offsets(document.text).columns(start, end),
    })  # fmt: skip


def _age(document: Document) -> tuple[bool, str, str]:
    published = document.published
    return published is None, published.first.isoformat() if published else "", document.document_id


def _around(evidence: Sequence[Row], document: Document, start: int, end: int) -> Span:
    """The sentence around a quote: one that other evidence has, else what lies between full stops or line ends."""
    known = [
        (row["sentence_start"], row["sentence_end"])
        for row in evidence
        if row["document_id"] == document.document_id and row["sentence_start"] <= start and end <= row["sentence_end"]
    ]
    if known:
        return Span(*min(known, key=lambda span: (span[1] - span[0], span)))
    text = document.text
    block = next((one.span for one in document.blocks if one.span.start <= start and end <= one.span.end), None)
    low, high = (block.start, block.end) if block else (0, len(text))
    first = max((text.rfind(mark, low, start) + len(mark) for mark in (". ", "? ", "! ", "\n")
                 if text.rfind(mark, low, start) >= 0), default=low)  # fmt: skip
    last = min((text.find(mark, max(end - 1, start), high) + 1 for mark in (". ", "? ", "! ", "\n")
                if text.find(mark, max(end - 1, start), high) >= 0), default=high)  # fmt: skip
    return Span(min(first, start), max(last, end))
