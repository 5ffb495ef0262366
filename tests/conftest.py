"""Fixtures that several folders of tests share. Nothing heavy is imported or built until a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent

# These load the validation library, write many databases or files, or start many processes, which takes seconds.
SLOW = (
    "check/test_check_report.py",
    "check/test_check_rules.py",
    "check/test_check_suites.py",
    "commands/test_start.py",
    "commands/test_status_command.py",
    "corrections/test_deriving.py",
    "corrections/test_over_builds.py",
    "fuzz/test_fuzz.py",
    "publish/test_checksums.py",
    "publish/test_described.py",
    "publish/test_publish_checked.py",
    "publish/test_publish_database.py",
    "publish/test_publish_swap.py",
    "publish/test_round_trip.py",
    "read/test_hostile_files.py",
    "read/test_mail_broken.py",
    "read/test_pages_limits.py",
    "read/test_pdf_refused.py",
    "releases/test_diff.py",
    "releases/test_losses.py",
    "releases/test_making.py",
    "releases/test_released_files.py",
    "releases/test_version.py",
    "resolve/test_id_walks.py",
    "tests/test_readme.py",
    "tests/test_run.py",
    "tests/test_status.py",
)
# The files that take longest, longest first: begun first, so that no process waits for the last of them at the end.
LONGEST = (
    "tests/test_contributing.py",
    "tests/test_build.py",
    "review/test_builds.py",
    "tests/test_readme.py",
    "storyline/test_ids.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what belongs to whole files, and put the longest files first."""

    def place(item: pytest.Item) -> int:
        path = item.path.as_posix()
        return next((at for at, name in enumerate(LONGEST) if path.endswith(name)), len(LONGEST))

    for item in items:
        if item.path.as_posix().endswith(SLOW):
            item.add_marker(pytest.mark.slow)
    items.sort(key=place)


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The machine's own Chromium, one for the whole run: a process can drive one only. Skips where there is none."""
    from tests.publish.explorer.browser import started

    with started() as found:
        yield found
