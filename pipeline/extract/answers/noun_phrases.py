"""How the noun phrase of an answer is built: its determiner, whether it counts, stands in apposition, or means what is
left over. Whose demands it then means is found in `targets`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.answers.frames import demand_nouns

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

ORDINALS = {
    "first": 0,
    "second": 1,
    "third": 2,
    "fourth": 3,
    "fifth": 4,
    "last": -1,
    "final": -1,
    "former": 0,
    "latter": -1,
}
NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "either": 2, "neither": 2}


def determiner_of(noun: Token) -> str:
    """The article or demonstrative before the noun; a possessor counts as "its"."""
    for child in noun.children:
        if child.lower_ in {"neither", "both", "either"} and child.i < noun.i:
            return str(child.lower_)
        if child.dep_ in {"det", "predet"} or child.lower_ == "such":
            return str(child.lower_)
        if child.dep_ == "poss":
            return "its"
        if child.lower_ in NUMBERS and child.i < noun.i:
            return "the"
    return ""


def is_apposition(noun: Token) -> bool:
    """“..., an idea firmly rejected by Moscow”: set off by a comma, after what it stands for."""
    if determiner_of(noun) not in {"a", "an"}:
        return False
    first = noun.left_edge.i
    comma = first > 0 and noun.doc[first - 1].text in {",", "-", "\u2013", "\u2014"}
    return comma and noun.dep_ in {"appos", "dobj", "attr", "npadvmod", "conj", "pobj", "dep", "oprd", "nsubj"}


def ordinal_of(noun: Token) -> int | None:
    """“the first demand”, "the second", "the latter"; None for a noun that is not counted."""
    shell = noun.lemma_.lower() in demand_nouns()
    if noun.lower_ in ORDINALS and any(c.dep_ == "det" and c.lower_ == "the" for c in noun.children):
        return ORDINALS[noun.lower_]
    if not shell:
        return None
    return next((ORDINALS[c.lower_] for c in noun.children if c.dep_ == "amod" and c.lower_ in ORDINALS), None)


def is_rest(noun: Token) -> bool:
    """“everything else”, "the rest", "the other demands"."""
    if noun.lower_ in {"rest", "remainder", "others"}:
        return any(c.lower_ == "the" for c in noun.children)
    if noun.lower_ == "everything":
        return any(c.lower_ == "else" for c in noun.children)
    return (
        noun.tag_ == "NNS"
        and any(c.lower_ in {"other", "remaining"} for c in noun.children)
        and noun.lemma_.lower() in demand_nouns()
    )


def is_relative_head(noun: Token) -> bool:
    """“the terms that Norland set”: a relative clause says more of it."""
    return any(c.dep_ == "relcl" for c in noun.children)


def without_clauses(noun: Token) -> list[Token]:
    """The words of the phrase but for its relative clauses and appositions."""
    return [
        t
        for t in noun.subtree
        if not any(a.dep_ in {"relcl", "appos"} and noun in a.ancestors for a in (t, *t.ancestors))
    ]
