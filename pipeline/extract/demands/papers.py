"""Who put a paper forward: a plan, a resolution, a letter that speaks for its authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Cast, Reference
from pipeline.extract.demands.frames import words
from pipeline.extract.reading import Reading
from pipeline.extract.syntax import agent, governing_verb, phrase_start, possessor, prepositional, subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

BEFORE = 4  # sentences back in which a paper was put forward


class Papers:
    """Answers whose a paper of one document is."""

    def __init__(self, reading: Reading, cast: Cast):
        self.reading = reading
        self.cast = cast

    def put_forward_by(self, paper: Token) -> Reference:
        """Whose paper it is: named beside it ("X's plan", "X tabled a plan"), or a few sentences before, where the text
        speaks of such a paper."""
        found = self._owner_named(paper)
        if found.parties or any(c.lower_ in {"a", "an", "any", "no", "another"} for c in paper.children):
            return found
        if paper.lemma_.lower() in words("deal_nouns"):
            return NOBODY  # a deal is that of all who made it
        last = self.reading.sentence_of(paper).index
        for sentence in reversed(self.reading.sentences[max(0, last - BEFORE) : last]):
            for token in sentence.tokens:
                if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() == paper.lemma_.lower():
                    found = self.authors(token)
                    if found.parties:
                        return found
        return NOBODY

    def _owner_named(self, paper: Token) -> Reference:
        owner = possessor(paper) or prepositional(paper, "by", "of", "from")
        if owner is not None and (found := self.cast.refer(owner)).parties:
            return found
        held = paper.lemma_.lower() in words("mouthpieces")  # "members of X took part in a protest calling for ..."
        return NOBODY if paper.dep_ == "pobj" and not held else self.authors(paper)

    def authors(self, paper: Token) -> Reference:
        """Whose paper it is: its possessor, its by-phrase ("a resolution passed by X"), or the subject of the verb that it
        is the object of."""
        passed = next((agent(c) for c in paper.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
        for noun in (possessor(paper), prepositional(paper, "by", "from", "of"), passed):
            if noun is not None:
                reference = self.cast.refer(noun)
                if reference.parties:
                    return reference
        modifiers = self.named_before(paper)
        if modifiers.parties:
            return modifiers
        above = governing_verb(paper)
        if (
            above is not None
            and paper.dep_ in {"dobj", "pobj", "conj"}
            and above.lemma_ not in words("unauthored_verbs")
        ):
            holder = subject(above)
            if holder is not None and holder != paper:
                return self.cast.refer(holder)
        return NOBODY

    def named_before(self, noun: Token) -> Reference:
        """Party names before the noun: "the Russian demands", "a US proposal"."""
        passage = self.reading.passage_of(noun)
        parties: list[str] = []
        for mention in self.cast.mentions(passage.index, phrase_start(noun), noun.i):
            parties += [p for p in mention.reference.parties if p not in parties]
        return Reference(tuple(parties), (), 0.8) if parties else NOBODY
