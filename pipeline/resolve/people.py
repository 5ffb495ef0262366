"""The people and roles tables. Which people are one is decided in `same/people.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Claims, Document, PersonClaim
from pipeline.resolve.choices import commonest
from pipeline.resolve.evidence import Records, statements
from pipeline.resolve.ids import Identity, mint, name_word, short_hash, tail, word
from pipeline.resolve.judgements import Judgements, NearPair
from pipeline.resolve.parties import Keys, party_id
from pipeline.resolve.release import Release
from pipeline.resolve.same.offices import read_office
from pipeline.resolve.same.people import same_people
from pipeline.resolve.same.portraits import Post


@dataclass(frozen=True, slots=True)
class ToldPerson:
    """A person as one document tells of them; parties by id. `roles`: what each role text says, and the post that it
    names; `countries`: of which state a party is, where it is of one."""

    document: Document
    claim: PersonClaim
    party: str | None
    roles: tuple[tuple[str, Post], ...]
    countries: Mapping[str, str]

    @property
    def own_id(self) -> str:
        name = name_word(self.claim.name)
        if len(self.claim.name.split()) > 1 or self.claim.wikidata_id:
            return f"person:{name}"
        return f"person:{name}-{tail(self.party) if self.party else short_hash(self.document.document_id)}"


def told_people(claims: Sequence[Claims], parties: Keys) -> list[ToldPerson]:
    """All people of all documents."""
    found = []
    for one in claims:
        at = one.document.document_id
        countries = {parties[at, party.key]: party.country_code for party in one.parties if party.country_code}
        posts: dict[str, list[tuple[str, Post]]] = {}
        for role in one.roles:
            office = read_office(role.role_text, role.former)
            if office:
                named = {parties[at, role.party]} if role.party else set(map(party_id, office.parties))
                post = Post(office, frozenset(named if len(named) == 1 else ()))
                posts.setdefault(role.person, []).append((role.role_text, post))
        for person in one.people:
            party = parties.get((at, person.party or ""))
            found.append(ToldPerson(one.document, person, party, tuple(posts.get(person.key, ())), countries))
    return found


def person_ids(
    claims: Sequence[Claims], parties: Keys, judgements: Judgements | None = None
) -> tuple[Keys, list[NearPair]]:
    """Who is whom: the id of each person of each document, and pairs for a person to judge."""
    return same_people(told_people(claims, parties), judgements or Judgements())


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
