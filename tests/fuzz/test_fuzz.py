"""A short fuzz run from fixed seeds (case 78); `make fuzz` looks further. What it found is kept here as cases."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from pipeline.model import Document
from tests.fuzz.breaking import broken
from tests.fuzz.good_files import GOOD, SENTENCES
from tests.fuzz.invariants import check_reading
from tests.fuzz.running import failure, run_folder, run_seed
from tests.fuzz.targets import TARGETS, Target, read

BATCH = 10


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_read_whole(name: str) -> None:
    found = read(name, GOOD[name]())
    if [getattr(one, "reason", None) for one in found] == ["missing"]:
        pytest.skip("the reader of this format is not installed")
    check_reading(found)
    text = " ".join(" ".join(one.text.split()) for one in found if isinstance(one, Document))
    for sentence in SENTENCES:
        assert sentence in text


@pytest.mark.parametrize("target, batch", [
    *(("readers", batch) for batch in range(40)),
    *(("dates", batch) for batch in range(20)),
])  # fmt: skip
def test_case_78_broken_files_and_odd_dates(target: str, batch: int) -> None:
    run_batch(TARGETS[target], batch)


@pytest.mark.slow
@pytest.mark.parametrize("target, batch", [
    *(("corrections", batch) for batch in range(6)),
    *(("pipeline", batch) for batch in range(3)),
])  # fmt: skip
def test_case_78_corrections_and_the_whole_pipeline(target: str, batch: int) -> None:
    run_batch(TARGETS[target], batch)


def run_batch(target: Target, batch: int) -> None:
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        told = run_seed(target, seed)
        assert told is None, told


def test_the_same_seed_makes_the_same_files() -> None:
    for name in ("readers", "dates", "pipeline"):
        made = [TARGETS[name].make(Random("x")) for _ in range(2)]
        assert made[0] == made[1]


def test_files_are_broken_in_many_ways() -> None:
    chance = Random(1)
    assert len({broken("a.zip", GOOD["a.zip"](), chance) for _ in range(100)}) > 90


def fail(files: dict[str, bytes]) -> None:
    assert b"x" not in files["a"], "there is an x"


def test_a_failing_case_is_kept_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.running.KEPT", tmp_path / "kept")
    monkeypatch.setattr("tests.fuzz.running.ROOT", tmp_path)
    assert run_seed(Target("good", lambda chance: {"a": b"y"}, fail), 7) is None
    told = run_seed(Target("bad", lambda chance: {"a": b"x"}, fail), 7)
    assert told and "there is an x" in told and "python -m tests.fuzz bad kept/bad-7" in told
    assert "there is an x" in str(run_folder(Target("bad", lambda chance: {}, fail), tmp_path / "kept" / "bad-7"))


def hang(files: dict[str, bytes]) -> None:
    while True:
        pass


def test_a_case_that_hangs_is_told() -> None:
    assert "more than 1 seconds" in str(failure(Target("slow", lambda chance: {}, hang, seconds=1), {}))
