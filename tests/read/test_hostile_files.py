"""Files that are no ordinary texts: huge, many, copied, oddly named, unreadable, vanishing (cases 18 to 24)."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from pipeline.read import Folder, Limits, read_document, read_folder
from pipeline.read.names import LONGEST, document_id

ROOT = Path(__file__).parents[2]
ARTICLE = "Talks end\n\nRussia’s envoy rejected the plan.\n"
GOOD = "Norway and Sudan meet\n\nNorway demanded that Sudan release the twelve sailors.\n"
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def reasons(found: Folder) -> dict[str, str]:
    """Path and reason of what was left out; each detail is one line that says something."""
    assert all(one.detail and "\n" not in one.detail and one.path.isprintable() for one in found.quarantined)
    return {one.path: one.reason for one in found.quarantined}


def beside_good(folder: Path) -> Path:
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


def good_is_unchanged(found: Folder, folder: Path) -> None:
    (good,) = [one for one in found.documents if one.path == "good.txt"]
    assert good == read_document(folder / "good.txt", folder)
    assert good.text == GOOD


# --- case 18: huge ----------------------------------------------------------------------------------------------------

MEASURE = """
import resource, sys
from pathlib import Path
from pipeline.read import read_folder
folder = Path(sys.argv[1])
read_folder(folder / "warm")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = read_folder(folder / "seeds")
used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
print(used, len(found.documents), *(one.reason for one in found.quarantined))
"""


def measured(folder: Path) -> tuple[int, int, list[str]]:
    """Megabytes that reading took in a process of its own, documents, reasons."""
    beside_good(folder / "seeds")
    (folder / "warm").mkdir()
    beside_good(folder / "warm")
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    used, documents, *left_out = run.stdout.split()
    return int(used), int(documents), left_out


def line_of(size: int, words: bytes = b"Russia demands peace. ") -> Callable[[Path], None]:
    def make(file: Path) -> None:
        file.write_bytes(words * (size // len(words)))

    return make


def sparse(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(1_000_000_000)


def packed(file: Path) -> None:
    with gzip.open(file, "wb") as stream:
        stream.write(bytes(100_000_000))


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured as Unix does")
@pytest.mark.parametrize(
    ("name", "make", "megabytes"),
    [
        pytest.param("a.txt", line_of(100_000_000), 20, id="case_18_a_line_of_100_megabytes"),
        pytest.param("a.txt", sparse, 20, id="case_18_a_sparse_file_of_a_gigabyte"),
        pytest.param("a.txt", line_of(49_000_000), 250, id="case_18_just_below_the_limit_of_bytes"),
        pytest.param("a.txt", line_of(49_000_000, b"\x01"), 250, id="case_18_control_characters"),
        pytest.param("a.txt", line_of(49_000_000, "\U0001f1fa ".encode()), 500, id="case_18_wide_characters"),
        pytest.param("a.txt", line_of(49_000_000, "e\u0301".encode()), 500, id="case_18_decomposed_letters"),
        pytest.param("a.txt.gz", packed, 150, id="case_18_packed"),
    ],
)
def test_huge_files_are_refused_in_bounded_memory(
    tmp_path: Path, name: str, make: Callable[[Path], None], megabytes: int
) -> None:
    (tmp_path / "seeds").mkdir()
    make(tmp_path / "seeds" / name)
    used, documents, left_out = measured(tmp_path)
    assert (documents, left_out) in [(1, ["too_large"]), (1, ["binary"])]
    assert used < megabytes


LONG_TEXTS = ("Russia demands peace. ", "word ", "a", ". ", '." ', "( ", "- ", "1. ", "A. ", "“", "a\n", "a\n\n", "- a\n", "— ",
              "\u00ad", "\u200b a", "[a](", "> ", "Jan 1 ", "2025-01-01 ", "GENEVA, ", "By ", "a, ", "#", "*", "| ", "é́",
              "Russia wants to\n\nhalt the war and to .  . \n\n")  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("unit", LONG_TEXTS, ids=lambda unit: "case_18_" + ascii(unit)[1:-1].strip())
def test_long_texts_are_read_in_linear_time(tmp_path: Path, unit: str) -> None:
    (tmp_path / "a.txt").write_text(f"Talks end\n\n{unit * (200_000 // len(unit))} end x.", encoding="utf-8")
    began = time.process_time()
    found = read_folder(tmp_path)
    assert time.process_time() - began < 8
    assert len(found.documents) + len(found.quarantined) == 1


# --- case 19: many ----------------------------------------------------------------------------------------------------


def many(folder: Path, count: int) -> tuple[float, Folder]:
    """The processor time in seconds that it takes to read so many files, and what was found."""
    for number in range(count):
        below = folder / f"{number % 100:02}"
        if number < 100:
            below.mkdir(parents=True)
        (below / f"{number}.txt").write_text(f"Talks end\n\nRussia rejected plan {number}.\n", encoding="utf-8")
    began = time.process_time()
    found = read_folder(folder)
    return time.process_time() - began, found


def test_case_19_time_grows_with_the_number_of_files(tmp_path: Path) -> None:
    half, _ = many(tmp_path / "half", 1_000)
    whole, found = many(tmp_path / "whole", 2_000)
    assert len(found.documents) == 2_000
    assert found.counts(one.path for one in found.documents) == "2000 files: 2000 used, 0 left out."
    assert whole < 3.5 * half + 0.5


# --- cases 20 and 22: copies and names --------------------------------------------------------------------------------


def test_case_20_the_same_bytes_under_two_names_are_one_document(tmp_path: Path) -> None:
    for name in ("b/copy.txt", "a.txt", "z.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "same.txt.gz").write_bytes(gzip.compress(ARTICLE.encode()))
    (tmp_path / "titled.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "titled.txt.meta.yml").write_text("publisher: Another paper\n", encoding="utf-8")
    (tmp_path / "untold.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "untold.txt.meta.yml").write_text("title: Another title\nlicence: CC0-1.0\n", encoding="utf-8")
    found = read_folder(tmp_path)
    assert [one.path for one in found.documents] == ["a.txt", "titled.txt"]
    assert reasons(found) == dict.fromkeys(["b/copy.txt", "same.txt.gz", "untold.txt", "z.txt"], "duplicate")
    assert all("a.txt once more; remove one of the two" in one.detail for one in found.quarantined)
    known = {found.documents[0].sha256: "z.txt"}  # published already: it keeps its id
    assert [one.path for one in read_folder(tmp_path, known=known).documents] == ["titled.txt", "z.txt"]


NAMES = (
    "CON.txt", "con.md", "aux.h.txt", "trailing.txt.", "trailing .txt", " leading.txt", "-rf.txt", "~.txt", "%2e%2e.txt",
    "..txt", "a..txt", "...txt", "=cmd.txt", "$(x).txt", "`x`.txt", "';--.txt", "<script>.txt", "a:b.txt", "a\\b.txt",
    "..\\up.txt", "C:\\x.txt", "a*?.txt", "two\nlines.txt", "tab\t.txt", "esc\x1b[31m.txt", "sep\u2028.txt",
    "\u202etxt.exe.txt", "мир.txt", "🇺🇦.txt", "e\u0301.txt", "é.txt", "A.TXT", "x.meta.yml", "nul\x7f.txt", "x" * 251 + ".txt",
    "é" * 120 + ".txt", "un dos.meta.txt", "a.zip!.txt", "!.txt", "#.txt", "0.txt",
)  # fmt: skip
PRINTABLE = {name for name in NAMES if not re.search("[\x00-\x1f\x7f\u2028]", name)}


def test_case_22_odd_names_give_short_ids_that_stay_in_the_folder(tmp_path: Path) -> None:
    for number, name in enumerate(NAMES):
        (tmp_path / name).write_text(f"{ARTICLE}\nPlan {number}.\n", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text(ARTICLE, encoding="utf-8")
    deep = tmp_path / "/".join(["d" * 200] * 5)
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text(f"{ARTICLE}\nDeep.\n", encoding="utf-8")
    found = read_folder(tmp_path)
    left_out = reasons(found)
    assert {path for path, reason in left_out.items() if reason == "name"} == {
        "two\\x0alines.txt", "tab\\x09.txt", "esc\\x1b[31m.txt", "sep\\x2028.txt", "nul\\x7f.txt", "\\xff.txt"}  # fmt: skip
    assert {path for path, reason in left_out.items() if reason != "name"} == {"trailing.txt.", "x.meta.yml"}
    ids = [one.document_id for one in found.documents]
    hidden = {name for name in NAMES if name.startswith(".")}
    assert len(set(ids)) == len(ids) == len(PRINTABLE - hidden) - 2 + 1
    for one in found.documents:
        assert ID.fullmatch(one.document_id), one.path
        assert len(one.document_id) <= LONGEST + 7


@pytest.mark.parametrize(
    "path", ["../../etc/passwd.txt", "/etc/passwd.txt", "..\\..\\x.txt", "C:/x.txt", "a/../../b.txt"]
)
def test_case_22_names_in_an_archive_are_names_only(tmp_path: Path, path: str) -> None:
    seeds = tmp_path / "a" / "b" / "seeds"
    seeds.mkdir(parents=True)
    beside_good(seeds)
    with zipfile.ZipFile(seeds / "news.zip", "w") as archive:
        archive.writestr(path, ARTICLE)
    found = read_folder(seeds)
    assert [one.path for one in found.documents] == ["good.txt", f"news.zip!/{path}"]
    assert ID.fullmatch(found.documents[1].document_id)
    assert sorted(one.name for one in tmp_path.rglob("*") if one.is_file()) == ["good.txt", "news.zip"]


def test_case_22_two_members_of_one_name(tmp_path: Path) -> None:
    beside_good(tmp_path)
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("a.txt", ARTICLE)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", f"{ARTICLE}\nMore.\n")
    (tmp_path / "news.zip!").mkdir()
    (tmp_path / "news.zip!" / "a.txt").write_text(f"{ARTICLE}\nOther.\n", encoding="utf-8")
    found = read_folder(tmp_path)
    assert [(one.path, one.text) for one in found.documents] == [("good.txt", GOOD), ("news.zip!/a.txt", ARTICLE)]
    assert [(one.path, one.reason) for one in found.quarantined] == [("news.zip!/a.txt", "name")] * 2
    good_is_unchanged(found, tmp_path)


def test_case_22_ids_do_not_hang_on_what_is_beside_them() -> None:
    long = "a " * 200 + "{}.txt"
    assert document_id(long.format(1)) != document_id(long.format(2))
    assert document_id("x" * LONGEST + ".txt") == "x" * LONGEST
    assert len(document_id("x" * (LONGEST + 1) + ".txt")) == LONGEST + 7


# --- cases 23 and 24: what cannot be read -----------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_case_23_links_pipes_devices_and_folders(tmp_path: Path) -> None:
    seeds = beside_good(tmp_path)
    os.mkfifo(seeds / "pipe.txt")
    os.mkfifo(seeds / "side.txt.meta.yml")
    (seeds / "side.txt").write_text(f"Side {GOOD}", encoding="utf-8")
    (seeds / "zero.txt").symlink_to("/dev/zero")
    (seeds / "null.zip").symlink_to("/dev/null")
    (seeds / "self.txt").symlink_to(seeds / "self.txt")
    (seeds / "one.txt").symlink_to(seeds / "two.txt")
    (seeds / "two.txt").symlink_to(seeds / "one.txt")
    (seeds / "nowhere.txt").symlink_to(seeds / "nothing")
    (seeds / "round").symlink_to(seeds)
    (seeds / "empty.txt").mkdir()
    (seeds / "full.txt").mkdir()
    (seeds / "full.txt" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    began = time.monotonic()
    found = read_folder(seeds)
    assert time.monotonic() - began < 20
    assert reasons(found) == {
        "pipe.txt": "format", "zero.txt": "format", "null.zip": "format", "self.txt": "link", "one.txt": "link",
        "two.txt": "link", "nowhere.txt": "link", "round": "link", "empty.txt": "format"}  # fmt: skip
    assert [one.path for one in found.documents] == ["full.txt/a.txt", "good.txt", "side.txt"]
    assert found.counts(one.path for one in found.documents) == (
        "13 files: 3 used, 9 left out, 1 skipped (hidden files and sidecars)."
    )


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ENOENT, errno.ESTALE])
@pytest.mark.parametrize("when", ["open", "read", "stat"])
def test_case_23_a_file_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str, code: int
) -> None:
    beside_good(tmp_path)
    (tmp_path / "bad.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "bad.zip").write_text(ARTICLE, encoding="utf-8")
    ordinary = {"open": Path.open, "stat": Path.stat}

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(code, os.strerror(code))

    def opened(path: Path, *rest: object, **named: object) -> object:
        if path.stem != "bad":
            return ordinary["open"](path, *rest, **named)  # type: ignore[arg-type]
        if when == "read":
            return Broken()
        raise OSError(code, os.strerror(code), str(path))

    def looked_at(path: Path, *rest: object, **named: object) -> object:
        if path.stem == "bad" and when == "stat":
            raise OSError(code, os.strerror(code), str(path))
        return ordinary["stat"](path, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr(Path, "stat", looked_at)
    found = read_folder(tmp_path)
    assert [one.path for one in found.documents] == ["good.txt"]
    assert reasons(found).keys() == {"bad.txt", "bad.zip"}
    assert reasons(found)["bad.txt"] == "unreadable"
    assert reasons(found)["bad.zip"] in ("unreadable", "damaged")


def test_case_23_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside_good(tmp_path)
    for name in ("closed", "closed.txt"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(ARTICLE, encoding="utf-8")
    ordinary, listed = os.scandir, os.listdir

    def refuse(path: str | os.PathLike[str] = ".") -> None:
        if Path(path).name.startswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))

    monkeypatch.setattr(os, "scandir", lambda path=".": refuse(path) or ordinary(path))
    monkeypatch.setattr(os, "listdir", lambda path=".": refuse(path) or listed(path))
    found = read_folder(tmp_path)
    assert reasons(found) == {"closed": "unreadable", "closed.txt": "unreadable"}
    assert "check its permissions" in found.quarantined[0].detail
    good_is_unchanged(found, tmp_path)
    assert found.counts(["good.txt"]) == "3 files: 1 used, 2 left out."


def test_case_24_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text and hash are of the same bytes, whatever is written between."""
    beside_good(tmp_path)
    (tmp_path / "bad.txt").write_text(ARTICLE, encoding="utf-8")
    ordinary = Path.open
    written: list[int] = []

    def opened(path: Path, *rest: object, **named: object) -> BinaryIO:
        stream: BinaryIO = ordinary(path, *rest, **named)  # type: ignore[call-overload]
        if path.name == "bad.txt" and "b" in str(rest):
            written.append(1)
            data = stream.read()
            path.write_text(f"{ARTICLE}\nLater {len(written)}.\n", encoding="utf-8")
            return io.BytesIO(data)
        return stream

    monkeypatch.setattr(Path, "open", opened)
    found = read_folder(tmp_path)
    (bad,) = [one for one in found.documents if one.path == "bad.txt"]
    assert bad.sha256 == hashlib.sha256(bad.text.encode()).hexdigest()
    assert bad.text == ARTICLE


def test_case_24_a_file_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pipeline.read.files

    beside_good(tmp_path)
    for name in ("gone.txt", "gone.zip", "going.txt", "going.zip"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    listing, looking = pipeline.read.files.files_below, pipeline.read.files._source

    def listed(seeds: Path) -> object:
        found = listing(seeds)
        for name in ("gone.txt", "gone.zip"):
            (seeds / name).unlink()
        return found

    def looked_at(path: Path, relative: str) -> object:
        found = looking(path, relative)
        if path.stem == "going":
            path.unlink()
        return found

    monkeypatch.setattr(pipeline.read.files, "files_below", listed)
    monkeypatch.setattr(pipeline.read.files, "_source", looked_at)
    found = read_folder(tmp_path, Limits())
    assert reasons(found) == dict.fromkeys(["going.txt", "going.zip", "gone.txt", "gone.zip"], "unreadable")
    assert all("went away while the folder was read" in one.detail for one in found.quarantined)
    good_is_unchanged(found, tmp_path)
    assert found.counts(["good.txt"]) == "5 files: 1 used, 4 left out."
