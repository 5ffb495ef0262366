"""The quick ways to a parse give what the trained model gives by itself, annotation for annotation."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import spacy.tokens
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.extract.folding import fold
from pipeline.extract.language import language, parsed, trained
from pipeline.extract.reading import READ_KINDS
from pipeline.extract.remembering import remembering
from pipeline.extract.tokens import Doc, Span, Token, doc_of
from pipeline.read import read_document

pytestmark = pytest.mark.slow

TEXTS = Path(__file__).resolve().parents[1] / "gold" / "texts"
ATTRIBUTES = ("text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "whitespace_", "i", "idx",
              "is_sent_start", "is_alpha", "is_punct", "is_space", "is_title", "is_stop", "like_num", "like_url",
              "n_lefts", "n_rights", "text_with_ws")  # fmt: skip
# What the rules of the ruler look at: pairs, words by regular expression, an expletive before a form of "be", spaces.
WORDS = ("there", "is", "'s", "ai", "n't", "gon", "na", "got", "ta", "let", "y'", "y", "all", "c'm", "on", "nothin'",
         "to", "do", "did", "have", "has", "been", "that", "Which", "best", "better", "us", "hopes", "hoping", "bade",
         "the", "talks", "Norland", "sailors", "freed", "yesterday", "10", ",", ".", "?", "  ", "mine", "her")  # fmt: skip


@lru_cache(maxsize=1)
def bare() -> Any:
    return trained()


@lru_cache(maxsize=1)
def blocks() -> tuple[str, ...]:
    documents = [read_document(path, TEXTS) for path in sorted(TEXTS.glob("*.txt"))]
    folded = (fold(one.text, block.span).text for one in documents for block in one.blocks if block.kind in READ_KINDS)
    return tuple(text for text in folded if text)


@lru_cache(maxsize=1)
def docs() -> tuple[tuple[Doc, spacy.tokens.Doc], ...]:
    return tuple((doc_of(theirs), theirs) for theirs in language().pipe(blocks()))


def annotation(doc: spacy.tokens.Doc) -> list[tuple[Any, ...]]:
    """What the model says of each token; base forms are left out where we correct them."""
    return [(t.tag_, t.pos_, str(t.morph), t.dep_, t.head.i, t.lemma_, t.ent_iob_, t.ent_type_, t.is_sent_start)
            for t in doc]  # fmt: skip


def same(ours: list[tuple[Any, ...]], theirs: list[tuple[Any, ...]], corrected: set[str], words: list[str]) -> bool:
    return all(
        a[:5] == b[:5] and a[6:] == b[6:] and (a[5] == b[5] or word.lower() in corrected)
        for a, b, word in zip(ours, theirs, words, strict=True)
    )


def test_the_gold_texts_are_annotated_as_by_the_trained_model() -> None:
    from pipeline.reference_tables import table_rows

    corrected = {row["form"] for row in table_rows("lemma_corrections")}
    texts = blocks()
    assert len(texts) > 200
    for ours, theirs in zip(language().pipe(texts), bare().pipe(texts), strict=True):
        words = [token.text for token in theirs]
        assert same(annotation(ours), annotation(theirs), corrected, words), theirs.text


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_the_two_remembering_steps_set_what_the_librarys_own_set(words: list[str]) -> None:
    own, quick = bare(), language()
    text = " ".join(words)
    theirs, ours = own.make_doc(text), own.make_doc(text)
    for doc in (theirs, ours):
        for name in ("tok2vec", "tagger", "parser"):
            own.get_pipe(name)(doc)
    for name in ("attribute_ruler", "lemmatizer"):
        own.get_pipe(name)(theirs)
    rules: Any = quick.get_pipe("attribute_ruler")
    for name in ("attribute_ruler", "lemmatizer"):
        quick.get_pipe(name)(ours)
    corrections = {pattern[0]["LOWER"] for row in rules.patterns[-10:] for pattern in row["patterns"]
                   if set(pattern[0]) == {"LOWER"}}  # fmt: skip
    assert same(annotation(ours), annotation(theirs), corrections, [token.text for token in theirs])


def test_a_full_memory_is_emptied_and_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = trained()
    remembering(loaded)
    texts = blocks()[:40]
    before = [annotation(doc) for doc in loaded.pipe(texts)]
    monkeypatch.setattr("pipeline.extract.remembering.MOST_KINDS", 5)
    monkeypatch.setattr("pipeline.extract.tokens.MOST_WORDS", 5)
    assert [annotation(doc) for doc in loaded.pipe(texts)] == before
    ruler: Any = loaded.get_pipe("attribute_ruler")
    assert len(ruler.known) < 200
    assert [doc_of(doc).text for doc in loaded.pipe(texts)] == list(texts)


def test_tokens_are_spacys() -> None:
    for text, (ours, theirs) in zip(blocks(), docs(), strict=True):
        assert ours.text == text == theirs.text and len(ours) == len(theirs)
        assert [(s.start, s.end) for s in ours.sents] == [(s.start, s.end) for s in theirs.sents]
        assert [(e.start, e.end, e.label_) for e in ours.ents] == [(e.start, e.end, e.label_) for e in theirs.ents]
        for mine, other in zip(ours, theirs, strict=True):
            for name in ATTRIBUTES:
                assert getattr(mine, name) == getattr(other, name), (name, other)
            for name in ("head", "left_edge", "right_edge"):
                assert getattr(mine, name).i == getattr(other, name).i, (name, other)
            for name in ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts"):
                assert places(getattr(mine, name)) == places(getattr(other, name)), (name, other)
            assert (mine.sent.start, mine.sent.end) == (other.sent.start, other.sent.end)
            assert mine.is_ancestor(ours[0]) == other.is_ancestor(theirs[0])


def places(tokens: Any) -> list[int]:
    return [token.i for token in tokens]


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 400), st.integers(-60, 60), st.integers(-60, 60), st.integers(-60, 60))
def test_stretches_are_spacys(which: int, start: int, end: int, index: int) -> None:
    text = blocks()[which % len(blocks())]
    ours, theirs = docs()[which % len(blocks())]
    mine, other = ours[start:end], theirs[start:end]
    assert (mine.start, mine.end, mine.text, len(mine)) == (other.start, other.end, other.text, len(other))
    assert places(mine) == places(other)
    assert places(mine[1:-1]) == places(other[1:-1])
    if len(other):
        assert mine.root.i == other.root.i and mine.sent == Span(ours, other.sent.start, other.sent.end)
    assert found(lambda: mine[index].i) == found(lambda: other[index].i)
    assert found(lambda: ours[start].nbor(end).i) == found(lambda: theirs[start].nbor(end).i)
    if 0 <= start < end <= len(text) and not text[start].isspace():
        over, spacys = ours.span_over(start, end), theirs.char_span(start, end, alignment_mode="expand")
        assert over is not None and (over.start, over.end) == (spacys.start, spacys.end)


def found(ask: Any) -> int | str:
    try:
        return int(ask())
    except IndexError:
        return "IndexError"


def test_a_stretch_with_gaps_is_refused() -> None:
    doc = parsed(["Norland freed the sailors."])[0]
    for ask in (lambda: doc[::2], lambda: doc[0:3][::2]):
        with pytest.raises(ValueError, match="no gaps"):
            ask()
    token: Token = doc[0]
    assert (str(token), len(token), str(doc[0:2]), doc[0:2] == doc[0:2], doc[0:2] == 3) == (
        "Norland", 7, "Norland freed", True, False)  # fmt: skip
    assert doc.span_over(100, 120) is None


def test_a_model_that_met_many_words_is_loaded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = blocks()[:12]
    first, before = language(), [[(t.lemma_, t.dep_) for t in doc] for doc in parsed(texts)]
    monkeypatch.setattr("pipeline.extract.language.MOST_NEW_STRINGS", 3)
    size = len(language().vocab.strings)
    for number in range(4):
        parsed([f"Norland freed Xyq{number}lor, Vbw{number}mun and Kjp{number}tas."])
        assert len(language().vocab.strings) <= size + 20
    assert language() is not first
    assert [[(t.lemma_, t.dep_) for t in doc] for doc in parsed(texts)] == before
