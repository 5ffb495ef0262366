"""Breaks a good file: bytes anywhere, or the parts that its format is made of."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from random import Random

from pipeline.files import ZIP_DAMAGE

# What readers of formats stumble over: numbers out of range, endless nesting, marks of other formats, odd letters.
ODD = (
    b"", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n\n\n", b"\x85", b"\xe2\x80\xa8", b"\xc2\xad",
    b"\xe2\x80\x8b", b"\xe2\x80\xae", b"\xcc\x81" * 9, b"\xf0\x9f\x87\xba\xf0\x9f\x87\xa6", b"-1", b"0", b"4294967296", b"9" * 400, b"1e999", b"NaN", b"null",
    b"true", b"[]", b"{}", b"[" * 2000, b'{"a":' * 2000, b'"', b"'", b"\\", b"\\u0000", b"\\ud800", b"<", b">", b"&", b"&#0;",
    b"&#xD800;", b"&#x110000;", b"&amp;" * 50, b"<!--", b"]]>", b"<![CDATA[", b"<?xml version='1.0'?>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;",
    b"<div>" * 400, b"</div>" * 40, b"<p>", b"<script>", b"</script>", b"<table><tr>" * 50, b"<svg><a>", b"<plaintext>", b"<textarea>",
    b"<base href='x'>", b"<meta charset=utf-16>", b"<meta charset=klingon>", b"style='display:none'", b"hidden", b"---\n", b"...\n", b"*a", b"&a ", b"!!python/object:os.system x", b"{{", b": ",
    b"- ", b"\t", b",", b";", b'""', b"%PDF-1.7", b"obj", b"endobj", b"stream\n", b"endstream", b"<<", b">>" * 9, b"1 0 R", b"/Kids [3 0 R]", b"/Length 99999999", b"/Filter /FlateDecode",
    b"/Parent 2 0 R", b"xref", b"trailer", b"/Encrypt 1 0 R", b"PK\x03\x04", b"\x1f\x8b", b"WARC/1.0", b"Content-Length: 99999999", b"Content-Length: -1", b"Content-Length: a",
    b"HTTP/1.1 200 OK\r\n\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: br\r\n", b"Content-Type: multipart/mixed; boundary=\"\"\n", b"Content-Transfer-Encoding: base64\n",
    b"Content-Transfer-Encoding: x\n", b"=?utf-8?B?/w==?=", b"=?x?Q?=80?=", b"Date: Thu, 99 Foo 0000 99:99:99 +9999\n", b"From: <<>>\n", b"charset=utf-7", b"filename*=utf-8''%ff%00..%2f", b"--", b"a" * 3000,
    "€".encode("cp1252"), "Ж".encode("koi8-r"), "中文 ".encode() * 40, "לא ".encode() * 9, b". " * 200, b"2025-02-30", b"0000-00-00", b"9999-99", b"2025-08-15/2025-08-09",
)  # fmt: skip
TOKEN = re.compile(rb"[\w.-]+|[<>/\"'=:;,&\[\]{}()]|\s+")


def broken(name: str, data: bytes, chance: Random) -> bytes:
    """The file with one to five changes; archives are now and then unpacked, and packed again with broken members."""
    if chance.random() < 0.6:
        if name.endswith(".gz"):
            try:
                inner = broken(name[: -len(".gz")], gzip.decompress(data), chance)
                return gzip.compress(inner, mtime=0)
            except (OSError, EOFError, zlib.error):
                pass
        if name.endswith((".zip", ".docx")):
            return _members_broken(data, chance)
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        data = chance.choice((_flip, _insert, _replace, _delete, _repeat, _cut, _swap, _tokens, _splice))(data, chance)
    return data[:3_000_000]


def _members_broken(data: bytes, chance: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(one.filename, archive.read(one)) for one in archive.infolist()]
    except ZIP_DAMAGE:
        return _flip(data, chance)
    texts = [at for at, (_, content) in enumerate(members) if content]
    for at in chance.sample(texts, min(len(texts), chance.choice((1, 1, 2)))):
        name, content = members[at]
        members[at] = name, broken(name, content, chance)
    deed = chance.random()
    if deed < 0.1:
        del members[chance.randrange(len(members))]
    elif deed < 0.2:
        members.append(chance.choice(members))
    elif deed < 0.3:
        odd = chance.choice(
            (
                "../up.txt",
                "/abs.txt",
                "a\nb.txt",
                "x" * 300 + ".txt",
                "a/",
                "мир.txt",
                "a.zip",
                ".txt",
                "!/a.txt",
                "CON",
            )
        )
        members.append((odd, chance.choice(members)[1]))
    out = io.BytesIO()
    import warnings

    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two members of one name
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def _place(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((0, 1, 1, 2, 4, 16, 200)))


def _flip(data: bytes, chance: Random) -> bytes:
    if not data:
        return b"\0"
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _insert(data: bytes, chance: Random) -> bytes:
    at, _ = _place(data, chance)
    return data[:at] + chance.choice(ODD) + data[at:]


def _replace(data: bytes, chance: Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + chance.choice(ODD) + data[end:]


def _delete(data: bytes, chance: Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + data[start:end] * chance.choice((2, 3, 20, 300)) + data[end:]


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.5 else data[chance.randrange(len(data) + 1) :]


def _swap(data: bytes, chance: Random) -> bytes:
    (a, b), (c, d) = sorted((_place(data, chance), _place(data, chance)))
    return data if b > c else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _tokens(data: bytes, chance: Random) -> bytes:
    """One token, a word, a sign or white space, becomes another of the file, or goes."""
    found = list(TOKEN.finditer(data[:200_000]))
    if not found:
        return _insert(data, chance)
    one, other = chance.choice(found), chance.choice((*found[-50:], *found[:200]))
    return data[: one.start()] + chance.choice((other[0], b"", chance.choice(ODD))) + data[one.end() :]


def _splice(data: bytes, chance: Random) -> bytes:
    """A long stretch stands a second time somewhere else."""
    start = chance.randrange(len(data) + 1)
    part = data[start : start + chance.choice((50, 500, 5000))]
    at, _ = _place(data, chance)
    return data[:at] + part + data[at:]
