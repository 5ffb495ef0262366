"""Extraction of many documents by the workers of a cluster.

Documents are sent in shards, a few for each worker at a time, and what comes back is handed on as it comes. A worker
that dies is Dask's to replace; a shard that kills every worker it comes to is tried document by document, so that only
the guilty one is left out.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.additions import in_use
from pipeline.cache.claims import decoded, document_digest
from pipeline.cache.makers import makers
from pipeline.cache.shards import unpacked
from pipeline.cluster.connecting import connected
from pipeline.cluster.work import Done, OtherVersion, Shard, plain_makers, run_shard
from pipeline.errors import MachineError
from pipeline.model import Claims, Document
from pipeline.workers import Outcome, Work, batches, killed, raise_if_it_stops

if TYPE_CHECKING:
    from distributed import Client, Future

Progress = Callable[[int, int], None]

MOST_DOCUMENTS, MOST_CHARACTERS = 256, 1_000_000  # of a shard: a minute of work, and half a megabyte of claims
LEAST_SHARDS = 16  # for each worker, so that all end at about the same time
AHEAD = 2  # shards on their way for each worker
RETRIES = 3
LOOK_SECONDS, SHORT_SECONDS = 1.0, 0.1  # how often a cluster that gives nothing is looked at
STOPPED = "dropped the work: its scheduler went away, or somebody stopped the work there"
COUNT_SECONDS = 5.0  # how often workers are counted while they work
PATIENCE = 60.0  # seconds without any worker, or without the scheduler: they may be starting again


def extract_on(
    address: str,
    documents: Sequence[Document],
    work: Work,
    keep_shard: Callable[[bytes], None] = lambda content: None,
    progress: Progress = lambda done, total: None,
) -> Iterator[tuple[int, Outcome]]:
    """The place of each document and its claims, or what failed, as they come from the cluster at `address`.

    `keep_shard` gets the file of the claims of each shard before they are handed on, and `progress` how many shards are
    done of how many. Raises MachineError when the cluster cannot be used (see `connected`), loses all its workers or its
    scheduler for good, or fails; and as `extract_each` does when no document can be extracted.
    """
    with connected(address, work.extract[0]) as client:
        yield from _Run(client, address, documents, work, keep_shard, progress).outcomes()


class _Run:
    """One extraction: what is on its way, and what has to be tried again."""

    def __init__(
        self,
        client: Client,
        address: str,
        documents: Sequence[Document],
        work: Work,
        keep_shard: Callable[[bytes], None],
        progress: Progress,
    ) -> None:
        self.client, self.address, self.documents, self.work = client, address, documents, work
        self.keep_shard, self.progress = keep_shard, progress
        self.additions, self.makers, self.kept_as = in_use(), plain_makers(work.extract[0]), makers(work.extract[0])
        self.on_their_way: dict[Future, range] = {}
        self.suspects: list[int] = []  # documents that were on a worker each time it died
        self.workers = len(client.nthreads())
        self.seen = time.monotonic()

    def outcomes(self) -> Iterator[tuple[int, Outcome]]:
        most = max(1, min(MOST_DOCUMENTS, len(self.documents) // (LEAST_SHARDS * self.workers)))
        waiting = deque(batches(self.documents, most, MOST_CHARACTERS))
        done, total = 0, len(waiting)
        self.progress(done, total)
        try:
            while waiting or self.on_their_way:
                while waiting and len(self.on_their_way) < self.workers * (1 + AHEAD):
                    self._send(waiting.popleft())
                if time.monotonic() > self.seen + COUNT_SECONDS:
                    self._count_workers()
                for positions, outcome in self._arrived():
                    if outcome is None:
                        total += self._try_apart(positions, waiting)
                    else:
                        yield from self._opened(positions, outcome)
                    done += 1
                    self.progress(done, total)
            for position in sorted(self.suspects):
                yield from self._alone(position)
        finally:
            self.client.cancel(list(self.on_their_way))

    def _send(self, positions: range) -> None:
        documents = tuple(self.documents[position] for position in positions)
        shard = Shard(documents, self.work, self.additions, self.makers, self.kept_as)
        future = self.client.submit(run_shard, shard, pure=False, retries=RETRIES)
        self.on_their_way[future] = positions

    def _try_apart(self, positions: range, waiting: deque[range]) -> int:
        """A shard that killed its workers: each of its documents becomes one; one that killed them by itself is tried
        without others at the end, since the worker may have died of a shard beside it. Returns how many shards that
        adds."""
        if len(positions) == 1:
            self.suspects += positions
            return 0
        waiting.extendleft(range(position, position + 1) for position in reversed(positions))
        return len(positions)

    def _alone(self, position: int) -> Iterator[tuple[int, Outcome]]:
        self._send(range(position, position + 1))
        while self.on_their_way:
            for positions, outcome in self._arrived():
                if outcome is None:
                    yield position, killed(self.documents[position])
                else:
                    yield from self._opened(positions, outcome)

    def _arrived(self) -> Iterator[tuple[range, Done | None]]:
        """The shards that are done, with None for one that killed every worker it came to; nothing when there is none
        for a while."""
        from concurrent.futures import CancelledError

        from distributed import wait

        try:
            with self.client.as_current():
                ready = wait(list(self.on_their_way), timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            ready = set()
        except CancelledError:
            raise self._lost(STOPPED) from None
        except OSError as error:
            raise self._lost(f"cannot be reached any more ({error})") from None
        # what a worker had done and lost when it died is made again, and is no more than pending
        ready = {future for future in ready if future.status != "lost"}
        if not ready:
            self._look()
        for future in ready:
            positions = self.on_their_way.pop(future)
            yield positions, self._result(future)
            future.release()

    def _result(self, future: Future) -> Done | None:
        from concurrent.futures import CancelledError

        from distributed import KilledWorker

        try:
            done: Done = future.result()
        except KilledWorker:
            return None
        except CancelledError:
            raise self._lost(STOPPED) from None
        except OtherVersion as error:
            raise self._lost(f"has a worker that cannot work on this dataset: {error}") from None
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told in one sentence
            words = " ".join(str(error).split())[:200]
            raise self._lost(f"failed ({type(error).__name__}: {words})") from None
        return done

    def _look(self) -> None:
        """Whether there is anybody to work. Raises MachineError when there is nobody for a while."""
        time.sleep(SHORT_SECONDS)
        self._count_workers()
        if time.monotonic() > self.seen + PATIENCE:
            gone = "its workers" if self.client.status == "running" else "its scheduler"
            raise self._lost(f"lost {gone}, and none came for {PATIENCE:.0f} seconds")

    def _count_workers(self) -> None:
        """How many there are now: workers may come and go."""
        with suppress(OSError, TimeoutError):
            if self.client.status == "running" and (workers := len(self.client.nthreads())):
                self.workers, self.seen = workers, time.monotonic()

    def _lost(self, what: str) -> MachineError:
        return MachineError(f"the cluster at {self.address} {what}. Finished shards are kept: run the same command again "
                            "when the cluster is well, and it goes on from them")  # fmt: skip

    def _opened(self, positions: range, done: Done) -> Iterator[tuple[int, Outcome]]:
        """The outcomes of a shard, with the documents that they are of."""
        for _, outcome in done.others:
            raise_if_it_stops(outcome)
        at = {document_digest(self.documents[position]): position for position in positions}
        found: dict[int, Claims] = {}
        try:
            for row in unpacked(done.content)[1]:
                claims = decoded(row.claims, self.documents[at[row.document]])
                if claims is None:
                    raise ValueError("claims that do not fit")
                found[at[row.document]] = claims
        except (ValueError, KeyError) as error:
            raise self._lost(f"sent back what cannot be read ({error})") from None
        if found:
            self.keep_shard(done.content)
        yield from found.items()
        for place, outcome in done.others:
            yield positions[place], replace(outcome, document=self.documents[positions[place]])
