"""The last look at a document's claims: what rests on a party or person that cannot be quoted is not claimed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.extract.dropped import Drops
from pipeline.model import Claims, DemandClaim, DroppedKind, StanceClaim

UNQUOTABLE = "unquotable"


def sound(claims: Claims, drops: Drops) -> Claims:
    """Drop references to parties, people and places that have no row, and rows that are nothing without them.

    `drops` is told of the rows, and of those who took part in an event.
    """
    parties = {party.key for party in claims.parties}
    people = {person.key for person in claims.people}
    places = {place.key for place in claims.places}

    def known(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in keys if key in parties)

    demands = tuple(
        replace(demand, claimants=known(demand.claimants), addressees=known(demand.addressees))
        for demand in claims.demands
        if known(demand.claimants)
    )
    kept = {demand.key for demand in demands}
    stances = tuple(
        replace(stance, person=stance.person if stance.person in people else None)
        for stance in claims.stances
        if stance.demand in kept and stance.party in parties
    )
    events = tuple(
        replace(
            event,
            place=event.place if event.place in places else None,
            participants=tuple(
                replace(
                    one,
                    party=one.party if one.party in parties else None,
                    person=one.person if one.person in people else None,
                )
                for one in event.participants
                if one.party in parties or one.person in people
            ),
        )
        for event in claims.events
    )
    roles = tuple(
        replace(role, party=role.party if role.party in parties else None)
        for role in claims.roles
        if role.person in people
    )
    _tell("demand", claims.demands, demands, drops)
    _tell("stance", claims.stances, stances, drops)
    for before, after in zip(claims.events, events, strict=True):
        if len(after.participants) < len(before.participants):
            drops.add("participant", UNQUOTABLE, before.evidence[0].span)
    for role in claims.roles:
        if role.person not in people:
            drops.add("role", UNQUOTABLE, role.evidence.span)
    persons = tuple(replace(one, party=one.party if one.party in parties else None) for one in claims.people)
    return replace(claims, people=persons, demands=demands, stances=stances, events=events, roles=roles)


def _tell(
    kind: DroppedKind,
    before: Iterable[DemandClaim] | Iterable[StanceClaim],
    after: Iterable[DemandClaim] | Iterable[StanceClaim],
    drops: Drops,
) -> None:
    """Tell of the claims that are gone, by the words that stated them."""
    kept = {one.evidence for one in after}
    for one in before:
        if one.evidence not in kept:
            drops.add(kind, UNQUOTABLE, one.evidence[0].span)
