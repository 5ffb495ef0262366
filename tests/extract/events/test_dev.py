"""The events of the source article, with the real cast. Skipped where the shared folder is absent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from pipeline.extract.dates import dates_in
from pipeline.extract.events import found
from pipeline.extract.reading import reading
from pipeline.read import read_document

SHARED = Path(__file__).parents[4] / "shared" / "dev"
SOURCE = SHARED / "texts" / "000_16e68eeca4397dfd.txt"

pytestmark = pytest.mark.skipif(not SOURCE.exists(), reason="the shared development texts are not here")


def words(quote: str) -> list[str]:
    return re.findall(r"\w+", quote.replace("\u2019", "'").casefold())


def overlap(one: str, two: str) -> float:
    first, second = words(one), list(words(two))
    hits = 0
    for word in first:
        if word in second:
            second.remove(word)
            hits += 1
    return 2 * hits / (len(words(one)) + len(words(two)))


def test_source_article_gives_its_events_and_at_most_two_more() -> None:
    who = pytest.importorskip("pipeline.extract.who")
    document = read_document(SOURCE, SOURCE.parent)
    read = reading(document)
    events = found(read, who.cast(read), dates_in).events
    gold = yaml.safe_load((SHARED / "gold" / "000_16e68eeca4397dfd.yaml").read_text(encoding="utf-8"))["events"]
    quotes = [item.span.of(document.text) for event in events for item in event.evidence]
    missed = [e["quote"] for e in gold if not e.get("doubt") and all(overlap(e["quote"], q) < 0.5 for q in quotes)]
    assert not missed
    assert len(events) <= len(gold) + 2
