"""What is published: CSV, Parquet, descriptor, schemas and dictionary agree with the schema and with one another."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipeline.publish import PackageInfo, publish
from pipeline.publish.descriptor import json_bytes, table_schema
from pipeline.publish.tabular import csv_bytes, parquet_bytes
from pipeline.publish.views import read_views
from pipeline.schema import TABLES
from tests.publish.conftest import GOOD
from tests.schema.small_dataset import doubled, small_tables

pytestmark = pytest.mark.slow

Tables = dict[str, pl.DataFrame]


@pytest.fixture(scope="session")
def package(published: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((published / "datapackage.json").read_text(encoding="utf-8"))
    return found


def test_csv_parquet_and_duckdb_hold_the_same_rows(published: Path, tables: Tables) -> None:
    with duckdb.connect(str(published / "dist/parley.duckdb"), read_only=True) as connection:
        for name, table in TABLES.items():
            parquet = pl.read_parquet(published / f"dist/parquet/{name}.parquet")
            read = pl.read_csv(published / f"dist/csv/{name}.csv", schema=table.polars_schema())
            assert parquet.equals(tables[name]) and read.equals(tables[name])
            stored = connection.sql(f"from {name} order by {', '.join(table.primary_key)}").pl()
            assert stored.rows() == tables[name].rows()


def test_publishing_again_gives_identical_bytes(published: Path, tables: Tables, tmp_path: Path) -> None:
    again = {name: pl.concat([frame[:1], frame[1:]], rechunk=False) for name, frame in small_tables().items()}
    publish(again, GOOD, tmp_path)
    first, second = _files(published), _files(tmp_path)
    assert set(first) == set(second)
    assert [path for path in first if first[path] != second[path]] in ([], ["dist/parley.duckdb"])


def test_the_descriptor_tells_size_and_hash_of_every_file(published: Path, package: dict[str, Any]) -> None:
    assert len(package["resources"]) == 2 * len(TABLES)
    for resource in package["resources"]:
        content = (published / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        assert (resource["type"] == "table") is resource["path"].endswith(".csv")
        assert (published / resource["schema"]).is_file()


def test_the_descriptor_says_what_a_reader_must_know(package: dict[str, Any]) -> None:
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["sources"] == [
        {"title": "Talks on the Norland Border (Elm Courier)", "path": "sources/seeds/norland-border.txt"},
        {"title": "wire.txt", "path": "sources/seeds/wire.txt"},
    ]
    assert {"name", "title", "description", "version", "contributors", "keywords"} <= set(package)
    assert "created" not in package


def test_the_reference_implementation_finds_the_package_valid(published: Path) -> None:
    program = "import sys; from frictionless import validate; r = validate('datapackage.json'); print(r.flatten()); sys.exit(not r.valid)"
    process = subprocess.run(
        [sys.executable, "-c", program], cwd=published, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stdout + process.stderr


def test_the_reference_implementation_sees_a_broken_foreign_key(
    published: Path, tmp_path: Path, tables: Tables
) -> None:
    publish(tables, GOOD, tmp_path)
    path = tmp_path / "dist/csv/demand_addressees.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("party:norland", "party:nowhere"), encoding="utf-8", newline="\n"
    )
    program = "from frictionless import validate; print(validate('datapackage.json').flatten(['type']))"
    process = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "foreign-key" in process.stdout and "hash-count" in process.stdout


def test_schema_files_are_what_the_schema_gives(published: Path) -> None:
    for name, table in TABLES.items():
        assert (published / f"dist/schemas/{name}.json").read_bytes() == json_bytes(table_schema(table))


def test_every_constraint_of_the_schema_is_in_the_table_schema() -> None:
    for table in TABLES.values():
        schema = table_schema(table)
        assert schema["primaryKey"] == list(table.primary_key)
        assert len(schema.get("foreignKeys", [])) == len(table.foreign_keys)
        for column, field in zip(table.columns, schema["fields"], strict=True):
            constraints = field.get("constraints", {})
            assert (field["name"], field["type"], field["description"]) == (
                column.name,
                column.type,
                column.description,
            )
            assert constraints.get("required", False) is column.required
            assert constraints.get("unique", False) is column.unique
            assert constraints.get("enum", []) == list(column.enum)
            assert constraints.get("pattern") == column.pattern
            assert (constraints.get("minimum"), constraints.get("maximum")) == (column.minimum, column.maximum)


def test_parquet_files_carry_title_description_and_column_meanings(published: Path) -> None:
    for name, table in TABLES.items():
        metadata = pl.read_parquet_metadata(published / f"dist/parquet/{name}.parquet")
        assert (metadata["title"], metadata["description"]) == (table.title, table.description)
        assert json.loads(metadata["table_schema"]) == table_schema(table)


def test_the_dictionary_has_every_table_column_code_and_view(published: Path, tables: Tables) -> None:
    text = (published / "dist/data-dictionary.md").read_text(encoding="utf-8")
    for name, table in TABLES.items():
        assert f"### {name}\n" in text and table.description in text
        for column in table.columns:
            assert (
                f"| `{column.name}` | {column.type} | {'no' if column.required else 'yes'} | {column.description}"
                in text
            )
    for code in tables["issues"]["code"]:
        assert f"| `{code}` |" in text
    for view in read_views():
        assert view.about in text


AWKWARD = (
    "NA",
    "NULL",
    "nan",
    "1e5",
    "0123",
    "TRUE",
    "2025-08",
    "=1+1",
    "@x",
    "-1",
    'a "b", c;',
    "two\nlines",
    "🤝",
    "a\u2028b",
)


@pytest.mark.parametrize("name", AWKWARD)
def test_a_name_that_looks_like_something_else_stays_text_in_csv(tables: Tables, tmp_path: Path, name: str) -> None:
    table, path = TABLES["people"], tmp_path / "people.csv"
    both = doubled(tables, "people", 0, person_id="person:zz", name=name)["people"]
    path.write_bytes(csv_bytes(table, both))
    with open(path, encoding="utf-8", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["Ada Moss", name]
    assert pl.read_csv(path, schema=table.polars_schema()).equals(both)
    assert duckdb.sql(f"select name, wikidata_id from '{path}'").fetchall() == [("Ada Moss", None), (name, None)]


def test_csv_ends_lines_with_lf_and_leaves_null_unquoted(tables: Tables) -> None:
    content = csv_bytes(TABLES["people"], tables["people"])
    assert content == b'"person_id","name","wikidata_id"\n"person:ada-moss","Ada Moss",\n'


def test_writers_sort_by_primary_key_themselves(tables: Tables) -> None:
    table = TABLES["parties"]
    assert csv_bytes(table, tables["parties"].reverse()) == csv_bytes(table, tables["parties"])
    assert parquet_bytes(table, tables["parties"].reverse()) == parquet_bytes(table, tables["parties"])


def test_other_stages_add_their_files(tables: Tables, tmp_path: Path) -> None:
    publish(
        tables, GOOD, tmp_path, PackageInfo(version="9.8.7", files={"reports/quarantine.csv": b"path,reason,detail\n"})
    )
    assert (tmp_path / "dist/reports/quarantine.csv").read_bytes() == b"path,reason,detail\n"
    assert json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["version"] == "9.8.7"
    assert json.loads((tmp_path / "dist/reports/quality.json").read_text(encoding="utf-8")) == GOOD.to_json_dict()


def _files(root: Path) -> dict[str, bytes]:
    paths = [root / "datapackage.json", *sorted((root / "dist").rglob("*"))]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()}
