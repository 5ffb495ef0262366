"""Dates of one-sentence documents, for the date tests."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.extract.dates import dates_of
from pipeline.extract.reading import Reading, reading
from pipeline.model import Block, BlockKind, DateClaim, Document, Interval, Span


def published(first: str, last: str | None = None) -> Interval:
    return Interval(date.fromisoformat(first), date.fromisoformat(last or first))


def read(text: str, known: Interval | None, kind: BlockKind = "body") -> Reading:
    """A document whose lines are its paragraphs."""
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(Span(start, start + len(line.rstrip())), kind))
        start += len(line)
    return reading(Document("x", "x.txt", text, tuple(blocks), published=known))


def claims(text: str, known: Interval | None, kind: BlockKind = "body") -> list[DateClaim]:
    """The dates of a text, in order."""
    return [claim for found in dates_of(read(text, known, kind)).values() for claim in found]


def edtf(claim: DateClaim) -> str:
    """The days of a claim, written as short as they are exact."""
    if claim.first is None or claim.last is None:
        return "-"
    first, last = claim.first.isoformat(), claim.last.isoformat()
    whole_months = claim.first.day == 1 and (claim.last + timedelta(1)).day == 1
    if claim.precision in {"year", "decade"}:
        first, last = first[:4], last[:4]
    elif claim.precision in {"month", "quarter"} and whole_months:
        first, last = first[:7], last[:7]
    return first if first == last else f"{first}/{last}"


def shown(found: list[DateClaim]) -> str:
    return "; ".join(f"{claim.text} {edtf(claim)}" for claim in found)
