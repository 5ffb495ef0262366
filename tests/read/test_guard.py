"""A reader that hangs, eats the memory, dies or fails costs its own file and no other; limits are set in one file."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.read import read_folder
from pipeline.read.formats import FORMATS
from pipeline.read.limits import Limits, read_limits
from tests.read.stub_format import STUB

GOOD = "Norway demanded that Sudan release the twelve sailors.\n"
TIGHT = Limits(read_seconds=2, memory_megabytes=400)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("order", "reason", "says"),
    [
        ("SLEEP", "time", "more than 2 seconds; save its text as UTF-8 .txt, or raise `read_seconds`"),
        ("TURN", "time", "more than 2 seconds"),
        ("EAT", "memory", "more than 400 megabytes of memory; save its text as UTF-8 .txt, or raise `memory_megabytes`"),
        ("DIE", "crash", "its parser died of this file; save its text as UTF-8 .txt"),
        ("RAISE", "crash", "its parser failed (KeyError: 'two\\nlines'); save its text"),
        ("DEEP", "crash", "its parser failed (RecursionError"),
        ("REFUSE", "damaged", "this is broken; save it again"),
    ],
)  # fmt: skip
def test_a_reader_costs_its_own_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str, reason: str, says: str
) -> None:
    monkeypatch.setitem(FORMATS, ".stub", STUB)
    for name, text in (
        ("a.stub", GOOD),
        ("b.stub", f"{order} {GOOD}"),
        ("c.stub", f"Again {GOOD}"),
        ("d.txt", f"And {GOOD}"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    began = time.monotonic()
    found = read_folder(tmp_path, TIGHT)
    assert time.monotonic() - began < 60
    assert [one.path for one in found.documents] == ["a.stub", "c.stub", "d.txt"]
    assert [one.text for one in found.documents] == [GOOD, f"Again {GOOD}", f"And {GOOD}"]
    ((path, code, detail),) = [(one.path, one.reason, one.detail) for one in found.quarantined]
    assert (path, code) == ("b.stub", reason)
    assert says in detail
    assert "\n" not in detail
    assert not multiprocessing.active_children(), "the process of the guard goes on"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pages: many", "`pages` must be a whole number above 0"),
        ("pages: 0", "`pages` must be a whole number above 0"),
        ("pages: -5", "`pages` must be a whole number above 0"),
        ("pages: 1.5", "`pages` must be a whole number above 0"),
        ("pages: true", "`pages` must be a whole number above 0"),
        ("pages: [1]", "`pages` must be a whole number above 0"),
        ("page: 5", "unknown key `page`; the keys are document_bytes, document_characters"),
        ("? [1, 2]\n: 5", "no valid YAML|unknown key"),
        ("- pages", "must be `key: number` lines"),
        ("pages", "must be `key: number` lines"),
        ("pages: : 5", "no valid YAML"),
        ("[" * 5000, "no valid YAML"),
        ("pages: 2025-99-99", "no valid YAML"),
    ],
)
def test_wrong_limits_are_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "limits.yml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says) as caught:
        read_limits(tmp_path)
    assert "limits.yml" in str(caught.value)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"pages: \x00", b"pages: \xe9"])
def test_limits_that_are_no_text_are_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "limits.yml").write_bytes(data)
    with pytest.raises(InputError, match="limits.yml"):
        read_limits(tmp_path)


@pytest.mark.parametrize("text", ["", "# nothing is set\n", "\ufeff---\n"])
def test_limits_that_say_nothing_are_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "limits.yml").write_text(text, encoding="utf-8")
    assert read_limits(tmp_path) == Limits() == read_limits(tmp_path / "nowhere")


def test_limits_hold_for_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "limits.yml").write_text("document_characters: 30\ndocument_bytes: 100\n", encoding="utf-8")
    limits = read_limits(tmp_path)
    (tmp_path / "seeds").mkdir()
    for name, size in (("a.txt", 30), ("b.txt", 31), ("c.txt", 101)):
        (tmp_path / "seeds" / name).write_text("Talks end. ".ljust(size, "x"), encoding="utf-8")
    found = read_folder(tmp_path / "seeds", limits)
    assert [one.path for one in found.documents] == ["a.txt"]
    assert [(one.path, one.reason, one.detail) for one in found.quarantined] == [
        ("b.txt", "too_large",
         "this has more than 30 characters of text; split it, or raise `document_characters` in sources/limits.yml"),
        ("c.txt", "too_large", "this has more than 100 bytes; split it, or raise `document_bytes` in sources/limits.yml"),
    ]  # fmt: skip


@pytest.mark.parametrize(("order", "reason"), [("RAISE", "crash"), ("DEEP", "crash"), ("REFUSE", "damaged")])
def test_a_reader_that_needs_no_guard_costs_its_own_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str, reason: str
) -> None:
    monkeypatch.setitem(FORMATS, ".stub", replace(STUB, guarded=False))
    for name, text in (("a.stub", GOOD), ("b.stub", f"{order} {GOOD}"), ("c.stub", f"Again {GOOD}")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = read_folder(tmp_path)
    assert [one.path for one in found.documents] == ["a.stub", "c.stub"]
    assert [(one.path, one.reason) for one in found.quarantined] == [("b.stub", reason)]
