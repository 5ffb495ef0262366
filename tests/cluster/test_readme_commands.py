"""The commands of the README start a cluster and build on it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

EXAMPLE = "tcp://192.0.2.7:8786"  # an address of documentation, which is nobody's
HERE = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")


def lines(repository: Path) -> list[list[str]]:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```sh\n([^`]*dask scheduler[^`]*)^```", readme, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in block.splitlines()]


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def test_a_cluster_is_started_and_builds(repository: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    install, scheduler, worker, build = lines(repository)
    assert install == ["pip", "install", ".[cluster]"]
    assert (scheduler, worker[:3]) == (["dask", "scheduler"], ["dask", "worker", EXAMPLE])
    assert build == ["parley", "build", "--engine", "dask", "--address", EXAMPLE]
    dask = str(Path(sys.executable).with_name("dask"))
    shutil.copytree(repository / "sources", tmp_path / "sources")
    with running(dask, "scheduler", *HERE) as first:
        assert first.stderr is not None
        told = next(found[0] for line in first.stderr if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
        where = [told if word == EXAMPLE else word for word in worker[1:]]
        where[where.index("--nworkers") + 1] = "1"
        with running(dask, *where, "--no-dashboard"):
            command = [told if word == EXAMPLE else word for word in build[1:]]
            done = subprocess.run(
                [sys.executable, "-m", "pipeline", *command], cwd=tmp_path, capture_output=True, text=True, check=False
            )
    assert done.returncode == 0, done.stderr
    assert "Published in dist." in done.stdout
    assert "shards: 1 of 1" in done.stdout + done.stderr
