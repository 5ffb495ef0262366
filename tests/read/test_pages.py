"""Saved web pages: which words are read, which are not evidence, and what the page says of itself."""

from __future__ import annotations

import socket
import time
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from pipeline.model import Interval
from pipeline.read import Limits, Unusable, read_document
from pipeline.read.decoding import codec_of, encoding_labels
from pipeline.read.metadata import Metadata
from pipeline.read.pages import read
from pipeline.read.pages.parsing import declared_encoding
from pipeline.read.pages.words import page_words, part_of_names
from pipeline.read.sources import Source, Text
from pipeline.reference_tables import table_rows
from tests.read.layouts import LAYOUTS, PROSE, TITLE, WORDS, Layout

SAID = "Norland demanded that Sutherland withdraw its troops from the pass by 1 May, its foreign minister said."
LIE = "Sutherland accepts everything that Norland has ever demanded, and is glad to do so at once."
MORE = {"portal": 2}  # lines besides the text that are known to come through


def page(body: str, head: str = "", attributes: str = ' lang="en"') -> str:
    return f'<!DOCTYPE html><html{attributes}><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def text_of(source: str | bytes, said: Metadata = Metadata(), limits: Limits = Limits()) -> Text:
    data = source.encode() if isinstance(source, str) else source
    return read(Source("a.html", "a.html", data, said), limits)


def lines_of(source: str | bytes) -> list[str]:
    return text_of(source).text.rstrip("\n").split("\n\n")


def reason(source: str | bytes, said: Metadata = Metadata(), limits: Limits = Limits()) -> tuple[str, str]:
    with pytest.raises(Unusable) as caught:
        text_of(source, said, limits)
    return caught.value.reason, caught.value.detail


# --- layouts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_the_text_of_a_layout_is_read_whole_and_nothing_else(layout: Layout) -> None:
    lines = lines_of(layout.page)
    kept = [line for line in lines if line in layout.expected]
    assert kept == list(layout.expected)
    assert len(lines) - len(kept) == MORE.get(layout.name, 0), lines


def test_nearly_all_lines_of_all_layouts_are_right() -> None:
    right = total = 0
    for layout in LAYOUTS:
        lines = lines_of(layout.page)
        blocks = SequenceMatcher(None, lines, list(layout.expected), autojunk=False).get_matching_blocks()
        right += sum(block.size for block in blocks)
        total += max(len(lines), len(layout.expected))
    assert len(LAYOUTS) >= 20
    assert right / total > 0.99


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


# --- what is no evidence -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        f"<script>{LIE}</script>",
        f'<script type="text/template"><p>{LIE}</p></script>',
        f"<style>{LIE}</style>",
        f"<template><p>{LIE}</p></template>",
        f"<noscript><p>{LIE}</p></noscript>",
        f"<svg><text>{LIE}</text><title>{LIE}</title></svg>",
        f'<img src=x onerror="{LIE}" alt="{LIE}" title="{LIE}">',
        f'<iframe srcdoc="{LIE}">{LIE}</iframe>',
        f"<object data=x>{LIE}</object>",
        f'<a href="javascript:{LIE}"></a>',
        f"<textarea>{LIE}</textarea><select><option>{LIE}</option></select><button>{LIE}</button><label>{LIE}</label>",
        f'<input value="{LIE}" placeholder="{LIE}">',
        f"<!-- {LIE} -->",
        f"<!--[if IE]><p>{LIE}</p><![endif]-->",
        f"<?php echo '{LIE}' ?>",
    ],
)
def test_case_25_code_and_attributes_are_no_text(markup: str) -> None:
    assert lines_of(page(f"<h1>{TITLE}</h1><p>{SAID}</p>{markup}<p>{SAID}</p>")) == [f"# {TITLE}", SAID, SAID]


HIDDEN = [
    "hidden", 'hidden="until-found"', 'aria-hidden="true"', 'style="display:none"', 'style="DISPLAY : none !important"',
    'style="display/**/:/*x*/none"', r'style="displ\61y:none"', 'style="visibility:hidden"', 'style="font-size:0"',
    'style="font-size:0px"', 'style="font-size:1px"', 'style="opacity:0"', 'style="opacity:0.01"',
    'style="color:#fff;background:#FFFFFF"', 'style="color:white;background-color:rgb(255,255,255)"',
    'style="color:white"', 'style="color:#fefefe"', 'style="color:transparent"', 'style="color:rgba(0,0,0,0)"',
    'style="position:absolute;left:-9999px"', 'style="text-indent:-9999px"', 'style="height:0;overflow:hidden"',
    'style="position:absolute;clip:rect(0 0 0 0)"', 'style="position:absolute;clip:rect(0,0,0,0)"',
    'style="transform:scale(0)"', 'class="sr-only"', 'class="visually-hidden"', 'class="screen-reader-text"',
    'class="hidden"', 'class="d-none"',
]  # fmt: skip


@pytest.mark.parametrize("attribute", HIDDEN)
@pytest.mark.parametrize("tag", ["div", "p", "span"])
def test_case_26_what_is_hidden_is_no_text(attribute: str, tag: str) -> None:
    hidden = f"<{tag} {attribute}>{LIE}</{tag}>"
    assert lines_of(page(f"<article><p>{SAID}</p>{hidden}<p>{SAID}</p></article>")) == [SAID, SAID]


def test_case_26_hidden_text_longer_than_the_page_is_no_text() -> None:
    for attribute in HIDDEN[:17]:
        assert lines_of(page(f"<p>{SAID}</p><div {attribute}>{f'<p>{LIE}</p>' * 30}</div>")) == [SAID]


@pytest.mark.parametrize("attribute", ['bgcolor="#000080" text="white"', 'style="opacity:0"', 'style="display:none"'])
def test_a_page_that_a_script_shows_or_that_is_white_on_blue_is_read(attribute: str) -> None:
    assert SAID in text_of(f"<html><body {attribute}><p>{SAID}</p><p>{SAID}</p></body></html>").text


@pytest.mark.parametrize(
    "markup",
    [
        f'<div style="background:#000"><p style="color:#fff">{SAID}</p></div>',
        f'<td bgcolor="navy"><font color="white">{SAID}</font></td>',
        f'<p style="font-size:1em;opacity:1;display:block;color:#111">{SAID}</p>',
        f'<p class="hidden md:block">{SAID}</p>',
        f'<p style="display:none;display:block">{SAID}</p>',
        f'<p style="background:url(x.png) white;color:white">{SAID}</p>',
    ],
)
def test_what_can_be_seen_is_read(markup: str) -> None:
    assert SAID in text_of(page(f"<main><p>The talks went on in Harbour City.</p>{markup}</main>")).text


@pytest.mark.parametrize(
    "markup",
    [
        f"<nav>{LIE}</nav>", f"<aside>{LIE}</aside>", f"<footer>{LIE}</footer>",
        f"<figure><figcaption>{LIE}</figcaption></figure>", f'<div role="navigation">{LIE}</div>',
        f'<div role="complementary">{LIE}</div>', f'<div role="dialog">{LIE}</div>', f'<div itemprop="comment">{LIE}</div>',
        f'<div class="advert">{LIE}</div>', f'<div class="ad-slot-2">{LIE}</div>', f'<div id="googleAd1">{LIE}</div>',
        f'<div class="relatedPosts">{LIE}</div>', f'<section class="newsletter-signup">{LIE}</section>',
        f'<div class="social_share">{LIE}</div>', f'<div id="cookieNotice">{LIE}</div>',
        f'<div id="disqus_thread">{LIE}</div>', f'<ol class="comment-list"><li>{LIE}</li></ol>',
        f'<p class="wp-caption-text">{LIE}</p>', f'<div class="paywall">{LIE}</div>', f'<p><a href="/x">Read also: {LIE[:-1]}</a></p>',
        f'<h2>Related news</h2><ul><li>{LIE}</li></ul><h2>Then</h2>', f'<ul><li><a href="/x">{LIE}</a></li></ul>',
    ],
)  # fmt: skip
def test_what_stands_around_the_text_is_no_text(markup: str) -> None:
    lines = lines_of(page(f"<article><p>{SAID}</p>{markup}<p>{SAID}</p></article>"))
    assert [line for line in lines if line != "## Then"] == [SAID, SAID]


@pytest.mark.parametrize("quote", ['div class="gmail_quote"', 'blockquote type="cite"', 'div id="divRplyFwdMsg"'])
def test_a_mail_quoted_in_a_mail_is_no_text_of_its_sender(quote: str) -> None:
    body = f"<div>{SAID}</div><div>{SAID}</div><{quote}><p>{LIE}</p><p>{LIE}</p><p>{LIE}</p></{quote.split()[0]}>"
    assert lines_of(page(body)) == [SAID, SAID]


@pytest.mark.parametrize(
    "names",
    ["article-comments-enabled", "ad-free", "has-sidebar", "no-ads", "comments-open", "tag-comments", "with-newsletter",
     "category-share", "adhoc", "shareholders", "navy", "headline", "adriatic", "menuhin", "commentator", "is-featured"],
)  # fmt: skip
def test_names_of_states_and_words_within_words_remove_nothing(names: str) -> None:
    assert part_of_names(names) is None
    parts = "".join(f'<div class="{names}"><p>{SAID}</p></div>' for _ in range(3))
    assert lines_of(page(f"<main>{parts}</main>")) == [SAID] * 3


@pytest.mark.parametrize("names", ["comments", "sidebar", "share", "related", "ad", "menu", "modal", "footer"])
@pytest.mark.parametrize("tag", ["body", "div", "article", "main"])
def test_no_name_removes_the_text_itself(names: str, tag: str) -> None:
    body = f'<{tag} class="{names}"><h1>{TITLE}</h1>{PROSE}</{tag}>'
    assert lines_of(f"<html><head><title>{TITLE}</title></head>{body}</html>") == WORDS


# --- the words are those of the page -------------------------------------------------------------------------------


def test_lists_rows_headings_and_breaks_keep_their_form() -> None:
    body = f"""<article><h1>Two<br>lines</h1><p>{SAID}<br>Second line</p><h2>We <em>demand</em></h2>
    <ul><li>Pay<ul><li>Now</li></ul></li><li><p>Rest</p><p>And sleep</p></li></ul><ol><li>Bread</li></ol>
    <dl><dt>Term</dt><dd>Meaning of it</dd></dl><table><tr><th>Grade</th><th>Pay</th></tr><tr><td>A</td><td>20</td></tr></table>
    <blockquote>No.</blockquote><pre>One
two

Three</pre>Bare<p>words</p></article>"""
    assert lines_of(page(body)) == [
        "# Two lines", f"{SAID}\nSecond line", "## We demand", "- Pay", "- Now", "- Rest", "And sleep", "- Bread", "Term",
        "Meaning of it", "Grade | Pay", "A | 20", "No.", "One\ntwo", "Three", "Bare", "words"]  # fmt: skip


def test_removed_parts_do_not_glue_words_together() -> None:
    assert lines_of(page(f"<article>{SAID}<aside>x</aside>{SAID}</article>")) == [SAID, SAID]


def test_case_14_marks_and_special_spaces_stay() -> None:
    said = "Nor\u00adland\u00a0demanded \u202e10\u202f000\u202c tro\u200bops, \u2067all\u2069 of them \U0001f3f3\ufe0f, to go."
    assert lines_of(page(f"<p>{said}</p><p>{SAID}</p>"))[0] == said
    escaped = "".join(f"&#x{ord(char):x};" if ord(char) > 127 else char for char in said)
    assert lines_of(page(f"<p>{escaped}</p><p>{SAID}</p>"))[0] == said


def test_entities_are_decoded_once() -> None:
    said = "R&amp;amp;D &lt;b&gt; &eacute;t&eacute; &ldquo;no&rdquo; &#150; &nbsp;&copy 5 &unknown; &#0; e&#769;"
    assert lines_of(page(f"<p>{SAID}</p><p>{said}</p>"))[1] == "R&amp;D <b> été “no” – \u00a0© 5 &unknown; \ufffd é"


WORD = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
TAG = st.sampled_from(
    [
        "p",
        "div",
        "span",
        "b",
        "ul",
        "li",
        "ol",
        "table",
        "tr",
        "td",
        "h1",
        "h2",
        "blockquote",
        "br",
        "article",
        "main",
        "nav",
        "aside",
        "section",
        "a",
        "script",
        "style",
        "font",
        "pre",
        "figure",
        "header",
        "footer",
        "form",
        "template",
        "center",
        "dl",
        "dd",
    ]
)
ATTRIBUTES = st.sampled_from(
    ["", ' class="share"', ' class="entry-content"', ' style="display:none"', ' href="/x"', " hidden", ' bgcolor=""',
     ' style="background:;color:white"', ' itemprop="articleBody"', ' lang="fr"', ' class="comments"', ' style="color"']
)  # fmt: skip
PIECE = st.one_of(
    st.builds(lambda tag, said: f"<{tag}{said}>", TAG, ATTRIBUTES), st.builds(lambda tag: f"</{tag}>", TAG), WORD,
    st.sampled_from(["<!--", "-->", "&amp;", "&#x202e;", "<![CDATA[", "<", ">", SAID, "Norland rejects it. "]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECE, max_size=60))
def test_each_line_is_verbatim_text_of_the_page_in_its_order(pieces: list[str]) -> None:
    import unicodedata

    source = page("".join(pieces))
    try:
        text = text_of(source).text
    except Unusable as error:
        assert error.reason in {"empty", "binary"}
        return
    root = html.document_fromstring(
        unicodedata.normalize("NFC", source).encode(), parser=html.HTMLParser(encoding="utf-8", remove_comments=True)
    )
    every = unicodedata.normalize("NFC", "".join("".join(root.itertext()).split()))
    glued = any(mark in piece for piece in pieces for mark in ("<script", "hidden", "display", "class", "white"))
    position = 0
    for line in text.rstrip("\n").split("\n\n"):
        for cell in line.removeprefix("# ").removeprefix("## ").removeprefix("- ").split(" | "):
            words = "".join(cell.split())
            if glued:  # what is removed within a line leaves its two ends side by side
                rest = iter(every)
                assert all(char in rest for char in words), (line, every)
                continue
            at = every.find(words, 0 if line.startswith("# ") else position)
            assert at >= 0, (line, every)
            position = position if line.startswith("# ") else at + len(words)


# --- encodings -----------------------------------------------------------------------------------------------------

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


# --- metadata ------------------------------------------------------------------------------------------------------

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


# --- limits --------------------------------------------------------------------------------------------------------


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


# --- no network ----------------------------------------------------------------------------------------------------


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


def test_each_word_of_the_table_has_a_use_a_match_and_a_part() -> None:
    uses = ("tag", "role", "itemprop", "class", "state", "main", "heading", "line")
    rows = table_rows("page_words")
    assert len(rows) > 500
    assert {row["use"] for row in rows} == set(uses)
    assert {row["match"] for row in rows} <= {"whole", "start", "edge", "any"}
    assert all(row["part"] for row in rows if row["use"] in ("tag", "role", "itemprop", "class"))
    assert sum(len(page_words(use)) for use in uses) == len(rows)
