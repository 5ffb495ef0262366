"""Croissant: every file with its hash, every table with its fields, keys and references; the reference reader reads it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.schema import TABLES
from tests.publish.metadata.conftest import Shapes, read

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def croissant(released: Path) -> dict[str, Any]:
    found: dict[str, Any] = read(released, "croissant.json")
    return found


def test_it_has_all_that_croissant_asks_for(croissant: dict[str, Any], unfit: Shapes) -> None:
    assert unfit(croissant, "croissant.ttl") == ""


@pytest.mark.parametrize("missing", ["sha256", "encodingFormat", "contentUrl"])
def test_a_file_without_its_hash_or_address_would_be_seen(
    croissant: dict[str, Any], unfit: Shapes, missing: str
) -> None:
    first, *others = croissant["distribution"]
    less = {name: value for name, value in first.items() if name != missing}
    assert missing in unfit({**croissant, "distribution": [less, *others]}, "croissant.ttl")


def test_a_reference_to_a_field_that_is_not_there_would_be_seen(croissant: dict[str, Any], unfit: Shapes) -> None:
    fewer = [each for each in croissant["recordSet"] if each["@id"] != "parties"]
    assert "parties/party_id" in unfit({**croissant, "recordSet": fewer}, "croissant.ttl")


def test_files_are_where_it_says_with_size_and_hash(croissant: dict[str, Any], released: Path) -> None:
    assert len(croissant["distribution"]) == 2 * len(TABLES)
    for file in croissant["distribution"]:
        content = (released / "dist/metadata" / file["contentUrl"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert file["contentSize"] == f"{len(content)} B"


def test_every_column_key_and_reference_of_the_schema_is_in_it(croissant: dict[str, Any]) -> None:
    records = {each["@id"]: each for each in croissant["recordSet"]}
    assert list(records) == list(TABLES)
    for name, table in TABLES.items():
        fields = {each["name"]: each for each in records[name]["field"]}
        assert tuple(fields) == table.column_names
        assert all(fields[column]["source"]["extract"] == {"column": column} for column in fields)
        keys = records[name]["key"]
        named = [each["@id"] for each in (keys if isinstance(keys, list) else [keys])]
        assert named == [f"{name}/{column}" for column in table.primary_key]
        assert {
            column: each["references"]["field"]["@id"] for column, each in fields.items() if "references" in each
        } == {key.column: f"{key.table}/{key.references}" for key in table.foreign_keys if key.table != name}


def test_it_names_version_date_and_licence_of_the_release(croissant: dict[str, Any]) -> None:
    assert (croissant["version"], croissant["datePublished"]) == ("1.2.3", "2031-06-01")
    assert croissant["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_without_a_release_there_is_no_date(published: Path) -> None:
    assert "datePublished" not in read(published, "croissant.json")


def test_the_reference_reader_reads_every_row(released: Path, tables: dict[str, pl.DataFrame]) -> None:
    # It cannot be among the locked packages: one that it needs comes without a wheel. `pip install mlcroissant` adds it.
    mlcroissant = pytest.importorskip("mlcroissant", reason="the package mlcroissant is not installed")
    for table in TABLES.values():
        dataset = mlcroissant.Dataset(jsonld=str(released / "dist/metadata/croissant.json"))
        assert dataset.metadata.ctx.issues.report() == ""
        rows = list(dataset.records(record_set=table.name))
        assert len(rows) == tables[table.name].height
        key = table.primary_key[0]
        said = {row[f"{table.name}/{key}"] for row in rows}
        wanted = set(tables[table.name][key].to_list())
        assert {each.decode() if isinstance(each, bytes) else each for each in said} == wanted
