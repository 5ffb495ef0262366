"""Which date an event gets where the tree of the sentence does not join the two."""

from __future__ import annotations

import pytest

from tests.extract.events.reading_of import told


def days(text: str) -> dict[str, str | None]:
    """The first day of each event of a text by its label."""
    return {e.label: str(e.date.first) if e.date is not None and e.date.first else None for e in told(text).events}


@pytest.mark.parametrize(
    ("text", "label", "day"),
    [
        ("We condemn the attacks by Russia on 7 October 2023, and wait.", "attack", "2023-10-07"),
        ("Putin reiterated his position on Sunday during talks in Geneva with Ukraine.", "meeting", "2025-08-10"),
        ("Iran has been the target of United States sanctions since 2011.", "sanction", "2011-01-01"),
        ("We look forward to the talks between Iran and Russia in Geneva on 8 June.", "meeting", "2026-06-08"),
        ("Police blocked crowds from entering the hall in front of the old town on Sunday.", "seizure", "2025-08-10"),
        ("On Monday, the day an agreement was made between China and Iran, Russia smiled.", "agreement", "2025-08-11"),
        ("Russia attacked Ukraine on Monday. Then both sides signed a truce.", "agreement", "2025-08-11"),
    ],
)
def test_a_date_beside_an_event_is_its_date(text: str, label: str, day: str) -> None:
    assert days(text).get(label) == day


def test_what_another_party_also_did_has_no_date_of_the_first() -> None:
    assert days("Iran attacked Ukraine on Monday. Russia also announced a new plan for Ukraine.")["statement"] is None


def test_a_vote_that_shows_something_is_past() -> None:
    assert days("Sunday's attack by Russia on Ukraine shows the danger.")["attack"] == "2025-08-10"


def test_what_happened_this_week_happened_before_publication() -> None:
    (event,) = told("Russia attacked Ukraine earlier this week.").events
    assert event.date is not None
    assert (str(event.date.first), str(event.date.last)) == ("2025-08-11", "2025-08-13")
