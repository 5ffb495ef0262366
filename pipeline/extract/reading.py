"""A document as the rules see it: passages (parsed blocks) made of sentences, with the way back to the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.dropped import Drops
from pipeline.extract.folding import Folded, fold
from pipeline.extract.language import parsed
from pipeline.model import Block, Document, Span

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token
    from pipeline.extract.tokens import Span as TokenSpan

READ_KINDS = frozenset({"title", "body", "bullet", "heading"})


@dataclass(frozen=True, eq=False)
class Passage:
    """One parsed block. `doc` is spaCy's, over the folded text of the block. `index` counts the passages."""

    index: int
    block: Block
    folded: Folded
    doc: Doc

    def span(self, first: int, end: int) -> Span:
        """The document span of the tokens `first` to `end` (exclusive)."""
        tokens = self.doc.tokens
        last = tokens[end - 1]
        return self.folded.span(tokens[first].idx, last.idx + len(last.text))


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence: tokens `start` to `end` (exclusive) of a passage. `index` counts the document's sentences."""

    index: int
    passage: Passage
    start: int
    end: int

    @cached_property
    def tokens(self) -> TokenSpan:
        return self.passage.doc[self.start : self.end]

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in lower case: a first look at what can stand in it."""
        return frozenset(token.lower_ for token in self.tokens)

    @cached_property
    def root(self) -> Token:
        return self.tokens.root

    @cached_property
    def text(self) -> str:
        """The folded text, as the parser saw it."""
        return self.tokens.text

    @property
    def kind(self) -> str:
        return self.passage.block.kind

    @cached_property
    def span(self) -> Span:
        return self.passage.span(self.start, self.end)


@dataclass(frozen=True, eq=False)
class Reading:
    """A parsed document. Headings and the title are read too: they give context, and no rows of their own but
    parties and people named in the title. `drops` gets what rules found in it and did not keep."""

    document: Document
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...] = field(default=())
    drops: Drops = field(default_factory=Drops)

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence that a token of one of the passages stands in."""
        return self._sentence_from[id(token.doc), token.sent.start]

    def passage_of(self, token: Token) -> Passage:
        return self._passage_of[id(token.doc)]

    @cached_property
    def _passage_of(self) -> dict[int, Passage]:
        return {id(passage.doc): passage for passage in self.passages}

    @cached_property
    def _sentence_from(self) -> dict[tuple[int, int], Sentence]:
        return {(id(s.passage.doc), s.start): s for s in self.sentences}

    def by_lemma(self, lemma: str) -> list[tuple[int, Token]]:
        """The tokens of a base form (in lower case) in text order, each with the index of its passage."""
        return self._by_lemma.get(lemma, [])

    @cached_property
    def _by_lemma(self) -> dict[str, list[tuple[int, Token]]]:
        found: dict[str, list[tuple[int, Token]]] = {}
        for passage in self.passages:
            for token in passage.doc:
                found.setdefault(token.lemma_.lower(), []).append((passage.index, token))
        return found

    def span(self, tokens: TokenSpan) -> Span:
        """The document span of a spaCy span of one of the passages."""
        return self._passage_of[id(tokens.doc)].span(tokens.start, tokens.end)


def read_with(document: Document, docs: Iterator[Doc], folded: list[tuple[Block, Folded]]) -> Reading:
    passages = tuple(Passage(i, block, text, next(docs)) for i, (block, text) in enumerate(folded))
    sentences: list[Sentence] = []
    for passage in passages:
        for sent in passage.doc.sents:
            sentences.append(Sentence(len(sentences), passage, sent.start, sent.end))
    return Reading(document, passages, tuple(sentences))


def reading(document: Document) -> Reading:
    """Parse one document. Blocks that are no prose (bylines, captions) are not read."""
    folded = [(block, fold(document.text, block.span)) for block in document.blocks if block.kind in READ_KINDS]
    folded = [(block, text) for block, text in folded if text.text]
    return read_with(document, iter(parsed(text.text for _, text in folded)), folded)
