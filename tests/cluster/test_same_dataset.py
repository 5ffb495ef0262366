"""A dataset that a cluster helped to build is, byte for byte, the one that this machine builds alone."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.build import build
from pipeline.cache import SHARDS
from pipeline.status import read_status
from tests.cluster.conftest import Started

pytestmark = pytest.mark.slow

TEXTS = [
    "Norland demanded that Sudonia release the trawlers. Sudonia rejected the demand on Friday.",
    "The prime minister of Norland, Ada Lovell, urged Westland to lift the sanctions.",
    "Sudonia offered to withdraw its troops from Port Ayr if Norland recognises the border.",
]


def bytes_of(root: Path) -> dict[str, bytes]:
    """Every published file but the DuckDB file and the workbook, which are never the same twice."""
    files = [root / "datapackage.json", *(file for file in (root / "dist").rglob("*") if file.is_file())]
    never = (".duckdb", ".xlsx", "SHA256SUMS-local")
    return {str(file.relative_to(root)): file.read_bytes() for file in files if not file.name.endswith(never)}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The texts of this project, the annotated ones, and files of many texts."""
    folder = tmp_path_factory.mktemp("both") / "sources"
    shutil.copytree(repository / "sources", folder)
    for file in sorted((repository / "tests" / "gold" / "texts").iterdir()):
        shutil.copy(file, folder / "seeds" / file.name)
    rows = [
        {"id": f"a{number}", "date": "2031-05-12", "source": "Daily", "text": text} for number, text in enumerate(TEXTS)
    ]
    lines = "".join(json.dumps({**row, "text": f"On Monday. {row['text']}"}) + "\n" for row in rows)
    (folder / "seeds" / "news.jsonl").write_text(f"{lines}no json\n", encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(rows), folder / "seeds" / "news.parquet")
    return folder


def test_shards_that_several_machines_made_are_one_cache(tmp_path: Path) -> None:
    """As the README advises for very many texts: parts are read on machines of their own, with the same paths."""
    from pipeline.cache import FOLDER, ClaimCache, makers
    from pipeline.cache.claims import document_digest, encoded
    from pipeline.cache.shards import Row, packed
    from pipeline.read import read_folder
    from tests.stub_extract import extract

    now = makers("tests.stub_extract")
    for part in range(2):
        seeds = tmp_path / f"part{part}" / "seeds"
        (seeds / "days").mkdir(parents=True)
        for number in range(part, 6, 2):
            (seeds / "days" / f"{number}.txt").write_text(
                f"{number} Russia wants peace with Ukraine.", encoding="utf-8"
            )
        rows = [
            Row(document_digest(one), one.document_id, one.path, one.sha256, encoded(extract(one)) or b"")
            for one in read_folder(seeds).documents
        ]
        ClaimCache(tmp_path / FOLDER, lambda: now, tmp_path / SHARDS).keep_shard(packed(rows, now))
        shutil.copytree(seeds, tmp_path / "all", dirs_exist_ok=True)
    kept = ClaimCache(tmp_path / FOLDER, lambda: now, tmp_path / SHARDS)
    whole = read_folder(tmp_path / "all").documents
    assert [kept.load(one) for one in whole] == [extract(one) for one in whole] and len(whole) == 6


def test_both_engines_publish_the_same_bytes(sources: Path, started: Started, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    build(sources, here)
    build(sources, there, address=started().scheduler_address)
    assert len(list((there / SHARDS).glob("*.parquet"))) > 4
    assert not (here / SHARDS).exists()
    assert bytes_of(there) == bytes_of(here)
    paths = {row["path"] for row in csv.DictReader((there / "dist/csv/documents.csv").read_text("utf-8").splitlines())}
    assert {"news.jsonl!/a0", "news.parquet!/a2"} <= paths
    assert read_status(sources, there).up_to_date
    steps: list[tuple[str, int, int]] = []
    build(sources, there, jobs=1, progress=lambda *step: steps.append(step))  # nothing is read anew
    assert ("extracting", 0, 0) in steps
    assert bytes_of(there) == bytes_of(here)
