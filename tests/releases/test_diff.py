"""Two datasets are compared by primary key: rows, cells, schema, and ids that were merged or are no more."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import polars as pl
import pytest

from pipeline.errors import CallError, InputError
from pipeline.releases.diff import SchemaChange, compare
from pipeline.releases.snapshot import Snapshot, of_tables
from pipeline.releases.telling import json_value, merged_and_gone, text_lines, total
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

MERGED = {"old_id": SANCTIONS, "new_id": FORCES, "reason": "merged"}


def test_a_dataset_does_not_differ_from_itself() -> None:
    diff = compare(small(), small())
    assert diff.is_empty and list(text_lines(diff)) == ["Nothing differs."] and total(diff) == "nothing changed"


def test_the_order_of_rows_is_no_difference() -> None:
    backwards = {name: frame.reverse() for name, frame in small().tables.items()}
    assert compare(small(), of_tables(backwards, "now")).is_empty


def test_a_changed_cell_has_its_old_and_its_new_value() -> None:
    now = with_cell(with_cell(small(), "demands", FORCES, "status", "accepted"), "demands", SANCTIONS,
                    "condition_text", None)  # fmt: skip
    diff = compare(small(), now)
    assert list(diff.tables) == ["demands"]
    assert diff.tables["demands"].cells.rows() == [
        (FORCES, "status", "rejected", "accepted"),
        (SANCTIONS, "condition_text", "if talks resume", None),
    ]
    assert (diff.tables["demands"].changed, total(diff)) == (2, "2 rows changed")
    lines = list(text_lines(diff))
    assert lines[0] == "demands: 2 changed"
    assert f"  ~ Sudria demands that Norland halt mobilisation (demand, accepted) [{FORCES}]" in lines
    assert "      status: rejected -> accepted" in lines
    assert "      condition_text: if talks resume -> (empty)" in lines


def test_rows_that_came_and_went_are_told_by_names() -> None:
    then = without_rows(small(), "people", person_id="person:ada-moss")
    now = without_rows(small(), "places", place_id="place:port-elm")
    lines = list(text_lines(compare(then, now)))
    assert "  + Ada Moss [person:ada-moss]" in lines and "  - Port Elm [place:port-elm]" in lines


def test_a_link_is_matched_by_all_columns_of_its_key() -> None:
    then = small()
    now = with_rows(without_rows(then, "demand_addressees", demand_id=FORCES), "demand_addressees",
                    {"demand_id": FORCES, "party_id": "party:sudria"})  # fmt: skip
    found = compare(then, now).tables["demand_addressees"]
    assert (found.added.height, found.removed.height, found.changed) == (1, 1, 0)
    assert (
        "  + Sudria is asked: Sudria demands that Norland halt mobilisation [demand:sud-nor-forces-1 party:sudria]"
        in (list(text_lines(compare(then, now))))
    )


def test_a_row_whose_id_was_merged_is_told_as_such() -> None:
    then = small()
    now = with_rows(without_rows(then, "demands", demand_id=SANCTIONS), "id_redirects", MERGED)
    now = without_rows(now, "demand_addressees", demand_id=SANCTIONS)
    diff = compare(then, now)
    assert diff.tables["demands"].removed["became"].to_list() == [FORCES]
    assert diff.tables["demands"].merged == 1
    # the link of the merged demand is there under the other id
    assert diff.tables["demand_addressees"].removed["became"].to_list() == [f"{FORCES} party:norland"]
    assert "demands: 1 removed (1 of them merged)" in list(text_lines(diff))
    assert f"{SANCTIONS} (merged into {FORCES})" in list(merged_and_gone(diff))


def test_the_evidence_of_a_merged_record_went_with_it() -> None:
    then = small()
    of_it = then.tables["evidence"].filter(pl.col("record_id") == SANCTIONS).height
    now = with_rows(without_rows(then, "evidence", record_id=SANCTIONS), "id_redirects", MERGED)
    removed = compare(then, now).tables["evidence"]
    assert of_it and removed.merged == of_it == removed.removed["became"].to_list().count("")


def test_a_chain_of_redirects_is_followed_and_a_ring_ends() -> None:
    third = "demand:nor-prisoners-1"
    now = with_rows(without_rows(small(), "demands", demand_id=SANCTIONS), "id_redirects",
                    {"old_id": SANCTIONS, "new_id": FORCES}, {"old_id": FORCES, "new_id": third})  # fmt: skip
    assert compare(small(), now).tables["demands"].removed["became"].to_list() == [third]
    ring = with_rows(without_rows(small(), "demands", demand_id=SANCTIONS), "id_redirects",
                     {"old_id": SANCTIONS, "new_id": FORCES}, {"old_id": FORCES, "new_id": SANCTIONS})  # fmt: skip
    assert compare(small(), ring).tables["demands"].removed.height == 1


def test_a_redirect_that_was_there_before_explains_nothing_new() -> None:
    then = with_rows(small(), "id_redirects", MERGED)
    diff = compare(then, without_rows(then, "demands", demand_id=SANCTIONS))
    assert diff.tables["demands"].merged == 0


def test_a_record_that_is_no_more_is_told_with_the_reason_of_its_tombstone() -> None:
    grave = {"old_id": SANCTIONS, "record_type": "demand", "said": "x", "reason": "its document: was removed"}
    now = with_rows(without_rows(small(), "demands", demand_id=SANCTIONS), "id_tombstones", grave)
    assert list(merged_and_gone(compare(small(), now))) == [f"{SANCTIONS} (no more: its document: was removed)"]


def test_changes_of_the_schema_are_told_and_those_that_break_are_marked() -> None:
    then = small()
    now = without_table(without_column(then, "places", "latitude"), "corrections")
    now = with_column_shape(now, "people", "name", required=False)
    now = with_column_shape(now, "roles", "is_former", type="string")
    assert {(each.table, each.what, each.breaks) for each in compare(then, now).schema} == {
        ("corrections", "the table was removed", True),
        ("places", "the column latitude was removed", True),
        ("people", "name may be empty now", True),
        ("roles", "the type of is_former was boolean, is string", True),
    }
    back = {(each.table, each.what, each.breaks) for each in compare(now, then).schema}
    assert ("corrections", "the table is new", False) in back
    assert ("people", "name may not be empty any more", False) in back
    assert "  ! corrections: the table was removed" in list(text_lines(compare(then, now)))


def test_a_code_that_is_removed_breaks_the_schema() -> None:
    then = small()
    now = without_rows(then, "issues", code="nuclear")
    assert SchemaChange("issues", "the code nuclear was removed", breaks=True) in compare(then, now).schema
    assert SchemaChange("issues", "the code nuclear is new") in compare(now, then).schema
    codes = then.shapes["demands"].columns["status"].codes
    fewer = with_column_shape(then, "demands", "status", codes=codes[1:])
    assert [each.breaks for each in compare(then, fewer).schema] == [True]
    assert [each.breaks for each in compare(fewer, then).schema] == [False]


def test_a_column_of_another_type_is_compared_by_what_it_says() -> None:
    then = small()
    words = then.tables["documents"].with_columns(pl.col("words").cast(pl.String))
    assert "documents" not in compare(then, with_table(then, "documents", words)).tables


def test_another_key_makes_all_rows_new() -> None:
    then = small()
    keyed = replace(then.shapes["people"], key=("person_key",))
    frame = then.tables["people"].rename({"person_id": "person_key"})
    now = replace(with_table(then, "people", frame), shapes={**then.shapes, "people": keyed})
    found = compare(then, now)
    assert (found.tables["people"].added.height, found.tables["people"].removed.height) == (1, 1)
    assert any(each.what.startswith("the key was person_id") for each in found.schema)


def test_two_rows_with_one_key_cannot_be_compared() -> None:
    twice = with_table(small(), "people", pl.concat([small().tables["people"]] * 2))
    with pytest.raises(InputError, match="people of now has two rows with one key"):
        compare(small(), twice)


def test_evidence_is_summed_up_until_it_is_asked_for() -> None:
    then = small()
    first = then.tables["evidence"]["evidence_id"][0]
    diff = compare(then, without_rows(then, "evidence", evidence_id=first))
    assert list(text_lines(diff)) == ["evidence: 1 removed", "  in 1 document; --table evidence lists them"]
    assert any(first in line for line in text_lines(diff, "evidence"))
    assert "removed" not in json_value(diff)["tables"]["evidence"]
    assert json_value(diff, "evidence")["tables"]["evidence"]["removed"][0]["evidence_id"] == first


def test_json_holds_every_row_with_dates_as_text() -> None:
    now = without_rows(small(), "stances", demand_id=FORCES)
    value = json.loads(json.dumps(json_value(compare(small(), now))))
    table = value["tables"]["stances"]
    assert value["bump"] == "minor" and table["rows_removed"] == len(table["removed"]) == 2
    assert "2031-05-06" in {row["stance_date"] for row in table["removed"]}


def test_a_table_that_nobody_has_is_told() -> None:
    with pytest.raises(CallError, match="no table 'demand'"):
        list(text_lines(compare(small(), small()), "demand"))


def test_long_lists_are_cut_unless_their_table_is_asked_for() -> None:
    rows = [{"person_id": f"person:p{number:03}", "name": f"P {number}"} for number in range(60)]
    diff = compare(small(), with_rows(small(), "people", *rows))
    assert "  + ... and 40 more" in list(text_lines(diff))
    assert len(list(text_lines(diff, "people"))) == 61


def test_words_of_a_text_cannot_break_the_lines() -> None:
    now = with_cell(small(), "people", "person:ada-moss", "name", "Ada\n  ! corrections: the table was removed")
    assert all("\n" not in line for line in text_lines(compare(small(), now)))


@pytest.mark.slow
def test_a_million_rows_are_compared_in_seconds() -> None:
    number = 1_000_000
    table = TABLES["evidence"]
    one = {column.name: pl.lit(column.example) for column in table.columns}
    frame = pl.select(evidence_id=pl.format("evidence:{}", pl.int_range(number))).with_columns(
        **{name: value for name, value in one.items() if name != "evidence_id"}
    ).cast(dict(table.polars_schema())).select(table.column_names)  # fmt: skip
    then = Snapshot({"evidence": frame}, {"evidence": small().shapes["evidence"]}, "then")
    now = with_table(then, "evidence", frame[10:].with_columns(
        method=pl.when(pl.int_range(pl.len()) % 1000 == 0).then(pl.lit("other")).otherwise("method")))  # fmt: skip
    started = time.perf_counter()
    found = compare(then, now).tables["evidence"]
    assert (found.removed.height, found.changed) == (10, 1000)
    assert time.perf_counter() - started < 60
