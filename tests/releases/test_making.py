"""Making a release: what is refused, what is written, and that all of it is written or nothing."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pipeline.check import Report
from pipeline.errors import CallError, CheckError, InputError, MachineError, ParleyError
from pipeline.publish import publish, swap
from pipeline.publish.described import parse_described
from pipeline.publish.package import LICENCES
from pipeline.releases import look_back
from pipeline.releases.making import make_release
from pipeline.releases.released import read_released
from tests.dying import Killed, failing
from tests.releases.conftest import Publish, Release, contents, hurry
from tests.releases.snapshots import BEA, FORCES, small, with_cell, with_rows, with_table, without_rows


def described(root: Path) -> str:
    return str(json.loads((root / "datapackage.json").read_text())["version"])


def test_the_first_release_is_0_1_0_and_its_files_know_it(published: Publish, release: Release) -> None:
    root = published()
    made = release(root)
    kept = read_released(root)
    assert (made.version, made.date, made.again) == ("0.1.0", "2031-06-01", False)
    assert made.archive.is_file() and described(root) == "0.1.0"
    assert kept and (kept.version, kept.date) == ("0.1.0", "2031-06-01")
    assert (root / "dist/reports/changes.md").read_text().splitlines()[2:] == [
        "Compared with release 0.1.0 of 2031-06-01: nothing changed."
    ]
    assert kept.changes.startswith(b"# Changes\n\nNo release yet: all of this is new. It would be version 0.1.0.")
    assert str(made).startswith(f"Release 0.1.0 of 2031-06-01: {made.archive}.")


def test_what_is_to_be_kept_is_what_is_there(published: Publish, release: Release) -> None:
    root = published()
    (root / "CITATION.cff").unlink(missing_ok=True)
    assert str(release(root)).splitlines()[1] == "Keep datapackage.json, dist/ and CHANGELOG.md: they know of it now."


def test_the_next_build_leaves_what_the_release_left(published: Publish, release: Release) -> None:
    root = published()
    release(root)
    after = contents(root)
    published()
    assert {name: content for name, content in contents(root).items() if name != "CHANGELOG.md"} == {
        name: content for name, content in after.items() if name != "CHANGELOG.md"
    }


def test_a_dataset_of_ones_own_stays_what_it_calls_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)
    own = parse_described("name: quay\ntitle: Quay talks\nlicence: CC0-1.0\ncontributors: [A. Reader]\n")
    publish(dict(small().tables), Report(()), tmp_path, own)
    with zipfile.ZipFile(make_release(tmp_path, tmp_path, version=None, on="2031-06-01").archive) as archive:
        package, card, cited = (
            archive.read(name).decode() for name in ("datapackage.json", "README.md", "CITATION.cff")
        )
    assert json.loads(package)["name"] == "quay" and json.loads(package)["licenses"] == [LICENCES["CC0-1.0"]]
    assert card.startswith("# Quay talks\n") and card.endswith("A. Reader: Quay talks, version 0.1.0, 2031-06-01.\n")
    assert "license: CC0-1.0" in cited and "- name: A. Reader" in cited
    assert json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["title"] == "Quay talks"


def test_later_releases_are_raised_by_what_changed(published: Publish, release: Release) -> None:
    root = published()
    assert release(root).version == "0.1.0"
    published(with_cell(small(), "demands", FORCES, "summary", "other words"))
    assert described(root) == "0.1.1"
    assert release(root).version == "0.1.1"
    published(with_rows(small(), "people", BEA))
    assert release(root).version == "0.2.0"


def test_a_higher_version_may_be_asked_for_and_a_lower_one_not(published: Publish, release: Release) -> None:
    root = published()
    with pytest.raises(CallError, match=r"0\.0\.9 is too low: this is the first release, so it is 0\.1\.0 at least"):
        release(root, "0.0.9")
    assert release(root, "1.0.0").version == "1.0.0"
    published(with_rows(small(), "people", BEA))
    before = contents(root)
    for low in ("1.0.0", "1.0.1", "0.9.0"):
        with pytest.raises(CallError, match=r"new data or other values since release 1\.0\.0, so it is 1\.1\.0"):
            release(root, low)
    assert contents(root) == before
    assert release(root, "1.5.0").version == "1.5.0"
    assert described(root) == "1.5.0"
    kept = read_released(root)
    assert kept and b"version 1.1.0 at least; it is released as 1.5.0" in kept.changes
    assert release(root, "2.0.0").version == "2.0.0"  # nothing changed, and still it may be asked for


def test_nothing_changed_makes_the_same_zip_again(published: Publish, release: Release, tmp_path: Path) -> None:
    root = published()
    first = release(root)
    before = contents(root)
    again = release(root, on="2031-09-09", out=tmp_path / "other")
    assert again.again and (again.version, again.date) == ("0.1.0", "2031-06-01")
    assert again.archive.read_bytes() == first.archive.read_bytes()
    assert contents(root) == before and os.listdir(tmp_path / "other") == ["parley-0.1.0.zip"]
    assert str(again).startswith("Nothing has changed since release 0.1.0 of 2031-06-01")


def test_case_75_the_same_dataset_gives_the_same_bytes_in_another_folder(
    published: Publish, release: Release, tmp_path: Path
) -> None:
    one = release(published(root=tmp_path / "one"), out=tmp_path / "out one")
    two = release(published(root=tmp_path / "two"), out=tmp_path / "out two")
    assert one.archive.read_bytes() == two.archive.read_bytes()
    with zipfile.ZipFile(one.archive) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2031, 6, 1)}
        assert archive.namelist() == sorted(archive.namelist())


@pytest.mark.parametrize("day", ["", "yesterday", "2031-02-30", "2031-13-01", "01.06.2031"])
def test_a_wrong_date_is_refused(published: Publish, release: Release, day: str) -> None:
    with pytest.raises(CallError, match="is no date: write it as 2024-05-01"):
        release(published(), on=day)


def test_a_date_before_the_last_release_is_refused(published: Publish, release: Release) -> None:
    root = published()
    release(root)
    published(with_rows(small(), "people", BEA))
    with pytest.raises(CallError, match="2031-05-31 lies before that of the last release, 2031-06-01"):
        release(root, on="2031-05-31")


def test_a_loss_that_nobody_accepted_is_not_released(published: Publish, release: Release) -> None:
    root = published()
    release(root)
    lost = with_table(small(), "evidence", small().tables["evidence"].head(1))
    published(lost)  # straight to dist/: a build would have stopped
    (root / "dist/reports/accepted_losses.csv").unlink()
    before = contents(root)
    with pytest.raises(CheckError, match=r"(?s)not released: more than 20%.*evidence: .*build with --accept-losses"):
        release(root)
    assert contents(root) == before


def test_an_accepted_loss_is_told_and_forgotten_with_the_release(published: Publish, release: Release) -> None:
    root = published()
    release(root)
    lost = with_table(small(), "evidence", small().tables["evidence"].head(1))
    assert any(loss.table == "evidence" for loss in look_back(lost.tables, root).losses)
    published(lost)
    assert not look_back(lost.tables, root).losses
    changes = (root / "dist/reports/changes.md").read_text()
    assert "## Losses that were accepted\n\n- evidence: " in changes
    first = contents(root)
    published(lost)
    assert contents(root) == first
    made = release(root)
    assert "- Accepted: evidence: " in (root / "CHANGELOG.md").read_text()
    assert not (root / "dist/reports/accepted_losses.csv").exists()
    with zipfile.ZipFile(made.archive) as archive:
        assert "dist/reports/accepted_losses.csv" not in archive.namelist()
        assert b"## Losses that were accepted" in archive.read("dist/reports/changes.md")


def test_the_changelog_gets_a_section_and_keeps_what_people_wrote(published: Publish, release: Release) -> None:
    root = published()
    changelog = root / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\nOurs.\n\n## 0.1.0, unreleased\n\n- Mine.\n", encoding="utf-8")
    release(root)
    first = changelog.read_text()
    rows = small().tables["demands"].height
    assert first.startswith("# Changelog\n\nOurs.\n\n## 0.1.0, unreleased\n\n- Mine.\n\n## Data 0.1.0, 2031-06-01\n\n")
    assert f"- demands: {rows}\n" in first
    published(without_rows(small(), "people", person_id="person:ada-moss"))
    release(root, on="2031-07-01")
    text = changelog.read_text()
    assert text.index("Mine") < text.index("## Data 0.2.0, 2031-07-01") < text.index("## Data 0.1.0, 2031-06-01")
    assert "- people: 1 removed\n" in text and "person:ada-moss" in text


def test_the_citation_gets_version_and_date_and_keeps_what_people_wrote(published: Publish, release: Release) -> None:
    root = published()
    citation = root / "CITATION.cff"
    citation.write_text("title: Ours # mine\nversion: 0.0.1\n", encoding="utf-8")
    made = release(root)
    wanted = "title: Ours # mine\nversion: 0.1.0\ndate-released: '2031-06-01'\n"
    assert citation.read_text() == wanted
    with zipfile.ZipFile(made.archive) as archive:
        assert archive.read("CITATION.cff").decode() == wanted


def test_a_dataset_without_citation_gets_one_in_the_zip_file_alone(published: Publish, release: Release) -> None:
    root = published()
    with zipfile.ZipFile(release(root).archive) as archive:
        found = archive.read("CITATION.cff").decode()
    assert "version: 0.1.0\ndate-released: '2031-06-01'\n" in found
    assert not (root / "CITATION.cff").exists()


def test_metadata_has_the_date_of_the_release_until_something_changes(published: Publish, release: Release) -> None:
    root = published()
    croissant = root / "dist/metadata/croissant.json"
    assert "datePublished" not in json.loads(croissant.read_text())
    with zipfile.ZipFile(release(root).archive) as archive:
        given = archive.read("dist/metadata/croissant.json")
        assert {"dist/exports/events_gdelt.csv", "dist/charts/none.svg"} <= set(archive.namelist())
    assert json.loads(given)["datePublished"] == "2031-06-01"
    assert croissant.read_bytes() == given
    published()
    assert croissant.read_bytes() == given
    published(with_rows(small(), "people", BEA))
    found = json.loads(croissant.read_text())
    assert "datePublished" not in found and found["version"] == "0.2.0"


@pytest.mark.parametrize("name", ["CHANGELOG.md", "CITATION.cff"])
def test_a_file_beside_that_is_no_text_is_left_alone(published: Publish, release: Release, name: str) -> None:
    root = published()
    (root / name).write_bytes(b"\xff\xfe")
    before = contents(root)
    with pytest.raises(InputError, match="is not UTF-8"):
        release(root)
    assert contents(root) == before


def test_a_folder_in_the_place_of_the_zip_is_told(published: Publish, release: Release, tmp_path: Path) -> None:
    (tmp_path / "out/parley-0.1.0.zip").mkdir(parents=True)
    with pytest.raises(CallError, match="is a folder: move it away"):
        release(published())


def test_a_folder_for_the_zip_that_cannot_be_made_is_told(published: Publish, release: Release, tmp_path: Path) -> None:
    root = published()
    before = contents(root)
    with pytest.raises(MachineError, match="nothing has changed"):
        release(root, out=root / "datapackage.json" / "out")
    assert contents(root) == before


def test_hidden_and_foreign_files_of_dist_are_not_given_away(published: Publish, release: Release) -> None:
    root = published()
    (root / "dist/.secret").write_text("x")
    (root / "dist/parley.duckdb.wal").write_text("x")
    (root / "dist/link.csv").symlink_to("/etc/hostname")
    with zipfile.ZipFile(release(root).archive) as archive:
        assert not {"dist/.secret", "dist/parley.duckdb.wal", "dist/link.csv"} & set(archive.namelist())


def test_a_damaged_copy_of_the_last_release_is_told(published: Publish, release: Release) -> None:
    root = published()
    release(root)
    for name, content in (
        ("demands.parquet", b"PAR1"),
        ("release.json", b"[]"),
        ("release.json", b"{"),
        ("changes.md", b""),
    ):
        file = root / "dist/released" / name
        right = file.read_bytes()
        file.write_bytes(content)
        with pytest.raises(InputError, match="git checkout -- dist/released"):
            read_released(root)
        file.write_bytes(right)
    (root / "dist/released/release.json").unlink()
    with pytest.raises(InputError, match="git checkout -- dist/released"):
        read_released(root)


# All or nothing: every rename of a release is made to fail, and its writing at several places.


@pytest.fixture
def waiting_for_0_2_0(changed_since: tuple[Path, Path], quick: None, tmp_path: Path) -> Path:
    """A dataset that was released, and has changed since; everything lies below the folder that is returned."""
    return Path(shutil.copytree(changed_since[0], tmp_path, dirs_exist_ok=True))


@pytest.fixture
def all_new(changed_since: tuple[Path, Path]) -> dict[str, bytes]:
    """What the folder holds after the release."""
    return contents(changed_since[1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "call"),
    [("rename", 1), ("rename", 2), ("rename", 3), ("replace", 1), ("replace", 2), ("replace", 3),
     ("fsync", 1), ("fsync", 50), ("fsync", 98), ("fsync", 100), ("fsync", 102), ("fsync", 105)],
)  # fmt: skip
def test_a_step_that_fails_leaves_all_as_it_was(
    waiting_for_0_2_0: Path, all_new: dict[str, bytes], release: Release, monkeypatch: pytest.MonkeyPatch,
    function: str, call: int,
) -> None:  # fmt: skip
    root, before = waiting_for_0_2_0 / "data", contents(waiting_for_0_2_0)
    with monkeypatch.context() as patch:
        patch.setattr(os, function, failing(getattr(os, function), call))
        with pytest.raises(MachineError, match="No space left on device"):
            release(root)
    assert contents(waiting_for_0_2_0) == before
    release(root)
    assert contents(waiting_for_0_2_0) == all_new


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("function", "call"),
    [("rename", 1), ("rename", 2), ("rename", 3), ("replace", 1), ("replace", 2), ("replace", 3),
     ("fsync", 100)],
)  # fmt: skip
def test_case_71_a_release_that_is_killed_is_finished_or_undone_by_the_next_run(
    waiting_for_0_2_0: Path, all_new: dict[str, bytes], release: Release, monkeypatch: pytest.MonkeyPatch,
    function: str, call: int, after: bool,
) -> None:  # fmt: skip
    root, before = waiting_for_0_2_0 / "data", contents(waiting_for_0_2_0)
    with monkeypatch.context() as patch:
        patch.setattr(os, function, failing(getattr(os, function), call, Killed, after=after))
        patch.setattr(swap.shutil, "rmtree", lambda *_, **__: None)
        patch.setattr(swap, "_remove", lambda file: None)
        with pytest.raises(Killed):
            release(root)
    monkeypatch.setattr(swap, "_is_running", lambda process: False)
    swap.recover(root)
    swap.clear_waiting(waiting_for_0_2_0 / "out")
    past_return = function == "replace" or (function == "rename" and (call > 1 or after))
    assert contents(waiting_for_0_2_0) == (all_new if past_return else before)
    release(root)
    assert contents(waiting_for_0_2_0) == all_new


def test_a_finished_swap_that_fails_midway_is_undone_whole(
    waiting_for_0_2_0: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run is killed after the descriptor has come; the next run cannot put the changelog in place."""
    root, before = waiting_for_0_2_0 / "data", contents(waiting_for_0_2_0)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing(os.replace, 1, Killed, after=True))
        patch.setattr(swap.shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(Killed):
            release(root)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing(os.replace, 1))
        with pytest.raises(OSError, match="No space"):
            swap.recover(root)
    monkeypatch.setattr(swap, "_is_running", lambda process: False)
    swap.clear_waiting(waiting_for_0_2_0 / "out")
    assert contents(waiting_for_0_2_0) == before


def test_the_database_that_cannot_be_written_leaves_all_as_it_was(
    waiting_for_0_2_0: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_database(*_: object) -> None:
        raise MachineError("The DuckDB file parley.duckdb could not be written: no room")

    before = contents(waiting_for_0_2_0)
    monkeypatch.setattr("pipeline.releases.making.write_database", write_database)
    with pytest.raises(ParleyError, match="nothing has changed"):
        release(waiting_for_0_2_0 / "data")
    assert contents(waiting_for_0_2_0) == before


@pytest.mark.parametrize("told", [["/etc/hostname", "/tmp/x"], ["a", "b", "c"], "x", {}, [1, 2]])
def test_an_arrival_that_no_release_wrote_moves_nothing(published: Publish, told: Any, tmp_path: Path) -> None:
    root = published()
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    before = contents(root)
    (root / swap.READY).mkdir()
    for arrival in (told, [str(victim), str(tmp_path / "parley-0.1.0.zip")], [str(victim), str(victim)]):
        (root / swap.READY / swap.ARRIVAL).write_text(json.dumps(arrival))
        swap.recover(root)
        assert victim.read_text() == "mine" and contents(root) == before
        (root / swap.READY).mkdir()
