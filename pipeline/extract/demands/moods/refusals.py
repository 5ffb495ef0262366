"""will not, would never, cannot accept: what a party refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.mood import Mood, clause_first, doer_of
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import is_conditional, is_negated, is_passive, modal

if TYPE_CHECKING:
    from spacy.tokens import Token

VOLITION = frozenset(
    {
        "be",
        "have",
        "know",
        "seem",
        "comment",
        "say",
        "elaborate",
        "speculate",
        "hesitate",
        "rule",
        "happen",
        "become",
        "work",
        "matter",
        "mean",
        "help",
        "see",
        "need",
        "want",
        "think",
        "believe",
        "stop",
        "forget",
        "rest",
        "disclose",
        "identify",
        "name",
    }
)


REFUSAL = rule(
    "refusal-reported",
    "will not, would never, cannot accept said of the speaker's own party: a refusal",
    matches=(
        "Norland said it would not give up the islands.",
        '"We will never sign this text," said the president of Norland.',
        "Norland stressed that it would not withdraw its troops.",
        '"We cannot accept foreign troops," said the minister of Norland.',
        "The president of Norland said his country would not negotiate under threat.",
    ),
    rejects=(
        "Norland said it would not comment.",
        "Norland said the talks would not be easy.",
        "Norland said Sudonia would not win.",
        "Norland will not be at the match.",
        "Norland said it was not tired.",
    ),
)


def _nor(verb: Token) -> bool:
    """ "Nor will it sign": the negation stands before the auxiliary."""
    return any(c.lower_ == "nor" for c in verb.children) or any(t.lower_ == "nor" for t in verb.sent[:2])


def refusal(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if not (is_negated(verb) or _nor(verb)) or verb.lemma_ in VOLITION or is_conditional(verb):
        return None
    mode = modal(verb)
    if mode not in {"will", "would", "wo", "shall"} and not (
        mode in {"can", "ca", "could"}
        and verb.lemma_
        in {"accept", "agree", "allow", "tolerate", "support", "sign", "permit", "recognise", "recognize"}
    ):
        return None
    source = holders.source(verb)
    doer = doer_of(verb)
    if doer is None or is_passive(verb):
        return None
    if not source.parties and verb.dep_ == "ROOT" and verb.lemma_ in words("refusable_verbs"):
        source = holders.cast.refer(doer)  # the author reports the refusal as a fact
    if not source.parties:
        return None
    if not set(holders.cast.refer(doer).parties) & set(source.parties):
        return None
    start = clause_first(verb, doer, sentence)
    return Mood(
        REFUSAL,
        "refusal",
        start,
        region_end(sentence, max(start, verb.i), verb, "that"),
        "that",
        source,
        doer,
        (),
        verb,
    )
