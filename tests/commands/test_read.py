"""`parley read`: what one text says, with the rule of each find, without a dataset and without writing."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.test_additions import copied, write

pytestmark = pytest.mark.slow

TEXT = "Norway demanded on Friday that Iceland lift the sanctions. Iceland rejected the demand."


def piped(data: bytes) -> io.TextIOWrapper:
    """Standard input of a machine whose own encoding is another."""
    return io.TextIOWrapper(io.BytesIO(data), encoding="cp1252", errors="surrogateescape")


def found(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


def test_demand_answer_and_parties_are_told_with_rule_and_words(here: Path, run: Run) -> None:
    outcome = run("read", TEXT, "--format", "csv")
    assert (outcome.code, outcome.err) == (0, "")
    rows = found(outcome.out)
    assert [row["record"] for row in rows if row["record"] != "event"] == ["demand", "stance", "party", "party"]
    assert rows[0] == {
        "record": "demand", "says": "Norway demands that Iceland lift the sanctions.", "rule": "frame:demand",
        "quote": "Iceland lift the sanctions",
    }  # fmt: skip
    assert rows[1]["says"] == "Iceland rejected it: Norway demands that Iceland lift the sanctions."
    assert rows[-1]["says"] == "Iceland (state)"
    assert list(here.iterdir()) == []


def test_a_text_comes_from_standard_input(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", piped(TEXT.encode("utf-8-sig")))
    assert "frame:demand" in run("read", "-").out


def test_standard_input_is_utf_8_on_every_machine(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "Türkiye demanded that Iceland lift the sanctions."
    monkeypatch.setattr("sys.stdin", piped(said.encode()))
    assert "Türkiye" in run("read", "-").out
    monkeypatch.setattr("sys.stdin", piped(said.encode("latin-1")))
    outcome = run("read", "-")
    assert outcome.code == 2 and "byte 1 of standard input is not UTF-8" in outcome.err


def test_a_text_that_is_taken_for_another_language_can_be_read(here: Path, run: Run) -> None:
    said = "Noreg kravde at Island slepp trålarane fri og opphevar alle sanksjonane med det same."
    outcome = run("read", said)
    assert outcome.code == 2 and "its language is en" in outcome.err
    assert run("read", said, "--language", "en").code == 0


def test_rows_that_the_dataset_adds_count(here: Path, run: Run) -> None:
    said = "Norway craved a ceasefire."
    assert "frame:" not in run("read", said).out
    write(here / "sources", demand_frames=copied("demand_frames", "demand", frame="crave", lemma="crave"))
    assert "frame:crave" in run("read", said).out
    write(here / "sources", demand_frames="nonsense\n")
    outcome = run("read", said)
    assert outcome.code == 2 and "reference/demand_frames.csv, line 1" in outcome.err


def test_what_says_nothing_and_what_is_no_text_are_told(here: Path, run: Run) -> None:
    assert run("read", "It rains.").out == "Nothing is found in it: no party, no demand, no event.\n"
    assert run("read", "It rains.", "--format", "csv").out == "record,says,rule,quote\n"
    assert run("read", " ").code == 2
    outcome = run("read", TEXT, "--published", "yesterday")
    assert outcome.code == 2 and "yesterday" in outcome.err


def test_a_path_in_the_place_of_a_text_is_told_from_one(here: Path, run: Run) -> None:
    (here / "a text.txt").write_text(TEXT, encoding="utf-8")
    outcome = run("read", "a text.txt")
    assert outcome.code == 2 and "`parley read - < 'a text.txt'`" in outcome.err
    outcome = run("read", "../t/agency.txt")
    assert outcome.code == 0 and "`parley read - < FILE`" in outcome.out
    outcome = run("read", "It rained." + " It rained on." * 400)
    assert outcome.code == 0 and "FILE" not in outcome.out
