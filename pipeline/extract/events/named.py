"""Those whom the words of an event name beside the complements that its frame knows.

A frame of a class of verbs knows no complements of its own verbs, and what is done often concerns somebody who is named
only in the content: "agreed to stop buying Sudonian oil", "tried to contact the Sudonian president".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.events.clause import argument_phrases, direct_object, is_verbal
from pipeline.extract.events.participants import Stage
from pipeline.extract.events.verbs import unique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.events.merge import Draft
    from pipeline.extract.tokens import Token
    from pipeline.model import Participant

TOWARDS = frozenset({"with", "against", "to", "on", "between", "among", "by", "from", "of", "at"})


def with_named(stage: Stage, draft: Draft) -> Draft:
    """A draft with those whom its words name as well as whoever takes part by its frame."""
    one = draft.candidate
    if not draft.participants or one.frame.nominal:
        return draft
    further: list[Participant] = []
    if one.frame.by_shape:
        further.extend(approached(stage, one.token, one.object))
    for content in one.token.children:
        if content.dep_ == "xcomp" and is_verbal(content):
            thing = direct_object(content)
            further.extend(stage.participants(stage.within(thing), "recipient"))
            further.extend(approached(stage, content, thing))
    return replace(draft, participants=unique([*draft.participants, *further])) if further else draft


def approached(stage: Stage, verb: Token, thing: Token | None) -> Iterator[Participant]:
    """Whom the phrases of a verb and its object name: "holds talks with X", "raised the price of X's gas"."""
    for preposition, noun in argument_phrases(verb, thing):
        if preposition in TOWARDS:
            yield from stage.participants(stage.within(noun), "recipient")


__all__ = ["with_named"]
