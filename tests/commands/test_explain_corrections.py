"""`parley explain` says who corrected a record, when, why, and what stood there before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.__main__ import main
from pipeline.check import Report
from pipeline.publish import publish
from pipeline.schema import TABLES
from tests.commands.conftest import Run
from tests.commands.small_dataset import small_tables

DEMAND, OTHER = "demand:nor-sud-sanctions-aaaaaa", "demand:nor-prisoners-bbbbbb"


def corrected(action: str, record: str, line: int, **more: Any) -> dict[str, Any]:
    return {"correction_id": f"correction:{line:012d}", "action": action, "record_id": record, "other_id": None,
            "column_name": None, "value_before": None, "value_after": None, "correction_reason": "misread.",
            "corrected_by": "A. Reader", "corrected_on": date(2026, 1, 15), "file": "a.yml", "line": line} | more  # fmt: skip


@pytest.fixture(scope="session")
def corrected_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tables = small_tables()
    listed = [
        corrected("set", DEMAND, 1, column_name="issue", value_before="other", value_after="sanctions"),
        corrected("set", DEMAND, 2, column_name="condition_text", value_before="\x1b[31mif\nso"),
        corrected("merge", DEMAND, 3, other_id="demand:old-sanctions-000000"),
        corrected("apart", DEMAND, 4, other_id=OTHER),
        corrected("flag", OTHER, 5, column_name="content"),
    ]
    tables["corrections"] = TABLES["corrections"].frame(listed)
    tables["evidence"] = tables["evidence"].with_columns(
        pl.when(pl.col("record_id") == DEMAND).then(pl.lit("correction")).otherwise("method").alias("method")
    )
    stones = [{"old_id": "demand:gone-000000", "record_type": "demand", "said": "Norland wants peace",
               "reason": "dropped: a joke"}]  # fmt: skip
    tables["id_tombstones"] = TABLES["id_tombstones"].frame(stones)
    root = tmp_path_factory.mktemp("corrected")
    publish(tables, Report(()), root)
    return root


@pytest.fixture
def said(corrected_root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(corrected_root)
    return run


def test_a_set_value_is_told_with_who_when_why_and_what_stood_before(said: Run) -> None:
    out = said("explain", DEMAND).out
    words = " ".join(out.split())
    assert (
        "On 2026-01-15 A. Reader set issue to 'sanctions', because: misread. Before, 'other' stood there. "
        "(a.yml, line 1)" in words
    )
    assert "emptied condition_text" in words and "\x1b" not in out
    assert "a person, not a rule, decided what the record says here: see the correction above" in words
    assert "found by the rule correction" not in words
    assert max(map(len, out.splitlines())) <= 80


def test_records_that_were_joined_kept_apart_or_flagged_say_so(said: Run) -> None:
    words = " ".join(said("explain", DEMAND).out.split())
    assert f"A. Reader joined demand:old-sanctions-000000 with {DEMAND}" in words
    assert f"kept this apart from {OTHER}" in words
    other = " ".join(said("explain", OTHER).out.split())
    assert f"kept this apart from {DEMAND}" in other
    assert "marked content as a known anomaly" in other
    assert "set issue" not in other


def test_a_single_piece_of_evidence_says_it_too(said: Run, corrected_root: Path) -> None:
    words = " ".join(said("explain", "evidence:000000000006").out.split())
    assert "A. Reader set issue to 'sanctions'" in words


def test_a_dropped_record_says_why_it_is_no_more(said: Run) -> None:
    outcome = said("explain", "demand:gone-000000")
    assert outcome.code == 2
    assert "is no more: dropped: a joke; it said: Norland wants peace" in outcome.err


def test_without_corrections_nothing_is_said_of_them(small_root: Path, capsys: pytest.CaptureFixture[str],
                                                      monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.chdir(small_root)
    assert main(["explain", DEMAND]) == 0
    assert "orrect" not in capsys.readouterr().out
