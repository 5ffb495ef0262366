"""The page as a file: what it holds, that nothing in the data can become code, and that its bytes are reproducible."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.publish.explorer import data as explorer_data
from pipeline.publish.explorer import explorer_html
from pipeline.publish.explorer import page as explorer_page
from pipeline.publish.explorer.data import SHOWN, page_data
from pipeline.publish.explorer.page import PAGE, json_for_html, pack, policy, scripts, style_sheet
from pipeline.publish.package import PackageInfo
from pipeline.schema import TABLES
from tests.publish.explorer.conftest import FILES, QUALITY
from tests.publish.explorer.screenshots import MOST, PICTURES
from tests.publish.test_round_trip import NAMES
from tests.schema.small_dataset import doubled

Tables = dict[str, pl.DataFrame]


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text inside each script and style."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.open = False
        self.feed(page.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.inside.append("")
        self.open = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            self.inside[-1] += data

    def texts(self, tag: str) -> list[str]:
        return [text for (name, _), text in zip(self.found, self.inside, strict=True) if name == tag]


def page_of(tables: Tables, **more: Any) -> bytes:
    return explorer_html(tables, PackageInfo(), FILES, **more)


def data_of(page: bytes) -> dict[str, Any]:
    elements = Elements(page)
    [(packing, text)] = [
        (given["data-packing"], text)
        for (_, given), text in zip(elements.found, elements.inside, strict=True)
        if given.get("id") == "data"
    ]
    content = gzip.decompress(base64.b64decode(text)) if packing == "gzip" else text
    found: dict[str, Any] = json.loads(content)
    return found


def rows_of(data: dict[str, Any], table: str) -> list[dict[str, Any]]:
    columns = {
        name: column["v"] if "v" in column else [None if at < 0 else data["strings"][at] for at in column["s"]]
        for name, column in data["tables"][table].items()
    }
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def test_the_same_tables_give_the_same_bytes(tables: Tables) -> None:
    again = {name: pl.concat([frame[:1], frame[1:]]) for name, frame in tables.items()}
    assert page_of(tables) == page_of(again)


def test_the_page_holds_the_rows_of_the_tables(tables: Tables) -> None:
    data = data_of(page_of(tables))
    for name, words in SHOWN.items():
        kept = [dict(zip(words.split(), row, strict=True)) for row in tables[name].select(words.split()).iter_rows()]
        assert rows_of(data, name) == json.loads(json.dumps(kept, default=str)), name
        assert set(words.split()) <= set(TABLES[name].column_names)


def test_the_page_holds_no_column_that_its_scripts_do_not_name(tables: Tables) -> None:
    script = scripts()
    for name, columns in data_of(page_of(tables))["tables"].items():
        assert re.search(rf"\b{name}\b", script), name
        unnamed = [one for one in columns if not re.search(rf"(\.|[\"{{,] ?){one}\b", script)]
        assert not unnamed, name


def test_every_quote_is_the_stretch_of_its_sentence_that_the_page_marks(tables: Tables) -> None:
    data = data_of(page_of(tables))
    quotes = dict(tables["evidence"].select("evidence_id", "quote").iter_rows())
    assert any("🤝" in quote for quote in quotes.values())
    for row in rows_of(data, "evidence"):
        units = row["text"].encode("utf-16-le")
        assert units[2 * row["from"] : 2 * row["to"]].decode("utf-16-le") == quotes[row["evidence_id"]]


def test_of_a_text_that_allows_quotes_only_the_page_holds_no_sentence(tables: Tables) -> None:
    rows = [row for row in rows_of(data_of(page_of(tables)), "evidence") if row["document_id"] == "wire"]
    assert rows and {row["text"] for row in rows} == {"lift sanctions", "Sudria again asked"}
    assert b"Nothing else was agreed" not in page_of(tables) and b"Sudria again asked Norland" not in page_of(tables)


def test_case_65_no_text_of_the_data_becomes_an_element(tables: Tables) -> None:
    plain = Elements(page_of(tables))
    hostile = tables
    for at, name in enumerate(NAMES):
        hostile = doubled(hostile, "people", 0, person_id=f"person:z{at}", name=name)
    page = page_of(hostile)
    assert [tag for tag, _ in Elements(page).found] == [tag for tag, _ in plain.found]
    assert {row["name"] for row in rows_of(data_of(page), "people")} >= set(NAMES)
    assert not re.search("[\u2028\u2029\0]", page.decode("utf-8"))


def test_title_and_linked_data_are_escaped(tables: Tables) -> None:
    info = PackageInfo(title="</title><script>1</script>", description='"><script>2</script>')
    page = explorer_html(tables, info, FILES, linked_data={"name": "</script><script>3</script><!--put data-->"})
    assert [given.get("type") for tag, given in Elements(page).found if tag == "script"] == [
        "application/ld+json", "application/json", None,
    ]  # fmt: skip
    assert json.loads(Elements(page).texts("script")[0])["name"].endswith("<!--put data-->")


def test_the_policy_allows_the_own_script_and_style_and_nothing_else(tables: Tables) -> None:
    elements = Elements(page_of(tables))
    [given] = [given for tag, given in elements.found if given.get("http-equiv") == "Content-Security-Policy"]
    directives = dict(part.split(" ", 1) for part in str(given["content"]).split("; "))

    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert directives == {
        "default-src": "'none'", "script-src": source(elements.texts("script")[-1]),
        "style-src": source(elements.texts("style")[0]), "img-src": "data:", "base-uri": "'none'",
        "form-action": "'none'", "require-trusted-types-for": "'script'", "trusted-types": "'none'",
    }  # fmt: skip
    assert policy(scripts(), style_sheet()) == given["content"]


def test_the_policy_stands_before_all_that_it_governs(tables: Tables) -> None:
    names = [tag for tag, _ in Elements(page_of(tables)).found]
    assert names[:4] == ["html", "head", "meta", "meta"]


def test_the_page_asks_for_no_address(tables: Tables) -> None:
    elements = Elements(page_of(tables)).found
    assert not [
        given for tag, given in elements if "src" in given or tag in ("img", "iframe", "object", "base", "form")
    ]
    for tag, given in elements:
        if tag == "link":
            assert str(given["href"]).startswith("data:")
        assert not [name for name in given if name.startswith("on") or name == "style"]
    assert "@import" not in style_sheet() and "url(" not in style_sheet()


def test_the_scripts_never_make_markup_or_code_of_text() -> None:
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
                      "DOMParser", "srcdoc", "createContextualFragment", "fetch(", "XMLHttpRequest", "localStorage",
                      "</script", "Math.random", "Date.now", "new Date()"):  # fmt: skip
        assert forbidden not in scripts(), forbidden


def test_every_file_of_the_page_is_used_and_of_readable_size() -> None:
    used = {f"{name}.js" for name in explorer_page.SCRIPTS} | {"style.css", "template.html"}
    assert {file.name for file in PAGE.iterdir()} == used
    for file in PAGE.iterdir():
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 400


def test_a_large_dataset_is_packed_and_comes_out_the_same(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = page_of(tables)
    monkeypatch.setattr(explorer_page, "MOST_UNPACKED", 100)
    packed = page_of(tables)
    assert b'data-packing="gzip"' in packed and b'data-packing="json"' in plain
    assert data_of(packed) == data_of(plain)
    assert packed == page_of(tables)
    assert pack("parley") == pack("parley")


def test_the_page_of_the_article_is_not_packed(repository: Path) -> None:
    page = (repository / "dist/index.html").read_bytes()
    assert b'data-packing="json"' in page and len(page) < 500_000


def test_with_too_much_evidence_the_page_holds_the_vocabularies_only(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explorer_data, "MOST_EVIDENCE", 17)
    data = page_data(tables, PackageInfo(), FILES)
    assert data["complete"] is False
    assert set(data["tables"]) == {"issues", "party_types", "event_types"}
    assert data["about"]["rows"]["evidence"] == 18


def test_json_for_html_is_json_without_a_sign_of_markup() -> None:
    for name in NAMES:
        text = json_for_html({name: [name]})
        assert json.loads(text) == {name: [name]}
        assert not re.search("[<>&\u2028\u2029\0]", text)


def test_what_differs_between_machines_or_in_a_release_is_listed_without_its_size(tables: Tables) -> None:
    files = {**FILES, "dist/parley.xlsx": b"packed", "dist/reports/changes.md": b"none"}
    listed = dict(page_data(tables, PackageInfo(), files)["about"]["files"])
    assert listed == {
        "csv/demands.csv": 2,
        "parley.xlsx": None,
        "parquet/demands.parquet": 2,
        "reports/changes.md": None,
        "reports/quality.json": len(QUALITY),
    }


def test_the_pictures_of_the_readme_are_there_and_small(repository: Path) -> None:
    text = (repository / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"!\[[^\]]+\]\((tests/publish/explorer/screenshots/[a-z]+\.png)\)", text)
    assert [Path(path).stem for path in shown] == list(PICTURES)
    assert all((repository / path).stat().st_size < MOST for path in shown)


def test_publishing_writes_the_page_beside_the_tables(published: Path) -> None:
    page = (published / "dist/index.html").read_bytes()
    sums = (published / "dist/SHA256SUMS").read_text(encoding="utf-8")
    assert f"{hashlib.sha256(page).hexdigest()}  dist/index.html" in sums
    paths = {path for path, _ in data_of(page)["about"]["files"]}
    assert {"csv/demands.csv", "parquet/demands.parquet", "data-dictionary.md", "queries.sql"} <= paths
    assert all((published / "dist" / path).is_file() for path in paths)
