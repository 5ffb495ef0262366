"""The way to a cluster: an address, and before any work the certainty that there is a cluster which reads texts as this
installation does."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.cluster.addresses import START, checked_address
from pipeline.cluster.work import OtherVersion, differences, first_makers, plain_makers
from pipeline.errors import MachineError

if TYPE_CHECKING:
    from distributed import Client

SECONDS = 10  # for the scheduler to answer, and for a first worker to be there


@contextmanager
def connected(address: str, extract: str) -> Iterator[Client]:
    """The client of a cluster that is fit for work.

    Raises CallError for what is no address; MachineError when `distributed` is not installed, nobody answers, no worker
    is there, a worker has several threads, or another version of Parley, its tables, the language model or Python.
    """
    address = checked_address(address)
    try:
        from distributed import Client
    except ImportError:
        raise MachineError('a cluster needs packages that are not installed; run: pip install ".[cluster]"') from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters of it is told in words of our own
    try:
        asyncio.run(_answers(address))
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except TimeoutError:
        raise MachineError(f"no scheduler answers at {address} within {SECONDS} seconds; {START}") from None
    except OSError as error:
        number = error.errno or 0
        why = os.strerror(number) if number > 0 else error.strerror or str(error)
        raise MachineError(f"there is no scheduler at {address} ({why}); {START}") from None
    except Exception:  # noqa: BLE001 - whatever listens there may answer anything
        raise MachineError(f"what answers at {address} is no scheduler of this version of Dask; {START}") from None
    try:
        _check(client, address, extract)
        yield client
    finally:
        client.close()


async def _answers(address: str) -> None:
    """Raises whatever error there is when no scheduler answers in time. A client alone would try again and again where
    nobody listens, and wait for ever for a program that takes the connection and says nothing."""
    from distributed.core import rpc

    host, _, port = address.partition("://")[2].rpartition(":")
    async with asyncio.timeout(SECONDS):
        _, writer = await asyncio.open_connection(host.strip("[]"), int(port))
        writer.close()
        async with rpc(address, timeout=SECONDS) as remote:
            if (await remote.identity()).get("type") != "Scheduler":
                raise TypeError("what answers is another part of a cluster")


def _check(client: Client, address: str, extract: str) -> None:
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError:
        raise MachineError(f"the cluster at {address} has no workers; add some with `dask worker {address} "
                           "--nthreads 1`") from None  # fmt: skip
    many = next((worker for worker, threads in client.nthreads().items() if threads != 1), None)
    if many:
        raise MachineError(f"the worker {many} runs several tasks at once in one process, which the language model does "
                           "not allow; start it with --nthreads 1 --nworkers auto")  # fmt: skip
    ours = plain_makers(extract)
    for worker, told in sorted(client.run(first_makers, extract, on_error="return").items()):
        if other := _unfit(told, ours):
            raise MachineError(f"the worker {worker} cannot work on this dataset: {other}. Install there what is "
                               "installed here, and start it again")  # fmt: skip


def _unfit(told: Any, ours: Any) -> str:
    """Why the worker that gave this answer cannot be used; "" when it can."""
    if not isinstance(told, BaseException):
        return differences(told, ours)
    if isinstance(told, OtherVersion):
        return str(told)
    line = _first_line(told)  # Dask puts what goes wrong before the question is understood into an error of its own
    missing = re.search(r"No module named '?([\w.]+)", line)
    return f"Parley is not installed there, or not whole (no module {missing[1]})" if missing else line


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
