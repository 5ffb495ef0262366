"""Saved web pages: what is hidden, or stands around the text, is no evidence; the text itself is never removed."""

from __future__ import annotations

import pytest

from pipeline.read.pages.words import part_of_names
from tests.read.layouts import PROSE, TITLE, WORDS
from tests.read.page_texts import LIE, SAID, lines_of, page, text_of


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
