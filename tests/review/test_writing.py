"""A decision is added to a file whose bytes stay as they were, or not at all."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from pipeline.corrections import parse_corrections
from pipeline.errors import InputError
from pipeline.review.writing import Decision, draft

OLD = "- flag: party:a\n  reason: r\n  by: b\n  on: 2026-01-15\n"
APART = Decision("apart", ("demand:a-1", "demand:a-2"), "two towns", "A. Reader", date(2026, 1, 16),
                 said={"demand:a-1": "A wants Elm", "demand:a-2": "A wants Oak"})  # fmt: skip


@pytest.mark.parametrize("old", [
    b"", b"\n", b"# only a comment", b"# only a comment\n", b"---\n# c\n", OLD.encode(), OLD.rstrip().encode(),
    OLD.encode() + b"\n\n", OLD.encode() + b"# the end", OLD.encode() + b"# the end\n \n",
    OLD.replace("\n", "\r\n").encode(), OLD.replace("\n", "\r\n").rstrip().encode(), b"\xef\xbb\xbf",
    b"\xef\xbb\xbf" + OLD.encode(), b"\xef\xbb\xbf# c", OLD.replace("r\n", "'\u00e9 # no comment' # one\n").encode(),
    OLD.replace("reason: r", "reason: |\n    line\n    line").encode(),
    "\n".join("  " + line for line in OLD.splitlines()).encode(), b"# a\r\n# b\n", b"- " + OLD[2:].encode() + b"   ",
    OLD.replace("on: 2026-01-15\n", "on: 2026-01-15\n  expect:\n    name: |+\n      text\n\n\n").encode(),
])  # fmt: skip
def test_old_bytes_stay_and_the_new_entry_reads_back(tmp_path: Path, old: bytes) -> None:
    file = tmp_path / "review.yml"
    file.write_bytes(old)
    draft(file, APART).write()
    new = file.read_bytes()
    assert new.startswith(old)
    added = new[len(old) :]
    assert (b"\r\n" in added) is (b"\r\n" in old) and added.endswith(b"\n")
    assert added.count(b"\r\n") in (0, added.count(b"\n"))
    entries = parse_corrections(new.decode("utf-8-sig"), "review.yml")
    assert len(entries) == old.count(b"flag:") + 1
    assert (entries[-1].action, entries[-1].ids, entries[-1].reason) == ("apart", APART.ids, "two towns")
    assert [one.name for one in tmp_path.iterdir()] == ["review.yml"]


def test_an_entry_looks_as_people_write_them(tmp_path: Path) -> None:
    file = tmp_path / "corrections" / "review.yml"
    draft(file, APART).write()
    draft(file, Decision("set", ("party:a",), "r", "b", date(2026, 1, 16), {"type": "state"}, {"type": None})).write()
    assert file.read_text(encoding="utf-8") == (
        "- apart: [demand:a-1, demand:a-2]\n"
        "  # demand:a-1: A wants Elm\n"
        "  # demand:a-2: A wants Oak\n"
        "  reason: two towns\n"
        "  by: A. Reader\n"
        "  on: 2026-01-16\n"
        "\n"
        "- set: party:a\n"
        "  values: {type: state}\n"
        "  expect: {type: null}\n"
        "  reason: r\n"
        "  by: b\n"
        "  on: 2026-01-16\n"
    )


@pytest.mark.parametrize("words", ["a: b", "# no comment", "- dash", "'", '"', "[x", "{x}", "null", "2026-01-15", "12",
                                   "yes", "*a", "&a", "!a", "%a", "@a", "`a", "\u00e9 \u4e2d \U0001f600", "x" * 5000,
                                   "a\\nb", "| x", "> x", "? x", "a #b", "\u00a0a"])  # fmt: skip
def test_any_words_come_back_as_they_were_given(tmp_path: Path, words: str) -> None:
    words = words.strip()
    made = draft(tmp_path / "review.yml", Decision("flag", ("party:a",), words, words, date(2026, 1, 16)))
    assert (made.entry.reason, made.entry.by) == (words, words)


@pytest.mark.parametrize("said", ["a\x1b[31m", "\ufffe", "\ud800", "two # signs", "x: y", "\u2028"])
def test_what_a_text_says_cannot_break_the_comment(tmp_path: Path, said: str) -> None:
    made = draft(tmp_path / "review.yml", Decision("flag", ("party:a",), "r", "b", date(2026, 1, 16),
                                                   said={"party:a": said}))  # fmt: skip
    made.write()
    assert len(made.text.splitlines()) == 5 and "\x1b" not in made.text


@pytest.mark.parametrize(("old", "message"), [
    (OLD + "  reason: [\n", "line 6: this is no valid YAML"),
    (OLD + "  by: again\n", "line 5: the key `by` stands there twice"),
    ("- flag: party:a\n", "line 1: the flag lacks `reason`"),
    ("flag: party:a\n", "line 1: a list of entries belongs here"),
    ("\n[{flag: 'party:a', reason: r, by: b, on: 2026-01-15}]\n", "line 2: nothing can be added after a list in br"),
    ("[]", "nothing can be added after a list in brackets"),
    (OLD + "...\n", "no entry can be added at the end"),
    (OLD + "---\n" + OLD, "no valid YAML"),
    ("null\n", "no entry can be added at the end"),
])  # fmt: skip
def test_a_file_that_no_entry_can_follow_is_refused_as_it_is(tmp_path: Path, old: str, message: str) -> None:
    file = tmp_path / "review.yml"
    file.write_text(old, encoding="utf-8", newline="")
    with pytest.raises(InputError, match=message.replace("[", r"\[")):
        draft(file, APART)
    assert file.read_text(encoding="utf-8") == old


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "review.yml").write_bytes(b"# a\n\xff\n")
    with pytest.raises(InputError, match="line 2: this is not UTF-8"):
        draft(tmp_path / "review.yml", APART)


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "review.yml"
    first, second = draft(file, APART), draft(file, APART)
    first.write()
    before = file.read_bytes()
    with pytest.raises(InputError, match="changed meanwhile"):
        second.write()
    assert file.read_bytes() == before and [one.name for one in tmp_path.iterdir()] == ["review.yml"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "review.yml"
    file.write_text(OLD, encoding="utf-8")
    made = draft(file, APART)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        made.write()
    assert file.read_text(encoding="utf-8") == OLD and [one.name for one in tmp_path.iterdir()] == ["review.yml"]


def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.yml"
    real.write_text(OLD, encoding="utf-8")
    real.chmod(0o640)
    link = tmp_path / "review.yml"
    link.symlink_to(real)
    draft(link, APART).write()
    assert link.is_symlink() and real.read_text(encoding="utf-8").startswith(OLD)
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
