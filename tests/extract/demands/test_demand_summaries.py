"""How a demand is worded where the words of the text would say the contrary, or ask another for one's own act."""

from __future__ import annotations

import pytest

from tests.extract.demands.test_demand_examples import claims


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Norland warned Sudonia against sending troops.", "Norway demands that Sudan not send troops."),
        ("Norland cautioned against foreign interference.", "Norway warns against foreign interference."),
        ("Norland tried to dissuade Sudonia from joining the pact.", "Norway demands that Sudan not join the pact."),
        ("Norland is eager to obtain guarantees.", "Norway wants to obtain guarantees."),
        (
            "Norland will impose tariffs if Sudonia does not open its market.",
            "Norway threatens Sudan with consequences if Sudan does not open its market.",
        ),
    ],
)
def test_summary_keeps_the_sense_of_the_text(text: str, summary: str) -> None:
    assert [demand.summary for demand in claims(text).demands] == [summary]


def test_the_one_who_was_asked_is_asked_whatever_stands_between() -> None:
    (demand,) = claims("Sudonia, which was urged by Norland on Monday to release the sailors, has not replied.").demands
    assert (demand.claimants, demand.addressees) == (("nor",), ("sdn",))


def test_an_infinitive_tells_what_is_tried_and_not_what_is_only_possible() -> None:
    assert claims("Norland sent an envoy to urge Sudonia to release the sailors.").demands
    assert not claims("Norland has the right to urge Sudonia to release the sailors.").demands
    assert not claims("Norland was unable to urge Sudonia to release the sailors.").demands


def test_a_list_of_purposes_is_no_list_of_acts() -> None:
    found = claims(
        "Norland is seeking diplomatic approaches to avoid a war, build trust, and prevent a famine."
    ).demands
    assert [demand.content for demand in found] == [
        "diplomatic approaches to avoid a war, build trust, and prevent a famine"
    ]
