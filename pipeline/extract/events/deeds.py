"""Events that a noun tells although no frame of the lexicon fits it: a noun of a deed with something that anchors it.

The rows of `event_triggers.csv` with `pos` deed list the nouns by class. A noun alone names a kind ("elections are
costly"); an event is one that the phrase ties to somebody, to a day or to a place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.events.clause import in_class, lemma, prepositional_phrases
from pipeline.extract.events.nouns import generic, participants, qualifier
from pipeline.extract.events.participants import Stage
from pipeline.extract.events.places import place_before
from pipeline.extract.events.standing import of_noun, of_verb
from pipeline.extract.events.triggers import Frame, frames_by_lemma, words
from pipeline.extract.events.verbs import HARM, Candidate, acts, empty
from pipeline.extract.syntax import SUBJECTS, is_negated, possessor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.tokens import Token
    from pipeline.model import DateClaim


UNFIT = frozenset({"compound", "nmod", "npadvmod"})


def candidate(stage: Stage, noun: Token, date: DateClaim | None) -> Candidate | None:
    """The event that an anchored noun of a deed tells, or None."""
    found = frames_by_lemma("deed").get(lemma(noun))
    if not found or noun.pos_ != "NOUN" or noun.dep_ in UNFIT or noun.ent_type_ == "DATE":
        return None
    if empty(noun) or generic(noun) or other_thing(noun) or noun.sent[-1].text == "?":
        return None
    standing = of_noun(noun)
    if standing is None or standing == "hypothetical":
        return None
    frame = found[0]
    if date is None and spoken(noun):
        return None
    if not anchored(stage, noun, frame, date):
        return None
    people = () if place_before(noun) is not None else participants(stage, frame, noun)  # "the Oslo accords"
    return Candidate(noun, frame, standing, people, date)


def spoken(noun: Token) -> bool:
    """Inside quotation marks a speaker argues: a noun there seldom reports that something happened."""
    return sum(t.text == '"' for t in noun.doc[noun.sent.start : noun.i]) % 2 == 1


def other_thing(noun: Token) -> bool:
    """The word before the noun makes it no deed: "the stock exchange", "a press release"; and a movement that belongs
    to somebody or bears a name is an organisation: "the Norlandic freedom movement", "his movement"."""
    before = {c.lower_ for c in noun.children if c.dep_ in {"compound", "nmod", "amod"} and c.i < noun.i}
    if before & words("no_deed_before"):
        return True
    if lemma(noun) != "movement" or noun.tag_ == "NNS":
        return False
    return not any(p == "of" and in_class(inner, "armed") for p, inner in prepositional_phrases(noun))


def anchored(stage: Stage, noun: Token, frame: Frame, date: DateClaim | None) -> bool:
    """A day inside the phrase, a place, or a party that the phrase names."""
    dated = date is not None and any(t.ent_type_ == "DATE" for t in noun.subtree)
    if dated or "dated" in frame.needs:
        return dated
    roles = dict(frame.prepositions)
    for preposition, inner in phrases(noun):
        if preposition not in roles or preposition in {"to", "in"}:
            continue
        if stage.within(inner, frame.event_type in HARM) or (
            preposition in {"by", "between", "with"} and acts(stage, inner)
        ):
            return True
    if "by" in frame.needs:
        return False
    if takes_place(noun) or (frame.label == "agreement" and of_text(noun)):
        return True
    holder = possessor(noun)
    if holder is not None and holder.pos_ == "PROPN" and stage.cast.refer(holder):
        return True
    return any(
        c.dep_ in {"compound", "amod", "nmod"} and c.i < noun.i and bool(qualifier(stage, c)) for c in noun.children
    )


def takes_place(noun: Token) -> bool:
    """The clause says that it came about: "the lockdown began", "a vigil was scheduled", "the siege that started"."""
    verb = noun.head
    if any(c.dep_ in {"relcl", "acl"} and came_about(c) for c in noun.children):
        return True
    if noun.dep_ not in SUBJECTS or lemma(verb) not in words("coming_about") or is_negated(verb):
        return False
    return of_verb(verb) in {"occurred", "planned", "ongoing"}


def came_about(verb: Token) -> bool:
    """A clause on a noun that says it happened: "which resumed in May", "imposed after the raid"."""
    return (
        lemma(verb) in words("coming_about")
        and verb.tag_ in {"VBN", "VBD"}
        and of_verb(verb) in {"occurred", "ongoing"}
    )


def of_text(noun: Token) -> bool:
    """What is adopted or signed has a name or number: "the adoption of resolution 40", "the signing of the Oslo pact"."""
    return any(
        preposition == "of" and (inner.pos_ == "PROPN" or any(c.pos_ in {"NUM", "PROPN"} for c in inner.children))
        for preposition, inner in prepositional_phrases(noun)
    )


def phrases(noun: Token) -> Iterator[tuple[str, Token]]:
    """The phrases of a noun, and those of the participle after it: "violence inflicted on villagers by the army"."""
    yield from prepositional_phrases(noun)
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            yield from prepositional_phrases(child)


__all__ = ["candidate"]
