"""Which found row answers which annotated item: one to one, the best agreement first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.evaluate.built import BuiltDemand, BuiltEvent, BuiltParty, BuiltPerson
from pipeline.evaluate.gold import GoldDemand, GoldDocument, GoldEvent, GoldParty, GoldPerson
from pipeline.evaluate.wording import contains, fold, overlap, without_article, words

GoldItem = TypeVar("GoldItem")
BuiltItem = TypeVar("BuiltItem")


@dataclass(frozen=True)
class Matching(Generic[GoldItem, BuiltItem]):
    """Pairs of item and row, the items that no row answers, and the rows that answer no item."""

    hits: tuple[tuple[GoldItem, BuiltItem], ...]
    missed: tuple[GoldItem, ...]
    extra: tuple[BuiltItem, ...]


def match(
    gold: Sequence[GoldItem], found: Sequence[BuiltItem], agreement: Callable[[GoldItem, BuiltItem], float]
) -> Matching[GoldItem, BuiltItem]:
    """Pair greedily by the highest `agreement`; 0 means that the two are not the same. Ties fall in reading order."""
    pairs = [(agreement(item, row), i, j) for i, item in enumerate(gold) for j, row in enumerate(found)]
    answered: set[int] = set()
    used: set[int] = set()
    hits = []
    for score, i, j in sorted(pairs, key=lambda pair: -pair[0]):
        if score <= 0 or i in answered or j in used:
            continue
        answered.add(i)
        used.add(j)
        hits.append((gold[i], found[j]))
    return Matching(
        tuple(hits),
        tuple(item for i, item in enumerate(gold) if i not in answered),
        tuple(row for j, row in enumerate(found) if j not in used),
    )


def party_agreement(gold: GoldParty, found: BuiltParty) -> float:
    """2 when a usual name is the other's name or form, 1 when the two share a form as the text has it."""
    wanted = _forms(gold.name, *gold.forms)
    given = _forms(found.name, *found.quotes)
    if fold(gold.name) in given or fold(found.name) in wanted:
        return 2.0
    return 1.0 if wanted & given else 0.0


def person_agreement(gold: GoldPerson, found: BuiltPerson) -> float:
    """2 when the names are equal, 1 when one is the other's last words (Moreno, Ada Moreno)."""
    first, second = words(gold.name), words(found.name)
    if first == second:
        return 2.0
    short, long = sorted((first, second), key=len)
    return 1.0 if short and long[-len(short) :] == short else 0.0


def demand_agreement(document: GoldDocument, gold: GoldDemand, found: BuiltDemand) -> float:
    """Agreement of quotes, 0 below 0.5, and 0 when none of the annotated claimants makes the demand."""
    if gold.by and not gold.by & _canonical(document, found.by):
        return 0.0
    best = max(
        (_quote_agreement(gold.quote, quote, at_least=0.6, from_overlap=0.25) for quote in found.quotes), default=0
    )
    return best if best >= 0.5 else 0.0


def event_agreement(document: GoldDocument, gold: GoldEvent, found: BuiltEvent) -> float:
    """Agreement of quotes, 0 below 0.4, and 0 when both name participants and share none."""
    given = _canonical(document, found.participants)
    if gold.participants and given and not gold.participants & given:
        return 0.0
    best = max(
        (_quote_agreement(gold.quote, quote, at_least=0.5, from_overlap=0.15) for quote in found.quotes), default=0
    )
    return best if best >= 0.4 else 0.0


def _quote_agreement(gold: str, found: str, *, at_least: float, from_overlap: float) -> float:
    """Word overlap; a quote that holds the other whole counts `at_least` so much, if they share enough words."""
    shared = overlap(gold, found)
    return max(shared, at_least) if shared > from_overlap and contains(gold, found) else shared


def _forms(*names: str) -> set[str]:
    folded = {fold(name) for name in names}
    return folded | {without_article(name) for name in folded}


def _canonical(document: GoldDocument, names: frozenset[str]) -> frozenset[str]:
    return frozenset(document.party(name) for name in names)
