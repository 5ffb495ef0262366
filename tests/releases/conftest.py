"""Fixtures of the releases: a published dataset in a folder, and releases of it without what takes seconds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.publish import PackageInfo, publish
from pipeline.releases import look_back, of_tables, read_dataset
from pipeline.releases.making import Made, make_release
from pipeline.releases.snapshot import Snapshot
from tests.publish.conftest import GOOD
from tests.releases.snapshots import small, with_rows

Publish = Callable[..., Path]
Release = Callable[..., Made]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No database, which is written in another process, no charts and no full check: all are tested for real elsewhere."""
    hurry(monkeypatch)


@pytest.fixture
def published(quick: None, tmp_path: Path) -> Publish:
    """Publishes a snapshot (by default the small dataset) in a folder, as a build does; returns the folder."""

    def function(snapshot: Snapshot | None = None, root: Path = tmp_path / "data") -> Path:
        return publish_snapshot(snapshot or small(), root)

    return function


@pytest.fixture
def release(quick: None, tmp_path: Path) -> Release:
    """Releases the dataset of a folder, the zip file going to `out` beside it."""

    def function(root: Path, version: str | None = None, on: str = "2031-06-01", out: Path = tmp_path / "out") -> Made:
        return make_release(root, out, version=version, on=on)

    return function


@pytest.fixture(scope="session")
def changed_since(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders: a dataset in `data` that was released to `out` and has changed since, and the same with the change
    released. Read only."""
    before, after = tmp_path_factory.mktemp("releases") / "before", tmp_path_factory.mktemp("releases") / "after"
    with pytest.MonkeyPatch.context() as patch:
        hurry(patch)
        make_release(publish_snapshot(small(), before / "data"), before / "out", version=None, on="2031-06-01")
        more = with_rows(small(), "people", {"person_id": "person:bea", "name": "Bea"})
        publish_snapshot(more, before / "data")
        shutil.copytree(before, after)
        make_release(after / "data", after / "out", version=None, on="2031-06-01")
    return before, after


def hurry(patch: pytest.MonkeyPatch) -> None:
    def write_database(parquet: Path, file: Path, data_hash: str) -> None:
        file.write_bytes(data_hash.encode())

    patch.setattr("pipeline.publish.database.write_database", write_database)
    patch.setattr("pipeline.publish.charts.chart_files", lambda tables: {"dist/charts/none.svg": b"<svg/>"})
    patch.setattr("pipeline.releases.making.write_database", write_database)
    patch.setattr("pipeline.releases.making._sound", lambda root: of_tables(read_dataset(root).tables, "this dataset"))
    patch.setattr("os.fsync", lambda handle: None)


def publish_snapshot(snapshot: Snapshot, root: Path) -> Path:
    tables = dict(snapshot.tables)
    outlook = look_back(tables, root)
    publish(
        tables, GOOD, root,
        PackageInfo(version=outlook.version, date=outlook.date, after=outlook.after, files=outlook.files),
    )  # fmt: skip
    return root


def contents(folder: Path) -> dict[str, bytes]:
    """All files below the folder, hidden leftovers included, but for the empty lock of runs and what a run tells of its
    times."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.parts[-2:] != (".parley", "lock")
        and path.parts[-3:-1] not in ((".parley", "last"), (".parley", "failed"))
    }
