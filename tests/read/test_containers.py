"""What all containers share: names, copies, files that change, containers within archives (numbered cases 20 to 24)."""

from __future__ import annotations

import gzip
import io
import json
import os
import tempfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.read import Limits, Quarantined, Unusable, read_again, read_folder
from pipeline.read.archives import gzipped, zipped
from pipeline.read.records import jsonl, table
from pipeline.read.sources import Source

TEXT = "Norland rejected the plan. Its envoy demanded a ceasefire."


def lines(*texts: str) -> bytes:
    return "".join(json.dumps({"id": f"a{i}", "text": text}) + "\n" for i, text in enumerate(texts)).encode()


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


def mail(text: str) -> bytes:
    made = EmailMessage()
    made["Subject"] = "x"
    made.set_content(text)
    return made.as_bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [("n.zip", zip_of(a_txt=TEXT.encode())), ("n.jsonl", lines(TEXT)), ("n.csv", f"text\n{TEXT}\n".encode()),
     ("n.txt.gz", gzip.compress(TEXT.encode(), mtime=0))],
)  # fmt: skip
def test_case_20_a_member_that_equals_a_file_is_one_document(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    found = read_folder(tmp_path)
    assert [one.path for one in found.documents] == ["a.txt"]
    assert [(one.path.startswith(name), one.reason) for one in found.quarantined] == [(True, "duplicate")]


def test_case_20_the_member_that_is_published_stays(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_bytes(lines(TEXT))
    (before,) = read_folder(tmp_path).documents
    (tmp_path / "a.jsonl").write_bytes(lines(TEXT))
    found = read_folder(tmp_path, known={before.sha256: before.path})
    assert [one.path for one in found.documents] == ["b.jsonl!/a0"]


def test_the_media_type_is_that_of_the_format(tmp_path: Path) -> None:
    names = {"a.txt": "text/plain", "b.md": "text/markdown", "c.md.gz": "text/markdown", "d.eml": "message/rfc822"}
    for name in names:
        text = f"{name} {TEXT}"
        content = mail(text) if name == "d.eml" else text.encode()
        (tmp_path / name).write_bytes(gzip.compress(content) if name == "c.md.gz" else content)
    assert {one.path: one.media_type for one in read_folder(tmp_path).documents} == names


def test_case_22_a_folder_that_looks_like_a_container_is_told(tmp_path: Path) -> None:
    (tmp_path / "news!").mkdir()
    (tmp_path / "news!" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "peace!.txt").write_text(TEXT, encoding="utf-8")
    found = read_folder(tmp_path)
    assert [one.path for one in found.documents] == ["peace!.txt"]
    assert [(one.path, one.reason) for one in found.quarantined] == [("news!/a.txt", "name")]


@pytest.mark.parametrize("name", ["n.zip", "n.gz", "n.jsonl", "n.csv", "n.parquet", "n.eml", "n.warc", "n.warc.gz"])
def test_case_23_odd_containers_are_left_out_without_a_hang(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    (tmp_path / f"loop-{name}").symlink_to(tmp_path / f"loop-{name}")
    (tmp_path / f"folder-{name}").mkdir()
    (tmp_path / f"empty-{name}").write_bytes(b"")
    found = read_folder(tmp_path)
    assert found.documents == ()
    assert {one.path.partition("-")[0]: one.reason for one in found.quarantined} == {
        "empty": "empty", "folder": "format", "loop": "link", name.partition("-")[0]: "format",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["n.jsonl", "n.csv"])
@pytest.mark.parametrize("change", ["written", "replaced", "removed"])
def test_case_24_a_file_that_changes_while_it_is_read_is_told(tmp_path: Path, name: str, change: str) -> None:
    file = tmp_path / name
    header = b"id,text\n" if name == "n.csv" else b""
    rows = [
        f"a{i},{TEXT} {i}\n".encode() if name == "n.csv" else lines(f"{TEXT} {i}").replace(b"a0", b"a%d" % i)
        for i in range(3)
    ]
    file.write_bytes(header + b"".join(rows))
    found = (table if name == "n.csv" else jsonl).members(Source(name, name, file), Limits())
    assert isinstance(next(found), Source)
    if change == "written":
        file.write_bytes(header + b"".join(rows) * 2)
    elif change == "replaced":
        other = tmp_path / "other"
        other.write_bytes(header + b"".join(rows[::-1]))
        other.replace(file)
    else:
        file.unlink()
    with pytest.raises(Unusable) as caught:
        list(found)
    assert caught.value.reason == "unreadable"


def test_case_24_a_container_that_vanishes_gives_no_members(tmp_path: Path) -> None:
    (tmp_path / "n.jsonl").write_bytes(lines(TEXT))
    assert list(read_again(["n.jsonl!/a0", "gone.jsonl!/a0"], tmp_path)) == ["n.jsonl!/a0"]


@pytest.mark.parametrize("pack", [lambda data: ("n.jsonl.gz", gzip.compress(data)), lambda data: ("n.zip", zip_of(n_jsonl=data))],
                         ids=["gz", "zip"])  # fmt: skip
def test_a_packed_container_may_be_larger_than_one_document(tmp_path: Path, pack: object) -> None:
    name, content = pack(lines(*(f"{TEXT} {i}" for i in range(100))))  # type: ignore[operator]
    (tmp_path / name).write_bytes(content)
    before = set(Path(tempfile.gettempdir()).glob("parley-*"))
    found = read_folder(tmp_path, Limits(document_bytes=2_000))
    assert (len(found.documents), found.quarantined) == (100, ())
    assert found.documents[0].path == ("n.jsonl.gz!/a0" if name.endswith(".gz") else "n.zip!/n.jsonl!/a0")
    assert set(Path(tempfile.gettempdir()).glob("parley-*")) <= before
    small = read_folder(tmp_path, Limits(document_bytes=2_000, container_bytes=4_000))
    assert ([one.reason for one in small.quarantined], small.documents) == (["too_large"], ())


@pytest.mark.parametrize("reader", [gzipped, zipped])
def test_a_packed_container_that_is_cut_off_is_told(reader: object) -> None:
    data = os.urandom(3_000).hex().encode()
    packed = gzip.compress(data)[:-100] if reader is gzipped else zip_of(n_jsonl=data).replace(data[:1], data[:1])
    source = Source("n.jsonl.gz", "n.jsonl.gz", packed)
    if reader is gzipped:
        with pytest.raises(Unusable) as caught:
            list(gzipped.members(source, Limits()))
        assert caught.value.reason == "damaged"
        return
    broken = bytearray(packed)
    broken[60] ^= 0xFF
    (one,) = zipped.members(Source("n.zip", "n.zip", bytes(broken)), Limits())
    assert isinstance(one, Quarantined) and one.reason == "damaged"


def test_containers_within_containers_count_against_the_depth(tmp_path: Path) -> None:
    inner = zip_of(n_jsonl=lines(TEXT), m_eml=mail(TEXT + " It did."))
    (tmp_path / "n.zip").write_bytes(inner)
    (tmp_path / "deep.zip").write_bytes(zip_of(b_zip=zip_of(c_zip=zip_of(d_zip=inner))))
    found = read_folder(tmp_path)
    assert [one.path for one in found.documents] == ["n.zip!/m.eml", "n.zip!/n.jsonl!/a0"]
    assert {one.reason for one in found.quarantined} == {"depth"}


def test_more_members_than_the_limit_are_refused_and_those_before_are_read(tmp_path: Path) -> None:
    (tmp_path / "n.jsonl").write_bytes(lines(*(f"{TEXT} {i}" for i in range(10))))
    found = read_folder(tmp_path, Limits(members=4))
    assert len(found.documents) == 4
    assert [(one.path, one.reason) for one in found.quarantined] == [("n.jsonl", "too_large")]
