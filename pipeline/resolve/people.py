"""The people and roles tables.

Same full name: one person. A surname alone joins the one person of that name who speaks for the same party, when
there is exactly one; else it stays a row of its own, kept apart by its party. A shared Wikidata item joins spellings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Claims, PersonClaim
from pipeline.resolve.choices import commonest
from pipeline.resolve.evidence import Records, statements
from pipeline.resolve.ids import Identity, mint, name_word, short_hash, tail, word
from pipeline.resolve.parties import Keys
from pipeline.resolve.release import Release


@dataclass(frozen=True, slots=True)
class _Told:
    document_id: str
    claim: PersonClaim
    party: str | None

    @property
    def key(self) -> tuple[str, str]:
        return self.document_id, self.claim.key

    @property
    def own_id(self) -> str:
        name = name_word(self.claim.name)
        if len(self.claim.name.split()) > 1 or self.claim.wikidata_id:
            return f"person:{name}"
        return f"person:{name}-{tail(self.party) if self.party else short_hash(self.document_id)}"


def person_ids(claims: Sequence[Claims], parties: Keys) -> Keys:
    """Who is whom: the id of each person of each document."""
    told = [
        _Told(one.document.document_id, person, parties.get((one.document.document_id, person.party or "")))
        for one in claims
        for person in one.people
    ]
    same = {one.own_id: one.own_id for one in told}  # own id -> id nearer to the one that the group goes by
    _join_spellings(told, same)
    _join_surnames(told, same)
    return {one.key: _root(one.own_id, same) for one in told}


def _root(own: str, same: dict[str, str]) -> str:
    while same[own] != own:
        own = same[own]
    return own


def _join_spellings(told: list[_Told], same: dict[str, str]) -> None:
    by_item: dict[str, set[str]] = {}
    for one in told:
        if one.claim.wikidata_id:
            by_item.setdefault(one.claim.wikidata_id, set()).add(_root(one.own_id, same))
    for _, members in sorted(by_item.items()):
        roots = {_root(member, same) for member in members}
        kept = min(roots)
        for root in roots - {kept}:
            same[root] = kept


def _join_surnames(told: list[_Told], same: dict[str, str]) -> None:
    full: dict[tuple[str, str], set[str]] = {}  # (name part, party) -> people with a full name
    for one in told:
        parts = one.claim.name.split()
        if one.party and len(parts) > 1:
            for part in (parts[0], parts[-1]):  # the surname stands first in Chinese and Korean names
                full.setdefault((name_word(part), one.party), set()).add(_root(one.own_id, same))
    named_in: dict[str, set[str]] = {}
    surnames: dict[str, list[_Told]] = {}
    for one in told:
        named_in.setdefault(one.document_id, set()).add(_root(one.own_id, same))
        if one.party and len(one.claim.name.split()) == 1 and _root(one.own_id, same) == one.own_id:
            surnames.setdefault(one.own_id, []).append(one)
    for own, short in sorted(surnames.items()):
        assert short[0].party is not None
        candidates = full.get((name_word(short[0].claim.name), short[0].party), set()) - {own}
        apart = any(candidates & named_in[one.document_id] for one in short)  # one text names both: two people
        if len(candidates) == 1 and not apart:
            same[own] = next(iter(candidates))


def people(claims: Sequence[Claims], ids: Keys) -> Records:
    """One row a person, under the fullest form of the name."""
    told: dict[str, list[PersonClaim]] = {}
    found = Records()
    for one in claims:
        for person in one.people:
            record = ids[one.document.document_id, person.key]
            told.setdefault(record, []).append(person)
            found.statements.extend(statements("person", record, one.document.document_id, person.evidence))
    for record, same in told.items():
        longest = max(len(person.name.split()) for person in same)
        found.rows.append({
            "person_id": record,
            "name": commonest(person.name for person in same if len(person.name.split()) == longest),
            "wikidata_id": commonest(person.wikidata_id for person in same),
        })  # fmt: skip
    return found


def roles(claims: Sequence[Claims], parties: Keys, ids: Keys, release: Release) -> Records:
    """One row for each role that a document gives a person."""
    rows: dict[Identity, dict[str, object]] = {}
    said = []
    for one in claims:
        document_id = one.document.document_id
        for role in one.roles:
            text = " ".join(role.role_text.split())
            person = ids[document_id, role.person]
            party = parties[document_id, role.party] if role.party else None
            identity = Identity(f"role:{tail(person)}-{word(text)}", (document_id, person, party, text, role.former))
            rows[identity] = {"person_id": person, "party_id": party, "role_text": text, "is_former": role.former,
                              "document_id": document_id}  # fmt: skip
            said.append((identity, document_id, role.evidence))
    minted = mint(rows)
    kept = release.settle("role", ((minted[identity], document_id, [one]) for identity, document_id, one in said))
    found = Records([{"role_id": kept[minted[identity]], **row} for identity, row in rows.items()])
    for identity, document_id, evidence in said:
        found.statements.extend(statements("role", kept[minted[identity]], document_id, [evidence]))
    return found
