"""A demand while it is being read: what was found in one sentence, before repeats are merged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.extract.demands.acts import Act
from pipeline.extract.reading import Reading, Sentence
from pipeline.model import Evidence

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

STOP = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "your",
        "any",
        "all",
        "some",
        "such",
        "be",
        "have",
        "do",
        "to",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "and",
        "or",
        "as",
        "it",
        "they",
        "he",
        "she",
        "we",
        "which",
        "who",
        "what",
        "there",
    }
)


def content_lemmas(tokens: Iterable[Token], head: Token) -> tuple[str, ...]:
    """The sorted base forms of the words of an act that tell something, but its head."""
    found = {
        t.lemma_.lower()
        for t in tokens
        if t.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "VERB"}
        and t != head
        and t.lemma_.lower() not in STOP
        and t.is_alpha | t.like_num
    }
    return tuple(sorted(found))


@dataclass(eq=False)
class Draft:
    """One demand as one sentence tells it. `method` is the rule, `anchor` the token that opened it."""

    sentence: Sentence
    act: Act
    kind: str
    claimants: tuple[str, ...]
    people: tuple[str, ...]
    addressees: tuple[str, ...]
    method: str
    confidence: float
    anchor: Token
    stance: str = "made"
    issue: str = "other"
    joint: bool = False
    asks: bool = False  # the sentence names whom it asks, known or not
    lead: Token | None = None  # the subject that the act shares with the one before it
    prevents: bool = False  # the content names what is not to be: "warned against ..."
    own: bool = False  # what the claimant wants to get or do: "tries to obtain ..."
    withdrawn_by: Token | None = None  # the verb that takes it back: "dropped its demand for ..."
    evidence: list[Evidence] = field(default_factory=list)
    withdrawals: list[Evidence] = field(default_factory=list)

    def content(self) -> str:
        """The act as the text words it (folded text): without the doer and the "to" before an infinitive."""
        doc = self.sentence.passage.doc
        first, end = self.act.start, self.act.end
        if self.act.form == "to":
            to = next((t.i for t in doc[first:end] if t.tag_ == "TO" and t.i <= self.act.head.i), None)
            if to is not None and to + 1 < end:
                negative = any(t.lower_ in {"not", "n't", "never"} for t in doc[first:to])
                return ("not " if negative else "") + str(doc[to + 1 : end].text).strip()
        return str(doc[first:end].text).strip()

    def condition(self) -> str | None:
        """The if-, unless- or provided-clause inside the content."""
        doc = self.sentence.passage.doc
        for token in doc[self.act.start : self.act.end]:
            if (
                token.lower_ in {"if", "unless", "provided", "once"}
                and token.dep_ in {"mark", "advmod", "prep", "ROOT"}
                or (token.lower_ == "if" and token.i > self.act.start)
            ):
                last = self.act.end
                if token.i == self.act.start:
                    return None
                return str(doc[token.i : last].text)
            if token.lower_ == "exchange" and token.i > self.act.start and doc[token.i - 1].lower_ == "in":
                return str(doc[token.i - 1 : self.act.end].text)
            if (
                token.lower_ == "return"
                and doc[token.i - 1].lower_ == "in"
                and token.i + 1 < self.act.end
                and doc[token.i + 1].lower_ == "for"
            ):
                return str(doc[token.i - 1 : self.act.end].text)
        return None

    def terms(self) -> tuple[str, ...]:
        """Sorted content lemmas of the act but its head."""
        return content_lemmas(self.sentence.passage.doc[self.act.start : self.act.end], self.act.head)

    def action(self) -> str:
        return str(self.act.head.lemma_.lower())

    def words(self) -> frozenset[str]:
        return frozenset((*self.terms(), self.action()))

    def withdrawal(self) -> Evidence | None:
        """The words that take the demand back, from their verb to the end of the act."""
        if self.withdrawn_by is None:
            return None
        first = min(self.withdrawn_by.i, self.act.start)
        span = self.sentence.passage.span(first, max(self.act.end, self.withdrawn_by.i + 1))
        return Evidence(span, self.sentence.span, self.method, round(self.confidence, 2))

    def span_evidence(self, reading: Reading) -> Evidence:
        span = self.sentence.passage.span(self.act.start, self.act.end)
        return Evidence(span, self.sentence.span, self.method, round(self.confidence, 2))
