"""`parley review`: what it prints, what it writes, and what it refuses with nothing written."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.review import COLUMNS, ReviewRow, csv_of
from pipeline.review.rows import commands, review_id
from tests.commands.conftest import Outcome, Run

SANCTIONS, PRISONERS = "demand:nor-sud-sanctions-aaaaaa", "demand:nor-prisoners-bbbbbb"
SAID = ("--reason", "as the text says", "--by", "A. Reader", "--on", "2026-11-26")


def row(kind: str, record_type: str, record: str, other: str = "", joined_as: str = "", says: str = "A wants x",
        score: str = "0.500", path: str = "talks.txt") -> ReviewRow:  # fmt: skip
    name = review_id(kind, record, other)
    asked = commands(kind, record_type, (record, other), joined_as, path)
    return ReviewRow(name, kind, record_type, record, other, joined_as, says, "B wants y" if other else "",
                     "lift sanctions", "end them" if other else "", "talks", "talks" if other else "", score,
                     "words differ", *asked)  # fmt: skip


NEAR = row("near-merge", "demand", SANCTIONS, PRISONERS)
LIKE = row("joined-by-likeness", "demand", SANCTIONS, "demand:nor-any-sanctions-dddddd", SANCTIONS)
UNSURE = row("low-confidence", "demand", PRISONERS, says="release \x1b[31mprisoners " + "and more " * 30)
NAME = row("unlinked-name", "party", "party:norland-fishers", says="Norland Fishers (union)", score="3")
UNDATED = row("undated-document", "document", "talks", score="")
ROWS = (NEAR, LIKE, UNSURE, NAME, UNDATED)


@pytest.fixture
def data(small_root: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small dataset with a review list, in the current folder."""
    root = tmp_path / "data"
    shutil.copytree(small_root, root)
    (root / "sources").mkdir()
    (root / "dist" / "reports" / "review.csv").write_bytes(csv_of(ROWS))
    monkeypatch.chdir(root)
    return root


def corrections(data: Path) -> str:
    file = data / "sources" / "corrections" / "review.yml"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def refused(outcome: Outcome, message: str, data: Path, before: str = "") -> None:
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err and len(outcome.err.strip().splitlines()) == 1
    assert corrections(data) == before


def test_the_list_fits_eighty_columns_and_shows_each_question(data: Path, run: Run) -> None:
    text = run("review").out
    assert max(map(len, text.splitlines())) <= 80 and "\x1b" not in text
    for one in ROWS:
        assert one.review_id in text and one.question in text
    assert f"yes  parley review same {NEAR.review_id}" in text
    assert f"no   parley review flag {NAME.review_id} --column wikidata_id" in text
    assert "5 of 5 questions shown." in text and "near-merge 1, joined-by-likeness 1" in " ".join(text.split())


def printed(text: str) -> list[str]:
    """The commands of the list, as somebody copies them."""
    lines = text.replace("\\\n", "").splitlines()
    return [" ".join(line.split()[1:]) for line in lines if line.startswith(("    yes  ", "    no   "))]


def filled(command: str) -> str:
    for place, words in (('"…"', '"as the text says"'), ("NAME", "'A. Reader'"), ("YYYY-MM-DD", "2026-11-26"),
                         ("Q...", "Q5"), ("NUMBER", "5")):  # fmt: skip
        command = command.replace(place, words)
    return command


@pytest.mark.parametrize("elsewhere", [False, True])
def test_every_command_of_the_list_runs_as_it_is_printed_once_it_is_filled_in(
    elsewhere: bool, data: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = shutil.move(data / "sources", tmp_path / "our sources") if elsewhere else data / "sources"
    monkeypatch.chdir(tmp_path if elsewhere else data)
    text = run("review", *(["--data", "data", "--sources", "our sources"] if elsewhere else [])).out
    commands = printed(text)
    assert len(commands) == 9 and max(map(len, text.splitlines())) <= 80
    for command in commands:
        if command.startswith("printf"):
            (Path(apart) / "seeds").mkdir()
            subprocess.run(["sh", "-c", filled(command)], check=True)
            assert (Path(apart) / "seeds/talks.txt.meta.yml").read_text(encoding="utf-8") == "\npublished: 2026-11-26\n"
            continue
        program, *words = shlex.split(filled(command))
        outcome = run(*words)
        assert (program, outcome.code) == ("parley", 0), outcome.err
        (Path(apart) / "corrections/review.yml").unlink()
        assert run(*shlex.split(command)[1:]).code == 2  # somebody forgot to fill it in
        assert not (Path(apart) / "corrections/review.yml").exists()


def test_every_command_of_the_list_of_this_dataset_runs(repository: Path, run: Run) -> None:
    commands = printed(run("review", "--limit", "0", "--data", str(repository)).out)
    assert commands
    for command in commands:
        outcome = run(*shlex.split(filled(command))[1:], "--dry-run")
        assert outcome.code == 0, outcome.err


def test_a_kind_and_a_limit(data: Path, run: Run) -> None:
    assert "1 of 1 question shown of the kind low-confidence." in run("review", "--kind", "low-confidence").out
    limited = run("review", "--limit", "2").out
    assert "2 of 5 questions shown." in limited and NAME.review_id not in limited
    assert run("review", "--kind", "nothing").code == 2 and run("review", "--limit", "-1").code == 2


def test_rows_for_programs_are_whole(data: Path, run: Run) -> None:
    lines = list(csv.reader(io.StringIO(run("review", "--format", "csv").out)))
    assert tuple(lines[0]) == COLUMNS and len(lines) == 6
    found = json.loads(run("review", "--format", "json", "--limit", "1").out)
    assert [one["if_yes"] for one in found] == [NEAR.if_yes]


def test_a_list_without_questions_says_so(data: Path, run: Run) -> None:
    (data / "dist" / "reports" / "review.csv").write_bytes(csv_of(()))
    assert run("review").out == "Nothing wants a human eye.\n"


def test_without_a_list_or_a_dataset_the_build_is_named(data: Path, run: Run, tmp_path: Path) -> None:
    (data / "dist" / "reports" / "review.csv").unlink()
    assert "run `parley build` first" in run("review").err
    assert "there is no dataset" in run("review", "--data", str(tmp_path)).err
    assert "run `parley build` first" in run("review", "flag", PRISONERS, *SAID).err


def test_a_decision_is_written_and_leaves_the_list_at_once(data: Path, run: Run) -> None:
    outcome = run("review", "apart", NEAR.review_id, *SAID)
    assert outcome.code == 0 and "line 1. It holds from the next `parley build` on." in outcome.out
    assert corrections(data).startswith(f"- apart: [{SANCTIONS}, {PRISONERS}]\n  # {SANCTIONS}: Norland demands")
    after = run("review").out
    assert NEAR.review_id not in after and "1 more is decided already: run `parley build`." in after


def test_a_joined_telling_is_confirmed_or_set_apart_by_its_row(data: Path, run: Run) -> None:
    assert run("review", "same", LIKE.review_id, *SAID, "--dry-run").code == 0
    assert corrections(data) == ""
    assert run("review", "apart", LIKE.review_id, *SAID).code == 0
    assert f"- apart: [{SANCTIONS}, demand:nor-any-sanctions-dddddd]" in corrections(data)


@pytest.mark.parametrize(("words", "entry"), [
    (("flag", UNSURE.review_id), f"- flag: {PRISONERS}\n"),
    (("flag", "party:norland-fishers", "--column", "wikidata_id"), "  column: wikidata_id\n"),
    (("drop", PRISONERS), "  expect: {summary: Norland offers to release prisoners}\n"),
    (("set", NAME.review_id, "wikidata_id=Q5", "part_of_id="),
     "  values: {wikidata_id: Q5, part_of_id: null}\n  expect: {wikidata_id: null, part_of_id: 'party:nor'}\n"),
    (("set", "event:consult-nor-sud-cccccc", "date_start=2024-05-02"),
     "  values: {date_start: 2024-05-02}\n  expect: {date_start: 2024-05-03}\n"),
    (("set", "role:ada-ohm-foreign-minister-1a2b3c", "is_former=true"), "  values: {is_former: true}\n"),
])  # fmt: skip
def test_other_decisions(words: tuple[str, ...], entry: str, data: Path, run: Run) -> None:
    outcome = run("review", *words, *SAID)
    assert outcome.code == 0, outcome.err
    assert entry in corrections(data)


@pytest.mark.parametrize(("value", "entry"), [
    ("addressees=", "  values: {addressees: []}\n  expect: {addressees: ['party:sud']}\n"),
    ("addressees=party:norland-fishers; party:sud",
     "  values: {addressees: ['party:norland-fishers', 'party:sud']}\n  expect: {addressees: ['party:sud']}\n"),
    ("claimants=party:norland-fishers",
     "  values: {claimants: ['party:norland-fishers']}\n  expect: {claimants: ['party:nor']}\n"),
])  # fmt: skip
def test_who_and_of_whom_is_set(value: str, entry: str, data: Path, run: Run) -> None:
    assert run("review", "set", SANCTIONS, value, *SAID).code == 0
    assert entry in corrections(data)


def test_a_party_that_is_identified_does_not_go_by_the_id_of_one_that_is_not(data: Path, run: Run) -> None:
    said = run("review", "same", "party:norland-fishers", "party:nor", *SAID)
    refused(said, "swap them: parley review same party:nor party:norland-fishers", data)
    assert "which has country_code NOR" in said.err
    done = run("review", "same", "party:nor", "party:norland-fishers", *SAID)
    assert done.code == 0 and "party:nor stays; party:norland-fishers leads to it." in done.out


def test_an_undated_text_in_a_container_is_told_where_its_date_belongs(data: Path, run: Run) -> None:
    within = row("undated-document", "document", "talks", score="", path="news.zip!/talks.txt")
    (data / "dist" / "reports" / "review.csv").write_bytes(csv_of([within]))
    text = run("review").out
    assert "sources/seeds/news.zip.meta.yml" in text and "printf" not in text and "\n    yes" not in text
    assert max(map(len, text.splitlines())) <= 80
    refused(run("review", "flag", within.review_id, *SAID), "is about a document; Is it known when", data)


@pytest.mark.parametrize(("words", "message"), [
    (("same", SANCTIONS), "give two ids or more"),
    (("same", SANCTIONS, SANCTIONS), "stands there twice"),
    (("same", SANCTIONS, "event:consult-nor-sud-cccccc"), "another kind of record"),
    (("same", SANCTIONS, "demand:nor-prisoners-bbbbbc"), f"did you mean {PRISONERS}"),
    (("same", SANCTIONS, "nor-prisoners-bbbbbb"), "is no id of a record"),
    (("same", SANCTIONS, "issue:forces"), "is no id of a record"),
    (("same", SANCTIONS, "demand:old-sanctions-000000"), "are one record already"),
    (("same", PRISONERS, "demand:old-sanctions-000000"), f"is {SANCTIONS} now"),
    (("same", "stance:nor-made-aaaaaa", "stance:nor-offered-bbbbbb"), "a stance is never joined by hand"),
    (("apart", SANCTIONS, PRISONERS, "demand:old-sanctions-000000"), "give two ids"),
    (("apart", PRISONERS, "demand:old-sanctions-000000"), f"is {SANCTIONS} now"),
    (("same", "review:000000000000"), "there is no row review:000000000000"),
    (("same", UNSURE.review_id), "is about one record"),
    (("flag", NEAR.review_id), "is about two records"),
    (("flag", UNDATED.review_id), "is about a document; answer it with: printf"),
    (("flag", "demand:nor-any-sanctions-dddddd"), "only same and apart can be said of it"),
    (("flag", PRISONERS, "--column", "colour"), "have no column 'colour'"),
    (("set", PRISONERS, "issue"), "is no column=value"),
    (("set", PRISONERS, "issue=sanctions", "issue=forces"), "given twice"),
    (("set", PRISONERS, "issue=prisoners"), "is prisoners already"),
    (("set", PRISONERS, "issue=moon"), "must be one of"),
    (("set", PRISONERS, "status=open"), "cannot be set"),
    (("set", "event:consult-nor-sud-cccccc", "date_start=May"), "takes a date"),
    (("set", "party:nor", "part_of_id=party:moon"), "is not in parties"),
    (("set", SANCTIONS, "addressees=party:sod"), "no party has the id party:sod; did you mean party:sud"),
    (("set", SANCTIONS, "addressees=party:sud"), "addressees of demand:nor-sud-sanctions-aaaaaa is party:sud already"),
    (("set", SANCTIONS, "claimants="), "`claimants` may not be empty"),
    (("set", SANCTIONS, "claimant=party:sud"), "they have demand_id"),
    (("drop", "demand:moon-1"), "no record has or had the id"),
], ids=lambda part: " ".join(part)[:50] if isinstance(part, tuple) else "")  # fmt: skip
def test_a_decision_that_does_not_fit_is_refused(words: tuple[str, ...], message: str, data: Path, run: Run) -> None:
    refused(run("review", *words, *SAID), message, data)


@pytest.mark.parametrize("day", ["2026-02-30", "today", "20261126", "2026-W48-4", "", "26.11.2026", "2026-11-26T10:00"])
def test_the_day_must_be_a_day(day: str, data: Path, run: Run) -> None:
    refused(run("review", "flag", PRISONERS, "--reason", "r", "--by", "b", "--on", day), "is no day", data)


@pytest.mark.parametrize("lacks", ["--reason", "--by", "--on"])
def test_why_who_and_when_are_needed(lacks: str, data: Path, run: Run) -> None:
    at = SAID.index(lacks)
    outcome = run("review", "flag", PRISONERS, *SAID[:at], *SAID[at + 2 :])
    assert outcome.code == 2 and lacks in outcome.err and corrections(data) == ""


@pytest.mark.parametrize(("option", "place"), [("--reason", "…"), ("--by", "NAME"), ("--on", "YYYY-MM-DD")])
def test_what_was_not_filled_in_is_refused(option: str, place: str, data: Path, run: Run) -> None:
    at = SAID.index(option) + 1
    refused(run("review", "flag", PRISONERS, *SAID[:at], place, *SAID[at + 1 :]), option, data)


@pytest.mark.parametrize("text", [" ", "\x1b[31m", "a\x00b", "\udcff"])
def test_a_reason_is_text(text: str, data: Path, run: Run) -> None:
    outcome = run("review", "flag", PRISONERS, "--reason", text, "--by", "b", "--on", "2026-01-15")
    refused(outcome, "--reason", data)


@pytest.mark.parametrize(("first", "second", "message"), [
    (("same", SANCTIONS, PRISONERS), ("same", PRISONERS, SANCTIONS), "already decided at corrections/review.yml"),
    (("same", SANCTIONS, PRISONERS), ("apart", PRISONERS, SANCTIONS), "it contradicts corrections/review.yml, line 1"),
    (("apart", SANCTIONS, PRISONERS), ("same", NEAR.review_id), "corrections/review.yml, line 1: it contradicts this"),
    (("drop", SANCTIONS), ("same", NEAR.review_id), "which drops"),
    (("flag", SANCTIONS), ("drop", SANCTIONS), "it contradicts this decision, which drops"),
    (("flag", SANCTIONS), ("flag", SANCTIONS), "already decided"),
    (("set", SANCTIONS, "issue=process"), ("set", SANCTIONS, "issue=fish"), "`issue: fish` is not allowed: "),
    (("set", SANCTIONS, "issue=process"), ("set", SANCTIONS, "issue=proces"), "did you mean process, resources"),
    (("set", SANCTIONS, "issue=process"), ("set", SANCTIONS, "issue=other"), "edit or remove that entry"),
])  # fmt: skip
def test_what_was_decided_before_stands(
    first: tuple[str, ...], second: tuple[str, ...], message: str, data: Path, run: Run
) -> None:
    assert run("review", *first, *SAID).code == 0
    refused(run("review", *second, *SAID), message, data, corrections(data))


def test_decisions_of_other_files_count(data: Path, run: Run) -> None:
    folder = data / "sources" / "corrections"
    folder.mkdir()
    entry = f"# ours\n- apart: [{PRISONERS}, {SANCTIONS}]\n  reason: r\n  by: b\n  on: 2026-01-15\n"
    (folder / "rows.yml").write_text(entry, encoding="utf-8")
    refused(run("review", "apart", NEAR.review_id, *SAID), "already decided at corrections/rows.yml, line 2", data)
    assert NEAR.review_id not in run("review").out
    (folder / "rows.yml").write_text(entry + "  by: c\n", encoding="utf-8")
    refused(run("review", "flag", PRISONERS, *SAID), "corrections/rows.yml, line 6: the key `by` stands", data)


def test_folders_can_be_named_before_and_after_the_decision(data: Path, run: Run, monkeypatch: pytest.MonkeyPatch,
                                                            tmp_path: Path) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert run("review", "flag", PRISONERS, *SAID, "--data", str(data)).code == 0
    assert run("review", "--data", str(data), "flag", SANCTIONS, *SAID).code == 0
    assert corrections(data).count("- flag:") == 2
    assert (
        "name it with --sources" in run("review", "--data", str(data), "flag", SANCTIONS, *SAID, "--sources", "x").err
    )
