"""A state's or people's name inside a longer name is the name of something else; in front of its own body it is not."""

from __future__ import annotations

import pytest

from tests.extract.who.texts import party_keys, refers


@pytest.mark.parametrize(
    ("text", "party", "state"),
    [
        ("Anglo American said the strike was illegal.", "anglo-american", "usa"),
        ("Pan American refused to pay the pilots.", "pan-american", "usa"),
        ("American Express rejected the union's demand.", "american-express", "usa"),
        ("Swiss Life rejected the demand.", "swiss-life", "che"),
        ("Canadian Pacific refused to negotiate.", "canadian-pacific", "can"),
        ("China Evergrande refused to pay.", "china-evergrande", "chn"),
        ("De Havilland Canada refused to negotiate.", "de-havilland-canada", "can"),
        ("Unilever Ghana refused to pay.", "unilever", "gha"),
        ("Vodafone India refused to pay.", "vodafone", "ind"),
    ],
)
def test_a_state_in_a_longer_name_is_not_named(text: str, party: str, state: str) -> None:
    assert party in party_keys(text)
    assert state not in party_keys(text)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("American President Sam Cole rejected the demand.", "usa"),
        ("The British Foreign Office refused.", "gbr"),
        ("The Russian Defence Ministry said it would fight.", "rus"),
        ("The Ukrainian Armed Forces refused to withdraw.", "ukr"),
        ("Senior American officials rejected it.", "usa"),
        ("Young Israelis demanded peace.", "isr"),
        ("Communist China rejected the offer.", "chn"),
        ("In London British officials rejected it.", "gbr"),
        ("The Israeli Knesset rejected it.", "isr"),
        ("Anglo-American officials rejected the demand.", "usa"),
    ],
)
def test_a_state_before_its_own_body_or_office_is_named(text: str, state: str) -> None:
    assert state in party_keys(text)


def test_the_longer_name_is_known_again_in_front_of_a_noun() -> None:
    assert "usa" not in party_keys("The union struck at Anglo American. Anglo American workers demanded pay.")


def test_it_after_a_firm_is_the_firm() -> None:
    text = "Anglo American said the strike was illegal. It called on the government to mediate."
    assert refers(text, "It")[0] == ("anglo-american",)


def test_a_body_named_after_a_state_and_the_state_are_two() -> None:
    assert {"can", "canadian-pacific"} <= party_keys("Canada rejected the plan. Canadian Pacific refused to negotiate.")


def test_an_abbreviated_state_before_another_word_makes_no_longer_name() -> None:
    assert "us-customs" not in party_keys("US Customs rejected the demand.")
