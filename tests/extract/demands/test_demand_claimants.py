"""Who holds a demand that a paper, a protest, a website or a plain thing words."""

from __future__ import annotations

import pytest

from tests.extract.demands.test_demand_addressees import demands


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The river\nA resolution passed by the African Union asked Norland to open the border.", ("african-union",)),
        (
            "The river\nThe African Union resolution of March is old. The resolution called on Norland to withdraw its troops.",
            ("african-union",),
        ),
        ("The river\nThe African Union website advises Norland to keep the border open.", ("african-union",)),
        ("The river\nNorland held a rally calling for the release of the sailors.", ("nor",)),
        ("The river\nNorland said that any deal would require the approval of the parliament.", ("nor",)),
        (
            "The river\nIn an interview with Radio Lomar, Norland also said that the change would require a vote.",
            ("nor",),
        ),
    ],
)
def test_things_speak_for_those_who_hold_them(text: str, holder: tuple[str, ...]) -> None:
    assert [demand.claimants for demand in demands(text)] == [holder]


def test_a_deal_is_nobody_s_own() -> None:
    text = "The river\nThe Norland deal of March is old. The deal called on Ostria to open the border."
    assert ("nor",) not in [demand.claimants for demand in demands(text)]
