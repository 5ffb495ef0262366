"""How one value is chosen where several documents give one: by rules that do not hang on the order of documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date
from typing import Protocol, TypeVar

from pipeline.model import Claims, Document, Evidence

Value = TypeVar("Value", bound=Hashable)


class Evidenced(Protocol):
    @property
    def evidence(self) -> tuple[Evidence, ...]: ...


def commonest(values: Iterable[Value | None]) -> Value | None:
    """The value given most often, the first in sorting order among equals; None when there is none."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], str(value)), default=None)


def age(document: Document) -> tuple[date, date, str]:
    """Sorts documents by publication, undated ones last, then by id."""
    published = document.published
    return (published.first, published.last, document.document_id) if published else (
        date.max, date.max, document.document_id)  # fmt: skip


def place_in_text(claim: Evidenced) -> tuple[int, int]:
    """Where a claim is first stated."""
    return min((one.span.start, one.span.end) for one in claim.evidence)


def in_order(claims: Iterable[Claims]) -> list[Claims]:
    """Claims sorted by document id: what comes out does not hang on the order in which documents came in."""
    return sorted(claims, key=lambda one: one.document.document_id)
