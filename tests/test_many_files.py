"""A hundred thousand small files are read in time that grows with their number and in little memory (case 19)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.read.test_hostile_files import many


@pytest.mark.slow
def test_case_19_a_hundred_thousand_files(tmp_path: Path) -> None:
    half, _ = many(tmp_path / "half", 10_000)
    before = memory()
    seconds, found = many(tmp_path / "whole", 100_000)
    assert len(found.documents) == 100_000
    assert len({one.document_id for one in found.documents}) == 100_000
    assert seconds < 60
    assert seconds < 13 * half
    assert memory() - before < 600_000_000


def memory() -> int:
    """Bytes that this process has in memory, other tests' share included; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
