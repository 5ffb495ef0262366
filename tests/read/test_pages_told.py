"""Saved web pages: their encoding, and what their metadata says of them."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Interval
from pipeline.read.decoding import codec_of, encoding_labels
from pipeline.read.metadata import Metadata
from pipeline.read.pages.parsing import declared_encoding
from tests.read.layouts import LAYOUTS, TITLE
from tests.read.page_texts import SAID, lines_of, page, reason, text_of


def test_what_a_news_site_says_of_itself() -> None:
    said = text_of(next(one.page for one in LAYOUTS if one.name == "news site")).said
    assert said == Metadata(
        title=TITLE,
        author="Jana Holt and Ali Terzi",
        publisher="The Daily Courier",
        published=Interval(date(2025, 4, 1), date(2025, 4, 1)),
        published_basis="metadata",
        url="https://courier.example/world/border-talks",
        language="en-GB",
    )


QUOTED = "“Norland” demands that all troops leave the pass – today."


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ("<meta charset=latin1>", "cp1252"),
        ("<META CHARSET='ISO-8859-1'>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ('<meta content="text/html;charset=x-mac-roman" http-equiv=content-type>', "mac-roman"),
        ('<!-- <meta charset="utf-16"> --><meta charset="windows-1251">', "cp1251"),
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="klingon">', "utf-8"),
        ('<meta name="description" content="charset=koi8-r">', "utf-8"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ('<meta charset="windows-1252">', "utf-8-sig"),
        ('<meta charset="windows-1252">', "utf-16"),
        ('<meta charset="windows-1252">', "utf-8"),
    ],
)
def test_the_encoding_is_the_mark_s_or_the_declared_one_or_utf_8(head: str, codec: str) -> None:
    source = f"<html><head>{head}</head><body><p>{QUOTED}</p></body></html>"
    assert lines_of(source.encode(codec)) == [QUOTED]


def test_the_sidecar_s_encoding_wins_and_none_is_guessed() -> None:
    source = f"<html><head><meta charset=koi8-r></head><body><p>{QUOTED}</p></body></html>".encode("cp1252")
    assert text_of(source, Metadata(encoding="windows-1252")).text == QUOTED + "\n"
    undeclared = source.replace(b"<meta charset=koi8-r>", b"")
    assert reason(undeclared)[0] == "encoding"
    assert "name its encoding in the sidecar" in reason(undeclared)[1]
    assert reason(source.replace(b"koi8-r", b"utf-8"))[0] == "encoding"
    assert reason(source.replace(b"koi8-r", b"iso-2022-kr"))[0] == "encoding"


def test_labels_are_those_of_the_standard_and_all_codecs_exist() -> None:
    import codecs

    labels = encoding_labels()
    assert (labels["ascii"], labels["utf8"], labels["sjis"]) == ("windows-1252", "utf-8", "cp932")
    assert len(labels) > 200
    assert all(codecs.lookup(codec) for codec in set(labels.values()) if codec)
    assert declared_encoding(b"<meta charset=' UTF-8 '>") == "utf-8"


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "windows-1252"),
        ("x-sjis", "cp932"),
        ("utf-16", "utf-16-le"),  # a server may send that; a page that says so can be read already
        ("iso-2022-kr", "iso-2022-kr"),
        ("cp850", "cp850"),
        ("rot13", None),
        ("klingon", None),
        ("", None),
    ],
)
def test_labels_from_outside_mean_what_they_mean_in_a_page(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


LD = '<script type="application/ld+json">%s</script>'
DAY = Interval(date(2025, 4, 1), date(2025, 4, 1))


@pytest.mark.parametrize(
    ("head", "key", "value"),
    [
        (LD % '{"@type":"NewsArticle","datePublished":"2025-04-01T10:00Z"}', "published", DAY),
        (LD % '[{"@graph":[{"@type":["Report","Article"],"datePublished":"2025-04-01"}]}]', "published", DAY),
        ('<meta property="article:published_time" content="2025-04-01T23:59:00-05:00">', "published", DAY),
        ('<meta name="DC.Date" content="2025-04-01">', "published", DAY),
        ('<meta name="pubdate" content="20250401">', "published", DAY),
        ('<meta itemprop="datePublished" content="2025-04-01">', "published", DAY),
        ('<meta name="date" content="yesterday">', "published", None),
        ('<meta name="date" content="2025-02-30"><meta name="pubdate" content="2025-04-01">', "published", None),
        ('<meta name="dc.date" content="04/01/2025">', "published", None),
        ('<meta property="article:modified_time" content="2025-04-01">', "published", None),
        (LD % '{"@type":"NewsArticle","datePublished":', "published", None),
        (LD % ("[" * 100_000), "published", None),
        (LD % '{"@type":"Person","name":"X","datePublished":"2025-04-01"}', "published", None),
        (LD % '{"@type":"NewsArticle","author":"By Jana Holt"}', "author", "Jana Holt"),
        (LD % '{"@type":"NewsArticle","author":[{"name":"A B"},{"name":"C D"},{"name":"E F"}]}', "author", "A B, C D and E F"),
        (LD % '{"@type":"NewsArticle","author":{"@type":"Organization","name":"Courier"}}', "author", None),
        (LD % '{"@type":"NewsArticle","author":{"name":{"x":[1]}},"publisher":7,"headline":[null,{}]}', "author", None),
        ('<meta name="author" content="https://x.example/jana">', "author", None),
        ('<meta name="author" content="Courier"><meta property="og:site_name" content="Courier">', "author", None),
        ('<meta property="og:site_name" content="Courier">', "publisher", "Courier"),
        (LD % '{"@type":"NewsArticle","publisher":{"name":"Courier"}}', "publisher", "Courier"),
        ('<link rel="canonical" href="https://x.example/a">', "url", "https://x.example/a"),
        ('<link rel="canonical" href="/a"><meta property="og:url" content="https://x.example/b">', "url", "https://x.example/b"),
        ('<link rel="canonical" href="javascript:alert(1)">', "url", None),
        (f"<title>{TITLE} | Courier</title><meta property='og:site_name' content='Courier'>", "title", TITLE),
        (f"<title>Courier - {TITLE}</title><meta property='og:site_name' content='Courier'>", "title", TITLE),
        (f"<title>x</title><meta property='og:title' content='{TITLE}'>", "title", TITLE),
    ],
)  # fmt: skip
def test_metadata_is_read_and_bad_values_are_passed_over(head: str, key: str, value: object) -> None:
    if "pubdate" in head and "2025-02-30" in head:
        value = DAY
    said = text_of(page(f"<p>{SAID}</p>", head)).said
    assert getattr(said, key) == value
    assert said.published_basis == ("metadata" if said.published else None)


def test_a_date_in_the_header_counts_and_one_in_the_text_does_not() -> None:
    time_tag = '<time datetime="2025-04-01">1 April</time>'
    assert text_of(page(f"<article><header>{time_tag}</header><p>{SAID}</p></article>")).said.published == DAY
    assert text_of(page(f"<article><p>{SAID} {time_tag}</p></article>")).said.published is None
    updated = time_tag.replace("<time", '<time class="updated"')
    assert text_of(page(f"<article><header>{updated}</header><p>{SAID}</p></article>")).said.published is None


def test_a_wrong_language_gives_way_to_the_text_and_a_right_one_stays() -> None:
    body = f"<p>{SAID}</p>" * 4
    french = "<p>La délégation a rejeté le projet et demande le retrait de toutes les troupes du col.</p>" * 4
    assert text_of(page(body, attributes=' lang="fr-FR"')).said.language is None
    assert text_of(page(french, attributes=' lang="fr-FR"')).said.language == "fr-FR"
    assert text_of(page(body, attributes=' lang="en_US"')).said.language == "en-US"
    assert text_of(page(body, attributes=' lang="<x>"')).said.language is None


def test_the_address_that_chrome_notes_is_the_last_resort() -> None:
    note = "<!-- saved from url=(0021)https://x.example/talks -->"
    assert text_of(note + page(f"<p>{SAID}</p>")).said.url == "https://x.example/talks"
