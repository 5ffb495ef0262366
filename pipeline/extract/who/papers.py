"""Whose words a paper holds: "the joint statement said" speaks for all who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.lexicon import speech_verbs, words_of
from pipeline.extract.who.names import head_of

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token
    from pipeline.extract.who.document_cast import DocumentCast

STATEMENTS = words_of("statement_noun")
PAPER_VERBS = words_of("paper_verb")
AUTHORS = words_of("text_author")
AUTHORED = words_of("authored_text")


class Papers:
    """Finds the makers of statements for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast

    def speaks(self, head: Token) -> bool:
        """A definite statement that says or asks something: "the communique called on"."""
        if head.lemma_.lower() not in STATEMENTS or head.dep_ != "nsubj":
            return False
        verb = head.head.lemma_.lower()
        return verb in PAPER_VERBS or verb in speech_verbs()

    def makers(self, head: Token) -> Reference:
        """Who made the statement by its own words, by the words of an earlier mention, or as those named together."""
        own = self.own(head)
        if own.parties:
            return own
        if not any(c.dep_ == "det" and c.lower_ in {"the", "this", "that", "their"} for c in head.children):
            return NOBODY
        here = self.cast.reading.passage_of(head).index
        for passage in reversed(self.cast.reading.passages[: here + 1]):
            for token in reversed(list(passage.doc)):
                if (passage.index, token.i) < (here, head.i) and token.lemma_.lower() in STATEMENTS:
                    reference = self.own(token) or self._issued(token)
                    if reference.parties:
                        return Reference(reference.parties, (), 0.7)
        if any(c.lower_ == "joint" for c in head.children):
            members = self.cast.joined_before(head, None)
            return Reference(members, (), 0.6) if members else NOBODY
        return NOBODY

    def authors(self, head: Token) -> Reference:
        """ "The authors" after "a joint article by X and Y": those who wrote it."""
        if head.lemma_.lower() not in AUTHORS or not any(c.lower_ in {"the", "both"} for c in head.children):
            return NOBODY
        if any(c.dep_ == "prep" and c.lower_ == "of" for c in head.children):
            return NOBODY  # "the authors of the attack"
        here = self.cast.reading.passage_of(head).index
        for passage in reversed(self.cast.reading.passages[: here + 1]):
            for token in reversed(list(passage.doc)):
                if (passage.index, token.i) < (here, head.i) and token.lemma_.lower() in AUTHORED:
                    people = self._writers(passage.index, token)
                    if people:
                        parties = dict.fromkeys(filter(None, map(self.cast.party_of, people)))
                        return Reference(tuple(parties), people, 0.7)
        return NOBODY

    def _writers(self, passage: int, paper: Token) -> tuple[str, ...]:
        """The people named in the by-phrase of a text, up to the next verb."""
        doc = paper.doc
        by = next((t for t in doc[paper.i + 1 : paper.i + 4] if t.lower_ == "by"), None)
        if by is None:
            return ()
        people: dict[str, None] = {}
        for token in doc[by.i + 1 : by.i + 30]:
            if token.tag_ in {"VBD", "VBZ", "VBP", "MD", "."}:
                break
            mention = self.cast.person_at.get((passage, token.i))
            if mention is not None:
                people.setdefault(mention.key)
        return tuple(people)

    def own(self, paper: Token) -> Reference:
        """The possessor, the by-phrase, or the party named before the noun: "a French statement"."""
        for child in paper.subtree:
            if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"} and child.i > paper.i:
                noun = next((c for c in child.children if c.dep_ == "pobj"), None)
                if noun is not None:
                    reference = self.cast.refer(named_head(self.cast, noun))
                    if reference.parties:
                        return reference
        for child in paper.children:
            if child.dep_ == "poss":
                reference = self.cast.refer(child)
                if reference.parties:
                    return reference
        passage = self.cast.reading.passage_of(paper).index
        keys = [n.key for n in self.cast.names_between(passage, paper.left_edge.i, paper.i) if n.key]
        return Reference(tuple(dict.fromkeys(keys)), (), 0.8) if keys else NOBODY

    def _issued(self, paper: Token) -> Reference:
        """ "Hamas issued a statement": the subject of the verb."""
        verb = paper.head
        if paper.dep_ != "dobj" or verb.lemma_.lower() not in words_of("issuing_verb"):
            return NOBODY
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        return self.cast.refer(subject) if subject is not None else NOBODY


def named_head(cast: DocumentCast, noun: Token) -> Token:
    """The head of the person's name that a title leads to, when the tree takes the title for the head."""
    passage = cast.reading.passage_of(noun).index
    mention = cast.person_at.get((passage, noun.i))
    return head_of(noun.doc, mention.start, mention.end) if mention is not None else noun
