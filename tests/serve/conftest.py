"""Datasets to serve: one that holds the trap of each question, and one whose texts try to be code."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.publish import publish
from tests.publish.conftest import GOOD
from tests.questions.trap_dataset import trap_tables
from tests.schema.small_dataset import changed, small_tables

HOSTILE = "<script>document.title='run'</script><img src=x onerror=alert(1)>\"'&{{ 7*7 }}"


@pytest.fixture(scope="session")
def trap_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of `tests/questions`. Read only but for its folder .parley/."""
    root = tmp_path_factory.mktemp("served")
    publish(trap_tables(), GOOD, root)
    return root


@pytest.fixture(scope="session")
def hostile_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small dataset whose title, summaries and sentences hold HTML. Read only but for its folder .parley/."""
    tables = small_tables()
    tables = changed(tables, "documents", 0, title=HOSTILE)
    tables = changed(tables, "demands", 0, summary=HOSTILE, content=HOSTILE)
    tables = changed(tables, "evidence", 0, sentence=HOSTILE, quote=HOSTILE)
    tables = changed(tables, "parties", 0, name=HOSTILE)
    root = tmp_path_factory.mktemp("hostile")
    publish(tables, GOOD, root)
    return root
