"""Who makes a demand and of whom, as a person corrected it: its addressees, and the stances of those who make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.corrections.entries import SIDES, Correction
from pipeline.corrections.setting import METHOD
from pipeline.model import Claims, Document
from pipeline.resolve.ids import Identity, mint, tail
from pipeline.resolve.parties import Keys
from pipeline.schema import cameo_code
from pipeline.schema.vocabularies import MADE

Row = dict[str, Any]
Tables = dict[str, list[Row]]  # only the tables that can change
Sides = dict[str, tuple[str, ...]]  # claimants and addressees: sorted ids of parties
OWN = (*MADE, "accepted", "withdrawn")  # what those say who make a demand: an offer of several is accepted by them


def sides_of(rows: Mapping[str, Sequence[Row]], demand: str) -> Sides:
    """Who makes the demand, and of whom."""
    made = {row["party_id"] for row in rows["stances"] if row["demand_id"] == demand and row["stance"] in MADE}
    asked = {row["party_id"] for row in rows["demand_addressees"] if row["demand_id"] == demand}
    return dict(zip(SIDES, (tuple(sorted(made)), tuple(sorted(asked))), strict=True))


def put_sides(
    rows: Tables,
    correction: Correction,
    demand: str,
    sides: Sides,
    documents: Mapping[str, Document],
    claims: Sequence[Claims],
    ids: Mapping[str, Keys],
    *,
    own_words: bool,
) -> None:
    """Put these sides in place of those of the demand, in its summary too unless that has a person's `own_words`.

    Raises InputError when a party would demand of itself.
    """
    both = sorted(set(sides["claimants"]) & set(sides["addressees"]))
    if both:
        raise correction.wrong(f"{both[0]} would demand of itself: it is among the claimants and the addressees of "
                               f"{demand}; set both")  # fmt: skip
    before = sides_of(rows, demand)
    row = next(one for one in rows["demands"] if one["demand_id"] == demand)
    if not own_words:
        row["summary"] = _summary(row, before, sides, rows, claims, ids)
    rows["demand_addressees"] = sorted(
        [one for one in rows["demand_addressees"] if one["demand_id"] != demand]
        + [{"demand_id": demand, "party_id": party} for party in sides["addressees"]],
        key=lambda one: (one["demand_id"], one["party_id"]),
    )
    if before["claimants"] != sides["claimants"]:
        _put_claimants(rows, correction, row, before["claimants"], sides["claimants"])


def _summary(
    row: Row, before: Sides, after: Sides, rows: Tables, claims: Sequence[Claims], ids: Mapping[str, Keys]
) -> str:
    """The summary of the text that words it, whose names and their order may be its own."""
    from pipeline.extract.demands.sides import with_sides

    name = {one["party_id"]: one["name"] for one in rows["parties"]}
    for one in claims:
        at = one.document.document_id
        called = {**name, **{ids["party"][at, party.key]: party.name for party in one.parties}}
        for claim in one.demands:
            if ids["demand"][at, claim.key] == row["demand_id"] and claim.summary == row["summary"]:
                told = [list(dict.fromkeys(ids["party"][at, key] for key in keys))
                        for keys in (claim.claimants, claim.addressees)]  # fmt: skip
                new = [_in_order(after[side], known) for side, known in zip(SIDES, told, strict=True)]
                old_names, new_names = ([[called[party] for party in side] for side in both] for both in (told, new))
                return with_sides(row["summary"], (old_names[0], old_names[1]), (new_names[0], new_names[1]))
    old_names, new_names = ([[name[party] for party in both[side]] for side in SIDES] for both in (before, after))
    return with_sides(row["summary"], (old_names[0], old_names[1]), (new_names[0], new_names[1]))


def _in_order(parties: Sequence[str], told: Sequence[str]) -> list[str]:
    """As the text orders them, those that it does not name last."""
    return sorted(parties, key=lambda party: (told.index(party) if party in told else len(told), party))


def _put_claimants(
    rows: Tables, correction: Correction, demand: Row, before: Sequence[str], after: Sequence[str]
) -> None:
    """What all who made the demand said of it in a text, those say who make it now; who does not make it does not."""
    record = demand["demand_id"]
    own: dict[str, dict[str, set[str]]] = {}  # document -> party -> what it says of its demand there
    for one in rows["stances"]:
        if one["demand_id"] == record and one["party_id"] in before and one["stance"] in OWN:
            own.setdefault(one["document_id"], {}).setdefault(one["party_id"], set()).add(one["stance"])
    gone = {
        one["stance_id"]: one
        for one in rows["stances"]
        if one["demand_id"] == record and one["stance"] in OWN and one["party_id"] in set(before) - set(after)
    }
    added: list[Row] = []
    for document_id, by_party in sorted(own.items()):
        model = {stance: party for party, said in sorted(by_party.items()) for stance in said
                 if stance in set.intersection(*by_party.values())}  # fmt: skip
        there = {(one["party_id"], one["stance"]) for one in rows["stances"]
                 if one["demand_id"] == record and one["document_id"] == document_id}  # fmt: skip
        for party in after:
            for stance, told_by in sorted(model.items()):
                if (party, stance) not in there:
                    added.append(_added(rows, demand, document_id, party, stance, told_by))
    rows["stances"] = [one for one in rows["stances"] if one["stance_id"] not in gone] + added
    reason = f"the claimants of {record} were corrected: {correction.reason}"
    _bury(rows, gone, reason, {one["stance_id"] for one in added})


def _added(rows: Tables, demand: Row, document_id: str, party: str, stance: str, told_by: str) -> Row:
    """The stance of a claimant that a person named, stated by the words that state it of `told_by`; with its evidence."""
    facts = (demand["demand_id"], party, stance, document_id)
    identity = Identity(f"stance:{tail(party)}-{stance.replace('_', '-')}", facts)
    name = mint([identity])[identity]
    model = next(one for one in rows["stances"]
                 if (one["demand_id"], one["party_id"], one["stance"], one["document_id"])
                 == (demand["demand_id"], told_by, stance, document_id))  # fmt: skip
    for one in [one for one in rows["evidence"] if one["record_id"] == model["stance_id"]]:
        words = Identity("evidence:", (name, document_id, one["start"], one["end"], METHOD))
        rows["evidence"].append({**one, "evidence_id": mint([words], digits=12)[words], "record_id": name,
                                 "method": METHOD, "confidence": 1.0})  # fmt: skip
    return {**model, "stance_id": name, "party_id": party, "person_id": None,
            "cameo_code": cameo_code(demand["issue"], demand["kind"], stance)}  # fmt: skip


def _bury(rows: Tables, gone: Mapping[str, Row], reason: str, added: set[str]) -> None:
    """Takes out the evidence of the stances that are gone, and gives each a tombstone; those that are there have none."""
    for name, stance in sorted(gone.items()):
        first = min((one for one in rows["evidence"] if one["record_id"] == name),
                    key=lambda one: (one["start"], one["end"]))  # fmt: skip
        anchor = {f"first_{key}": first[key] for key in ("document_id", "start", "end", "quote")}
        rows["id_tombstones"].append({"old_id": name, "record_type": "stance", "said": stance["stance"],
                                      "reason": reason, **anchor})  # fmt: skip
    rows["evidence"] = [one for one in rows["evidence"] if one["record_id"] not in gone]
    for table in ("id_tombstones", "id_redirects"):
        rows[table] = [one for one in rows[table] if one["old_id"] not in added]
