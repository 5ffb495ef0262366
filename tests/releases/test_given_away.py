"""A release for real: built, released and unpacked elsewhere, where it is whole, valid and ready to go on from."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path

import duckdb
import pytest

from pipeline.__main__ import main
from pipeline.build import build
from pipeline.publish.views import read_views
from pipeline.releases import look_back, read_dataset, read_released
from tests.publish.conftest import GOOD
from tests.test_build import STUB, TEXT, sources

pytestmark = pytest.mark.slow

TEXTS = {"a": TEXT, "b": f"Again {TEXT}"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sources, the dataset that was released, and the zip file in `out`."""
    folder = tmp_path_factory.mktemp("made")
    build(sources(folder, **TEXTS), folder, jobs=1, extract=STUB)
    assert main(["release", "--data", str(folder), "--out", str(folder / "out"), "--on", "2031-06-01"]) == 0
    return folder


@pytest.fixture(scope="module")
def unpacked(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip file, unpacked far from where it was made. Read only."""
    folder = tmp_path_factory.mktemp("else where")
    with zipfile.ZipFile(made / "out/parley-0.1.0.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def wrong_sums(folder: Path) -> list[str]:
    """The files that are not as SHA256SUMS says, as `sha256sum --check` would tell."""
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert there == set(sums)
    return [name for name, digest in sums.items() if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest]


def test_all_checksums_are_right(unpacked: Path) -> None:
    assert wrong_sums(unpacked) == []
    if shutil.which("sha256sum"):
        assert not subprocess.run(
            ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=unpacked, check=False
        ).returncode


@pytest.mark.parametrize("name", ["dist/csv/demands.csv", "dist/parquet/demands.parquet", "dist/parley.duckdb",
                                  "datapackage.json", "README.md", "dist/released/release.json"])  # fmt: skip
def test_one_other_byte_is_found(unpacked: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(unpacked, tmp_path / "copy"))
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    assert wrong_sums(copy) == [name]


def test_it_is_a_valid_data_package(unpacked: Path) -> None:
    from frictionless import Package

    report = Package(str(unpacked / "datapackage.json")).validate()
    assert report.valid, report.to_summary()


def test_the_check_passes_there(unpacked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(unpacked)]) == 0
    out = capsys.readouterr().out
    assert "passed" in out, out


def test_the_database_opens_there_and_every_view_answers(unpacked: Path, made: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.duckdb"
    shutil.copy(unpacked / "dist/parley.duckdb", alone)
    assert str(made).encode() not in alone.read_bytes()
    with duckdb.connect(str(alone), read_only=True, config={"enable_external_access": "false"}) as connection:
        for view in read_views():
            if view.parameters is None:
                connection.execute(f"select * from {view.name}").fetchall()
        assert connection.execute("select count(*) from demand_ledger").fetchone() == (1,)


def test_no_file_tells_where_it_was_made(unpacked: Path, made: Path) -> None:
    told = [str(made).encode(), str(Path.home()).encode() + b"/"]
    assert not [
        path for path in unpacked.rglob("*") if path.is_file() and any(one in path.read_bytes() for one in told)
    ]


def test_it_knows_its_release(unpacked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--data", str(unpacked)]) == 0
    assert capsys.readouterr().out == "Against release 0.1.0 of 2031-06-01: nothing changed.\n"


def test_a_build_that_goes_on_from_it_is_told_the_same(unpacked: Path, made: Path, tmp_path: Path) -> None:
    """Version, losses and ids of the next build do not hang on whether one has the repository or the zip file."""
    copy = Path(shutil.copytree(unpacked, tmp_path / "copy"))
    kept, ours = read_released(copy), read_released(made)
    assert kept and ours and kept.files == ours.files
    tables = {**read_dataset(copy).tables}
    tables["evidence"] = tables["evidence"].clear()
    there, here = look_back(tables, copy), look_back(tables, made)
    assert (there.version, there.losses) == (here.version, here.losses) and there.losses


def test_the_zip_file_can_be_compared_with(unpacked: Path, made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(made / "out/parley-0.1.0.zip"), "--data", str(made)]) == 0
    assert capsys.readouterr().out.startswith("Against parley-0.1.0.zip: nothing changed")


def test_a_second_release_is_the_same_bytes(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.check.check_dist", lambda root: GOOD)  # it was checked the first time
    copy = Path(shutil.copytree(made, tmp_path / "copy"))
    shutil.rmtree(copy / "dist/released")
    (copy / "CHANGELOG.md").unlink()
    (copy / "dist/parley.duckdb").unlink()  # as in a fresh clone
    assert main(["release", "--data", str(copy), "--out", str(tmp_path), "--on", "2031-06-01"]) == 0
    assert (tmp_path / "parley-0.1.0.zip").read_bytes() == (made / "out/parley-0.1.0.zip").read_bytes()


def test_a_file_that_was_edited_by_hand_is_not_released(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = Path(shutil.copytree(made, tmp_path / "copy"))
    table = copy / "dist/csv/demands.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Russia", "Norland"), encoding="utf-8", newline="\n")
    assert main(["release", "--data", str(copy), "--out", str(tmp_path / "out")]) == 1
    err = capsys.readouterr().err
    assert "this dataset is not released: it fails" in err and "put the change into sources/ and build again" in err
    assert not (tmp_path / "out").exists()


def test_a_dictionary_that_no_build_wrote_is_not_released(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.check.check_dist", lambda root: GOOD)
    copy = Path(shutil.copytree(made, tmp_path / "copy"))
    with (copy / "dist/data-dictionary.md").open("a") as file:
        file.write("more")
    assert main(["release", "--data", str(copy), "--out", str(tmp_path / "out")]) == 1
    assert "data-dictionary.md is not what a build writes. Run `parley build`" in capsys.readouterr().err
