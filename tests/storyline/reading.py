"""The claims of the story's texts, as the real extraction reads them."""

from __future__ import annotations

from pathlib import Path

from pipeline.build import extract_documents
from pipeline.model import Claims
from pipeline.read import read_folder
from pipeline.workers import EXTRACT
from tests.storyline.story import SEEDS


def read_claims(seeds: Path = SEEDS, extract: tuple[str, str] = EXTRACT) -> list[Claims]:
    """The claims of all texts of a folder. Raises AssertionError when one cannot be used."""
    found = read_folder(seeds)
    documents, unreadable = list(found.documents), list(found.quarantined)
    claims, failed = extract_documents(documents, 1, lambda *_: None, extract)
    assert not unreadable and not failed, [*unreadable, *failed]
    return claims
