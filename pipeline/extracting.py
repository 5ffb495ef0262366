"""The middle of a build: claims of all documents, from the cache where it holds them, else by extraction."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from pipeline.cache import ClaimCache
from pipeline.model import Claims, Document
from pipeline.read import Limits, Quarantined
from pipeline.workers import EXTRACT, Failure, extract_all

Progress = Callable[[str, int, int], None]

TAKEN = "taken from the cache"
DOCUMENTS_PER_WORKER = 8  # fewer are not worth the start of a process, when nobody says how many


def extract_documents(
    documents: Sequence[Document],
    jobs: int | None,
    progress: Progress,
    extract: tuple[str, str] = EXTRACT,
    cache: ClaimCache | None = None,
    keep: bool = True,
    limits: Limits = Limits(),
) -> tuple[list[Claims], list[Quarantined]]:
    """The claims of all documents in their order, and the documents whose extraction failed.

    Claims come from `cache` where they are kept; new ones go there when `keep` is set. Failures are never kept.
    """
    kept = {one.document_id: claims for one in documents if cache and (claims := cache.load(one))}
    if kept:
        progress(TAKEN, len(kept), len(documents))
    new = [one for one in documents if one.document_id not in kept]
    outcomes = extract_all(
        new,
        _processes(len(new)) if jobs is None else jobs,
        lambda done, total: progress("extracting", done, total),
        extract,
        cache.keep if cache and keep else lambda claims: None,
        limits,
    )
    failed = [Quarantined(one.document.path, one.reason, one.detail) for one in outcomes if isinstance(one, Failure)]
    made = kept | {one.document.document_id: one for one in outcomes if isinstance(one, Claims)}
    return [made[one.document_id] for one in documents if one.document_id in made], failed


def _processes(documents: int) -> int:
    """As many processes as the machine has processors and the documents are worth."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(processors, documents // DOCUMENTS_PER_WORKER)
