"""One run at a time: the second is told who is at work, and a run that dies holds nothing (case 73)."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import MachineError
from pipeline.lock import locked

HOLD = """
import sys, time
from pathlib import Path
from pipeline.lock import locked
with locked(Path(sys.argv[1]), "parley build"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[bytes]:
    root = Path(__file__).parents[1]
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "data")],
        stdout=subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert process.stdout is not None and process.stdout.readline() == b"held\n"
    return process


def test_case_73_the_second_run_says_who_is_at_work(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    try:
        for needed in (True, False):
            with (
                pytest.raises(MachineError) as caught,
                locked(tmp_path / "data", "parley release", needed=needed),
            ):
                pytest.fail("two runs at once")
            words = f"parley build (process {holder.pid} on {platform.node()}) is at work on this dataset"
            assert words in str(caught.value)
    finally:
        holder.kill()
        holder.communicate()


def test_case_73_a_run_that_was_killed_holds_nothing(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with locked(tmp_path / "data", "parley build"):
        pass


def test_runs_of_two_datasets_do_not_meet(tmp_path: Path) -> None:
    with locked(tmp_path / "a", "parley build"), locked(tmp_path / "b", "parley build"):
        pass
    with locked(tmp_path / "a", "parley build"):
        pass


def test_a_block_that_fails_frees_the_lock(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="stop"), locked(tmp_path, "parley build"):
        raise ValueError("stop")
    with locked(tmp_path, "parley build"):
        pass


def test_where_nothing_can_be_written_only_a_run_that_writes_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(MachineError, match="cannot be written"), locked(tmp_path / "file" / "x", "parley build"):
        pytest.fail("it went on")
    with locked(tmp_path / "file" / "x", "parley build", needed=False):
        pass
