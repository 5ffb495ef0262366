"""All claims of a few documents in their order, as tests want them; a build takes them as they come."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Document
from pipeline.read import Limits
from pipeline.workers import Outcome, Work, extract_each
from tests.small_project import STUB


def extracted(
    documents: Sequence[Document], jobs: int, limits: Limits = Limits(), apart: bool = False
) -> list[Outcome]:
    """What the stand-in for the extraction gives of each document."""
    outcomes = dict(extract_each(documents, jobs, Work(STUB, limits), apart))
    return [outcomes[position] for position in range(len(documents))]
