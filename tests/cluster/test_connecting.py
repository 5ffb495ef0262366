"""A cluster that cannot be used is told within seconds, with what to do, before anything is read."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.build import build
from pipeline.cluster import connecting
from pipeline.cluster.addresses import checked_address
from pipeline.errors import CallError, MachineError
from tests.cluster.conftest import Started

EXTRACT = ("tests.cluster.marking", "extract")


def refused(address: str, within: float = 20) -> str:
    """What a build says that is to use the cluster at this address; it reads and writes nothing."""
    began = time.monotonic()
    with pytest.raises(MachineError) as caught, connecting.connected(address, EXTRACT[0]):
        raise AssertionError("the cluster was taken")
    assert time.monotonic() - began < within
    return str(caught.value)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "tcp://a.example:1", "tls://[::1]:8786"])
def test_addresses(address: str) -> None:
    assert checked_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["", "127.0.0.1:8786", "tcp://127.0.0.1", "http://127.0.0.1:80", "tcp://:8786", "tcp://a b:1", "tcp://a:99999"],
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(CallError, match=r"tcp://HOST:PORT.*`dask scheduler` prints its address, and `dask worker"):
        checked_address(address)


def test_without_the_packages_it_says_how_to_install_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refused("tcp://127.0.0.1:1") == (
        'a cluster needs packages that are not installed; run: pip install ".[cluster]"'
    )


@pytest.mark.slow
def test_where_nobody_listens(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert refused(f"tcp://127.0.0.1:{port}", 5).startswith(
        f"there is no scheduler at tcp://127.0.0.1:{port} (Connection refused); `dask scheduler` prints its address"
    )
    (tmp_path / "sources" / "seeds").mkdir(parents=True)
    with pytest.raises(MachineError, match="Connection refused"):
        build(tmp_path / "sources", tmp_path, address=f"tcp://127.0.0.1:{port}")
    assert not (tmp_path / "dist").exists()


@pytest.mark.slow
def test_where_somebody_listens_and_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(connecting, "SECONDS", 2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        assert f"no scheduler answers at {address} within 2 seconds" in refused(address)


@pytest.mark.slow
def test_a_worker_is_no_scheduler(started: Started) -> None:
    cluster = started(1)
    address = next(iter(cluster.scheduler_info["workers"]))
    assert f"what answers at {address} is no scheduler" in refused(address)


@pytest.mark.slow
def test_a_cluster_without_workers_or_with_threads(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "SECONDS", 2)
    empty = started(0)
    assert re.fullmatch(
        rf"the cluster at {empty.scheduler_address} has no workers; add some with `dask worker "
        rf"{empty.scheduler_address} --nthreads 1`",
        refused(empty.scheduler_address),
    )
    assert "runs several tasks at once" in refused(started(1, threads_per_worker=2).scheduler_address)


def other_software() -> None:
    from pipeline.cluster import work

    real = work.plain_makers
    work.plain_makers = lambda extract: type(real(extract))("code", real(extract).reference, "python 3.9.1")


def changed_since() -> None:
    from pipeline.cluster import work

    now = work.plain_makers(EXTRACT[0])
    work._at_start[EXTRACT[0]] = type(now)("before", now.reference, now.software)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (other_software, r"it has python 3\.9\.1, and here is python 3.*; its code of Parley is another"),
        (changed_since, "its code or tables changed since it was started; start it again"),
    ],
)
def test_a_worker_of_another_version(started: Started, change: Callable[[], None], says: str) -> None:
    from distributed import Client

    cluster = started(1)
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        client.run(change)
    told = refused(cluster.scheduler_address)
    assert re.search(rf"the worker tcp://\S+ cannot work on this dataset: {says}", told), told
    assert told.endswith("Install there what is installed here, and start it again")


# Hides Parley from a Python that has it installed.
HIDDEN = """
import sys
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "pipeline":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Hidden())
"""


@pytest.mark.slow
def test_a_worker_without_parley(started: Started, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(HIDDEN, encoding="utf-8")
    cluster = started(0)
    command = [sys.executable, "-m", "distributed.cli.dask_worker", cluster.scheduler_address, "--nthreads", "1",
               "--no-dashboard", "--local-directory", str(tmp_path), "--no-nanny"]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, cwd=tmp_path) as worker:
        try:
            told = refused(cluster.scheduler_address)
            assert "Parley is not installed there, or not whole (no module pipeline)" in told
        finally:
            worker.terminate()


def test_nothing_of_a_cluster_is_loaded_for_a_build_here() -> None:
    code = "import sys, pipeline.build, pipeline.extracting, pipeline.cache; print('distributed' in sys.modules)"
    done: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                               env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])})  # fmt: skip
    assert done.stdout.strip() == "False"
