"""Extraction of many documents: one after the other, or by a pool of processes that each parse and extract.

What comes out is in the order of the documents and the same for any number of workers. A document whose extraction
fails, or kills its process, is told and stops no other.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from pipeline.errors import ParleyError
from pipeline.model import Claims, Document

# An import path and a name, not the function: a worker imports it, and nothing heavy is loaded before work begins
EXTRACT = ("pipeline.extract", "extract")


@dataclass(frozen=True, slots=True)
class Failure:
    """The extraction of a document failed; `detail` says how. `stops` is set when no document can be extracted."""

    document: Document
    detail: str
    stops: type[ParleyError] | None = None


Outcome = Claims | Failure
Progress = Callable[[int, int], None]


def extract_all(
    documents: Sequence[Document],
    jobs: int,
    progress: Progress,
    extract: tuple[str, str] = EXTRACT,
    keep: Callable[[Claims], None] = lambda claims: None,
) -> list[Outcome]:
    """The claims of each document, or what failed, in the order of the documents. `keep` gets claims as they come.

    Raises a ParleyError when the extraction cannot run at all: no language model, a broken reference table.
    """
    outcomes: dict[int, Outcome] = {}
    source = _in_this_process if jobs <= 1 or len(documents) <= 1 else _in_a_pool
    progress(0, len(documents))
    for position, outcome in source(documents, min(jobs, len(documents)), extract):
        if isinstance(outcome, Failure) and outcome.stops:
            raise outcome.stops(outcome.detail)
        if isinstance(outcome, Claims):
            keep(outcome)
        outcomes[position] = outcome
        progress(len(outcomes), len(documents))
    return [outcomes[position] for position in range(len(documents))]


def extract_one(document: Document, extract: tuple[str, str]) -> Outcome:
    """Extract one document; whatever goes wrong becomes a Failure that can be sent between processes."""
    from importlib import import_module

    from pipeline.resolve import problems

    try:
        claims: Claims = getattr(import_module(extract[0]), extract[1])(document)
        found = problems(claims)
    except ParleyError as error:
        return Failure(document, str(error), stops=type(error))
    except Exception as error:  # noqa: BLE001 - one document must never stop the others
        words = " ".join(str(error).split())[:300]
        return Failure(document, f"{type(error).__name__}: {words}" if words else type(error).__name__)
    return Failure(document, f"{found[0]} ({len(found)} such faults)") if found else claims


def _in_this_process(
    documents: Sequence[Document], jobs: int, extract: tuple[str, str]
) -> Iterator[tuple[int, Outcome]]:
    for position, document in enumerate(documents):
        yield position, extract_one(document, extract)


def _in_a_pool(documents: Sequence[Document], jobs: int, extract: tuple[str, str]) -> Iterator[tuple[int, Outcome]]:
    """Rounds of a pool. When a worker dies, the documents that it may have died of are tried one by one."""
    waiting = list(range(len(documents)))
    while waiting:
        done: set[int] = set()
        for position, outcome in _round([(position, documents[position]) for position in waiting], jobs, extract):
            done.add(position)
            yield position, outcome
        waiting = [position for position in waiting if position not in done]
        for position in waiting[: jobs + 1]:  # those that were being worked on
            alone = dict(_round([(position, documents[position])], 1, extract))
            yield position, alone.get(position) or Failure(documents[position], "the process died while extracting it")
        waiting = waiting[jobs + 1 :]


def _round(work: Sequence[tuple[int, Document]], jobs: int, extract: tuple[str, str]) -> Iterator[tuple[int, Outcome]]:
    """The outcomes of one pool, as they come, until all are there or a worker dies."""
    from concurrent.futures import as_completed

    context = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
    with ProcessPoolExecutor(max_workers=jobs, mp_context=context) as pool:
        futures: dict[Future[Outcome], int] = {}
        try:
            for position, document in work:
                futures[pool.submit(extract_one, document, extract)] = position
        except BrokenProcessPool:
            pass
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BrokenProcessPool:
            pool.shutdown(cancel_futures=True)
