"""Whose an agreement is: the parties that the text says made "the deal", for what the deal itself provides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Cast, Reference
from pipeline.extract.demands.frames import words
from pipeline.extract.reading import Reading, Sentence
from pipeline.extract.syntax import agent, is_conditional, is_negated, is_passive, phrase_start, prepositional, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

UNSURE = frozenset(
    {"proposed", "draft", "possible", "potential", "future", "any", "no", "new", "final", "eventual", "such", "planned"}
)


def is_pact(noun: Token) -> bool:
    """A noun for something agreed between parties: "deal", "accord", "truce"."""
    return noun.pos_ in {"NOUN", "PROPN"} and noun.lemma_.lower() in words("pact_nouns")


def is_made(noun: Token) -> bool:
    """The pact is one that exists: "the deal", not "any deal" nor "a possible deal"."""
    return not any(c.lower_ in UNSURE for c in noun.children if c.i < noun.i)


def parties_to(reading: Reading, cast: Cast) -> Reference:
    """The parties of the first pact that the text ascribes to two or more: "a deal between X and Y", "X and Y signed
    the accord", "the X-Y agreement". NOBODY when it ascribes none."""
    for sentence in reading.sentences:
        for token in sentence.tokens:
            if is_pact(token) and is_made(token):
                found = _makers(token, sentence, reading, cast)
                if len(found) > 1:
                    return Reference(found, (), 0.8)
    return NOBODY


def _makers(pact: Token, sentence: Sentence, reading: Reading, cast: Cast) -> tuple[str, ...]:
    between = prepositional(pact, "between", "among")
    if between is not None:
        return cast.refer(between).parties
    named: tuple[str, ...] = ()
    for mention in cast.mentions(sentence.passage.index, phrase_start(pact), pact.i):
        named += tuple(p for p in mention.reference.parties if p not in named)
    if len(named) > 1:
        return named
    verb = pact.head.head if pact.dep_ == "pobj" else pact.head
    if verb.pos_ != "VERB" or verb.lemma_ not in words("pact_verbs") or is_negated(verb) or is_conditional(verb):
        return ()
    makers = agent(verb) if is_passive(verb) else subject(verb)
    found = cast.refer(makers).parties if makers is not None else ()
    partner = prepositional(pact, "with") or prepositional(verb, "with")
    if partner is not None:
        found += tuple(p for p in cast.refer(partner).parties if p not in found)
    return found
