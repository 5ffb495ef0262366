"""The story, read once and built once for a whole run of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.model import Claims
from tests.storyline.compare import Comparison, compare
from tests.storyline.reading import read_claims
from tests.storyline.story import HERE, Story, read_story


@pytest.fixture(scope="session")
def story() -> Story:
    return read_story()


@pytest.fixture(scope="session")
def story_claims() -> list[Claims]:
    """The claims of all texts, in the order in which the texts were published. Read only."""
    return read_claims()


@pytest.fixture(scope="session")
def story_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published dataset of the story; the folder that holds its `dist/`. Read only."""
    out = tmp_path_factory.mktemp("story")
    build(HERE, out, jobs=1)
    return out


@pytest.fixture(scope="session")
def comparison(story_dataset: Path, story: Story) -> Comparison:
    from pipeline.resolve import read_last_release

    return compare(read_last_release(story_dataset).tables, story)
