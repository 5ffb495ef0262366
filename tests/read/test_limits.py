"""`sources/limits.yml`: what it may say, and that the file of this project shows the defaults."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.read import Limits, read_limits

SOURCES = Path(__file__).parents[2] / "sources"


def test_the_file_of_this_project_shows_every_default() -> None:
    shown = re.findall(r"^# (\w+): (\d+)  #", (SOURCES / "limits.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert {key: int(value) for key, value in shown} == asdict(Limits())


def test_without_the_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_limits(tmp_path) == Limits()


def test_a_key_changes_its_limit_alone(tmp_path: Path) -> None:
    (tmp_path / "limits.yml").write_text("pages: 3\n")
    assert read_limits(tmp_path) == Limits(pages=3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("page: 3", "unknown key `page`; the keys are document_bytes"),
        ("pages: 0", "`pages` must be a whole number above 0"),
        ("pages: yes", "`pages` must be a whole number"),
        ("pages: '3'", "`pages` must be a whole number"),
        ("pages: 3.5", "`pages` must be a whole number"),
        ("- pages", "must be `key: number` lines"),
        ("pages: [", "is no valid YAML"),
        ("\udcff", "is no valid YAML"),
    ],
)
def test_what_is_no_limit_is_told(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "limits.yml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=re.escape(words)):
        read_limits(tmp_path)
