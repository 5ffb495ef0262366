"""Who speaks and who is meant, over several sentences: pronouns of a gender, transcripts, joint statements, readouts."""

from __future__ import annotations

import pytest

from tests.extract.who.texts import cast_of, people_names, refers, speaks_for, voice_at

OTIENO = (("ken",), ("grace-otieno",))
RUTO = (("ken",), ("william-ruto",))
DUBOIS = (("fra",), ("pierre-dubois",))


def voiced(text: str, word: str, publisher: str | None = None) -> tuple[str, ...]:
    """The parties in whose voice the last token `word` of a titled text stands."""
    made = cast_of(text, title=True, publisher=publisher)
    return made.voice([t for p in made.reading.passages for t in p.doc if t.text == word][-1]).parties


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Kenyan President Grace Otieno met French President Pierre Dubois. She wants a truce.", "She", OTIENO),
        ("Kenyan President Grace Otieno met French President Pierre Dubois. He wants a truce.", "He", DUBOIS),
        ("Maria Lopez of the UN met Kenyan President William Ruto. In a note, he urged restraint.", "he", RUTO),
        ("Kenyan President William Ruto came. An analyst said talks may fail. He warned of war.", "He", ((), ())),
        ("The Kenyan president spoke. He praised the army. It rained. He wants a truce.", "He", (("ken",), ())),
        ("Freed hostage Ada Moreno met French President Pierre Dubois. She wants peace.", "She", ((), ("ada-moreno",))),
    ],
)
def test_he_and_she_fit_the_gender_and_stop_at_strangers(
    text: str, word: str, meant: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    assert refers(text, word, text.split().count(word) - 1) == meant


@pytest.mark.parametrize(
    "text",
    [
        'Kenyan President William Ruto addressed the crowd:\n"The rebels must leave the town."',
        '"The rebels must leave the town." That was the message of Kenyan President William Ruto on Friday.',
        '"The rebels must leave the town."\nKenyan President William Ruto said this at a rally on Friday.',
        'This was stated by Kenyan President William Ruto in a meeting.\n"The rebels must leave the town. We wait."',
        'In an interview, Kenyan President William Ruto was blunt. "The rebels must leave the town."',
        '"We go. As they say, "the ball is in our court", but leave the town," said Kenyan President William Ruto.',
    ],
)
def test_quotation_without_attribution_is_of_who_speaks_beside_it(text: str) -> None:
    assert voice_at(text, "town") == RUTO


def test_labels_of_a_transcript_name_persons_and_offices() -> None:
    title = "Transcript of press conference\n"
    text = title + "PRIME MINISTER: We want a truce.\nJOURNALIST: Must they leave?\nPRIME MINISTER: They must go."
    assert voiced(text, "go", "Prime Minister, Australia") == ("aus",)
    assert voiced(text, "leave", "Prime Minister, Australia") == ()
    unnamed = title + "Reuters: Will you come?\nMao Ning: Both sides must stop.\nReuters: When?"
    assert voiced(unnamed, "stop", "Ministry of Foreign Affairs of China") == ("chn",)


def test_answers_of_an_interview_are_the_interviewed_persons() -> None:
    text = "Interview with the foreign minister of Kenya, Grace Otieno\nQ: And?\nA: They must leave the town."
    assert voiced(text, "town") == ("ken",)


@pytest.mark.parametrize(
    "text",
    [
        "Joint Statement by the Leaders of France and Kenya\nWe call on all to talk.",
        "Joint statement on the war\nThe ministers of France and Kenya met today. We call on all to talk.",
    ],
)
def test_joint_statement_is_of_all_who_make_it(text: str) -> None:
    assert set(voiced(text, "talk")) == {"fra", "ken"}


def test_opposition_does_not_speak_for_its_state() -> None:
    assert voiced("The strike\nWe call on the owners to talk.", "talk", "Leader of the Opposition, Australia") == (
        "opposition",
    )


def test_two_leaders_of_a_readout_are_those_who_met() -> None:
    text = (
        "Meeting with US President Joseph Miller\nVladimir Kuzin spoke with Joseph Miller. NATO was arming, said Kuzin. "
        "The President of Russia gave examples. The two leaders agreed to meet."
    )
    made = cast_of(text, title=True, publisher="President of Russia (Kremlin)")
    leaders = next(t for p in made.reading.passages for t in p.doc if t.text == "leaders")
    assert set(made.refer(leaders).parties) == {"rus", "usa"}
    assert {c.name: c.party for c in made.people()} == {"Joseph Miller": "usa", "Vladimir Kuzin": "rus"}


def test_person_without_title_holds_the_office_of_the_next_sentence() -> None:
    text = "Ola Hansen spoke at length in Oslo. The Norwegian prime minister said talks went on."
    assert speaks_for(text) == {"Ola Hansen": "nor"}


def test_presidents_share_their_title() -> None:
    text = "On Sunday Presidents Ada Moreno of Nigeria and Karim Sadeq of Benin signed."
    assert speaks_for(text) == {"Ada Moreno": "nga", "Karim Sadeq": "ben"}


def test_commissioner_of_a_county_is_of_no_party() -> None:
    text = "The county's Crime Commissioner Stephen Mole urged the US to talk. The US refused. US officials said no."
    assert speaks_for(text) == {"Stephen Mole": None}


def test_authors_are_those_who_wrote_the_article() -> None:
    text = "A joint article by Kenyan minister Grace Otieno and French minister Pierre Dubois came. The authors agree."
    assert set(refers(text, "authors")[0]) == {"fra", "ken"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Senator Ada Moreno Opposition Whip signed.", ["Ada Moreno"]),
        ("The Roosevelt Room was full. Mahan Air planes flew.", []),
        ("Freed hostage \u00cdngrid Moreno arrived in France.", ["\u00cdngrid Moreno"]),
        ("Paul, Evan and Miriam are home.", ["Evan", "Miriam", "Paul"]),
        ("Mr. President, will you go? Mr. Chairman, I object.", []),
        ("Acting Labor Secretary Julie Shu [Su] will go to Detroit.", ["Julie Su"]),
        ("Governnor Moreno left. The provincial governor, Ada Moreno, spoke.", ["Ada Moreno"]),
        ("They agreed that Secretary of State Moreno will go.", ["Moreno"]),
        ("Energy Minister German Galushko agreed.", ["German Galushko"]),
    ],
)
def test_names_end_where_the_person_ends(text: str, names: list[str]) -> None:
    assert people_names(text) == names
