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
    from pipeline.extract.tokens import Token

COMMAND = rule(
    "command-quoted",
    "an imperative in quoted speech: a demand of the one spoken to",
    matches=(
        '"Release the sailors now," said the minister of Norland.',
        '"Give us air defence systems," the president of Norland said.',
        '"Let us meet in Oslo," said the president of Norland.',
        '"Do not send troops," the minister of Norland said.',
        '"Stop the shelling and open the road," said the president of Norland.',
        '"Please stay at the table," the president of Norland told Sudonia.',
        '"Sudonia, open your gates," the president of Norland said.',
    ),
    rejects=(
        '"Look, this is hard," said the minister of Norland.',
        '"Thank you," said the minister of Norland.',
        "Release of the album is set for May.",
        '"Make no mistake, we are ready," the president of Norland said.',
        '"Let me be clear," the minister of Norland said.',
        '"Come here and take a seat," the president of Norland said.',
    ),
)


LEADING = frozenset({"please", "and", "but", "so", "then", "now", "just", "also", "therefore", "do", "never", "always"})
STIRRING = frozenset(
    {"come", "go", "sit", "stand", "walk", "step", "move", "run", "turn", "take", "give", "have", "hold"}
)
IDLE_THINGS = frozenset(
    {
        "look",
        "seat",
        "moment",
        "minute",
        "second",
        "note",
        "care",
        "picture",
        "photo",
        "example",
        "case",
        "time",
        "hand",
    }
)


def command(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    cast: Cast = holders.cast
    quoted = cast.in_quotes(verb)
    if not (quoted or _leads(verb, sentence)) or verb.lemma_ in words("idle_imperatives") or _idle(verb):
        return None
    called = _called(verb)
    if verb.lemma_ != "let" and any(
        c.dep_ in SUBJECTS and c != called or c.tag_ in {"TO", "MD"} for c in verb.children
    ):
        return None
    if verb.dep_ not in {"ROOT", "ccomp", "parataxis", "xcomp"} and not (verb.dep_ == "advcl" and quoted):
        return None  # a second imperative lies in the content of the first
    doc = sentence.passage.doc
    before = [
        t for t in doc[sentence.start : verb.i] if t.dep_ in SUBJECTS and t.head == verb.head and verb.dep_ == "ccomp"
    ]
    told = verb.head if verb.dep_ in {"ccomp", "xcomp", "advcl"} else None
    if before or told is not None and (told.lemma_ not in words("speech_verbs") or verb.dep_ == "xcomp" and not quoted):
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
        way = [
            c
            for c in verb.children
            if c.dep_ in {"prt", "advmod", "prep"} and c.lower_ in {"through", "in", "out", "go"}
        ]
        passed = next((c for c in verb.children if c.dep_ == "dobj" and c.pos_ in {"NOUN", "PROPN"}), None)
        if passed is not None and way:
            inner = who = passed  # "Let the convoys through"
        if inner is None or who is None or who.lower_ == "me" or inner.lemma_ in words("idle_imperatives"):
            return None
    asked = holders.asked(called, source.parties)
    for token in doc[sentence.start : verb.i]:
        if token.dep_ in {"npadvmod", "vocative", "nsubj", "dep", "ccomp", "intj"} and token.pos_ in {"PROPN", "NOUN"}:
            asked = asked or holders.asked(token, source.parties)
    hearer = next((c for c in told.children if c.dep_ in {"dobj", "dative"}), None) if told is not None else None
    asked = asked or holders.asked(hearer, source.parties) or holders.spoken_to(sentence, verb, source.parties)
    return Mood(COMMAND, "demand", start, region_end(sentence, start, verb, "to"), "to", source, None, asked, verb)


def _leads(verb: Token, sentence: Sentence) -> bool:
    """Nothing but "and", "please", "do not" or a name stands before the imperative in its sentence."""
    before = sentence.passage.doc[sentence.start : verb.i]
    return all(t.lower_ in LEADING or t.is_punct or t.dep_ in {"neg", "intj"} or t == _called(verb) for t in before)


def _called(verb: Token) -> Token | None:
    """ "Norland, open your gates": the one called, which the parser takes for the subject."""
    for child in verb.children:
        named = child.dep_ in SUBJECTS and child.pos_ in {"PROPN", "NOUN"} and child.right_edge.i + 1 < verb.i
        if named and child.doc[child.right_edge.i + 1].text == "," and verb.tag_ == "VB":
            return child
    return None


def _idle(verb: Token) -> bool:
    """ "Come here", "take a seat", "go ahead": asks for nothing that the talks are about."""
    if verb.lemma_ not in STIRRING:
        return False
    things = [c for c in verb.children if c.dep_ == "dobj"]
    if verb.lemma_ in {"take", "give", "have", "hold"}:
        return not things or all(t.lemma_.lower() in IDLE_THINGS or t.pos_ == "PRON" for t in things)
    return not any(
        c.dep_ == "prep" and c.lower_ in {"to", "back", "for", "with", "from", "into"} for c in verb.children
    )
