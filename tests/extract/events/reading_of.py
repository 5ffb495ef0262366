"""Readings of small texts for the tests of the event rules, without the read stage."""

from __future__ import annotations

from datetime import date

from pipeline.extract.dates import dates_in
from pipeline.extract.events import Found, found
from pipeline.extract.reading import reading
from pipeline.model import Block, Document, Interval, Span
from tests.extract.events.fake_cast import FakeCast

PUBLISHED = Interval(date(2025, 8, 13), date(2025, 8, 13))


def document(text: str, title: str | None = None, published: Interval | None = PUBLISHED) -> Document:
    """A document whose paragraphs are the lines of `text`; the title, if any, goes above them."""
    whole = f"{title}\n{text}" if title else text
    blocks, start = [], 0
    for number, line in enumerate(whole.split("\n")):
        if line:
            kind = "title" if title and number == 0 else "body"
            blocks.append(Block(Span(start, start + len(line)), kind))
        start += len(line) + 1
    return Document("text", "text.txt", whole, tuple(blocks), title=title, published=published)


def told(text: str, title: str | None = None, published: Interval | None = PUBLISHED) -> Found:
    """The events of a small text, with the fake cast and the real dates."""
    read = reading(document(text, title, published))
    return found(read, FakeCast(read), dates_in)
