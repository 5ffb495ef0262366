"""A dry run writes nothing and says what the build then does; an empty dataset is never published."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.__main__ import main
from pipeline.build import build
from pipeline.check import Report
from pipeline.errors import CheckError, InputError
from pipeline.publish import swap
from pipeline.releases import compare, read_dataset
from pipeline.releases.telling import counted, merged_and_gone, total
from tests.publish.conftest import GOOD
from tests.releases.conftest import contents
from tests.test_build import STUB, TEXT, sources

pytestmark = pytest.mark.slow

MANY = {f"t{number}": f"Again {number}: {TEXT}" for number in range(5)}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No database and no full check, which have tests of their own."""

    def check_tables(*_: object) -> Report:
        return GOOD

    monkeypatch.setattr("pipeline.check.check_tables", check_tables)
    monkeypatch.setattr("pipeline.check.warm", lambda *more: SimpleNamespace(join=lambda: None))
    monkeypatch.setattr(
        "pipeline.publish.database.write_database", lambda parquet, file, digest: file.write_bytes(b"db")
    )


def built(folder: Path, dry_run: bool = False, accept: bool = False) -> tuple[str, ...]:
    return build(
        folder / "sources", folder, dry_run=dry_run, accept_losses=accept, extract=STUB, use_cache=False
    ).would_change


def test_the_first_dry_run_says_that_all_is_new(tmp_path: Path) -> None:
    sources(tmp_path, **MANY)
    before = contents(tmp_path)
    lines = built(tmp_path, dry_run=True)
    assert contents(tmp_path) == before
    built(tmp_path)
    rows = sum(frame.height for frame in read_dataset(tmp_path).tables.values())
    assert lines == (f"There is no dataset yet: all {rows:,} rows would be new.",)


@pytest.mark.parametrize("change", ["nothing", "a text more", "a text less", "another text"])
def test_what_a_dry_run_says_is_what_the_build_does(tmp_path: Path, change: str) -> None:
    sources(tmp_path, **MANY)
    built(tmp_path)
    seeds = tmp_path / "sources/seeds"
    if change == "a text more":
        (seeds / "more.txt").write_text(f"More. {TEXT}")
    elif change == "a text less":
        (seeds / "t0.txt").unlink()
    elif change == "another text":
        (seeds / "t0.txt").write_text(f"Some other words. {TEXT}")
    before, standing = contents(tmp_path), read_dataset(tmp_path)
    lines = built(tmp_path, dry_run=True)
    assert contents(tmp_path) == before
    built(tmp_path)
    done = compare(standing, read_dataset(tmp_path))
    assert lines[0] == f"Against the dataset in dist/: {total(done)}."
    assert [line.strip() for line in lines[1:]] == [*counted(done), *merged_and_gone(done)]
    assert (change == "nothing") is done.is_empty


def test_a_dry_run_says_that_a_build_would_stop(tmp_path: Path) -> None:
    sources(tmp_path, **MANY)
    built(tmp_path)
    for number in range(3):
        (tmp_path / f"sources/seeds/t{number}.txt").unlink()
    before = contents(tmp_path)
    last = built(tmp_path, dry_run=True)[-1]
    assert last.startswith("A build would stop: more than 20% of some tables or columns is gone, compared with the")
    assert "\n  documents: 5 rows before, 2 now (60% fewer)\n" in last
    with pytest.raises(CheckError, match="nothing is published: more than 20% of some tables"):
        built(tmp_path)
    assert contents(tmp_path) == before


def test_a_loss_is_accepted_once_and_kept_with_the_dataset(tmp_path: Path) -> None:
    sources(tmp_path, **MANY)
    built(tmp_path)
    for number in range(3):
        (tmp_path / f"sources/seeds/t{number}.txt").unlink()
    built(tmp_path, accept=True)
    first = contents(tmp_path)
    assert b"documents,,5,2\n" in first["dist/reports/accepted_losses.csv"]
    assert b"- documents: 5 rows before, 2 now (60% fewer)" in first["dist/reports/changes.md"]
    built(tmp_path)
    assert contents(tmp_path) == first
    sources(tmp_path, **MANY)
    built(tmp_path)
    assert "dist/reports/accepted_losses.csv" not in contents(tmp_path)


@pytest.mark.parametrize("texts", [{}, {"empty": ""}, {"blank": " \n\n "}])
def test_sources_without_a_text_never_publish(tmp_path: Path, texts: dict[str, str]) -> None:
    sources(tmp_path, **MANY)
    built(tmp_path)
    shutil.rmtree(tmp_path / "sources/seeds")
    sources(tmp_path, **texts)
    before = contents(tmp_path)
    for flags in ((False, False), (False, True), (True, True)):
        with pytest.raises(InputError):
            built(tmp_path, *flags)
    assert contents(tmp_path) == before


def test_texts_in_which_nothing_is_found_never_publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.resolve import Resolution
    from pipeline.schema import TABLES

    sources(tmp_path, **MANY)
    built(tmp_path)
    before = contents(tmp_path)
    empty = Resolution({name: table.frame([]) for name, table in TABLES.items()}, (), None)  # type: ignore[arg-type]
    monkeypatch.setattr("pipeline.corrections.resolve_corrected", lambda *_: empty)
    for accept in (False, True):
        with pytest.raises(CheckError, match="an empty dataset is not published"):
            built(tmp_path, accept=accept)
    assert contents(tmp_path) == before


def test_an_empty_folder_of_sources_is_told_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sources/seeds").mkdir(parents=True)
    assert main(["build", "--sources", str(tmp_path / "sources"), "--out", str(tmp_path), "--accept-losses"]) == 2
    assert "there is no text in" in capsys.readouterr().err and not (tmp_path / "dist").exists()


def test_a_build_after_a_kill_in_the_middle_of_a_swap_keeps_the_ids(tmp_path: Path) -> None:
    """The dataset lies aside at that moment: a build that did not bring it back first would give new ids."""
    sources(tmp_path, **MANY)
    built(tmp_path)
    before = contents(tmp_path)
    (tmp_path / "dist").rename(tmp_path / swap.OLD)
    built(tmp_path)
    assert contents(tmp_path) == before
