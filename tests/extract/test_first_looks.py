"""A first look at a text, a sentence or a word saves time and costs no row: the claims are the same without it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.extract import claims_of
from pipeline.extract.dates import grammar
from pipeline.extract.demands.moods import conditions
from pipeline.extract.folding import fold
from pipeline.extract.reading import Sentence, reading
from pipeline.model import Claims, Document, Span
from pipeline.read import read_document, read_string

pytestmark = pytest.mark.slow

TEXTS = Path(__file__).resolve().parents[1] / "gold" / "texts"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "dev" / "texts"


@contextmanager
def without_looks() -> Iterator[None]:
    """Every rule looks at everything: no sentence, word or run of letters is passed over."""
    with pytest.MonkeyPatch.context() as patch:
        all_groups = tuple((lambda lower: True, rows) for _, rows in grammar.patterns())
        patch.setattr(grammar, "patterns", lambda: all_groups)
        patch.setattr(grammar, "expressions", grammar.expressions.__wrapped__)
        patch.setattr("pipeline.extract.dates.expressions", grammar.expressions)
        patch.setattr(import_module("pipeline.extract.events.found"), "may_tell", lambda token: True)
        patch.setattr(Sentence, "words", conditions.HINGES)
        patch.setattr("pipeline.extract.folding.PLAIN", re.compile("(?!)"))
        yield


def both(document: Document) -> tuple[Claims, Claims]:
    with without_looks():
        plain = claims_of(reading(document))
    return claims_of(reading(document)), plain


def documents() -> list[Path]:
    return sorted(TEXTS.glob("*.txt")) + (sorted(SHARED.glob("*.txt")) if SHARED.is_dir() else [])


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.stem[:12])
def test_the_claims_of_a_text_are_the_same_without(path: Path) -> None:
    quick, plain = both(read_document(path, path.parent))
    assert quick == plain
    assert quick.sentences > 3


@lru_cache(maxsize=1)
def sentences() -> tuple[str, ...]:
    text = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in sorted(TEXTS.glob("*.txt")))
    return tuple(one for one in re.split(r'(?<=[.?!"”]) (?=[A-Z"“])', text) if 20 < len(one) < 500)


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_the_claims_of_shuffled_sentences_are_the_same_without(seed: int) -> None:
    chosen = random.Random(seed)
    paragraphs = [" ".join(chosen.choices(sentences(), k=chosen.randint(1, 4))) for _ in range(6)]
    quick, plain = both(read_string("\n\n".join(["Talks on the river", *paragraphs])))
    assert quick == plain


@settings(deadline=None, max_examples=400)
@given(
    st.text(
        alphabet="aAbz019 \u0301\u00ad\n\"\u201c\u2019'.,`\u2014-\u200b\ufb01\u00e9\u00a0s\u00b7",
        min_size=1,
        max_size=30,
    ),
    st.data(),
)
def test_folding_letter_by_letter_is_the_same(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    quick = fold(text, span)
    with without_looks():
        assert fold(text, span) == quick


def test_every_pattern_of_dates_is_in_a_group_that_is_looked_at() -> None:
    dated = (
        "the week of 3 May 2021", "between 3 and 5 June", "2021-05-03", "3/5/2021", "May to July 2020", "late June",
        "the summer of 2019", "since the autumn", "the third quarter", "Q3 2020", "the 1990s", "from 1990 to 1995",
        "in 2004", "Monday and Tuesday", "next Friday", "last week", "the end of the month", "over the weekend",
        "the day before yesterday", "TODAY", "tonight", "this morning", "two decades ago", "in three weeks' time",
        "five years later", "the following day", "that evening", "the day after.", "a fortnight ago", "SUNDAY",
        "3 SEPT 2001", "Tomorrow",
    )  # fmt: skip
    for words in dated:
        text = f"They met {words}"
        quick = grammar.expressions(text)
        with without_looks():
            assert grammar.expressions(text) == quick
        assert quick, words
