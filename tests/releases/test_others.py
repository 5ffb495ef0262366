"""`parley diff OTHER`: whatever file or folder it is given, it answers in one sentence and writes nothing."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.__main__ import main
from pipeline.errors import InputError
from pipeline.releases import compare, read_other
from tests.releases.conftest import contents
from tests.releases.snapshots import small

DEMANDS = "dist/parquet/demands.parquet"


def parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def zipped(path: Path, files: dict[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packed) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


GOOD = {DEMANDS: parquet(small().tables["demands"])}


def test_an_archive_is_read_in_place(tmp_path: Path) -> None:
    other = read_other(zipped(tmp_path / "x.zip", GOOD))
    assert list(other.tables) == ["demands"] and not compare(other, small()).tables
    assert os.listdir(tmp_path) == ["x.zip"]


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "cannot be read as a zip file of a release"), (b"hello", "File is not a zip file"),
     (b"PK\x03\x04" + b"\0" * 50, "cannot be read as a zip file"), (b"\xff" * 5000, "cannot be read as a zip file")],
)  # fmt: skip
def test_what_is_no_zip_file_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_other(tmp_path / "x.zip")


def test_a_truncated_or_damaged_archive_is_told(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "x.zip", GOOD, zipfile.ZIP_STORED).read_bytes()
    numbers = random.Random(1)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(numbers.randint(1, 30)):
            damaged[numbers.randrange(len(damaged))] = numbers.randrange(256)
        for content in (bytes(damaged), whole[: numbers.randrange(len(whole))]):
            (tmp_path / "x.zip").write_bytes(content)
            try:
                read_other(tmp_path / "x.zip")
            except InputError as error:
                assert "x.zip" in str(error)


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    """Past the checksum of the zip file: the Parquet file itself is wrong."""
    numbers = random.Random(2)
    for _ in range(60):
        damaged = bytearray(GOOD[DEMANDS])
        for _ in range(numbers.randint(1, 8)):
            damaged[numbers.randrange(len(damaged))] = numbers.randrange(256)
        path = zipped(tmp_path / "x.zip", {DEMANDS: bytes(damaged[: numbers.choice((None, 900))])})
        try:
            compare(read_other(path), small())
        except InputError as error:
            assert "\n" not in str(error)


def test_paths_that_lead_out_are_left_alone(tmp_path: Path) -> None:
    evil = {"../evil.parquet": b"x", "/etc/evil": b"x", "dist/parquet/../../../evil.parquet": b"x",
            "dist\\parquet\\evil.parquet": b"x", "C:/evil": b"x", "dist/parquet/a/b.parquet": b"x"}  # fmt: skip
    (tmp_path / "in").mkdir()
    path = zipped(tmp_path / "in/x.zip", {**evil, **GOOD})
    before = contents(tmp_path)
    assert list(read_other(path).tables) == ["demands"]
    assert contents(tmp_path) == before


def test_an_archive_of_other_things_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no dataset in .*x\.zip: it has no dist/parquet/"):
        read_other(zipped(tmp_path / "x.zip", {"readme.txt": b"x"}))


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("pipeline.releases.snapshot").releases.snapshot.LARGEST, "parquet", 1_000_000)
    path = zipped(tmp_path / "x.zip", {DEMANDS: b"\0" * 1_000_001})
    assert path.stat().st_size < 5000
    with pytest.raises(InputError, match=r"claims to have 1,000,001 bytes, more than the 1,000,000 allowed"):
        read_other(path)


def test_an_entry_that_hides_its_size_gives_no_more_than_it_claims(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {DEMANDS: b"\0" * 5_000_000})
    lied = path.read_bytes().replace((5_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    path.write_bytes(lied)
    with pytest.raises(InputError, match="cannot be read"):
        read_other(path)


def test_a_table_of_too_many_rows_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.releases.snapshot.MOST_CELLS", 10_000)
    many = parquet(pl.select(demand_id=pl.repeat("x", 100_000)))
    with pytest.raises(InputError, match="claims to have 100,000 rows, more than can be compared"):
        read_other(zipped(tmp_path / "x.zip", {DEMANDS: many}))


def test_too_many_tables_are_not_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has 501 tables"):
        read_other(zipped(tmp_path / "x.zip", {f"dist/parquet/t{number}.parquet": b"" for number in range(501)}))


def test_an_encrypted_entry_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", GOOD, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(InputError, match="encrypted"):
        read_other(path)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("datapackage.json", b"{", "datapackage.json of .* is not JSON"), ("datapackage.json", b"\xff", "is not JSON"),
     ("datapackage.json", b"[]", "is not a JSON object"), ("datapackage.json", b"[" * 100_000, "is not JSON"),
     ("dist/schemas/demands.json", b"{}", None), ("dist/schemas/demands.json", b'{"fields": 3}', "is no Table Schema"),
     ("dist/schemas/demands.json", b'{"fields": [1], "primaryKey": []}', "is no Table Schema"),
     ("dist/schemas/demands.json", b'{"fields": [], "primaryKey": ["nothing"]}', "lacks the key column nothing"),
     ("dist/schemas/demands.json", b'{"fields": [], "primaryKey": "demand_id"}', None),
     ("dist/schemas/demands.json", b'{"fields": [], "primaryKey": [[1]]}', "lacks the key column"),
     ("datapackage.json", b'{"resources": 3, "version": 4}', None),
     ("datapackage.json", b'{"resources": [{"name": ["demands"]}]}', None)],
)  # fmt: skip
def test_descriptions_that_are_wrong_are_told(tmp_path: Path, name: str, content: bytes, told: str | None) -> None:
    path = zipped(tmp_path / "x.zip", {**GOOD, name: content})
    if told is None:
        compare(read_other(path), small())
        return
    with pytest.raises(InputError, match=told):
        read_other(path)


Columns = Callable[[pl.DataFrame], pl.DataFrame]


@pytest.mark.parametrize(
    ("change", "told"),
    [(lambda f: f.with_columns(summary=pl.concat_list("summary")), "the column 'summary' .*no table of Parley has"),
     (lambda f: f.with_columns(summary=pl.col("summary").cast(pl.Binary)), "the column 'summary'"),
     (lambda f: f.with_columns(pl.lit(1).alias("summary\0before")), "which no table of Parley has"),
     (lambda f: f.select("summary"), None), (lambda f: f.clear(), None),
     (lambda f: f.with_columns(demand_id=pl.int_range(pl.len())), None),
     (lambda f: f.with_columns(summary=pl.lit(None)), None),
     (lambda f: f.with_columns(summary=pl.lit(1.5), status=pl.lit(True)), None),
     (lambda f: pl.concat([f, f]), "two rows with one key")],
)  # fmt: skip
def test_case_76_tables_of_another_schema_are_compared_or_refused(
    tmp_path: Path, change: Columns, told: str | None
) -> None:
    path = zipped(tmp_path / "x.zip", {DEMANDS: parquet(change(small().tables["demands"]))})
    if told is None:
        compare(read_other(path), small())
        return
    with pytest.raises(InputError, match=told):
        compare(read_other(path), small())


def test_redirects_of_another_schema_do_not_stop_it(tmp_path: Path) -> None:
    odd = parquet(pl.DataFrame({"from": ["a"], "to": ["b"]}))
    other = read_other(zipped(tmp_path / "x.zip", {**GOOD, "dist/parquet/id_redirects.parquet": odd}))
    compare(other, small())
    compare(small(), other)


@pytest.mark.parametrize("named", ["../dist", "../dist/parquet/..", ".", ".."])
def test_dist_stands_for_its_dataset_however_it_is_named(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / DEMANDS
    file.parent.mkdir(parents=True)
    file.write_bytes(GOOD[DEMANDS])
    monkeypatch.chdir(tmp_path / "dist")
    assert list(read_other(Path(named)).tables) == ["demands"]


def test_links_in_a_folder_lead_to_an_answer(tmp_path: Path) -> None:
    folder = tmp_path / "dist/parquet"
    folder.mkdir(parents=True)
    (folder / "demands.parquet").symlink_to("/etc/hostname")
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        read_other(tmp_path)
    (folder / "demands.parquet").unlink()
    (folder / "demands.parquet").symlink_to(folder / "demands.parquet")
    os.mkfifo(folder / "people.parquet")
    with pytest.raises(InputError, match="there is no dataset in"):
        read_other(tmp_path)


def test_a_link_in_an_archive_is_no_table(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo(DEMANDS)
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(entry, "/etc/hostname")
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        read_other(tmp_path / "x.zip")


def test_the_command_says_it_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], repository: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no")
    data = ["--data", str(repository)]
    for other, told in ((tmp_path / "x.zip", "as a zip file"), (tmp_path / "none", "there is no"),
                        (tmp_path, "no dataset in")):  # fmt: skip
        assert main(["diff", str(other), *data]) == 2
        out, err = capsys.readouterr()
        assert not out and told in err and err.count("\n") == 1 and err.startswith("parley: ")


def test_what_another_dataset_says_cannot_act_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], repository: Path
) -> None:
    row = pl.DataFrame({"demand_id": ["demand:x\x1b[31m"], "summary": ["\x1b]0;owned\x07"], "\u202esummary": ["x"]})
    schema = {"fields": [{"name": "demand_id", "type": "string\x1b[31m"}], "primaryKey": ["demand_id"]}
    files = {DEMANDS: parquet(row.drop("\u202esummary")), "dist/schemas/demands.json": json.dumps(schema).encode()}
    assert main(["diff", str(zipped(tmp_path / "x.zip", files)), "--data", str(repository)]) == 0
    assert "\x1b" not in capsys.readouterr().out
    files = {DEMANDS: parquet(row)}
    assert main(["diff", str(zipped(tmp_path / "x.zip", files)), "--data", str(repository)]) == 2
    assert "\u202e" not in capsys.readouterr().err
