"""The frames of answering: rows of `reference/answer_frames.csv`, and the small tables beside it.

A frame says which word answers a demand and what follows it. Columns of `answer_frames.csv`:

frame       its name, published as `evidence.method`
lemma, pos  the word that answers: VERB, NOUN ("its rejection of") or ADJ ("opposed to")
particle    what must follow, in order ("down", "cold water on"); articles, adjectives and adverbs may stand between.
            `~counter` is any word that begins so ("counter-offer")
stance      what it says when affirmed; empty when only its denial says anything ("has not responded to")
negated     what it says when the act has not happened ("has not ruled out")
unwilling   what it says when the party will not do it ("will not accept", "refused to discuss")
about       what its object may be, of: shell (a noun that stands for a demand: "the offer"), content (also the thing
            demanded: "rejected a ceasefire"), own (a demand of the party's own), bare (no object at all: "refused"),
            counter (an offer of one's own that answers another's)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from pipeline.additions import extended_rows


@dataclass(frozen=True, slots=True)
class AnswerFrame:
    """A row of `answer_frames.csv`; empty stances are None."""

    name: str
    lemma: str
    pos: str
    words: tuple[str, ...]
    stance: str | None
    negated: str | None
    unwilling: str | None
    about: frozenset[str]
    example: str
    counterexample: str


@dataclass(frozen=True, slots=True)
class DemandNoun:
    """A noun that stands for demands: for what is asked, for an offer, or for either. A weak one ("the move") does so
    only with "this", "that" or its owner. `triggers` are the verbs whose demands it stands for first of all."""

    lemma: str
    stands_for: str
    strong: bool
    triggers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A predicate that judges a demand ("unacceptable"), in words; `negated` is what its denial says."""

    words: tuple[str, ...]
    stance: str
    negated: str | None


@lru_cache(maxsize=1)
def answer_frames() -> dict[tuple[str, str], tuple[AnswerFrame, ...]]:
    """Frames by (lemma, part of speech), those with the most words first."""
    found: dict[tuple[str, str], list[AnswerFrame]] = defaultdict(list)
    for row in extended_rows("answer_frames"):
        found[row["lemma"], row["pos"]].append(
            AnswerFrame(
                row["frame"],
                row["lemma"],
                row["pos"],
                tuple(row["particle"].split()),
                row["stance"] or None,
                row["negated"] or None,
                row["unwilling"] or None,
                frozenset(row["about"].split()),
                row["example"],
                row["counterexample"],
            )
        )
    return {key: tuple(sorted(rows, key=lambda frame: -len(frame.words))) for key, rows in found.items()}


@lru_cache(maxsize=1)
def demand_nouns() -> dict[str, DemandNoun]:
    """The nouns that stand for demands, by lemma."""
    return {
        row["noun"]: DemandNoun(
            row["noun"], row["stands_for"], row["strength"] == "strong", frozenset(row["triggers"].split())
        )
        for row in extended_rows("demand_nouns")
    }


@lru_cache(maxsize=1)
def verdicts() -> dict[str, tuple[Verdict, ...]]:
    """Judging predicates by their last word, the longest first."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    for row in extended_rows("rejecting_words"):
        wording = tuple(row["word"].split())
        found[wording[-1]].append(Verdict(wording, row["stance"], row["negated"] or None))
    return {last: tuple(sorted(rows, key=lambda verdict: -len(verdict.words))) for last, rows in found.items()}


@lru_cache(maxsize=1)
def heads() -> dict[str, str]:
    """What a word does to the infinitive after it: `keep` ("agreed to accept"), `refuse` ("refused to accept"),
    `pending` ("has yet to accept"). A word that is not listed leaves the act undone ("hopes to accept")."""
    return {row["head"]: row["effect"] for row in extended_rows("answer_heads")}


@lru_cache(maxsize=1)
def replies() -> dict[str, str]:
    """Stances by the words of a whole reply: "no", "out of the question"."""
    return {row["reply"]: row["stance"] for row in extended_rows("answer_replies")}


@lru_cache(maxsize=1)
def bodies() -> frozenset[str]:
    """Nouns that answer for the party addressed when the text does not say whose they are: "members", "officials"."""
    return frozenset(row["noun"] for row in extended_rows("answer_bodies"))
