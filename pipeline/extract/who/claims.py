"""The rows that a cast gives: parties, people and roles, with the evidence for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import Use
from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.lexicon import actor_nouns, honorifics, place_cues, words_of
from pipeline.extract.who.names import Name, did_something, head_of
from pipeline.extract.who.phrases import EXPERTS
from pipeline.extract.who.roles import NO_PARTY_KINDS
from pipeline.extract.who.taking_part import (
    ACTING_NOUNS,
    acts_as_body,
    acts_at_all,
    compared,
    only_mentioned,
    site_of,
    takes_part,
)
from pipeline.model import Evidence, PartyClaim, PersonClaim, RoleClaim, Span

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token
    from pipeline.extract.who.document_cast import DocumentCast, Party

UNNAMED = frozenset({"common-noun-actor", "collective", "described-collective"})
LOOSE = frozenset({"civil_society", "union", "company", "other", "political_party", "bloc"})
BODIES = frozenset({"bloc", "armed_group", "political_party", "igo"})
POPULACE = words_of("populace_noun")
ISSUED = words_of("issued_text") | {"website", "account", "page"}
DASHES = frozenset({"-", "\u2013", "\u2014", "/"})
WITH = words_of("with_cue")
COMPANIES = frozenset(noun for noun, sorts in actor_nouns().items() if sorts.get("group") == "company")
ROLE_EVIDENCE = {
    "title-with-party": 0.95,
    "title": 0.9,
    "title-in-context": 0.7,
    "of-organisation": 0.85,
    "of-institute": 0.85,
}


class CastClaims:
    """The rows that a cast gives: parties, people and roles, with the evidence for each."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast
        self._placed: dict[str, list[Name]] = {}

    def gather(self) -> None:
        """Reads every noun phrase once, so that parties have their mentions before anyone asks."""
        for passage in self.cast.reading.passages:
            for token in passage.doc:
                if (
                    token.pos_ == "NOUN"
                    or token.pos_ == "PROPN"
                    and (passage.index, token.i) not in self.cast.name_at
                    and (passage.index, token.i) not in self.cast.person_at
                ):
                    self.cast.refer(token)
        for found in self.cast.names.values():
            for name in found:
                if name.key:
                    use = self.cast.use(name)
                    if use != "place":
                        party = (
                            self.cast._know(name.key)
                            if name.key in gazetteer().parties
                            else self.cast._parties[name.key]
                        )
                        self.add(
                            party,
                            name.passage,
                            name.start,
                            name.end,
                            _name_method(name, use),
                            0.95 if use == "actor" else 0.85,
                        )
                        party.acts = party.acts or self._takes_part(name, use)
                    else:
                        self._placed.setdefault(name.key, []).append(name)
        for (passage_index, head), keys in sorted(self.cast._stand_ins.items()):
            doc = self.cast.reading.passages[passage_index].doc
            if (passage_index, head) in self.silent:
                continue
            if self.cast.reading.passages[passage_index].block.kind == "heading":
                continue
            if doc[head].lemma_.lower() in POPULACE and doc[head].dep_ not in {"nsubj", "agent"}:
                continue
            inside = {
                n.key: n
                for n in self.cast.names_between(passage_index, doc[head].left_edge.i, doc[head].right_edge.i + 1)
            }
            for key in keys:
                if key not in self.cast._parties:
                    continue
                party = self.cast._parties[key]
                if key in inside:
                    name = inside[key]
                    self.add(party, passage_index, name.start, name.end, _name_method(name, self.cast.use(name)), 0.85)
                    party.acts = True
                elif any(t.lower_ in {"my", "our"} for t in doc[doc[head].left_edge.i : head]):
                    start = next(t.i for t in doc[doc[head].left_edge.i : head] if t.lower_ in {"my", "our"})
                    if head - start <= 3:
                        self.add(party, passage_index, start, head + 1, "own-government", 0.7)
                        party.acts = True
        for phrase in list(self.cast._phrases.values()):
            at = self.cast.reading.passages[phrase.passage]
            method = self.cast._methods.get((phrase.passage, self.cast._head_at[phrase]), "")
            if at.block.kind not in {"heading", "title"}:
                party = self.cast._parties[phrase.key]
                head_token = at.doc[self.cast._head_at[phrase]]
                unnamed = head_token.tag_ == "NNS" and method in UNNAMED and party.party_type in LOOSE
                unnamed = unnamed and method != "collective"
                party.acts = party.acts or self._counts(head_token, acts_as_body if unnamed else takes_part)
                if party.party_type in BODIES and method in {*UNNAMED, "regional-collective"}:
                    party.acts = party.acts or self._counts(head_token, acts_at_all)
            self.add(
                self.cast._parties[phrase.key], phrase.passage, phrase.start, phrase.end, method or "noun-phrase", 0.75
            )
        for role in self.cast._roles:
            if role.party:
                spoken_for = self.cast._parties.get(role.party) or self.cast._know(role.party)
                spoken_for.acts = spoken_for.acts or not role.former

    def add(self, party: Party, passage: int, start: int, end: int, method: str, confidence: float) -> None:
        place = self.cast.reading.passages[passage]
        span = place.span(start, end)
        sentence = self.cast.reading.sentence_of(place.doc[start]).span
        if not span.within(sentence):
            sentence = Span(min(sentence.start, span.start), max(sentence.end, span.end))
        party.evidence.setdefault(span, Evidence(span, sentence, method, confidence))

    def _counts(self, head: Token, acts: Callable[[Token], bool]) -> bool:
        """The phrase takes part, by itself or in one list with a party that does."""
        if (self.cast.reading.passage_of(head).index, head.i) in self.silent:
            return False
        if acts(head):
            return True
        first = self.cast.name_at.get((self.cast.reading.passage_of(head).index, site_of(head).i))
        return head.dep_ == "conj" and first is not None and bool(first.key) and self.cast._parties[first.key].acts

    def _takes_part(self, name: Name, use: Use) -> bool:
        """The text's own words make the party act, hold a position or be addressed."""
        doc = self.cast.reading.passages[name.passage].doc
        if self.cast.reading.passages[name.passage].block.kind == "heading":
            return False
        party = self.cast._parties[name.key]
        head = head_of(doc, name.start, name.end)
        if (name.passage, name.start) in self.silent:
            return False
        if (
            head.dep_ == "pobj"
            and head.head.lower_ in {"at", "of", "with", "from"}
            and head.head.head.lemma_.lower() in EXPERTS
        ):
            return False
        if use == "actor":
            if party.known:  # an armed group is never a mere example: "armed groups including Norfront must stop"
                return not (
                    compared(head) if party.party_type == "armed_group" else only_mentioned(head) or _counted(head)
                )
            return head.dep_ in {"nsubj", "nsubjpass"} or takes_part(head)
        if did_something(doc, name.end) or self._one_of_a_pair(name):
            return True
        above = head.head
        if above.lemma_.lower() in ISSUED and above.dep_ == "nsubj" and party.party_type not in {"state", "media"}:
            return acts_at_all(above)  # "the Harbour Board website advises"
        if head.dep_ == "poss" and name.kinds == {"capital"} and above.pos_ == "PROPN":
            return False  # "Dublin's Institute of Affairs": where it is
        if head.dep_ == "poss":
            return party.known and above.lemma_.lower() not in place_cues()["place_noun"] | COMPANIES
        if above.lemma_.lower() in POPULACE and above.dep_ not in {"nsubj", "agent"}:
            return False  # "the position of Palestinian refugees"
        if (name.passage, above.i) in self.cast._stand_ins or (name.passage, above.i) in self.cast.person_at:
            return True
        return above.lemma_.lower() in ACTING_NOUNS

    def _one_of_a_pair(self, name: Name) -> bool:
        """One of several parties that hyphens or dashes join in front of a deed: "the Sudonia-Norland deal"."""
        doc = self.cast.reading.passages[name.passage].doc
        joined = False
        end = name.end
        while end + 1 < len(doc) and doc[end].text in DASHES and (name.passage, end + 1) in self.cast.name_at:
            end, joined = self.cast.name_at[name.passage, end + 1].end, True
        before = name.start - 1
        joined = joined or before > 0 and doc[before].text in DASHES and (name.passage, before - 1) in self.cast.name_at
        return joined and any(t.lemma_.lower() in ACTING_NOUNS | WITH for t in doc[end : end + 3])

    @cached_property
    def silent(self) -> set[tuple[int, int]]:
        """The tokens of titles that speak for nobody: former offices, experts, journalists."""
        return {
            (r.passage, i)
            for r in self.cast._roles
            if r.former or r.kind in NO_PARTY_KINDS
            for i in range(r.start, r.end)
        }

    def parties(self, used: frozenset[str], befallen: frozenset[str]) -> tuple[PartyClaim, ...]:
        rows = []
        # Victims and bystanders are no parties: what only suffers an event needs a name
        used |= {key for key in befallen if not self._is_unnamed(key)}
        for key in sorted(used):
            self._acted_on(key)
        keys = {k for k, p in self.cast._parties.items() if k in used or p.acts and p.evidence}
        for key in list(keys):
            above = self.cast._parties[key].part_of
            if above and above in self.cast._parties and self.cast._parties[above].evidence:
                keys.add(above)
        for key in sorted(keys):
            party = self.cast._parties[key]
            evidence = tuple(
                sorted(party.evidence.values(), key=lambda e: (e.span.start, e.span.end))
            ) or self._borrowed(key)
            if not evidence:
                continue
            part_of = party.part_of if party.part_of in keys else None
            rows.append(
                PartyClaim(
                    party.key,
                    party.name,
                    party.party_type,
                    party.country_code,
                    party.wikidata_id,
                    part_of,
                    party.known,
                    evidence,
                )
            )
        return tuple(rows)

    def _is_unnamed(self, key: str) -> bool:
        """Only common nouns stand for the party: "passengers", "police officers"."""
        party = self.cast._parties.get(key)
        return (
            party is not None
            and bool(party.evidence)
            and not party.name.split()[-1][:1].isupper()
            and all(e.method in UNNAMED for e in party.evidence.values())
        )

    def _acted_on(self, key: str) -> None:
        """A state that the text names only as a place, but whose land an event befalls: "the invasion of Norland"."""
        known = self.cast._parties.get(key)
        if (known is not None and known.evidence) or key not in gazetteer().parties:
            return
        for name in self._placed.get(key, []):
            self.add(self.cast._know(key), name.passage, name.start, name.end, "befallen-place", 0.7)

    def _borrowed(self, key: str) -> tuple[Evidence, ...]:
        """A party that the text names only by its people: the first of them is the mention."""
        spans = [
            (m.passage, m.start, m.end)
            for p in self.cast._people.values()
            if self.cast.party_of(p.key) == key
            for m in p.mentions
        ]
        if not spans:
            return ()
        passage, start, end = min(spans)
        place = self.cast.reading.passages[passage]
        return (
            Evidence(
                place.span(start, end),
                self.cast.reading.sentence_of(place.doc[start]).span,
                "person-speaks-for-party",
                0.6,
            ),
        )

    def people(self) -> tuple[PersonClaim, ...]:
        rows = []
        for key in sorted(self.cast._people):
            person = self.cast._people[key]
            evidence: dict[Span, Evidence] = {}
            for m in person.mentions:
                place = self.cast.reading.passages[m.passage]
                span = place.span(m.start, m.end)
                honoured = m.start > 0 and place.doc[m.start - 1].text in honorifics()
                method = "titled-name" if m.title or honoured else "full-name" if m.end - m.start > 1 else "surname"
                evidence.setdefault(
                    span, Evidence(span, self._around(m.passage, m.start, span), method, 0.95 if m.title else 0.9)
                )
            if evidence:
                rows.append(PersonClaim(key, person.name, tuple(evidence.values()), self.cast.party_of(key)))
        return tuple(rows)

    def _around(self, passage: int, start: int, span: Span) -> Span:
        sentence = self.cast.reading.sentence_of(self.cast.reading.passages[passage].doc[start]).span
        return sentence if span.within(sentence) else Span(min(sentence.start, span.start), max(sentence.end, span.end))

    def roles(self) -> tuple[RoleClaim, ...]:
        rows: list[RoleClaim] = []
        seen: set[tuple[str, str | None, str]] = set()
        for role in self.cast._roles:
            if role.method in {"possessor", "respectively", "party-in-brackets"}:
                continue  # they tell the party, and word no role
            place = self.cast.reading.passages[role.passage]
            span = place.span(role.start, role.end)
            text = " ".join(span.of(self.cast.reading.document.text).replace("\u00ad", "").split())
            if (role.person, role.party, text.casefold()) in seen:
                continue
            seen.add((role.person, role.party, text.casefold()))
            rows.append(
                RoleClaim(
                    role.person,
                    role.party,
                    text,
                    role.former,
                    Evidence(
                        span,
                        self._around(role.passage, role.start, span),
                        role.method,
                        ROLE_EVIDENCE.get(role.method, 0.8),
                    ),
                )
            )
        return tuple(rows)


def _counted(head: Token) -> bool:
    """A number of people beside a noun: "three presidents, two Republicans and a Democrat"."""
    return (
        head.tag_ in {"NNS", "NNPS"}
        and head.dep_ in {"appos", "conj", "attr"}
        and any(c.dep_ == "nummod" for c in head.children)
    )


def _name_method(name: Name, use: Use) -> str:
    if use == "modifier" and "adjective" in name.kinds and "name" not in name.kinds:
        return "known-adjective"
    order = ("organisation", "seat", "capital", "name", "people", "adjective")
    kind = next((k for k in order if k in name.kinds), "name")
    return f"known-{kind}" if kind != "organisation" else "organisation-name"
