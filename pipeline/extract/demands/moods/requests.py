"""Polite requests: "could you please ...?", "we would be grateful if you could ...", in somebody's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.demands.frames import words
from pipeline.extract.demands.hearers import second_person
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.mood import Mood
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import modal, own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

REQUEST = rule(
    "polite-request",
    "would you lift X, we would be grateful if you lifted X, in somebody's words: a demand of the one spoken to",
    matches=(
        '"Could you please lift the blockade?" the minister of Norland asked Sudonia.',
        '"We would be grateful if Sudonia could lift the blockade," the minister of Norland said.',
        '"We would appreciate it if Sudonia lifted the blockade," the minister of Norland said.',
    ),
    rejects=(
        '"Could you hear me?" the minister of Norland asked.',
        '"We would be surprised if Sudonia lifted the blockade," the minister of Norland said.',
        "Could you please lift the blockade?",
    ),
)
THANKFUL = frozenset({"grateful", "appreciate", "welcome", "glad", "obliged", "thankful", "helpful", "good"})
ASKING = frozenset({"could", "would", "will"})


def request(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """The request whose act is `verb`."""
    doer = own_subject(verb)
    if doer is None or verb.lemma_ in words("idle_imperatives") | {"be", "have", "hear", "think", "know", "like"}:
        return None
    if not (_asked(verb, doer, sentence) or _thanked(verb)):
        return None
    source = holders.cast.voice(verb)
    asked = holders.asked(doer, source.parties)
    if not source.parties or not (asked or second_person(doer)):
        return None
    end = region_end(sentence, verb.i, verb, "to")
    return Mood(REQUEST, "demand", verb.i, end, "to", source, None, asked, verb)


def _asked(verb: Token, doer: Token, sentence: Sentence) -> bool:
    """ "Could you lift ...?"."""
    aux = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in ASKING and c.i == doer.i - 1), None)
    first = aux is not None and not any(t.tag_ in {"WRB", "WP", "WDT"} for t in sentence.tokens if t.i < aux.i)
    mark = any(t.text == "?" for t in sentence.tokens)
    return first and mark and second_person(doer) and any(c.dep_ == "dobj" and c.pos_ != "PRON" for c in verb.children)


def _thanked(verb: Token) -> bool:
    """The if-clause of "we would be grateful if ..."."""
    if verb.dep_ != "advcl" or not any(c.dep_ == "mark" and c.lower_ == "if" for c in verb.children):
        return False
    head = verb.head
    main = head if head.pos_ in {"VERB", "AUX"} else head.head
    thanks = {head.lower_, main.lower_} | {c.lower_ for c in main.children if c.dep_ == "acomp"}
    return bool(thanks & THANKFUL) and modal(main) in {"would", "'d", "should"} and own_subject(main) is not None
