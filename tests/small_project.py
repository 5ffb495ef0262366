"""A folder of texts that is built with the stub extraction, for tests of what a user does between two builds."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

import pipeline.build
import pipeline.check
import pipeline.publish.database
from pipeline.check import Report
from pipeline.status import FileStatus, Status, read_status

STUB = ("tests.stub_extract", "extract")


def build_quickly(patch: pytest.MonkeyPatch) -> None:
    """Builds without what takes seconds and is tested elsewhere: validation, the DuckDB file, flushing to the disk."""
    patch.setattr(pipeline.check, "warm", lambda *more: SimpleNamespace(join=lambda: None))
    patch.setattr(pipeline.check, "check_tables", lambda tables, texts: Report(()))
    publish_quickly(patch)


def publish_quickly(patch: pytest.MonkeyPatch) -> None:
    """Builds without the DuckDB file, which a process of its own writes, and without flushing to the disk."""
    patch.setattr(pipeline.publish.database, "write_database", lambda *_: None)
    patch.setattr(os, "fsync", lambda handle: None)


class Project:
    """A folder with texts that can be built with the stub extraction; `extracted` counts what the last build read."""

    def __init__(self, root: Path) -> None:
        self.root, self.sources, self.seeds = root, root / "sources", root / "sources" / "seeds"
        self.seeds.mkdir(parents=True)
        self.extracted = 0

    def write(self, name: str, words: str = "") -> None:
        file = self.seeds / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words if ".meta" in name else f"{words} Russia wants peace with Ukraine.", encoding="utf-8")

    def correct(self, *entries: str, name: str = "rows.yml") -> None:
        told = "".join(f"{one}\n  reason: misread\n  by: A. Reader\n  on: 2026-01-15\n" for one in entries)
        (self.sources / "corrections").mkdir(exist_ok=True)
        (self.sources / "corrections" / name).write_text(told, encoding="utf-8")

    def build(self, accept_losses: bool = True) -> None:
        self.extracted = 0

        def progress(step: str, done: int, total: int) -> None:
            if step == "extracting":
                self.extracted = total

        pipeline.build.build(self.sources, self.root, extract=STUB, accept_losses=accept_losses, progress=progress)

    def status(self) -> Status:
        return read_status(self.sources, self.root, STUB)

    def only(self, name: str) -> FileStatus:
        (found,) = [file for file in self.status().files if file.path == name]
        return found

    def counts(self) -> dict[str, int]:
        return dict(Counter(file.state for file in self.status().files))
