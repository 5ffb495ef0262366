"""What is given, or given back, by which the deed is told: goods are aid, days are a deadline, words are a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.events.clause import in_class, prepositional_phrases
from pipeline.extract.syntax import own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

LIMITS = frozenset({"until", "till"})
AWAY = frozenset({"over", "back"})
GIFTS = ("gift", "aid", "payment", "relief", "arms", "vehicle", "vessel", "package")


def object_fits(kind: str, verb: Token, thing: Token | None) -> bool:
    """An alternative of the `object_class` of an act: `@class`; `period`: "three days to answer"; `until`: "until
    Friday"; `gift`: goods, money, help or arms; `forces`: they go back themselves; `object`: anything given back;
    `over`: "handed over an hour later", whatever the parser joins the word to."""
    if kind == "period":
        return any(in_class(noun, "period") for noun in handed(verb, thing)) and has_task(verb)
    if kind == "until":
        return any(c.lower_ in LIMITS and c.dep_ in {"prep", "mark"} for c in verb.children)
    if kind == "gift":
        return any(in_class(noun, name) for noun in handed(verb, thing) for name in GIFTS)
    if kind == "@given_word":
        return any(in_class(noun, "given_word") for noun in handed(verb, thing))
    if kind == "over":
        return verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ in AWAY
    if kind == "forces":
        return forces_return(verb, thing)
    if kind == "object":
        return thing is not None and not in_class(thing, "no_return")
    return in_class(thing, kind[1:])


def forces_return(verb: Token, thing: Token | None) -> bool:
    """ "The troops returned to their barracks", "Norland returned its troops": not "returned the tank to Sudonia"."""
    if thing is None:
        who = own_subject(verb)
        return who is not None and (in_class(who, "troops") or in_class(who, "armed"))
    own = any(c.dep_ == "poss" for c in thing.children)
    return in_class(thing, "troops") and own


def handed(verb: Token, thing: Token | None) -> list[Token]:
    """What is given: the object, the object that a passive keeps ("Norland was given three days"), or what one is
    provided with."""
    kept = [c for c in verb.children if c.dep_ in {"dobj", "oprd", "npadvmod"} and c != thing and c.i > verb.i]
    provided = [noun for preposition, noun in prepositional_phrases(verb) if preposition == "with"]
    return [*([] if thing is None else [thing]), *kept, *provided]


def has_task(verb: Token) -> bool:
    """ "Three days to release the crew": an infinitive says what the days are for."""
    return any(
        t.tag_ == "VB"
        and t.dep_ in {"xcomp", "acl", "relcl", "advcl", "ccomp"}
        and t.i > verb.i
        and any(c.lower_ == "to" for c in t.children)
        for t in verb.subtree
    )


__all__ = ["object_fits"]
