"""Readers of formats that need a parser run in a process of their own, with limits to its time and memory.

A file that makes its parser hang, eat the memory or crash ends that process and nothing else: the next file gets a new
one. The process is started when the first such file is met and serves until the guard is closed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Iterator
from importlib import import_module
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from pipeline.read.decoding import Unusable
from pipeline.read.formats import Format
from pipeline.read.limits import MEGABYTE, Limits
from pipeline.read.sources import Source, Text, words_of

SECONDS_TO_START = 60
BATCH_ITEMS, BATCH_SECONDS = 16, 1.0  # what a stream sends at a time: so many items, or those of so long

Function = tuple[str, str]  # an import path and a name: the process imports it


class _Apart:
    """A process of its own that may be stopped. Use it as a context manager."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _started(self) -> Connection:
        if self._connection is None or self._process is None or not self._process.is_alive():
            self._stop()
            context = multiprocessing.get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._limits.memory_megabytes), daemon=True)
            self._process.start()
            theirs.close()
            with contextlib.suppress(EOFError, OSError):
                if self._connection.poll(SECONDS_TO_START):
                    self._connection.recv()  # it is ready: the time of its start is not that of the first file
        return self._connection

    def _stop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._connection = self._process = None


class Guard(_Apart):
    """Reads documents in a process that may be stopped. Use it as a context manager."""

    def read(self, how: Format, source: Source) -> Text:
        """What the reader of the format makes of the source.

        Raises Unusable: what the reader raises; `time` or `memory` when it takes too much; `crash` when it fails.
        """
        if not source.size():
            raise Unusable("empty", "the file has no bytes; put the text in it or remove it")
        connection = self._started()
        try:
            connection.send((how, source, self._limits))
            if not connection.poll(self._limits.read_seconds):
                self._stop()
                raise Unusable(
                    "time",
                    f"reading it took more than {self._limits.read_seconds} seconds; save its text as UTF-8 .txt, or "
                    "raise `read_seconds` in sources/limits.yml",
                )
            answer: Text | tuple[str, str] = connection.recv()
        except (EOFError, OSError):
            self._stop()
            raise Unusable("crash", "its parser died of this file; save its text as UTF-8 .txt") from None
        if isinstance(answer, Text):
            return answer
        if answer[0] == "memory":
            self._stop()  # what is left of a process that ran out of memory is not trusted
        raise Unusable(*answer)


class Stream(_Apart):
    """Reads containers, item by item, in a process that may be stopped: for a parser that some files kill."""

    def items(self, function: Function, source: Source) -> Iterator[Any]:
        """What the generator `function(source, limits)` yields, as it comes.

        Raises Unusable: what the generator raises; `time` when it gives nothing for too long, `memory` when it takes
        too much, `crash` when it fails or its process dies.
        """
        connection = self._started()
        try:
            connection.send((function, source, self._limits))
            while True:
                if not connection.poll(self._limits.read_seconds):
                    self._stop()
                    raise Unusable("time", f"nothing came of it for {self._limits.read_seconds} seconds; split it, or "
                                   "raise `read_seconds` in sources/limits.yml")  # fmt: skip
                answer: list[Any] | tuple[str, str] | None = connection.recv()
                if answer is None:
                    return
                if isinstance(answer, tuple):
                    raise Unusable(*answer)
                yield from answer
        except (EOFError, OSError):
            self._stop()
            raise Unusable("crash", "its parser died of this file; save it as .jsonl") from None


def limit_memory(megabytes: int) -> None:
    """This process may use so much address space; more raises MemoryError. Nothing happens where the system has no
    such limit (Windows; macOS, which does not keep to it)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = megabytes * MEGABYTE
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def failed(error: Exception) -> str:
    """The sentence for a reader that failed in a way that it should not."""
    words = words_of(error)
    return f"its parser failed ({type(error).__name__}{': ' if words else ''}{words}); save its text as UTF-8 .txt"


def _serve(connection: Connection, megabytes: int) -> None:
    """The process: answers each source with its Text, or with the reason code and sentence why there is none; and with
    the items of a container in batches, then with None."""
    limit_memory(megabytes)
    connection.send("ready")
    while True:
        try:
            how, source, limits = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            if isinstance(how, tuple):
                for batch in _batches(getattr(import_module(how[0]), how[1])(source, limits)):
                    connection.send(batch)
                answer: Text | tuple[str, str] | None = None
            else:
                answer = how.reader()(source, limits)
        except Unusable as error:
            answer = error.reason, error.detail
        except MemoryError:
            answer = (
                "memory",
                (
                    f"reading it took more than {megabytes} megabytes of memory; save its text as UTF-8 .txt, or raise "
                    "`memory_megabytes` in sources/limits.yml"
                ),
            )
        except KeyboardInterrupt:
            return
        except Exception as error:  # noqa: BLE001 - one file must never stop the others
            answer = "crash", failed(error)
        connection.send(answer)


def _batches(items: Iterator[Any]) -> Iterator[list[Any]]:
    """The items in lists that are sent at a time, also those before an error."""
    batch: list[Any] = []
    until = time.monotonic() + BATCH_SECONDS
    try:
        for item in items:
            batch.append(item)
            if len(batch) == BATCH_ITEMS or time.monotonic() > until:
                yield batch
                batch, until = [], time.monotonic() + BATCH_SECONDS
    except Exception:
        yield batch
        raise
    yield batch
