"""The language model is loaded only when each of its files is the pinned one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import MachineError
from pipeline.extract.language import MODEL
from pipeline.extract.model_files import TABLE, model_folder, verify_model
from pipeline.reference_tables import table_rows


@pytest.fixture
def installed() -> Path:
    folder = model_folder(MODEL)
    assert folder is not None
    return folder


@pytest.fixture
def copy(tmp_path: Path, installed: Path) -> Path:
    """The same files under other names, without copying what is large."""
    for path in installed.rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            target = tmp_path / path.relative_to(installed)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.symlink(path, target)
    return tmp_path


def test_the_installed_model_is_the_pinned_one(installed: Path) -> None:
    verify_model(installed)


def test_every_file_that_is_loaded_is_pinned(installed: Path) -> None:
    pinned = {row["file"] for row in table_rows(TABLE)}
    there = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    papers = ("LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json")
    assert {name for name in there - pinned if not name.endswith((".pyc", *papers))} == set()


def test_one_flipped_bit_is_named(copy: Path) -> None:
    name = next(path for path in copy.rglob("moves") if path.parent.name == "parser")
    content = bytearray(name.read_bytes())
    content[len(content) // 2] ^= 1
    name.unlink()
    name.write_bytes(content)
    with pytest.raises(MachineError, match=r"parser/moves differs; run `make clean`"):
        verify_model(copy)


def test_a_missing_file_is_named(copy: Path) -> None:
    next(path for path in copy.rglob("vectors.cfg")).unlink()
    with pytest.raises(MachineError, match=r"lacks the file .*vectors\.cfg"):
        verify_model(copy)
