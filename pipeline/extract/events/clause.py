"""The parts of a clause or noun phrase that event frames ask for: object, prepositional arguments, head words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.events.triggers import words
from pipeline.extract.syntax import RELATIVES, SUBJECTS, antecedent, is_passive, own_subject, passive_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.tokens import Token

PREPOSITIONS = frozenset({"prep", "dative", "agent"})
OBJECTS = frozenset({"dobj", "pobj", "attr", "oprd"})


def is_verbal(token: Token) -> bool:
    return bool(token.pos_ in {"VERB", "AUX"})


def particle(verb: Token, words_wanted: frozenset[str]) -> Token | None:
    """The particle of a phrasal verb, whatever the parser calls it: "turned the offer down", "ruled out"."""
    for child in verb.children:
        if child.lower_ in words_wanted and child.dep_ in {
            "prt",
            "advmod",
            "prep",
            "npadvmod",
            "acomp",
            "ccomp",
            "xcomp",
        }:
            return child
    return None


def other_particle(verb: Token, words_wanted: frozenset[str]) -> bool:
    return any(c.dep_ == "prt" and c.lower_ not in words_wanted for c in verb.children)


def direct_object(verb: Token) -> Token | None:
    """What is done something to: the object, the passive's subject, or the noun that a relative clause is about."""
    if is_passive(verb):
        return passive_subject(verb)
    objects = direct_objects(verb)
    if objects:
        last = objects[-1]
        return antecedent(verb) if last.lower_ in RELATIVES and last.tag_ in {"WDT", "WP"} else last
    return gap_antecedent(verb) or shared_object(verb)


def direct_objects(verb: Token) -> list[Token]:
    """The object, or recipient and object side by side ("offered the rebels two seats")."""
    found = [c for c in verb.children if c.dep_ == "dobj" and c.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}]
    if len(found) > 1 and found[0].right_edge.i + 1 != found[1].left_edge.i:
        return found[:1]
    return found[:2]


def shared_object(verb: Token) -> Token | None:
    """The object that a second verb carries for both: "co-sponsored and supported a resolution"."""
    for child in verb.children:
        if child.dep_ == "conj" and is_verbal(child) and child.tag_ == verb.tag_ and child.i - verb.i <= 4:
            return next((c for c in child.children if c.dep_ == "dobj"), None)
    return None


def gap_antecedent(verb: Token) -> Token | None:
    """The noun that an object relative without pronoun is about: "regions Moscow claimed to annex", "children it says
    Russia took". Read off word order: the clause follows its noun at once, with no comma between."""
    top = verb
    while top.dep_ in {"xcomp", "ccomp"} and is_verbal(top.head) and top.head.i < top.i:
        if top.dep_ == "ccomp" and not any(c.dep_ in SUBJECTS and c.pos_ == "PRON" for c in top.head.children):
            break
        top = top.head
    found = own_subject(top)
    if found is None or top.dep_ not in {"relcl", "parataxis", "ccomp"} or found.i > top.i:
        return None
    first = found.left_edge.i
    before = verb.doc[first - 1] if first > verb.sent.start else None
    if before is not None and before.lower_ in RELATIVES and before.i > verb.sent.start and top.dep_ == "relcl":
        return antecedent(top)
    if before is None or before.pos_ not in {"NOUN", "PROPN"}:
        return None
    return before


def heads(noun: Token) -> Iterator[Token]:
    """The words that say what a noun phrase is about: its head, its conjuncts, and what a quantity is of."""
    yield noun
    yield from noun.conjuncts
    if noun.lemma_.lower() in words("quantity") or noun.pos_ in {"NUM", "PRON"}:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        yield from heads(inner)


def lemma(token: Token) -> str:
    return str(token.lemma_).lower()


def in_class(noun: Token | None, word_class: str) -> bool:
    """One of the phrase's head words belongs to the class."""
    if noun is None:
        return False
    wanted = words(word_class)
    return any(lemma(head) in wanted or head.lower_ in wanted for head in heads(noun))


def prepositional_phrases(head: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, noun) for what hangs on a verb or noun, chained prepositions ("out of", "from among") included."""
    for child in head.children:
        if child.dep_ == "dative" and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            yield "to", child
        elif child.dep_ in PREPOSITIONS or (child.pos_ == "ADP" and child.dep_ not in {"prt", "mark"}):
            for noun in child.children:
                if noun.dep_ in {"pobj", "pcomp"} and noun.pos_ not in {"VERB", "AUX"}:
                    yield str(child.lower_), noun
                elif noun.dep_ == "prep":
                    for inner in noun.children:
                        if inner.dep_ == "pobj":
                            yield str(noun.lower_), inner


def argument_phrases(verb: Token, noun: Token | None) -> Iterator[tuple[str, Token]]:
    """The prepositional phrases of a verb, and those that the parser hung on its object ("signed a deal with X")."""
    yield from prepositional_phrases(verb)
    objects = direct_objects(verb)
    if len(objects) > 1:
        yield "to", objects[0]
    for _, inner in prepositional_phrases(verb):
        if lemma(inner) in words("medium_in") | words("aid"):
            yield from ((p, n) for p, n in prepositional_phrases(inner) if p == "to")
    if noun is not None and noun.i > verb.i:
        yield from prepositional_phrases(noun)
        for preposition, inner in prepositional_phrases(noun):
            if preposition in {"in", "of"} and lemma(inner) in words("aid"):  # "500 million in aid to X"
                yield from ((p, n) for p, n in prepositional_phrases(inner) if p in {"to", "for"})
        for head in heads(noun):
            if head != noun:
                yield from prepositional_phrases(head)


def main_clause(token: Token) -> Token:
    """The verb of the clause that a token stands in (the token itself when nothing verbal is above)."""
    node = token
    while not is_verbal(node) and node.head != node:
        node = node.head
    return node
