"""A small real cluster on this machine: a scheduler and workers in processes of their own, without a dashboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.cluster.marking import FOLDER

Started = Callable[..., Any]


@pytest.fixture
def marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which workers that are started after it leave their marks."""
    folder = tmp_path / "marks"
    folder.mkdir()
    monkeypatch.setenv(FOLDER, str(folder))
    return folder


@pytest.fixture
def started(marks: Path) -> Iterator[Started]:
    """Starts clusters: `started()` has two workers, other numbers and options as `LocalCluster` takes them."""
    distributed = pytest.importorskip("distributed")
    with ExitStack() as stack:

        def start(workers: int = 2, **options: Any) -> Any:
            usual = {"threads_per_worker": 1, "processes": True, "dashboard_address": "127.0.0.1:0",
                     "scheduler_kwargs": {"dashboard": False}}  # fmt: skip
            return stack.enter_context(distributed.LocalCluster(n_workers=workers, **{**usual, **options}))

        yield start
