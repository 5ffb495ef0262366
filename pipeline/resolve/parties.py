"""The parties table. A party of the reference tables is one by its key, any other by the slug of its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.model import Claims, PartyClaim
from pipeline.resolve.choices import commonest
from pipeline.resolve.evidence import Records, statements
from pipeline.resolve.ids import name_word

Keys = dict[tuple[str, str], str]  # (document id, key in its claims) -> id


def party_id(key: str) -> str:
    """The id of the party with this key; the same in every document."""
    return f"party:{name_word(key)}"


def party_ids(claims: Sequence[Claims]) -> Keys:
    return {(one.document.document_id, party.key): party_id(party.key) for one in claims for party in one.parties}


def reference_ids(claims: Sequence[Claims]) -> frozenset[str]:
    """The ids of parties that the reference tables name: `party:cod` is Congo's whatever was called so before."""
    return frozenset(party_id(party.key) for one in claims for party in one.parties if party.known)


def parties(claims: Sequence[Claims], ids: Keys) -> Records:
    """One row a party.

    `part_of_id` is null where no document states the whole: every row needs evidence, and naming a parliament is none
    for its state.
    """
    told: dict[str, list[PartyClaim]] = {}
    found = Records()
    by_key: dict[str, str] = {}
    for one in claims:
        for party in one.parties:
            record = ids[one.document.document_id, party.key]
            by_key[party.key] = record
            told.setdefault(record, []).append(party)
            found.statements.extend(statements("party", record, one.document.document_id, party.evidence))
    for record, same in told.items():
        best = [party for party in same if party.known] or same
        whole = commonest(by_key.get(party.part_of) for party in best if party.part_of)
        found.rows.append({
            "party_id": record,
            "name": _fullest(party.name for party in best),
            "type": commonest(party.party_type for party in best),
            "country_code": commonest(party.country_code for party in best),
            "wikidata_id": commonest(party.wikidata_id for party in best),
            "part_of_id": whole if whole != record else None,
        })  # fmt: skip
    return found


def _fullest(names: Iterable[str]) -> str:
    """The name with most words, among such the commonest: "Norland Workers' Front" where another text has "NWF"."""
    given = list(names)
    most = max(len(name.split()) for name in given)
    return commonest(name for name in given if len(name.split()) == most) or given[0]
