"""`parley status`: what it prints, for people and for programs, and its exit codes."""

from __future__ import annotations

import functools
import json
import shutil
from pathlib import Path

import pytest

import pipeline.status
from pipeline.cache import FOLDER
from pipeline.commands.status import WHY, text_lines
from pipeline.errors import CheckError
from pipeline.status import Extract, FileStatus, Status
from tests.commands.conftest import Run
from tests.commands.test_start import HEAVY, loaded_by
from tests.small_project import STUB, Project, build_quickly


@pytest.fixture
def project(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with three built texts, in whose folder commands run."""
    build_quickly(monkeypatch)
    monkeypatch.setattr(pipeline.status, "read_status", functools.partial(pipeline.status.read_status, extract=STUB))
    monkeypatch.chdir(tmp_path)
    project = Project(tmp_path)
    for name in ("a.txt", "b.txt", "c.txt"):
        project.write(name, name)
    project.build()
    return project


def test_up_to_date(project: Project, run: Run) -> None:
    outcome = run("status", "--check")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "The sources against the dataset of 3 texts in dist/:\n\nunchanged  3 texts\n\nUp to date.\n"


def test_every_kind_of_difference(project: Project, run: Run) -> None:
    project.write("a.txt", "another")
    (project.seeds / "b.txt").rename(project.seeds / "new-name.txt")
    (project.seeds / "c.txt").unlink()
    project.write("d.txt", "d")
    (project.seeds / "scan.txt").write_bytes(b"%PDF-1.4")
    project.correct("- flag: party:rus")
    assert (
        run("status").out
        == """\
The sources against the dataset of 3 texts in dist/:

new        d.txt
changed    a.txt: text
renamed    new-name.txt
           was b.txt
           its document id becomes new-name
removed    c.txt
unusable   scan.txt
           binary: this is a PDF file, not plain text; save its text as UTF-8 .txt
new        corrections/rows.yml, line 1
           flag party:rus

A build would read 3 of 3 texts:
  1  new
  1  text or metadata changed
  1  renamed

1 new, 1 changed, 1 renamed, 1 removed, 1 that cannot be used and 1 correction to take up.
Run: parley build
"""
    )
    assert run("status").code == 0
    assert run("status", "--check").code == 1
    project.build()
    assert project.extracted == 3
    assert run("status", "--check").code == 0


def test_a_fresh_clone_is_up_to_date_and_says_what_a_build_reads(project: Project, run: Run) -> None:
    shutil.rmtree(project.root / FOLDER)
    outcome = run("status", "--check")
    assert outcome.code == 0
    assert "  3  nothing is kept of the text from an earlier build\n" in outcome.out
    assert outcome.out.endswith("Up to date; a build would still read 3 texts.\n")


def test_a_text_that_failed_keeps_asking_for_a_build(project: Project, run: Run) -> None:
    project.write("bad.txt", "CRASH")
    project.build()
    outcome = run("status", "--check")
    assert outcome.code == 1
    assert "crashed    bad.txt\n" in outcome.out and "each build tries it again\n" in outcome.out
    assert outcome.out.endswith("\n1 whose extraction failed.\nRun: parley build\n")


def test_what_would_stop_a_build(project: Project, run: Run) -> None:
    project.correct("- flag: nonsense")
    outcome = run("status", "--check")
    assert outcome.code == 1
    assert "A build would stop: corrections/rows.yml, line 1: 'nonsense' is no id" in outcome.out
    assert outcome.out.endswith("Mend that, then run: parley build\n")


def test_the_command_that_it_names_builds_the_same_folders(
    project: Project, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    project.write("d.txt", "d")
    outcome = run("status", "--sources", str(project.sources), "--data", str(project.root))
    assert outcome.out.endswith(f"Run: parley build --sources {project.sources} --out {project.root}\n")
    assert run("status", "--sources", str(project.sources), "--data", str(project.root / "dist")).out == outcome.out


def test_json_has_every_file_and_all_counts(project: Project, run: Run) -> None:
    project.write("d.txt", "d")
    (project.seeds / "c.txt").unlink()
    outcome = run("status", "--format", "json", "--check")
    value = json.loads(outcome.out)
    assert outcome.code == 1
    assert (value["up_to_date"], value["published"], value["stops"], value["corrections"]) == (False, 3, None, [])
    assert {state: number for state, number in value["counts"].items() if number} == {
        "new": 1, "removed": 1, "unchanged": 2,
    }  # fmt: skip
    assert {reason: number for reason, number in value["extract"].items() if number} == {"new": 1}
    assert [(file["path"], file["state"], file["extract"]) for file in value["files"]] == [
        ("d.txt", "new", "new"), ("c.txt", "removed", None), ("a.txt", "unchanged", None), ("b.txt", "unchanged", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--data", "nowhere"), "there is no folder nowhere"),
        (("--sources", "nowhere"), "there is no folder nowhere/seeds"),
        (("--format", "csv"), "--format"),
        (("d.txt",), "unexpected extra argument"),
    ],
)
def test_wrong_calls(arguments: tuple[str, ...], said: str, project: Project, run: Run) -> None:
    outcome = run("status", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_it_loads_no_heavy_module(project: Project) -> None:
    assert not HEAVY & loaded_by("status", cwd=project.root)


def test_lines_fit_the_terminal_and_hide_no_control_characters() -> None:
    hostile = "a\x1b[31m\u202e.txt"
    detail = "a word and another word " * 20
    files = (
        FileStatus(hostile, "unusable", True, reason="name", detail=detail),
        FileStatus("b.txt", "new", True, "b", extract="new", near=tuple(f"copy-{number}.txt" for number in range(50))),
    )
    lines = list(text_lines(Status(files, (), 7, None), 80, "parley build"))
    assert max(map(len, lines)) <= 80
    assert any("a\\x1b[31m\\u202e.txt" in line for line in lines)
    assert "and 47 more: they count as one source" in " ".join(" ".join(lines).split())


@pytest.mark.parametrize(("reason", "words"), WHY.items())
def test_each_reason_is_told_with_its_count(reason: Extract, words: str) -> None:
    files = tuple(FileStatus(f"{number}.txt", "unchanged", False, extract=reason) for number in range(1200))
    lines = list(text_lines(Status(files, (), 1200, None), 80, "parley build"))
    assert "A build would read 1,200 of 1,200 texts:" in lines
    assert f"  1,200  {words}" in lines
    if reason in pipeline.status.VOIDED:
        assert lines[-2:] == ["The texts are the same, but the tables may come out otherwise now.", "Run: parley build"]


def test_changed_code_and_tables_are_named() -> None:
    names = tuple(f"resolve/part_{number}.py" for number in range(9))
    unchanged = FileStatus("a.txt", "unchanged", False)
    lines = list(text_lines(Status((unchanged,), (), 1, None, names), 80, "parley build"))
    assert max(map(len, lines)) <= 80
    assert "resolve/part_4.py and 4 more." in " ".join(lines)
    assert lines[-2:] == ["The texts are the same, but the tables may come out otherwise now.", "Run: parley build"]


def test_when_many_texts_are_gone_it_says_that_a_build_may_stop(project: Project, run: Run) -> None:
    for name in ("d.txt", "e.txt", "f.txt"):
        project.write(name, name)
    project.build()
    for name in ("a.txt", "b.txt"):
        (project.seeds / name).unlink()
    assert run("status").out.endswith("\n2 removed.\nRun: parley build\n")
    (project.seeds / "c.txt").unlink()
    said = run("status").out
    assert said.endswith(
        "\n3 removed.\nMore than a fifth of the texts is gone: a build may stop and ask for --accept-losses.\n"
        "Run: parley build\n"
    )
    with pytest.raises(CheckError, match="documents: 6 rows before, 3 now"):
        project.build(accept_losses=False)
    project.build()
