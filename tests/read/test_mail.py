"""Mails: a document with what its headers say, and attachments as members."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.model import Interval
from tests.read.mailing import BODY, HEAD, PARTS, found_in, members, message


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


def test_parts_of_one_text_stand_together(tmp_path: Path) -> None:
    parts = "--b\n\nOne.\n--b\nContent-Type: image/png\nContent-Disposition: inline; filename=a.png\n\nx\n--b\n\nTwo.\n--b--\n"
    documents, left_out = found_in(tmp_path, HEAD + PARTS + parts)
    assert documents["m.eml"].text == "One.\n\nTwo."
    assert set(left_out) == {"m.eml!/a.png"}


def test_signed_mails_and_pictures_of_pages(tmp_path: Path) -> None:
    signed = ("Content-Type: multipart/signed; boundary=b\n\n--b\n\nNorland rejected it.\n--b\n"
              "Content-Type: application/pgp-signature; name=signature.asc\n\nx\n--b--\n")  # fmt: skip
    documents, left_out = found_in(tmp_path, HEAD + signed)
    assert (documents["m.eml"].text, left_out) == ("Norland rejected it.", {})
    made = message(None)
    made.set_content("<p>Norland rejected it.</p>", subtype="html")
    made.add_related(b"\x89PNG", "image", "png", cid="<a>")
    assert [one.path for one in members(made.as_bytes())] == ["m.eml"]
