"""`check_dist`: a published dataset is checked as it stands on disk, and damage is named."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.check import check_dist, check_tables
from pipeline.check.dist import check_files, is_safe
from pipeline.errors import CheckError
from pipeline.publish import publish
from tests.publish.conftest import GOOD
from tests.schema.small_dataset import TEXTS, changed

Tables = dict[str, pl.DataFrame]


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    """A published dataset that a test may damage."""
    return Path(shutil.copytree(published, tmp_path / "copy"))


@pytest.fixture
def no_suites(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the expectation suites out, which take seconds, where a test is about files."""
    monkeypatch.setattr("pipeline.check.run_suites", lambda _: [])


def test_a_dataset_as_published_passes_every_check(published: Path) -> None:
    report = check_dist(published)
    assert not report.findings and not report.notes
    assert {"quote_equals_text", "csv_equals_parquet", "resources_are_intact"} <= {
        check.rule for check in report.checks
    }


def test_case_68_a_seeded_defect_in_a_published_dataset_is_named(tables: Tables, copy: Path) -> None:
    publish(changed(tables, "demands", 0, status="withdrawn"), GOOD, copy)
    report = check_dist(copy)
    assert not report.passed
    assert [(check.table, check.rule, check.rows[0].record_id) for check in report.findings] == [
        ("demands", "status_follows_stances", "demand:nor-prisoners-1")
    ]


@pytest.mark.usefixtures("no_suites")
def test_quotes_are_not_compared_with_a_source_that_has_changed(copy: Path) -> None:
    (copy / "sources/seeds/wire.txt").write_text("Another text altogether.\n", encoding="utf-8")
    report = check_dist(copy)
    assert report.passed
    assert report.notes == ("Quotes of 1 document were not compared with the source: the file is gone or has changed.",)
    shutil.rmtree(copy / "sources")
    assert "Quotes of 2 documents" in check_dist(copy).notes[0]


@pytest.mark.usefixtures("no_suites")
def test_each_number_of_checks_says_of_what(tables: Tables, copy: Path) -> None:
    """A build, a check and a check without the texts run different numbers of checks."""
    built, checked = check_tables(tables, TEXTS), check_dist(copy)
    shutil.rmtree(copy / "sources")
    alone = check_dist(copy)
    assert len(checked.checks) > len(alone.checks) > len(built.checks)
    assert built.summary() == f"{len(built.checks)} checks of tables and quotes: all passed."
    assert checked.summary() == f"{len(checked.checks)} checks of files, tables and quotes: all passed."
    assert alone.summary() == f"{len(alone.checks)} checks of files and tables: all passed."


def test_one_flipped_bit_in_any_file_is_named(copy: Path) -> None:
    resources = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    for resource in resources:
        path = copy / resource["path"]
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        assert _findings(copy) == {("resources_are_intact", resource["name"])}
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    assert not _findings(copy)


def _delete(root: Path) -> None:
    (root / "dist/csv/people.csv").unlink()


def _grow(root: Path) -> None:
    with open(root / "dist/parquet/people.parquet", "ab") as file:
        file.write(b"x")


def _stray(root: Path) -> None:
    (root / "dist/csv/rumours.csv").write_text("a\n1\n")


def _unlist(root: Path) -> None:
    _edit(root, lambda package: package["resources"].pop(0))


def _leave(root: Path) -> None:
    _edit(root, lambda package: package["resources"][0].update(path="../../etc/passwd"))


def _fetch(root: Path) -> None:
    _edit(root, lambda package: package["resources"][0].update(schema="https://example.org/schema.json"))


def _edit(root: Path, change: Callable[[dict], object]) -> None:  # type: ignore[type-arg]
    path = root / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    change(package)
    path.write_text(json.dumps(package), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "rule", "named"),
    [
        (_delete, "resources_are_intact", "people"),
        (_grow, "resources_are_intact", "people-parquet"),
        (_stray, "no_stray_files", "dist/csv/rumours.csv"),
        (_unlist, "resources_are_complete", "documents"),
        (_leave, "descriptor_paths_are_safe", "documents"),
        (_fetch, "descriptor_paths_are_safe", "documents"),
        (lambda root: (root / "datapackage.json").write_text("{"), "descriptor_is_readable", "datapackage.json"),
    ],
)
def test_a_damaged_package_is_named(copy: Path, damage: Callable[[Path], None], rule: str, named: str) -> None:
    damage(copy)
    assert (rule, named) in _findings(copy)


@pytest.mark.usefixtures("no_suites")
def test_a_csv_that_says_otherwise_than_the_parquet_is_named(copy: Path) -> None:
    path = copy / "dist/csv/people.csv"
    content = path.read_bytes().replace(b"Ada Moss", b"Bea Moss")
    path.write_bytes(content)
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    _edit(copy, lambda package: next(r for r in package["resources"] if r["name"] == "people").update(hash=digest))
    findings = check_dist(copy).findings
    assert [(check.table, check.rule, check.rows[0].record_id) for check in findings] == [
        ("people", "csv_equals_parquet", "person:ada-moss")
    ]


def test_a_parquet_file_that_cannot_be_read_is_a_finding_and_no_crash(copy: Path) -> None:
    (copy / "dist/parquet/people.parquet").write_bytes(b"PAR1 nonsense PAR1")
    report = check_dist(copy)
    assert "parquet_is_readable" in {check.rule for check in report.findings}
    assert report.notes


def test_a_folder_without_a_dataset_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(CheckError, match="parley build"):
        check_dist(tmp_path)


@pytest.mark.parametrize("path", ["dist/csv/people.csv", "a b/c.csv", "..a/b"])
def test_a_path_inside_the_package_is_safe(path: str) -> None:
    assert is_safe(path)


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd", "../x", "a/../../x", "C:\\x", "a\\..\\x", "http://x/y", "file:x", "~/x", "a\nb", "a\0b"]
)
def test_a_path_that_leaves_the_package_is_not(path: str) -> None:
    assert not is_safe(path)


def _findings(root: Path) -> set[tuple[str, str]]:
    return {(check.rule, row.record_id) for check in check_files(root) if check.count for row in check.rows}
