"""Who takes part: references turned into participants, and the parties that hide in a noun phrase or in the discourse.

`Stage` holds what the rules may ask of one document: its cast, its people's parties, the theatre of its conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Cast, Reference
from pipeline.extract.events.clause import heads, lemma
from pipeline.extract.events.places import is_city
from pipeline.extract.events.triggers import words
from pipeline.extract.syntax import (
    governing_verb,
    is_passive,
    own_subject,
    passive_subject,
    possessor,
    subject,
)
from pipeline.model import Participant

if TYPE_CHECKING:
    from pipeline.extract.reading import Reading
    from pipeline.extract.tokens import Token

NO_ROLE = frozenset({"", "content"})


@dataclass(frozen=True, eq=False)
class Stage:
    """One document and its cast, with what is asked of them more than once."""

    reading: Reading
    cast: Cast

    @cached_property
    def party_of(self) -> dict[str, str]:
        """The party that each person speaks for."""
        return {p.key: p.party for p in self.cast.people() if p.party is not None}

    @cached_property
    def theatre(self) -> str | None:
        """The party on whose soil the one war of the document is fought: "the war in Ukraine", "the Ukraine conflict".
        None when the text names several or none."""
        found: list[str] = []
        for passage in self.reading.passages:
            for token in passage.doc:
                if token.lemma_.lower() not in {"war", "invasion", "conflict", "offensive", "aggression"}:
                    continue
                for child in token.children:
                    if child.dep_ == "prep" and child.lower_ in {"in", "on", "of", "against"}:
                        for noun in child.children:
                            if noun.dep_ == "pobj":
                                found.extend(self.within(noun, True).parties[:1])
                    elif child.dep_ in {"compound", "nmod"}:
                        found.extend(self.within(child, True).parties[:1])
        return found[0] if found and len(set(found)) == 1 else None

    def common(self, noun: Token) -> int:
        """1 for people who are no side of their own, else 0."""
        return int(noun.pos_ == "NOUN" and lemma(noun) in words("crowd") | words("captive") | words("people"))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often the document names each party, places apart."""
        counts: dict[str, int] = {}
        for passage in self.reading.passages:
            for mention in self.cast.mentions(passage.index, 0, len(passage.doc)):
                if mention.use != "place":
                    for party in mention.reference.parties:
                        counts[party] = counts.get(party, 0) + 1
        return counts

    @cached_property
    def home(self) -> str | None:
        """The one party that the document is about: named three times or more, and three times as often as any other."""
        ranked = sorted(self.counts, key=lambda p: (-self.counts[p], p))
        if not ranked or self.counts[ranked[0]] < 3:
            return None
        second = self.counts[ranked[1]] if len(ranked) > 1 else 0
        return ranked[0] if self.counts[ranked[0]] >= 3 * second else None

    @cached_property
    def two_sides(self) -> tuple[str, str] | None:
        """The two parties of a document that is about two: each is named at least three times, and nobody else more
        than three fifths as often as the second. None when there are more, or fewer."""
        counts = self.counts
        ranked = sorted(counts, key=lambda p: (-counts[p], p))
        if len(ranked) < 2 or counts[ranked[1]] < 3:
            return None
        if len(ranked) > 2 and counts[ranked[2]] * 5 > counts[ranked[1]] * 3:
            return None
        return ranked[0], ranked[1]

    @cached_property
    def negotiators(self) -> tuple[str, ...]:
        """The parties whose talks, dispute or deal the document is about, when it says so in one way only: "contract
        talks between X and Y"."""
        found: list[tuple[str, ...]] = []
        for passage in self.reading.passages:
            for token in passage.doc:
                if token.pos_ not in {"NOUN", "PROPN"} or lemma(token) not in words("talks") | words("dispute"):
                    continue
                for child in token.children:
                    if child.dep_ == "prep" and child.lower_ in {"between", "among"}:
                        for noun in child.children:
                            sides = self.within(noun).parties if noun.dep_ == "pobj" else ()
                            if len(sides) > 1:
                                found.append(tuple(sorted(sides)))
        return found[0] if found and len(set(found)) == 1 else ()

    def pair_before(self, token: Token) -> tuple[str, ...]:
        """The parties that the sentence before, or the one before that, is about together: "X and Y are at odds"."""
        sentence = self.reading.sentence_of(token)
        for other in reversed(self.reading.sentences[max(0, sentence.index - 2) : sentence.index]):
            if other.kind != sentence.kind:
                break
            noun = subject(other.root)
            parties = self.whom(noun).parties
            if noun is not None and noun.conjuncts and len(parties) > 1:
                return parties
        return ()

    def whom(self, noun: Token | None) -> Reference:
        """The reference of a noun phrase, conjuncts included; NOBODY without one, and for people who are no side of
        their own ("workers", "prisoners", "herders")."""
        if noun is None or self.common(noun):
            return NOBODY
        found = self.cast.refer(noun)
        if not found or noun.pos_ == "PRON":
            return found
        others = [
            self.cast.refer(c) for c in noun.conjuncts if c.i > noun.i and c.pos_ != "PRON" and not self.common(c)
        ]
        named = [noun, *(c for c in noun.children if c.dep_ == "appos")]
        named += [c for one in named for c in (*one.conjuncts, *lost_conjuncts(one)) if c.i > noun.i]
        others += [Reference(self.state_of(c), self.cast.refer(c).people) for c in named if self.cast.refer(c).people]
        return Reference(
            tuple(dict.fromkeys(p for r in (found, *others) for p in r.parties)),
            tuple(dict.fromkeys(p for r in (found, *others) for p in r.people)),
            found.confidence,
        )

    def state_of(self, name: Token) -> tuple[str, ...]:
        """The party of a person, or the one that "of" names: "Presidents Ada Moreno of Peru and Ion Dalca of Chad"."""
        known = self.cast.refer(name).parties
        behind = (n for c in name.children if c.dep_ == "prep" and c.lower_ == "of" for n in c.children)
        return known or next((p for n in behind if (p := self.cast.refer(n).parties[:1])), ())

    def within(self, noun: Token | None, places: bool = False) -> Reference:
        """Whom a noun phrase stands for, or else the parties named inside it: "a Hamas base", "two Portuguese
        diplomats", "Israeli aircraft", "the crew of a Chinese trawler". With `places` a party that is named as a place
        counts too: what is attacked is "the territory of Ukraine"."""
        if noun is None:
            return NOBODY
        found = self.whom(noun)
        if found or (noun.dep_ == "poss" and noun.pos_ == "PRON"):
            return found
        for head in heads(noun):
            if head != noun and self.whom(head):
                return self.whom(head)
        parties: dict[str, None] = {}
        people: dict[str, None] = {}
        first, end = phrase(noun)
        for mention in self.cast.mentions(self.reading.passage_of(noun).index, first, end):
            last = noun.doc[mention.end - 1]
            sent = (
                mention.start > 0 and noun.doc[mention.start - 1].lower_ == "from" and lemma(noun) in words("official")
            )
            placed = mention.use == "place" and mention.kind != "party" and not (places or sent)
            if placed or self.common(last) or venue(last):
                continue
            parties.update(dict.fromkeys(mention.reference.parties))
            people.update(dict.fromkeys(mention.reference.people))
        holder = possessor(noun)
        if holder is not None and not parties:
            parties.update(dict.fromkeys(self.cast.refer(holder).parties))
        return Reference(tuple(parties), tuple(people), 0.7) if parties or people else NOBODY

    def participants(self, reference: Reference, role: str) -> tuple[Participant, ...]:
        """One participant for each person (with their party), then one for each party that no person stands for."""
        if role in NO_ROLE or not reference:
            return ()
        people = [Participant(role, self.party_of.get(p), p) for p in reference.people]  # type: ignore[arg-type]
        covered = {p.party for p in people}
        parties = [Participant(role, p, None) for p in reference.parties if p not in covered]  # type: ignore[arg-type]
        return tuple(people + parties)


def venue(name: Token) -> bool:
    """The city before a meeting or treaty is where it was held: "the Paris talks"."""
    if name.dep_ not in {"compound", "nmod"} or name.left_edge != name or name.pos_ != "PROPN":
        return False
    return lemma(name.head) in words("talks") | words("agreement") and is_city(name)


def lost_conjuncts(noun: Token) -> list[Token]:
    """What the parser joined to the country of the first person: "Ada Moreno of Peru and Ion Dalca of Chad"."""
    return [
        other
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ in {"of", "from"}
        for inner in child.children
        if inner.dep_ == "pobj"
        for other in inner.conjuncts
    ]


def phrase(noun: Token) -> tuple[int, int]:
    """Token bounds of a noun phrase without its clauses: from its left edge to the end of its "of" and like phrases."""
    first = noun.left_edge.i
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ in {"cc", "conj", "punct"} and noun.pos_ == "PROPN":
            end = child.i + 1 if child.dep_ == "cc" else max(end, phrase(child)[1] if child.dep_ == "conj" else end)
            continue
        if child.dep_ in {"relcl", "acl", "punct", "appos", "cc", "conj"}:
            break
        if child.dep_ == "prep" and child.lower_ not in {"of", "from"}:
            break
        end = child.right_edge.i + 1
    return first, end


def actor_of(stage: Stage, verb: Token) -> tuple[Token | None, Reference]:
    """The subject of a verb and whom it stands for; forces and people stand for the party that qualifies them."""
    noun = (verb.head if inverted(verb) else None) or accused(verb) or phrase_before(verb) or subject(verb)
    if noun is None:
        return None, NOBODY
    found = stage.whom(noun)
    if found:
        return noun, found
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG":
        holder = possessor_above(verb)
        if holder is not None and stage.cast.refer(holder):
            return holder, stage.cast.refer(holder)
    names = {lemma(h) for h in heads(noun)}
    if names & (words("armed") | words("troops") | words("official")) or any(n in words("crowd") for n in names):
        return noun, stage.within(noun)
    return noun, NOBODY


def phrase_before(verb: Token) -> Token | None:
    """The subject that the parser lost to a preposition: "as a fourth round of talks broke up"."""
    if (
        own_subject(verb) is not None
        or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}
        or verb.dep_ not in {"advcl", "acl"}
    ):
        return None
    start = verb.i - 1
    if start < verb.sent.start or verb.doc[start].pos_ not in {"NOUN", "PROPN"}:
        return None
    node = verb.doc[start]
    while (
        node.head.i < node.i
        and node.head.right_edge.i <= verb.right_edge.i
        and node.dep_ in {"pobj", "prep", "compound"}
    ):
        if node.dep_ == "pobj" and node.head.lower_ == "as":
            return node
        node = node.head
    return None


def inverted(verb: Token) -> bool:
    """A verb of speech between a quotation and its speaker, which the parser takes for an adjective:
    "'We stand ready,' tweeted the minister"."""
    return bool(
        verb.dep_ == "amod"
        and verb.tag_ in {"VBN", "VBD"}
        and verb.i > verb.sent.start
        and verb.nbor(-1).text in {'"', "'"}
        and verb.head.i > verb.i
    )


def accused(verb: Token) -> Token | None:
    """Who is said to have done it: the object of "accuse", "blame" and the like, before the gerund of the deed."""
    if verb.dep_ != "pcomp" or lemma(verb.head.head) not in words("alleging"):
        return None
    blaming = verb.head.head
    if is_passive(blaming):
        return passive_subject(blaming)
    return next((c for c in blaming.children if c.dep_ == "dobj"), None)


def possessor_above(verb: Token) -> Token | None:
    """Whose act a gerund is, by the noun that it qualifies: "his first trip since launching the invasion"."""
    node = verb.head
    for _ in range(4):
        if node.pos_ in {"VERB", "AUX"}:
            return None
        holder = possessor(node)
        if holder is not None:
            return holder
        if node.head == node:
            return None
        node = node.head
    return None


def other_side(stage: Stage, token: Token, known: frozenset[str]) -> Reference:
    """The nearest subject above a token that stands for somebody not yet taking part: the side that has "talks with"
    somebody, and whose "progress in the talks" is told."""
    node: Token | None = governing_verb(token)
    for _ in range(4):
        if node is None:
            break
        noun = subject(node)
        if noun is not None and not (noun.left_edge.i <= token.i <= noun.right_edge.i):
            found = stage.cast.refer(noun)
            if found and not known & set(found.parties):
                return found
        node = governing_verb(node)
    spoken = stage.cast.voice(token)
    return spoken if spoken and not known & set(spoken.parties) else NOBODY


def owner_of_terms(stage: Stage, noun: Token, rejecting: frozenset[str]) -> Reference:
    """Whose terms "these terms" are: the possessor, else for a demonstrative the actor of the sentence before."""
    holder = possessor(noun)
    if holder is not None:
        return stage.cast.refer(holder)
    if not any(c.dep_ == "det" and c.lower_ in {"these", "those", "this", "that"} for c in noun.children):
        return NOBODY
    sentence = stage.reading.sentence_of(noun)
    for other in reversed(stage.reading.sentences[: sentence.index]):
        if other.passage is not sentence.passage or sentence.index - other.index > 2:
            break
        found = stage.whom(subject(other.root))
        if found and not rejecting & set(found.parties):
            return found
    return NOBODY
