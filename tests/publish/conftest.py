"""Fixtures of the publish stage: the dataset made by hand, and one publication of it that tests only read."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.check import Check, Report
from pipeline.publish import publish
from tests.schema.small_dataset import TEXTS, small_tables

GOOD = Report((Check("documents", "by-hand", "critical", "good"),))
BAD = Report((Check("demands", "by-hand", "critical", "bad", count=1),))


@pytest.fixture(scope="session")
def tables() -> dict[str, pl.DataFrame]:
    return small_tables()


@pytest.fixture(scope="session")
def published(tables: dict[str, pl.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published dataset beside its sources, for reading only."""
    root = tmp_path_factory.mktemp("published")
    publish(tables, GOOD, root)
    seeds = root / "sources" / "seeds"
    seeds.mkdir(parents=True)
    for name, text in TEXTS.items():
        (seeds / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    return root
