"""Events of clauses that no frame fits: where the clause may stand, how much it must say."""

from __future__ import annotations

import pytest

from tests.extract.events.reading_of import told


def methods(text: str) -> set[str]:
    return {evidence.method for event in told(text).events for evidence in event.evidence}


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("The deal rests on concessions that Russia chose at the table.", "event/act-agree"),
        ("Iran stressed the readiness to reconvene in Geneva next week.", "event/act-consult"),
        ("Some aid trickled into the port of Aden last week.", "event/act"),
    ],
)
def test_a_clause_that_tells_a_happening(text: str, method: str) -> None:
    assert method in methods(text)


@pytest.mark.parametrize(
    "text",
    [
        "Iran came.",  # a bare verb
        '"We want no destruction of Iran," Putin said.',  # a noun that a speaker argues with
    ],
)
def test_too_little_for_an_event(text: str) -> None:
    assert methods(text) == set()
