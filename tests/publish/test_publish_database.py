"""The DuckDB file: keys, checks, comments and views; and the connection that a user's SQL runs on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipeline.check.dist import check_dist
from pipeline.errors import CallError, MachineError
from pipeline.evaluate.built import Built
from pipeline.publish import publish
from pipeline.publish.database import create_file, data_hash_of, open_for_query, write_database
from pipeline.publish.tabular import parquet_bytes
from pipeline.publish.views import read_views
from pipeline.resolve import read_last_release
from pipeline.schema import TABLES
from tests.publish.conftest import GOOD
from tests.schema.small_dataset import changed

Tables = dict[str, pl.DataFrame]


@pytest.fixture
def connection(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_for_query(published) as opened:
        yield opened


@pytest.fixture
def in_memory(published: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same dataset without its DuckDB file."""
    shutil.copytree(published, tmp_path / "copy")
    (tmp_path / "copy/dist/parley.duckdb").unlink()
    with open_for_query(tmp_path / "copy") as opened:
        yield opened


def test_types_and_comments_are_those_of_the_schema(connection: duckdb.DuckDBPyConnection) -> None:
    types = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}
    tables = dict(
        connection.execute("select table_name, comment from duckdb_tables() where schema_name = 'main'").fetchall()
    )
    assert tables == {name: table.description for name, table in TABLES.items()}
    for name, table in TABLES.items():
        columns = connection.execute(
            "select column_name, data_type, is_nullable, comment from duckdb_columns() where table_name = ? "
            "order by column_index", [name],
        ).fetchall()  # fmt: skip
        assert columns == [(c.name, types[c.type], not c.required, c.description) for c in table.columns]


def test_keys_are_those_of_the_schema(connection: duckdb.DuckDBPyConnection) -> None:
    for name, table in TABLES.items():
        found = connection.execute(
            "select constraint_type, constraint_column_names, referenced_table from duckdb_constraints() "
            "where table_name = ?", [name],
        ).fetchall()  # fmt: skip
        assert [tuple(row[1]) for row in found if row[0] == "PRIMARY KEY"] == [table.primary_key]
        foreign = sorted((row[1][0], row[2]) for row in found if row[0] == "FOREIGN KEY")
        assert foreign == sorted((key.column, key.table) for key in table.foreign_keys)


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("insert into people values ('person:ada-moss', 'Ada Moss', null)", "Duplicate key"),
        ("insert into demand_addressees values ('demand:gone', 'party:norland')", "foreign key"),
        ("insert into people values ('Ada', 'Ada Moss', null)", "CHECK"),
        ("insert into people values ('person:b', '', null)", "CHECK"),
        ("insert into places values ('place:b', 'B', null, null, 91, 0)", "CHECK"),
        ("insert into people values ('person:b', null, null)", "NOT NULL"),
    ],
)
def test_the_database_refuses_rows_that_break_the_schema(
    published: Path, tmp_path: Path, statement: str, complaint: str
) -> None:
    file = tmp_path / "copy.duckdb"
    shutil.copy(published / "dist/parley.duckdb", file)
    with duckdb.connect(str(file)) as writable, pytest.raises(duckdb.ConstraintException, match=complaint):
        writable.execute(statement)


def test_the_file_is_of_a_version_that_older_programs_read(published: Path) -> None:
    header = (published / "dist/parley.duckdb").read_bytes()[:64]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") <= 67  # what DuckDB 1.4 reads; 2.0 writes a higher one by default


def test_every_view_runs_under_any_file_name_and_has_its_comment(published: Path, tmp_path: Path) -> None:
    file = tmp_path / "another name.duckdb"
    shutil.copy(published / "dist/parley.duckdb", file)
    with duckdb.connect(str(file), read_only=True) as opened:
        comments = dict(opened.execute("select view_name, comment from duckdb_views() where not internal").fetchall())
        for view in read_views():
            if view.parameters is None:
                opened.execute(f"from {view.name}").fetchall()
                assert comments[view.name] == view.about
        assert len(opened.execute("from new_since(date '2031-05-06')").fetchall()) == 3
        assert opened.execute("from new_since(date '2031-05-07')").fetchall() == []


def test_the_ledger_has_one_row_a_demand(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute(
        "select demand_id, claimants, addressees, status, accepted_by, rejected_by, quote, document, documents from demand_ledger"
    ).fetchall()
    title = "Talks on the Norland Border"
    assert rows == [
        ("demand:nor-prisoners-1", "Norland", None, "accepted", "Sudria", None, "“prisoner exchanges” 🤝", title, 1),
        (
            "demand:sud-nor-forces-1",
            "Sudria",
            "Norland",
            "rejected",
            None,
            "Parliament of Norland",
            "halt mobilisation",
            title,
            1,
        ),
        ("demand:sud-nor-sanctions-1", "Sudria", "Norland", "open", None, None, "lift sanctions", title, 2),
    ]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("select rejected_by, claimants, quote from who_rejected_what",
         [("Parliament of Norland", "Sudria", "rejected these terms")]),
        ("select demand_id from unanswered_demands", [("demand:sud-nor-sanctions-1",)]),
        ("select demand_id, agreed_by from points_of_agreement", [("demand:nor-prisoners-1", "Norland; Sudria")]),
        ("select condition_text from conditional_demands", [("if talks resume",)]),
        ("select date_start::varchar, status, place, participants from event_timeline",
         [("2031-05-06", "occurred", None, "Parliament of Norland; Sudria"),
          ("2031-05-09", "planned", "Port Elm", "Ada Moss; Sudria")]),
        ("select count(*), sum(not_provable) from provable_rows", [(7, 0)]),
        ("select wants from position_matrix where issue = 'forces' and party = 'Sudria'",
         [("Sudria demands that Norland halt mobilisation",)]),
        ("select documents from record_sources where record_id = 'demand:sud-nor-sanctions-1'", [(2,)]),
        ("select demand_id from single_source_demands", [("demand:nor-prisoners-1",), ("demand:sud-nor-forces-1",)]),
        ("select document_id, sentence is null from demand_mentions where demand_id = 'demand:sud-nor-sanctions-1'",
         [("norland-border", False), ("wire", True)]),
        ("select quote from evidence_in_context where record_id = 'place:port-elm'", [("Port Elm",)]),
        ("select party, person, left_out from event_attendance where event_id = 'event:meeting-1'",
         [("Norland", "Ada Moss", False), ("Sudria", None, False)]),
        ("select issue from contested_issues", []),
    ],
)  # fmt: skip
def test_a_view_answers_its_question(
    connection: duckdb.DuckDBPyConnection,
    in_memory: duckdb.DuckDBPyConnection,
    query: str,
    answer: list[tuple[object, ...]],
) -> None:
    assert connection.execute(query).fetchall() == answer
    assert in_memory.execute(query).fetchall() == answer


def test_two_sides_that_claim_one_issue_contest_it(tables: Tables, tmp_path: Path) -> None:
    contested = changed(tables, "demands", 0, issue="forces")
    publish(contested, GOOD, tmp_path)
    with open_for_query(tmp_path) as opened:
        found = opened.execute("select issue, party, other_party, other_party_wants from contested_issues").fetchall()
    assert found == [("forces", "Norland", "Sudria", "Sudria demands that Norland halt mobilisation")]


@pytest.mark.parametrize("opened", ["connection", "in_memory"])
@pytest.mark.parametrize(
    "statement",
    [
        "from read_text('datapackage.json')",
        "copy people to 'people.csv'",
        "attach 'other.duckdb'",
        "install httpfs",
        "set enable_external_access = true",
        "set threads = 1",
    ],
)
def test_sql_reaches_the_dataset_and_nothing_else(request: pytest.FixtureRequest, opened: str, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        request.getfixturevalue(opened).execute(statement)


def test_a_database_file_of_other_data_is_not_used(published: Path, tables: Tables, tmp_path: Path) -> None:
    publish(changed(tables, "people", 0, name="Bea Moss"), GOOD, tmp_path)
    shutil.copy(published / "dist/parley.duckdb", tmp_path / "dist/parley.duckdb")
    with open_for_query(tmp_path) as opened:
        assert opened.execute("select name from people").fetchall() == [("Bea Moss",)]


@pytest.mark.parametrize("content", [b"", b"not a database"])
def test_a_damaged_database_file_is_not_used(tables: Tables, tmp_path: Path, content: bytes) -> None:
    publish(tables, GOOD, tmp_path)
    (tmp_path / "dist/parley.duckdb").write_bytes(content)
    with open_for_query(tmp_path) as opened:
        assert opened.execute("select count(*) from demands").fetchall() == [(3,)]


def test_a_folder_without_a_dataset_is_named_in_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="parley build"):
        open_for_query(tmp_path)


def test_a_party_below_a_party_below_a_party_is_stored(tables: Tables, tmp_path: Path) -> None:
    rows = tables["parties"].to_dicts()
    rows.append({"party_id": "party:0-committee", "name": "Committee", "type": "government_body",
                 "part_of_id": "party:a-norland-parliament"})  # fmt: skip
    publish({**tables, "parties": TABLES["parties"].frame(rows)}, GOOD, tmp_path)
    with open_for_query(tmp_path) as opened:
        assert opened.execute("select count(*) from parties").fetchall() == [(4,)]


def test_parties_in_a_circle_are_an_error_and_no_endless_loop(tables: Tables, tmp_path: Path) -> None:
    circle = changed(tables, "parties", 1, part_of_id="party:a-norland-parliament")
    for name, table in TABLES.items():
        (tmp_path / f"{name}.parquet").write_bytes(parquet_bytes(table, circle[name]))
    with pytest.raises(MachineError, match="circle"):
        create_file(tmp_path, tmp_path / "x.duckdb", "hash")


@pytest.mark.parametrize("name", ["50% of #1", "a?b", "a*b", "[ab]c", "{a,b}c", "a\\b", "?"])
def test_a_folder_of_any_name_holds_a_dataset(published: Path, tmp_path: Path, name: str) -> None:
    """Also beside folders that the name would match if it were a pattern."""
    if os.name == "nt" and set(name) & set("?*\\"):
        pytest.skip("this system allows no such name")
    for folder in (name, "axb", "ac", "bc"):
        shutil.copytree(published, tmp_path / folder)
    root = tmp_path / name
    file = root / "dist" / "parley.duckdb"
    file.unlink()
    write_database(root / "dist" / "parquet", file, data_hash_of(root) or "")
    shutil.copy(file, tmp_path / "plainly-named.duckdb")
    with duckdb.connect(str(tmp_path / "plainly-named.duckdb"), read_only=True) as opened:
        assert opened.execute("select count(*) from demands").fetchall() == [(3,)]
    for _ in range(2):  # with the file, and without
        with open_for_query(root) as opened:
            assert opened.execute("select count(*) from demands").fetchall() == [(3,)]
        file.unlink(missing_ok=True)
    assert read_last_release(root).tables["demands"].height == 3


@pytest.mark.skipif(os.name == "nt", reason="this system allows no such name")
def test_tables_are_read_from_a_folder_of_any_name(published: Path, tmp_path: Path) -> None:
    root = tmp_path / "[a]?*"
    for folder in (root, tmp_path / "axy"):
        shutil.copytree(published, folder)
    assert read_last_release(root).tables["demands"].height == 3
    for document in read_last_release(published).tables["documents"]["document_id"]:
        assert Built(root).document(document) == Built(published).document(document)
    assert check_dist(root).passed
