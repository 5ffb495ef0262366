"""Mails: the sender's own words as a document, attachments as members, whatever is broken about them."""

from __future__ import annotations

import time
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Document, Interval
from pipeline.read import Limits, Quarantined, Unusable, mail, read_folder
from pipeline.read.mails.own_page import has_words, own_page
from pipeline.read.mails.own_words import own_words
from pipeline.read.sources import Source

BODY = "The minister demanded an end to the strikes.\n\nNorland rejected the demand.\n"
HEAD = "From: Jane Doe <jane@example.org>\nSubject: Talks end\nDate: Wed, 01 May 2024 23:30:00 -0500\n"


def found_in(
    folder: Path, content: str | bytes, sidecar: str | None = None
) -> tuple[dict[str, Document], dict[str, Quarantined]]:
    (folder / "m.eml").write_bytes(
        content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
    )
    if sidecar:
        (folder / "m.eml.meta.yml").write_text(sidecar, encoding="utf-8")
    found = read_folder(folder)
    return {one.path: one for one in found.documents}, {one.path: one for one in found.quarantined}


def members(content: str | bytes) -> list[Source | Quarantined]:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
    return list(mail.members(Source("m.eml", "m.eml", data), Limits()))


def message(body: str | None = BODY) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = (
        "Jane Doe <jane@example.org>",
        "Talks end",
        "Wed, 01 May 2024 10:00:00 +0000",
    )
    if body is not None:
        made.set_content(body)
    return made


def test_the_message_is_a_document_with_what_its_headers_say(tmp_path: Path) -> None:
    more = "Organization: Ministry of Talks\nArchived-At: <https://example.org/m/1>\n"
    documents, left_out = found_in(tmp_path, HEAD + more + "\n" + BODY)
    one = documents["m.eml"]
    assert left_out == {}
    assert (one.document_id, one.text, one.media_type) == ("m", BODY.strip("\n"), "message/rfc822")
    assert (one.title, one.author, one.publisher) == ("Talks end", "Jane Doe", "Ministry of Talks")
    assert (one.published, one.published_basis) == (Interval(date(2024, 5, 1), date(2024, 5, 1)), "metadata")
    assert one.url == "https://example.org/m/1"


def test_the_sidecar_wins_over_headers(tmp_path: Path) -> None:
    documents, _ = found_in(tmp_path, HEAD + "\n" + BODY, "title: Other\npublished: 2024-04-30\npublish: quotes\n")
    one = documents["m.eml"]
    assert (one.title, one.publish, one.author) == ("Other", "quotes", "Jane Doe")
    assert one.published == Interval(date(2024, 4, 30), date(2024, 4, 30))


@pytest.mark.parametrize(
    ("header", "field", "expected"),
    [
        ("Subject: RE: Fwd: re: Talks end", "title", "Talks end"),
        ("Subject: =?utf-8?q?Caf=C3=A9_talks?=", "title", "Café talks"),
        ("Subject: Café talks", "title", "Café talks"),
        ("Subject: Talks\n  go on", "title", "Talks go on"),
        ("Subject: Caf\udce9", "title", None),
        ("Subject:", "title", None),
        ("From: jane@example.org", "author", None),
        ('From: "Doe, Jane" <jane@example.org>', "author", "Doe, Jane"),
        ("From: =?iso-8859-1?q?Jos=E9?= <jose@example.org>", "author", "José"),
        ("From: " + "(" * 3000, "author", None),
        ("From: ,;<@>", "author", None),
        ("Date: Thu, 01 May 2024 10:00:00 +0000", "published", None),  # that day was a Wednesday
        ("Date: Thu, 01 Jan 1970 00:00:00 +0000", "published", None),
        ("Date: Fri, 30 Feb 2024 10:00:00 +0000", "published", None),
        ("Date: yesterday", "published", None),
        ("Date: 1 May 2024 10:00", "published", Interval(date(2024, 5, 1), date(2024, 5, 1))),
        ('List-Id: "Ministry of Talks" <press.example.org>', "publisher", "Ministry of Talks"),
        ("List-Id: <press.example.org>", "publisher", None),
        ("Archived-At: <javascript:alert(1)>", "url", None),
        ("X-Long: " + "x" * 100_000, "title", None),
        ("Content-Type: " + "a;" * 200_000, "title", None),
    ],
)  # fmt: skip
def test_headers(tmp_path: Path, header: str, field: str, expected: object) -> None:
    documents, left_out = found_in(tmp_path, f"To: x@example.org\n{header}\n\n{BODY}")
    assert left_out == {}
    found = documents["m.eml"]
    shown = getattr(found, field)
    if field == "title" and expected is None:
        assert shown in (None, found.blocks[0].span.of(found.text))
    else:
        assert shown == expected


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


def test_the_encoding_of_the_sidecar_is_that_of_the_plain_text_too(tmp_path: Path) -> None:
    parts = b"--b\nContent-Type: text/plain\n\nThe caf\xe9\n--b\nContent-Type: text/html\n\n<p>The page</p>\n--b--\n"
    content = HEAD.encode() + b"MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n" + parts
    documents, left_out = found_in(tmp_path, content, "encoding: windows-1252\n")
    assert (documents["m.eml"].text.strip(), left_out) == ("The caf\u00e9", {})


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


def test_attachments_are_members(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    made.add_attachment("Norland made an offer.", filename="offer.txt")
    made.add_attachment("Norland made another offer.", filename="offer.txt")
    made.add_attachment(
        b"id,text\na1,Norland rejected it.\n", maintype="text", subtype="csv", filename="../../rows.csv"
    )
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="statement")
    made.add_attachment(b"x", maintype="application", subtype="octet-stream")
    documents, left_out = found_in(tmp_path, made.as_bytes(), "title: Mine\npublisher: Daily\n")
    assert list(documents) == ["m.eml", "m.eml!/offer-2.txt", "m.eml!/offer.txt", "m.eml!/rows.csv!/a1"]
    assert documents["m.eml!/offer.txt"].publisher == "Daily"
    assert documents["m.eml!/offer.txt"].title != "Mine"
    assert documents["m.eml!/offer.txt"].author is None
    assert documents["m.eml!/offer.txt"].published is None
    assert {path: one.reason for path, one in left_out.items() if "statement" not in path} == {
        "m.eml!/logo.png": "format", "m.eml!/part-8": "format"}  # fmt: skip
    assert "m.eml!/statement" in left_out


def test_a_mail_of_attachments_only(tmp_path: Path) -> None:
    made = message("\n")
    made.add_attachment("Norland made an offer.", filename="offer.txt")
    documents, left_out = found_in(tmp_path, made.as_bytes())
    assert (list(documents), left_out) == (["m.eml!/offer.txt"], {})


def test_an_attached_mail_is_a_document_of_its_own(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Ali Amin <ali@example.org>", "An offer"
    inner.set_content("Norland made an offer.")
    inner.add_attachment("More of it.", filename="more.txt")
    made = message()
    made.add_attachment(inner)
    documents, left_out = found_in(tmp_path, made.as_bytes())
    assert left_out == {}
    assert list(documents) == ["m.eml", "m.eml!/part-3.eml", "m.eml!/part-3.eml!/more.txt"]
    one = documents["m.eml!/part-3.eml"]
    assert (one.author, one.title, one.text, one.published) == ("Ali Amin", "An offer", "Norland made an offer.", None)


@pytest.mark.parametrize(
    ("content_type", "encoding", "data"),
    [
        ("text/plain; charset=iso-8859-1", "8bit", "caf\u00e9".encode("latin-1")),
        ("text/plain; charset=iso-8859-1", "8bit", "caf\u00e9".encode()),  # wrong: it is UTF-8
        ("text/plain; charset=us-ascii", "8bit", "caf\u00e9".encode()),
        ("text/plain; charset=windows-1252", "quoted-printable", b"caf=E9"),
        ("text/plain; charset=utf-8", "base64", b"Y2Fmw6k="),
        ("text/plain; charset=utf-7", "7bit", b"caf+AOk-"),
        ("text/plain; charset=utf-16", "base64", b"YwBhAGYA6QA="),
        ("text/plain; charset=klingon", "8bit", "caf\u00e9".encode()),
        ("text/plain", "8bit", "caf\u00e9".encode()),
        ("", "", "caf\u00e9".encode()),
    ],
)
def test_encodings_of_the_text(tmp_path: Path, content_type: str, encoding: str, data: bytes) -> None:
    head = HEAD + (f"MIME-Version: 1.0\nContent-Type: {content_type}\n" if content_type else "")
    head += f"Content-Transfer-Encoding: {encoding}\n" if encoding else ""
    documents, left_out = found_in(tmp_path, head.encode() + b"\n" + data)
    assert (documents["m.eml"].text.strip(), left_out) == ("caf\u00e9", {})


PARTS = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"


@pytest.mark.parametrize(
    ("content", "reason", "says"),
    [
        (HEAD + "Content-Type: text/plain; charset=klingon\n\ncaf\udce9", "encoding", "0xe9"),
        (HEAD + "\n", "empty", "no text"),
        (HEAD + PARTS + "--b--\n", "damaged", "cannot be told apart"),
        ("\n", "empty", "file is empty"),
        ("no mail at all", "damaged", "this is no mail"),
        ("<html><p>x</p></html>", "damaged", "this is no mail"),
        (HEAD + "Content-Type: multipart/mixed\n\n" + BODY, "damaged", "cannot be told apart"),
        (HEAD + PARTS + "no boundary", "damaged", "cannot be told apart"),
        (HEAD + "Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n", "encrypted", "locked with a key"),
        (HEAD + "Content-Type: application/pkcs7-mime\n\nx", "encrypted", "locked with a key"),
        ("Content-Type: message/rfc822\n\n" * 30, "depth", "20 deep"),
        ("".join(f"Subject: x\nContent-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(2_000)), "depth", "deep"),
        (HEAD + PARTS + "--b\n\nx\n" * 20_001, "too_large", "20,000 parts"),
    ],
)  # fmt: skip
def test_mails_that_cannot_be_read(tmp_path: Path, content: str, reason: str, says: str) -> None:
    documents, left_out = found_in(tmp_path, content)
    assert documents == {}
    assert [one.reason for one in left_out.values()] == [reason]
    assert says in left_out["m.eml"].detail


def test_case_18_a_mail_of_too_many_lines_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(Unusable, match="2,000,000 lines"):
        members((HEAD + "\n").encode() + b"a\n" * 4_000_001)
    assert time.monotonic() - began < 5


@pytest.mark.slow
def test_ten_thousand_parts_are_read_in_time() -> None:
    part = "--b\nContent-Disposition: attachment; filename=a.txt\n\nx\n"
    began = time.monotonic()
    found = members(HEAD + PARTS + part * 10_000 + "--b--\n")
    assert len({one.path for one in found}) == 10_000
    assert time.monotonic() - began < 30


def test_parts_of_one_text_stand_together(tmp_path: Path) -> None:
    parts = "--b\n\nOne.\n--b\nContent-Type: image/png\nContent-Disposition: inline; filename=a.png\n\nx\n--b\n\nTwo.\n--b--\n"
    documents, left_out = found_in(tmp_path, HEAD + PARTS + parts)
    assert documents["m.eml"].text == "One.\n\nTwo."
    assert set(left_out) == {"m.eml!/a.png"}


def test_a_mail_that_is_cut_off_gives_what_is_there(tmp_path: Path) -> None:
    made = message()
    made.add_attachment("Norland made an offer. " * 50, filename="offer.txt")
    data = made.as_bytes()
    documents, _ = found_in(tmp_path, data[: len(data) - 200])
    assert documents["m.eml"].text == BODY.strip("\n")


def test_signed_mails_and_pictures_of_pages(tmp_path: Path) -> None:
    signed = ("Content-Type: multipart/signed; boundary=b\n\n--b\n\nNorland rejected it.\n--b\n"
              "Content-Type: application/pgp-signature; name=signature.asc\n\nx\n--b--\n")  # fmt: skip
    documents, left_out = found_in(tmp_path, HEAD + signed)
    assert (documents["m.eml"].text, left_out) == ("Norland rejected it.", {})
    made = message(None)
    made.set_content("<p>Norland rejected it.</p>", subtype="html")
    made.add_related(b"\x89PNG", "image", "png", cid="<a>")
    assert [one.path for one in members(made.as_bytes())] == ["m.eml"]


def test_case_22_odd_names_of_attachments() -> None:
    odd = [
        "../x.txt",
        "C:\\x\\y.txt",
        "/etc/passwd",
        "CON",
        "a\nb.txt",
        "x" * 400 + ".txt",
        "..",
        "=?utf-8?q?=00?=.txt",
        "",
    ]
    parts = "".join(f'--b\nContent-Disposition: attachment; filename="{name}"\n\nx\n' for name in odd)
    paths = [one.path for one in members(HEAD + PARTS + parts + "--b--\n")]
    assert len(paths) == len(set(paths)) == len(odd)
    assert all(path.isprintable() and path.count("/") == 1 and len(path) < 300 for path in paths)


@settings(max_examples=200, deadline=None)
@given(
    data=st.binary(max_size=300)
    | st.lists(
        st.sampled_from(
            ["Content-Type: ", "multipart/mixed", "; boundary=b", "\n", "\n\n", "--b", "--b--", "message/rfc822", "text/plain",
             "text/html", "Subject: ", "From: ", "(", ")", "<", ">", "@", "=?utf-8?q?", "=E9", "?=", "x", "\udce9", '"', ";",
             "filename*0*=", "Content-Disposition: attachment", "Content-Transfer-Encoding: base64\n", "charset=", "utf-16"]
        ),
        max_size=30,
    ).map(lambda parts: "".join(parts).encode("utf-8", "surrogateescape"))
)  # fmt: skip
def test_any_bytes_give_members_or_a_reason(data: bytes) -> None:
    for content in (data, b"Subject: x\n" + data):
        try:
            found = members(content)
        except Unusable as error:
            assert error.reason in {"damaged", "depth", "empty", "encoding", "encrypted", "binary"}
            continue
        assert found
        assert len({one.path for one in found}) == len(found)


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


@pytest.mark.parametrize(
    ("label", "data"),
    [
        ("iso-8859-1", b"\x93no\x94"),
        ("x-sjis", "\u201cno\u201d".encode("cp932")),
        ("csISO2022JP", "\u201cno\u201d".encode("iso-2022-jp")),
    ],
)
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_labels_of_encodings_mean_what_they_mean_in_a_page(tmp_path: Path, label: str, data: bytes, kind: str) -> None:
    head = HEAD.encode() + f"Content-Type: text/{kind}; charset={label}\nContent-Transfer-Encoding: 8bit\n\n".encode()
    documents, left_out = found_in(tmp_path, head + b"<p>They say " * (kind == "html") + data)
    assert (documents["m.eml"].text.strip()[-4:], left_out) == ("\u201cno\u201d", {})


def test_a_page_that_declares_another_encoding_than_it_has() -> None:
    page = "<p>caf\u00e9</p>".encode()
    (one,) = members(
        HEAD.encode() + b"Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\n" + page
    )
    assert isinstance(one, Source)
    assert one.said.encoding == "utf-8"
