"""How a demand is worded where the words of the text would say the contrary, ask another for one's own act, or keep
the tense and the pronoun of reported speech."""

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


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (
            "Ethiopia said it would withdraw only if Somalia guaranteed the safety of its ships.",
            "Ethiopia makes it a condition that Somalia guarantee the safety of its ships.",
        ),
        (
            "Ethiopia will withdraw only if Somalia guarantees the safety of its ships, it said.",
            "Ethiopia makes it a condition that Somalia guarantee the safety of its ships.",
        ),
        (
            "Ethiopia said it would sign only if the sanctions were not lifted.",
            "Ethiopia makes it a condition that the sanctions not be lifted.",
        ),
        (
            "Ethiopia said it would sign only if Somalia didn't join.",
            "Ethiopia makes it a condition that Somalia not join.",
        ),
        (
            "Ethiopia said it would sign only if there was a truce.",
            "Ethiopia makes it a condition that there be a truce.",
        ),
        ("Peru's condition is that Chile stops the works.", "Peru makes it a condition that Chile stop the works."),
        # stays as it is
        (
            "Ethiopia said it would sign only if what Somalia promised was done.",
            "Ethiopia makes it a condition that what Somalia promised was done.",
        ),
        (
            "Ukraine insists sanctions should only be lifted gradually.",
            "Ukraine makes it a condition that sanctions should only be lifted gradually.",
        ),
        (
            "Peru said that peace is impossible without the release of the crew.",
            "Peru makes it a condition that peace is impossible without the release of the crew.",
        ),
        (
            "Ethiopia said it will strike if Somalia attacks the ports.",
            "Ethiopia threatens Somalia with consequences if Somalia attacks the ports.",
        ),
        (
            '"We will sign only if Somalia\'s troops leave," Ethiopia said.',
            "Ethiopia makes it a condition that Somalia's troops leave.",
        ),
    ],
)
def test_a_condition_is_told_in_the_mood_of_a_demand(text: str, summary: str) -> None:
    assert [demand.summary for demand in claims(text).demands] == [summary]


def test_the_second_verb_of_a_condition_is_told_like_the_first() -> None:
    found = claims("Ethiopia said it would sign only if Somalia came to the talks and paid the fine.").demands
    assert [demand.summary for demand in found] == [
        "Ethiopia makes it a condition that Somalia come to the talks.",
        "Ethiopia makes it a condition that Somalia pay the fine.",
    ]


def test_the_second_participle_of_a_passive_is_none_in_the_past() -> None:
    found = claims("Ukraine insists sanctions should only be lifted gradually and reimposed if Russia attacks.").demands
    assert "Ukraine makes it a condition that sanctions be reimposed if Russia attacks." in {d.summary for d in found}


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Iceland said it would pay 5 million euros.", ["Iceland offers to pay 5 million euros."]),
        ("Iceland said it would not pay.", ["Iceland refuses to pay."]),
        ("\"We won't pay,\" said Peru's president.", ["Peru refuses to pay."]),
        ("Peru promised that it would open its ports.", ["Peru offers to open its ports."]),
        ("Peru and Chile said they would open the border.", ["Peru and Chile offer to open the border."]),
        (
            "Peru said it would pay 5 million euros and open the ports.",
            ["Peru offers to pay 5 million euros.", "Peru offers to open the ports."],
        ),
        # another subject, another denial, the party's own words
        ("Peru said it would no longer pay.", ["Peru says no: it would no longer pay."]),
        ("Peru said it would not like to see a war.", ["Peru says no: it would not like to see a war."]),
        ("Peru said it would never pay.", ["Peru says no: it would never pay."]),
        ('"We will withdraw our troops," said Peru\'s president.', ["Peru offers this: we will withdraw our troops."]),
        (
            "Peru said its navy would leave the strait and would not return.",
            ["Peru says no: its navy would not return."],
        ),
        ("Peru said that it was ready to accept a joint commission.", ["Peru offers to accept a joint commission."]),
    ],
)
def test_an_offer_in_reported_speech_is_told_as_an_offer_to_act(text: str, summary: list[str]) -> None:
    assert [demand.summary for demand in claims(text).demands] == summary
