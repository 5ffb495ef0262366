"""Parsed texts as the rules read them: tokens, texts made of tokens, and stretches of them.

The names and meanings are spaCy's (Doc, Token, Span; `dep_`, `children`, `subtree` ...), and `doc_of` makes them from
what spaCy parsed. The rules ask for them millions of times, and spaCy makes an object anew for each token that is asked
for and looks each string up: here every token is made once, and what it knows are plain attributes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, overload

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, ORTH, POS, SENT_START, SPACY, TAG

if TYPE_CHECKING:
    import spacy.tokens
    from spacy.vocab import Vocab

IOB = ("", "I", "O", "B")
GAPS = "a stretch of tokens has no gaps"
MOST_WORDS = 200_000  # then what is known of words is forgotten: the words of a million texts would fill the memory


class Token:
    """One word or mark of a text; see spaCy's Token. `i` counts within the text, `idx` its characters."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_punct",
        "is_sent_start",
        "is_space",
        "is_stop",
        "is_title",
        "left_edge",
        "lefts",
        "lemma_",
        "like_num",
        "like_url",
        "lower_",
        "pos_",
        "right_edge",
        "rights",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )  # fmt: skip

    doc: Doc
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    whitespace_: str
    is_sent_start: bool
    is_alpha: bool
    is_punct: bool
    is_space: bool
    is_title: bool
    is_stop: bool
    like_num: bool
    like_url: bool
    head: Token
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]
    children: tuple[Token, ...]  # those on the left, then those on the right
    left_edge: Token
    right_edge: Token
    sent: Span

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    @property
    def text_with_ws(self) -> str:
        return self.text + self.whitespace_

    @property
    def n_lefts(self) -> int:
        return len(self.lefts)

    @property
    def n_rights(self) -> int:
        return len(self.rights)

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all below it: those on the left, itself, those on the right."""
        for word in self.lefts:
            yield from word.subtree
        yield self
        for word in self.rights:
            yield from word.subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """The tokens above, the nearest first."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The tokens coordinated with this one."""
        start = self
        while start.head is not start and start.dep_ == "conj":
            start = start.head
        found = [start]
        for word in found:  # grows as it is gone through
            found.extend(child for child in word.rights if child.dep_ == "conj")
        return tuple(word for word in found if word is not self)

    def is_ancestor(self, descendant: Token) -> bool:
        return any(node is self for node in descendant.ancestors)

    def nbor(self, i: int = 1) -> Token:
        """The token `i` places further. Raises IndexError when there is none."""
        if self.i + i < 0:
            raise IndexError(f"the text has no token {self.i + i}")
        return self.doc.tokens[self.i + i]


class Span:
    """The tokens `start` to `end` (exclusive) of a text; see spaCy's Span. `label_` is set for named entities."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> Span: ...
    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, int):
            at = self.start + key if key >= 0 else self.end + key
            if not self.start <= at < self.end:
                raise IndexError(f"the stretch has no token {key}")
            return self.doc.tokens[at]
        start, end, step = key.indices(self.end - self.start)
        if step != 1:
            raise ValueError(GAPS)
        return Span(self.doc, self.start + start, self.start + max(start, end), self.label_)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Span):
            return False
        mine, theirs = (self.start, self.end, self.label_), (other.start, other.end, other.label_)
        return self.doc is other.doc and mine == theirs

    def __hash__(self) -> int:
        return hash((id(self.doc), self.start, self.end, self.label_))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The words as they stand, without the space behind the last."""
        if self.start == self.end:
            return ""
        last = self.doc.tokens[self.end - 1]
        return self.doc.text[self.doc.tokens[self.start].idx : last.idx + len(last.text)]

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence; the first of several. A mark only where there is nothing else."""
        tokens = self.doc.tokens[self.start : self.end]
        for token in tokens:
            if token.head is token:
                return token
        tops = [token for token in tokens if not self.start <= token.head.i < self.end]
        return min(tops, key=_depth, default=tokens[0])

    @property
    def sent(self) -> Span:
        """The sentence of the first token."""
        return self.doc.tokens[self.start].sent


def _depth(token: Token) -> int:
    """How many tokens stand above it; of a mark or space with nothing below it, as many as the text has."""
    if (token.is_space or token.is_punct) and not token.children:
        return len(token.doc.tokens) - 1
    return sum(1 for _ in token.ancestors)


class Doc:
    """A text that was parsed as one; see spaCy's Doc."""

    def __init__(self, text: str, tokens: tuple[Token, ...], sentences: list[int], ents: list[tuple[int, int, str]]):
        """`sentences` are the indices of the tokens that begin one; `ents` are first token, end and label."""
        self.text = text
        self.tokens = tokens
        self.ents = tuple(Span(self, *one) for one in ents)
        self.sents = tuple(
            Span(self, start, end) for start, end in zip(sentences, [*sentences[1:], len(tokens)], strict=True)
        )
        for sentence in self.sents:
            for token in tokens[sentence.start : sentence.end]:
                token.doc, token.sent = self, sentence

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> Span: ...
    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, int):
            return self.tokens[key]
        start, end, step = key.indices(len(self.tokens))
        if step != 1:
            raise ValueError(GAPS)
        return Span(self, start, max(start, end))

    def __str__(self) -> str:
        return self.text

    @cached_property
    def _token_at(self) -> list[int]:
        """The token of each character; the space behind a token is its own."""
        return [token.i for token in self.tokens for _ in range(len(token.text) + len(token.whitespace_))]

    def span_over(self, start: int, end: int) -> Span | None:
        """The tokens that the characters `start` to `end` (exclusive) touch; None when these are outside the text. Space
        at the start touches no token."""
        if not (0 <= start < len(self.text) and 0 < end <= len(self.text)):
            return None
        first, last = self.tokens[self._token_at[start]], self._token_at[end - 1]
        return Span(self, first.i + (start == first.idx + len(first.text)), last + 1)


def doc_of(parsed: spacy.tokens.Doc) -> Doc:
    """What spaCy parsed, as the rules read it. The text must have been through all components of the model."""
    from spacy.parts_of_speech import NAMES

    words = [_word(parsed.vocab, orth) for orth in parsed.to_array(ORTH).tolist()]
    lemmas, tags, relations, labels = (
        [_string(parsed.vocab, value) for value in parsed.to_array(attr).tolist()]
        for attr in (LEMMA, TAG, DEP, ENT_TYPE)
    )
    steps, spaces, iob, starts = (
        parsed.to_array(attr).astype("int64").tolist() for attr in (HEAD, SPACY, ENT_IOB, SENT_START)
    )
    parts = [NAMES[value] for value in parsed.to_array(POS).tolist()]
    tokens = tuple(Token() for _ in words)
    idx = 0
    for i, token in enumerate(tokens):
        token.i, token.idx = i, idx
        (
            token.text, token.lower_, token.is_alpha, token.is_punct, token.is_space, token.is_title, token.is_stop,
            token.like_num, token.like_url,
        ) = words[i]  # fmt: skip
        token.whitespace_ = " " if spaces[i] else ""
        token.lemma_, token.pos_, token.tag_, token.dep_ = lemmas[i], parts[i], tags[i], relations[i]
        token.ent_type_, token.ent_iob_ = labels[i], IOB[iob[i]]
        token.is_sent_start = starts[i] == 1
        token.head = tokens[i + steps[i]]
        idx += len(token.text) + spaces[i]
    _grow(tokens)
    sentences = [i for i, start in enumerate(starts) if start == 1 or i == 0]
    entities = [(ent.start, ent.end, ent.label_) for ent in parsed.ents]
    return Doc("".join(token.text_with_ws for token in tokens), tokens, sentences, entities)


def _grow(tokens: tuple[Token, ...]) -> None:
    """Set what follows from the heads: children, and the first and last token below each."""
    lefts: list[list[Token]] = [[] for _ in tokens]
    rights: list[list[Token]] = [[] for _ in tokens]
    for token in tokens:
        if token.head is not token:
            (lefts if token.i < token.head.i else rights)[token.head.i].append(token)
        token.left_edge = token.right_edge = token
    for token in tokens:
        token.lefts, token.rights = tuple(lefts[token.i]), tuple(rights[token.i])
        token.children = token.lefts + token.rights
        node = token  # those before it have told all above them already
        while node.head is not node and token.i < node.head.left_edge.i:
            node = node.head
            node.left_edge = token
    for token in reversed(tokens):
        node = token
        while node.head is not node and token.i > node.head.right_edge.i:
            node = node.head
            node.right_edge = token


_Word = tuple[str, str, bool, bool, bool, bool, bool, bool, bool]
_words: dict[int, _Word] = {}
_strings: dict[int, str] = {}


def _word(vocab: Vocab, orth: int) -> _Word:
    """What a word is by itself: text, lower case, whether it is alphabetic, a mark, space, a title, a stop word, like a
    number, like an address. spaCy's numbers of words are digests of them, so they are the same in every vocabulary."""
    found = _words.get(orth)
    if found is None:
        if len(_words) > MOST_WORDS:
            _words.clear()
        one = vocab[orth]
        found = _words[orth] = (
            one.text, one.lower_, one.is_alpha, one.is_punct, one.is_space, one.is_title, one.is_stop, one.like_num,
            one.like_url,
        )  # fmt: skip
    return found


def _string(vocab: Vocab, value: int) -> str:
    found = _strings.get(value)
    if found is None:
        if len(_strings) > MOST_WORDS:
            _strings.clear()
        found = _strings[value] = vocab.strings[value]
    return found
