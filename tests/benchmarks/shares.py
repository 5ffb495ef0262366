"""How much of a corpus holds anything for us: shares of sentences, measured by parsing and extracting it.

A benchmark on texts that are full of demands flatters what works on demands, and one on texts without any flatters
what is left out. So the shares are told beside the figures, for the generated news as for the texts of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract import claims_of
from pipeline.extract.reading import reading
from pipeline.model import Claims, Document, Evidence
from pipeline.reference_tables import table_rows

VERBS = {"AUX": "VERB"}  # the tables know no auxiliaries


@dataclass(frozen=True, slots=True)
class Shares:
    """Counts of texts, and of sentences: all; those that hold a row of any kind; those that state a demand, an answer
    or an event; those that open nothing, neither kept nor dropped (of a demand or event that is dropped the report of a
    build tells why); those without any word that opens a demand or an answer in the reference tables, which are many
    and common ("have", "for")."""

    documents: int
    negotiations: int  # texts with at least one demand
    words: int
    sentences: int
    with_row: int
    with_statement: int
    opening_nothing: int
    without_trigger_word: int

    def lines(self) -> list[str]:
        """The shares in words, a line each of at most 80 letters."""
        of = max(self.sentences, 1)
        counts = f"{self.documents} texts, {self.negotiations} with a demand; {self.sentences} sentences"
        without = (
            f"{self.opening_nothing / of:.0%} open none, {self.without_trigger_word / of:.0%} hold no word that ever"
        )
        return [
            f"{counts} of {self.words / of:.1f} words; of these",
            f"{self.with_row / of:.0%} hold a row, {self.with_statement / of:.0%} a demand, an answer or an event;",
            f"{without} opens a demand or an answer",
        ]


def shares_of(documents: Iterable[Document]) -> Shares:
    """The shares of these texts, each parsed and extracted in this process."""
    counts = [_counts(document) for document in documents]
    return Shares(*(sum(column) for column in zip(*counts, strict=True))) if counts else Shares(0, 0, 0, 0, 0, 0, 0, 0)


def _counts(document: Document) -> tuple[int, ...]:
    read = reading(document)
    claims = claims_of(read)
    every = [one.span for one in _stated(claims)]
    rows = [*every, *(one.span for one in _named(claims))]
    opened = [*every, *(one.span for one in claims.dropped)]
    words = [
        {(token.lemma_.lower(), VERBS.get(token.pos_, token.pos_)) for token in one.tokens} for one in read.sentences
    ]
    return (
        1,
        bool(claims.demands),
        claims.words,
        len(read.sentences),
        sum(any(span.overlaps(one.span) for span in rows) for one in read.sentences),
        sum(any(span.overlaps(one.span) for span in every) for one in read.sentences),
        sum(not any(span.overlaps(one.span) for span in opened) for one in read.sentences),
        sum(not found & trigger_words() for found in words),
    )


def _stated(claims: Claims) -> Iterator[Evidence]:
    for one in (*claims.demands, *claims.stances, *claims.events):
        yield from one.evidence


def _named(claims: Claims) -> Iterator[Evidence]:
    for one in (*claims.parties, *claims.people, *claims.places):
        yield from one.evidence
    yield from (one.evidence for one in claims.roles)


@lru_cache(maxsize=1)
def trigger_words() -> frozenset[tuple[str, str]]:
    """The words (lemma, part of speech) that can open a demand or an answer in the reference tables."""
    found = {(row["lemma"], row["pos"]) for table in ("demand_frames", "answer_frames") for row in table_rows(table)}
    return frozenset(found | {(row["noun"], "NOUN") for row in table_rows("demand_nouns")})
