"""What the audit of the lock says of a report: a package that was skipped is not called safe."""

from __future__ import annotations

from typing import Any

from tests.audit import verdict

GOOD: dict[str, Any] = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
SKIPPED = {"name": "c", "skip_reason": "Dependency not found"}


def test_an_advisory_fails_and_names_the_version_that_mends_it() -> None:
    code, words = verdict({"dependencies": [GOOD, BAD, SKIPPED]})
    assert code == 1 and "b 2: PYSEC-1, mended in 2.1" in words


def test_what_was_skipped_is_counted() -> None:
    assert verdict({"dependencies": [GOOD, SKIPPED]}) == (
        0, "No advisory about 1 of 2 locked packages; 1 could not be audited.")  # fmt: skip


def test_nothing_audited_is_said_to_be_nothing() -> None:
    assert "could not be audited" in verdict({"dependencies": [SKIPPED]})[1]
    assert verdict(None, "no network") == (0, "The locked packages could not be audited: no network.")
