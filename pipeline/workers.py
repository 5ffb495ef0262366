"""Extraction of many documents: one after the other, or by a pool of processes that each parse and extract.

What comes out is the same for any number of workers, and comes with the place of its document. A document whose extraction
fails, or kills its process, is told and stops no other.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace

from pipeline.additions import Additions, in_use, use
from pipeline.errors import ParleyError
from pipeline.model import Claims, Document
from pipeline.read import Limits
from pipeline.read.guard import limit_memory
from pipeline.time_limit import TooLong, time_limit

# An import path and a name, not the function: a worker imports it, and nothing heavy is loaded before work begins
EXTRACT = ("pipeline.extract", "extract")

# What a worker gets at a time: short documents together, so that handing them over costs little; of few documents
# fewer, so that all workers end at about the same time
MOST_OF_A_BATCH, CHARACTERS_OF_A_BATCH, LEAST_BATCHES = 32, 30_000, 8
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")  # the workers themselves use the processors

NOBODY = Document("", "", "", ())  # stands for a document that the other process has


@dataclass(frozen=True, slots=True)
class Failure:
    """The extraction of a document failed: reason code, and a sentence that says how. `stops` is set when no document
    can be extracted."""

    document: Document
    reason: str
    detail: str
    stops: type[ParleyError] | None = None


Outcome = Claims | Failure


def extract_each(
    documents: Sequence[Document], jobs: int, work: Work, apart: bool = False
) -> Iterator[tuple[int, Outcome]]:
    """The place of each document and its claims, or what failed, as they come: nothing of them is kept here, and no more
    documents are on their way than the workers need. With `apart` even a single worker is a process of its own, so that
    this one is free for something else.

    Raises a ParleyError when the extraction cannot run at all: no language model, a broken reference table."""
    workers = max(1, min(jobs, len(documents)))
    source = _in_a_pool if documents and (apart or workers > 1) else _in_this_process
    for position, outcome in source(documents, workers, work):
        raise_if_it_stops(outcome)
        yield position, outcome


def raise_if_it_stops(outcome: Outcome) -> None:
    """Raises the ParleyError of a failure that says that no document can be extracted."""
    if isinstance(outcome, Failure) and outcome.stops:
        raise outcome.stops(outcome.detail)


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with each document: the function that extracts, by its import path and name, within limits."""

    extract: tuple[str, str]
    limits: Limits


def extract_one(document: Document, work: Work) -> Outcome:
    """Extract one document; whatever goes wrong becomes a Failure that can be sent between processes."""
    from importlib import import_module

    from pipeline.resolve import problems

    try:
        with time_limit(work.limits.extract_seconds):
            claims: Claims = getattr(import_module(work.extract[0]), work.extract[1])(document)
            found = problems(claims)
    except ParleyError as error:
        return Failure(document, "stopped", str(error), stops=type(error))
    except TooLong:
        return Failure(
            document,
            "time",
            f"extracting it took more than {work.limits.extract_seconds} seconds; split the text, or raise "
            "`extract_seconds` in sources/limits.yml",
        )
    except MemoryError:
        return Failure(document, "memory", "there was not enough memory to extract it; split the text")
    except Exception as error:  # noqa: BLE001 - one document must never stop the others
        words = " ".join(str(error).split())[:300]
        return _crash(document, f"{type(error).__name__}: {words}" if words else type(error).__name__)
    return _crash(document, f"{found[0]} ({len(found)} such faults)") if found else claims


def killed(document: Document) -> Failure:
    """The failure of a document whose process dies of it."""
    return _crash(document, "its process died of it")


def _crash(document: Document, what: str) -> Failure:
    return Failure(document, "crash", f"the extraction failed ({what}); please report it with the text")


def _in_this_process(documents: Sequence[Document], jobs: int, work: Work) -> Iterator[tuple[int, Outcome]]:
    for position, document in enumerate(documents):
        yield position, extract_one(document, work)


def batches(documents: Sequence[Document], most: int, characters: int) -> Iterator[range]:
    """The positions of the documents in stretches of at most `most` documents and, but for a longer one alone, of so
    many characters."""
    start = size = 0
    for position, document in enumerate(documents):
        size += len(document.text)
        if position > start and (position - start == most or size > characters):
            yield range(start, position)
            start, size = position, len(document.text)
    if start < len(documents):
        yield range(start, len(documents))


def bare(outcome: Outcome) -> Outcome:
    """An outcome to send to another process: without its document, which is there already."""
    return replace(outcome, document=NOBODY)


def _in_a_pool(documents: Sequence[Document], jobs: int, work: Work) -> Iterator[tuple[int, Outcome]]:
    """Rounds of a pool. When a worker dies, the documents that it may have died of are tried one by one."""
    most = max(1, min(MOST_OF_A_BATCH, len(documents) // (jobs * LEAST_BATCHES)))
    waiting = deque(batches(documents, most, CHARACTERS_OF_A_BATCH))
    while waiting:
        suspects: list[range] = []  # those that were being worked on
        yield from _round(waiting, documents, jobs, work, suspects)
        single = deque(
            range(position, position + 1) for positions in sorted(suspects, key=min) for position in positions
        )
        while single:
            died: list[range] = []
            yield from _round(single, documents, 1, work, died, ahead=0)
            for (position,) in died:  # once more, in a process that nothing came before
                alone = dict(_round(deque([range(position, position + 1)]), documents, 1, work, []))
                yield position, alone.get(position) or killed(documents[position])


def _begin(megabytes: int, additions: Additions) -> None:
    """What a worker does before its first document: limits its memory and threads, and reads with the rows that the
    dataset adds."""
    for name in THREADS:
        os.environ.setdefault(name, "1")
    limit_memory(megabytes)
    use(additions)


def _extract_batch(documents: list[Document], work: Work) -> list[Outcome]:
    return [bare(extract_one(document, work)) for document in documents]


def _round(
    waiting: deque[range],
    documents: Sequence[Document],
    jobs: int,
    work: Work,
    suspects: list[range],
    ahead: int = 1,
) -> Iterator[tuple[int, Outcome]]:
    """The outcomes of one pool, as they come, until nothing is `waiting` or a worker dies: what it may have died of is
    then added to `suspects`. `ahead` batches for each worker are in its queue beside the one that it works on."""
    from concurrent.futures import FIRST_COMPLETED, wait

    context = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
    with ProcessPoolExecutor(
        max_workers=jobs, mp_context=context, initializer=_begin, initargs=(work.limits.memory_megabytes, in_use())
    ) as pool:
        futures: dict[Future[list[Outcome]], range] = {}
        broken = False
        try:
            while futures or (waiting and not broken):
                while waiting and not broken and len(futures) < jobs * (1 + ahead):
                    positions = waiting.popleft()
                    try:
                        futures[pool.submit(_extract_batch, [documents[i] for i in positions], work)] = positions
                    except BrokenProcessPool:
                        broken = True
                        suspects.append(positions)
                for future in wait(futures, return_when=FIRST_COMPLETED).done:
                    positions = futures.pop(future)
                    try:
                        outcomes = future.result()
                    except BrokenProcessPool:
                        broken = True
                        suspects.append(positions)
                        continue
                    for position, outcome in zip(positions, outcomes, strict=True):
                        yield position, replace(outcome, document=documents[position])
        finally:
            # A process with a language model takes a while to end, and nothing waits for that; whoever takes no more
            # outcomes waits for none that is not begun.
            pool.shutdown(wait=broken, cancel_futures=True)
