"""Kept claims of many documents in one file: found like the others, never trusted, told in a manifest."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipeline.cache import ClaimCache, Makers
from pipeline.cache.claims import document_digest, encoded
from pipeline.cache.shards import COLUMNS, MANIFEST, Row, Shards, packed, unpacked
from pipeline.model import Document
from tests.cache.test_claim_cache import DOCUMENT, NOW, extracted, numbered
from tests.stub_extract import extract


def cache(root: Path, now: Makers = NOW) -> ClaimCache:
    return ClaimCache(root / "claims", lambda: now, root / "shards")


def row(document: Document) -> Row:
    claims = encoded(extract(document))
    assert claims is not None
    return Row(document_digest(document), document.document_id, document.path, document.sha256, claims)


def shard(documents: list[Document], made_by: Makers = NOW) -> bytes:
    return packed([row(one) for one in documents], made_by)


def files(root: Path) -> list[Path]:
    return sorted((root / "shards").glob("*.parquet"))


def test_a_file_holds_the_claims_of_its_documents_and_their_makers() -> None:
    content = shard(numbered(3))
    assert unpacked(content) == (NOW, [row(one) for one in numbered(3)])
    frame = pl.read_parquet(io.BytesIO(content))
    assert tuple(frame.columns) == COLUMNS
    assert frame["path"].to_list() == ["0.txt", "1.txt", "2.txt"]


def test_claims_are_found_as_if_each_had_its_own_file(tmp_path: Path) -> None:
    documents = numbered(12)
    kept = cache(tmp_path)
    kept.keep_shard(shard(documents[:5]))
    kept.keep_shard(shard(documents[5:10]))
    for one in (kept, cache(tmp_path)):
        assert [one.load(document) for document in documents[:10]] == [extract(document) for document in documents[:10]]
        assert [one.look(document) for document in documents[8:]] == ["kept", "kept", "absent", "absent"]
    assert extracted(documents, cache(tmp_path)) == ([extract(one) for one in documents], 2)


@pytest.mark.parametrize("maker", ["code", "reference", "software"])
def test_other_makers_void_them(tmp_path: Path, maker: str) -> None:
    other = replace(NOW, **{maker: "other"})
    cache(tmp_path).keep_shard(shard([DOCUMENT]))
    assert cache(tmp_path, other).load(DOCUMENT) is None
    assert cache(tmp_path, other).look(DOCUMENT) == maker
    cache(tmp_path, other).keep_shard(shard([DOCUMENT], other))
    assert cache(tmp_path, other).look(DOCUMENT) == cache(tmp_path).look(DOCUMENT) == "kept"  # each finds its own


def test_claims_of_a_file_of_their_own_that_are_older_do_not_count(tmp_path: Path) -> None:
    cache(tmp_path, replace(NOW, code="older")).keep(extract(DOCUMENT))
    cache(tmp_path).keep_shard(shard([DOCUMENT]))
    assert cache(tmp_path).load(DOCUMENT) == extract(DOCUMENT)


def test_nothing_is_kept_when_the_makers_change_meanwhile(tmp_path: Path) -> None:
    told = [NOW, replace(NOW, reference="edited")]
    ClaimCache(tmp_path / "claims", lambda: told.pop(0), tmp_path / "shards").keep_shard(shard([DOCUMENT]))
    assert files(tmp_path) == []


@pytest.mark.parametrize("at", [0, 10, 400, -300, -9, -1])
def test_a_damaged_file_is_none_and_is_never_parsed(tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cache(tmp_path).keep_shard(shard(numbered(5)))
    (file,) = files(tmp_path)
    content = bytearray(file.read_bytes())
    content[at] ^= 0xFF
    file.write_bytes(bytes(content))
    monkeypatch.setattr(pl, "read_parquet", None)
    kept = cache(tmp_path)
    assert [kept.look(one) for one in numbered(5)] == ["absent"] * 5
    assert extracted(numbered(5), kept)[1] == 5
    kept.keep_only(numbered(5))
    assert files(tmp_path) == []


@pytest.mark.parametrize("content", [b"", b"PAR1", b"x" * 1000])
def test_a_file_that_is_no_parquet_file_under_its_own_digest(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "shards").mkdir()
    (tmp_path / "shards" / f"{hashlib.sha256(content).hexdigest()}.parquet").write_bytes(content)
    assert cache(tmp_path).look(DOCUMENT) == "absent"


def test_forged_claims_that_do_not_fit_the_text_are_made_anew(tmp_path: Path) -> None:
    true = row(DOCUMENT)
    forged = replace(true, claims=true.claims.replace(b'"claimants":["rus"]', b'"claimants":["zzz"]'))
    assert forged != true
    cache(tmp_path).keep_shard(packed([forged], NOW))
    assert cache(tmp_path).load(DOCUMENT) is None


def test_a_file_that_goes_away_while_it_is_used(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    kept.keep_shard(shard([DOCUMENT]))
    files(tmp_path)[0].unlink()
    assert kept.load(DOCUMENT) is None


def test_the_manifest_tells_the_files(tmp_path: Path) -> None:
    shards = Shards(tmp_path)
    contents = {hashlib.sha256(one).hexdigest(): one for one in (shard(numbered(5)[:2]), shard(numbered(5)[2:]))}
    for content in (*contents.values(), *contents.values()):  # the same again is the same
        shards.write(content)
    shards.tell()
    told = json.loads((tmp_path / MANIFEST).read_bytes())["shards"]
    assert [one["sha256"] for one in told] == sorted(contents)
    for one in told:
        content = contents[one["sha256"]]
        _, rows = unpacked(content)
        inputs = hashlib.sha256("\n".join(row.document for row in rows).encode()).hexdigest()
        assert (one["file"], one["bytes"], one["rows"], one["inputs"]) == (
            f"{one['sha256']}.parquet", len(content), len(rows), inputs,
        )  # fmt: skip
        assert one["makers"] == told[0]["makers"] and len(one["makers"]) == 64
    before = (tmp_path / MANIFEST).read_bytes()
    again = Shards(tmp_path)
    assert again.find("0" * 64, NOW) is None
    again.tell()
    assert (tmp_path / MANIFEST).read_bytes() == before


def test_what_no_build_uses_is_removed(tmp_path: Path) -> None:
    documents = numbered(30)
    kept = cache(tmp_path)
    for start in (0, 10, 20):
        kept.keep_shard(shard(documents[start : start + 10]))
    kept.keep_shard(shard(documents[:5], replace(NOW, code="older")))
    (tmp_path / "shards" / "left.part").touch()
    assert len(files(tmp_path)) == 4
    used = [*documents[:8], *documents[12:14]]  # of the first most, of the second little, of the third nothing
    kept.keep_only(used)
    assert sorted(len(unpacked(file.read_bytes())[1]) for file in files(tmp_path)) == [2, 10]
    assert not (tmp_path / "shards" / "left.part").exists()
    assert [cache(tmp_path).look(one) for one in used] == ["kept"] * 10
    assert cache(tmp_path).look(documents[25]) == "absent"
    kept.keep_only([])
    assert not (tmp_path / "shards").exists()


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "shards").touch()
    kept = cache(tmp_path)
    kept.keep_shard(shard([DOCUMENT]))
    assert kept.load(DOCUMENT) is None
    kept.keep_only([DOCUMENT])
