"""Claims made by hand for the tests of resolve: each claim quotes the words that it is given; and tables read back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from pipeline.model import (
    Block,
    Claims,
    DateClaim,
    DemandClaim,
    Document,
    EventClaim,
    Evidence,
    Interval,
    Participant,
    PartyClaim,
    PersonClaim,
    PlaceClaim,
    RoleClaim,
    Span,
    StanceClaim,
)
from pipeline.resolve import LastRelease
from pipeline.resolve import resolve as resolution

AUGUST = date(2025, 8, 1)
STATES = {"rus": "Russia", "ukr": "Ukraine", "usa": "United States", "fra": "France", "gbr": "United Kingdom"}


@dataclass
class Telling:
    """One document. Whatever a claim quotes is appended to its text as a sentence."""

    document_id: str
    published: date | None = None
    text: str = ""
    claims: dict[str, list[Any]] = field(default_factory=dict)

    def quote(self, words: str) -> tuple[Evidence, ...]:
        start = len(self.text)
        self.text += words + ".\n"
        return (Evidence(Span(start, start + len(words)), Span(start, start + len(words) + 1), "test", 0.9),)

    def _add(self, table: str, claim: Any) -> None:
        self.claims.setdefault(table, []).append(claim)

    def party(self, key: str, name: str | None = None, **more: Any) -> None:
        known = key in STATES
        claim = PartyClaim(key, name or STATES[key], "state" if known else "other", key.upper() if known else None, None,
                           None, known, self.quote(name or STATES[key]))  # fmt: skip
        self._add("parties", replace(claim, **more))

    def person(
        self, name: str, party: str | None = None, wikidata_id: str | None = None, key: str | None = None
    ) -> None:
        self._add("people", PersonClaim(key or name, name, self.quote(name), party, wikidata_id))

    def role(self, person: str, party: str | None, text: str) -> None:
        self._add("roles", RoleClaim(person, party, text, False, self.quote(text)[0]))

    def place(self, name: str) -> None:
        self._add("places", PlaceClaim(name, name, None, self.quote(name)))

    def demand(self, key: str, by: str, of: str = "", words: str = "halt mobilisation", **more: Any) -> None:
        claim = DemandClaim(key, "demand", "forces", f"{by} wants {words}", words, None, tuple(by.split()),
                            tuple(of.split()), words.split()[0], tuple(words.split()[1:]), False, self.quote(words))  # fmt: skip
        self._add("demands", replace(claim, **more))

    def stance(self, demand: str, party: str, stance: str, person: str | None = None, day: date | None = None) -> None:
        when = DateClaim(Span(0, 1), "then", day, day, "day", "explicit") if day else None
        self._add("stances", StanceClaim(demand, party, person, stance, when, self.quote(f"{party} {stance}")))

    def event(self, key: str, who: str, first: date | None = None, last: date | None = None, **more: Any) -> None:
        precision = None if first is None else "month" if last else "day"
        when = DateClaim(Span(0, 1), "then", first, last or first, precision, "explicit" if first else None)
        parts = tuple(Participant("participant", party) for party in who.split())
        claim = EventClaim(
            key, "CONSULT", "summit", f"Summit {key}", "occurred", parts, None, when, self.quote(f"met {key}")
        )
        self._add("events", replace(claim, **more))

    def tell(self) -> Claims:
        text = self.text or "Nothing.\n"
        published = Interval(self.published, self.published) if self.published else None
        document = Document(self.document_id, f"{self.document_id}.txt", text, (Block(Span(0, len(text)), "body"),),
                            published=published, published_basis="metadata" if published else None, sha256="0" * 64)  # fmt: skip
        return Claims(document, len(text.split()), 1, **{name: tuple(found) for name, found in self.claims.items()})


def two_states(document_id: str, published: date | None = None) -> Telling:
    told = Telling(document_id, published)
    told.party("rus")
    told.party("ukr")
    return told


def resolve(claims: list[Claims], last: LastRelease | None = None) -> dict[str, pl.DataFrame]:
    return resolution(claims, last).tables


def rows(tables: dict[str, pl.DataFrame], table: str) -> list[dict[str, Any]]:
    return tables[table].to_dicts()


def column(tables: dict[str, pl.DataFrame], table: str, name: str) -> list[Any]:
    return tables[table][name].to_list()
