"""Who takes part in an event, with the real cast: modifiers, datives, places that are struck, sides told before."""

from __future__ import annotations

import pytest

from pipeline.extract import claims_of
from pipeline.extract.reading import reading
from tests.extract.events.reading_of import document


def sides(text: str) -> list[set[str]]:
    """The names of the parties of each event of a small text."""
    claims = claims_of(reading(document(text)))
    names = {p.key: p.name for p in claims.parties}
    return [{names[p.party] for p in event.participants if p.party} for event in claims.events]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Russia's invasion of Ukraine began in February 2022.", "Russia Ukraine"),
        ("US sanctions on Iran took effect on Tuesday.", "United States,Iran"),
        ("An Israeli air strike killed three people in southern Lebanon on Sunday.", "Israel Lebanon"),
        ("Israeli strikes on Lebanon killed twelve people on Sunday.", "Israel Lebanon"),
        ("Hezbollah fired rockets into northern Israel on Sunday.", "Hezbollah Israel"),
        ("Turkey sent troops to Libya in January 2020.", "Turkey Libya"),
        ("Germany pledged 500 million euros in aid to Ukraine on Monday.", "Germany Ukraine"),
        ("The US president's trip to Saudi Arabia is planned for May.", "United States,Saudi Arabia"),
        ("Azerbaijan gave Armenia an ultimatum on Monday.", "Azerbaijan Armenia"),
        ("The EU-China summit took place in Brussels on Friday.", "EU,China"),
        ("EU-mediated talks between Serbia and Kosovo resumed on Thursday.", "EU,Serbia,Kosovo"),
        (
            "The International Court of Justice ruled on Friday that Russia must stop.",
            "International Court of Justice,Russia",
        ),
        ("Elections in Mali were held in July.", "Mali"),
        ("Iran and the United States are at odds. Negotiations resumed in Oman on Friday.", "Iran,United States"),
        ("Chad, backed by Sudanese forces, invaded Libya on Monday.", "Chad Sudan Libya"),
        ("Chad blamed Sudan for the attack in May.", "Chad Sudan"),
        ("Norway promised to discuss the border with Sweden.", "Norway,Sweden"),
        ("Ten Chadian soldiers died in an attack on Monday.", "Chad"),
        ("Two Sudanese journalists were detained in Chad on Monday.", "Chad Sudan"),
        ("China vetoed a US resolution on Monday.", "China,United States"),
        ("Chad proposed on Monday that Sudan withdraw its troops.", "Chad Sudan"),
        ("The UN Security Council voted on Monday to censure Chad.", "UN Security Council,Chad"),
        ("Presidents Ada Moreno of Peru and Ion Dalca of Chad signed a pact on Monday.", "Peru Chad"),
    ],
)
def test_the_parties_of_an_event(text: str, parties: str) -> None:
    wanted = set(parties.split(",") if "," in parties else parties.split())
    assert sides(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The ministers of Norway met in Paris on Friday.", "France"),
        ("The Paris talks ended on Friday.", "France"),
        ("Norway's minister flew to Paris on Friday.", "France"),
    ],
)
def test_a_city_where_others_meet_takes_no_part(text: str, party: str) -> None:
    assert all(party not in found for found in sides(text))


@pytest.mark.parametrize(
    "text",
    [
        "Chad attacked the port of Tripoli on Monday. Libya condemned the attack on Tuesday.",
        "Chad bombed Tripoli on Monday. The operation was condemned by Libya on Tuesday.",
    ],
)
def test_who_condemns_a_deed_accuses_its_doer(text: str) -> None:
    assert sides(text)[-1] == {"Chad", "Libya"}
