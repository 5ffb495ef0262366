"""What must hold whatever is read: for documents, for what is left out, for claims and for tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.model import Claims, DateClaim, Document, Evidence
from pipeline.read import Quarantined

if TYPE_CHECKING:
    import polars as pl

# What a bad file may be left out for. Not among them: crash (a fault of ours), time and memory (nothing here is large).
REASONS = frozenset(
    [
        "format",
        "unreadable",
        "link",
        "empty",
        "binary",
        "encoding",
        "metadata",
        "language",
        "name",
        "missing",
        "too_large",
        "depth",
        "damaged",
        "encrypted",
        "duplicate",
    ]
)
CONTROL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_reading(found: Sequence[Document | Quarantined]) -> None:
    """One file gave documents or reasons, and each is whole."""
    assert found, "nothing was read, and no reason is given"
    for one in found:
        if isinstance(one, Document):
            check_document(one)
        else:
            check_left_out(one)


def check_left_out(one: Quarantined) -> None:
    assert one.reason in REASONS, f"{one.path}: {one.reason}: {one.detail}"
    assert 10 < len(one.detail) < 2_000 and not CONTROL.search(one.detail), f"detail: {one.detail!r}"
    assert not CONTROL.search(one.path), f"path: {one.path!r}"
    one.detail.encode(), one.path.encode()


def check_document(one: Document) -> None:
    text = one.text
    text.encode()
    assert unicodedata.is_normalized("NFC", text), "the text is not normalized"
    assert "\r" not in text and "\0" not in text
    assert one.blocks and any(char.isalnum() for char in text)
    end = 0
    for block in one.blocks:
        assert end <= block.span.start and block.span.end <= len(text), f"blocks overlap at {block.span}"
        assert block.span.of(text).strip(), f"a blank block at {block.span}"
        end = block.span.end
    assert ID.fullmatch(one.document_id) and len(one.document_id) < 120, one.document_id
    assert re.fullmatch("[0-9a-f]{64}", one.sha256)
    assert re.fullmatch(r"en(-[A-Za-z0-9]+)*", one.language), one.language
    if one.published:
        assert one.published.first <= one.published.last
        assert one.published_basis in ("metadata", "text", "inferred")
    for value in (one.title, one.author, one.publisher, one.url, one.licence):
        assert value is None or (value.strip() and "\0" not in value and value.encode()), repr(value)
    assert one.url is None or one.url.lower().startswith("http"), one.url


def evidence_of(claims: Claims) -> Iterable[Evidence]:
    for many in (claims.parties, claims.people, claims.places, claims.demands, claims.stances, claims.events):
        for one in many:
            yield from one.evidence
    for role in claims.roles:
        yield role.evidence


def check_claims(claims: Claims) -> None:
    from pipeline.resolve import problems

    assert problems(claims) == []
    text = claims.document.text
    for one in evidence_of(claims):
        quote = one.span.of(text)
        assert quote == quote.strip() and quote, f"a quote with white space around it: {quote!r}"
        assert 0 < one.confidence <= 1
    for claim in (*claims.stances, *claims.events):
        check_date(claim.date, text)
    for demand in claims.demands:
        assert not set(demand.claimants) & set(demand.addressees), f"{demand.claimants} demand of themselves"
        assert demand.summary.strip() and demand.content.strip()


def check_date(date: DateClaim | None, text: str) -> None:
    if date is None:
        return
    assert (date.first is None) == (date.last is None)
    if date.first is not None and date.last is not None:
        assert date.first <= date.last
        assert date.basis and date.precision
    assert 0 <= date.span.start < date.span.end <= len(text)


def check_tables(tables: Mapping[str, pl.DataFrame], texts: dict[str, str], may_fail: str = "") -> None:
    """No critical finding of the checks that look across tables, but for the rule `may_fail`; the quotes of evidence are
    slices of the texts."""
    from pipeline.check import run_rules
    from pipeline.check.frames import check_frames

    for check in (*check_frames(dict(tables)), *run_rules(dict(tables), texts)):
        assert not (check.count and check.severity == "critical") or check.rule == may_fail, f"{check}"
    for row in tables["evidence"].iter_rows(named=True):
        assert row["quote"] == texts[row["document_id"]][row["start"] : row["end"]]
