"""`parley init`: a folder that builds, made whole or not at all, over nothing that is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline import starting
from pipeline.additions import TABLES, read_additions
from pipeline.publish.described import info_of, read_described
from pipeline.read import Limits, read_limits
from pipeline.read.limits import limits_file
from tests.commands.conftest import Run
from tests.test_additions import NAMES, UNION, copied, write

ROOT = Path(__file__).resolve().parents[2]
MADE = [".gitignore", "README.md", "sources/corrections/rows.yml", "sources/dataset.yml", "sources/limits.yml",
        "sources/reference/README.md"]  # fmt: skip


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_folder_is_made_with_all_that_a_dataset_begins_with(here: Path, run: Run) -> None:
    outcome = run("init", "harbour-talks")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[0] == "made       harbour-talks/.gitignore"
    assert outcome.out.splitlines()[-1].startswith("Run: cd harbour-talks, then parley add")
    assert files(here) == [f"harbour-talks/{path}" for path in MADE]
    sources = here / "harbour-talks" / "sources"
    assert (sources / "seeds").is_dir() and not list((sources / "seeds").iterdir())
    info = read_described(sources)
    assert (info.name, info.title, info.licence["name"]) == ("harbour-talks", "Harbour talks", "CC-BY-4.0")
    assert info.contributors == ("Harbour talks contributors",)
    assert read_limits(sources) == Limits()
    assert not read_additions(sources).tables


def test_what_is_said_stands_in_the_files(here: Path, run: Run) -> None:
    assert run("init", "a/b", "--name", "quay", "--title", "Quay: the “talks” #1", "--licence", "CC0-1.0").code == 0
    info = read_described(here / "a/b/sources")
    assert (info.name, info.title, info.licence["name"]) == ("quay", "Quay: the “talks” #1", "CC0-1.0")
    assert info.contributors == ("Quay: the “talks” #1 contributors",)
    assert "CC0 1.0;" in info.description
    readme = (here / "a/b/README.md").read_text(encoding="utf-8")
    assert readme.startswith("# Quay: the “talks” #1\n") and "Creative Commons Zero" in readme


def test_the_limits_are_those_that_hold_as_comments() -> None:
    assert limits_file(Limits()) == (ROOT / "sources" / "limits.yml").read_text(encoding="utf-8")


def test_an_empty_folder_and_the_one_we_stand_in_are_taken(here: Path, run: Run) -> None:
    (here / "new").mkdir()
    assert run("init", "new").code == 0
    (here / "Second Round").mkdir()
    os.chdir(here / "Second Round")
    assert run("init", str(here / "Second Round")).code == 0
    assert read_described(here / "Second Round" / "sources").name == "second-round"


def test_what_is_there_is_named_and_left_as_it_is(here: Path, run: Run) -> None:
    (here / "old").mkdir()
    for name in "abcdefg":
        (here / "old" / name).write_text(name, encoding="utf-8")
    outcome = run("init", "old")
    assert (
        outcome.code == 2 and "old is not empty: there is a, b, c, d, e and 2 more. Nothing was written" in outcome.err
    )
    assert files(here) == [f"old/{name}" for name in "abcdefg"]
    outcome = run("init", "old/a")
    assert outcome.code == 2 and "old/a is there already and is no folder" in outcome.err
    (here / "link").symlink_to(here / "nowhere")
    assert run("init", "link").code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x", "--name", "Harbour Talks"], "`name` must be small letters"),
        (["x", "--title", " "], "`title` is empty"),
        (["x", "--licence", "MIT"], "`licence` must be one of CC-BY-4.0"),
        (["мир"], "say what to call it with --name"),
    ],
)
def test_values_that_do_not_fit_write_nothing(arguments: list[str], said: str, here: Path, run: Run) -> None:
    outcome = run("init", *arguments)
    assert outcome.code == 2 and said in outcome.err
    assert list(here.iterdir()) == []


def test_a_machine_that_fails_half_way_leaves_nothing(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(starting.os, "rename", full)
    outcome = run("init", "new")
    assert outcome.code == 3 and "new cannot be made: No space left on device" in outcome.err
    assert list(here.iterdir()) == []


@pytest.mark.slow
def test_parley_builds_there_with_its_own_names_and_verbs(here: Path, run: Run) -> None:
    """A dataset about invented parties: two processes read, so that added rows must reach both."""
    assert run("init", "quay", "--licence", "CC0-1.0").code == 0
    os.chdir(here / "quay")
    texts = {
        "a.txt": "Talks\n\nThe Quayfolk Assembly craved a ceasefire from Norway on Monday. Norway rejected the demand.\n",
        "b.txt": "More talks\n\nQFA demanded on Friday that Norway release the prisoners.\n",
    }
    for name, text in texts.items():
        Path(name).write_text(text, encoding="utf-8")
    assert run("add", *texts, "--published", "2030-05-01").code == 0
    for name in texts:
        Path(name).unlink()
    verb = copied("demand_frames", "demand", frame="crave", lemma="crave")
    write(Path("sources"), organisations=UNION, organisation_names=NAMES + "QFA,quayfolk-assembly,own\n",
          demand_frames=verb)  # fmt: skip
    outcome = run("build", "--jobs", "2")
    assert outcome.code == 0, outcome.err
    assert info_of(Path()).title == "Quay"
    parties = run("query", "select party_id, type from parties order by 1", "--format", "csv").out
    assert parties.splitlines()[1:] == ["party:nor,state", "party:quayfolk-assembly,union"]
    demands = run("query", "select distinct method from evidence where method = 'frame:crave'", "--format", "csv").out
    assert "frame:crave" in demands
    assert run("check").code == 0
    assert run("status", "--check").code == 0
    again = Path("datapackage.json").read_bytes()
    assert run("build", "--jobs", "1", "--no-cache").code == 0
    assert Path("datapackage.json").read_bytes() == again


def test_the_tables_that_can_be_extended_stand_there_with_their_first_lines(here: Path, run: Run) -> None:
    assert run("init", "talks").code == 0
    lines = (here / "talks/sources/reference/README.md").read_text(encoding="utf-8").splitlines()
    for table in TABLES:
        head = (ROOT / "pipeline/reference" / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
        [at] = [at for at, line in enumerate(lines) if line.startswith(f"`{table}.csv`, of ")]
        assert lines[at + 3] == head
