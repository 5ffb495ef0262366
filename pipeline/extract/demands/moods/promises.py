"""will and would with the speaker as subject: what a party, or several together, offer to do."""

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

INTRANSITIVE = frozenset({"withdraw", "disarm", "comply", "refrain", "cease", "stop"})
COMMITMENT = rule(
    "joint-commitment",
    "what several parties say in one statement that they will do: an offer by all of them",
    matches=(
        '"We will continue to meet every week," Norland and Sudonia said in a joint statement.',
        '"We shall open the border," said Norland and Sudonia.',
    ),
    rejects=(
        "Norland and Sudonia will play on Sunday.",
        '"We will win," said the captain of Norland.',
    ),
)


PROMISE = rule(
    "promise-reported",
    "will or would with a verb of giving or giving way, said by the party that would do it: an offer",
    matches=(
        "Norland said it would lend a helicopter.",
        '"We will release the sailors," said the president of Norland.',
        "The foreign minister of Norland said his government would lift the blockade.",
    ),
    rejects=(
        "Norland said it would win the match.",
        "Norland said Sudonia would release the sailors.",
        "Norland will send a team to the games.",
        "Norland said it would not release the sailors.",
        "Norland said it would release the figures on Monday.",
    ),
)


def commitment(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if (
        modal(verb) not in {"will", "shall", "'ll", "would"}
        or is_negated(verb)
        or is_conditional(verb)
        or is_passive(verb)
    ):
        return None
    voice = holders.cast.voice(verb)
    doer = doer_of(verb)
    if doer is None:
        return None
    found, source = COMMITMENT, voice
    if len(voice.parties) < 2 or not set(voice.parties) <= set(holders.cast.refer(doer).parties):
        found, source = PROMISE, holders.source(verb)
        given = any(c.dep_ in {"dobj", "xcomp", "ccomp"} for c in verb.children) or verb.lemma_ in INTRANSITIVE
        if verb.lemma_ not in words("giving_verbs") or not given or not source.parties or _gives_news(verb):
            return None
        if not set(holders.cast.refer(doer).parties) & set(source.parties):
            return None
    start = clause_first(verb, doer, sentence)
    return Mood(
        found, "offer", start, region_end(sentence, max(start, verb.i), verb, "that"), "that", source, doer, (), verb
    )


def _gives_news(verb: Token) -> bool:
    """ "release the figures", "send a team": what is given is no concession."""
    return any(
        c.dep_ == "dobj"
        and c.lemma_.lower() in words("empty_nouns") | {"figure", "statement", "report", "team", "result", "detail"}
        for c in verb.children
    )
