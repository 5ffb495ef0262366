"""Who has made a deal with whom, by the sentences of a document that tell of one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Cast, Reference
from pipeline.extract.demands.frames import words
from pipeline.extract.reading import Reading
from pipeline.extract.syntax import agent, is_conditional, is_negated, is_passive, phrase_start, possessor, subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

BETWEEN = frozenset({"between", "among", "with"})
MADE = frozenset({"dobj", "nsubjpass", "pobj"})
UNSURE = frozenset(
    {"proposed", "draft", "possible", "potential", "future", "any", "no", "new", "final", "eventual", "such", "planned"}
)


def is_deal(noun: Token) -> bool:
    """A noun for something agreed between parties: "deal", "accord", "truce"."""
    return noun.pos_ in {"NOUN", "PROPN"} and noun.lemma_.lower() in words("deal_nouns")


def is_made(noun: Token) -> bool:
    """The deal is one that exists: "the deal", not "any deal" nor "a possible deal"."""
    return not any(c.lower_ in UNSURE for c in noun.children if c.i < noun.i)


class Deals:
    """The deals of one document, each as the parties that made it, in text order."""

    def __init__(self, reading: Reading, cast: Cast):
        self.reading = reading
        self.cast = cast
        self.made = [
            made
            for p in reading.passages
            for t in p.doc
            if is_deal(t) and is_made(t) and len(made := self._makers(t)) > 1
        ]

    def partners(self, party: str) -> tuple[str, ...]:
        """Those with whom `party` made the first deal that the document tells of; empty for none."""
        return next((tuple(p for p in made if p != party) for made in self.made if party in made), ())

    def parties(self) -> Reference:
        """The parties of the first deal, for what "the deal" itself provides; NOBODY when the text tells of none."""
        return Reference(self.made[0], (), 0.8) if self.made else NOBODY

    def _makers(self, noun: Token) -> tuple[str, ...]:
        """ "A deal between X and Y", "X's deal with Y", "the X-Y agreement", "X and Y signed the accord"."""
        found = [self._named(owner)] if (owner := possessor(noun)) is not None else []
        passage = self.reading.passage_of(noun).index
        before = self.cast.mentions(passage, phrase_start(noun), noun.i)
        named = tuple(dict.fromkeys(party for mention in before for party in mention.reference.parties))
        if len(named) > 1:
            return named
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        links = [c for c in noun.children if c.lower_ in BETWEEN]
        if verb.pos_ == "VERB" and verb.lemma_ in words("deal_making_verbs") and noun.dep_ in MADE:
            if is_negated(verb) or is_conditional(verb):
                return ()
            links += [c for c in verb.children if c.lower_ in BETWEEN]
            makers = agent(verb) if is_passive(verb) else subject(verb)
            together = self._named(makers) if makers is not None else ()
            if len(together) < 2 and noun.dep_ == "dobj":
                together = self._side_by_side(verb) or together
            found.append(together)
        found += [self._named(c) for link in links for c in link.children if c.dep_ == "pobj"]
        return tuple(dict.fromkeys(party for group in found for party in group))

    def _named(self, noun: Token) -> tuple[str, ...]:
        """The parties of a coordinated noun phrase: "Norland and the four rebel groups"."""
        nouns = [noun, *noun.conjuncts]
        return tuple(dict.fromkeys(party for n in nouns for party in self.cast.refer(n).parties))

    def _side_by_side(self, verb: Token) -> tuple[str, ...]:
        """Two parties joined by "and" before the verb, whatever stands between: "Norland and the Front - once foes and
        now partners - reached a deal"."""
        mentions = self.cast.mentions(self.reading.passage_of(verb).index, self.reading.sentence_of(verb).start, verb.i)
        for one, other in pairwise(mentions):
            between = verb.doc[one.end : other.start]
            if any(t.lower_ == "and" for t in between) and all(t.pos_ in {"CCONJ", "DET"} for t in between):
                return (*one.reference.parties, *other.reference.parties)
        return ()
