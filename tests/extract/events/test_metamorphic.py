"""Changes of a text that must change its events in a known way, or not at all."""

from __future__ import annotations

import re

import pytest

from tests.extract.events.reading_of import told

TEXTS = [
    "Russia expelled two Swedish diplomats on Monday. Sweden recalled its ambassador from Russia.",
    "Iran and France met in Vienna on Monday. France rejected the proposal. Iran released two French prisoners in May.",
    "Sweden imposed sanctions on Iran in May. Iran accused Sweden on Tuesday of piracy.",
]
SWAPS = [
    ("Russia", "Sweden", "Russian", "Swedish"),
    ("Iran", "France", "Iranian", "French"),
    ("Sweden", "Iran", "Swedish", "Iranian"),
]
KEYS = {"Russia": "rus", "Sweden": "swe", "Iran": "irn", "France": "fra"}


def rows(text: str) -> list[tuple[str, str, tuple[tuple[str, str | None], ...]]]:
    return [
        (e.label, e.status, tuple(sorted((p.role, p.party or "") for p in e.participants))) for e in told(text).events
    ]


@pytest.mark.parametrize(("text", "names"), list(zip(TEXTS, SWAPS, strict=True)))
def test_swapping_two_parties_swaps_the_rows(text: str, names: tuple[str, str, str, str]) -> None:
    one, two, of_one, of_two = names
    swap = {one: two, two: one, of_one: of_two, of_two: of_one}
    swapped = re.sub("|".join(sorted(swap, key=len, reverse=True)), lambda m: swap[m[0]], text)
    keys = {KEYS[one]: KEYS[two], KEYS[two]: KEYS[one]}
    expected = [
        (label, status, tuple(sorted((role, keys.get(party, party)) for role, party in people)))
        for label, status, people in rows(text)
    ]
    assert rows(text)
    assert rows(swapped) == expected


@pytest.mark.parametrize("text", TEXTS)
def test_an_unrelated_paragraph_changes_no_row(text: str) -> None:
    assert rows(text + "\nBread is made of flour, water and salt.") == rows(text)


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_text_gives_the_same_rows(text: str) -> None:
    assert told(text) == told(text)


def test_removing_the_sentence_removes_the_row() -> None:
    text = "Iran and France met in Vienna on Monday. Sweden imposed sanctions on Iran in May."
    assert [e.label for e in told(text).events] == ["meeting", "sanction"]
    assert [e.label for e in told(text.split(". ")[0] + ".").events] == ["meeting"]


@pytest.mark.parametrize(
    "text", ["", "?", "Peace.", "\u201c\u201d", "1914\u20131918", "On on on in in.", "Attack! Attack! Attack!"]
)
def test_odd_text_does_not_break_it(text: str) -> None:
    told(text or "a")
