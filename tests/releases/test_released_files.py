"""What files tell of the release that they are: its version, or that they are none; the sizes of the files beside them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pipeline.publish.explorer import explorer_html
from tests.releases.conftest import Publish, Release, contents
from tests.releases.snapshots import BEA, small, with_rows


def test_a_version_that_is_asked_for_stands_in_every_file_that_tells_one(published: Publish, release: Release) -> None:
    root = published()
    archive = release(root, "3.4.5").archive
    with zipfile.ZipFile(archive) as unpacked:
        given = {name: unpacked.read(name) for name in unpacked.namelist()}
    assert first_sheet_says(given["dist/parley.xlsx"]) == "version 3.4.5 of 2031-06-01"
    for name in ("datapackage.json", "dist/metadata/croissant.json", "dist/index.html", "README.md", "CITATION.cff"):
        assert b"3.4.5" in given[name], name
    after = contents(root)
    assert after["dist/parley.xlsx"] == given["dist/parley.xlsx"]
    published()
    assert contents(root) == after


def test_the_page_in_the_zip_gives_the_sizes_of_the_files_beside_it(published: Publish, release: Release) -> None:
    with zipfile.ZipFile(release(published()).archive) as archive:
        page = archive.read("dist/index.html").decode()
        data = json.loads(re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)[0])
        sizes = {path: size for path, size in data["about"]["files"] if size is not None}
        assert sizes == {path: archive.getinfo(f"dist/{path}").file_size for path in sizes}
        assert len(sizes) > 50


def first_sheet_says(book: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        shared = parts.read("xl/sharedStrings.xml").decode()
    return re.findall(r"<t[^>]*>([^<]*)</t>", shared)[1]


def test_the_page_and_the_metadata_are_made_once(
    published: Publish, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = published()
    made: list[str] = []

    def counted(*args: Any) -> bytes:
        made.append("page")
        return explorer_html(*args)

    monkeypatch.setattr("pipeline.publish.explorer.explorer_html", counted)
    release(root)
    assert made == ["page"]


def test_all_files_say_alike_how_to_cite_it(published: Publish, release: Release) -> None:
    with zipfile.ZipFile(release(published()).archive) as archive:
        for name in ("README.md", "dist/index.html", "dist/metadata/croissant.json", "dist/metadata/schema-org.jsonld",
                     "dist/metadata/huggingface/README.md"):  # fmt: skip
            told = archive.read(name).decode()
            assert "Parley contributors: Parley: who demands what of whom, version 0.1.0, 2031-06-01." in told, name


def test_what_is_not_released_says_so_and_after_which_release(published: Publish, release: Release) -> None:
    """Where people read it; for programs `version` is the one that it would be released as."""
    name = "Parley contributors: Parley: who demands what of whom"
    root = published()
    told = editions(root)
    assert told == ("not released yet", "Not released yet; made from 2 texts.", "Not released yet",
                    f"{name}, not released yet.")  # fmt: skip
    release(root)
    told = editions(root)
    assert told == ("version 0.1.0 of 2031-06-01", "Version 0.1.0 of 2031-06-01; made from 2 texts.",
                    "Version 0.1.0 of 2031-06-01", f"{name}, version 0.1.0, 2031-06-01.")  # fmt: skip
    published()
    assert editions(root) == told  # nothing changed: it still is that release
    published(with_rows(small(), "people", BEA))
    assert editions(root) == (
        "after version 0.1.0, not released yet", "After version 0.1.0, not released yet; made from 2 texts.",
        "After version 0.1.0, not released yet", f"{name}, after version 0.1.0, not released yet.",
    )  # fmt: skip


def editions(root: Path) -> tuple[str, str, str, str]:
    """Which edition the workbook, the dataset card and the page say that a dataset is, and how it is to be cited."""
    page = (root / "dist/index.html").read_text()
    about = json.loads(re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)[0])["about"]
    card = (root / "dist/metadata/huggingface/README.md").read_text()
    croissant = json.loads((root / "dist/metadata/croissant.json").read_text())
    assert about["citation"] == croissant["citeAs"] and about["citation"] in card
    [line] = [one for one in card.splitlines() if "made from" in one]
    return (
        first_sheet_says((root / "dist/parley.xlsx").read_bytes()),
        line[: line.index("texts.") + len("texts.")],
        about["edition"],
        about["citation"],
    )
