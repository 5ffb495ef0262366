"""The version follows from the diff by fixed rules, and a release may be higher but not lower."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest

from pipeline.errors import CallError
from pipeline.releases.diff import compare
from pipeline.releases.shape import WORDING
from pipeline.releases.snapshot import Snapshot
from pipeline.releases.version import bump_of, next_version, parts
from pipeline.schema import TABLES
from tests.releases.snapshots import (
    FORCES,
    SANCTIONS,
    small,
    with_cell,
    with_column_shape,
    with_rows,
    with_table,
    without_column,
    without_rows,
    without_table,
)

CODES = small().shapes["demands"].columns["status"].codes


def reworded(snapshot: Snapshot) -> Snapshot:
    shapes = {**snapshot.shapes, "demands": replace(snapshot.shapes["demands"], wording="other")}
    return replace(snapshot, shapes=shapes)


def keyed_otherwise(snapshot: Snapshot) -> Snapshot:
    shapes = {**snapshot.shapes, "people": replace(snapshot.shapes["people"], key=("name",))}
    return replace(snapshot, shapes=shapes)


CHANGES: dict[str, tuple[str, Callable[[Snapshot], Snapshot]]] = {
    "nothing": ("none", lambda s: s),
    "the order of rows": ("none", lambda s: with_table(s, "demands", s.tables["demands"].reverse())),
    "a table goes": ("major", lambda s: without_table(s, "corrections")),
    "a column goes": ("major", lambda s: without_column(s, "places", "latitude")),
    "a type changes": ("major", lambda s: with_column_shape(s, "roles", "is_former", type="string")),
    "a column may be empty now": ("major", lambda s: with_column_shape(s, "people", "name", required=False)),
    "a code of a list goes": ("major", lambda s: with_column_shape(s, "demands", "status", codes=CODES[1:])),
    "a list of codes comes": ("minor", lambda s: with_column_shape(s, "people", "name", codes=("Ada Moss",))),
    "a list of codes goes": ("major", lambda s: with_column_shape(s, "demands", "status", codes=())),
    "a code of a vocabulary goes": ("major", lambda s: without_rows(s, "issues", code="nuclear")),
    "another key": ("major", keyed_otherwise),
    "a row comes": ("minor", lambda s: with_rows(s, "people", {"person_id": "person:bea", "name": "Bea"})),
    "a row goes": ("minor", lambda s: without_rows(s, "demands", demand_id=SANCTIONS)),
    "a value": ("minor", lambda s: with_cell(s, "demands", FORCES, "status", "accepted")),
    "a value goes": ("minor", lambda s: with_cell(s, "demands", SANCTIONS, "condition_text", None)),
    "a column is required now": ("minor", lambda s: with_column_shape(s, "places", "latitude", required=True)),
    "a code of a list comes": ("minor", lambda s: with_column_shape(s, "demands", "status", codes=(*CODES, "new"))),
    "a summary": ("patch", lambda s: with_cell(s, "demands", FORCES, "summary", "other words")),
    "a definition": ("patch", lambda s: with_cell(s, "issues", "nuclear", "definition", "other words")),
    "a description of the schema": ("patch", reworded),
    "wording and a value": (
        "minor",
        lambda s: with_cell(with_cell(s, "demands", FORCES, "summary", "x"), "demands", FORCES, "status", "accepted"),
    ),
    "wording and a column": ("major", lambda s: without_column(reworded(s), "places", "latitude")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_raises_the_number_that_the_rules_give(change: str) -> None:
    bump, changed = CHANGES[change]
    assert bump_of(compare(small(), changed(small()))) == bump


@pytest.mark.parametrize("change", ["a table goes", "a column goes", "a code of a vocabulary goes"])
def test_what_goes_breaks_and_what_comes_back_does_not(change: str) -> None:
    fewer = CHANGES[change][1](small())
    assert bump_of(compare(fewer, small())) == "minor"


def test_only_columns_that_there_are_count_as_wording() -> None:
    assert all(columns <= set(TABLES[table].column_names) for table, columns in WORDING.items())
    assert not any(columns & set(TABLES[table].primary_key) for table, columns in WORDING.items())


@pytest.mark.parametrize(
    ("bump", "version"), [("major", "2.0.0"), ("minor", "1.3.0"), ("patch", "1.2.10"), ("none", "1.2.9")]
)
def test_the_numbers_after_the_raised_one_start_anew(bump: str, version: str) -> None:
    assert next_version("1.2.9", bump) == version  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.-3", "v1.2.3", "1.2.3-rc1", "١.٢.٣", "1.2.3\n"]
)
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(CallError, match=r"write three numbers, such as 0\.2\.0"):
        parts(text)


def test_versions_are_compared_as_numbers() -> None:
    assert parts("0.10.0") > parts("0.9.9")


def test_a_column_of_another_dtype_with_the_same_words_is_no_change_of_values() -> None:
    frame = small().tables["documents"].with_columns(pl.col("words").cast(pl.Int32))
    assert bump_of(compare(small(), with_table(small(), "documents", frame))) == "none"
