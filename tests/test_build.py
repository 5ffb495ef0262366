"""The flow from the sources folder to a published dataset, with a stand-in for the extraction."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from pipeline import extracting
from pipeline.build import BuildResult, build, published_paths
from pipeline.errors import CheckError, InputError, MachineError
from pipeline.model import Document
from pipeline.resolve import read_last_release
from pipeline.workers import Failure
from tests.extracted import extracted
from tests.small_project import STUB, build_quickly

pytestmark = pytest.mark.slow

TEXT = "Russia wants peace with Ukraine."


def sources(folder: Path, **texts: str) -> Path:
    seeds = folder / "sources" / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (seeds / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder / "sources"


def made(folder: Path, jobs: int = 1, dry_run: bool = False, strict: bool = False, **texts: str) -> BuildResult:
    return build(sources(folder, **texts), folder, jobs=jobs, dry_run=dry_run, strict=strict, extract=STUB)


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds without checks and database, for what these have no part in."""
    build_quickly(monkeypatch)


def documents(names: str) -> list[Document]:
    from pipeline.model import Block, Span

    texts = {"ok": TEXT, "crash": f"CRASH {TEXT}", "die": f"DIE {TEXT}", "unsound": f"UNSOUND {TEXT}"}
    return [
        Document(f"{number}-{name}", f"{number}.txt", texts[name], (Block(Span(0, len(texts[name])), "body"),))
        for number, name in enumerate(names.split())
    ]


def told(outcome: object) -> str:
    return "failed" if isinstance(outcome, Failure) else "ok"


def test_a_build_publishes_the_dataset_and_says_what_it_made(tmp_path: Path) -> None:
    result = made(tmp_path, a=TEXT, b=f"Again {TEXT}")
    assert result.published
    assert pl.read_parquet(tmp_path / "dist" / "parquet" / "demands.parquet")["status"].to_list() == ["open"]
    assert (tmp_path / "datapackage.json").is_file()
    assert str(result).startswith(
        "2 files: 2 used, 0 left out.\n2 documents: parties 2, people 0, demands 1, stances 2"
    )
    assert "demand:rus-ukr-ceasefire" in "".join(read_last_release(tmp_path).live["demand"])


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("damage", [b"\xff\xfe", b'"document_id"\n"a', b'"path","sha256"\n"a"b,c\n', b"", b"x\n"])
def test_a_table_of_documents_that_is_damaged_is_made_anew(damage: bytes, tmp_path: Path) -> None:
    made(tmp_path, a=TEXT, b=f"Again {TEXT}")
    table = tmp_path / "dist" / "csv" / "documents.csv"
    whole = table.read_bytes()
    table.write_bytes(damage)
    assert made(tmp_path).published
    assert table.read_bytes() == whole


@pytest.mark.usefixtures("quickly")
def test_of_two_equal_texts_the_one_that_is_published_stays(tmp_path: Path) -> None:
    made(tmp_path, b=TEXT)
    assert set(published_paths(tmp_path).values()) == {"b.txt"}
    assert [one.path for one in made(tmp_path, a=TEXT).quarantined] == ["a.txt"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    result = made(tmp_path, dry_run=True, a=TEXT)
    assert not result.published
    assert result.tables["demands"].height == 1
    assert [path.name for path in tmp_path.iterdir()] == ["sources"]


@pytest.mark.usefixtures("quickly")
def test_what_is_left_out_stands_in_the_quarantine_report(tmp_path: Path) -> None:
    seeds = sources(tmp_path, good=TEXT, crash=f"CRASH {TEXT}", unsound=f"UNSOUND {TEXT}") / "seeds"
    (seeds / "bytes.txt").write_bytes(b"\xff\xff")
    result = made(tmp_path)
    with open(tmp_path / "dist" / "reports" / "quarantine.csv", encoding="utf-8", newline="") as file:
        listed = {row["path"]: row["reason"] for row in csv.DictReader(file)}
    assert listed == {"bytes.txt": "encoding", "crash.txt": "crash", "unsound.txt": "crash"}
    assert result.tables["documents"]["document_id"].to_list() == ["good"]
    assert "Left out bytes.txt (encoding): byte 0 (0xff) is not UTF-8" in str(result)


@pytest.mark.usefixtures("quickly")
def test_one_bad_document_changes_no_row_of_the_others(tmp_path: Path) -> None:
    alone = made(tmp_path / "one", dry_run=True, good=TEXT).tables
    among = made(tmp_path / "two", dry_run=True, good=TEXT, crash=f"CRASH {TEXT}").tables
    assert all(alone[name].equals(among[name]) for name in alone)


@pytest.mark.parametrize("bad", ["CRASH", "UNSOUND", "\x00"])
def test_strict_stops_at_the_first_file_that_cannot_be_used(tmp_path: Path, bad: str) -> None:
    with pytest.raises(InputError, match=r"1 file cannot be used: .*bad\.txt: "):
        made(tmp_path, strict=True, good=TEXT, bad=f"{bad} {TEXT}")
    assert not (tmp_path / "dist").exists()


@pytest.mark.usefixtures("quickly")
def test_a_bad_sidecar_leaves_its_document_out_and_stops_a_strict_build(tmp_path: Path) -> None:
    seeds = sources(tmp_path, good=TEXT, bad=TEXT) / "seeds"
    (seeds / "bad.txt.meta.yml").write_text("titel: x", encoding="utf-8")
    assert [(entry.path, entry.reason) for entry in made(tmp_path).quarantined] == [("bad.txt", "metadata")]
    with pytest.raises(InputError, match="unknown key `titel`"):
        made(tmp_path, strict=True)


@pytest.mark.parametrize("texts", [{}, {"bad": f"CRASH {TEXT}"}, {"empty": ""}])
def test_an_empty_dataset_is_never_published(tmp_path: Path, texts: dict[str, str]) -> None:
    with pytest.raises(InputError, match="no text"):
        made(tmp_path, **texts)
    assert not (tmp_path / "dist").exists()


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no folder"):
        build(tmp_path / "nowhere", tmp_path, extract=STUB)


def test_a_critical_finding_publishes_nothing_and_keeps_the_last_dataset(tmp_path: Path) -> None:
    made(tmp_path, a=TEXT)
    before = (tmp_path / "datapackage.json").read_bytes()
    with pytest.raises(CheckError, match="kind"):
        made(tmp_path, b=f"SELF {TEXT}")
    with pytest.raises(CheckError, match="nothing would be published"):
        made(tmp_path, dry_run=True)
    assert (tmp_path / "datapackage.json").read_bytes() == before


def test_a_missing_language_model_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="not installed"):
        made(tmp_path, a=TEXT, b=f"NO MODEL {TEXT}")


@pytest.mark.usefixtures("quickly")
def test_progress_counts_the_documents(tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    build(
        sources(tmp_path, a=TEXT, b=f"Again {TEXT}"),
        tmp_path,
        dry_run=True,
        extract=STUB,
        progress=lambda *step: steps.append(step),
    )
    assert [step for step in steps if step[0] == "extracting"] == [("extracting", n, 2) for n in range(3)]


def test_workers_give_the_same_in_the_order_of_the_documents() -> None:
    found = documents("ok crash ok unsound ok")
    alone = extracted(found, 1)
    assert [told(outcome) for outcome in alone] == ["ok", "failed", "ok", "failed", "ok"]
    assert extracted(found, 2) == alone


def test_a_single_worker_can_be_a_process_apart_and_gives_the_same() -> None:
    found = documents("ok crash")
    alone = extracted(found, 1)
    assert extracted(found, 1, apart=True) == alone
    assert extracted(found, 0, apart=True) == alone
    killed = extracted(documents("ok die"), 1, apart=True)
    assert [told(outcome) for outcome in killed] == ["ok", "failed"]  # this process lives on


def test_texts_are_read_apart_while_this_process_loads_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody says how many processes: with two processors or more, and the language model not here yet."""
    asked: list[tuple[int, bool]] = []

    def extract(documents: object, jobs: int, work: object, apart: bool) -> list[object]:
        asked.append((jobs, apart))
        return []

    monkeypatch.setattr(extracting, "extract_each", extract)
    monkeypatch.delitem(sys.modules, "spacy", raising=False)
    for processors, jobs in ((2, None), (1, None), (2, 1)):
        monkeypatch.setattr(extracting, "_processors", lambda processors=processors: processors)
        extracting.extract_documents(documents("ok"), jobs, lambda *step: None, STUB)
    monkeypatch.setitem(sys.modules, "spacy", ModuleType("spacy"))
    monkeypatch.setattr(extracting, "_processors", lambda: 2)
    extracting.extract_documents(documents("ok"), None, lambda *step: None, STUB)
    assert asked == [(0, True), (0, False), (1, False), (0, False)]


def test_a_document_that_kills_its_process_stops_no_other() -> None:
    found = documents("ok ok die ok ok ok")
    outcomes = extracted(found, 2)
    assert [told(outcome) for outcome in outcomes] == ["ok", "ok", "failed", "ok", "ok", "ok"]
