"""Extraction on a real cluster: the same as here, whoever dies meanwhile, and nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.additions import Additions, use
from pipeline.cache import FOLDER, SHARDS, ClaimCache, makers
from pipeline.cluster import engine
from pipeline.errors import MachineError
from pipeline.extracting import extract_documents
from pipeline.model import Block, Claims, Document, Span
from pipeline.read import Limits, Quarantined
from tests.cluster.conftest import Started
from tests.cluster.marking import marked

pytestmark = pytest.mark.slow

EXTRACT = ("tests.cluster.marking", "extract")
TEXT = "Russia wants peace with Ukraine."


def documents(*orders: str, first: int = 0) -> list[Document]:
    """A document for each word, which is an order to the stub extraction or nothing of interest."""
    texts = [f"{order} {TEXT}" for order in orders]
    return [
        Document(f"d{number}", f"{number}.txt", text, (Block(Span(0, len(text)), "body"),))
        for number, text in enumerate(texts, first)
    ]


def cache(root: Path) -> ClaimCache:
    return ClaimCache(root / FOLDER, lambda: makers(EXTRACT[0]), root / SHARDS)


def on_cluster(
    cluster: Any,
    found: list[Document],
    kept: ClaimCache | None = None,
    limits: Limits = Limits(),
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> tuple[list[Claims], list[Quarantined]]:
    claims, failed = extract_documents(
        found, None, progress, EXTRACT, kept, limits=limits, address=cluster.scheduler_address
    )
    return claims, sorted(failed)


def here(found: list[Document], limits: Limits = Limits()) -> tuple[list[Claims], list[Quarantined]]:
    claims, failed = extract_documents(found, 2, lambda *_: None, EXTRACT, limits=limits)
    return claims, sorted(failed)


def pids(cluster: Any) -> list[int]:
    return [nanny.pid for nanny in cluster.workers.values()]


def test_a_cluster_gives_what_this_machine_gives(started: Started, marks: Path, tmp_path: Path) -> None:
    found = documents(*["ok"] * 30, "CRASH", "UNSOUND", "LOOP", "EAT", *["ok"] * 30)
    limits = Limits(extract_seconds=4, memory_megabytes=4_000)
    cluster = started()
    steps: list[tuple[str, int, int]] = []
    kept = cache(tmp_path)
    claims, failed = on_cluster(cluster, found, kept, limits, lambda *step: steps.append(step))
    assert marked(marks) == {one.document_id: 1 for one in found}
    assert (claims, [one.path for one in failed]) == (here(found, limits)[0], ["30.txt", "31.txt", "32.txt", "33.txt"])
    assert [one for one in failed if one.path != "33.txt"] == [
        one for one in here(found, limits)[1] if one.path != "33.txt"
    ]
    assert failed[3].reason in ("memory", "time")  # whichever limit comes first
    assert [step for step in steps if step[0] == "extracting"] == [("extracting", done, 64) for done in range(65)]
    shards = [step for step in steps if step[0] == "shards"]
    assert shards == [("shards", done, len(shards) - 1) for done in range(len(shards))] and len(shards) > 8
    assert on_cluster(cluster, found, cache(tmp_path), limits) == (claims, failed)  # failures alone are tried again
    assert {count for name, count in marked(marks).items() if name not in ("d30", "d31", "d32", "d33")} == {3}


def test_rows_that_a_dataset_adds_come_to_the_workers(started: Started, tmp_path: Path) -> None:
    cluster = started(1)
    added = Additions((("ignored_names", ((("name", "Norland"), ("source", "own")),)),))
    found = documents("ok")
    try:
        use(added)
        on_cluster(cluster, found, kept := cache(tmp_path))
        assert kept.look(found[0]) == "kept"
        use(Additions())
        assert cache(tmp_path).look(found[0]) == "reference"
    finally:
        use(Additions())


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(
    started: Started, marks: Path, tmp_path: Path
) -> None:
    found = documents(*["SLOW"] * 120)
    cluster = started()
    doomed = pids(cluster)[0]

    def kill(step: str, done: int, total: int) -> None:
        if (step, done) == ("extracting", 40):
            os.kill(doomed, signal.SIGKILL)

    kept = cache(tmp_path)
    claims, failed = on_cluster(cluster, found, kept, progress=kill)
    assert doomed not in pids(cluster)
    assert ([one.document for one in claims], failed) == (found, [])
    begun = marked(marks)
    again = sum(begun.values()) - len(found)
    assert set(begun) == {one.document_id for one in found} and again < 40  # those of the shards that were lost
    assert kept.shards is not None
    told = [row.document_id for file in sorted((tmp_path / SHARDS).glob("*.parquet")) for row in rows(file)]
    assert sorted(told) == sorted(one.document_id for one in found)


def rows(file: Path) -> Any:
    from pipeline.cache.shards import unpacked

    return unpacked(file.read_bytes())[1]


def test_a_run_that_is_killed_goes_on_from_its_finished_shards(started: Started, marks: Path, tmp_path: Path) -> None:
    cluster = started()
    run = textwrap.dedent(f"""
        import sys
        from pathlib import Path
        from tests.cluster.test_engine import cache, documents, extract_documents, EXTRACT
        print("ready", flush=True)
        extract_documents(documents(*["SLOW"] * 150), None, lambda *step: print(*step, flush=True), EXTRACT,
                          cache(Path({str(tmp_path)!r})), address={cluster.scheduler_address!r})
    """)
    with subprocess.Popen([sys.executable, "-c", run], stdout=subprocess.PIPE, text=True, env=environment()) as client:
        assert client.stdout is not None
        for line in client.stdout:
            if line.startswith("extracting 60 "):
                client.send_signal(signal.SIGKILL)
    assert client.returncode == -signal.SIGKILL
    finished = {row.document_id for file in (tmp_path / SHARDS).glob("*.parquet") for row in rows(file)}
    assert len(finished) >= 60
    time.sleep(3)  # what workers had begun they end
    before = marked(marks)
    found = documents(*["SLOW"] * 150)
    claims, failed = on_cluster(cluster, found, cache(tmp_path))
    assert ([one.document for one in claims], failed) == (found, [])
    begun = marked(marks) - before
    assert begun == {one.document_id: 1 for one in found if one.document_id not in finished}


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def test_a_document_that_kills_every_worker_costs_itself_only(started: Started, tmp_path: Path) -> None:
    found = documents(*["ok"] * 70, "DIE", *["ok"] * 29)
    steps: list[tuple[str, int, int]] = []
    claims, failed = on_cluster(started(), found, cache(tmp_path), progress=lambda *step: steps.append(step))
    assert [one.document for one in claims] == [*found[:70], *found[71:]]
    assert failed == here(found)[1] and [(one.path, one.reason) for one in failed] == [("70.txt", "crash")]
    assert steps[-1] == ("extracting", 100, 100)


def test_a_cluster_that_loses_all_workers_is_told_and_its_shards_are_kept(
    started: Started, marks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 3.0)
    found = documents(*["SLOW"] * 100)
    cluster = started()

    def scale(step: str, done: int, total: int) -> None:
        if (step, done) == ("extracting", 20):
            cluster.scale(0)

    began = time.monotonic()
    with pytest.raises(MachineError, match="lost its workers, and none came for 3 seconds. Finished shards are kept"):
        on_cluster(cluster, found, cache(tmp_path), progress=scale)
    assert time.monotonic() - began < 60
    finished = {row.document_id for file in (tmp_path / SHARDS).glob("*.parquet") for row in rows(file)}
    assert 20 <= len(finished) < 100
    assert (tmp_path / SHARDS / "manifest.json").is_file()
    before = marked(marks)
    claims, _ = extract_documents(found, 1, lambda *_: None, EXTRACT, cache(tmp_path))  # and goes on without a cluster
    assert [one.document for one in claims] == found
    assert marked(marks) - before == {one.document_id: 1 for one in found if one.document_id not in finished}


def test_a_scheduler_that_goes_away_is_told(started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 3.0)
    cluster = started()

    def close(step: str, done: int, total: int) -> None:
        if (step, done) == ("extracting", 10):
            cluster.close()

    with pytest.raises(MachineError, match="scheduler"):
        on_cluster(cluster, documents(*["SLOW"] * 100), cache(tmp_path), progress=close)


def test_an_extraction_that_cannot_run_at_all_stops(started: Started) -> None:
    with pytest.raises(MachineError, match="the language model is not installed"):
        on_cluster(started(1), documents("ok", "NO MODEL", "ok"))
