"""Takes the claims of dropped records, and what hangs on them, out of the claims of all documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.corrections.entries import Correction
from pipeline.model import Claims, DemandClaim, Participant
from pipeline.resolve import Resolution
from pipeline.schema.vocabularies import MADE

Row = dict[str, Any]
Keys = Mapping[tuple[str, str], str]


def without(claims: Sequence[Claims], dropped: Mapping[str, Correction], resolution: Resolution) -> list[Claims]:
    """The claims that are left when the records `dropped` (id -> correction) are taken out.

    With a demand go its stances; with a person the roles; with a party its stances, roles' party, and the demands that
    nobody else makes; the summary of a demand names who is left. A place leaves its events, a party or person the events' participants. `resolution` says which
    record each claim states. Raises InputError where what is left of a demand would have no claimant.
    """
    rows = {
        kind: {str(row[key]): row for row in resolution.tables[table].to_dicts() if str(row[key]) in dropped}
        for kind, table, key in (("stance", "stances", "stance_id"), ("role", "roles", "role_id"))
    }
    return [_left(one, dropped, resolution.ids, rows) for one in claims]


def _left(
    claims: Claims,
    dropped: Mapping[str, Correction],
    ids: Mapping[str, Keys],
    rows: Mapping[str, Mapping[str, Row]],
) -> Claims:
    at = claims.document.document_id

    def gone(kind: str, key: str | None) -> bool:
        return key is not None and ids[kind].get((at, key)) in dropped

    def kept(kind: str, key: str | None) -> str | None:
        return None if gone(kind, key) else key

    stances = {
        (row["demand_id"], row["party_id"], row["stance"]): record
        for record, row in rows["stance"].items()
        if row["document_id"] == at
    }
    roles = {
        (row["person_id"], row["party_id"], row["role_text"], row["is_former"])
        for row in rows["role"].values()
        if row["document_id"] == at
    }
    demands = []
    for demand in claims.demands:
        if gone("demand", demand.key):
            continue
        record = ids["demand"][at, demand.key]
        unsaid = {(party, stance): name for (about, party, stance), name in stances.items() if about == record}
        claimants = tuple(
            party
            for party in demand.claimants
            if not gone("party", party) and not any((ids["party"][at, party], stance) in unsaid for stance in MADE)
        )
        if not claimants:
            said = [name for (_, stance), name in unsaid.items() if stance in MADE]
            if said:
                raise dropped[said[0]].wrong(f"nobody would be left who makes {record}; drop the demand instead")
            continue  # the party that made it is dropped
        addressees = tuple(party for party in demand.addressees if not gone("party", party))
        demands.append(_with_sides(demand, claimants, addressees, claims))
    left = {demand.key: demand for demand in demands}

    return replace(
        claims,
        parties=tuple(
            replace(one, part_of=kept("party", one.part_of)) for one in claims.parties if not gone("party", one.key)
        ),
        people=tuple(
            replace(one, party=kept("party", one.party)) for one in claims.people if not gone("person", one.key)
        ),
        roles=tuple(
            replace(one, party=kept("party", one.party))
            for one in claims.roles
            if not gone("person", one.person)
            and (ids["person"][at, one.person], ids["party"].get((at, one.party or "")),
                 " ".join(one.role_text.split()), one.former) not in roles
        ),
        places=tuple(one for one in claims.places if not gone("place", one.key)),
        demands=tuple(demands),
        stances=tuple(
            replace(one, person=kept("person", one.person))
            for one in claims.stances
            if one.demand in left
            and not gone("party", one.party)
            and (one.stance not in MADE or one.party in left[one.demand].claimants)
            and (ids["demand"][at, one.demand], ids["party"][at, one.party], one.stance) not in stances
        ),
        events=tuple(
            replace(
                one,
                place=kept("place", one.place),
                participants=tuple(
                    Participant(part.role, party, person)
                    for part in one.participants
                    for party, person in [(kept("party", part.party), kept("person", part.person))]
                    if party or person
                ),
            )
            for one in claims.events
            if not gone("event", one.key)
        ),
    )  # fmt: skip


def _with_sides(
    demand: DemandClaim, claimants: tuple[str, ...], addressees: tuple[str, ...], claims: Claims
) -> DemandClaim:
    """The demand with these sides, in its summary too."""
    if (claimants, addressees) == (demand.claimants, demand.addressees):
        return demand
    from pipeline.extract.demands.sides import with_sides

    name = {party.key: party.name for party in claims.parties}
    before, after = (
        ([name[key] for key in who], [name[key] for key in whom])
        for who, whom in ((demand.claimants, demand.addressees), (claimants, addressees))
    )
    summary = with_sides(demand.summary, before, after)
    return replace(demand, claimants=claimants, addressees=addressees, summary=summary)


def hanging(dropped: Mapping[str, Correction], before: Resolution, after: Resolution) -> dict[str, str]:
    """Why each dropped record, and each that went with one, is no more: id -> reason."""
    found = {record: f"dropped: {one.reason}" for record, one in dropped.items()}
    for table, key, holders in (
        ("stances", "stance_id", ("demand_id", "party_id")),
        ("roles", "role_id", ("person_id",)),
    ):
        left = set(after.tables[table][key])
        for row in before.tables[table].to_dicts():
            holder = next((row[column] for column in holders if row[column] in dropped), None)
            if holder and row[key] not in left:
                found.setdefault(str(row[key]), f"went with {holder}, which was dropped: {dropped[holder].reason}")
    return found
