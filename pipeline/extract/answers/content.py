"""Compare what an answer names with what a demand asks, by the stems of their content words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.additions import extended_rows
from pipeline.extract.cast import Cast
from pipeline.extract.demands.drafts import STOP, Draft

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

ENOUGH = 0.6  # share of the answer's words that the demand must hold
NEAR = 2  # sentences back in which the activity was named that a general noun takes up
ENDING = "end"  # the class of stopping, halting, lifting
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
    """The demands whose very act `taken` refuses or promises: the best match only. Another verb of the class does for
    the same thing ("stop the dam", "halt the dam"), and for an activity taken up by a general noun ("the works")."""
    act = stem(taken.act.head.lemma_.lower())
    words = draft_words(taken)
    best: list[tuple[float, Draft]] = []
    for draft in before:
        own = draft_words(draft)
        shared = words & own
        if act in own:
            if shared and len(shared) >= 0.5 * min(len(words), len(own)):
                best.append((len(shared) / len(words | own), draft))
        elif _synonyms(taken, draft):
            things = words - {act}
            if things & own and len(things & own) >= 0.5 * len(things):
                best.append((len(things & own) / len(words | own), draft))
    top = max((score for score, _ in best), default=0.0)
    found = [draft for score, draft in best if score >= top - 1e-9]
    return found or _taken_up_by_noun(taken, before)


@lru_cache(maxsize=1)
def _act_classes() -> dict[str, frozenset[str]]:
    """Verb -> the classes of acts that `same_demand_words.csv` has it in."""
    found: dict[str, set[str]] = {}
    for row in extended_rows("same_demand_words"):
        if row["kind"] == "act" and " " not in row["phrase"]:
            found.setdefault(row["phrase"], set()).update(row["word_class"].split())
    return {verb: frozenset(classes) for verb, classes in found.items()}


def _classes(draft: Draft) -> frozenset[str]:
    return _act_classes().get(draft.act.head.lemma_.lower(), frozenset())


def _synonyms(taken: Draft, draft: Draft) -> bool:
    return bool(_classes(taken) & _classes(draft)) and taken.act.negated == draft.act.negated


def _taken_up_by_noun(taken: Draft, before: Sequence[Draft]) -> list[Draft]:
    """“refused to halt the works”: the one demand just made of the party to end something; nothing when it names
    more of the activity than the demand does."""
    thing = next((c for c in taken.act.head.children if c.dep_ == "dobj"), None)
    if thing is None or ENDING not in _classes(taken) or not _points_back(thing):
        return []
    near = [
        d
        for d in before
        if set(d.addressees) & set(taken.claimants)
        and taken.sentence.index - d.sentence.index <= NEAR
        and ENDING in _classes(d)
        and _synonyms(taken, d)
        and content_words(t for t in thing.subtree if t != thing) <= draft_words(d)
    ]
    last = [d for d in near if d.sentence is near[-1].sentence]
    return last if len(last) == 1 else []


def _points_back(thing: Token) -> bool:
    """A pronoun, or a general noun for an activity that is definite or somebody's: "it", "the project", "its works"."""
    if thing.tag_ == "PRP":
        return thing.lower_ in {"it", "them"}
    marked = any(c.dep_ in {"det", "poss"} and c.lower_ not in {"a", "an", "any", "no", "all"} for c in thing.children)
    return marked and {thing.lemma_.lower(), thing.lower_} & activity_nouns() != set()


@lru_cache(maxsize=1)
def activity_nouns() -> frozenset[str]:
    """General nouns for an activity, by lemma: "work", "project", "practice"."""
    return frozenset(row["noun"] for row in extended_rows("activity_nouns"))
