"""Of the rows that were found: which of their attributes are right."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipeline.evaluate.built import BuiltDemand, BuiltEvent, BuiltPerson
from pipeline.evaluate.gold import GoldDemand, GoldDocument, GoldEvent, GoldPerson
from pipeline.evaluate.wording import contains, fold

# All attributes, in the order in which they are reported.
ATTRIBUTES = (
    "person.role", "person.party", "demand.addressee", "demand.kind", "demand.issue", "demand.rejected_by",
    "event.type", "event.status", "event.date", "event.participants",
)  # fmt: skip

Verdict = tuple[str, bool]


@cache
def _accepted_codes() -> dict[tuple[str, str], frozenset[str]]:
    """The annotations use coarser codes than the dataset: for each, the dataset's codes that are right for it."""
    path = Path(__file__).with_name("accepted_codes.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["field"], row["gold_code"]): frozenset(row["accepted_codes"].split()) for row in csv.DictReader(file)
        }


def accepts(field: str, gold_code: str, note: str, code: str) -> bool:
    """True for the annotated code, a finer one that stands for it, or one that the annotation's note accepts."""
    if field == "type" and gold_code == "other":
        return True
    named = [gold_code, *re.findall(r"\w+", note)]
    return any(code == name or code in _accepted_codes().get((field, name), frozenset()) for name in named)


def person_attributes(document: GoldDocument, gold: GoldPerson, found: BuiltPerson) -> Iterator[Verdict]:
    """The role as the text words it (one may hold the other whole); the party that the person speaks for."""
    if gold.role:
        role = gold.role
        yield "person.role", any(fold(text) == fold(role) or contains(text, role) for text, _ in found.roles)
    if gold.party:
        yield "person.party", gold.party in {document.party(party) for _, party in found.roles if party}


def demand_attributes(document: GoldDocument, gold: GoldDemand, found: BuiltDemand) -> Iterator[Verdict]:
    """One right addressee is enough; the parties that reject must be the same set."""
    of = frozenset(document.party(name) for name in found.of)
    none_accepted = "accept of null" in gold.note and not of
    yield "demand.addressee", of == gold.of or bool(of & gold.of) or none_accepted
    yield "demand.kind", accepts("kind", gold.kind, gold.note, found.kind)
    yield "demand.issue", accepts("issue", gold.issue, gold.note, found.issue)
    yield "demand.rejected_by", gold.rejected_by == frozenset(document.party(name) for name in found.rejected_by)


def event_attributes(document: GoldDocument, gold: GoldEvent, found: BuiltEvent) -> Iterator[Verdict]:
    """Dates count where the annotation has one, participants where it names some."""
    yield "event.type", accepts("type", gold.type, gold.note, found.type)
    status = "occurred" if gold.happened == "yes" else gold.happened
    yield "event.status", found.status == status or found.status in gold.note
    if gold.date:
        first, _, last = gold.date.partition("/")
        start, end = str(found.date_start or ""), str(found.date_end or "")
        yield "event.date", start.startswith(first) and (not last or end.startswith(last))
    if gold.participants:
        yield (
            "event.participants",
            gold.participants == frozenset(document.party(name) for name in found.participants),
        )
