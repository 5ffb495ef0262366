"""Every published file has its checksum, and a file that changes by one bit is named (case 74)."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import CallError
from pipeline.publish.checksums import LOCAL, SUMS, checksums, renew_checksum, verify


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published / "dist", tmp_path / "dist")
    shutil.copy(published / "datapackage.json", tmp_path)
    return tmp_path


def all_files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_a_published_dataset_is_as_published(copy: Path) -> None:
    found = verify(copy)
    assert (found.wrong, found.unlisted) == ((), ())
    assert found.right == len(all_files(copy)) - 2  # the two lists themselves


def test_case_74_one_flipped_bit_in_any_file_is_named(copy: Path) -> None:
    chance = random.Random(74)
    for path in all_files(copy):
        content = (copy / path).read_bytes()
        if path in (f"dist/{SUMS}", f"dist/{LOCAL}") or not content:
            continue
        at, bit = chance.randrange(len(content)), chance.randrange(8)
        flipped = bytearray(content)
        flipped[at] ^= 1 << bit
        (copy / path).write_bytes(flipped)
        assert [sentence.split()[0] for sentence in verify(copy).wrong] == [path]
        (copy / path).write_bytes(content)


def test_case_74_a_flipped_line_end_of_the_list_is_seen(copy: Path) -> None:
    content = (copy / "dist" / SUMS).read_bytes()
    (copy / "dist" / SUMS).write_bytes(content.replace(b"\n", b"\x0b", 1))
    with pytest.raises(CallError, match="line 1 of dist/SHA256SUMS is no checksum"):
        verify(copy)


def test_case_74_a_flipped_bit_in_the_list_itself_is_seen(copy: Path) -> None:
    content = (copy / "dist" / SUMS).read_bytes()
    for at in range(0, len(content), 37):
        flipped = bytearray(content)
        flipped[at] ^= 1
        (copy / "dist" / SUMS).write_bytes(flipped)
        try:
            found = verify(copy)
        except CallError as error:
            assert f"of dist/{SUMS} is no checksum" in str(error)
        else:
            assert found.wrong and all("is missing" in one or "list of checksums" in one for one in found.wrong)


def test_missing_and_foreign_files_are_told(copy: Path) -> None:
    (copy / "dist/csv/parties.csv").unlink()
    (copy / "dist/csv/notes.csv").write_text("mine")
    (copy / "dist/.DS_Store").write_text("")
    found = verify(copy)
    assert found.wrong == ("dist/csv/parties.csv is missing.",)
    assert found.unlisted == ("dist/csv/notes.csv",)


def test_without_the_files_that_are_built_on_each_machine_a_clone_is_whole(copy: Path) -> None:
    for name in ("parley.duckdb", "parley.xlsx", LOCAL):
        (copy / "dist" / name).unlink()
    assert verify(copy).wrong == ()


def test_a_folder_without_checksums_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="run `parley build`"):
        verify(tmp_path)


@pytest.mark.parametrize(
    "line", ["x  dist/a", f"{'0' * 64}  ../a", f"{'0' * 64} dist/a", f"{'0' * 64}  /etc/passwd", "é"]
)
def test_a_list_that_is_none_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / SUMS).write_bytes(line.encode("latin-1"))
    with pytest.raises(CallError, match=f"line 1 of {SUMS}"):
        verify(tmp_path)


def test_a_report_that_is_measured_later_is_noted(copy: Path) -> None:
    report = copy / "dist/reports/accuracy.json"
    report.write_text("{}")
    renew_checksum(report)
    assert verify(copy).wrong == () and verify(copy).unlisted == ()
    renew_checksum(copy / "datapackage.json")
    renew_checksum(Path("/"))
    assert verify(copy).wrong == ()


@pytest.mark.parametrize(
    ("path", "named_in"),
    [("dist/reports/accuracy.json", SUMS), ("datapackage.json", SUMS), ("dist/parley.xlsx", LOCAL),
     ("dist/parley.duckdb", LOCAL), ("dist/.hidden", None), ("dist/SHA256SUMS", None), ("notes.txt", None)],
)  # fmt: skip
def test_a_file_that_changed_is_noted_where_a_build_would_name_it(copy: Path, path: str, named_in: str | None) -> None:
    before = {name: (copy / "dist" / name).read_bytes() for name in (SUMS, LOCAL)}
    if path != f"dist/{SUMS}":
        (copy / path).write_bytes(b"{}")
    renew_checksum(copy / path)
    assert (verify(copy).wrong, verify(copy).unlisted) == ((), ())
    for name in (SUMS, LOCAL):
        content = (copy / "dist" / name).read_bytes()
        assert (content != before[name]) == (name == named_in)
        assert (f"  {path}\n".encode() in content) == (name == named_in)


def test_a_list_that_cannot_be_written_stays_as_it_was(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = (copy / "dist" / SUMS).read_bytes()
    there = all_files(copy)
    report = copy / "dist/reports/quality.json"
    report.write_text("{}")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            renew_checksum(report)
    assert (copy / "dist" / SUMS).read_bytes() == before
    assert all_files(copy) == there


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="this asks the program sha256sum")
def test_sha256sum_reads_the_lists(copy: Path) -> None:
    for name in (SUMS, LOCAL):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", f"dist/{name}"], cwd=copy, check=True)


def test_the_list_of_an_unpacked_release(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(b"x")
    (tmp_path / SUMS).write_bytes(checksums({"README.md": b"x"}))
    assert verify(tmp_path).right == 1
    (tmp_path / "README.md").write_bytes(b"y")
    assert verify(tmp_path).wrong[0].startswith("README.md is not what was published")


@pytest.mark.parametrize("module", ["checksums", "swap", "package"])
def test_what_reads_a_dataset_does_not_load_what_writes_one(module: str) -> None:
    makers = ["charts", "explorer", "exports", "metadata", "spreadsheet", "tabular", "dictionary", "database"]
    heavy = [*(f"pipeline.publish.{name}" for name in makers), "yaml", "polars", "duckdb", "matplotlib"]
    code = f"import sys, pipeline.publish.{module}; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
