"""PDF files: words that are broken over lines are joined, and quotes over them are exact."""

from __future__ import annotations

import pytest

from pipeline.read.printed.hyphens import Words, join
from tests.read.printed_texts import text_of
from tests.read.printing import Sheet, pdf


@pytest.mark.parametrize(
    ("above", "below", "elsewhere", "joined"),
    [
        ("They nego-", "tiate now", "", "They negotiate now"),
        ("They nego-", "tiate now", "to negotiate", "They negotiate now"),
        ("a long-", "term plan", "", "a long-term plan"),
        ("a well-", "known plan", "", "a well-known plan"),
        ("confidence-", "building steps", "", "confidence-building steps"),
        ("they dis-", "armed", "", "they disarmed"),
        ("its free-", "dom", "", "its freedom"),
        ("the cease-", "fire", "a ceasefire holds", "the ceasefire"),
        ("the cease-", "fire", "the cease-fire and a cease-fire, not a ceasefire", "the cease-fire"),
        ("the peace-", "keeping force", "peace and keeping", "the peace-keeping force"),
        ("the peace-", "keeping force", "", "the peacekeeping force"),
        ("a 30-", "day truce", "", "a 30-day truce"),
        ("pro-", "Russian forces", "", "pro-Russian forces"),
        ("the US-", "led plan", "", "the US-led plan"),
        ("the Moscow-", "backed side", "", "the Moscow-backed side"),
        ("in Sep-", "tember", "", "in September"),
        ("NEGO-", "TIATIONS", "", "NEGOTIATIONS"),
        ("short-", "and long-term", "", "short- and long-term"),
        ("state-of-the-", "art arms", "", "state-of-the-art arms"),
        ("mobi\u00ad", "lisation", "", "mobilisation"),
        ("the talks—", "which failed", "", "the talks—which failed"),
        ("the talks –", "which failed", "", "the talks – which failed"),
        ("the talks", "failed", "", "the talks failed"),
    ],
)
def test_case_31_hyphens_at_the_ends_of_lines(above: str, below: str, elsewhere: str, joined: str) -> None:
    assert join(above, below, Words.of([above, below, elsewhere])) == joined


def test_hostile_lines_are_joined_in_linear_time() -> None:
    for line in ("a-" * 300_000, "." * 600_000, "1," * 300_000, "(" * 600_000, "a" * 600_000 + "-"):
        words = Words.of([line])
        assert join(line, "below", words)
    sheet = Sheet().add(b"BT /F1 10 Tf 72 700 Td (" + b"a-" * 100_000 + b") Tj ET").write(72, 688, "end")
    assert text_of(pdf([sheet])).startswith("a-a-a-")


def test_case_31_quote_over_a_broken_word_is_exact() -> None:
    lines = ["Kyiv will not nego-", "tiate on a long-", "term truce over", "a page."]
    assert text_of(pdf([Sheet().lines(72, 700, lines)])) == "Kyiv will not negotiate on a long-term truce over a page."
