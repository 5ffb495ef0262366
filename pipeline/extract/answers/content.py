"""Compare what an answer names with what a demand asks, by the stems of their content words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.extract.cast import Cast
from pipeline.extract.demands.drafts import STOP, Draft

if TYPE_CHECKING:
    from spacy.tokens import Token

ENOUGH = 0.6  # share of the answer's words that the demand must hold
STEM = 6  # letters by which a verb and its noun are alike: "withdraw", "withdrawal"
ENDINGS = ("ation", "ition", "ment", "ance", "ence", "ion", "ing", "al", "e")
EMPTY = frozenset(
    {"idea", "call", "demand", "request", "immediate", "full", "any", "own", "further", "new", "more", "possible"}
)


def stem(lemma: str) -> str:
    """The part of a lemma that a verb shares with its noun."""
    for ending in ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 3:
            lemma = lemma[: -len(ending)]
            break
    return lemma[:STEM]


def content_words(tokens: Iterable[Token], cast: Cast | None = None) -> frozenset[str]:
    """Stems of the nouns, verbs, adjectives and numbers among the tokens; names of parties left out."""
    return frozenset(
        stem(t.lemma_.lower())
        for t in tokens
        if t.pos_ in {"NOUN", "ADJ", "VERB", "PROPN", "NUM"} and t.lemma_.lower() not in STOP | EMPTY
        and not (cast is not None and t.pos_ == "PROPN" and cast.refer(t).parties)
    )  # fmt: skip


def draft_words(draft: Draft) -> frozenset[str]:
    doc = draft.sentence.passage.doc
    return content_words(doc[draft.act.start : draft.act.end])


def covers(wording: frozenset[str], draft: Draft, head: Token | None) -> float:
    """How well `wording` repeats the demand: 0 when it does not.

    Most of the words must be the demand's. One word alone must be the act itself, or all that the act is about; and
    `head`, when given, must be among the demand's words.
    """
    own = draft_words(draft)
    shared = wording & own
    if not shared or len(shared) < ENOUGH * len(wording):
        return 0.0
    act = stem(draft.act.head.lemma_.lower())
    if head is not None and stem(head.lemma_.lower()) not in own:
        return 0.0
    if act not in shared and not own - {act} <= shared and len(shared) < 2:
        return 0.0
    return len(shared) / len(wording | own)


def same_act(taken: Draft, before: Sequence[Draft]) -> list[Draft]:
    """The demands whose very act `taken` refuses or promises: the best match only."""
    act = stem(taken.act.head.lemma_.lower())
    words = draft_words(taken)
    best: list[tuple[float, Draft]] = []
    for draft in before:
        own = draft_words(draft)
        shared = words & own
        if act in own and shared and len(shared) >= 0.5 * min(len(words), len(own)):
            best.append((len(shared) / len(words | own), draft))
    top = max((score for score, _ in best), default=0.0)
    return [draft for score, draft in best if score >= top - 1e-9]
