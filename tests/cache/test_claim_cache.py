"""Kept claims: never stale, never trusted, and no byte different from fresh ones."""

from __future__ import annotations

import ast
import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.cache import FOLDER, ClaimCache, Makers, makers
from pipeline.cache.makers import PIPELINE, SHARED
from pipeline.extracting import extract_documents
from pipeline.model import Block, Claims, Document, Interval, Span
from tests.stub_extract import extract

STUB = ("tests.stub_extract", "extract")
TEXT = "Russia wants peace with Ukraine."
NOW = Makers("code", "reference", "software")
DOCUMENT = Document("a", "a.txt", TEXT, (Block(Span(0, len(TEXT)), "body"),), sha256="1")


def cache(folder: Path, now: Makers = NOW) -> ClaimCache:
    return ClaimCache(folder, lambda: now)


def numbered(count: int) -> list[Document]:
    return [replace(DOCUMENT, document_id=f"d{number}", path=f"{number}.txt") for number in range(count)]


def extracted(documents: list[Document], kept: ClaimCache, jobs: int = 1) -> tuple[list[Claims], int]:
    """The claims, and how many documents were extracted for them."""
    steps: list[tuple[str, int]] = []
    claims, _ = extract_documents(documents, jobs, lambda step, done, total: steps.append((step, total)), STUB, kept)
    return claims, dict(steps)["extracting"]


def test_what_was_kept_comes_back_the_same(tmp_path: Path) -> None:
    cache(tmp_path).keep(extract(DOCUMENT))
    assert cache(tmp_path).load(DOCUMENT) == extract(DOCUMENT)
    assert cache(tmp_path).look(DOCUMENT) == "kept"


@pytest.mark.parametrize("maker", ["code", "reference", "software"])
def test_other_makers_void_what_was_kept(maker: str, tmp_path: Path) -> None:
    cache(tmp_path).keep(extract(DOCUMENT))
    other = cache(tmp_path, replace(NOW, **{maker: "other"}))
    assert other.load(DOCUMENT) is None
    assert other.look(DOCUMENT) == maker


@pytest.mark.parametrize(
    "changed",
    [
        {"text": TEXT + " "},
        {"sha256": "2"},
        {"document_id": "b"},
        {"path": "b.txt"},
        {"publisher": "Example News"},
        {"published": Interval(date(2025, 1, 1), date(2025, 1, 2))},
        {"publish": "quotes"},
        {"blocks": (Block(Span(0, len(TEXT)), "bullet"),)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_another_document_finds_nothing(changed: dict[str, object], tmp_path: Path) -> None:
    cache(tmp_path).keep(extract(DOCUMENT))
    assert cache(tmp_path).load(replace(DOCUMENT, **changed)) is None  # type: ignore[arg-type]


def test_a_word_list_that_changes_changes_the_makers(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("word\npeace\n", encoding="utf-8")
    before = makers("tests.stub_extract", tmp_path)
    (tmp_path / "words.csv").write_text("word\nwar\n", encoding="utf-8")
    after = makers("tests.stub_extract", tmp_path)
    assert before.reference != after.reference and before.code == after.code


def test_code_that_changes_changes_the_makers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "rulebook"
    (package / "deep").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "deep" / "rule.py").write_text("A = 1", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    before = makers("rulebook").code
    (package / "deep" / "rule.py").write_text("A = 2", encoding="utf-8")
    assert makers("rulebook").code != before


def test_the_code_that_extraction_imports_is_all_among_the_makers() -> None:
    outside = {PIPELINE / name for name in SHARED}
    for file in [*(PIPELINE / "extract").rglob("*.py"), *outside]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if not name.startswith("pipeline.") or name.startswith(("pipeline.extract", "pipeline.resolve")):
                continue  # pipeline.resolve is asked anew whenever claims are loaded
            if file == PIPELINE / "__init__.py" and name == "pipeline.dataset":
                continue  # named there for type checkers, loaded when a caller of the package asks for it
            path = PIPELINE.parent / name.replace(".", "/")
            assert path.with_suffix(".py") in outside or path / "__init__.py" in outside, f"{file} imports {name}"


def test_nothing_is_kept_when_the_makers_change_meanwhile(tmp_path: Path) -> None:
    told = [NOW, replace(NOW, reference="edited")]
    ClaimCache(tmp_path, lambda: told.pop(0)).keep(extract(DOCUMENT))
    assert cache(tmp_path).look(DOCUMENT) == "absent"


@pytest.mark.parametrize("damage", [b"", b"\n", b"[]\n{}", b"{}\n{}", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_made_anew(damage: bytes, tmp_path: Path) -> None:
    kept = cache(tmp_path)
    kept.keep(extract(DOCUMENT))
    kept.file(DOCUMENT).write_bytes(damage)
    assert (kept.load(DOCUMENT), kept.look(DOCUMENT)) == (None, "damaged")
    assert extracted([DOCUMENT], kept) == ([extract(DOCUMENT)], 1)
    assert kept.look(DOCUMENT) == "kept"


def test_a_truncated_file_is_ignored(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    kept.keep(extract(DOCUMENT))
    whole = kept.file(DOCUMENT).read_bytes()
    kept.file(DOCUMENT).write_bytes(whole[:-1])
    assert kept.load(DOCUMENT) is None


@pytest.mark.parametrize(("old", "new"), [(b'"end":', b'"end":9'), (b'"claimants":["rus"]', b'"claimants":["zzz"]')])
def test_a_forged_file_whose_claims_do_not_fit_the_text_is_ignored(old: bytes, new: bytes, tmp_path: Path) -> None:
    kept = cache(tmp_path)
    kept.keep(extract(DOCUMENT))
    head, _, body = kept.file(DOCUMENT).read_bytes().partition(b"\n")
    forged = body.replace(old, new)
    assert forged != body
    true, false = (hashlib.sha256(one).hexdigest().encode() for one in (body, forged))
    kept.file(DOCUMENT).write_bytes(head.replace(true, false) + b"\n" + forged)
    assert kept.load(DOCUMENT) is None


def test_of_a_thousand_documents_only_the_new_one_is_extracted(tmp_path: Path) -> None:
    documents = numbered(1000)
    assert extracted(documents[1:], cache(tmp_path))[1] == 999
    claims, new = extracted(documents, cache(tmp_path))
    assert new == 1
    assert claims == [extract(one) for one in documents]


@pytest.mark.parametrize("stopped_at", [1, 20, 33])
def test_what_was_extracted_before_a_run_stops_is_kept(tmp_path: Path, stopped_at: int) -> None:
    def stop(step: str, done: int, total: int) -> None:
        if done == stopped_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_documents(numbered(40), 1, stop, STUB, cache(tmp_path))
    assert extracted(numbered(40), cache(tmp_path))[1] == 40 - stopped_at


def test_failures_are_not_kept(tmp_path: Path) -> None:
    bad = replace(DOCUMENT, text=f"CRASH {TEXT}")
    assert [extracted([bad], cache(tmp_path))[1] for _ in range(2)] == [1, 1]


def test_entries_of_no_document_are_removed(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    first, second = numbered(2)
    kept.keep(extract(first))
    kept.keep(extract(second))
    kept.keep_only([first])
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [kept.file(first)]


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = cache(tmp_path / "file")
    assert extracted([DOCUMENT], kept) == ([extract(DOCUMENT)], 1)


@pytest.mark.slow
def test_a_build_with_the_cache_gives_the_same_bytes(tmp_path: Path) -> None:
    seeds = tmp_path / "sources" / "seeds"
    seeds.mkdir(parents=True)
    for name in "ab":
        (seeds / f"{name}.txt").write_text(f"{name}. {TEXT}", encoding="utf-8")

    def built(jobs: int, use_cache: bool) -> bytes:
        build(seeds.parent, tmp_path, jobs=jobs, extract=STUB, use_cache=use_cache)
        return (tmp_path / "datapackage.json").read_bytes()

    fresh = built(1, False)
    assert not (tmp_path / FOLDER).exists()
    assert [built(1, True), built(1, True), built(2, True)] == [fresh] * 3
    assert len(list((tmp_path / FOLDER).rglob("*.json"))) == 2
