"""Fixtures that several folders of tests share. Nothing heavy is imported or built until a test asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent

# These load the validation library or write many databases, which takes seconds.
SLOW = (
    "check/test_check_report.py",
    "check/test_check_rules.py",
    "check/test_check_suites.py",
    "publish/test_publish_checked.py",
    "publish/test_publish_database.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what belongs to whole files."""
    for item in items:
        if item.path.as_posix().endswith(SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development texts beside the repository; tests that need it skip where it is absent."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "dev" / "gold").is_dir():
        pytest.skip("the development texts are not on this machine")
    return folder


@pytest.fixture(scope="session")
def seed_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the repository's own sources, built once for the whole run; its root folder. Read only."""
    from pipeline.build import build

    out = tmp_path_factory.mktemp("seed-dataset")
    build(REPOSITORY / "sources", out, jobs=1, dry_run=False, strict=False, progress=lambda *_: None)
    return out
