"""Who is a person, under which name, and for whom the person speaks."""

from __future__ import annotations

import pytest

from tests.extract.who.texts import cast_of, people_names, speaks_for


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        ("UK Prime Minister Keir Starmer agreed.", "Keir Starmer", "gbr"),
        ("Kofi Annan, the UN secretary-general, agreed.", "Kofi Annan", "un"),
        ("Prime Minister Menachem Begin of Israel agreed.", "Menachem Begin", "isr"),
        ("Fretilin spokesman, Mr Horta, agreed.", "Horta", "fretilin"),
        ("The ELN's Ramiro Quintana agreed.", "Ramiro Quintana", "eln"),
        ("Linda Marsh (United States) called the veto a gift.", "Linda Marsh", "usa"),
        ("South Korean President Moon Jae-in agreed.", "Moon Jae-in", "kor"),
        (
            "Ukraine insists, said the Advisor to the Head of the Ukrainian President's Office Mykhailo Podolyak.",
            "Mykhailo Podolyak",
            "ukr",
        ),
        ("Kenya's ambassador to the United Nations, Martin Kimani, agreed.", "Martin Kimani", "ken"),
        ("Jane Miller of Greenpeace protested.", "Jane Miller", "greenpeace"),
        ("Germany's Olaf Brandt, who leads the German delegation, agreed.", "Olaf Brandt", "deu"),
    ],
)
def test_title_maps_a_person_to_a_party(text: str, name: str, party: str) -> None:
    assert speaks_for(text).get(name) == party


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jon Alterman, an analyst at the Center for Strategic and International Studies, agreed.", "Jon Alterman"),
        ("Bruce Riedel of the Brookings Institution agreed.", "Bruce Riedel"),
        ("Former Nigerian president Olusegun Obasanjo agreed.", "Olusegun Obasanjo"),
        ("Margaret Oduya, who led Kenya's team in 2015, agreed.", "Margaret Oduya"),
        ("Fabio Lenis, a negotiator for Colombia in the 1990s, agreed.", "Fabio Lenis"),
        ("Inês Carvalhal, a historian in France, agreed.", "Inês Carvalhal"),
    ],
)
def test_experts_and_former_office_holders_speak_for_nobody(text: str, name: str) -> None:
    assert speaks_for(text) == {name: None}


def test_counterpart_takes_the_party_of_its_own_adjective() -> None:
    found = speaks_for("British foreign secretary David Hill met his French counterpart, Bernard Kouchner.")
    assert found == {"David Hill": "gbr", "Bernard Kouchner": "fra"}


def test_respectively_pairs_people_with_parties_in_order() -> None:
    found = speaks_for("Russia and China, whose envoys were Sergei Lomakin and Wu Jiantao, respectively, objected.")
    assert found == {"Sergei Lomakin": "rus", "Wu Jiantao": "chn"}


def test_possessive_pronoun_in_a_title_is_resolved() -> None:
    assert speaks_for("Chad refused. Its spokeswoman, Mariam Abakar, gave no reason.")["Mariam Abakar"] == "tcd"


def test_section_heading_gives_the_party_of_a_bare_title() -> None:
    text = "Russian President Vladimir Putin met the US delegation.\n# Ukraine's Demands\nPresident Volodymyr Zelenskyy has warned of delay."
    assert speaks_for(text)["Volodymyr Zelenskyy"] == "ukr"


def test_case_45_spellings_of_one_name_are_one_person() -> None:
    assert len(people_names("Volodymyr Zelensky spoke. Zelenskyy left. Later Zelenskiy came back.")) == 1


def test_case_45_two_people_of_one_surname_stay_apart() -> None:
    made = cast_of(
        "President Bill Clinton spoke. Secretary of State Hillary Clinton left. Secretary Clinton flew home."
    )
    people = {c.name: len(c.evidence) for c in made.people()}
    assert people == {"Bill Clinton": 1, "Hillary Clinton": 2}


def test_honorifics_and_possessives_are_no_part_of_the_name() -> None:
    assert people_names("Mr. Hamid Forouzan's letter arrived. Mr. Forouzan left.") == ["Hamid Forouzan"]


def test_name_in_capitals_is_written_in_title_case() -> None:
    assert people_names("STATEMENT BY THE FOREIGN MINISTER, MR ANDREW PEACOCK") == ["Andrew Peacock"]


@pytest.mark.parametrize(
    "text",
    [
        "Hurricane Helene struck the coast.",
        "The Woodrow Wilson Center published it.",
        "The Bush administration refused.",
        "The Brezhnev doctrine was dead.",
        "The fishing vessels Lady Estelle and Morning Bride sank.",
        "Goma fell.",
    ],
)
def test_names_of_things_and_eras_are_no_people(text: str) -> None:
    assert people_names(text) == []


def test_case_43_author_of_the_text_is_not_among_its_people() -> None:
    made = cast_of("Rodney Mbua reports. President Anne Dubois of France agreed.", author="Rodney Mbua")
    assert [c.name for c in made.people()] == ["Anne Dubois"]


def test_role_is_worded_as_in_the_text() -> None:
    text = "Advisor to the Head of the President's Office Mykhailo Podolyak and French President Emmanuel Macron spoke."
    roles = {r.person: r.role_text for r in cast_of(text).roles()}
    assert roles == {
        "mykhailo-podolyak": "Advisor to the Head of the President's Office",
        "emmanuel-macron": "French President",
    }


def test_case_46_former_role_is_marked() -> None:
    roles = cast_of("Former Prime Minister Ann Prosper spoke.").roles()
    assert [r.former for r in roles] == [True]


def test_name_after_a_possessive_and_before_a_verb_is_a_person() -> None:
    assert speaks_for("Finland's Sauli Niinist\u00f6 telephoned Ankara.") == {"Sauli Niinist\u00f6": "fin"}


def test_apposition_that_says_newspaper_makes_no_person() -> None:
    assert people_names("Rodong Sinmun, the ruling party newspaper, accused Seoul of lying.") == []


def test_name_goes_with_the_office_that_it_stands_beside() -> None:
    assert {
        r.role_text for r in cast_of("A spokesman for the British prime minister, Rishi Sunak, said so.").roles()
    } == {"British prime minister"}


def test_particles_belong_to_the_name() -> None:
    assert people_names("European Commission President Ursula von der Leyen agreed.") == ["Ursula von der Leyen"]


def test_a_minister_is_not_of_the_state_of_a_colleague_but_of_the_town_where_the_title_has_him_speak() -> None:
    made = cast_of(
        "Press conference by the Minister for Fisheries, Mr Colin Hart, Darwin, 18 May 2006\n"
        "MINISTER: I have met my Indonesian colleague, Bambang Sutedjo, twice. Mr Sutedjo says Indonesia wants more. We want Indonesia to wait.\n"
        "JOURNALIST: How far apart are Australia and Indonesia?\nMINISTER: Australia has ten boats there.",
        title=True,
    )
    assert {claim.name: claim.party for claim in made.people()} == {"Colin Hart": "aus", "Bambang Sutedjo": "idn"}


def test_the_president_in_a_readout_is_the_one_whose_office_publishes_it() -> None:
    made = cast_of(
        "Readout of President Ada Hale's Meeting with President Orhan Demir of Turkey\n"
        "President Hale met with President Demir of Turkey today. The President raised the tariff.",
        title=True,
        publisher="The White House",
    )
    token = [t for p in made.reading.passages for t in p.doc if t.text == "President"][-1]
    assert made.refer(token).parties == ("usa",)
