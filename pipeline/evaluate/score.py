"""Counting: precision, recall and F1 per table and per attribute over a folder of annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from pipeline.evaluate import matching
from pipeline.evaluate.attributes import (
    ATTRIBUTES,
    Verdict,
    demand_attributes,
    event_attributes,
    person_attributes,
)
from pipeline.evaluate.built import Built, BuiltDemand, BuiltDocument
from pipeline.evaluate.gold import GoldDemand, GoldDocument, GoldEvent, GoldPerson, gold_files, read_gold
from pipeline.evaluate.matching import Matching

SCORED = ("parties", "people", "demands", "events")
DIGITS = 3

G = TypeVar("G", GoldPerson, GoldDemand, GoldEvent)
B = TypeVar("B")


@dataclass
class Count:
    """What was found of what is there."""

    hits: int = 0
    missed: int = 0
    extra: int = 0

    @property
    def precision(self) -> float:
        """Of the rows found, the share that is right; 0 when none was found."""
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else 0.0

    @property
    def recall(self) -> float:
        """Of the items there, the share that was found; 0 when there are none."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Share:
    """How many attribute values are right, of how many that were looked at."""

    right: int = 0
    of: int = 0


@dataclass(frozen=True)
class Difference:
    """An item that was missed, a row too many, or an attribute that is wrong, told by its quote or name."""

    document: str
    sort: Literal["missed", "extra", "wrong"]
    what: str  # a table, or the attribute that is wrong
    text: str
    by: tuple[str, ...] = ()  # claimants, for demands


@dataclass
class Evaluation:
    """The figures over all annotated texts that are in the dataset."""

    documents: list[str] = field(default_factory=list)
    missing_documents: list[str] = field(default_factory=list)
    tables: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in SCORED})
    attributes: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in ATTRIBUTES})
    differences: list[Difference] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain values for `accuracy.json`: shares rounded to three digits, lists in the order of the documents."""
        return {
            "documents": len(self.documents),
            "missing_documents": self.missing_documents,
            "tables": {
                name: {
                    "precision": round(count.precision, DIGITS),
                    "recall": round(count.recall, DIGITS),
                    "f1": round(count.f1, DIGITS),
                    "hits": count.hits,
                    "missed": count.missed,
                    "extra": count.extra,
                }
                for name, count in self.tables.items()
            },
            "attributes": {
                name: {
                    "share": round(share.right / share.of, DIGITS) if share.of else None,
                    "right": share.right,
                    "of": share.of,
                }
                for name, share in self.attributes.items()
            },
            "differences": [
                {
                    "document": each.document,
                    "sort": each.sort,
                    "what": each.what,
                    "text": each.text,
                    **({"by": list(each.by)} if each.by else {}),
                }
                for each in self.differences
            ],
        }


def evaluate_dataset(root: Path, gold_folder: Path) -> Evaluation:
    """Compare the dataset below `root` with every annotation file of `gold_folder`.

    Raises CallError when the folder holds no annotations or the dataset is incomplete, InputError when an annotation
    file cannot be read.
    """
    built = Built(root)
    result = Evaluation()
    for path in gold_files(gold_folder):
        gold = read_gold(path)
        document_id = built.document_id(gold.stem)
        if document_id is None:
            result.missing_documents.append(gold.file)
        else:
            result.documents.append(gold.stem)
            _add_document(result, gold, built.document(document_id))
    return result


def _add_document(result: Evaluation, gold: GoldDocument, found: BuiltDocument) -> None:
    """Count one document. Items in doubt are left out, but a row that answers one is no row too many."""
    parties = matching.match(gold.parties, found.parties, matching.party_agreement)
    people = matching.match(gold.people, found.people, matching.person_agreement)
    demands = matching.match(gold.demands, found.demands, partial(matching.demand_agreement, gold))
    events = matching.match(gold.events, found.events, partial(matching.event_agreement, gold))
    for table, pairs in (("parties", parties), ("people", people), ("demands", demands), ("events", events)):
        _count(result.tables[table], pairs)
        result.differences.extend(_differences(gold.stem, table, pairs))
    _judge(result, gold, people, person_attributes)
    _judge(result, gold, demands, demand_attributes)
    _judge(result, gold, events, event_attributes)


def _count(count: Count, pairs: Matching[Any, Any]) -> None:
    count.hits += sum(not item.doubt for item, _ in pairs.hits)
    count.missed += sum(not item.doubt for item in pairs.missed)
    count.extra += len(pairs.extra)


def _judge(
    result: Evaluation,
    gold: GoldDocument,
    pairs: Matching[G, B],
    attributes: Callable[[GoldDocument, G, B], Iterable[Verdict]],
) -> None:
    for item, row in pairs.hits:
        if item.doubt:
            continue
        for name, right in attributes(gold, item, row):
            result.attributes[name].of += 1
            result.attributes[name].right += right
            if not right:
                result.differences.append(Difference(gold.stem, "wrong", name, _told(item), _claimants(item)))


def _differences(stem: str, table: str, pairs: Matching[Any, Any]) -> Iterator[Difference]:
    for item in pairs.missed:
        if not item.doubt:
            yield Difference(stem, "missed", table, _told(item), _claimants(item))
    for row in pairs.extra:
        yield Difference(stem, "extra", table, _told(row), _claimants(row))


def _told(thing: Any) -> str:
    """The quote or the name by which a reader finds an item or a row."""
    quotes = getattr(thing, "quotes", None)
    text = getattr(thing, "name", None) or getattr(thing, "quote", None) or (quotes[0] if quotes else "")
    return " ".join(text.split())


def _claimants(thing: Any) -> tuple[str, ...]:
    return tuple(sorted(thing.by)) if isinstance(thing, GoldDemand | BuiltDemand) else ()
