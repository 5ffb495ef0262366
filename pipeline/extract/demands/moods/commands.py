"""Imperatives in somebody's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import Cast
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.mood import Mood
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

COMMAND = rule(
    "command-quoted",
    "an imperative in quoted speech: a demand of the one spoken to",
    matches=(
        '"Release the sailors now," said the minister of Norland.',
        '"Give us air defence systems," the president of Norland said.',
        '"Let us meet in Oslo," said the president of Norland.',
        '"Do not send troops," the minister of Norland said.',
        '"Stop the shelling and open the road," said the president of Norland.',
    ),
    rejects=(
        '"Look, this is hard," said the minister of Norland.',
        '"Thank you," said the minister of Norland.',
        "Release of the album is set for May.",
        '"Make no mistake, we are ready," the president of Norland said.',
        '"Let me be clear," the minister of Norland said.',
    ),
)


def command(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    cast: Cast = holders.cast
    if not (cast.in_quotes(verb) or verb.i == sentence.start) or verb.lemma_ in words("idle_imperatives"):
        return None
    if any(c.dep_ in SUBJECTS or c.tag_ in {"TO", "MD"} for c in verb.children) and verb.lemma_ != "let":
        return None
    if verb.dep_ not in {"ROOT", "ccomp", "parataxis"}:
        return None  # a second imperative lies in the content of the first
    doc = sentence.passage.doc
    before = [
        t for t in doc[sentence.start : verb.i] if t.dep_ in SUBJECTS and t.head == verb.head and verb.dep_ == "ccomp"
    ]
    if before or (verb.dep_ == "ccomp" and verb.head.lemma_ not in words("speech_verbs")):
        return None
    source = cast.voice(verb)
    if not source.parties:
        return None
    start = verb.i
    negative = next((c for c in verb.children if c.lower_ in {"do", "never"} and c.i < verb.i), None)
    if negative is not None:
        start = negative.i
    if verb.lemma_ == "let":
        inner = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c.tag_ == "VB"), None)
        who = next(
            (t for t in verb.subtree if t.lower_ in {"us", "'s", "me", "them", "him", "it"} and t.i == verb.i + 1), None
        )
        if inner is None or who is None or who.lower_ == "me":
            return None
    asked: tuple[str, ...] = ()
    for token in doc[sentence.start : verb.i]:
        if token.dep_ in {"npadvmod", "vocative", "nsubj", "dep", "ccomp", "intj"} and token.pos_ in {"PROPN", "NOUN"}:
            asked = asked or holders.asked(token, source.parties)
    asked = asked or holders.spoken_to(sentence, verb, source.parties)
    return Mood(COMMAND, "demand", start, region_end(sentence, start, verb, "to"), "to", source, None, asked, verb)
