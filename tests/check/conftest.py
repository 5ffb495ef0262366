"""Fixtures of the check stage: the dataset made by hand, and the validation library loaded once."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.check import warm
from tests.schema.small_dataset import small_tables


@pytest.fixture(scope="session")
def tables() -> dict[str, pl.DataFrame]:
    return small_tables()


@pytest.fixture(scope="session")
def expectations() -> None:
    """The validation library takes seconds to load: once for all tests that need it."""
    warm().join()
