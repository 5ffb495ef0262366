"""Collective actors: which phrases name one party, and whose "the Government" is."""

from __future__ import annotations

import pytest

from tests.extract.who.texts import party_keys


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The auto companies rejected the plan. The companies demanded a delay.", {"auto-companies"}),
        ("Northmarsh police closed the road. The police arrested nobody.", {"northmarsh-police"}),
        ("The airline Mahal Air cancelled its flights. Mahal Air demanded a refund.", {"mahal-air"}),
        ("The firm joined companies such as Dornbach and Hellwig. Dornbach rejected the offer.", {"dornbach"}),
        ("Air Norland rejected the offer. Critics objected.", {"air-norland"}),
        ("The Commission on Fair Wages rejected the plan.", {"commission-on-fair-wages"}),
        ("The flights serve destinations including Spain and Greece.", set()),
    ],
)
def test_collective_actors(text: str, expected: set[str]) -> None:
    assert expected <= party_keys(text) if expected else party_keys(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The European Union urged both sides to show restraint.",
        "The European Union called on the two sides to resume talks.",
        "The two parties should show restraint, the European Union said.",
        "The sides must stop, the European Union said.",
        "The European Union appealed to these parties to stop.",
    ],
)
def test_both_sides_that_the_text_does_not_tell_are_no_party(text: str) -> None:
    assert party_keys(text) == {"eu"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The European Union urged all sides to show restraint.", {"eu", "all-sides"}),
        ("The European Union urged the parties to the conflict to stop.", {"eu", "parties-to-the-conflict"}),
        ("The European Union urged the warring parties to stop.", {"eu", "warring-parties"}),
        ("Iceland and Norway met. The European Union urged both sides to stop.", {"eu", "isl", "nor"}),
        ("Iceland defied Norway. The European Union urged the two sides to stop.", {"eu", "isl", "nor"}),
    ],
)
def test_sides_that_the_text_names_or_describes_are_parties(text: str, expected: set[str]) -> None:
    assert party_keys(text) == expected
