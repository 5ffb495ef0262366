"""Web archives: pages of good records only (numbered case 32), whatever else is in the file."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read import Limits, Quarantined, Unusable, read_folder
from pipeline.read.archives import warc
from pipeline.read.archives.warc import readable
from pipeline.read.formats import format_of
from pipeline.read.sources import Source

pytest.importorskip("warcio")

TEXT = b"Norland rejected the plan. Its envoy demanded a ceasefire."


def record(
    url: str | None = "https://example.org/a",
    body: bytes = TEXT,
    *,
    kind: str = "response",
    content_type: str = "text/plain; charset=utf-8",
    status: str = "200 OK",
    headers: Iterable[str] = (),
    more: Iterable[str] = (),
    length: int | None = None,
    day: str = "2024-05-01T10:00:00Z",
) -> bytes:
    """A record as a crawler writes it; `length` is one that may be wrong, `more` are headers of the record."""
    block = body
    if kind in ("response", "revisit"):
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *headers, "", ""]
        block = "\r\n".join(lines).encode() + body
    own = {"response": "application/http; msgtype=response", "resource": content_type}.get(kind, "application/http")
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Date: {day}", f"Content-Type: {own}", *more]
    lines += [f"WARC-Target-URI: {url}"] if url else []
    lines += [f"Content-Length: {len(block) if length is None else length}", "", ""]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def chunked(body: bytes, size: int = 7) -> bytes:
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def members(data: bytes, limits: Limits = Limits()) -> list[Source | Quarantined]:
    return list(warc.members(Source("w.warc", "w.warc", data), limits))


def told(data: bytes, limits: Limits = Limits()) -> list[tuple[str, str]]:
    """The keys of the members, and what became of each: its content or the reason why it is left out."""
    return [
        (one.path.removeprefix("w.warc!/"), one.read(10**9).decode("utf-8", "replace") if isinstance(one, Source) else one.reason)
        for one in members(data, limits)
    ]  # fmt: skip


GOOD = [("example.org/a", TEXT.decode())]


def test_pages_are_documents_with_their_address(tmp_path: Path) -> None:
    info = record(None, b"software: x", kind="warcinfo")
    content = info + record() + record("http://Example.org/b?x=1#top", TEXT + b" It did.", kind="resource")
    (tmp_path / "w.warc").write_bytes(content)
    (tmp_path / "w.warc.meta.yml").write_text("publisher: Daily\n", encoding="utf-8")
    found = read_folder(tmp_path)
    assert found.quarantined == ()
    first, second = found.documents
    assert (first.path, first.document_id, first.text) == (
        "w.warc!/example.org/a",
        "w-warc-example-org-a",
        TEXT.decode(),
    )
    assert (first.url, first.publisher) == ("https://example.org/a", "Daily")
    assert (second.path, second.url) == ("w.warc!/example.org/b?x=1", "http://Example.org/b?x=1#top")
    assert first.published is None  # the day of the crawl is not that of publication


def test_the_longest_ending_tells_the_format() -> None:
    assert format_of("x.warc.gz") is format_of("x.warc")
    assert format_of("x.csv.gz") is format_of("x.gz")


@pytest.mark.parametrize(
    "packed",
    [lambda parts: b"".join(parts), lambda parts: b"".join(map(gzip.compress, parts)), lambda parts: gzip.compress(b"".join(parts)),
     lambda parts: b"".join(map(gzip.compress, parts)) + b"\0" * 512],
    ids=["plain", "gzip_per_record", "gzip_whole", "padded"],
)  # fmt: skip
def test_case_32_packed_whole_or_record_by_record(packed: object) -> None:
    parts = [record(None, b"x", kind="warcinfo"), *(record(f"https://example.org/{i}", TEXT) for i in range(50))]
    assert told(packed(parts)) == [(f"example.org/{i}", TEXT.decode()) for i in range(50)]  # type: ignore[operator]


@pytest.mark.parametrize(
    "skipped",
    [
        record(kind="revisit"),
        record(kind="request"),
        record(kind="metadata"),
        record(None, b"x", kind="warcinfo"),
        record(status="404 Not Found"),
        record(status="301 Moved Permanently"),
        record(status="304 Not Modified"),
        record(content_type="image/png"),
        record(content_type="text/css"),
        record(content_type="application/javascript"),
        record("dns:example.org", kind="resource", content_type="text/dns"),
        record("https://example.org/robots.txt"),
        record(content_type=""),
        record(content_type="video/mp4", length=10**12),
    ],
)  # fmt: skip
def test_records_without_text_are_passed_over(skipped: bytes) -> None:
    assert told(skipped + record() + skipped) == GOOD
    with pytest.raises(Unusable) as caught:
        members(skipped)
    assert caught.value.reason == "empty"
    assert "none of its 1 records holds a text" in caught.value.detail


@pytest.mark.parametrize("length", [0, 10, 140, 100_000, 10**14])
@pytest.mark.parametrize("packed", [bytes, gzip.compress])
def test_case_32_a_wrong_length_leaves_out_its_record_only(length: int, packed: object) -> None:
    parts = [record(), record("https://example.org/wrong", length=length), record("https://example.org/b")]
    found = told(b"".join(map(packed, parts)))  # type: ignore[call-overload]
    assert found[0] == GOOD[0]
    assert found[-1] == ("example.org/b", TEXT.decode())
    assert [key for key, _ in found] == ["example.org/a", "example.org/wrong", "example.org/b"]
    assert found[1][1] == ("too_large" if length == 10**14 else "damaged")


@pytest.mark.parametrize("packed", [bytes, gzip.compress])
def test_case_32_a_file_that_is_cut_off_gives_the_records_before(packed: object) -> None:
    parts = [packed(record(f"https://example.org/{i}", TEXT * 20)) for i in range(3)]  # type: ignore[operator]
    whole = b"".join(parts)
    for cut in range(len(parts[0]) + 1, len(whole) - 20, 37):
        found = told(whole[:cut])
        good = [key for key, content in found if content == (TEXT * 20).decode()]
        complete = 1 + (cut >= len(parts[0]) + len(parts[1]) - 12)
        assert good[:complete] == [f"example.org/{i}" for i in range(complete)]
        assert len(good) <= 3
        assert {content for _, content in found} <= {"damaged", (TEXT * 20).decode()}


def test_case_32_a_damaged_packed_record_leaves_out_itself_only() -> None:
    parts = [gzip.compress(record(f"https://example.org/{i}", TEXT * 20)) for i in range(4)]
    for position in range(0, len(parts[1]) - 1, 3):
        broken = bytearray(parts[1])
        broken[position] ^= 0xFF
        found = told(parts[0] + bytes(broken) + parts[2] + parts[3])
        good = [key for key, content in found if content == (TEXT * 20).decode()]
        assert {"example.org/0", "example.org/2", "example.org/3"} <= set(good), position
        if "example.org/1" not in good:
            assert "damaged" in {content for _, content in found}, position


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        (["Transfer-Encoding: chunked"], chunked(TEXT), None),
        (["Transfer-Encoding: chunked"], TEXT, None),  # put together by the crawler
        (["Transfer-Encoding: chunked"], chunked(TEXT)[:-12], "damaged"),
        (["Content-Encoding: gzip"], gzip.compress(TEXT, mtime=0), None),
        (["Content-Encoding: gzip"], TEXT, None),
        (["Content-Encoding: gzip"], gzip.compress(TEXT, mtime=0)[:-10], "damaged"),
        (["Content-Encoding: deflate"], zlib.compress(TEXT), None),
        (["Content-Encoding: deflate"], zlib.compress(TEXT)[2:-4], None),
        (["Content-Encoding: gzip", "Transfer-Encoding: chunked"], chunked(gzip.compress(TEXT, mtime=0)), None),
        (["Content-Encoding: br"], b"\x8b\x02\x80abc", "format"),
        (["Content-Length: 9999"], TEXT, "damaged"),
        ([f"Content-Length: {len(TEXT)}"], TEXT, None),
        (["Content-Encoding: gzip"], gzip.compress(b"x" * 3_000_000, mtime=0), "too_large"),
    ],
)
def test_case_32_payloads_as_servers_send_them(headers: list[str], body: bytes, expected: str | None) -> None:
    found = told(record(body=body, headers=headers) + record("https://example.org/b"), Limits(document_bytes=1_000_000))
    assert found == [("example.org/a", expected or TEXT.decode()), ("example.org/b", TEXT.decode())]


@pytest.mark.parametrize(
    ("content_type", "ending", "encoding"),
    [
        ("text/html; charset=ISO-8859-1", ".html", "windows-1252"),
        ("text/html; charset=x-sjis", ".html", "cp932"),
        ("text/plain; charset=utf-16be", ".txt", "utf-16-be"),
        ('Text/HTML;charset="utf-8"', ".html", "utf-8"),
        ("application/xhtml+xml", ".html", None),
        ("text/plain; charset=klingon", ".txt", None),
        ("application/pdf", ".pdf", None),
    ],
)
def test_type_and_encoding_are_those_that_the_server_says(content_type: str, ending: str, encoding: str | None) -> None:
    (one,) = members(record(content_type=content_type))
    assert isinstance(one, Source) and (one.ending, one.said.encoding) == (ending, encoding)


def test_a_page_that_the_crawler_cut_off_is_told() -> None:
    assert told(record(more=["WARC-Truncated: length"])) == [("example.org/a", "damaged")]


def test_later_captures_keep_their_time_and_the_first_its_address(tmp_path: Path) -> None:
    captures = [record(body=TEXT + f" Version {i}.".encode(), day=f"2024-05-0{i}T10:00:00Z") for i in (1, 2, 2)]
    keys = [key for key, _ in told(b"".join(captures))]
    assert keys[:2] == ["example.org/a", "example.org/a@20240502T100000Z"]
    assert len(set(keys)) == 3
    assert [key for key, _ in told(b"".join(captures[:2]))] == keys[:2]
    (tmp_path / "w.warc").write_bytes(record() + record(day="2024-05-02T10:00:00Z"))
    found = read_folder(tmp_path)  # case 20: the same page got twice is one document
    assert ([one.path for one in found.documents], [one.reason for one in found.quarantined]) == (
        ["w.warc!/example.org/a"], ["duplicate"])  # fmt: skip


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://Example.org/News/", "example.org/News"),
        ("http://example.org", "example.org"),
        ("https://example.org/?p=1#x", "example.org/?p=1"),
        ("urn:uuid:1", "urn:uuid:1"),
        ("https://", "https://"),
    ],
)
def test_keys_are_readable(url: str, key: str) -> None:
    assert readable(url) == key


def test_case_22_odd_addresses_stay_names() -> None:
    odd = ["https://example.org/../../etc/passwd", "https://example.org/" + "x" * 5000,  
           "https://example.org/\x1b[2Jx", "https://example.org/caf\u00e9"]  # fmt: skip
    found = members(b"".join(record(url, TEXT + str(i).encode()) for i, url in enumerate(odd)))
    assert len({one.path for one in found}) == len(odd)
    assert all(one.path.isprintable() and len(one.path) < 200 for one in found)
    assert all(one.said.url is None or one.said.url.startswith("http") for one in found if isinstance(one, Source))


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"no archive", gzip.compress(b"no archive", mtime=0), b"WARC/1.0", b"\0" * 100_000]
)
def test_files_that_are_no_web_archives(data: bytes) -> None:
    with pytest.raises(Unusable) as caught:
        members(data)
    assert caught.value.reason == "damaged"
    assert "no web archive" in caught.value.detail or "unpacked" in caught.value.detail


def test_what_unpacks_to_too_much_is_refused_and_the_records_before_are_read() -> None:
    bomb = gzip.compress(record()) + gzip.compress(b"\0" * 5_000_000)
    found: list[Source | Quarantined] = []
    with pytest.raises(Unusable) as caught:
        found.extend(warc.members(Source("w.warc", "w.warc", bomb), Limits(unpacked_bytes=1_000_000)))
    assert (caught.value.reason, [one.path for one in found]) == ("too_large", ["w.warc!/example.org/a"])


def test_packed_pages_count_to_what_the_archive_unpacks_to() -> None:
    page = b"".join(b"Norland rejected plan %d.\n" % number for number in range(20_000))
    parts = [
        record(f"https://example.org/{i}", gzip.compress(page), headers=["Content-Encoding: gzip"]) for i in range(3)
    ]
    found = told(b"".join(parts), Limits(unpacked_bytes=len(page) * 5 // 2))
    assert [what[:9] for _, what in found] == ["Norland r", "Norland r", "too_large"]


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_packed_page_that_unpacks_to_many_times_its_size_is_refused(packing: str) -> None:
    data = b"x" * 3_000_000
    packed = gzip.compress(data) if packing == "gzip" else zlib.compress(data)
    found = told(record(body=packed, headers=[f"Content-Encoding: {packing}"]) + record("https://example.org/b"))
    assert found == [("example.org/a", "too_large"), ("example.org/b", TEXT.decode())]


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\n" * 300_000,
        b"WARC/1.0\r\nContent-Length: 40000000\r\n\r\n" * 60_000,
        b"WARC/1.0\r\n\r\n" * 300_000,
        b"\x1f\x8b\x08" * 1_000_000,
        b"WARC/1.0\r\nContent-Length: 1\r\n" + b"x" * 5_000_000,
        record() + b"WARC/" * 1_000_000,
    ],
    ids=["starts", "lengths", "no_lengths", "marks", "header", "half_starts"],
)  # fmt: skip
def test_hostile_files_are_read_in_linear_time(data: bytes) -> None:
    began = time.monotonic()
    try:
        for one in warc.members(Source("w.warc", "w.warc", data), Limits()):
            assert isinstance(one, Quarantined) or one.path == "w.warc!/example.org/a"
    except Unusable as error:
        assert error.reason in ("damaged", "empty")
    assert time.monotonic() - began < 15


@pytest.mark.slow
def test_case_18_a_large_archive_is_read_in_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "w.warc"
    picture = record(content_type="image/png", body=b"\0" * 1_000_000)
    with file.open("wb") as out:
        for number in range(100):
            out.write(picture + record(f"https://example.org/{number}"))
    tracemalloc.start()
    count = sum(1 for _ in warc.members(Source("w.warc", "w.warc", file), Limits()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (count, peak < 15_000_000) == (100, True)


def test_archives_that_warcio_writes(tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    for packed in (True, False):
        out = BytesIO()
        writer = WARCWriter(out, gzip=packed)
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.0")
        writer.write_record(writer.create_warcinfo_record("w.warc.gz", {"software": "x"}))
        writer.write_record(
            writer.create_warc_record("https://example.org/a", "response", payload=BytesIO(TEXT), http_headers=http)
        )
        writer.write_record(
            writer.create_revisit_record(
                "https://example.org/b", "sha1:x", "https://example.org/a", "2024-05-01T10:00:00Z"
            )
        )
        assert told(out.getvalue()) == GOOD
    (tmp_path / "w.warc.gz").write_bytes(gzip.compress(record()))
    assert [one.path for one in read_folder(tmp_path).documents] == ["w.warc.gz!/example.org/a"]


@settings(max_examples=150, deadline=None)
@given(
    start=st.integers(0, 400), size=st.integers(0, 60), put=st.binary(max_size=30), packed=st.booleans()
)  # fmt: skip
def test_any_damage_gives_members_or_a_reason(start: int, size: int, put: bytes, packed: bool) -> None:
    parts = [
        record(),
        record("https://example.org/b", b"<p>x</p>", content_type="text/html"),
        record("https://example.org/c"),
    ]
    whole = b"".join(map(gzip.compress, parts)) if packed else b"".join(parts)
    try:
        found = members(whole[:start] + put + whole[start + size :])
    except Unusable as error:
        assert error.reason in ("damaged", "empty")
        return
    assert len({one.path for one in found if isinstance(one, Source)}) == sum(isinstance(one, Source) for one in found)
