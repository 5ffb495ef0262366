"""A demand that rests on the mood of a clause, and what its rules share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.cast import Reference
from pipeline.extract.demands.holders import Holders
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import Rule
from pipeline.extract.syntax import own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token


@dataclass(frozen=True, eq=False)
class Mood:
    """A demand found by its mood. The content is tokens `start` to `end`; `doer` who would act."""

    rule: Rule
    kind: str
    start: int
    end: int
    form: str
    source: Reference
    doer: Token | None = None
    addressees: tuple[str, ...] = ()
    anchor: Token | None = None


def one_of_several(mood: Mood, holders: Holders) -> Mood:
    """ "Norland will lift its tariffs" in the joint statement of Norland and Sudonia: what Norland offers Sudonia. What it
    will not do there ("will not apply duties") it promises as well."""
    together = mood.source.parties
    own = holders.cast.refer(mood.doer).parties if mood.doer is not None else ()
    if mood.kind not in {"offer", "refusal"} or len(together) < 2 or not own or not set(own) < set(together):
        return mood
    others = tuple(party for party in together if party not in own)
    source = Reference(own, (), mood.source.confidence)
    return replace(mood, kind="offer", source=source, addressees=mood.addressees or others)


def doer_of(verb: Token) -> Token | None:
    found = own_subject(verb)
    if found is None and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        found = own_subject(verb.head)
    if found is None:
        found = next((c for c in verb.children if c.dep_ == "expl"), None)
    return found


def _first_of_its_kind(verb: Token) -> bool:
    """A second predicate that asks, after a first that only tells: "the abuses are unacceptable and must end"."""
    return verb.dep_ == "conj" and not any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.head.children)


def clause_first(verb: Token, doer: Token | None, sentence: Sentence, *, shared: bool = False) -> int:
    first = verb.i
    for child in verb.children:
        if (
            child.i < verb.i
            and child.dep_ in {"aux", "auxpass", "neg", "advmod"}
            and child.lower_ not in {"therefore", "also"}
        ):
            first = min(first, child.i)
    if (
        doer is not None
        and doer.i < verb.i
        and (own_subject(verb) is not None or shared and _first_of_its_kind(verb))
        or (doer is not None and doer.dep_ == "expl")
    ):
        edge = doer.left_edge.i if doer.dep_ != "expl" else doer.i
        while edge < doer.i and sentence.passage.doc[edge].lower_ in {"that", ",", '"', "and", "or"}:
            edge += 1
        first = min(first, edge)
    return max(first, sentence.start)
