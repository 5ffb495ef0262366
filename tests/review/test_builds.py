"""Decisions on real builds: what was decided holds, leaves the list, and stays so."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from pipeline.__main__ import main
from pipeline.review import ReviewRow, parse_csv
from tests.small_project import publish_quickly
from tests.storyline.story import SEEDS

pytestmark = pytest.mark.slow

TEXTS = ("02-angola-ministry-statement", "05-zambia-lowers-figures", "07-gaborone-talks-put-off",
         "08-defence-minister-no-monitors", "09-gaborone-talks-open", "13-kasane-joint-communique")  # fmt: skip
SAID = ("--reason", 'two readings: "one" # act', "--by", "A. Reader", "--on", "2031-07-01")
COMMENT = b"# our own notes\r\n# no line end here"


@pytest.fixture(scope="module", autouse=True)
def quickly() -> Iterator[None]:
    """Nothing here looks into the DuckDB file; the checks are those of any build."""
    with pytest.MonkeyPatch.context() as patch:
        publish_quickly(patch)
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with six texts of the story and their dataset. Read only."""
    root = tmp_path_factory.mktemp("review")
    seeds = root / "sources" / "seeds"
    seeds.mkdir(parents=True)
    for name in TEXTS:
        shutil.copy(SEEDS / f"{name}.txt", seeds)
        shutil.copy(SEEDS / f"{name}.txt.meta.yml", seeds)
    build(root)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "data")
    return tmp_path / "data"


def build(root: Path) -> None:
    sources = str(root / "sources")
    assert main(["build", "--sources", sources, "--out", str(root), "--jobs", "1", "--accept-losses"]) == 0


def listed(root: Path) -> list[ReviewRow]:
    return parse_csv((root / "dist/reports/review.csv").read_bytes(), "review.csv")


def first(root: Path, kind: str, record_type: str = "demand") -> ReviewRow:
    return next(row for row in listed(root) if (row.kind, row.record_type) == (kind, record_type))


def decide(root: Path, *words: str) -> None:
    assert main(["review", *words, *SAID, "--data", str(root)]) == 0


def ids(root: Path, table: str = "demands") -> set[str]:
    return set(pl.read_parquet(root / "dist" / "parquet" / f"{table}.parquet").to_series())


def leads(root: Path) -> dict[str, str]:
    rows = pl.read_parquet(root / "dist/parquet/id_redirects.parquet").select("old_id", "new_id").iter_rows()
    return dict(rows)


def files(root: Path) -> dict[str, str]:
    return {
        str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted((root / "dist").rglob("*"))
        if file.is_file() and file.suffix != ".duckdb" and file.name != "SHA256SUMS-local"
    }


def test_two_records_that_are_said_to_be_one_are_one(root: Path) -> None:
    row = first(root, "near-merge")
    assert {row.record_id, row.other_id} <= ids(root)
    decide(root, "same", row.review_id)
    build(root)
    assert row.record_id in ids(root) and row.other_id not in ids(root)
    assert leads(root)[row.other_id] == row.record_id
    assert row.review_id not in {one.review_id for one in listed(root)}
    before = files(root)
    build(root)
    assert files(root) == before


def test_two_records_that_are_said_to_be_two_stay_two_and_are_not_asked_again(root: Path) -> None:
    row = first(root, "near-merge")
    before = ids(root)
    decide(root, "apart", row.record_id, row.other_id)
    build(root)
    assert ids(root) == before
    assert row.review_id not in {one.review_id for one in listed(root)}


@pytest.mark.parametrize("record_type", ["demand", "event"])
def test_a_published_record_is_taken_apart_and_stays_so(root: Path, record_type: str) -> None:
    row = first(root, "joined-by-likeness", record_type)
    table = f"{record_type}s"
    assert {row.record_id, row.other_id} - ids(root, table)
    decide(root, "apart", row.review_id)
    build(root)
    assert {row.record_id, row.other_id} <= ids(root, table)
    assert row.review_id not in {one.review_id for one in listed(root)}
    before = files(root)
    build(root)
    assert files(root) == before


@pytest.mark.parametrize("record_type", ["demand", "event"])
def test_a_joined_record_that_is_said_to_be_one_keeps_its_id_and_is_not_asked_again(
    root: Path, record_type: str
) -> None:
    row = first(root, "joined-by-likeness", record_type)
    before = ids(root, f"{record_type}s")
    decide(root, "same", row.review_id)
    build(root)
    assert ids(root, f"{record_type}s") == before
    assert row.review_id not in {one.review_id for one in listed(root)}


def test_all_kinds_of_decisions_at_once_after_a_file_of_comments(root: Path) -> None:
    file = root / "sources" / "corrections" / "review.yml"
    file.parent.mkdir()
    file.write_bytes(COMMENT)
    unsure = [row for row in listed(root) if row.kind == "low-confidence" and row.record_type == "demand"]
    name = first(root, "unlinked-name", "party")
    decide(root, "same", first(root, "near-merge").review_id)
    decide(root, "flag", unsure[-1].review_id)
    decide(root, "drop", unsure[0].record_id)
    decide(root, "set", name.review_id, "wikidata_id=Q1")
    assert file.read_bytes().startswith(COMMENT + b"\r\n")
    build(root)
    left = {row.review_id for row in listed(root)}
    assert not left & {unsure[0].review_id, unsure[-1].review_id, name.review_id}
    assert unsure[0].record_id not in ids(root)
    parties = pl.read_parquet(root / "dist/parquet/parties.parquet").filter(party_id=name.record_id)
    assert parties["wikidata_id"].to_list() == ["Q1"]


def test_a_dry_run_leaves_the_list_as_it_is(root: Path) -> None:
    before = files(root)
    assert main(["build", "--sources", str(root / "sources"), "--out", str(root), "--dry-run", "--jobs", "1"]) == 0
    assert files(root) == before
