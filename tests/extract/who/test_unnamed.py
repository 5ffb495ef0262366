"""Which nouns and capitals that no list knows are published as parties, and which are only mentioned."""

from __future__ import annotations

import pytest

from tests.extract.who.texts import cast_of, party_keys, people_names


@pytest.mark.parametrize(
    "text",
    [
        "Residents walked out.",
        "Dockworkers intend to strike.",
        "The mayor urged residents to leave.",
        "Norland signed an agreement with the rail operators.",
        "The roads were closed after a protest by farmers.",
    ],
)
def test_common_noun_that_acts_as_a_body_is_a_party(text: str) -> None:
    assert any(not c.known for c in cast_of(text).parties(frozenset()))


@pytest.mark.parametrize(
    "text",
    [
        "Women bought bread there.",
        "Urban residents believe little of it.",
        "The dispute between women was short.",
        "She thanked the operators.",
        "The Norpress news agency published it.",
        "He told the Norpress news agency.",
    ],
)
def test_common_noun_that_only_does_what_anybody_does_is_none(text: str) -> None:
    assert not [c for c in cast_of(text).parties(frozenset()) if not c.known]


def test_what_only_suffers_an_event_needs_a_name_to_be_a_party() -> None:
    made = cast_of("Passengers were injured in France.")
    befallen = frozenset({*made._parties, "fra"})
    assert {c.key for c in made.parties(frozenset(), befallen)} == {"fra"}


def test_headline_in_title_case_names_no_organisation_that_the_text_does_not_name() -> None:
    text = "Council Workers Rail Company Rejects Offer\nThe Harbour Rail Company rejected the offer."
    assert {c.key for c in cast_of(text, title=True).parties(frozenset())} == {"harbour-rail-company"}


def test_acronym_without_brackets_is_the_organisation_whose_initials_it_has() -> None:
    text = "The Azmar People's Army attacked the fort. Later the APA attacked the town."
    assert party_keys(text) == {"azmar-people-s-army"} or len(party_keys(text)) == 1


def test_capitals_before_a_person_are_a_title_and_no_organisation() -> None:
    assert party_keys("Chamber Committee Chieff Ada Moreno questioned it.") == set()


def test_author_whom_the_text_calls_by_an_office_is_one_of_its_people() -> None:
    text = "Statement from President Ada Moreno on the Harbour\nI call on the unions to agree."
    assert people_names(text) == ["Ada Moreno"]
    assert [c.name for c in cast_of(text, title=True, author="Ada Moreno").people()] == ["Ada Moreno"]
    assert cast_of("By Ada Moreno\nThe unions agreed.", author="Ada Moreno").people() == ()


def test_headline_in_capitals_makes_no_longer_name() -> None:
    assert people_names("The minister, Stephen Marsh, spoke.\nSTEPHEN MARSH DISCUSSES TRAVEL") == ["Stephen Marsh"]


def test_what_troops_enter_is_a_place_and_no_person() -> None:
    assert people_names("The Danish army entered Tell Amran, the state media said. Troops besieged Ain Orda.") == []
