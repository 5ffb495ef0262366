"""Demands that no verb of demanding opens: obligation, necessity, condition, refusal and command in somebody's words.

Each rule asks first whose words they are (`Holders.source`): the author's own "must" is no demand.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.commands import command
from pipeline.extract.demands.moods.conditions import named, only_if, without
from pipeline.extract.demands.moods.judgements import judgement
from pipeline.extract.demands.moods.mood import Mood, one_of_several
from pipeline.extract.demands.moods.necessities import necessity
from pipeline.extract.demands.moods.obligations import obligation
from pipeline.extract.demands.moods.priorities import priority
from pipeline.extract.demands.moods.promises import commitment, giving_now, joint_giving
from pipeline.extract.demands.moods.proposals import proposed
from pipeline.extract.demands.moods.refusals import refusal
from pipeline.extract.demands.moods.requests import request
from pipeline.extract.demands.moods.terms import term
from pipeline.extract.demands.moods.threats import threat
from pipeline.extract.reading import Sentence

__all__ = ["Mood", "moods"]


def moods(sentence: Sentence, holders: Holders) -> Iterator[Mood]:
    """All demands of a sentence that rest on mood, in text order; the caller drops those inside another's content."""
    for token in sentence.tokens:
        if token.pos_ in {"VERB", "AUX"}:
            for find in (
                without,
                only_if,
                threat,
                term,
                proposed,
                obligation,
                refusal,
                commitment,
                giving_now,
                joint_giving,
                request,
            ):
                found = find(token, sentence, holders)
                if found is not None:
                    yield one_of_several(found, holders)
                    break
        if token.pos_ == "NOUN":
            for find_noun in (named, priority):
                by_noun = find_noun(token, sentence, holders)
                if by_noun is not None:
                    yield by_noun
                    break
        need = judgement(token, sentence, holders) or necessity(token, sentence, holders)
        if need is not None:
            yield need
        if token.tag_ in {"VB", "VBP"} or token.lower_ == "let":
            order = command(token, sentence, holders)
            if order is not None:
                yield order
