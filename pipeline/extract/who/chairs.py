"""Who leads, hosts or watches the talks of others, and so is none of "the parties" of the next sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import words_of

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

CHAIR_NOUNS = words_of("chair_noun")
CHAIR_VERBS = words_of("chair_verb")
OPENING = frozenset({"under", "in", "with", "at", "through", "by"})
INSIDE = frozenset({"pobj", "prep", "appos", "compound", "nmod", "poss", "conj", "amod", "case", "punct"})


def leads_talks(name: Token) -> bool:
    """ "Under the chairmanship of Norland", "in talks hosted by the minister of Norland", "Norland mediated the talks"."""
    node = name
    while node.head is not node:
        above = node.head
        if {node.lower_, node.lemma_.lower()} & CHAIR_NOUNS and node.dep_ == "pobj" and node is not name:
            return above.lower_ in OPENING
        if above.lemma_.lower() in CHAIR_VERBS and above.pos_ == "VERB":
            return (
                node.lower_ == "by"
                or node.dep_ == "nsubj"
                and any(c.dep_ in {"dobj", "prep"} and c.i > above.i for c in above.children)
            )
        if node.dep_ not in INSIDE and node is not name:
            return False
        if above.pos_ in {"VERB", "AUX"}:
            return False
        node = above
    return False
