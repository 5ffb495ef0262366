"""The readable copy of a text that the parser gets, and the way back to the document."""

from __future__ import annotations

import pytest

from pipeline.extract.folding import fold
from pipeline.model import Span


def folded(text: str) -> str:
    return fold(text, Span(0, len(text))).text


@pytest.mark.parametrize(
    ("scanned", "read"),
    [
        ("a false and . unrealistic premise", "a false and unrealistic premise"),
        ("its actions · be made known", "its actions be made known"),
        ("the fleet ,\n\n was ready", "the fleet was ready"),
        ("the visit .  . was short", "the visit was short"),
    ],
)
def test_stray_marks_between_the_words_of_a_sentence_vanish(scanned: str, read: str) -> None:
    assert folded(scanned) == read


@pytest.mark.parametrize("text", ["The talks ended . They met again .", "at 5 p.m. in Oslo", "no. 5, rue de Ayr"])
def test_points_that_end_a_sentence_or_a_word_stay(text: str) -> None:
    assert folded(text) == text


def test_a_span_over_a_stray_mark_holds_it() -> None:
    text = "a false and . unrealistic premise"
    found = fold(text, Span(0, len(text)))
    first = found.text.index("and")
    assert found.span(first, first + len("and unrealistic")).of(text) == "and . unrealistic"


@pytest.mark.parametrize(
    ("typeset", "read"),
    [
        ("10\u00a0000 troops", "10,000 troops"),
        ("1\u202f250\u202f000 troops", "1,250,000 troops"),
        ("in 2014\u00a0300 left", "in 2014 300 left"),
        ("10 000 troops", "10 000 troops"),
        ("on 14\u00a01000 left", "on 14 1000 left"),
        ("10\u00a000", "10 00"),
    ],
)
def test_case_16_a_no_break_space_within_a_number_parts_its_thousands(typeset: str, read: str) -> None:
    assert folded(typeset) == read
    assert fold(typeset, Span(0, len(typeset))).span(0, len(read)).of(typeset) == typeset
