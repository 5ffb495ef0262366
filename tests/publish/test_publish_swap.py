"""Publishing is all or nothing: whatever fails, the old dataset stands or the new one does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.errors import CheckError, MachineError
from pipeline.publish import publish, recover, swap
from tests.dying import Killed, failing
from tests.publish.conftest import BAD, GOOD
from tests.schema.small_dataset import changed

Tables = dict[str, pl.DataFrame]
Contents = dict[str, bytes]

# The steps of a swap: staging becomes ready, the old dist/ goes, the new one comes, then the descriptor
STEPS = [("rename", 1), ("rename", 2), ("rename", 3), ("replace", 1)]


@pytest.fixture
def old(tables: Tables, tmp_path: Path) -> Contents:
    """A dataset that stands in `tmp_path` already; its files."""
    publish(tables, GOOD, tmp_path)
    return _contents(tmp_path)


@pytest.fixture
def other(tables: Tables) -> Tables:
    return changed(tables, "people", 0, name="Bea Moss")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No database, which is written in another process and tested elsewhere, and no waiting for the disk."""

    def write_database(parquet: Path, file: Path, data_hash: str) -> None:
        file.write_bytes(data_hash.encode())

    monkeypatch.setattr("pipeline.publish.database.write_database", write_database)
    monkeypatch.setattr(os, "fsync", _nothing)


def test_a_failed_critical_check_publishes_nothing(tmp_path: Path, old: Contents, other: Tables) -> None:
    with pytest.raises(CheckError, match="1 critical check"):
        publish(other, BAD, tmp_path)
    assert _contents(tmp_path) == old


def test_a_failed_check_makes_no_dataset_where_there_was_none(tmp_path: Path, tables: Tables) -> None:
    with pytest.raises(CheckError):
        publish(tables, BAD, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_new_dataset_replaces_the_old_one_whole(tmp_path: Path, old: Contents, other: Tables) -> None:
    (tmp_path / "dist/leftover.txt").write_text("of an earlier version")
    publish(other, GOOD, tmp_path)
    new = _contents(tmp_path)
    assert set(new) == set(old) and b"Bea Moss" in new["dist/csv/people.csv"]


@pytest.mark.parametrize("call", range(1, 60, 7))
def test_case_72_a_write_that_fails_leaves_the_old_dataset(
    tmp_path: Path, old: Contents, other: Tables, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    monkeypatch.setattr(os, "fsync", failing(os.fsync, call))
    with pytest.raises(MachineError, match="could not be written"):
        publish(other, GOOD, tmp_path)
    assert _contents(tmp_path) == old


@pytest.mark.parametrize(("function", "call"), STEPS)
def test_case_72_a_rename_that_fails_leaves_the_old_dataset(
    tmp_path: Path, old: Contents, other: Tables, monkeypatch: pytest.MonkeyPatch, function: str, call: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, function, failing(getattr(os, function), call))
        with pytest.raises(MachineError):
            publish(other, GOOD, tmp_path)
    assert _contents(tmp_path) == old
    publish(other, GOOD, tmp_path)
    assert _contents(tmp_path) != old


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(("function", "call"), STEPS)
def test_case_71_a_run_killed_in_the_swap_is_finished_or_undone_by_the_next(
    tmp_path: Path, old: Contents, other: Tables, monkeypatch: pytest.MonkeyPatch, function: str, after: bool, call: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, function, failing(getattr(os, function), call, Killed, after=after))
        patch.setattr(swap.shutil, "rmtree", _nothing)
        with pytest.raises(Killed):
            publish(other, GOOD, tmp_path)
    recover(tmp_path)
    found = _contents(tmp_path)
    new = b"Bea Moss" in found["dist/csv/people.csv"]
    ready = function == "replace" or call > 1 or after
    assert new is ready
    assert found == old or set(found) == set(old)
    described = found["datapackage.json"]
    assert (described == old["datapackage.json"]) is not new


def test_leftovers_of_a_dead_run_are_removed(tmp_path: Path, old: Contents) -> None:
    (tmp_path / ".dist-new-99999999/dist").mkdir(parents=True)
    (tmp_path / ".dist-old").mkdir()
    recover(tmp_path)
    assert _contents(tmp_path) == old


def test_a_run_that_lives_keeps_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / f".dist-new-{os.getppid()}"
    folder.mkdir()
    recover(tmp_path)
    assert folder.is_dir()


def test_a_folder_that_cannot_be_written_is_a_plain_sentence(tmp_path: Path, tables: Tables) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(MachineError, match="run this again"):
        publish(tables, GOOD, tmp_path / "file")


def _nothing(*_: Any, **__: Any) -> None:
    """A dead process cleans nothing up."""


def _contents(root: Path) -> Contents:
    """All files below the folder, hidden leftovers included."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
