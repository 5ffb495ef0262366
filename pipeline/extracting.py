"""The middle of a build: claims of all documents, from the cache where it holds them, else by extraction, on this machine
or on a cluster."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing

from pipeline.cache import ClaimCache
from pipeline.model import Claims, Document
from pipeline.read import Limits, Quarantined
from pipeline.workers import EXTRACT, Failure, Outcome, Work, extract_each

Progress = Callable[[str, int, int], None]
Outcomes = Generator[Outcome, None, None]

TAKEN = "taken from the cache"
KEPT_AT_ONCE, KEEP_SECONDS = 16, 2.0  # a run that is killed loses at most so many claims, or those of so long
DOCUMENTS_PER_WORKER = 8  # fewer are not worth the start of a process, when nobody says how many


def extract_documents(
    documents: Sequence[Document],
    jobs: int | None,
    progress: Progress,
    extract: tuple[str, str] = EXTRACT,
    cache: ClaimCache | None = None,
    keep: bool = True,
    limits: Limits = Limits(),
    address: str | None = None,
) -> tuple[list[Claims], list[Quarantined]]:
    """The claims of all documents in their order, and the documents whose extraction failed.

    Claims come from `cache` where they are kept; new ones go there, as they come, when `keep` is set. Failures are never
    kept. The new ones are made by `jobs` processes of this machine, or by the cluster at `address`; raises MachineError
    when that cannot be used.
    """
    kept = {one.document_id: claims for one in documents if cache and (claims := cache.load(one))}
    if kept:
        progress(TAKEN, len(kept), len(documents))
    new = [one for one in documents if one.document_id not in kept]
    failed: list[Quarantined] = []
    made = kept
    progress("extracting", 0, len(new))
    work = Work(extract, limits)
    store = cache if keep else None
    outcomes = _on_cluster(new, address, progress, work, store) if address and new else _here(new, jobs, work, store)
    with closing(outcomes):  # however this ends, what was done is kept
        for done, outcome in enumerate(outcomes, 1):
            if isinstance(outcome, Failure):
                failed.append(Quarantined(outcome.document.path, outcome.reason, outcome.detail))
            else:
                made[outcome.document.document_id] = outcome
            progress("extracting", done, len(new))
    return [made[one.document_id] for one in documents if one.document_id in made], failed


def _here(new: Sequence[Document], jobs: int | None, work: Work, store: ClaimCache | None) -> Outcomes:
    """Claims are kept a few at a time: whether the makers are still the same is asked once for all of them."""
    fresh: list[Claims] = []
    until = time.monotonic() + KEEP_SECONDS
    processes = _processes(len(new)) if jobs is None else jobs
    try:
        for _, outcome in extract_each(new, processes, work, apart=jobs is None and _apart()):
            if store and isinstance(outcome, Claims):
                fresh.append(outcome)
                if len(fresh) == KEPT_AT_ONCE or time.monotonic() > until:
                    store.keep(*fresh)
                    fresh, until = [], time.monotonic() + KEEP_SECONDS
            yield outcome
    finally:
        if store and fresh:
            store.keep(*fresh)


def _on_cluster(
    new: Sequence[Document], address: str, progress: Progress, work: Work, store: ClaimCache | None
) -> Outcomes:
    from pipeline.cluster.engine import extract_on

    def kept(content: bytes) -> None:
        if store:
            store.keep_shard(content)

    def shards(done: int, total: int) -> None:
        progress("shards", done, total)

    try:
        for _, outcome in extract_on(address, new, work, kept, shards):
            yield outcome
    finally:
        if store and store.shards:
            store.shards.tell()


def _processes(documents: int) -> int:
    """As many processes as the machine has processors and the documents are worth."""
    return min(_processors(), documents // DOCUMENTS_PER_WORKER)


def _apart() -> bool:
    """Whether a few texts, too, are read in a process of their own: that loads the language model while this one loads
    the checks, and two threads of one process would wait for each other. Not where the model may be here already."""
    return _processors() > 1 and "spacy" not in sys.modules


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
