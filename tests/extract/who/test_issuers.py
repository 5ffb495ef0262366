"""Whose words a text is, by its title, opening, byline, author and publisher (`issuers.csv`)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.extract.who.texts import cast_of

BODY = "We call on all sides to stop at once. We will not give up our position. The meeting is on Friday."


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a table beside this file; a paragraph sign stands for a new paragraph."""
    with Path(__file__).with_name(table).open(encoding="utf-8", newline="") as file:
        return [{k: v.replace("\u00b6", "\n") for k, v in row.items()} for row in csv.DictReader(file)]


def voiced(text: str, word: str, publisher: str | None = None) -> tuple[str, ...]:
    made = cast_of(text, title=True, publisher=publisher)
    found = [t for p in made.reading.passages for t in p.doc if t.text == word]
    return made.voice(found[-1]).parties


@pytest.mark.parametrize("row", rows("issuers.csv"), ids=lambda row: f"{row['title']} {row['publisher']}")
def test_first_person_is_the_issuers(row: dict[str, str]) -> None:
    text = "\n".join(filter(None, (row["title"], row["opening"], BODY)))
    made = cast_of(text, title=True, publisher=row["publisher"] or None, author=row["author"] or None)
    we = next(t for p in reversed(made.reading.passages) for t in p.doc if t.text == "We")
    assert set(made.refer(we).parties) == set(filter(None, row["issuer"].split("|")))


def test_statement_without_first_person_is_its_issuers() -> None:
    text = "Statement by the Foreign Ministry of Kenya on the border\nAll troops must leave the valley."
    assert voiced(text, "valley") == ("ken",)


def test_our_country_in_a_report_makes_no_speaker_of_its_publisher() -> None:
    text = "Meeting with the President of France\nThe two discussed aid to our country. The talks took an hour."
    assert voiced(text, "our", "Office of the President of Ukraine") == ("ukr",)
    assert voiced(text, "hour", "Office of the President of Ukraine") == ()


def test_label_inside_a_paragraph_changes_the_speaker() -> None:
    text = (
        "Press statements following the talks\n"
        "President of Kenya Ada Otieno: Colleagues, we met today. We agreed on much. "
        "President of the Republic of Chad Karim Sadeq: We thank you for the valley."
    )
    assert voiced(text, "much", "President of Kenya") == ("ken",)
    assert voiced(text, "valley", "President of Kenya") == ("tcd",)


def test_media_release_is_no_question_of_a_reporter() -> None:
    text = "Wheat\nMEDIA RELEASE\nPRESS STATEMENT\nWe demand an answer on wheat."
    assert voiced(text, "answer", "Minister for Trade, Australia") == ("aus",)


def test_speaker_of_the_title_holds_the_office_of_the_publisher() -> None:
    text = "Sudan must pay - address by President Taras Kovalenko\nI met a friend of Sudan. Sudan must pay for the war."
    made = cast_of(text, title=True, publisher="Office of the President of Ukraine")
    assert {c.name: c.party for c in made.people()} == {"Taras Kovalenko": "ukr"}


@pytest.mark.parametrize("row", rows("transcripts.csv"), ids=lambda row: f"{row['title']}-{row['word']}")
def test_label_of_a_transcript_tells_who_speaks(row: dict[str, str]) -> None:
    text = f"{row['title']}\n{row['paragraphs']}"
    assert voiced(text, row["word"], row["publisher"]) == tuple(filter(None, [row["speaks_for"]]))


@pytest.mark.parametrize("row", rows("quoted.csv"), ids=lambda row: row["paragraphs"])
def test_quotation_is_its_speakers(row: dict[str, str]) -> None:
    made = cast_of(row["paragraphs"])
    found = [t for p in made.reading.passages for t in p.doc if t.text == row["word"]]
    assert made.voice(found[-1]).parties == tuple(filter(None, [row["speaks_for"]]))
