"""Demands that a text names only to say that their party takes them back: "dropped its demand for a ceasefire"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.answers.frames import answer_frames
from pipeline.extract.demands.complements import Trigger
from pipeline.extract.syntax import governing_verb, is_conditional, is_negated, is_passive, modal, no_longer

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

TOLD_OF = ("dobj", "pobj")


def taking_back(trigger: Trigger) -> Token | None:
    """The verb by which a party takes back the demand (offer, refusal) that the trigger opens; None when it stands.

    "no longer asks X to ..." takes back by the verb of asking itself. What may, will or should be taken back stands.
    """
    token = trigger.token
    if trigger.frame.pos == "VERB":
        return token if no_longer(token) and _told(token) else None
    if trigger.frame.pos != "NOUN" or token.dep_ not in TOLD_OF:
        return None
    verb = token.head if token.dep_ == "dobj" else governing_verb(token)
    if verb is None or not _told(verb) or is_negated(verb) or is_passive(verb):
        return None
    between = [one.lower_ for one in token.doc[verb.i + 1 : token.i]]
    for frame in answer_frames().get((verb.lemma_.lower(), "VERB"), ()):
        if frame.stance == "withdrawn" and between[: len(frame.words)] == list(frame.words):
            return verb
    return None


def _told(verb: Token) -> bool:
    """Whether the verb says what has happened: "dropped", "has dropped", "is dropping"."""
    return verb.tag_ in {"VBD", "VBN", "VBZ", "VBP", "VBG"} and modal(verb) is None and not is_conditional(verb)
