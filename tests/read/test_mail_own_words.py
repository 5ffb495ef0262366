"""Mails: the sender's own words are kept, in plain text and in pages, and quoted mails are not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.read import Unusable
from pipeline.read.mails.own_page import has_words, own_page
from pipeline.read.mails.own_words import own_words
from pipeline.read.sources import Source
from tests.read.mailing import BODY, HEAD, found_in, members, message


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Mine.\n\nOn Wed, 1 May 2024 at 10:00, Jane Doe <jane@example.org> wrote:\n> Theirs.\n>> Older.\n", "Mine."),
        ("Mine.\n\nOn Wed, 1 May 2024 at 10:00,\nJane Doe <jane@example.org>\nwrote:\n\n> Theirs.\n", "Mine."),
        ("> Theirs.\nMine.\n> Theirs.\nMine, too.\n", "Mine.\nMine, too."),
        ("Mine.\n-----Original Message-----\nFrom: X\nTheirs.\n", "Mine."),
        ("Mine.\n\n________________________________\nFrom: X\nSent: Monday\nTo: Y\nSubject: Z\n\nTheirs.\n", "Mine."),
        ("Mine.\n\nFrom: X\nDate: Monday\nSubject: Z\n\nTheirs.\n", "Mine."),
        ("Mine.\nOn 1 May 2024 at 10:00 Jane Doe wrote:\nTheirs.\n", "Mine."),
        ("Mine.\n-- \nJane Doe\nMinistry of Talks\n", "Mine."),
        ("Mine.\n--\nJane Doe\n", "Mine."),
        ("Mine.\n_______________________________________________\nPress mailing list\nhttps://example.org\n", "Mine."),
        # what looks like it and is the sender's own
        (
            "On Monday the minister wrote:\n\nThe strikes must end.\n",
            "On Monday the minister wrote:\n\nThe strikes must end.",
        ),
        ("From: the ministry\n\nThe strikes must end.", "From: the ministry\n\nThe strikes must end."),
        ("One.\n--\n" + "More.\n" * 20, "One.\n--\n" + "More.\n" * 19 + "More."),
        ("Original message\nTwo.", "Original message\nTwo."),
        ("One -- two.\n-----\nThree.", "One -- two.\n-----\nThree."),
    ],
)
def test_only_the_senders_own_words_are_kept(text: str, own: str) -> None:
    assert own_words(text).text.rstrip("\n") == own


@pytest.mark.parametrize("text", ["On " * 200_000, "On x\n" * 100_000, "From:\n" * 100_000, "_" * 500_000, ">" * 500_000,
                                  "-----\n" * 100_000, "--\n" * 100_000])  # fmt: skip
def test_own_words_are_found_in_linear_time(text: str) -> None:
    began = time.monotonic()
    own_words(text)
    assert time.monotonic() - began < 5


def test_a_mail_of_quoted_words_only_is_told(tmp_path: Path) -> None:
    documents, left_out = found_in(tmp_path, HEAD + "\n> " + BODY.replace("\n", "\n> "))
    assert documents == {}
    assert (left_out["m.eml"].reason, "quoted from another mail" in left_out["m.eml"].detail) == ("empty", True)


def test_a_mail_that_is_handed_on_within_the_text_is_told(tmp_path: Path) -> None:
    forwarded = "\n---------- Forwarded message ---------\nFrom: X <x@example.org>\n\nTheirs, and no demand of mine.\n"
    documents, left_out = found_in(tmp_path, HEAD + "\n" + BODY + forwarded)
    assert documents["m.eml"].text == BODY.strip("\n")
    assert left_out["m.eml!/forwarded"].reason == "format"
    only = found_in(tmp_path, HEAD + forwarded)
    assert (only[0], set(only[1])) == ({}, {"m.eml!/forwarded"})


def test_plain_text_is_preferred_to_its_page() -> None:
    made = message()
    made.add_alternative("<p>Other</p>", subtype="html")
    (one,) = members(made.as_bytes())
    assert isinstance(one, Source) and (one.path, one.ending, one.content) == (
        "m.eml",
        ".txt",
        BODY.strip("\n").encode(),
    )


@pytest.mark.parametrize("plain", [None, "\n", " -- \n"])
def test_without_plain_words_the_page_is_read(plain: str | None) -> None:
    made = message(plain)
    page = "<html><body><p>Caf\u00e9</p></body></html>"
    if plain is None:
        made.set_content(page, subtype="html", charset="iso-8859-1")
    else:
        made.add_alternative(page, subtype="html", charset="iso-8859-1")
    (one,) = members(made.as_bytes())
    assert isinstance(one, Source) and (one.path, one.ending, one.said.encoding) == ("m.eml", ".html", "windows-1252")
    assert (one.said.title, one.media_type) == ("Talks end", "message/rfc822")
    assert one.read(1000).decode("iso-8859-1").strip() == page


@pytest.mark.parametrize(
    ("page", "own"),
    [
        ('<p>Mine.</p><div class="gmail_quote"><div>On x wrote:</div><blockquote>Theirs.</blockquote></div><p>Mine, too.</p>',
         "<p>Mine.</p><p>Mine, too.</p>"),
        ('<p>Mine.</p><BLOCKQUOTE type="cite">Theirs.<blockquote>Older.</blockquote></BLOCKQUOTE><p>Mine, too.</p>',
         "<p>Mine.</p><p>Mine, too.</p>"),
        ('<p>Mine.</p><div id="divRplyFwdMsg">From: X</div><div>Theirs.</div>', "<p>Mine.</p>"),
        ('<p>Mine.</p><div class="a moz-cite-prefix">On x:</div><p>Mine, too.</p>', "<p>Mine.</p><p>Mine, too.</p>"),
        ('<p>Mine.</p><div class="yahoo_quoted"><div>Theirs.', "<p>Mine.</p>"),
        ('<blockquote cite="https://example.org">Quoted by me.</blockquote>',) * 2,
        ('<div class="quote">Mine.</div>',) * 2,
    ],
)  # fmt: skip
def test_pages_are_read_without_the_mails_that_they_quote(page: str, own: str) -> None:
    assert own_page(page.encode()).decode() == own
    made = message(None)
    made.set_content(page, subtype="html")
    (one,) = members(made.as_bytes())
    assert isinstance(one, Source)
    assert one.read(10_000).decode().strip() == own


def test_a_page_of_quoted_words_only_is_told() -> None:
    made = message(None)
    made.set_content("<style>p {}</style><div class=gmail_quote>Theirs.</div>&nbsp;", subtype="html")
    with pytest.raises(Unusable, match="quoted from another mail"):
        members(made.as_bytes())


@pytest.mark.parametrize("page", [b"<div" * 500_000, b"<div>" * 500_000, b"<div class=gmail_quote>" * 200_000, b"<" * 2_000_000,
                                  b"&" * 2_000_000, b"<style" * 300_000, b"<blockquote type" + b" " * 2_000_000])  # fmt: skip
def test_own_pages_are_found_in_linear_time(page: bytes) -> None:
    began = time.monotonic()
    has_words(own_page(page))
    assert time.monotonic() - began < 10
