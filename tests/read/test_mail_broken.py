"""Mails: encodings, and whatever is broken, too large or hostile about them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read import Unusable
from pipeline.read.sources import Source
from tests.read.mailing import BODY, HEAD, PARTS, found_in, members, message


def test_the_encoding_of_the_sidecar_is_that_of_the_plain_text_too(tmp_path: Path) -> None:
    parts = b"--b\nContent-Type: text/plain\n\nThe caf\xe9\n--b\nContent-Type: text/html\n\n<p>The page</p>\n--b--\n"
    content = HEAD.encode() + b"MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n" + parts
    documents, left_out = found_in(tmp_path, content, "encoding: windows-1252\n")
    assert (documents["m.eml"].text.strip(), left_out) == ("The caf\u00e9", {})


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


def test_a_mail_that_is_cut_off_gives_what_is_there(tmp_path: Path) -> None:
    made = message()
    made.add_attachment("Norland made an offer. " * 50, filename="offer.txt")
    data = made.as_bytes()
    documents, _ = found_in(tmp_path, data[: len(data) - 200])
    assert documents["m.eml"].text == BODY.strip("\n")


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
