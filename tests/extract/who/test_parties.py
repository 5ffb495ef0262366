"""Which names and nouns stand for which party."""

from __future__ import annotations

import pytest

from tests.extract.who.texts import cast_of, party_keys, refers


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Moscow rejected the offer.", "rus"),
        ("The Russian side rejected the offer.", "rus"),
        ("The Kremlin rejected the offer.", "rus"),
        ("The Russian delegation rejected the offer.", "rus"),
        ("Palestinian officials rejected the offer.", "pse"),
        ("The Indonesian Government rejected the offer.", "idn"),
        ("The Foreign Ministry in Ankara rejected the offer.", "tur"),
        ("The government of Burma rejected the offer.", "mmr"),
        ("The Soviet Union rejected the offer.", "sun"),
        ("West Germany rejected the offer.", "brd"),
        ("Israeli aircraft attacked the base.", "isr"),
        ("The Embassy of Japan rejected the offer.", "jpn"),
        ("Kosovo rejected the offer.", "xkx"),
        ("The Security Council rejected the offer.", "un-security-council"),
        ("Nato rejected the offer.", "nato"),
        ("Sinn Fein rejected the offer.", "sinn-fein"),
        ("The M23 rebels rejected the offer.", "m23"),
    ],
)
def test_name_stands_for_its_party(text: str, key: str) -> None:
    assert key in party_keys(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ministers met in Moscow.",
        "They arrived from Kyiv late.",
        "He told Reuters that it rained.",
        "The price of bread rose by a tenth.",
        "Michael Jordan scored twice.",
        "The Paris Agreement is ten years old.",
        "Hurricane Helene struck at dawn.",
        "An analyst at the Brookings Institution spoke.",
        "CAIRO, March 3 - The rain stopped.",
    ],
)
def test_case_44_what_is_no_party_gives_none(text: str) -> None:
    assert party_keys(text) == set()


def test_court_and_parliament_are_bodies_of_their_state() -> None:
    claims = {
        c.key: c for c in cast_of("Denmark waited. The Danish parliament rejected the treaty.").parties(frozenset())
    }
    assert claims["dnk-parliament"].party_type == "government_body"
    assert claims["dnk-parliament"].part_of == "dnk"
    assert claims["dnk-parliament"].country_code == "DNK"


@pytest.mark.parametrize(
    ("text", "name", "party_type"),
    [
        ("The Harbour Pilots' Union rejected the offer.", "Harbour Pilots' Union", "union"),
        ("The National Front for Azmar attacked the fort.", "National Front for Azmar", "armed_group"),
        ("The Azmar Liberation Army attacked the fort.", "Azmar Liberation Army", "armed_group"),
        ("The People's Progress Party rejected the offer.", "People's Progress Party", "political_party"),
        ("Northern Star Shipping rejected the offer.", "Northern Star Shipping", "company"),
        ("The Fisheries Commission rejected the offer.", "Fisheries Commission", "government_body"),
        ("The Thai Cement Makers Association rejected the offer.", "Thai Cement Makers Association", "civil_society"),
    ],
)
def test_name_that_no_list_knows_is_typed_by_its_head(text: str, name: str, party_type: str) -> None:
    found = {(c.name, c.party_type) for c in cast_of(text).parties(frozenset())}
    assert (name, party_type) in found


def test_acronym_that_the_text_introduces_is_the_long_name() -> None:
    claims = cast_of("The Harbour Pilots' Union (HPU) rejected the offer. On Monday the HPU called a strike.").parties(
        frozenset()
    )
    assert [c.name for c in claims] == ["Harbour Pilots' Union"]
    assert {
        e.span.of("The Harbour Pilots' Union (HPU) rejected the offer. On Monday the HPU called a strike.")
        for e in claims[0].evidence
    } >= {"HPU"}


def test_acronym_alone_is_an_organisation() -> None:
    assert "usmx" in party_keys("I have urged USMX to present a fair offer.")


def test_longer_name_wins_over_a_known_shorter_one() -> None:
    assert "patriotic-front-of-the-north" in party_keys("The Patriotic Front of the North (FPN) attacked the town.")
    assert "patriotic-front" not in party_keys("The Patriotic Front of the North (FPN) attacked the town.")


@pytest.mark.parametrize(
    ("text", "word", "parties"),
    [
        ("Chad and Libya met. Both sides refused.", "sides", ("tcd", "lby")),
        ("Chad and Libya met. The two countries agreed.", "countries", ("tcd", "lby")),
        ("France and Britain offered troops.", "France", ("fra", "gbr")),
        ("Hamas refused. The group fired rockets.", "group", ("hamas",)),
        ("The Harbour Pilots' Union met. The union rejected the offer.", "union", ("harbour-pilots-union",)),
        ("Chad's government met. The government refused.", "government", ("tcd",)),
        ("Ford and Stellantis met. The companies refused.", "companies", ("ford", "stellantis")),
        ("He spoke to members of the G7.", "members", ("g7",)),
    ],
)
def test_noun_is_resolved_to_the_parties_that_the_text_names(text: str, word: str, parties: tuple[str, ...]) -> None:
    nth = 1 if word in {"government"} else 0
    assert set(refers(text, word, nth)[0]) == set(parties)


def test_collective_that_the_text_does_not_resolve_is_a_party_of_its_own() -> None:
    claims = [c for c in cast_of("European leaders rejected the plan.").parties(frozenset())]
    assert [(c.name, c.party_type, c.known) for c in claims] == [("European leaders", "bloc", False)]


def test_subject_of_the_sentence_is_not_among_both_sides_that_it_urges() -> None:
    text = "Chad and Libya met in Doha. Chad and Libya argued. Qatar urged both sides to stop."
    assert set(refers(text, "sides")[0]) == {"tcd", "lby"}


def test_former_title_makes_no_party() -> None:
    assert party_keys("Former Nigerian president Olusegun Obasanjo smiled.") == set()


def test_every_quote_of_evidence_is_inside_its_sentence() -> None:
    text = "The Russian side refused. Moscow's envoy, Ivan Petrov, met U.S. officials; \u201cwe will not sign\u201d, he said."
    made = cast_of(text)
    for claim in [*made.parties(frozenset(made._parties)), *made.people()]:
        assert claim.evidence
        for e in claim.evidence:
            assert e.span.within(e.sentence)
            assert e.span.of(text).strip() == e.span.of(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The LTTE demanded a ceasefire. The LTTE will not disarm.", "LTTE"),
        ("The Liberation Tigers of Tamil Eelam (LTTE) demanded a ceasefire.", "Liberation Tigers of Tamil Eelam"),
        ("The Security Council called on Chad to withdraw.", "Security Council"),
        ("The Security Council, the UN Security Council, called on Chad to withdraw.", "UN Security Council"),
        ("Washington called on Chad to withdraw.", "United States"),
    ],
)
def test_known_organisation_goes_by_a_name_that_its_text_uses(text: str, name: str) -> None:
    assert name in {party.name for party in cast_of(text).parties(frozenset(), frozenset())}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Myanmar's army rejected the offer. The army, or Tatmadaw, will fight.", "Tatmadaw"),
        ("The Burmese army rejected the offer. The army will fight.", "Burmese army"),
        ("Myanmar's army rejected the offer. The army will fight.", "Burmese army"),
        ("The U.S. military rejected the offer. The military will leave.", "U.S. military"),
        ("The Comoran army rejected the offer. The army will leave.", "Comoran army"),
        ("The Bosnian Serbs rejected the offer.", "Bosnian Serbs"),
        ("Republika Srpska rejected the offer of the Bosnian Serbs.", "Republika Srpska"),
        ("BOSNIAN SERBS REJECT\nThe Bosnian Serb leader rejected the offer.", "Republika Srpska"),
        ("The Palestinian delegation rejected the offer.", "Palestinians"),
        ("The Kosovar delegation rejected the offer.", "Kosovo"),
    ],
)  # fmt: skip
def test_a_body_goes_by_the_fullest_name_that_its_text_has(text: str, name: str) -> None:
    cast = cast_of(text)
    rows = {claim.name: claim.key for claim in cast.parties(frozenset())}
    assert name in rows
    assert cast.party_name(rows[name]) == name  # summaries call it so, too
