"""Whether "the parties", "both sides" say of themselves who is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import words_of

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

DISPUTES = words_of("dispute_noun")
SIDES = frozenset({"party", "side"})
OPPOSED = frozenset({"warring", "rival", "opposing", "conflicting", "competing", "feuding", "belligerent"})
POINTING = frozenset({"both", "two", "three", "these", "those", "the"})


def unnamed_sides(head: Token) -> bool:
    """ "Both sides", "the two parties": they stand for whom the text named before, and by themselves for nobody. "All
    sides", "the warring parties" and "the parties to the conflict" say who is meant."""
    if head.lemma_.lower() not in SIDES or head.tag_ != "NNS" or dispute_after(head):
        return False
    words = {c.lower_ for c in head.children if c.i < head.i}
    return bool(words) and words <= POINTING


def dispute_after(head: Token) -> int | None:
    """The end of "to the conflict", "of the dispute", whatever the tree hangs it on."""
    doc = head.doc
    index = head.i + 1
    if index >= len(doc) or doc[index].lower_ not in {"to", "of", "in"}:
        return None
    for token in doc[index + 1 : index + 5]:
        if token.lemma_.lower() in DISPUTES:
            located = token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "in" and doc[token.i + 2].pos_ == "PROPN"
            end = token.i + 1
            while located and (end == token.i + 1 or end < len(doc) and doc[end].pos_ == "PROPN"):
                end += 1
            return int(end)
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN"}:
            return None
    return None


__all__ = ["OPPOSED", "SIDES", "dispute_after", "unnamed_sides"]
