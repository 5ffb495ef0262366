"""What the tests of the command line share: a small dataset on disk and a way to run a command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.additions import in_use, use
from pipeline.check import Report
from pipeline.publish import publish
from tests.commands.small_dataset import small_tables


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture(scope="session")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root folder of the small dataset, published but not checked. Read only."""
    root = tmp_path_factory.mktemp("small")
    publish(small_tables(), Report(()), root)
    return root


@pytest.fixture
def run(small_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in the folder of the small dataset; gives its exit code and what it printed."""
    monkeypatch.chdir(small_root)

    def run_command(*arguments: str) -> Outcome:
        code = main(arguments)
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return run_command


@pytest.fixture
def here(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder in which commands run; what they read of added rows is forgotten afterwards."""
    monkeypatch.chdir(tmp_path)
    before = in_use()
    yield tmp_path
    use(before)
