"""The cast of one document: names, people, roles, phrases, pronouns and voices behind the `Cast` protocol."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Mention, Reference, Use
from pipeline.extract.who.discourse import GOVERNMENT, Discourse
from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.lexicon import place_cues, places, speech_verbs
from pipeline.extract.who.names import (
    OUTLETS,
    Name,
    datelines,
    document_words,
    head_of,
    is_place_use,
    names_of,
    use_of,
)
from pipeline.extract.who.organisations import OrganisationFinder
from pipeline.extract.who.people import PeopleFinder, Person, PersonMention, slug
from pipeline.extract.who.phrases import EXPERTS, Phrases
from pipeline.extract.who.pronouns import FIRST, Pronouns
from pipeline.extract.who.quotations import Quotation, quotations, speaker_of
from pipeline.extract.who.roles import NO_PARTY_KINDS, Role, RoleFinder
from pipeline.model import Evidence, PartyClaim, PersonClaim, PlaceClaim, RoleClaim, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.extract.reading import Reading, Sentence

ACTING_NOUNS = frozenset({"compliance", "action", "support", "offer", "demand", "proposal", "refusal", "attack", "strike", "sanction", "tariff",
                          "veto", "pressure", "response", "initiative", "mediation", "invasion", "threat", "opposition", "resolution", "ban",
                          "involvement", "participation", "aspiration", "concession", "commitment", "policy", "position", "rule", "statement", "effort",
                          "decision", "plan", "withdrawal", "raid", "offensive", "embargo", "diplomacy", "negotiation"})
ROLE_EVIDENCE = {"title-with-party": 0.95, "title": 0.9, "title-in-context": 0.7, "of-organisation": 0.85}
ANAPHORS = (
    (frozenset({"armed_group", "political_party"}), frozenset({"group", "movement", "front", "rebel", "guerrilla", "insurgent", "militant", "faction", "militia", "fighter", "organisation", "organization"})),
    (frozenset({"union"}), frozenset({"union", "association", "federation", "striker", "worker", "member", "picket", "workforce"})),
    (frozenset({"company"}), frozenset({"company", "firm", "airline", "employer", "management", "carrier", "operator", "group", "carmaker", "automaker", "board"})),
    (frozenset({"igo", "bloc"}), frozenset({"bloc", "organisation", "organization", "body", "alliance", "commission", "council", "agency", "grouping", "league"})),
    (frozenset({"state", "partially_recognised"}), frozenset({"country", "state", "nation"})),
)
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
        self._parties: dict[str, Party] = {}
        self._heads: dict[str, str] = {}
        self._cache: dict[tuple[int, int, bool], Reference] = {}
        self._methods: dict[tuple[int, int], str] = {}
        self._resolving: set[tuple[int, int]] = set()
        self._phrases: dict[tuple[int, int], Phrase] = {}
        self._voicing: set[int] = set()
        self._stand_ins: dict[tuple[int, int], tuple[str, ...]] = {}
        words = document_words(reading)
        self.names: dict[int, list[Name]] = {p.index: names_of(p, words) for p in reading.passages}
        taken = {(n.passage, i) for found in self.names.values() for n in found for i in range(n.start, n.end)}
        self._people: dict[str, Person] = PeopleFinder(reading, self.names).find()
        self.person_at: dict[tuple[int, int], PersonMention] = {
            (m.passage, i): m for person in self._people.values() for m in person.mentions for i in range(m.start, m.end)}
        self._datelines = datelines(reading)
        finder = OrganisationFinder(taken | set(self.person_at) | self._datelines)
        for passage in reading.passages:
            self.names[passage.index].extend(finder.find(passage, self.names[passage.index]))
        for _ in range(2):  # an acronym may stand before the place that introduces it
            for passage in reading.passages:
                self.names[passage.index].extend(finder.find_acronyms(passage, self.names[passage.index]))
        for passage in reading.passages:
            self.names[passage.index].extend(finder.find_short_forms(passage))
        for found in self.names.values():
            found.sort(key=lambda n: n.start)
        self.name_at: dict[tuple[int, int], Name] = {
            (n.passage, i): n for found in self.names.values() for n in found for i in range(n.start, n.end)}
        for key, (name, party_type) in finder.names.items():
            self.register(key, name, party_type)
        for found in self.names.values():
            for n in found:
                if n.key:
                    self._know(n.key)
        self.quotations = quotations(reading)
        self._quotation_at = {(q.passage, i): q for q in self.quotations for i in range(q.start, q.end)}
        self._roles: list[Role] = []
        self._party_of: dict[str, str | None] = {}
        self.discourse = Discourse(self)
        finder_of_roles = RoleFinder(reading, self._people, self.names, self)
        self._roles, self._party_of = finder_of_roles.stated()
        self.discourse = Discourse(self)
        self._roles, self._party_of = finder_of_roles.inferred(self._roles, self._party_of)
        self._cache.clear()
        self._phrases.clear()
        self._stand_ins.clear()
        self._evidence()

    # -- registry --------------------------------------------------------------------------------------------------

    def _know(self, key: str) -> Party:
        if key not in self._parties:
            known = gazetteer().parties[key]
            self._parties[key] = Party(key, known.name, known.party_type, known.country_code, known.wikidata_id, known.part_of, True)
        return self._parties[key]

    def register(self, key: str, name: str, party_type: str, *, part_of: str | None = None, head: str | None = None) -> str:
        """A party of the document that no table knows; the key it got."""
        if key not in self._parties and key not in gazetteer().parties:
            state = gazetteer().parties.get(part_of or "")
            self._parties[key] = Party(key, name, party_type, state.country_code if state else None, None, part_of, False)
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
        self._add(self._parties[key], passage.index, head.i, head.i + 1, "noun-for-the-only-party", 0.7)

    # -- look-ups --------------------------------------------------------------------------------------------------

    def names_between(self, passage: int, start: int, end: int) -> list[Name]:
        return [n for n in self.names.get(passage, []) if start <= n.start and n.end <= end]

    def people_in(self, sentence: Sentence) -> list[PersonMention]:
        found = [m for p in self._people.values() for m in p.mentions
                 if m.passage == sentence.passage.index and sentence.start <= m.start < sentence.end]
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

    def adjective_of(self, key: str) -> str:
        return _adjectives().get(key, self.party_name(key))

    def holders(self, office: str, party: str | None) -> list[str]:
        """People of the document who hold an office (for a party, when one is given)."""
        tail = office.split()[-1]
        found = [r.person for r in self._roles if r.office and not r.former and (r.office == office or r.office.split()[-1] == tail and (
            " " not in office or r.office.endswith(office) or office.endswith(r.office)))]
        found = [p for p in dict.fromkeys(found) if party is None or self.party_of(p) == party]
        return found

    def heads_of(self, party: str) -> list[str]:
        """People of the document who hold a leading office of a party: "the Egyptian leader"."""
        return list(dict.fromkeys(r.person for r in self._roles if r.kind == "head" and not r.former and self.party_of(r.person) == party))

    def last_named(self, people: list[str], token: Token) -> str:
        position = (self.reading.passage_of(token).index, token.i)

        def place(person: str) -> tuple[int, int]:
            before = [(m.passage, m.start) for m in self._people[person].mentions if (m.passage, m.start) <= position]
            return max(before, default=(-1, -1))
        return max(people, key=lambda p: (place(p), p))

    def antecedent_of(self, head: Token, noun: str) -> Reference:
        """"the union", "the ministry", "the rebels": the last party of that kind named before."""
        if noun in GOVERNMENT or noun in {"army", "military", "armed force", "delegation", "embassy"}:
            return self.discourse.government(head)
        last_word = noun.split()[-1]
        named = self.discourse.by_word(head, frozenset({last_word, last_word.replace("organization", "organisation")}))
        if named:
            return named
        for types, words in ANAPHORS:
            if last_word in words:
                return self._last_of(types, head)
        return NOBODY

    def _last_of(self, types: frozenset[str], head: Token) -> Reference:
        position = (self.reading.passage_of(head).index, head.i)
        seen: dict[str, tuple[int, int]] = {}
        for passage, found in self.names.items():
            for name in found:
                if name.key and self._parties[name.key].party_type in types and (passage, name.end) <= position and self.use(name) != "place":
                    seen[name.key] = max(seen.get(name.key, (-1, -1)), (passage, name.start))
        if not seen:
            return NOBODY
        return Reference((max(seen, key=lambda k: (seen[k], k)),), (), 0.7 if len(seen) == 1 else 0.5)

    def joined_before(self, token: Token, number: int | None) -> tuple[str, ...]:
        """The parties that the text names together before a token: a coordination, or the opposed parties of the
        sentences before; `number` of them when given. Empty when it cannot be told."""
        sentence = self.reading.sentence_of(token)
        want = number or 2
        collected: list[str] = []
        noun = str(token.lemma_.lower())
        sides = self.discourse.sides(noun) if want == 2 else ()
        own = set(self.discourse.subject_of(sentence, token.i)) if token.dep_ in {"dobj", "pobj", "dative", "poss"} else set()
        if sides and not own & set(sides):
            return sides
        for offset in range(0, 5):
            index = sentence.index - offset
            if index < 0:
                break
            candidate = self.reading.sentences[index]
            end = token.i if offset == 0 else candidate.end
            keys = [k for k in self._actors_in(candidate, end) if k not in own]
            if number is None and len(keys) >= 2:
                return tuple(keys)
            if number is not None and len(keys) == want:
                return tuple(keys)
            if number is not None and len(keys) > want:
                joined = self._coordinated(candidate, end, want)
                if joined:
                    return joined
            for key in keys:
                if key not in collected:
                    collected.append(key)
            if len(collected) == want:
                return tuple(collected)
            if len(collected) > want:
                break
        return ()

    def _actors_in(self, sentence: Sentence, end: int) -> list[str]:
        keys: list[tuple[int, str]] = []
        for name in self.names_between(sentence.passage.index, sentence.start, end):
            if name.key and self.use(name) != "place":
                keys.append((name.start, name.key))
        for mention in self.people_in(sentence):
            party = self.party_of(mention.key)
            if mention.end <= end and party:
                keys.append((mention.start, party))
        return list(dict.fromkeys(key for _, key in sorted(keys)))

    def _coordinated(self, sentence: Sentence, end: int, want: int) -> tuple[str, ...]:
        for token in sentence.tokens:
            if token.i < end and any(c.dep_ == "conj" for c in token.children):
                reference = self.refer(token)
                if len(reference.parties) == want:
                    return reference.parties
        return ()

    # -- the protocol ----------------------------------------------------------------------------------------------

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
        """The nouns coordinated with `head`, by the tree or by a mention right before it ("Trump and President Putin")."""
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
        passage = self.reading.passage_of(head)
        mention = self.person_at.get((passage.index, head.i))
        if mention is not None:
            for child in head.lefts:
                other = self.person_at.get((passage.index, child.i))
                if other is not None and other is not mention and any(t.lower_ in {"and", "or"} for t in passage.doc[other.end : mention.start]):
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
        """"the group, Hamas", "the chancellor, Angela Merkel": the name in apposition."""
        for child in token.children:
            if child.dep_ == "appos" and child.i > token.i and (self.person_at.get((self.reading.passage_of(token).index, child.i))
                                                               or self.name_at.get((self.reading.passage_of(token).index, child.i))):
                return self._single(child, False)
        return NOBODY

    def voice(self, token: Token) -> Reference:
        passage = self.reading.passage_of(token).index
        if passage in self._labels and (passage, token.i) not in self._quotation_at:
            return self._labels[passage]
        quotation = self._quotation_at.get((passage, token.i))
        if quotation is not None and (quotation.clause or token.lower_ in FIRST):
            return self._speaker(quotation)
        return self._issuer

    @cached_property
    def _labels(self) -> dict[int, Reference]:
        """Paragraphs of a transcript that open with the speaker's name and a colon."""
        found: dict[int, Reference] = {}
        for passage in self.reading.passages:
            mention = self.person_at.get((passage.index, 0)) or self.person_at.get((passage.index, 1))
            if mention is not None and mention.end < len(passage.doc) and passage.doc[mention.end].text == ":" and passage.block.kind == "body":
                party = self.party_of(mention.key)
                found[passage.index] = Reference((party,) if party else (), (mention.key,), 0.95)
        return found

    def in_quotes(self, token: Token) -> bool:
        quotation = self._quotation_at.get((self.reading.passage_of(token).index, token.i))
        return quotation is not None and quotation.clause

    def _speaker(self, quotation: Quotation) -> Reference:
        index = self.quotations.index(quotation)
        if index in self._voicing:
            return NOBODY
        self._voicing.add(index)
        try:
            doc = self.reading.passages[quotation.passage].doc
            noun = speaker_of(doc, quotation)
            if noun is not None:
                reference = self.refer(noun)
                if reference:
                    return Reference(reference.parties, reference.people, 0.9)
                return NOBODY
            before = self.quotations[index - 1] if index else None
            if before is not None and before.clause and (before.passage == quotation.passage or not before.closed and before.passage >= quotation.passage - 2):
                return self._speaker(before)
            after = self.quotations[index + 1] if index + 1 < len(self.quotations) else None
            if after is not None and after.passage == quotation.passage and speaker_of(doc, after) is not None:
                return self._speaker(after)
            lead = self._lead_in(quotation)
            if lead:
                return lead
            return NOBODY
        finally:
            self._voicing.discard(index)

    def _lead_in(self, quotation: Quotation) -> Reference:
        """A quotation with no attribution of its own: the last person who speaks in the sentences before it."""
        passage = self.reading.passages[quotation.passage]
        first = self.reading.sentence_of(passage.doc[quotation.start])
        for index in range(first.index - 1, max(-1, first.index - 3), -1):
            sentence = self.reading.sentences[index]
            if sentence.kind == "heading" or sentence.passage.index < quotation.passage - 1:
                break
            for token in sentence.tokens:
                if token.lemma_.lower() in speech_verbs() and token.pos_ == "VERB":
                    for child in token.children:
                        if child.dep_ == "nsubj":
                            reference = self.refer(child)
                            if reference.people:
                                return Reference(reference.parties, reference.people, 0.6)
        return NOBODY

    @cached_property
    def _issuer(self) -> Reference:
        """Who speaks a first-person document outside quotations: the title's "statement by X", the publisher."""
        speaks = any(t.lower_ in FIRST and t.tag_ in {"PRP", "PRP$"} and (p.index, t.i) not in self._quotation_at
                     for p in self.reading.passages for t in p.doc)
        if not speaks:
            return NOBODY
        for passage in self.reading.passages[:4]:
            doc = passage.doc
            for token in doc:
                if token.lower_ in {"statement", "address", "remarks", "speech", "communique", "communiqué", "declaration", "letter", "message", "briefing"}:
                    for later in doc[token.i + 1 : token.i + 12]:
                        if later.lower_ in {"by", "from", "of"}:
                            reference = self._first_actor(passage.index, later.i + 1, min(len(doc), later.i + 25))
                            if reference:
                                return reference
            if passage.block.kind not in {"title", "heading"} and passage.index > 1:
                break
        publisher = self._publisher()
        if publisher:
            return publisher
        for passage in self.reading.passages:
            for sentence in self.reading.sentences:
                if sentence.passage.index == passage.index:
                    for token in sentence.tokens:
                        if token.lower_ == "we" and token.dep_ == "nsubj" and (passage.index, token.i) not in self._quotation_at:
                            reference = self._first_actor(passage.index, token.i + 1, min(sentence.end, token.i + 25))
                            if reference and token.i + 1 < len(passage.doc) and passage.doc[token.i + 1].text == ",":
                                return reference
        return self._first_subject()

    def _first_actor(self, passage: int, start: int, end: int) -> Reference:
        keys: list[str] = []
        people: list[str] = []
        doc = self.reading.passages[passage].doc
        for index in range(start, end):
            mention = self.person_at.get((passage, index))
            if mention is not None and mention.start == index:
                people.append(mention.key)
                party = self.party_of(mention.key)
                if party:
                    keys.append(party)
            name = self.name_at.get((passage, index))
            if name is not None and name.start == index and name.key:
                keys.append(name.key)
            if doc[index].lower_ in {"on", "at", "in", "about", "regarding", "to", "following"} and (keys or people) or doc[index].text in {":", "."}:
                break
        if people and not keys:
            publisher = self._publisher()
            return Reference(publisher.parties, tuple(people[:1]), 0.8)
        return Reference(tuple(dict.fromkeys(keys)), tuple(people[:1]) if len(people) == 1 else (), 0.9) if keys else NOBODY

    def _publisher(self) -> Reference:
        publisher = self.reading.document.publisher or ""
        hits = [h for h in gazetteer().hits(publisher) if h.known.key and not h.known.kinds & OUTLETS]
        if not hits:
            return NOBODY
        self._know(hits[0].known.key)
        return Reference((hits[0].known.key,), (), 0.8)

    def _first_subject(self) -> Reference:
        for sentence in self.reading.sentences:
            for token in sentence.tokens:
                if token.dep_ == "nsubj" and token.lower_ not in FIRST and sentence.kind == "body":
                    reference = self.refer(token)
                    if reference.parties and self._parties[reference.parties[0]].known:
                        return Reference(reference.parties, (), 0.5)
        return NOBODY

    def mentions(self, passage: int, start: int, end: int) -> tuple[Mention, ...]:
        found: list[Mention] = []
        for name in self.names_between(passage, start, end):
            if name.key:
                use = self.use(name)
                found.append(Mention(passage, name.start, name.end, Reference((name.key,)), use, "place" if use == "place" else "party"))
        seen: set[int] = set()
        for index in range(start, end):
            mention = self.person_at.get((passage, index))
            if mention is not None and mention.start not in seen and mention.start >= start and mention.end <= end:
                seen.add(mention.start)
                party = self.party_of(mention.key)
                found.append(Mention(passage, mention.start, mention.end, Reference((party,) if party else (), (mention.key,)), "actor", "person"))
            phrase = self._phrases.get((passage, index))
            if phrase is not None and start <= phrase.start and phrase.end <= end:
                found.append(Mention(passage, phrase.start, phrase.end, Reference((phrase.key,), (), 0.8), "actor", "party"))
            place = self._place_span(passage, index, start, end)
            if place is not None:
                found.append(Mention(passage, *place, NOBODY, "place", "place"))
        found.sort(key=lambda m: (m.start, -m.end, m.kind))
        return tuple(found)

    def _place_span(self, passage: int, index: int, start: int, end: int) -> tuple[int, int] | None:
        doc = self.reading.passages[passage].doc
        token = doc[index]
        if token.ent_type_ not in {"GPE", "LOC", "FAC"} or token.ent_iob_ != "B" or (passage, index) in self.name_at or (passage, index) in self.person_at:
            return None
        stop = index + 1
        while stop < len(doc) and doc[stop].ent_iob_ == "I":
            stop += 1
        return (index, stop) if stop <= end else None

    def place_of(self, head: Token) -> str | None:
        passage = self.reading.passage_of(head)
        doc = passage.doc
        best: str | None = None
        for start in range(max(0, head.i - 4), head.i + 1):
            for end in range(min(len(doc), head.i + 3), head.i, -1):
                text = doc[start:end].text
                if text in places() and text[:1].isupper():
                    best = text
                    break
            if best:
                break
        if best is None:
            for ent in doc.ents:
                if ent.start <= head.i < ent.end and ent.label_ in {"GPE", "LOC", "FAC"}:
                    text = ent.text.removeprefix("the ").removeprefix("The ").removesuffix("'s")
                    best = text
                    break
        if best is None:
            name = self.name_at.get((passage.index, head.i))
            if name is not None and name.kinds & {"name", "capital"}:
                best = doc[name.start : name.end].text
        if best is None:
            return None
        row = places().get(best)
        key = row[0] if row else slug(best)
        self._place_names.setdefault(key, best)
        span = self._find_span(passage.index, best, head.i)
        if span is not None:
            self._place_spans.setdefault(key, {})[passage.span(*span)] = passage.index
        return key

    @cached_property
    def _place_names(self) -> dict[str, str]:
        return {}

    @cached_property
    def _place_spans(self) -> dict[str, dict[Span, int]]:
        return {}

    def _find_span(self, passage: int, text: str, near: int) -> tuple[int, int] | None:
        doc = self.reading.passages[passage].doc
        for start in range(max(0, near - 5), near + 1):
            for end in range(near + 1, min(len(doc), near + 5) + 1):
                if doc[start:end].text == text:
                    return start, end
        return None

    def party_name(self, key: str) -> str:
        if key in self._parties:
            return self._parties[key].name
        return gazetteer().parties[key].name if key in gazetteer().parties else key

    def person_name(self, key: str) -> str:
        return self._people[key].name

    # -- rows ------------------------------------------------------------------------------------------------------

    def _evidence(self) -> None:
        """Reads every noun phrase once, so that parties have their mentions before anyone asks."""
        for passage in self.reading.passages:
            for token in passage.doc:
                if token.pos_ == "NOUN" or token.pos_ == "PROPN" and (passage.index, token.i) not in self.name_at and (passage.index, token.i) not in self.person_at:
                    self.refer(token)
        for found in self.names.values():
            for name in found:
                if name.key:
                    use = self.use(name)
                    if use != "place":
                        party = self._know(name.key) if name.key in gazetteer().parties else self._parties[name.key]
                        self._add(party, name.passage, name.start, name.end, _name_method(name), 0.95 if use == "actor" else 0.85)
                        party.acts = party.acts or self._takes_part(name, use)
        for (passage_index, head), keys in sorted(self._stand_ins.items()):
            doc = self.reading.passages[passage_index].doc
            if (passage_index, head) in self._silent:
                continue
            if self.reading.passages[passage_index].block.kind == "heading":
                continue
            inside = {n.key: n for n in self.names_between(passage_index, doc[head].left_edge.i, doc[head].right_edge.i + 1)}
            for key in keys:
                party = self._parties.get(key)
                if party is None:
                    continue
                if key in inside:
                    name = inside[key]
                    self._add(party, passage_index, name.start, name.end, _name_method(name), 0.85)
                    party.acts = True
                elif any(t.lower_ in {"my", "our"} for t in doc[doc[head].left_edge.i : head]):
                    start = next(t.i for t in doc[doc[head].left_edge.i : head] if t.lower_ in {"my", "our"})
                    if head - start <= 3:
                        self._add(party, passage_index, start, head + 1, "own-government", 0.7)
                        party.acts = True
        for phrase in list(self._phrases.values()):
            at = self.reading.passages[phrase.passage]
            method = self._methods.get((phrase.passage, self._head_at[phrase]), "")
            if method in {"regional-collective", "collective", "partners-of-party", "body-of-state"} and at.block.kind != "heading":
                head_token = at.doc[self._head_at[phrase]]
                acting = {"nsubj", "nsubjpass", "pobj", "conj"} if method == "regional-collective" else {"nsubj", "nsubjpass"}
                if head_token.dep_ in acting and at.block.kind != "title":
                    self._parties[phrase.key].acts = True
            self._add(self._parties[phrase.key], phrase.passage, phrase.start, phrase.end,
                      method or "noun-phrase", 0.75)
        for role in self._roles:
            if role.party:
                self._parties.get(role.party) or self._know(role.party)
                if not role.former:
                    self._parties[role.party].acts = True

    def _add(self, party: Party, passage: int, start: int, end: int, method: str, confidence: float) -> None:
        place = self.reading.passages[passage]
        span = place.span(start, end)
        sentence = self.reading.sentence_of(place.doc[start]).span
        if not span.within(sentence):
            sentence = Span(min(sentence.start, span.start), max(sentence.end, span.end))
        party.evidence.setdefault(span, Evidence(span, sentence, method, confidence))

    def _takes_part(self, name: Name, use: Use) -> bool:
        """The text's own words make the party act, hold a position or be addressed."""
        doc = self.reading.passages[name.passage].doc
        if self.reading.passages[name.passage].block.kind == "heading":
            return False
        party = self._parties[name.key]
        head = head_of(doc, name.start, name.end)
        if (name.passage, name.start) in self._silent:
            return False
        if head.dep_ == "pobj" and head.head.lower_ in {"at", "of", "with", "from"} and head.head.head.lemma_.lower() in EXPERTS:
            return False
        if use == "actor":
            return party.known or head.dep_ in {"nsubj", "nsubjpass", "agent", "pobj", "dobj", "conj", "poss"}
        above = head.head
        if head.dep_ == "poss":
            return party.known and above.lemma_.lower() not in place_cues()["place_noun"]
        if (name.passage, above.i) in self._stand_ins or (name.passage, above.i) in self.person_at:
            return True
        return above.lemma_.lower() in ACTING_NOUNS

    @cached_property
    def _silent(self) -> set[tuple[int, int]]:
        """The tokens of titles that speak for nobody: former offices, experts, journalists."""
        return {(r.passage, i) for r in self._roles if r.former or r.kind in NO_PARTY_KINDS for i in range(r.start, r.end)}

    def parties(self, used: frozenset[str]) -> tuple[PartyClaim, ...]:
        rows = []
        keys = {k for k, p in self._parties.items() if k in used or p.acts and p.evidence}
        for key in list(keys):
            above = self._parties[key].part_of
            if above and above in self._parties and self._parties[above].evidence:
                keys.add(above)
        for key in sorted(keys):
            party = self._parties[key]
            evidence = tuple(sorted(party.evidence.values(), key=lambda e: (e.span.start, e.span.end))) or self._borrowed(key)
            if not evidence:
                continue
            part_of = party.part_of if party.part_of in keys else None
            rows.append(PartyClaim(party.key, party.name, party.party_type, party.country_code, party.wikidata_id, part_of, party.known, evidence))
        return tuple(rows)

    def _borrowed(self, key: str) -> tuple[Evidence, ...]:
        """A party that the text names only by its people: the first of them is the mention."""
        spans = [(m.passage, m.start, m.end) for p in self._people.values() if self.party_of(p.key) == key for m in p.mentions]
        if not spans:
            return ()
        passage, start, end = min(spans)
        place = self.reading.passages[passage]
        return (Evidence(place.span(start, end), self.reading.sentence_of(place.doc[start]).span, "person-speaks-for-party", 0.6),)

    def people(self) -> tuple[PersonClaim, ...]:
        rows = []
        for key in sorted(self._people):
            person = self._people[key]
            evidence: dict[Span, Evidence] = {}
            for m in person.mentions:
                place = self.reading.passages[m.passage]
                span = place.span(m.start, m.end)
                method = "titled-name" if m.title else "full-name" if m.end - m.start > 1 else "surname"
                evidence.setdefault(span, Evidence(span, self._around(m.passage, m.start, span), method, 0.95 if m.title else 0.9))
            if evidence:
                rows.append(PersonClaim(key, person.name, tuple(evidence.values()), self.party_of(key)))
        return tuple(rows)

    def _around(self, passage: int, start: int, span: Span) -> Span:
        sentence = self.reading.sentence_of(self.reading.passages[passage].doc[start]).span
        return sentence if span.within(sentence) else Span(min(sentence.start, span.start), max(sentence.end, span.end))

    def roles(self) -> tuple[RoleClaim, ...]:
        rows: list[RoleClaim] = []
        seen: set[tuple[str, str | None, str]] = set()
        for role in self._roles:
            if role.method in {"possessor", "respectively", "party-in-brackets"}:
                continue  # they tell the party, and word no role
            place = self.reading.passages[role.passage]
            span = place.span(role.start, role.end)
            text = " ".join(span.of(self.reading.document.text).replace("\u00ad", "").split())
            if (role.person, role.party, text.casefold()) in seen:
                continue
            seen.add((role.person, role.party, text.casefold()))
            rows.append(RoleClaim(role.person, role.party, text, role.former,
                                  Evidence(span, self._around(role.passage, role.start, span), role.method, ROLE_EVIDENCE.get(role.method, 0.8))))
        return tuple(rows)

    def places(self, used: frozenset[str]) -> tuple[PlaceClaim, ...]:
        rows = []
        for key in sorted(used):
            name = self._place_names.get(key)
            spans = self._place_spans.get(key)
            if name is None or not spans:
                continue
            row = places().get(name)
            evidence = tuple(Evidence(span, self._sentence_around(index, span), "place-name", 0.9) for span, index in sorted(spans.items()))
            if row:
                rows.append(PlaceClaim(key, row[1], row[2], evidence, row[3], row[4], row[5]))
            else:
                rows.append(PlaceClaim(key, name, None, evidence))
        return tuple(rows)

    def _sentence_around(self, passage: int, span: Span) -> Span:
        for sentence in self.reading.sentences:
            if sentence.passage.index == passage and span.within(sentence.span):
                return sentence.span
        return span


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


def _name_method(name: Name) -> str:
    order = ("organisation", "seat", "capital", "name", "people", "adjective")
    kind = next((k for k in order if k in name.kinds), "name")
    return f"known-{kind}" if kind != "organisation" else "organisation-name"


def _adjectives() -> dict[str, str]:
    table: dict[str, str] = {}
    for known in gazetteer().names.values():
        if "adjective" in known.kinds:
            table.setdefault(known.key, known.name)
    return table
