"""What a run leaves behind of itself: reports that are published, and those that stay on the machine."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from pipeline.build import BuildResult, build
from pipeline.errors import CheckError, InputError
from pipeline.run import Run, Stopwatch
from tests.small_project import STUB, Project, build_quickly

TEXT = "Russia wants peace with Ukraine."


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".duckdb", ".xlsx") and not path.name.endswith("-local")
    }


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, project: Project) -> Project:
    build_quickly(monkeypatch)
    return project


def ran(project: Project, **options: bool) -> BuildResult:
    return build(project.sources, project.root, extract=STUB, **options)  # type: ignore[arg-type]


def failed(project: Project) -> Path:
    return project.root / ".parley" / "failed"


def test_a_stopwatch_gives_each_stage_its_seconds() -> None:
    times = iter([1.0, 1.5, 4.0])
    watch = Stopwatch(lambda: next(times))
    watch.begins("reading")
    watch.begins("extracting")
    assert watch.seconds() == (("reading", 0.5), ("extracting", 2.5))
    assert Stopwatch().seconds() == ()


@pytest.mark.slow
def test_a_build_that_fails_leaves_its_quality_report_and_the_last_dataset(project: Project) -> None:
    project.write("a.txt")
    ran(project)
    before = contents(project.root / "dist")
    project.write("b <i>.txt", "SELF")
    with pytest.raises(CheckError) as raised:
        ran(project)
    page = failed(project) / "quality.html"
    assert str(raised.value).splitlines()[-1] == f"Each check and the rows that failed: {page}"
    told = page.read_text(encoding="utf-8")
    assert "kind is &#39;wrong&#39;" in told and "not good enough to publish" in told
    assert 'href="run.html"' in told and "Nothing was published." in (failed(project) / "run.html").read_text()
    assert contents(project.root / "dist") == before
    (project.seeds / "b <i>.txt").unlink()
    ran(project)
    assert not failed(project).exists()


@pytest.mark.slow
def test_a_dry_run_that_fails_writes_no_report(project: Project) -> None:
    project.write("a.txt", "SELF")
    with pytest.raises(CheckError, match="nothing would be published"):
        ran(project, dry_run=True)
    assert not (project.root / ".parley").exists()


def test_losses_and_an_empty_dataset_name_the_run_report(quick: Project) -> None:
    for name in "abcdefgh":
        quick.write(f"{name}.txt", f"{name} {name}.")
    ran(quick)
    for name in "abcdefg":
        (quick.seeds / f"{name}.txt").unlink()
    with pytest.raises(CheckError, match=r"What the run read and found: .*failed/run\.html"):
        ran(quick)
    assert "documents" in (failed(quick) / "run.html").read_text(encoding="utf-8")
    ran(quick, accept_losses=True)
    assert not failed(quick).exists()


def test_many_unusable_files_are_all_listed(quick: Project) -> None:
    for name in "ab":
        (quick.seeds / f"{name}.txt").write_bytes(b"\xff")
    with pytest.raises(InputError, match=r"\(and 1 more\)\nWhat the run read and found: "):
        ran(quick)
    page = (failed(quick) / "run.html").read_text(encoding="utf-8")
    assert "a.<wbr>txt" in page and "b.<wbr>txt" in page
    (quick.seeds / "b.txt").unlink()
    with pytest.raises(InputError) as raised:  # one file is told in the message itself
        ran(quick)
    assert "\n" not in str(raised.value)


def test_a_report_that_cannot_be_written_is_not_named(quick: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Run, "_write", full)
    assert Run(quick.root, keeps=True).fail("much is gone") == ""
    quick.write("a.txt")
    assert ran(quick).published


def test_the_published_report_is_the_same_whatever_was_kept(quick: Project) -> None:
    quick.write("a.txt")
    quick.write("b.txt", "Again.")
    (quick.seeds / "c.txt").write_bytes(b"\xff")
    ran(quick)
    first = contents(quick.root / "dist")
    shutil.rmtree(quick.root / ".parley")
    ran(quick)
    ran(quick)  # both texts come from what the last run kept
    assert contents(quick.root / "dist") == first
    local = json.loads((quick.root / ".parley/last/run.json").read_text(encoding="utf-8"))
    assert local["kept"] == 2 and local["failure"] is None
    assert list(local["seconds"]) == ["reading", "extracting", "putting together", "loading", "checking", "publishing"]
    told = json.loads(first["reports/run.json"])
    assert told["files"] == {"files": 3, "used": 2, "left_out": 1, "skipped": 0}
    assert told["left_out"]["by_reason"] == {"encoding": 1} and told["rows"]["documents"] == 2
    assert [text["path"] for text in told["texts"]] == ["a.txt", "b.txt"]
    assert b"[run.html](reports/run.html)" in first["README.md"] and b"accuracy" not in first["README.md"]


def leading_nowhere(page: Path) -> set[str]:
    """The addresses of a page or Markdown file that lead to nothing."""
    text = page.read_text(encoding="utf-8")
    found = (
        set(re.findall(r"href=\"([^#\"]+)\"", text))
        if page.suffix == ".html"
        else set(re.findall(r"\]\(([^)]+)", text))
    )
    return {one for one in found if not one.startswith("data:") and not (page.parent / one).exists()}


def test_every_link_of_a_report_leads_somewhere(quick: Project) -> None:
    quick.write("a.txt")
    ran(quick)
    dist = quick.root / "dist"
    for page in (*dist.rglob("reports/*.html"), dist / "README.md", quick.root / ".parley/last/run.html"):
        assert leading_nowhere(page) == set(), page
    assert "[exports/demand_ledger.csv](exports/demand_ledger.csv)" in (dist / "README.md").read_text()
    for name in "abcdefgh":
        quick.write(f"{name}.txt", f"{name} {name}.")
    ran(quick)
    for name in "abcdefg":
        (quick.seeds / f"{name}.txt").unlink()
    with pytest.raises(CheckError, match="is gone"):
        ran(quick)
    for page in failed(quick).glob("*.html"):
        assert leading_nowhere(page) == set(), page


def test_how_long_it_took_is_told_apart_from_what_was_made(quick: Project) -> None:
    quick.write("a.txt")
    result = ran(quick)
    assert "seconds" not in str(result)
    assert result.took.startswith("Took ") and "extracting" in result.took and "last/run.html" in result.took
