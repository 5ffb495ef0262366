"""Pages to look at: the dataset made by hand, that of the repository, a hostile one and a large one; and a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.publish.explorer import explorer_html
from pipeline.publish.package import PackageInfo
from tests.publish.conftest import GOOD
from tests.publish.explorer.browser import Watched, watched

QUALITY = json.dumps(GOOD.to_json_dict()).encode()
FILES = {
    "dist/csv/demands.csv": b"1\n", "dist/parquet/demands.parquet": b"22", "dist/reports/quality.json": QUALITY,
    "datapackage.json": b"{}", "dist/charts/a.svg": b"<svg/>", "dist/released/demands.csv": b"",
}  # fmt: skip


def written(folder: Path, tables: dict[str, pl.DataFrame], **files: bytes) -> Path:
    """The page for these tables, as a file."""
    page = folder / "index.html"
    page.write_bytes(explorer_html(tables, PackageInfo(), {**FILES, **files}))
    return page


@pytest.fixture(scope="session")
def article_tables(repository: Path) -> dict[str, pl.DataFrame]:
    """The tables of the dataset that stands in the repository. Read only."""
    from pipeline.resolve import read_last_release

    return read_last_release(repository).tables


@pytest.fixture(scope="session")
def article_file(
    article_tables: dict[str, pl.DataFrame], repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    accuracy = (repository / "dist/reports/accuracy.json").read_bytes()
    return written(tmp_path_factory.mktemp("article"), article_tables, **{"dist/reports/accuracy.json": accuracy})


@pytest.fixture(scope="session")
def small_file(tables: dict[str, pl.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("small"), tables)


@pytest.fixture
def article(browser: Any, article_file: Path) -> Iterator[Watched]:
    with watched(browser, article_file) as found:
        yield found


@pytest.fixture
def small(browser: Any, small_file: Path) -> Iterator[Watched]:
    with watched(browser, small_file) as found:
        yield found
