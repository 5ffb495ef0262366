"""A process that publishes is killed at a hundred random moments: the dataset is the old or the new one (case 71)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.publish.checksums import verify
from pipeline.publish.swap import recover

ROOT = Path(__file__).parents[2]
FILES = 8
KILLS = 100

# Publishes one dataset after another; a dataset is a number, which all of its files hold
PUBLISH = f"""
import itertools, sys
from pathlib import Path
from pipeline.files import write
from pipeline.publish.swap import staging
root = Path(sys.argv[1])
first = int(sys.argv[2])
print("begun", flush=True)
for number in itertools.count(first):
    with staging(root) as folder:
        for at in range({FILES}):
            write(folder / "dist" / "csv" / f"{{at}}.csv", str(number).encode() * 2_000)
        write(folder / "datapackage.json", str(number).encode())
    if number == first:
        print("moved", flush=True)
"""


def standing(root: Path) -> int:
    """The number of the dataset that stands in `root`, when it is one whole dataset."""
    numbers = {(root / "datapackage.json").read_bytes()}
    for at in range(FILES):
        content = (root / "dist" / "csv" / f"{at}.csv").read_bytes()
        numbers.add(content[: len(content) // 2_000])
    assert len(numbers) == 1
    assert verify(root).wrong == ()
    return int(numbers.pop())


@pytest.mark.slow
def test_case_71_killed_at_a_hundred_moments(tmp_path: Path) -> None:
    chance = random.Random(71)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    last, moved, longest = 0, 0, 0.0
    for kill in range(KILLS):
        process = subprocess.Popen(
            # -S: Python without its packages, so that a hundred of them start soon
            [sys.executable, "-S", "-c", PUBLISH, str(tmp_path), str(last + 1)],
            stdout=subprocess.PIPE,
            env=environment,
        )
        assert process.stdout is not None and process.stdout.readline() == b"begun\n"
        if kill == 0:  # how long one takes on this machine
            begun = time.monotonic()
            assert process.stdout.readline() == b"moved\n"
            longest = max(0.1, 4 * (time.monotonic() - begun))
        time.sleep(chance.random() * longest)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if not (tmp_path / "dist").exists() and last == 0:
            recover(tmp_path)
            if not (tmp_path / "dist").exists():
                continue  # nothing was published yet
        recover(tmp_path)
        now = standing(tmp_path)
        assert now >= last
        moved += now > last
        last = now
        assert sorted(path.name for path in tmp_path.iterdir()) == ["datapackage.json", "dist"]
    assert moved >= 5  # not all died before their dataset stood in place
