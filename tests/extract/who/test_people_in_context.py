"""For whom people speak whose titles name another person, a body behind a comma, or nobody that the text knows."""

from __future__ import annotations

import pytest

from tests.extract.who.texts import speaks_for


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        ("Norwegian Chancellor Ada Holm came. Ada Holm's spokesperson, Jonah Bale, agreed.", "Jonah Bale", "nor"),
        ("Norwegian President Ada Holm came. Jonah Bale, a spokesperson for Holm, agreed.", "Jonah Bale", "nor"),
        ("Norwegian President Ada Holm came. Jonah Bale, an aide to President Holm, agreed.", "Jonah Bale", "nor"),
        ("AU trade and industry commissioner Jonah Bale agreed.", "Jonah Bale", "african-union"),
        ("Jonah Bale, Federal Secretary, Greenpeace, agreed.", "Jonah Bale", "greenpeace"),
        ("The Leader Of The Opposition, Mr Jonah Bale, agreed.", "Jonah Bale", "opposition"),
        ("Norwegian opposition leader Jonah Bale agreed.", "Jonah Bale", "norwegian-opposition"),
        (
            "Police closed a road in Norway. A bus burned in Norway. It rained, said social welfare minister Jonah Bale.",
            "Jonah Bale",
            "nor",
        ),
        (
            "Egyptian minister Ada Holm and her Greek and French counterparts, Jonah Bale and Luc Petit, respectively, met.",
            "Jonah Bale",
            "grc",
        ),
    ],
)
def test_titles_lead_to_a_party(text: str, name: str, party: str) -> None:
    assert speaks_for(text).get(name) == party


@pytest.mark.parametrize(
    "text",
    [
        "Norway blamed the driver. Jonah Bale, a spokesman for the police, said little.",
        "Norway wept. Sudonian prime minister Jonah Bale said little.",
        "Jonah Bale of the British rights organization Lomar said little.",
    ],
)
def test_whoever_is_near_by_is_not_meant(text: str) -> None:
    assert speaks_for(text)["Jonah Bale"] is None
