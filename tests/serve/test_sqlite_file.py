"""The SQLite file holds what the dataset holds: its tables, its views, its questions, and full-text search."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import pipeline.publish.database
import pipeline.publish.described
import pipeline.publish.queries
import pipeline.publish.views
import pipeline.schema
import pipeline.serve.questions
import pipeline.serve.sqlite_file
from pipeline.__main__ import main
from pipeline.publish import publish
from pipeline.publish.database import open_for_query
from pipeline.publish.queries import questions
from pipeline.publish.views import read_views
from pipeline.schema import TABLES
from pipeline.serve.questions import in_sqlite, sqlite_questions
from pipeline.serve.sqlite_file import FILE, current_sqlite, kept_sqlite, makers, write_sqlite
from pipeline.serve.tables import shown
from tests.publish.conftest import GOOD
from tests.schema.small_dataset import changed, small_tables

pytestmark = pytest.mark.slow
VIEWS = [view.name for view in read_views() if view.parameters is None]


@pytest.fixture(scope="module")
def file(trap_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sqlite") / "traps.db"
    write_sqlite(trap_root, made)
    return made


@pytest.fixture
def ask(file: Path) -> Iterator[Any]:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        yield lambda sql, values=(): connection.execute(sql, values).fetchall()


def plain(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows of DuckDB as SQLite has them."""
    return [
        tuple(
            value.isoformat() if isinstance(value, datetime.date) else int(value) if isinstance(value, bool) else value
            for value in row
        )
        for row in rows
    ]


def test_every_table_and_view_has_the_rows_of_the_dataset_in_their_order(trap_root: Path, ask: Any) -> None:
    with open_for_query(trap_root) as duckdb:
        for name in TABLES:
            key = ", ".join(f'"{column}"' for column in TABLES[name].primary_key)
            assert ask(f"select * from {name}") == plain(
                duckdb.execute(f"select * from {name} order by {key}").fetchall()
            )
        for name in VIEWS:
            assert ask(f"select * from {name}") == plain(duckdb.execute(f"from {name}").fetchall()), name


def test_every_question_of_readers_has_the_same_answer(trap_root: Path, ask: Any) -> None:
    asked, left_out = sqlite_questions()
    answers = {one.name: one.sql for one in asked}
    assert {number for number, _ in questions()} == set(range(1, 16)) == {one.number for one in asked}
    assert [one.statement[:6] for one in left_out] == ["pivot "]
    with open_for_query(trap_root) as duckdb:
        for (number, _), views in questions().items():
            for view in views:
                for place, statement in enumerate(view.asks, start=1):
                    sql = answers.pop(f"{number:02}_{view.name}" + (f"_{place}" if place > 1 else ""), None)
                    if sql is not None:
                        nothing = dict.fromkeys(re.findall(r":(\w+)", sql), "")
                        assert ask(sql, nothing) == plain(duckdb.execute(statement).fetchall()), statement
    assert not answers


def test_a_question_can_be_asked_about_something_else(trap_root: Path, ask: Any) -> None:
    answers = {one.name: one.sql for one in sqlite_questions()[0]}
    with open_for_query(trap_root) as duckdb:
        for name, values, statement in (
            ("01_positions", {"issue": "territory"},
             "select party, kind, demand, condition_text, stands, quote, document from positions where issue = 'territory'"),
            ("14_news_since", {"day": "2031-05-02"}, "from news_since(date '2031-05-02')"),
            ("04_sentence_for", {"id": "party:nor"}, "from sentence_for('party:nor')"),
        ):  # fmt: skip
            assert ask(answers[name], values) == plain(duckdb.execute(statement).fetchall()), name


def test_an_argument_may_hold_commas_parentheses_and_quotes() -> None:
    sql = in_sqlite("from sentence_for((select max(x, ',)') from y)) as z")
    assert sql.startswith("select * from (") and sql.endswith(") as z")
    assert sql.count("coalesce(nullif(:id, ''), (select max(x, ',)') from y))") == 2


def test_the_file_is_sound_and_refers_as_the_schema_says(ask: Any) -> None:
    assert ask("pragma integrity_check") == [("ok",)] and ask("pragma foreign_key_check") == []
    for table in TABLES.values():
        keys = {(row[3], row[2], row[4]) for row in ask(f"pragma foreign_key_list({table.name})")}
        assert keys == {(key.column, key.table, key.references) for key in table.foreign_keys}
        pinned = sorted((row[5], row[1]) for row in ask(f"pragma table_info({table.name})") if row[5])
        assert tuple(name for _, name in pinned) == table.primary_key


def test_a_row_that_breaks_the_schema_is_not_taken(file: Path, tmp_path: Path) -> None:
    shutil.copy(file, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("update demands set status = 'unheard of'")


def test_words_are_found_in_all_their_forms(ask: Any) -> None:
    wanted = ask("select summary from demands where summary like '%wanted%' order by rowid")
    sql = "select summary from demands where rowid in (select rowid from demands_fts where demands_fts match 'WANTS')"
    assert wanted and set(wanted) <= set(ask(f"{sql} order by rowid"))
    for table, one in shown().items():
        if one.search:
            said = [" ".join(map(str, row)) for row in ask(f"select {', '.join(one.search)} from {table}")]
            words = re.findall(r"\b[a-z]+\b", " ".join(said).replace("None", ""))
            assert words or table == "documents"  # whose titles are empty here
            for word in sorted(words)[-1:]:
                found = ask(f"select count(*) from {table}_fts where {table}_fts match ?", (f'"{word}"',))
                assert found[0][0] >= sum(bool(re.search(rf"\b{word}\b", text)) for text in said) > 0, table


def test_every_table_that_is_told_of_is_there(ask: Any) -> None:
    names = {name for (name,) in ask("select name from sqlite_master where type = 'table'")}
    assert set(TABLES) | set(VIEWS) <= names
    for name, one in shown().items():
        columns = {row[1] for row in ask(f"pragma table_info({name})")}
        assert {*one.facets, *one.search, *filter(None, [one.label])} <= columns, name


def test_the_columns_are_explained_but_never_by_another_tables_words(ask: Any) -> None:
    told = dict(ask("select column_name, description from about_columns where table_name = 'demand_ledger'"))
    assert told["quote"].startswith("The words that state the record")
    assert told["summary"] is told["status"] is None  # demands and events have their own
    (words,) = ask("select description from about_columns where table_name = 'demands' and column_name = 'status'")
    assert words[0].startswith("Where the demand stands")


def test_equal_data_give_equal_bytes(trap_root: Path, file: Path, tmp_path: Path) -> None:
    write_sqlite(trap_root, tmp_path / "again.db")
    assert (tmp_path / "again.db").read_bytes() == file.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["again.db"]


def test_the_file_is_made_anew_when_the_data_changed_or_it_is_broken_and_not_else(tmp_path: Path) -> None:
    root, file = tmp_path / "data", tmp_path / "kept.db"
    publish(small_tables(), GOOD, root)
    current_sqlite(root, file)
    first = file.stat().st_ino, file.read_bytes()
    current_sqlite(root, file)
    assert (file.stat().st_ino, file.read_bytes()) == first
    file.write_bytes(b"no database")
    current_sqlite(root, file)
    assert file.read_bytes() == first[1]
    publish(changed(small_tables(), "demands", 0, summary="Another summary"), GOOD, root)
    current_sqlite(root, file)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("select count(*) from demands where summary = 'Another summary'").fetchone() == (1,)


def test_a_file_of_older_code_is_made_anew() -> None:
    """Whatever module the file is made with is among those that its digest is of."""
    told = {file.resolve() for file in makers()}
    for module in (pipeline.serve.sqlite_file, pipeline.serve.questions, pipeline.publish.queries,
                   pipeline.publish.database, pipeline.publish.views, pipeline.publish.described,
                   pipeline.schema):  # fmt: skip
        assert Path(str(module.__file__)).resolve() in told


@pytest.mark.skipif(os.name == "nt", reason="this system has no such permissions")
def test_the_file_is_as_hidden_from_others_as_the_users_other_files(trap_root: Path, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_sqlite(trap_root, tmp_path / "talks.db")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "talks.db").stat().st_mode) == 0o640


def test_the_file_is_kept_beside_the_dataset_but_no_part_of_it(tmp_path: Path) -> None:
    from pipeline.publish.checksums import verify

    root = tmp_path / "data"
    publish(small_tables(), GOOD, root)
    with kept_sqlite(root) as file:
        assert file == root.resolve() / ".parley" / FILE
    assert file.is_file()
    assert not verify(root).wrong and not verify(root).unlisted


def test_a_folder_with_a_name_that_would_be_misread_is_served_from_elsewhere(tmp_path: Path) -> None:
    root = tmp_path / "50% of #1"
    publish(small_tables(), GOOD, root)
    with kept_sqlite(root) as file:
        assert root.resolve() not in file.parents and file.is_file()
    assert not file.exists() and not (root / ".parley").exists()


def test_export_writes_a_new_file_and_never_over_one(
    trap_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "talks.db"
    words = ["export", "sqlite", str(file), "--data", str(trap_root)]
    assert main(words) == 0
    assert str(file) in capsys.readouterr().out
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("select count(*) from demands").fetchone() > (2,)
    assert main(words) == 2
    assert "there already" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_told(
    trap_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["export", "sqlite", str(tmp_path / "file" / "talks.db"), "--data", str(trap_root)]) == 3
    assert "could not be written" in capsys.readouterr().err
