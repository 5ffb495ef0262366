"""The cast of one document: names, people, roles, phrases, pronouns and voices behind the `Cast` protocol."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Mention, Reference, Use
from pipeline.extract.who.antecedents import Antecedents
from pipeline.extract.who.claims import CastClaims
from pipeline.extract.who.collectives import Collectives
from pipeline.extract.who.discourse import Discourse
from pipeline.extract.who.document_names import document_names
from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.joined import Joined
from pipeline.extract.who.names import Name, head_of, is_place_use, use_of
from pipeline.extract.who.office_holders import OfficeHolders
from pipeline.extract.who.owners import Owners
from pipeline.extract.who.papers import Papers
from pipeline.extract.who.people import PersonMention
from pipeline.extract.who.phrases import Phrases
from pipeline.extract.who.place_names import PlaceNames
from pipeline.extract.who.principals import Principals
from pipeline.extract.who.pronouns import Pronouns
from pipeline.extract.who.roles import Role, RoleFinder
from pipeline.extract.who.untitled import untitled
from pipeline.extract.who.voices import Voices
from pipeline.model import Evidence, PartyClaim, PersonClaim, PlaceClaim, RoleClaim, Span

if TYPE_CHECKING:
    from pipeline.extract.reading import Reading, Sentence
    from pipeline.extract.tokens import Token

STAND_IN_METHODS = frozenset({"noun-stands-for-party", "office-stands-for-party", "office-of-person", "body-of-state"})
STATE_TYPES = frozenset({"state", "partially_recognised"})


@dataclass
class Party:
    """A party while the document is read."""

    key: str
    name: str
    party_type: str
    country_code: str | None
    wikidata_id: str | None
    part_of: str | None
    known: bool
    evidence: dict[Span, Evidence] = field(default_factory=dict)
    acts: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that stands for a party: tokens `start` to `end` of a passage."""

    passage: int
    start: int
    end: int
    key: str


class DocumentCast:
    """Implements `pipeline.extract.cast.Cast`."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.pronouns = Pronouns(self)
        self.phrases = Phrases(self)
        self.owners = Owners(self)
        self.office_holders = OfficeHolders(self)
        self.collectives = Collectives(self)
        self.antecedents = Antecedents(self)
        self.joined = Joined(self)
        self.papers = Papers(self)
        self.voices = Voices(self)
        self.principals = Principals(self)
        self.place_names = PlaceNames(self)
        self.claims = CastClaims(self)
        self._parties: dict[str, Party] = {}
        self._heads: dict[str, str] = {}
        self._forms: dict[str, list[str]] = {}  # party -> the names that the text has for it
        self._cache: dict[tuple[int, int, bool], Reference] = {}
        self._methods: dict[tuple[int, int], str] = {}
        self._resolving: set[tuple[int, int]] = set()
        self._phrases: dict[tuple[int, int], Phrase] = {}
        self._stand_ins: dict[tuple[int, int], tuple[str, ...]] = {}
        found = document_names(reading)
        self.names = found.names
        self._people = found.people
        self.person_at = found.person_at
        self._datelines = found.datelines
        self.name_at: dict[tuple[int, int], Name] = {
            (n.passage, i): n for names in self.names.values() for n in names for i in range(n.start, n.end)
        }
        for key, (name, party_type) in found.organisations.items():
            self.register(key, name, party_type)
        for names in self.names.values():
            for n in names:
                if n.key:
                    self._know(n.key)
                    self._forms.setdefault(n.key, []).append(reading.passages[n.passage].doc[n.start : n.end].text)
        for key, forms in self._forms.items():
            if self._parties[key].known:
                self._parties[key].name = gazetteer().name_in(key, forms)
        self._roles: list[Role] = []
        self._party_of: dict[str, str | None] = {}
        self.discourse = Discourse(self)
        finder_of_roles = RoleFinder(reading, self._people, self.names, self)
        self._roles, self._party_of = finder_of_roles.stated()
        self.discourse = Discourse(self)
        self._roles, self._party_of = finder_of_roles.inferred(self._roles, self._party_of)
        for role in untitled(self, self._roles, self._party_of):
            self._roles.append(role)
            self._party_of[role.person] = role.party
        self.principals = Principals(self)
        self.voices = Voices(self)  # what was found while parties were missing is found again
        self._cache.clear()
        self._phrases.clear()
        self._stand_ins.clear()
        self.claims.gather()
        for key, party in self._parties.items():
            party.name = self.owners.name_in_text(key, party.name)

    def _know(self, key: str) -> Party:
        if key not in self._parties:
            known = gazetteer().parties[key]
            self._parties[key] = Party(
                key, known.name, known.party_type, known.country_code, known.wikidata_id, known.part_of, True
            )
        return self._parties[key]

    def register(
        self, key: str, name: str, party_type: str, *, part_of: str | None = None, head: str | None = None
    ) -> str:
        """A party of the document that no table knows; the key it got."""
        if key not in self._parties and key not in gazetteer().parties:
            state = gazetteer().parties.get(part_of or "")
            self._parties[key] = Party(
                key, name, party_type, state.country_code if state else None, None, part_of, False
            )
        elif key not in self._parties:
            self._know(key)
        if head:
            self._heads.setdefault(key, head)
        return key

    @cached_property
    def _head_at(self) -> dict[Phrase, int]:
        return {phrase: head for (_, head), phrase in self._phrases.items()}

    def note_phrase(self, head: Token, start: int, end: int, key: str) -> None:
        passage = self.reading.passage_of(head).index
        self._phrases[passage, head.i] = Phrase(passage, start, end, key)

    def note_alias(self, head: Token, key: str) -> None:
        """A common noun that names a known party of the text: "the rebels" for its only armed group."""
        passage = self.reading.passage_of(head)
        self.claims.add(self._parties[key], passage.index, head.i, head.i + 1, "noun-for-the-only-party", 0.7)

    def names_between(self, passage: int, start: int, end: int) -> list[Name]:
        return [n for n in self.names.get(passage, []) if start <= n.start and n.end <= end]

    def people_in(self, sentence: Sentence) -> list[PersonMention]:
        found = [
            m
            for p in self._people.values()
            for m in p.mentions
            if m.passage == sentence.passage.index and sentence.start <= m.start < sentence.end
        ]
        return sorted(found, key=lambda m: m.start)

    def kinds_at(self, token: Token) -> frozenset[str]:
        name = self.name_at.get((self.reading.passage_of(token).index, token.i))
        return frozenset(name.kinds) if name else frozenset()

    def use(self, name: Name) -> Use:
        doc = self.reading.passages[name.passage].doc
        if (name.passage, name.start) in self._datelines:
            return "place"
        return use_of(doc, name.start, name.end, name.kinds)

    def party_of(self, person: str) -> str | None:
        return self._party_of.get(person)

    def is_plural(self, key: str) -> bool:
        party = self._parties[key]
        return party.name.endswith("s") and not party.known or party.party_type in {"bloc"}

    def is_organisation(self, key: str) -> bool:
        return self._parties[key].party_type not in STATE_TYPES if key in self._parties else False

    def party_type(self, key: str) -> str:
        return self._parties[key].party_type if key in self._parties else ""

    def heads(self, noun: str) -> list[str]:
        """The parties of the document's own that are named by a phrase of this noun."""
        return [key for key, head in self._heads.items() if head == noun]

    def named_bodies(self) -> list[str]:
        """The organisations that the document calls by name."""
        return sorted({n.key for found in self.names.values() for n in found if n.key and self.is_organisation(n.key)})

    def adjective_of(self, key: str) -> str:
        return _adjectives().get(key, self.party_name(key))

    def refer(self, head: Token, *, place_too: bool = False) -> Reference:
        passage = self.reading.passage_of(head).index
        at = (passage, head.i, place_too)
        if at in self._cache:
            return self._cache[at]
        if (passage, head.i) in self._resolving:
            return NOBODY
        self._resolving.add((passage, head.i))
        try:
            parts = [self._single(head, place_too)]
            for conjunct in self._conjuncts(head):
                parts.append(self._single(conjunct, place_too))
            result = merged(parts)
        finally:
            self._resolving.discard((passage, head.i))
        self._cache[at] = result
        return result

    def _conjuncts(self, head: Token) -> list[Token]:
        """The nouns coordinated with `head`, by the tree or by a mention right before it ("Moreno and President Sadeq")."""
        found: list[Token] = []
        node = head
        while True:
            below = [c for c in node.children if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"}]
            if not below:
                break
            found.extend(below)
            node = below[-1]
            if len(found) > 12:
                break
        found.extend(t for t in self.joined.after(head) if t not in found)
        passage = self.reading.passage_of(head)
        mention = self.person_at.get((passage.index, head.i))
        if mention is not None:
            for child in head.lefts:
                other = self.person_at.get((passage.index, child.i))
                if (
                    other is not None
                    and other is not mention
                    and any(t.lower_ in {"and", "or"} for t in passage.doc[other.end : mention.start])
                ):
                    found.insert(0, child)
        return found

    def _single(self, token: Token, place_too: bool) -> Reference:
        passage = self.reading.passage_of(token).index
        if self.pronouns.is_pronoun(token):
            return self.pronouns.resolve(token)
        mention = self.person_at.get((passage, token.i))
        if mention is not None:
            party = self.party_of(mention.key)
            return Reference((party,) if party else (), (mention.key,))
        name = self.name_at.get((passage, token.i))
        if name is not None:
            return self._named(token, name, place_too)
        members = self.joined.members(token)
        if members:
            return Reference(members, (), 0.85)
        reference, method = self.phrases.resolve(token)
        if method:
            self._methods[passage, token.i] = method
            if method in STAND_IN_METHODS:
                self._stand_ins[passage, token.i] = reference.parties
        if not reference:
            reference = self._apposed(token)
        return reference

    def _named(self, token: Token, name: Name, place_too: bool) -> Reference:
        if not name.key:
            return NOBODY
        doc = self.reading.passages[name.passage].doc
        head = head_of(doc, name.start, name.end)
        if not place_too and name.kinds & {"name", "capital"} and is_place_use(head) and not _may_act(head):
            return NOBODY
        return Reference((name.key,))

    def _apposed(self, token: Token) -> Reference:
        """ "the group, Hamas", "the chancellor, Angela Merkel": the name in apposition."""
        for child in token.children:
            if (
                child.dep_ == "appos"
                and child.i > token.i
                and (
                    self.person_at.get((self.reading.passage_of(token).index, child.i))
                    or self.name_at.get((self.reading.passage_of(token).index, child.i))
                )
            ):
                return self._single(child, False)
        return NOBODY

    def mentions(self, passage: int, start: int, end: int) -> tuple[Mention, ...]:
        found: list[Mention] = []
        for name in self.names_between(passage, start, end):
            if name.key:
                use = self.use(name)
                found.append(
                    Mention(
                        passage,
                        name.start,
                        name.end,
                        Reference((name.key,)),
                        use,
                        "place" if use == "place" else "party",
                    )
                )
        seen: set[int] = set()
        for index in range(start, end):
            mention = self.person_at.get((passage, index))
            if mention is not None and mention.start not in seen and mention.start >= start and mention.end <= end:
                seen.add(mention.start)
                party = self.party_of(mention.key)
                found.append(
                    Mention(
                        passage,
                        mention.start,
                        mention.end,
                        Reference((party,) if party else (), (mention.key,)),
                        "actor",
                        "person",
                    )
                )
            phrase = self._phrases.get((passage, index))
            if phrase is not None and start <= phrase.start and phrase.end <= end:
                found.append(
                    Mention(passage, phrase.start, phrase.end, Reference((phrase.key,), (), 0.8), "actor", "party")
                )
            place = self.place_names.span_at(passage, index, start, end)
            if place is not None:
                found.append(Mention(passage, *place, NOBODY, "place", "place"))
        found.sort(key=lambda m: (m.start, -m.end, m.kind))
        return tuple(found)

    def is_named(self, key: str) -> bool:
        """The text has a name for the party, not only nouns that stand for it."""
        return key in self._forms

    def party_name(self, key: str) -> str:
        if key in self._parties:
            return self._parties[key].name
        return gazetteer().parties[key].name if key in gazetteer().parties else key

    def person_name(self, key: str) -> str:
        return self._people[key].name

    def antecedent_of(self, head: Token, noun: str) -> Reference:
        return self.antecedents.antecedent_of(head, noun)

    def joined_before(self, token: Token, number: int | None) -> tuple[str, ...]:
        return self.antecedents.joined_before(token, number)

    def voice(self, token: Token) -> Reference:
        return self.voices.voice(token)

    def in_quotes(self, token: Token) -> bool:
        return self.voices.in_quotes(token)

    def place_of(self, head: Token) -> str | None:
        return self.place_names.place_of(head)

    def parties(self, used: frozenset[str], befallen: frozenset[str] = frozenset()) -> tuple[PartyClaim, ...]:
        return self.claims.parties(used, befallen)

    def people(self) -> tuple[PersonClaim, ...]:
        return self.claims.people()

    def roles(self) -> tuple[RoleClaim, ...]:
        return self.claims.roles()

    def places(self, used: frozenset[str]) -> tuple[PlaceClaim, ...]:
        return self.place_names.places(used)


def merged(parts: Iterable[Reference]) -> Reference:
    """One reference for a coordination: all members in order, the lowest confidence."""
    found = [p for p in parts if p]
    if not found:
        return NOBODY
    keys = tuple(dict.fromkeys(k for p in found for k in p.parties))
    people = tuple(dict.fromkeys(k for p in found for k in p.people))
    return Reference(keys, people, min(p.confidence for p in found))


def _may_act(head: Token) -> bool:
    return head.head.lower_ in {"from", "to", "for"} and head.dep_ == "pobj"


def _adjectives() -> dict[str, str]:
    table: dict[str, str] = {}
    for known in gazetteer().names.values():
        if "adjective" in known.kinds:
            table.setdefault(known.key, known.name)
    return table
