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
