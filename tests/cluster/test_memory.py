"""Extraction of many documents holds few of them: what is on its way to workers, and what a worker has at a time."""

from __future__ import annotations

import itertools
import os
import sys
import time
from pathlib import Path

import pytest

from pipeline.extracting import extract_documents
from pipeline.model import Block, Document, Span
from pipeline.read import Limits
from pipeline.workers import CHARACTERS_OF_A_BATCH, MOST_OF_A_BATCH, Work, batches, extract_each
from tests.cluster.conftest import Started
from tests.cluster.marking import marked

pytestmark = pytest.mark.slow

STUB = ("tests.stub_extract", "extract")
MARKING = ("tests.cluster.marking", "extract")
TEXT = "Russia wants peace with Ukraine."
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell the memory of a process")


def documents(count: int, words: str = "") -> list[Document]:
    texts = (f"{number} {words}{TEXT}" for number in range(count))
    return [
        Document(f"d{number}", f"{number}.txt", text, (Block(Span(0, len(text)), "body"),))
        for number, text in enumerate(texts)
    ]


def test_batches_are_short_and_whole() -> None:
    found = [*documents(100), *documents(3, "long " * 10_000), *documents(100)]
    cut = list(batches(found, MOST_OF_A_BATCH, CHARACTERS_OF_A_BATCH))
    assert list(itertools.chain(*cut)) == list(range(203))
    assert [len(one) for one in cut] == [32, 32, 32, 4, 1, 1, 1, 32, 32, 32, 4]
    assert list(batches([], 1, 1)) == []


def test_no_more_is_on_its_way_than_the_workers_need(marks: Path) -> None:
    outcomes = extract_each(documents(2_000), 2, Work(MARKING, Limits()))
    next(outcomes)
    time.sleep(2)  # whoever takes no more outcomes is not given any
    assert sum(marked(marks).values()) <= 4 * MOST_OF_A_BATCH
    assert sum(1 for _ in outcomes) == 1_999
    assert marked(marks) == {one.document_id: 1 for one in documents(2_000)}


def peak(process: int) -> int:
    """The most memory that a process ever had, in kilobytes."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def workers() -> list[int]:
    """The processes of this one's pool."""
    from multiprocessing import active_children

    return [one.pid for one in active_children() if one.pid]


def peak_of_a_worker(count: int) -> int:
    highest = 0
    for number, _ in enumerate(extract_each(documents(count, "Words of no interest. " * 40), 2, Work(STUB, Limits()))):
        if number % 1_000 == 999:
            highest = max(highest, *map(peak, workers()))
    return highest


@LINUX
def test_the_memory_of_a_worker_here_does_not_grow_with_the_documents() -> None:
    few, many = peak_of_a_worker(2_000), peak_of_a_worker(20_000)
    assert 0 < many < 1.1 * few


def told_peak() -> int:
    return peak(os.getpid())


@LINUX
def test_the_memory_of_a_worker_of_a_cluster_does_not_grow_with_the_documents(started: Started) -> None:
    from distributed import Client

    cluster = started()
    with Client(cluster.scheduler_address, set_as_default=False) as client:

        def peak_after(count: int) -> int:
            found = documents(count, "Words of no interest. " * 40)
            claims, failed = extract_documents(
                found, None, lambda *_: None, STUB, limits=Limits(), address=cluster.scheduler_address
            )
            assert (len(claims), failed) == (count, [])
            return max(client.run(told_peak).values())

        few, many = peak_after(2_000), peak_after(20_000)
    assert 0 < many < 1.15 * few
