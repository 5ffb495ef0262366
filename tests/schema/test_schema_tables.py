"""The schema itself: complete, consistent, light, and the same in the files that are derived from it."""

from __future__ import annotations

import re
import subprocess
import sys

import polars as pl
import pytest

from pipeline.schema import RECORD_TABLES, TABLES, Table, empty, empty_tables, vocabulary_tables
from tests.schema.small_dataset import small_tables

# The contract: columns of design.md section 3; `?` = may be null
CONTRACT = {
    "documents": "document_id path title? author? publisher? url? licence? language published_from? published_to? "
    "published_basis? media_type sha256 words sentences",
    "parties": "party_id name type country_code? wikidata_id? part_of_id?",
    "people": "person_id name wikidata_id?",
    "roles": "role_id person_id party_id? role_text document_id",
    "places": "place_id name country_code? geonames_id? latitude? longitude?",
    "issues": "code label definition",
    "party_types": "code label definition",
    "event_types": "code label definition",
    "stance_types": "code label definition",
    "code_mappings": "vocabulary code scheme outside_code",
    "demands": "demand_id kind issue summary content condition_text? status",
    "demand_addressees": "demand_id party_id",
    "stances": "stance_id demand_id party_id person_id? stance document_id stance_date? cameo_code?",
    "events": "event_id event_type label summary status date_start? date_end? date_precision? date_text? date_basis? "
    "place_id?",
    "event_participants": "participant_id event_id party_id? person_id? role",
    "evidence": "evidence_id record_type record_id document_id start end quote sentence? method confidence",
    "id_redirects": "old_id new_id",
    # what issues added to the design's tables
    "demand_quantities": "demand_id quantity_text low? high? unit?",
    "demand_changes": "change_id demand_id later_demand_id? party_id change earlier_evidence_id later_evidence_id",
    "event_reports": "event_id document_id reported_status date_start? date_end? date_text?",
    "id_tombstones": "old_id record_type said reason",
    "corrections": "correction_id action record_id other_id? column_name? value_before? value_after? "
    "correction_reason corrected_by corrected_on file line",
}
ALL = pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)


def test_every_table_of_the_contract_has_its_columns() -> None:
    assert set(CONTRACT) == set(TABLES)
    for name, words in CONTRACT.items():
        for word in words.split():
            column = TABLES[name].column(word.rstrip("?"))
            assert column.required is not word.endswith("?"), f"{name}.{column.name}"


@ALL
def test_every_column_says_what_it_means(table: Table) -> None:
    assert table.title and table.description.endswith(".")
    for column in table.columns:
        assert column.title and len(column.description) > 10, column.name
        assert not column.description.endswith("."), f"{column.name}: the dictionary adds the stop"


@ALL
def test_every_example_keeps_the_constraints_of_its_column(table: Table) -> None:
    for column in table.columns:
        if column.pattern:
            assert re.fullmatch(column.pattern, str(column.example)), column.name
        if column.enum:
            assert column.example in column.enum, column.name
        for bound, holds in ((column.minimum, float.__ge__), (column.maximum, float.__le__)):
            if bound is not None:
                assert isinstance(column.example, int | float)
                assert holds(float(column.example), float(bound)), column.name


@ALL
def test_an_example_has_the_type_of_its_column(table: Table) -> None:
    frame = table.frame([{column.name: column.example for column in table.columns}])
    assert frame.schema == table.polars_schema()
    assert frame.null_count().sum_horizontal().item() == 0


@ALL
def test_keys_lead_to_columns_that_exist_earlier_in_publish_order(table: Table) -> None:
    order = list(TABLES)
    assert all(table.column(name).required for name in table.primary_key)
    for key in table.foreign_keys:
        table.column(key.column)
        assert TABLES[key.table].primary_key == (key.references,)
        assert order.index(key.table) <= order.index(table.name)


def test_one_name_has_one_description_wherever_it_stands() -> None:
    own = {"name", "title", "type", "kind", "summary", "status", "label", "role"}
    seen: dict[str, str] = {}
    for table in TABLES.values():
        for column in table.columns:
            if column.name not in own:
                assert seen.setdefault(column.name, column.description) == column.description, column.name


def test_importing_the_schema_loads_no_heavy_library() -> None:
    heavy = ["polars", "pandas", "duckdb", "great_expectations", "frictionless", "spacy", "pyarrow", "numpy"]
    code = f"import sys, pipeline.schema, pipeline.check, pipeline.publish; print([m for m in {heavy} if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"


def test_an_empty_table_has_the_types_of_the_schema() -> None:
    assert empty("events").schema == TABLES["events"].polars_schema()
    assert list(empty_tables()) == list(TABLES)


def test_a_misspelt_column_is_an_error_and_not_lost() -> None:
    with pytest.raises(KeyError, match="wikidata"):
        TABLES["people"].frame([{"person_id": "person:a", "name": "A", "wikidata": "Q1"}])


def test_frames_are_sorted_by_primary_key() -> None:
    rows = [{"demand_id": "demand:b", "party_id": "party:a"}, {"demand_id": "demand:a", "party_id": "party:b"}]
    assert TABLES["demand_addressees"].frame(rows)["demand_id"].to_list() == ["demand:a", "demand:b"]


def test_vocabularies_are_the_enumerations_of_the_columns_that_use_them() -> None:
    tables = vocabulary_tables()
    users = {"issues": ("demands", "issue"), "party_types": ("parties", "type"), "event_types": ("events", "event_type"),
             "stance_types": ("stances", "stance")}  # fmt: skip
    for vocabulary, (table, column) in users.items():
        assert set(tables[vocabulary]["code"]) == set(TABLES[table].column(column).enum)
    assert {name: frame.height for name, frame in tables.items()} | {"code_mappings": 0} == {
        "party_types": 12, "issues": 24, "event_types": 16, "stance_types": 11, "code_mappings": 0,
    }  # fmt: skip


def test_mappings_use_codes_of_the_vocabularies() -> None:
    tables = vocabulary_tables()
    for vocabulary, code in tables["code_mappings"].select("vocabulary", "code").iter_rows():
        assert code in set(tables[vocabulary]["code"])
    sanctions = tables["code_mappings"].filter(pl.col("code") == "sanctions")
    assert sanctions.select("scheme", "outside_code").rows() == [("CAMEO", "1054")]


def test_every_record_type_has_its_table_and_key() -> None:
    assert set(RECORD_TABLES) == set(TABLES["evidence"].column("record_type").enum)
    for table, key in RECORD_TABLES.values():
        assert TABLES[table].primary_key == (key,)


def test_the_dataset_made_by_hand_fits_the_schema() -> None:
    for name, frame in small_tables().items():
        assert frame.schema == TABLES[name].polars_schema()
