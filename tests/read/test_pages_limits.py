"""Saved web pages: deep, large, hostile and empty ones, and nothing is fetched."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from pipeline.read import Limits, Unusable, read_document
from tests.read.layouts import LAYOUTS, TITLE
from tests.read.page_texts import LIE, SAID, lines_of, page, reason, text_of


@pytest.mark.parametrize("depth", [250, 300, 1_000, 1_990])
@pytest.mark.parametrize("tag", ["div", "span", "section", "article", "blockquote", "font"])
def test_case_27_deep_wrappers_are_read(depth: int, tag: str) -> None:
    assert lines_of(page(f"<{tag}>" * depth + f"<p>{SAID}</p><p>{LIE}</p>" + f"</{tag}>" * depth)) == [SAID, LIE]


@pytest.mark.parametrize("tag", ["div", "span", "ul><li", "table", "b", "blockquote"])
@pytest.mark.parametrize("depth", [2_001, 3_000, 200_000])
def test_case_27_deeper_pages_are_refused_at_once(depth: int, tag: str) -> None:
    start = time.monotonic()
    found, detail = reason(page(f"<{tag}>" * depth + SAID))
    assert found == "too_large"
    assert "nesting" in detail
    assert time.monotonic() - start < 5


def test_case_27_a_raised_limit_loses_nothing_silently() -> None:
    assert reason(page("<div>" * 2_100 + SAID), limits=Limits(nesting=5_000))[0] == "too_large"
    assert reason(page("<div>" * 50 + SAID), limits=Limits(nesting=40))[0] == "too_large"


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    ["<a>x" * 60_000, "<br>" * 60_000, "<p>ab" * 60_000, "<!--" * 200_000, "<div style='" + "/*" * 100_000 + "'>x</div>",
     "<div class='" + "a-b " * 100_000 + "'>x</div>", "<i " + "a " * 1_500 + ">", "<meta charset" * 50_000,
     "<h1>Norland demands</h1>" * 5_000, "<p>" + "(" * 200_000, "<p>" + "By A" * 100_000],
    ids=lambda body: body[:12],
)  # fmt: skip
def test_hostile_pages_end_within_seconds(body: str) -> None:
    start = time.monotonic()
    assert SAID in text_of(page(f"<p>{SAID}</p>{body}")).text
    assert time.monotonic() - start < 10


def test_sizes_are_refused_in_words() -> None:
    assert reason(page(f"<p>{SAID}</p>" * 30), limits=Limits(document_characters=1_000))[0] == "too_large"
    assert reason(page(f"<p>{SAID}</p>"), limits=Limits(document_bytes=50))[0] == "too_large"
    assert reason(page(f"<i {'a ' * 10_000}>{SAID}"))[1].startswith("an element has more than 2,000 attributes")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"", "empty"), (b" \n", "empty"), (b"<html></html>", "empty"), (b"<!-- x -->", "empty"),
        (page(f"<p hidden>{SAID}</p>"), "empty"), (page(f"<nav>{SAID}</nav><script>x</script>"), "empty"),
        (page('<ul><li><a href="/x">World</a></li></ul>'), "empty"), ("Only words", "format"),
        (f"MIME-Version: 1.0\n\n<html><p>{SAID}</p></html>", "format"), (b"<p>\0</p>", "binary"), (b"\x89PNG\r\n", "binary"),
    ],
)  # fmt: skip
def test_pages_without_text_have_a_reason(source: str | bytes, expected: str) -> None:
    assert reason(source)[0] == expected


def test_case_33_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, forbidden)
    source = f"""<!DOCTYPE html PUBLIC "-//X//DTD//EN" "http://x.example/x.dtd" [<!ENTITY e SYSTEM "http://x.example/e">
<!ENTITY f SYSTEM "file:///etc/passwd">]><html xmlns:xi="http://www.w3.org/2001/XInclude"><head>
<base href="http://x.example/"><meta http-equiv="refresh" content="0;url=http://x.example/next"><link rel="stylesheet" href="//x.example/a.css">
<script src="http://x.example/a.js"></script></head><body><img src="http://x.example/a.png"><iframe src="http://x.example/"></iframe>
<xi:include href="http://x.example/i"/><p>{SAID}</p><p>See &e; and &f; there.</p></body></html>"""
    assert lines_of(source)[0] == SAID
    assert "root:" not in text_of(source).text


@pytest.mark.slow
def test_case_27_a_page_in_the_folder_becomes_a_document(tmp_path: Path) -> None:
    for name, source in (("a.html", LAYOUTS[0].page), ("b.htm", page("<div>" * 200_000 + SAID))):
        (tmp_path / name).write_text(source, encoding="utf-8")
    document = read_document(tmp_path / "a.html", tmp_path)
    assert (document.title, document.media_type, document.language) == (TITLE, "text/html", "en-GB")
    assert [block.kind for block in document.blocks] == [
        "title", "byline", "dateline", *["body"] * 4, *["bullet"] * 3, "heading", "body", "body"]  # fmt: skip
    with pytest.raises(Unusable, match="nesting"):
        read_document(tmp_path / "b.htm", tmp_path)
