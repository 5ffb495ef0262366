"""`parley show` lists rows with names, filters them, and helps with words that name nothing."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pytest

from pipeline.commands.finding import find_party
from pipeline.errors import CallError
from pipeline.schema import TABLES
from tests.commands.conftest import Run
from tests.commands.small_dataset import small_tables


def shown(run: Run, *arguments: str) -> list[dict[str, Any]]:
    outcome = run("show", *arguments, "--format", "json")
    assert outcome.code == 0, outcome.err
    rows: list[dict[str, Any]] = json.loads(outcome.out)
    return rows


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_can_be_shown(table: str, run: Run) -> None:
    assert run("show", table).code == 0


def test_demands_show_names_instead_of_ids(run: Run) -> None:
    row = shown(run, "demands", "--issue", "sanctions")[0]
    assert (row["by"], row["of"], row["status"]) == ("Norland", "Sudonia", "rejected")


@pytest.mark.parametrize("word", ["Norland", "norland", "nor", "party:nor", "NOR"])
def test_a_party_is_found_by_name_key_code_and_id(word: str, run: Run) -> None:
    assert len(shown(run, "demands", "--by", word)) == 2


def test_filters_all_hold_and_repeats_are_alternatives(run: Run) -> None:
    assert len(shown(run, "demands", "--by", "nor", "--of", "sud")) == 1
    assert shown(run, "demands", "--by", "nor", "--issue", "sanctions", "--status", "open") == []
    assert len(shown(run, "demands", "--issue", "sanctions", "--issue", "prisoners")) == 2


def test_stances_events_and_documents_are_filtered(run: Run) -> None:
    assert [row["stance"] for row in shown(run, "stances", "--by", "Sudonia")] == ["rejected"]
    assert len(shown(run, "events", "--status", "planned", "--by", "nor", "--document", "talks")) == 1
    assert shown(run, "events", "--status", "denied") == []


def test_limit_cuts_the_list(run: Run) -> None:
    assert len(shown(run, "evidence", "--limit", "3")) == 3


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["demand"], "demands"),
        (["demands", "--by", "Nordland"], "Norland"),
        (["demands", "--issue", "sanction"], "sanctions"),
        (["demands", "--status", "rejectd"], "rejected"),
        (["demands", "--document", "talk"], "talks"),
        (["demands", "--by", "Atlantis"], "parley show parties"),
        (["issues", "--by", "Norland"], "does not fit"),
    ],
    ids=" ".join,
)
def test_an_unknown_word_gets_near_matches(arguments: list[str], hint: str, run: Run) -> None:
    outcome = run("show", *arguments)
    assert outcome.code == 2
    assert hint in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1


def test_a_word_that_names_two_parties_is_not_guessed() -> None:
    tables = small_tables()
    connection = duckdb.connect()
    connection.register("party_rows", tables["parties"].to_arrow())
    connection.register("evidence_rows", tables["evidence"].to_arrow())
    connection.execute("create table parties as from party_rows")
    connection.execute(
        "create table evidence as select * replace (replace(quote, 'Norland', 'Oslo') as quote) from evidence_rows"
    )
    with pytest.raises(CallError, match="party:nor or party:norland-fishers"):
        find_party(connection, "Oslo")
    connection.execute("delete from evidence where record_id = 'party:norland-fishers'")
    assert find_party(connection, "oslo") == "party:nor"
