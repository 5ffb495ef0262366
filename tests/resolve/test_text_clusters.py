"""The quick ways to the words of a text and to what two texts share give what the plain ones give."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Block, Document, Span
from pipeline.resolve.same.text_clusters import COPIED, FEWEST_RUNS, _alike, _Numbers, _words

LETTERS = st.sampled_from("abcXYZ019_ .,-'\n“”‘’–—…•\u00a0éßİ中𝒳\u200b") | st.characters(exclude_categories=["Cs"])
SETS = st.sets(st.integers(0, 90), max_size=70)


def _document(text: str) -> Document:
    return Document("d", "d.txt", text, (Block(Span(0, len(text)), "body"),))


@given(st.text(LETTERS, min_size=1))
def test_words_are_those_of_the_plain_expression(text: str) -> None:
    assert _words(_document(text)) == [word.encode() for word in re.findall(r"\w+", text.casefold())]


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=60))
def test_equal_runs_have_equal_numbers_whatever_was_read_before(words: list[str]) -> None:
    numbers = _Numbers()
    numbers.runs(_document("some other words came before: d c b"))
    found = numbers.runs(_document(" ".join(words))).tolist()
    assert found == _Numbers().runs(_document(" ".join(words))).tolist() == sorted(set(found))
    assert len(found) == len({tuple(words[at : at + 5]) for at in range(len(words) - 4)})


@given(SETS, SETS)
def test_texts_are_alike_by_what_they_share_of_all_runs(one: set[int], other: set[int]) -> None:
    ours, theirs = (np.array(sorted(each), dtype=np.uint64) for each in (one, other))
    long_enough = len(one) >= FEWEST_RUNS and len(other) >= FEWEST_RUNS
    assert _alike(ours, theirs) == (long_enough and len(one & other) >= COPIED * len(one | other))
