"""Whom nouns, pronouns and papers stand for when the party itself is named elsewhere in the text."""

from __future__ import annotations

import pytest

from tests.extract.who.texts import cast_of, refers

FRONT = (
    "Chad's government met the Union of Forces for the North (UFN) in Doha. The movement used to insist on autonomy. "
    "These days it would settle for an elected council, its spokesman said. Government negotiators are offering less. "
    "Rebel commanders refused."
)
JOINT = (
    "Israeli Prime Minister Ehud Olmert met Palestinian President Mahmoud Abbas in Annapolis. "
    'The joint statement said: "President Abbas and Prime Minister Olmert will continue to meet." '
    'It also set a target: "We agree to negotiate in good faith and shall sign by May."'
)
BELLIGERENTS = (
    "French President Anne Dubois called on the belligerents responsible for the suffering - the Sudanese Armed Forces (SAF) "
    "and the Rapid Support Forces (RSF) - to stop. Both sides must allow access."
)
WAR = (
    "Russia and Ukraine have been at war since 2022. Russia attacked Ukraine again on Monday. Ukraine shot back at Russia. "
    '"The enemy must leave our land," said Ukrainian Defence Minister Oleh Bondar. '
    '"The other side must choose," said Russian Foreign Minister Ivan Petrov.'
)
MINISTERS = (
    "On Friday, French Foreign Minister Anne Dubois met her German and Polish counterparts: Karl Braun and Jan Nowak. "
    "The three foreign ministers called for a truce. The ministers also demanded access. They pledged aid."
)


@pytest.mark.parametrize(
    ("text", "word", "nth", "parties"),
    [
        ("The president of Norway said his country would not negotiate.", "country", 0, {"nor"}),
        ("The foreign minister of Norway said his government would lift the blockade.", "government", 0, {"nor"}),
        ("The two rivals, Norway and Denmark, agreed to talk.", "rivals", 0, {"nor", "dnk"}),
        (BELLIGERENTS, "belligerents", 0, {"saf", "rsf"}),
        (BELLIGERENTS, "sides", 0, {"saf", "rsf"}),
        (JOINT, "statement", 0, {"isr", "pse"}),
        (JOINT, "It", 0, {"isr", "pse"}),
        (JOINT, "We", 0, {"isr", "pse"}),
        (FRONT, "movement", 0, {"union-of-forces-for-the-north"}),
        (FRONT, "it", 0, {"union-of-forces-for-the-north"}),
        (FRONT, "negotiators", 0, {"tcd"}),
        (FRONT, "commanders", 0, {"union-of-forces-for-the-north"}),
        (WAR, "enemy", 0, {"rus"}),
        (WAR, "side", 0, {"ukr"}),
        (MINISTERS, "ministers", 0, {"fra", "deu", "pol"}),
        (MINISTERS, "ministers", 1, {"fra", "deu", "pol"}),
        (MINISTERS, "They", 0, {"fra", "deu", "pol"}),
        ("Iran met France. He asked the Europeans to drop the ban.", "Europeans", 0, {"europeans"}),
        (
            "Union staff at Acme University walked out. The University refused, but the University of Otago agreed.",
            "University",
            1,
            {"university-of-otago"},
        ),
        (
            "The Alliance of Small Island States wants a fund. A request from the islands got nowhere.",
            "islands",
            0,
            {"aosis"},
        ),
        ("Kenya's Supreme Court ordered a vote. The court also demanded papers.", "court", 0, {"ken-supreme-court"}),
    ],
)
def test_phrase_stands_for_the_parties_that_the_text_names(text: str, word: str, nth: int, parties: set[str]) -> None:
    assert set(refers(text, word, nth)[0]) == parties


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Norway urged countries that are ready to help to send doctors.", "countries"),
        ("Norway and Denmark spoke. Various countries of the region want peace.", "countries"),
        ("Norway met Denmark. According to two diplomats, talks failed.", "diplomats"),
        ("Norway signed a pact with Denmark, which requires consultations.", "which"),
        ('Norway said: "The enemy must leave."', "enemy"),
    ],
)
def test_vague_words_stand_for_nobody(text: str, word: str) -> None:
    assert refers(text, word)[0] == ()


def test_it_after_a_possessor_in_its_section_is_the_possessor() -> None:
    text = (
        "Talks between the Philippines and China start soon.\n# Beijing’s Conditions\nChina's position has hardly moved. "
        "It is prepared to let fishermen work the reef, but only if Manila stops. It also demands that the Philippines leave."
    )
    assert refers(text, "It", 0)[0] == ("chn",)
    assert refers(text, "It", 1)[0] == ("chn",)


def test_letterhead_tells_the_issuer() -> None:
    text = (
        "Statement by the Minister of Foreign Affairs\nREPUBLIC OF ZAMBIA\nThe speech made by the President of Malawi "
        "has been studied. We have asked the Malawi Government to withdraw its police. We are ready to talk."
    )
    made = cast_of(text, title=True)
    token = next(t for p in made.reading.passages for t in p.doc if t.text == "We")
    assert made.voice(token).parties == ("zmb",)


def test_reporters_question_is_nobodys() -> None:
    text = (
        "Press Briefing by State Department Spokesman Sean Hale\nMR. HALE: Good morning. We will not lift the sanctions.\n"
        "Q Will you talk to Iran? We hear that you will.\nMR. HALE: We expect Iran to comply.\nWe also expect Iraq to help."
    )
    made = cast_of(text, title=True)
    voices = [made.voice(t).parties for p in made.reading.passages for t in p.doc if t.text == "We"]
    assert voices == [("usa",), (), ("usa",), ("usa",)]


def test_one_quotation_in_single_marks_makes_no_first_person_document() -> None:
    text = (
        "Morocco wanted the figure halved. Portugal refused. 'We lost the sardines and kept our temper,' Portuguese minister "
        "Duarte Nunes told an audience. Morocco had won."
    )
    made = cast_of(text)
    token = next(t for p in made.reading.passages for t in p.doc if t.text == "refused")
    assert made.voice(token).parties == ()
    assert refers(text, "We")[0] == ("prt",)


def test_the_government_in_the_paper_of_an_opposition_party_is_that_of_its_state() -> None:
    made = cast_of("We urge the Government to act.", publisher="New Zealand Labour Party")
    token = next(t for p in made.reading.passages for t in p.doc if t.text == "Government")
    assert made.refer(token).parties == ("nzl",)
