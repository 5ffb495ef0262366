"""`parley build`, `check` and `evaluate`: progress, results and exit codes."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pipeline.build
import pipeline.check
from pipeline.check import Check, Report
from pipeline.commands.progress import plain_report
from pipeline.errors import CheckError
from tests.commands.conftest import Run

Asked = dict[str, Any]


class Made:
    """What the build gives that is replaced."""

    took = "Took 2.0 seconds: extracting 2.0."
    losses = ()

    def __str__(self) -> str:
        return "2 documents."


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Replaces the build by one that only notes what it was asked for."""
    noted: Asked = {}

    def build(sources: Path, out: Path, *, progress: Callable[[str, int, int], None], **options: Any) -> Made:
        noted.update(sources=sources, out=out, **options)
        for done in range(3):
            progress("extracting", done, 2)
        return Made()

    monkeypatch.setattr(pipeline.build, "build", build)
    return noted


def test_build_hands_its_options_on(run: Run, asked: Asked) -> None:
    flags = ("--dry-run", "--strict", "--no-cache", "--accept-losses")
    outcome = run("build", "--sources", "here", "--out", "there", "--jobs", "2", *flags)
    assert (outcome.code, outcome.out) == (0, "2 documents.\n")
    assert asked == {
        "sources": Path("here"),
        "out": Path("there"),
        "jobs": 2,
        "dry_run": True,
        "strict": True,
        "accept_losses": True,
        "use_cache": False,
        "address": None,
    }


def test_build_needs_no_options(run: Run, asked: Asked) -> None:
    assert run("build").code == 0
    assert asked == {
        "sources": Path("sources"),
        "out": Path(),
        "jobs": None,
        "dry_run": False,
        "strict": False,
        "accept_losses": False,
        "use_cache": True,
        "address": None,
    }


def test_build_hands_the_address_of_a_cluster_on(run: Run, asked: Asked) -> None:
    assert run("build", "--engine", "dask", "--address", "tcp://127.0.0.1:8786").code == 0
    assert (asked["address"], asked["jobs"]) == ("tcp://127.0.0.1:8786", None)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["--engine", "dask"],
            "--engine dask needs --address tcp://HOST:PORT, that of a cluster: `dask scheduler` prints",
        ),
        (
            ["--engine", "dask", "--address", "here"],
            "the address 'here' is not tcp://HOST:PORT; `dask scheduler` prints",
        ),
        (["--address", "tcp://a:1"], "--address is for a cluster; say --engine dask --address tcp://a:1"),
        (["--engine", "dask", "--address", "tcp://a:1", "--jobs", "2"], "--jobs is for --engine local"),
        (["--engine", "spark"], "'spark' is not one of 'local', 'dask'"),
    ],
)
def test_options_of_the_two_engines_do_not_mix(run: Run, asked: Asked, arguments: list[str], says: str) -> None:
    outcome = run("build", *arguments)
    assert (outcome.code, says in outcome.err, asked) == (2, True, {}), outcome.err


def test_piped_progress_is_plain_lines_on_standard_error(run: Run, asked: Asked) -> None:
    outcome = run("build")
    assert outcome.err == f"extracting: 1 of 2\nextracting: 2 of 2\n{Made.took}\n"


def test_data_that_fails_a_check_ends_with_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(*_: Any, **__: Any) -> None:
        raise CheckError("nothing is published: 2 checks failed.")

    monkeypatch.setattr(pipeline.build, "build", build)
    outcome = run("build")
    assert (outcome.code, outcome.err) == (1, "parley: nothing is published: 2 checks failed.\n")


def test_long_piped_work_prints_about_ten_lines_a_step(capsys: pytest.CaptureFixture[str]) -> None:
    report = plain_report()
    for done in range(1001):
        report("reading", done, 1000)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[-1] == "reading: 1000 of 1000"


@pytest.mark.skipif(not hasattr(pty, "openpty"), reason="there are no terminals of this kind here")
def test_a_terminal_gets_a_bar_with_count_and_time_left() -> None:
    code = (
        "import time\nfrom pipeline.commands.progress import reporting\n"
        "with reporting() as report:\n    for done in range(4):\n        report('extracting', done, 3); time.sleep(0.15)\n"
    )
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    try:
        subprocess.run([sys.executable, "-c", code], stderr=theirs, env=environment, check=True)
        drawn = os.read(ours, 100_000).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert "extracting" in drawn and "/3" in drawn and "0:00:0" in drawn


@pytest.mark.parametrize(
    ("checks", "code"),
    [
        ((Check("demands", "rule", "critical", "It holds"),), 0),
        ((Check("demands", "rule", "warning", "It holds", 1),), 0),
        ((Check("demands", "rule", "critical", "It holds", 1),), 1),
    ],
)
def test_check_ends_with_one_for_critical_findings_only(
    checks: tuple[Check, ...], code: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline.check, "check_dist", lambda root: Report(checks))
    outcome = run("check")
    assert outcome.code == code
    assert "1 check of tables" in outcome.out


def test_evaluate_judges_the_dataset_it_is_given(run: Run, tmp_path: Path, small_root: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "talks.yaml").write_text(
        "document: {file: talks.txt}\n"
        "parties: [{name: Norland}, {name: Sudonia}, {name: Westland}]\n"
        "demands: [{by: Norland, of: Sudonia, kind: demand, issue: sanctions, quote: lift sanctions}]\n",
        encoding="utf-8",
    )
    figures = tmp_path / "new" / "accuracy.json"
    outcome = run("evaluate", str(gold), "--dist", str(small_root), "--json", str(figures), "--misses")
    assert outcome.code == 0, outcome.err
    assert "1 annotated text\n" in outcome.out
    assert ["talks", "missed", "parties", "Westland"] in [line.split() for line in outcome.out.splitlines()]
    written = json.loads(figures.read_text(encoding="utf-8"))
    assert written["tables"]["parties"] == {
        "precision": 0.667, "recall": 0.667, "f1": 0.667, "hits": 2, "missed": 1, "extra": 1,
    }  # fmt: skip
    assert list(written) == sorted(written)


def test_evaluate_builds_the_annotated_texts_and_no_others(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gold, texts = tmp_path / "gold", tmp_path / "gold" / "texts"
    texts.mkdir(parents=True)
    (gold / "talks.yaml").write_text("document: {file: talks.txt}", encoding="utf-8")
    for name in ("talks.txt", "talks.txt.meta.yml", "other.txt"):
        (texts / name).write_text("Norland wants peace.", encoding="utf-8")
    found: list[str] = []

    def build(sources: Path, *_: Any, **options: Any) -> None:
        found.extend(sorted(path.name for path in (sources / "seeds").iterdir()))
        options["progress"]("publishing", 1, 1)
        raise CheckError("enough seen.")

    monkeypatch.setattr(pipeline.build, "build", build)
    outcome = run("evaluate", str(gold))
    assert outcome.code == 1
    assert outcome.err.startswith("writing the tables to be measured: 1 of 1\n")  # nothing is published
    assert found == ["talks.txt", "talks.txt.meta.yml"]


def test_evaluate_names_a_text_that_is_not_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "lost.yaml").write_text("document: {file: lost.txt}", encoding="utf-8")
    outcome = run("evaluate", str(tmp_path))
    assert outcome.code == 2
    assert "lost.txt" in outcome.err
