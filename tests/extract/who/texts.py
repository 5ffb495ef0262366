"""Small documents for the tests of `pipeline.extract.who`."""

from __future__ import annotations

import re

from pipeline.extract.reading import Reading, reading
from pipeline.extract.who import cast
from pipeline.extract.who.document_cast import DocumentCast
from pipeline.model import Block, Document, Span


def read(text: str, *, title: bool = False, publisher: str | None = None, author: str | None = None) -> Reading:
    """A document whose paragraphs are the lines of `text`; with `title` the first line is its title. A line that ends
    in no full stop and stands between others is a heading when it starts with "# "."""
    blocks: list[Block] = []
    section = None
    for number, match in enumerate(re.finditer(r"[^\n]+", text)):
        start, end = match.span()
        if text.startswith("# ", start):
            section = text[start + 2 : end]
            blocks.append(Block(Span(start + 2, end), "heading"))
        else:
            blocks.append(Block(Span(start, end), "title" if title and number == 0 else "body", section))
    return reading(Document("test", "test.txt", text, tuple(blocks), publisher=publisher, author=author))


def cast_of(text: str, *, title: bool = False, publisher: str | None = None, author: str | None = None) -> DocumentCast:
    made = cast(read(text, title=title, publisher=publisher, author=author))
    assert isinstance(made, DocumentCast)
    return made


def party_keys(text: str) -> set[str]:
    """The parties that the text's own words make take part."""
    return {claim.key for claim in cast_of(text).parties(frozenset())}


def people_names(text: str) -> list[str]:
    return sorted(claim.name for claim in cast_of(text).people())


def speaks_for(text: str) -> dict[str, str | None]:
    """Person's name -> key of the party that the person speaks for."""
    return {claim.name: claim.party for claim in cast_of(text).people()}


def refers(text: str, word: str, nth: int = 0) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parties and people that the `nth` token `word` of the text stands for."""
    made = cast_of(text)
    found = [t for p in made.reading.passages for t in p.doc if t.text == word]
    reference = made.refer(found[nth])
    return reference.parties, reference.people


def voice_at(text: str, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    made = cast_of(text)
    token = next(t for p in made.reading.passages for t in p.doc if t.text == word)
    reference = made.voice(token)
    return reference.parties, reference.people
