"""`parley query` answers in three layouts and says plainly what is wrong with the SQL."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.commands.rows import as_text, distinct, write_table
from tests.commands.conftest import Run

TWO = "select demand_id, condition_text from demands order by demand_id"


def test_table_is_not_wrapped_when_piped(run: Run) -> None:
    outcome = run("query", f"select '{'long ' * 60}' as words")
    assert outcome.code == 0
    assert "long " * 59 in outcome.out
    assert outcome.out.endswith("(1 row)\n")


def test_a_terminal_gets_rows_one_by_one_when_they_do_not_fit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    write_table(("demand_id", "summary"), [("demand:a-b-c", "word " * 15), ("demand:d", "short")])
    grid = re.sub(r"\x1b\[\d+m", "", capsys.readouterr().out)  # without the marks for bold
    assert max(map(len, grid.splitlines())) <= 60
    assert "demand:a-b-c  word" in grid
    write_table(("demand_id", "other_id"), [("demand:" + "a" * 30, "event:" + "b" * 30), ("demand:d", "")])
    assert capsys.readouterr().out == (
        f"demand_id  demand:{'a' * 30}\nother_id   event:{'b' * 30}\n\ndemand_id  demand:d\n"
    )


def test_csv_reads_back(run: Run) -> None:
    rows = list(csv.reader(io.StringIO(run("query", "--format", "csv", TWO).out)))
    assert rows[0] == ["demand_id", "condition_text"]
    assert rows[1] == ["demand:nor-prisoners-bbbbbb", "if talks go on"]
    assert rows[2][1] == ""


def test_json_reads_back_with_nulls_dates_and_lists(run: Run) -> None:
    sql = "select date_start, place_id, null as nothing, [1, 2] as numbers, 1.50::decimal(4,2) as price from events"
    assert json.loads(run("query", "--format", "json", sql).out) == [
        {"date_start": "2024-05-03", "place_id": "place:port-ayr", "nothing": None, "numbers": [1, 2], "price": 1.5}
    ]


def test_json_keeps_two_columns_of_one_name(run: Run) -> None:
    assert json.loads(run("query", "--format", "json", "select 1 as a, 2 as a").out) == [{"a": 1, "a_2": 2}]
    assert distinct(["a", "a_2", "a"]) == ["a", "a_2", "a_3"]


def test_wrong_sql_is_one_sentence(run: Run) -> None:
    outcome = run("query", "select * from demandz")
    assert outcome.code == 2
    assert "demandz" in outcome.err and "demands" in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1


def test_sql_comes_from_standard_input_for_a_dash(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("select count(*) as n from demands"))
    assert json.loads(run("query", "--format", "json", "-").out) == [{"n": 2}]


def test_empty_sql_is_a_wrong_call(run: Run) -> None:
    assert run("query", "  ").code == 2


def test_text_cannot_steer_the_terminal(run: Run) -> None:
    out = run("query", "select chr(27) || '[31m' || chr(10) || chr(8238) as hostile").out
    assert "\x1b" not in out and "\u202e" not in out
    assert r"\x1b[31m\n\u202e" in out


def test_brackets_in_text_are_no_markup(run: Run) -> None:
    assert "[bold]x[/bold]" in run("query", "select '[bold]x[/bold]' as marked").out


def test_a_folder_without_dataset_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["query", "select 1"]) == 2
    assert "parley build" in capsys.readouterr().err


def test_the_dist_folder_itself_is_as_good(run: Run, small_root: Path) -> None:
    assert run("query", "select 1 as one", "--data", str(small_root / "dist")).code == 0


@pytest.mark.parametrize(
    "sql", ["create table t as select 1", "insert into issues values ('a', 'b', 'c')", "from read_csv('secret.csv')"]
)
def test_a_query_can_neither_write_nor_read_other_files(sql: str, run: Run, small_root: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(small_root.rglob("*")) if path.is_file()}
    run("query", sql)
    assert {path: path.read_bytes() for path in sorted(small_root.rglob("*")) if path.is_file()} == before
    assert run("query", "from read_csv('datapackage.json')").code == 2


def test_cells_are_plain_text() -> None:
    assert [as_text(value) for value in (None, True, b"\x01", {"a": 1})] == ["", "true", "01", '{"a": 1}']
