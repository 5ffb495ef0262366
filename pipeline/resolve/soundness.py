"""What the claims of one document must hold for the tables to hold: asked of each document before it joins them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.model import Claims, Evidence
from pipeline.schema.vocabularies import MADE


def problems(claims: Claims) -> list[str]:
    """What is wrong with the claims of a document, one sentence each; empty when they are sound.

    A problem is a fault of the extraction, never of the text.
    """
    return [*_keys(claims), *_references(claims), *_evidence(claims)]


def _keys(claims: Claims) -> Iterator[str]:
    for kind, keys in (
        ("party", [one.key for one in claims.parties]),
        ("person", [one.key for one in claims.people]),
        ("place", [one.key for one in claims.places]),
        ("demand", [one.key for one in claims.demands]),
        ("event", [one.key for one in claims.events]),
    ):
        yield from (f"{n} claims have the {kind} key {key}" for key, n in sorted(Counter(keys).items()) if n > 1)


def _references(claims: Claims) -> Iterator[str]:
    parties = {one.key for one in claims.parties}
    people = {one.key for one in claims.people}
    places = {one.key for one in claims.places}
    demands = {one.key: one for one in claims.demands}

    def unknown(kind: str, holder: str, known: Iterable[str], keys: Iterable[str | None]) -> Iterator[str]:
        for key in sorted({key for key in keys if key is not None} - set(known)):
            yield f"{holder} names the {kind} {key}, which no claim introduces"

    for person in claims.people:
        yield from unknown("party", f"person {person.key}", parties, [person.party])
    for role in claims.roles:
        yield from unknown("person", f"role {role.role_text}", people, [role.person])
        yield from unknown("party", f"role {role.role_text}", parties, [role.party])
    for demand in claims.demands:
        yield from unknown("party", f"demand {demand.key}", parties, (*demand.claimants, *demand.addressees))
        if not demand.claimants:
            yield f"demand {demand.key} has no claimant"
    for stance in claims.stances:
        yield from unknown("demand", f"a stance of {stance.party}", demands, [stance.demand])
        yield from unknown("party", f"a stance to {stance.demand}", parties, [stance.party])
        yield from unknown("person", f"a stance to {stance.demand}", people, [stance.person])
        about = demands.get(stance.demand)
        if about and stance.stance in MADE and stance.party not in about.claimants:
            yield f"{stance.party} has {stance.stance} demand {stance.demand} without being its claimant"
    for event in claims.events:
        yield from unknown("party", f"event {event.key}", parties, [part.party for part in event.participants])
        yield from unknown("person", f"event {event.key}", people, [part.person for part in event.participants])
        yield from unknown("place", f"event {event.key}", places, [event.place])
        if any(part.party is None and part.person is None for part in event.participants):
            yield f"event {event.key} has a participant without party and person"


def _evidence(claims: Claims) -> Iterator[str]:
    text = claims.document.text
    listed: list[tuple[str, tuple[Evidence, ...]]] = [
        *((f"party {one.key}", one.evidence) for one in claims.parties),
        *((f"person {one.key}", one.evidence) for one in claims.people),
        *((f"role {one.role_text}", (one.evidence,)) for one in claims.roles),
        *((f"place {one.key}", one.evidence) for one in claims.places),
        *((f"demand {one.key}", one.evidence) for one in claims.demands),
        *((f"stance of {one.party} to {one.demand}", one.evidence) for one in claims.stances),
        *((f"event {one.key}", one.evidence) for one in claims.events),
    ]
    for holder, evidence in listed:
        if not evidence:
            yield f"{holder} has no evidence"
        for one in evidence:
            if not one.span.within(one.sentence) or one.sentence.end > len(text):
                yield f"{holder} is quoted from {one.span.start} to {one.span.end}, outside its sentence or the text"
            elif not one.span.of(text).strip():
                yield f"{holder} is quoted with white space only"
