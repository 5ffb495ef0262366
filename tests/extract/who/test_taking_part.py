"""Which nouns take part, and which are only mentioned."""

from __future__ import annotations

import pytest

from pipeline.extract.language import parsed
from pipeline.extract.who.taking_part import only_mentioned, takes_part


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The villagers blocked the road.", "villagers", True),
        ("The villagers must leave the valley.", "villagers", True),
        ("The minister urged the villagers to leave.", "villagers", True),
        ("The minister held talks with the villagers.", "villagers", True),
        ("The offer was rejected by the villagers.", "villagers", True),
        ("Hundreds of villagers demanded water.", "villagers", True),
        ("The villagers live beside the river.", "villagers", False),
        ("The flood reached the villagers.", "villagers", False),
        ("He wrote a song about the villagers.", "villagers", False),
    ],
)
def test_a_noun_takes_part_when_it_acts_or_is_addressed(text: str, word: str, expected: bool) -> None:
    (doc,) = parsed([text])
    assert takes_part(next(t for t in doc if t.text == word)) is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The line flies to destinations including Norway and Spain.", "Norway", True),
        ("It is larger than Norway.", "Norway", True),
        ("The ruling has implications for Norway.", "Norway", True),
        ("The minister met envoys from Norway.", "Norway", False),
        ("Norway rejected the plan.", "Norway", False),
    ],
)
def test_examples_and_comparisons_are_only_mentioned(text: str, word: str, expected: bool) -> None:
    (doc,) = parsed([text])
    assert only_mentioned(next(t for t in doc if t.text == word)) is expected
