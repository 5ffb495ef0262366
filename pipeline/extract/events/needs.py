"""The tests that the `needs` column of a verb's frame names, asked of a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.events.clause import argument_phrases, heads, in_class, lemma, prepositional_phrases
from pipeline.extract.events.places import place_at, place_in
from pipeline.extract.events.standing import shared_form
from pipeline.extract.events.triggers import Frame, outlets, words
from pipeline.extract.syntax import is_passive

if TYPE_CHECKING:
    from pipeline.extract.events.verbs import Clause
    from pipeline.extract.tokens import Token
    from pipeline.model import Participant

CIVIL = ("people", "official", "collective", "staff", "envoy", "government")
MEDIUM = {"in": "in", "on": "on", "via": "on", "through": "on", "over": "on", "at": "at", "for": "in", "to": "object"}


def need_met(need: str, frame: Frame, clause: Clause, people: tuple[Participant, ...]) -> bool:
    """One of the tests that a frame's `needs` column names."""
    name, _, value = need.partition(":")
    verb, stage = clause.verb, clause.stage
    if name == "actor":
        return bool(clause.actor) or (clause.subject is not None and named_in_kind(clause.subject))
    if name == "anyone":
        return bool(people)
    if name == "anyone-dated":
        return (
            bool(people)
            or clause.date is not None
            or place_in(verb) is not None
            or any(c.dep_ == "advmod" and c.lower_ in words("lately") for c in verb.children)
        )
    if name == "done-or-dated":
        return clause.standing == "occurred" or clause.date is not None
    if name == "told":
        return shared_form(verb).dep_ not in {"acl", "relcl"} or clause.date is not None or place_in(verb) is not None
    if name == "alone":
        return not any(c.dep_ in {"oprd", "ccomp", "xcomp"} for c in verb.children) and (
            sum(c.dep_ == "dobj" for c in verb.children) < 2
        )
    if name == "met":
        return (
            clause.date is not None
            or place_in(verb) is not None
            or len({p.party for p in people}) > 1
            or any(p == "with" for p, _ in prepositional_phrases(verb))
        )
    if name == "no-person":
        return clause.object is not None and not stage.cast.refer(clause.object).people
    if name == "object":
        return clause.object is not None or any(p == "on" for p, _ in prepositional_phrases(verb))
    if name == "prep":
        return any(phrase_fits(alternative, clause) for alternative in value.split("|"))
    if name == "subject":
        noun = clause.subject if clause.subject is not None else clause.object
        if (
            noun is not None
            and noun.dep_ == "pobj"
            and noun.head.lower_ == "of"
            and in_class(noun.head.head, value[1:])
        ):
            return True  # the parser hangs "a squadron of F-16s that arrived" on its last noun
        return noun is not None and in_class(noun, value[1:])
    if name == "actor-dated":
        return bool(clause.actor) or (clause.date is not None and clause.subject is not None)
    if name == "past":
        return clause.standing not in {"present"} or clause.date is not None
    if name == "dated":
        return clause.date is not None
    if name == "medium":
        return has_medium(verb, clause.date is not None)
    if name == "setapart":
        return clause.date is not None or has_medium(verb, False)
    if name == "clause":
        return any(c.dep_ in {"xcomp", "ccomp"} for c in verb.children)
    if name == "ccomp":
        return any(c.dep_ == "ccomp" for c in verb.children)
    if name == "content" and value:
        return any(c.dep_ == "ccomp" and any(lemma(t) in words(value[1:]) for t in c.subtree) for c in verb.children)
    if name == "person-actor":
        return bool(clause.actor.people)
    if name == "passive":
        return is_passive(verb)
    if name == "walkers":
        plural = (
            clause.subject is not None
            and clause.subject.tag_ in {"NNS", "CD"}
            and (
                in_class(clause.subject, "staff")
                or in_class(clause.subject, "crowd")
                or in_class(clause.subject, "official")
            )
        )
        return plural or bool(clause.actor)
    if name == "unarmed":
        if clause.object is None or (clause.object.tag_ == "NNS" and lemma(clause.object) == "strike"):
            return False
        return not any(
            c.lower_ in words("armed_modifier") or (c.dep_ == "prep" and c.lower_ in {"on", "against"})
            for c in clause.object.children
        )
    if name == "hands":
        return clause.subject is None or bool(clause.actor) or in_class(clause.subject, "armed")
    if name == "content":
        return clause.object is not None or any(c.dep_ == "xcomp" for c in verb.children)
    if name == "force-subject":
        return clause.subject is not None and (in_class(clause.subject, "armed") or bool(clause.actor))
    if name == "force-court":
        return clause.subject is not None and in_class(clause.subject, "court")
    if name == "force-people":
        return clause.subject is not None and clause.subject.lower_ not in {"it", "this", "that"}
    if name == "actorish":
        accused = verb.dep_ == "pcomp" and clause.standing == "alleged"
        return clause.subject is not None and not accused and (bool(clause.actor) or in_class(clause.subject, "crowd"))
    if name == "person-object":
        return clause.object is not None and bool(stage.cast.refer(clause.object).people)
    if name == "noun":
        return clause.object is not None and any(c.lower_ in value.split("|") for c in clause.object.children)
    if name == "acomp":
        return any(t.lower_ == value for t in verb.doc[verb.i + 1 : verb.i + 4])
    if name == "accused":
        return verb.dep_ in {"pcomp", "conj"} and clause.standing == "alleged" and bool(people)
    if name == "planned":
        return clause.standing == "planned"
    return name in {"failed", "answer"}


def phrase_fits(alternative: str, clause: Clause) -> bool:
    """A prepositional phrase that a frame needs: `with`, `to@talks`, `in@place`, `to@party`."""
    preposition, _, wanted = alternative.partition("@")
    for found, noun in argument_phrases(clause.verb, clause.object):
        if found != preposition:
            continue
        if not wanted:
            return True
        if wanted == "place":
            if noun.pos_ == "PROPN" and place_at(noun) is not None:
                return True
        elif wanted == "party":
            if clause.stage.cast.refer(noun):
                return True
        elif in_class(noun, wanted):
            return True
    return False


def named_in_kind(noun: Token) -> bool:
    """Somebody told of by a common noun that is no party of the cast: "ministers", "residents", "the spokeswoman"."""
    return noun.pos_ == "NOUN" and any(lemma(head) in words(kind) for head in heads(noun) for kind in CIVIL)


def press(noun: Token) -> bool:
    """ "Told the Morning Post", "told Norland.org": a paper or site by its name."""
    name = noun.text
    return noun.pos_ in {"PROPN", "X"} and ("." in name.strip(".") or name in words("paper_name") or name in outlets())


def has_medium(verb: Token, dated: bool) -> bool:
    """Words set apart by where they were said: "told a news conference", "in an interview", "on television". Reporters
    alone are no medium: with them the text must also give the day."""
    listeners = words("medium_object") | (words("press_people") if dated else frozenset())
    for child in verb.children:
        if child.dep_ in {"dobj", "dative"} and (lemma(child) in listeners or child.lower_ in listeners):
            return True
        if child.dep_ in {"dobj", "dative"} and lemma(verb) == "tell" and press(child):
            return True
    for preposition, noun in prepositional_phrases(verb):
        wanted = words("medium_" + MEDIUM[preposition]) if preposition in MEDIUM else frozenset()
        if preposition == "to":
            wanted |= listeners
        if lemma(noun) in wanted or noun.lower_ in wanted:
            return True
    return False


__all__ = ["need_met"]
