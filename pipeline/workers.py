"""Extraction of many documents: one after the other, or by a pool of processes that each parse and extract.

What comes out is in the order of the documents and the same for any number of workers. A document whose extraction
fails, or kills its process, is told and stops no other.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import FrameType

from pipeline.additions import Additions, in_use, use
from pipeline.errors import ParleyError
from pipeline.model import Claims, Document
from pipeline.read import Limits
from pipeline.read.guard import limit_memory

# An import path and a name, not the function: a worker imports it, and nothing heavy is loaded before work begins
EXTRACT = ("pipeline.extract", "extract")


@dataclass(frozen=True, slots=True)
class Failure:
    """The extraction of a document failed: reason code, and a sentence that says how. `stops` is set when no document
    can be extracted."""

    document: Document
    reason: str
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
    limits: Limits = Limits(),
) -> list[Outcome]:
    """The claims of each document, or what failed, in the order of the documents. `keep` gets claims as they come.

    Raises a ParleyError when the extraction cannot run at all: no language model, a broken reference table.
    """
    outcomes: dict[int, Outcome] = {}
    source = _in_this_process if jobs <= 1 or len(documents) <= 1 else _in_a_pool
    progress(0, len(documents))
    for position, outcome in source(documents, min(jobs, len(documents)), Work(extract, limits)):
        if isinstance(outcome, Failure) and outcome.stops:
            raise outcome.stops(outcome.detail)
        if isinstance(outcome, Claims):
            keep(outcome)
        outcomes[position] = outcome
        progress(len(outcomes), len(documents))
    return [outcomes[position] for position in range(len(documents))]


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with each document: the function that extracts, by its import path and name, within limits."""

    extract: tuple[str, str]
    limits: Limits


class _TooLong(BaseException):
    """The time of a document is over. No Exception, so that no part of the extraction takes it for one of its own."""


def extract_one(document: Document, work: Work) -> Outcome:
    """Extract one document; whatever goes wrong becomes a Failure that can be sent between processes."""
    from importlib import import_module

    from pipeline.resolve import problems

    try:
        with _time_limit(work.limits.extract_seconds):
            claims: Claims = getattr(import_module(work.extract[0]), work.extract[1])(document)
            found = problems(claims)
    except ParleyError as error:
        return Failure(document, "stopped", str(error), stops=type(error))
    except _TooLong:
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


def _crash(document: Document, what: str) -> Failure:
    return Failure(document, "crash", f"the extraction failed ({what}); please report it with the text")


@contextlib.contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    """Raises _TooLong when the block takes longer. Without effect where the system has no such alarm (Windows), and in
    another thread than the main one."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(number: int, frame: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _in_this_process(documents: Sequence[Document], jobs: int, work: Work) -> Iterator[tuple[int, Outcome]]:
    for position, document in enumerate(documents):
        yield position, extract_one(document, work)


def _in_a_pool(documents: Sequence[Document], jobs: int, work: Work) -> Iterator[tuple[int, Outcome]]:
    """Rounds of a pool. When a worker dies, the documents that it may have died of are tried one by one."""
    waiting = list(range(len(documents)))
    while waiting:
        done: set[int] = set()
        for position, outcome in _round([(position, documents[position]) for position in waiting], jobs, work):
            done.add(position)
            yield position, outcome
        waiting = [position for position in waiting if position not in done]
        for position in waiting[: jobs + 1]:  # those that were being worked on
            alone = dict(_round([(position, documents[position])], 1, work))
            yield position, alone.get(position) or _crash(documents[position], "its process died of it")
        waiting = waiting[jobs + 1 :]


def _begin(megabytes: int, additions: Additions) -> None:
    """What a worker does before its first document: limits its memory, and reads with the rows that the dataset adds."""
    limit_memory(megabytes)
    use(additions)


def _round(waiting: Sequence[tuple[int, Document]], jobs: int, work: Work) -> Iterator[tuple[int, Outcome]]:
    """The outcomes of one pool, as they come, until all are there or a worker dies."""
    from concurrent.futures import as_completed

    context = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
    with ProcessPoolExecutor(
        max_workers=jobs, mp_context=context, initializer=_begin, initargs=(work.limits.memory_megabytes, in_use())
    ) as pool:
        futures: dict[Future[Outcome], int] = {}
        try:
            for position, document in waiting:
                futures[pool.submit(extract_one, document, work)] = position
        except BrokenProcessPool:
            pass
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BrokenProcessPool:
            pool.shutdown(cancel_futures=True)
