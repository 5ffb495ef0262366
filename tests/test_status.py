"""`parley status` against real builds of small folders: what it says beforehand is what the build then does."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline.build
import pipeline.status
from pipeline.cache import FOLDER, ClaimCache, built, makers
from pipeline.errors import CallError, InputError
from pipeline.extracting import extract_documents
from pipeline.read import read_folder
from pipeline.status import Status, read_status
from tests.small_project import STUB, Project, build_quickly

LONG = " ".join(f"The word number {number} of this text stands here." for number in range(12))


def reasons(status: Status) -> dict[str | None, int]:
    return dict(Counter(file.extract for file in status.extracted()))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """An empty project that is built quickly."""
    build_quickly(monkeypatch)
    return Project(tmp_path)


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Changes the one reference table that the claims of these tests rest on."""
    folder = tmp_path / "reference"
    folder.mkdir()

    def change(text: str) -> None:
        (folder / "words.csv").write_text(text, encoding="utf-8")

    change("word\npeace\n")
    for module in (pipeline.build, pipeline.status):
        monkeypatch.setattr(module, "makers", lambda extract: makers(extract, folder))
    return change


@pytest.fixture
def three(project: Project) -> Project:
    """A project whose three texts are built."""
    for name in ("a.txt", "b.txt", "c.txt"):
        project.write(name, name)
    project.build()
    return project


def test_before_the_first_build_everything_is_new(project: Project) -> None:
    project.write("a.txt")
    found = project.status()
    assert (found.published, found.pending, found.up_to_date, found.stops) == (None, True, False, None)
    assert [(file.path, file.state, file.extract) for file in found.files] == [("a.txt", "new", "new")]


def test_after_a_build_all_is_up_to_date(three: Project) -> None:
    found = three.status()
    assert (three.extracted, found.published, found.up_to_date, found.extracted()) == (3, 3, True, [])
    assert three.counts() == {"unchanged": 3}


def test_status_writes_nothing(three: Project) -> None:
    three.write("new.txt")

    def everything() -> dict[Path, int]:
        return {file: file.stat().st_mtime_ns for file in three.root.rglob("*")}

    before = everything()
    three.status()
    assert everything() == before


def test_a_new_text(three: Project) -> None:
    three.write("d.txt", "d")
    assert three.counts() == {"new": 1, "unchanged": 3}
    assert reasons(three.status()) == {"new": 1}


def test_a_changed_text(three: Project) -> None:
    three.write("b.txt", "another")
    found = three.only("b.txt")
    assert (found.state, found.changes, found.extract) == ("changed", ("text",), "changed")


def test_changed_metadata(three: Project) -> None:
    three.write("b.txt.meta.yml", "publisher: Example Daily\npublished: 2024-05-01\n")
    found = three.only("b.txt")
    assert (found.state, found.changes) == ("changed", ("publisher", "published", "published_basis"))
    three.build()
    assert (three.extracted, three.status().up_to_date) == (1, True)
    (three.seeds / "b.txt.meta.yml").unlink()
    assert three.only("b.txt").state == "changed"


def test_a_text_whose_bytes_are_rewritten_the_same_is_unchanged(three: Project) -> None:
    three.write("b.txt", "b.txt")
    os.utime(three.seeds / "b.txt", (0, 0))
    assert three.status().up_to_date


def test_a_removed_text(three: Project) -> None:
    (three.seeds / "b.txt").unlink()
    found = three.only("b.txt")
    assert (found.state, found.document_id, found.extract) == ("removed", "b", None)
    assert not three.status().up_to_date


def test_a_renamed_text(three: Project) -> None:
    (three.seeds / "2024").mkdir()
    (three.seeds / "b.txt").rename(three.seeds / "2024" / "b.txt")
    found = three.only("2024/b.txt")
    assert (found.state, found.was, found.changes, found.extract) == ("renamed", "b.txt", ("id",), "renamed")
    assert three.counts() == {"renamed": 1, "unchanged": 2}


def test_another_ending_keeps_the_id_whatever_else_changes(three: Project) -> None:
    (three.seeds / "b.txt").unlink()
    three.write("b.md", "another")
    found = three.only("b.md")
    assert (found.state, found.was, found.changes) == ("renamed", "b.txt", ("text", "media_type"))


def test_a_copy_is_left_out_whatever_its_name(three: Project) -> None:
    for name in ("copy.txt", "a-copy.txt"):  # after and before the published one
        shutil.copy(three.seeds / "b.txt", three.seeds / name)
        assert three.counts() == {"unusable": 1, "unchanged": 3}
        assert (three.only(name).reason, three.only("b.txt").state) == ("duplicate", "unchanged")
        (three.seeds / name).unlink()


def test_an_id_that_another_file_takes(three: Project) -> None:
    three.write("x.md")
    three.build()
    three.write("x.txt", "another")
    found = three.only("x.md")
    assert (found.state, found.changes) == ("changed", ("id",))
    assert found.document_id != "x"


def test_near_copies(project: Project) -> None:
    project.write("a.txt", LONG)
    project.write("other.txt", LONG.replace("word", "line"))
    project.build()
    project.write("b.txt", f"{LONG} By another agency.")
    assert project.only("b.txt").near == ("a.txt",)
    assert project.only("a.txt").near == ()  # it was there before: nothing is to be said of it


def test_a_file_that_cannot_be_used(three: Project) -> None:
    (three.seeds / "scan.txt").write_bytes(b"%PDF-1.4")
    found = three.only("scan.txt")
    assert (found.state, found.reason, found.pending, found.extract) == ("unusable", "binary", True, None)
    assert found.detail is not None and "PDF" in found.detail
    three.build()
    assert (three.only("scan.txt").pending, three.status().up_to_date) == (False, True)


def test_a_file_that_can_be_used_again(three: Project) -> None:
    (three.seeds / "scan.txt").write_bytes(b"%PDF-1.4")
    three.build()
    three.write("scan.txt", "words")
    found = three.only("scan.txt")
    assert (found.state, found.detail) == ("new", "the last build left it out (binary); now it can be used")


def test_an_unusable_file_that_is_gone(three: Project) -> None:
    (three.seeds / "scan.txt").write_bytes(b"%PDF-1.4")
    three.build()
    (three.seeds / "scan.txt").unlink()
    assert (three.only("scan.txt").state, three.status().up_to_date) == ("removed", False)
    three.build()
    assert three.status().up_to_date


def test_a_published_text_that_cannot_be_used_any_more(three: Project) -> None:
    (three.seeds / "b.txt").write_bytes(b"caf\xe9")
    found = three.only("b.txt")
    assert (found.state, found.reason, found.document_id) == ("unusable", "encoding", "b")
    assert three.counts() == {"unusable": 1, "unchanged": 2}


def test_a_text_that_made_the_extraction_fail(three: Project) -> None:
    three.write("bad.txt", "CRASH")
    three.build()
    found = three.only("bad.txt")
    assert (found.state, found.extract, found.pending) == ("crashed", "crashed", True)
    assert found.detail is not None and "too deep" in found.detail
    three.build()
    assert three.extracted == 1  # tried again, as status says
    three.write("bad.txt", "good")
    three.build()
    assert three.status().up_to_date


def test_without_the_cache_unchanged_texts_are_read_and_still_up_to_date(three: Project) -> None:
    shutil.rmtree(three.root / FOLDER)
    found = three.status()
    assert (reasons(found), found.up_to_date) == ({"absent": 3}, True)


def test_a_damaged_entry_of_the_cache(three: Project) -> None:
    next((three.root / FOLDER).rglob("*.json")).write_bytes(b"{}")
    assert reasons(three.status()) == {"damaged": 1}
    three.build()
    assert three.extracted == 1


@pytest.mark.parametrize("maker", ["code", "reference", "software"])
def test_other_makers(maker: str, three: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    other = replace(makers(STUB[0]), **{maker: "other"})
    for module in (pipeline.build, pipeline.status):
        monkeypatch.setattr(module, "makers", lambda extract: other)
    found = three.status()
    assert (reasons(found), found.pending, found.up_to_date) == ({maker: 3}, False, False)
    three.build()
    assert (three.extracted, three.status().up_to_date) == (3, True)


def test_of_two_hundred_texts_a_build_reads_the_one_that_is_new(project: Project) -> None:
    for number in range(200):
        project.write(f"{number}.txt", f"Number {number}.")
    project.build()
    assert project.extracted == 200
    project.write("new.txt", "The new one.")
    assert reasons(project.status()) == {"new": 1}
    project.build()
    assert (project.extracted, project.status().published) == (1, 201)


def test_a_changed_word_list_is_told_beforehand_with_the_counts_that_the_build_then_has(
    project: Project, words: Callable[[str], None]
) -> None:
    for number in range(40):
        project.write(f"{number}.txt", f"Number {number}.")
    project.build()
    words("word\npeace\nwar\n")
    assert reasons(project.status()) == {"reference": 40}

    # a build that was stopped has read ten; two texts change, one is new
    documents = read_folder(project.seeds).documents
    kept = ClaimCache(project.root / FOLDER, lambda: pipeline.status.makers(STUB[0]))
    extract_documents(documents[:10], 1, lambda *_: None, STUB, kept)
    for number in (documents[0].path, documents[20].path):
        project.write(number, f"Another text, {number}.")
    project.write("new.txt", "The new one.")
    told = project.status()
    assert reasons(told) == {"reference": 29, "changed": 2, "new": 1}
    project.build()
    assert (project.extracted, project.status().up_to_date) == (32, True)

    words("word\npeace\n")  # and back: what was made with the first list is gone, nothing old is taken
    assert reasons(project.status()) == {"reference": 41}


def test_corrections(three: Project) -> None:
    demand = _first_id(three.root, "demands")
    party = "party:rus"
    set_name = f"- set: {party}\n  values: {{name: Ruritania}}\n  expect: {{name: Russia}}"
    flag = f"- flag: {demand}\n  column: issue"
    three.correct(set_name, flag)
    assert [(one.state, one.where) for one in three.status().corrections] == [
        ("new", "corrections/rows.yml, line 1"),
        ("new", "corrections/rows.yml, line 7"),
    ]
    assert three.status().corrections[0].what == "set party:rus name: Ruritania"
    three.build()
    assert three.status().up_to_date and three.extracted == 0

    three.correct(flag, set_name)  # other lines: the table of corrections says where each stands
    assert [one.state for one in three.status().corrections] == ["changed", "changed"]
    three.correct(set_name.replace("Ruritania", "Graustark"))
    assert [one.state for one in three.status().corrections] == ["new", "gone", "gone"]
    three.build()
    assert three.status().up_to_date


def test_a_joined_and_a_dropped_record(three: Project) -> None:
    demand = _first_id(three.root, "demands")
    three.write("d.txt", "d")
    three.build()
    three.correct(f"- drop: {demand}\n  expect: {{issue: ceasefire}}")
    (one,) = three.status().corrections
    assert (one.state, one.what) == ("new", f"drop {demand}")
    three.correct("- apart: [party:rus, party:ukr]")
    assert three.status().corrections[0].what == "apart party:rus party:ukr"
    three.build()
    assert three.status().up_to_date


@pytest.mark.parametrize("entry", ["- [", "- set: party:rus\n  values: {party_id: party:x}\n  expect: {name: Russia}"])
def test_a_correction_that_cannot_be_read_is_told_and_stops_nothing_else(entry: str, three: Project) -> None:
    three.correct(entry)
    three.write("d.txt")
    found = three.status()
    assert found.stops is not None and found.stops.startswith("corrections/rows.yml, line")
    assert (len(found.of("new")), found.up_to_date) == (1, False)


def test_no_texts_any_more(three: Project) -> None:
    for file in three.seeds.iterdir():
        file.unlink()
    found = three.status()
    assert (len(found.of("removed")), found.up_to_date) == (3, False)
    assert found.stops is not None and "there is no text" in found.stops
    (three.seeds / "scan.txt").write_bytes(b"%PDF-1.4")
    assert three.status().stops == "no text can be used"


@pytest.mark.slow
def test_a_build_with_everything_is_as_status_says(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("a.txt", "a")
    project.write("b.txt", "b")
    project.build()
    assert project.status().up_to_date
    project.write("b.txt", "other")
    assert reasons(project.status()) == {"changed": 1}
    project.build()
    assert (project.extracted, project.status().up_to_date) == (1, True)


def test_no_folder_of_texts(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="make it and put source texts in it"):
        read_status(tmp_path, tmp_path)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"document_id,path\n", b'"document_id","path","sha256"\n"a"\n', b'document_id\n"a']
)
def test_a_dataset_that_is_damaged(content: bytes, three: Project) -> None:
    (three.root / "dist" / "csv" / "documents.csv").write_bytes(content)
    with pytest.raises(CallError, match="run `parley build`"):
        three.status()


def _first_id(root: Path, table: str) -> str:
    lines = (root / "dist" / "csv" / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    return lines[1].split(",")[0].strip('"')


def test_code_that_joins_records_is_told_though_no_text_is_read_anew(
    three: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert three.status().pipeline == ()
    now = {**built.pipeline_files(), "resolve/people.py": "edited"}
    monkeypatch.setattr(built, "pipeline_files", lambda: now)
    found = three.status()
    assert (found.pipeline, found.extracted(), found.up_to_date) == (("resolve/people.py",), [], False)
    three.build()
    assert three.status().up_to_date
    shutil.rmtree(three.root / ".parley")  # as in a fresh clone
    assert three.status().pipeline is None
