"""What a dataset must not lose unnoticed: a fifth of the rows of a table, a fifth of the values of a column."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.errors import InputError
from pipeline.releases.losses import (
    ACCEPTED,
    Loss,
    accepted_csv,
    losses,
    read_accepted,
    still_accepted,
    told,
    unaccepted,
)
from pipeline.releases.snapshot import Snapshot
from tests.releases.snapshots import small, with_table


def people(rows: int, named: int | None = None, table: str = "people") -> Snapshot:
    """A dataset of so many people, of whom so many have a name."""
    named = rows if named is None else named
    frame = pl.DataFrame(
        {"person_id": [f"person:{number}" for number in range(rows)],
         "name": [f"P {number}" if number < named else None for number in range(rows)]},
        schema={"person_id": pl.String, "name": pl.String},
    )  # fmt: skip
    return Snapshot({table: frame}, {table: small().shapes["people"]}, "x")


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [(100, 100, False), (100, 80, False), (100, 79, True), (20, 16, False), (20, 15, True), (5, 4, False),
     (7, 5, False), (8, 5, True), (15, 12, False), (1000, 801, False), (1000, 799, True), (2, 1, False),
     (2, 0, True), (1, 0, True), (0, 0, False), (0, 5, False), (5, 50, False)],
)  # fmt: skip
def test_case_70_more_than_a_fifth_of_the_rows(before: int, after: int, lost: bool) -> None:
    assert [loss.column for loss in losses(people(before), people(after))] == ([None] if lost else [])


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [((100, 100), (100, 80), False), ((100, 100), (100, 79), True), ((100, 50), (100, 40), False),
     ((100, 50), (100, 39), True), ((100, 50), (200, 100), False), ((100, 50), (200, 79), True),
     ((100, 50), (90, 45), False), ((100, 2), (100, 0), False), ((100, 3), (100, 0), True), ((100, 0), (100, 0), False)],
)  # fmt: skip
def test_case_70_more_than_a_fifth_of_the_filled_cells(
    before: tuple[int, int], after: tuple[int, int], lost: bool
) -> None:
    found = losses(people(*before), people(*after))
    assert [loss.column for loss in found] == (["name"] if lost else [])


def test_a_share_that_fell_by_growth_alone_says_so() -> None:
    (grown,) = losses(people(100, 50), people(200, 79))
    (lost,) = losses(people(100, 50), people(100, 39))
    assert (grown.by_growth, lost.by_growth) == (True, False)
    assert "no value is gone, the rows that came have none" in str(grown) and "no value is gone" not in str(lost)


def test_where_most_keys_are_others_now_nothing_is_called_growth() -> None:
    after = people(200, 79)
    renamed = after.tables["people"].with_columns(pl.concat_str(pl.col("person_id"), pl.lit("x")))
    (loss,) = losses(people(100, 50), with_table(after, "people", renamed))
    assert not loss.by_growth


def test_an_emptied_table_is_one_loss_and_not_one_a_column() -> None:
    assert losses(people(9), people(0)) == (Loss("people", None, 9, 0),)


def test_tables_of_decisions_may_shrink() -> None:
    assert not losses(people(9, table="corrections"), people(0, table="corrections"))


def test_a_table_or_a_column_that_the_schema_lost_is_no_loss_of_rows() -> None:
    assert not losses(people(9), Snapshot({}, {}, "x"))
    without = with_table(people(9), "people", people(9).tables["people"].drop("name"))
    assert not losses(people(9), without)


def test_losses_are_told_with_numbers_and_what_to_do() -> None:
    text = told(losses(people(100), people(70, 20)), "release 0.1.0 of 2031-05-01")
    assert text.splitlines() == [
        "more than 20% of some tables or columns is gone, compared with release 0.1.0 of 2031-05-01:",
        "  people: 100 rows before, 70 now (30% fewer)",
        "  people.name: filled in 100% of rows before, in 29% now",
        "If that is right (texts taken out, texts that do not say it, a stricter rule), build with --accept-losses.",
    ]


def test_what_was_accepted_is_not_told_again() -> None:
    found = losses(people(100), people(50))
    assert unaccepted(found, (), people(50)) == found
    assert unaccepted(found, found, people(50)) == ()


@pytest.mark.parametrize(("now", "told_again"), [(60, False), (40, False), (39, True), (0, True)])
def test_what_was_accepted_is_told_again_when_another_fifth_is_gone(now: int, told_again: bool) -> None:
    accepted = losses(people(100), people(50))
    assert bool(unaccepted(losses(people(100), people(now)), accepted, people(now))) is told_again


def test_small_steps_do_not_get_past_the_level_that_was_accepted() -> None:
    accepted = losses(people(100), people(50))
    for rows in (46, 43, 40):
        found = losses(people(100), people(rows))
        assert not unaccepted(found, accepted, people(rows))
        accepted = still_accepted(found, accepted, people(rows))
    assert unaccepted(losses(people(100), people(37)), accepted, people(37))


def test_what_was_accepted_is_forgotten_when_the_rows_are_back() -> None:
    accepted = losses(people(100), people(50))
    assert still_accepted((), accepted, people(85)) == ()


def test_without_a_release_an_accepted_loss_stays_known_although_the_next_build_loses_nothing() -> None:
    accepted = losses(people(100), people(50))
    assert still_accepted(losses(people(50), people(50)), accepted, people(50)) == accepted


def test_accepted_losses_are_read_as_they_were_written(tmp_path: Path) -> None:
    found = losses(people(100), people(70, 20))
    file = tmp_path / ACCEPTED
    file.parent.mkdir()
    file.write_bytes(accepted_csv(found))
    assert read_accepted(tmp_path) == found
    assert accepted_csv(read_accepted(tmp_path)) == accepted_csv(found)
    assert file.read_text().splitlines()[:2] == ["table,column,before,after", "people,,100,70"]


def test_no_file_is_no_accepted_loss(tmp_path: Path) -> None:
    assert read_accepted(tmp_path) == ()


@pytest.mark.parametrize("content", [b"\xff", b"table\npeople\n", b"table,column,before,after\npeople,,many,few\n",
                                     b"table,column,before,after\npeople,,nan,1\n", b"table,column,before,after\nx\n"])  # fmt: skip
def test_a_damaged_file_of_accepted_losses_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / ACCEPTED
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(InputError, match="take it back from the last commit"):
        read_accepted(tmp_path)
