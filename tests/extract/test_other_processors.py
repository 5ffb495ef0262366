"""The parse does not hang on the kind of processor: its sums are rounded otherwise there, its answers are the same."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(platform.machine() not in {"x86_64", "AMD64"}, reason="the names are those of x86 processors"),
]

REPOSITORY = Path(__file__).resolve().parents[2]
READ = """
import hashlib, sys
from pathlib import Path
from threadpoolctl import threadpool_info
from pipeline.extract import extract
from pipeline.read import read_document
folder = Path(sys.argv[1])
total = hashlib.sha256()
for path in sorted(folder.glob("*.txt"))[::2]:
    total.update(repr(extract(read_document(path, folder))).encode())
print(next((one.get("architecture") for one in threadpool_info() if one["user_api"] == "blas"), "none"), total.hexdigest())
"""


def read_on(processor: str | None) -> tuple[str, str]:
    """The kind of processor for which sums are done, and the digest of all claims."""
    chosen = {"OPENBLAS_CORETYPE": processor} if processor else {}
    run = subprocess.run(
        [sys.executable, "-c", READ, str(REPOSITORY / "tests" / "gold" / "texts")],
        cwd=REPOSITORY, env={**os.environ, **chosen}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    kind, digest = run.stdout.split()
    return kind, digest


def test_an_old_processor_gives_the_same_claims() -> None:
    here, claims = read_on(None)
    old, as_there = read_on("Nehalem")
    if old in {here, "none"}:
        pytest.skip("this NumPy does not choose by the kind of processor")
    assert as_there == claims
