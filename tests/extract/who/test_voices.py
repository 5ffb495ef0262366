"""Whose words a passage is in, and whom pronouns stand for."""

from __future__ import annotations

import pytest

from tests.extract.who.texts import cast_of, refers, voice_at


@pytest.mark.parametrize(
    "text",
    [
        '"We want weapons for the front," said French President Anne Dubois.',
        '"We want weapons for the front," French President Anne Dubois said.',
        'French President Anne Dubois said: "We want weapons for the front."',
        'French President Anne Dubois replied, "We want weapons for the front."',
        'According to French President Anne Dubois, "we want weapons for the front."',
        '"Today is cold," French President Anne Dubois said. "We want weapons for the front."',
        'French President Anne Dubois spoke first. "We want weapons for the front," she said.',
        '"We want weapons for the front," tweeted French President Anne Dubois.',
        '"We want weapons for the front," French President Anne Dubois told reporters in Rome.',
    ],
)
def test_case_42_quotation_belongs_to_its_speaker(text: str) -> None:
    assert voice_at(text, "weapons") == (("fra",), ("anne-dubois",))


def test_quotation_goes_on_over_paragraphs() -> None:
    text = 'French President Anne Dubois said: "We are tired.\n"We want weapons for the front."'
    assert voice_at(text, "weapons")[0] == ("fra",)


def test_authors_own_words_are_nobodys() -> None:
    assert voice_at("France wants weapons for the front.", "weapons") == ((), ())


def test_scare_quotes_are_no_quotation() -> None:
    made = cast_of('France called it a "listening exercise" for now.')
    token = next(t for p in made.reading.passages for t in p.doc if t.text == "exercise")
    assert not made.in_quotes(token)


def test_first_person_of_a_statement_is_its_issuer() -> None:
    made = cast_of("Statement by the Government of Kenya\nWe urge restraint on all sides.", title=True)
    token = next(t for p in made.reading.passages for t in p.doc if t.text == "We")
    assert made.refer(token).parties == ("ken",)


def test_publisher_is_the_issuer_of_a_first_person_text() -> None:
    made = cast_of("Statement on the strike\nI have urged the owners to talk.", title=True, publisher="The White House")
    token = next(t for p in made.reading.passages for t in p.doc if t.text == "I")
    assert made.refer(token).parties == ("usa",)


def test_transcript_label_is_the_speaker() -> None:
    made = cast_of("Kenyan Foreign Minister Grace Otieno took questions.\nGrace Otieno: We demand an answer.")
    token = next(t for p in made.reading.passages for t in p.doc if t.text == "We")
    assert made.refer(token).people == ("grace-otieno",)


@pytest.mark.parametrize(
    ("text", "word", "parties"),
    [
        ("Kyiv seeks a ceasefire. It insists on guarantees.", "It", ("ukr",)),
        ("Chad rejected the offer. Its envoy left.", "Its", ("tcd",)),
        ("French President Anne Dubois came. She refused.", "She", ("fra",)),
        ("Iran's chief negotiator, Hamid Forouzan, came. He asked for time.", "He", ("irn",)),
        ("Arab states met. They refused.", "They", ("arab-states",)),
        ("Iran, which refused, left.", "which", ("irn",)),
        ("It is tragic that talks failed. Iran left.", "It", ()),
        ('"Our people are tired," French President Anne Dubois said.', "Our", ("fra",)),
    ],
)
def test_pronoun_stands_for_the_nearest_fitting_party(text: str, word: str, parties: tuple[str, ...]) -> None:
    assert refers(text, word)[0] == parties


def test_speaker_who_goes_on_is_not_the_person_spoken_of() -> None:
    text = "Kenyan spokeswoman Grace Otieno spoke. Chad's envoy Idris Saleh was ready to talk, she added."
    assert refers(text, "she")[1] == ("grace-otieno",)
