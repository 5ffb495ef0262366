"""Web archives (WARC): each page that a crawler got is a source, under its address.

Pages are responses with status 200, and resources, of a type that is read. Pictures, scripts, failed requests, robots
and records that repeat a page or tell of the crawl hold no text: they are no sources and are not listed. The day of the
crawl is not that of publication.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from pipeline.files import WITHIN
from pipeline.read.archives.unpacking import CHUNK, Allowance
from pipeline.read.archives.web_records import LONGEST_HEADERS, Block, blocks
from pipeline.read.decoding import Unusable, codec_of, encoding_of
from pipeline.read.limits import Limits
from pipeline.read.metadata import WEB_ADDRESS, Metadata
from pipeline.read.sources import Members, Quarantined, Source, printable, words_of

ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
}
TEXT_RECORDS = ("response", "resource")
UNPACKED = ("", "identity")
PACKED = {"gzip": zlib.MAX_WBITS | 32, "x-gzip": zlib.MAX_WBITS | 32, "deflate": zlib.MAX_WBITS}
LONGEST_KEY = 150
CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
MEDIA_TYPE = re.compile(rb"^content-type:[ \t]*([\w.+-]{1,60}/[\w.+-]{1,100})", re.IGNORECASE | re.MULTILINE)
KIND = re.compile(rb"^warc-type:[ \t]*(\w{1,40})", re.IGNORECASE | re.MULTILINE)
CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")


def members(source: Source, limits: Limits) -> Members:
    """The pages of a web archive in the order of its records, and the records that are damaged.

    Raises Unusable: `damaged` when it is no web archive, `empty` when no record holds a text, `too_large`, `unreadable`.
    """
    keys, allowance = _Keys(), Allowance(limits)
    pages = records = 0
    with source.open() as stream:
        for block in blocks(stream, limits, allowance):
            records += 1
            page: Source | Quarantined | None
            try:
                page = _page(source, block, keys, allowance)
            except Unusable as error:
                page = Quarantined(_path(source, block), error.reason, error.detail)
            if page is not None:
                pages += 1
                yield page
    if not pages:
        raise Unusable("empty", f"none of its {records:,} records holds a text; remove it")


def _path(source: Source, block: Block) -> str:
    name = readable(block.address) if block.address else f"record {block.number}"
    return f"{source.path}{WITHIN}{printable(name)}"


def _page(source: Source, block: Block, keys: _Keys, allowance: Allowance) -> Source | None:
    """The page in a record; None when it holds no text."""
    if block.wrong:
        if _may_hold_text(block.data):
            raise block.wrong
        return None
    if not _is_kind_with_text(block.data):
        return None
    record = _parsed(block)
    http = record.http_headers
    if http is not None and http.get_statuscode() != "200":
        return None
    headers = http if http is not None else record.rec_headers
    content_type = headers.get_header("Content-Type") or ""
    ending = ENDINGS.get(content_type.partition(";")[0].strip().lower())
    if ending is None or readable(block.address).endswith("/robots.txt"):
        return None
    if record.rec_headers.get_header("WARC-Truncated"):
        raise Unusable("damaged", "the crawler cut this page off; crawl it again")
    url = block.address if WEB_ADDRESS.fullmatch(block.address) else None
    data = _payload(record, allowance)
    key = keys.unused(block.address or f"record {block.number}", record.rec_headers.get_header("WARC-Date") or "", data)
    found = CHARSET.search(content_type)
    said = Metadata(url=url, encoding=encoding_of(data, codec_of(found[1]) if found else None))
    return replace(source.member(key, data, said), name=f"page{ending}")


def _may_hold_text(data: bytes) -> bool:
    """Whether a record that is not whole may hold a text, by the types that its headers say."""
    types = [name.decode().lower() for name in MEDIA_TYPE.findall(data)[:2]]
    if not _is_kind_with_text(data):
        return False
    own = [name for name in types if name != "application/http"]
    return not own or own[0] in ENDINGS


def _is_kind_with_text(data: bytes) -> bool:
    kind = KIND.search(data[:LONGEST_HEADERS])
    return kind is None or kind[1].decode().lower() in TEXT_RECORDS


def _parsed(block: Block) -> Any:
    """The record as warcio reads it."""
    from warcio.recordloader import ArcWarcRecordLoader

    try:
        return ArcWarcRecordLoader().parse_record_stream(BytesIO(block.data), known_format="warc")
    except Exception as error:  # noqa: BLE001 - the library fails at broken headers in many ways
        raise Unusable(
            "damaged", f"the headers of this record cannot be read ({words_of(error)}); crawl the page again"
        ) from None


def _payload(record: Any, allowance: Allowance) -> bytes:
    """The page as the server meant it: put together from chunks, and unpacked."""
    data: bytes = record.raw_stream.read()
    http = record.http_headers
    if http is None:
        return data
    packing = (http.get_header("Content-Encoding") or "").strip().lower()
    if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        data = _joined(data)
    elif packing in UNPACKED:
        said = (http.get_header("Content-Length") or "").strip()
        if said.isascii() and said.isdigit() and len(said) < 16 and len(data) < int(said):
            raise Unusable("damaged", "this page is shorter than its server said; crawl it again")
    if packing not in UNPACKED:
        data = _unpacked(data, packing, allowance)
    return data


def _joined(data: bytes) -> bytes:
    """The content of chunks; `data` itself when the crawler has put them together already."""
    parts: list[bytes] = []
    position = 0
    while True:
        size = CHUNK_SIZE.match(data, position)
        if size is None:
            if not parts:
                return data
            raise Unusable("damaged", "the chunks of this page do not fit together; crawl it again")
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        part = data[size.end() : size.end() + length]
        position = size.end() + length
        end = data[position : position + 2]
        if len(part) < length or not end.startswith((b"\r\n", b"\n")):
            if not parts and not len(part) < length:
                return data  # a page that happens to begin with a number
            raise Unusable("damaged", "the chunks of this page do not fit together; crawl it again")
        parts.append(part)
        position += 2 if end == b"\r\n" else 1


def _unpacked(data: bytes, packing: str, allowance: Allowance) -> bytes:
    if packing not in PACKED:
        raise Unusable("format", f"this page is packed as {printable(packing)[:20]}, which is not read; crawl it with "
                       "`Accept-Encoding: gzip`")  # fmt: skip
    ways = (PACKED[packing], -zlib.MAX_WBITS) if packing == "deflate" else (PACKED[packing],)
    if packing != "deflate" and not data.startswith(b"\x1f\x8b"):
        return data  # the crawler has unpacked it already
    for way in ways:
        stream = _Packed(data, way)
        try:
            found = allowance.unpack(stream, len(data))
        except zlib.error:
            continue
        if stream.is_whole:
            return found
    if packing == "deflate" and b"<" in data[:100]:
        return data
    raise Unusable("damaged", "this page cannot be unpacked; crawl it again")


class _Packed:
    """A packed page as a stream of what it unpacks to."""

    def __init__(self, data: bytes, way: int) -> None:
        self._data = BytesIO(data)
        self._stream = zlib.decompressobj(way)

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end. Raises zlib.error."""
        found = b""
        while not found and (packed := self._stream.unconsumed_tail or self._data.read(CHUNK)):
            found = self._stream.decompress(packed, size)
        return found

    @property
    def is_whole(self) -> bool:
        return self._stream.eof


def readable(url: str) -> str:
    """An address without scheme and fragment, as a name; a long one is cut, and told by its hash."""
    bare = re.sub(r"^[a-zA-Z][a-zA-Z0-9+.-]{0,20}://", "", url).partition("#")[0].rstrip("/")
    host, slash, path = bare.partition("/")
    name = host.lower() + slash + path
    if len(name) <= LONGEST_KEY:
        return name or url
    return f"{name[: LONGEST_KEY - 9]}~{hashlib.sha256(url.encode()).hexdigest()[:8]}"


class _Keys:
    """The keys of the pages of one archive: a page's address; of later captures with their time besides."""

    def __init__(self) -> None:
        self._used: set[bytes] = set()

    def unused(self, url: str, time: str, data: bytes) -> str:
        name = readable(url)
        stamp = f"{name}@{re.sub(r'[^0-9TZ]', '', time)[:20]}"
        digits = hashlib.sha256(url.encode() + b"\n" + data).hexdigest()[:12]
        for key in self._candidates(name, stamp, digits):
            short = hashlib.blake2b(key.encode(), digest_size=16).digest()
            if short not in self._used:
                self._used.add(short)
                return key
        raise Unusable("duplicate", "this page stands in the archive twice; remove one of the two")

    def _candidates(self, name: str, stamp: str, digits: str) -> Iterator[str]:
        yield name
        if not stamp.endswith("@"):
            yield stamp
        yield f"{stamp.rstrip('@')}@{digits}"
