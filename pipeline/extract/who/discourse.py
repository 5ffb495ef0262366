"""Which parties a whole text is about: the two sides of its dispute, the government that "the government" means."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.lexicon import places, words_of
from pipeline.extract.who.names import Name
from pipeline.extract.who.spellings import name_head

if TYPE_CHECKING:
    from pipeline.extract.reading import Sentence
    from pipeline.extract.tokens import Token
    from pipeline.extract.who.document_cast import DocumentCast

STATES = frozenset({"state", "partially_recognised"})
GO_BETWEEN = words_of("go_between_cue")
GOVERNMENT = words_of("government")
PROTAGONIST_NOUNS = words_of("protagonist")
STATE_NOUNS = words_of("state_noun")


class Discourse:
    """Counts who is spoken of, for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast
        self.weights: Counter[str] = Counter()
        self.governments: list[tuple[tuple[int, int], str]] = []
        cast.discourse = self  # counting asks the cast, and the cast asks what is counted so far
        self.weights = self._weights()
        self.governments = self._governments()

    def _live(self) -> list[Name]:
        return [n for found in self.cast.names.values() for n in found if n.key and self.cast.use(n) != "place"]

    def _weights(self) -> Counter[str]:
        """Mentions per party: names that are no places, the people that speak for it; the title counts three times;
        go-betweens count a quarter."""
        weights: Counter[str] = Counter()
        between: Counter[str] = Counter()
        for name in self._live():
            passage = self.cast.reading.passages[name.passage]
            weights[name.key] += 3 if passage.block.kind == "title" else 1
            nearby = passage.doc[max(0, name.start - 3) : name.end + 4]
            if any(t.lemma_.lower() in GO_BETWEEN for t in nearby):
                between[name.key] += 1
        for party in self.cast._party_of.values():
            if party is not None and party in weights:
                weights[party] += 1
        for key, count in between.items():
            if count * 3 >= weights[key]:
                weights[key] //= 4
        return weights

    def _governments(self) -> list[tuple[tuple[int, int], str]]:
        """Where the text says whose government it speaks of: "Chad's government", "the government in Bangui"."""
        found = []
        for passage in self.cast.reading.passages:
            for token in passage.doc:
                if token.lemma_.lower() in GOVERNMENT:
                    owner, how = self.cast.owners.owner(token)
                    if len(owner.parties) == 1 and "pronoun" not in how:
                        found.append(((passage.index, token.i), owner.parties[0]))
        return found

    def protagonists(self, types: frozenset[str] | None = None) -> tuple[str, ...]:
        """The two parties that the text is about, in order of weight; empty when a third is as prominent."""
        ranked = [
            (k, w)
            for k, w in self.weights.items()
            if w > 0 and (types is None or self.cast._parties[k].party_type in types)
        ]
        ranked.sort(key=lambda item: (-item[1], item[0]))
        if len(ranked) < 2 or ranked[1][1] < 2:
            return ()
        if len(ranked) > 2 and ranked[2][1] * 1.3 >= ranked[1][1]:
            return ()
        return ranked[0][0], ranked[1][0]

    @cached_property
    def setting(self) -> tuple[str, ...]:
        """The one state where a text is set: named, it or its towns, as a place twice as often as any other."""
        found: Counter[str] = Counter()
        for passage in self.cast.reading.passages:
            for name in self.cast.names.get(passage.index, []):
                if name.key and name.kinds & {"name", "capital"} and self.cast.use(name) == "place":
                    found[name.key] += 1
            for token in passage.doc:
                town = places().get(token.text) if token.tag_ == "NNP" else None
                if town is not None and (passage.index, token.i) not in self.cast.name_at:
                    found[(town[2] or "").lower()] += 1
        ranked = [(k, n) for k, n in found.most_common() if k in self.cast._parties]
        clear = ranked and ranked[0][1] > 1 and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
        return (ranked[0][0],) if clear else ()

    def government(self, token: Token) -> Reference:
        """Whose "the government" is: the one that the text has called so last, else the state that it is about."""
        position = (self.cast.reading.passage_of(token).index, token.i)
        before = [key for at, key in self.governments if at < position]
        owners = {key for _, key in self.governments}
        if len(owners) == 1:
            return Reference((next(iter(owners)),), (), 0.75)
        if before:
            return Reference((before[-1],), (), 0.55)
        states = [(k, w) for k, w in self.weights.items() if self.cast._parties[k].party_type in STATES]
        states.sort(key=lambda item: (-item[1], item[0]))
        if states and (len(states) == 1 or states[0][1] >= 2 * states[1][1]):
            return Reference((states[0][0],), (), 0.6)
        return self.cast.voices.issuers.state()

    @cached_property
    def _declared(self) -> tuple[str, ...]:
        """The two sides as the text lists them: "the belligerents - A and B", "the two sides, A and B"."""
        for passage in self.cast.reading.passages:
            for token in passage.doc:
                if token.tag_ == "NNS" and token.lemma_.lower() in PROTAGONIST_NOUNS:
                    members = self.cast.joined.members(token)
                    if len(members) == 2:
                        return members
        return ()

    def opponent(self, party: str) -> str | None:
        """Who "the enemy" of a party is: the other of two sides, else the one clearly most spoken of besides it."""
        sides = self._declared or self.protagonists()
        if party in sides:
            return next(k for k in sides if k != party)
        weights = self.weights
        adverse = STATES | {"armed_group", "political_party", "company", "union"}
        ranked = sorted(
            (
                (k, w)
                for k, w in weights.items()
                if k != party
                and w > 1
                and self.cast._parties[k].party_type in adverse
                and self.cast._parties[k].part_of != party
            ),
            key=lambda item: (-item[1], item[0]),
        )
        if not ranked or len(ranked) > 1 and ranked[1][1] * 1.5 > ranked[0][1]:
            return None
        return ranked[0][0]

    def sides(self, noun: str) -> tuple[str, ...]:
        """The parties of "both sides": the two that the text is about."""
        if self._declared and noun in PROTAGONIST_NOUNS:
            return self._declared
        if noun in STATE_NOUNS | {"government"}:
            return self.protagonists(STATES)
        return self.protagonists() if noun in PROTAGONIST_NOUNS else ()

    def by_word(self, head: Token, words: frozenset[str]) -> Reference:
        """ "the front", "the Commission": the organisation named last whose name holds that word."""
        position = (self.cast.reading.passage_of(head).index, head.i)
        best: tuple[tuple[int, int], str] | None = None
        for passage, found in self.cast.names.items():
            for name in found:
                if (
                    not name.key
                    or (passage, name.start) >= position
                    or self.cast._parties[name.key].party_type in STATES
                ):
                    continue
                if name_head(self.cast._parties[name.key].name) in words and (
                    best is None or (passage, name.start) > best[0]
                ):
                    best = ((passage, name.start), name.key)
        return Reference((best[1],), (), 0.8) if best else NOBODY

    def bloc_of(self, head: Token) -> Reference:
        """ "The islands" for the Alliance of Small Island States: the bloc named before whose name holds the noun."""
        position = (self.cast.reading.passage_of(head).index, head.i)
        noun = head.lemma_.lower()
        keys = {
            n.key
            for n in self._live()
            if (n.passage, n.start) < position
            and self.cast._parties[n.key].party_type in {"bloc", "igo"}
            and noun in {w.lower().removesuffix("s") for w in self.cast._parties[n.key].name.split()}
        }
        return Reference((next(iter(keys)),), (), 0.6) if len(keys) == 1 else NOBODY

    def all_of(self, party_type: str, head: Token) -> tuple[str, ...]:
        """The parties of a type that the text has named before: "the automakers" after Ford and General Motors."""
        position = (self.cast.reading.passage_of(head).index, head.i)
        return tuple(
            dict.fromkeys(
                n.key
                for n in sorted(self._live(), key=lambda n: (n.passage, n.start))
                if self.cast._parties[n.key].party_type == party_type and (n.passage, n.start) < position
            )
        )

    def only(self, party_type: str) -> str | None:
        """The one party of a type that the text names; None for none or several."""
        keys = {n.key for n in self._live() if self.cast._parties[n.key].party_type == party_type}
        return next(iter(keys)) if len(keys) == 1 else None

    def subject_of(self, sentence: Sentence, before: int) -> tuple[str, ...]:
        """The parties that the sentence's main clause is about, when they stand before token `before`."""
        for token in sentence.tokens:
            if token.dep_ in {"nsubj", "nsubjpass"} and token.i < before and token.head.dep_ in {"ROOT", "ccomp"}:
                return self.cast.refer(token).parties
        return ()
