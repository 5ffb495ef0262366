"""`parley explain` says what a record holds and which sentence says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.commands.explain import marked
from pipeline.commands.records import ANSWERED
from pipeline.commands.rules import purpose_of
from pipeline.extract.rules import RULES
from pipeline.publish.database import open_for_query
from pipeline.schema import TABLES
from tests.commands.conftest import Run


def test_a_demand_is_told_with_parties_answers_sentence_and_rule(run: Run) -> None:
    out = run("explain", "demand:nor-sud-sanctions-aaaaaa").out
    words = " ".join(out.split())
    assert out.startswith("Norland demands that Sudonia lift sanctions.\n")
    assert "by Norland" in words and "of Sudonia" in words
    assert "Sudonia rejected it, said by Ada Ohm" in words
    assert "Norland wants Sudonia to >>lift sanctions<<." in words
    assert "rule by-hand; confidence 0.90" in words


def test_an_event_is_told_with_date_place_and_participants(run: Run) -> None:
    words = " ".join(run("explain", "event:consult-nor-sud-cccccc").out.split())
    assert "2024-05-03 (known to the day, explicit, as the text says 'on 3 May 2024')" in words
    assert "participant Norland and Sudonia" in words and "place Port Ayr" in words


@pytest.mark.parametrize(
    ("record_id", "said"),
    [
        ("party:nor", "demands made 2"),
        ("person:ada-ohm", "roles Foreign Minister"),
        ("place:port-ayr", "meet in >>Port Ayr<< on"),
        ("role:ada-ohm-foreign-minister-1a2b3c", "Ada Ohm is named as Foreign Minister."),
        ("stance:sud-rejected-aaaaaa", "Sudonia rejected it: Norland demands that Sudonia lift sanctions."),
        ("talks", "37 words, 4 sentences"),
        ("change:000000000001", "Norland has softened what it said: Norland demands that Sudonia lift sanctions."),
        ("change:000000000001", "later demand demand:nor-prisoners-bbbbbb"),
        ("change:000000000001", ">>release prisoners<< if talks go on"),
        ("evidence:000000000006", "record demand:nor-sud-sanctions-aaaaaa"),
    ],
)
def test_every_kind_of_record_can_be_explained(record_id: str, said: str, run: Run) -> None:
    outcome = run("explain", record_id)
    assert outcome.code == 0, outcome.err
    assert said in " ".join(outcome.out.split())


def test_an_old_id_leads_to_the_record_of_today(run: Run) -> None:
    out = run("explain", "demand:old-sanctions-000000").out
    assert out.startswith("demand:old-sanctions-000000 is now demand:nor-sud-sanctions-aaaaaa.\n")


def test_an_unknown_id_gets_near_matches(run: Run) -> None:
    outcome = run("explain", "demand:nor-sud-sanctions-aaaaab")
    assert outcome.code == 2
    assert "demand:nor-sud-sanctions-aaaaaa" in outcome.err


def test_every_line_fits_eighty_columns_when_piped(run: Run) -> None:
    assert max(map(len, run("explain", "demand:nor-sud-sanctions-aaaaaa").out.splitlines())) <= 80


def test_a_quote_is_marked_where_it_stands_the_second_time() -> None:
    piece = {"quote": "aid", "sentence": "No aid, no\naid at all.", "sentence_start": 100, "start": 111}
    assert marked(piece) == "No aid, no >>aid<< at all."


def test_a_text_that_allows_quotes_only_shows_the_quote() -> None:
    assert marked({"quote": "aid", "sentence": None, "sentence_start": 0, "start": 3}) == ">>aid<<"


def test_every_stance_has_words() -> None:
    assert set(ANSWERED) == set(TABLES["stances"].column("stance").enum)


def test_the_purpose_of_a_rule_is_found_by_its_name() -> None:
    assert purpose_of("no such rule") is None
    assert RULES, "looking up one rule declares them all"
    name = min(RULES)
    assert purpose_of(name) == RULES[name].purpose
    assert purpose_of(f"{name}:detail") == RULES[name].purpose


def test_rules_that_are_rows_have_a_purpose_too() -> None:
    assert str(purpose_of("frame:offer")).startswith("“offer” states an offer, as in")
    assert purpose_of("frame:demand") == "“demand” states a demand, as in “Norland demanded an immediate ceasefire.”"
    assert "gives the answer rejected" in (purpose_of("answer-reject") or "")
    assert purpose_of("event/meet") == "Parties or people come together."


@pytest.mark.slow
def test_every_rule_that_found_something_in_the_dataset_has_a_purpose(seed_dataset: Path) -> None:
    with open_for_query(seed_dataset) as connection:
        methods = [row[0] for row in connection.execute("select distinct method from evidence").fetchall()]
    assert methods
    assert sorted(method for method in methods if not purpose_of(method)) == []
