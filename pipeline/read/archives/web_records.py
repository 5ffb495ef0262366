"""The records of a web archive (WARC), one by one, also where some are damaged.

A record says how long it is. Where that is wrong, or a part of the file is damaged, the next record is looked for by
the line that each begins with.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.read.archives.unpacking import Allowance
from pipeline.read.decoding import Unusable
from pipeline.read.limits import Limits
from pipeline.read.sources import too_large, unreadable

CHUNK = 256 * 1024
GZIP = b"\x1f\x8b\x08"
START = re.compile(rb"(?:\A|(?<=\n))WARC/\d\.\d+\r?\n")
LONGEST_START = 16
END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
ADDRESS = re.compile(rb"^warc-target-uri:[ \t]*<?([^\r\n>]{0,2000})", re.IGNORECASE | re.MULTILINE)
LONGEST_HEADERS = 64 * 1024
MOST_SHOWN = 1_500  # bytes behind the headers of a record that is not whole
MOST_DAMAGED = 10_000  # records: behind so many there is hardly a good one
LOST = b"\nWARC/0.0\r\n\r\n"  # stands where a packed record was of which nothing can be unpacked


@dataclass(frozen=True, slots=True)
class Block:
    """The bytes of a record with its headers, or its beginning and what is wrong with it. `number` counts from 1."""

    number: int
    data: bytes
    wrong: Unusable | None = None

    @property
    def address(self) -> str:
        """The URL that the record says it is of; empty when it says none."""
        found = ADDRESS.search(self.data[:LONGEST_HEADERS])
        return found[1].decode("utf-8", "replace").strip() if found else ""


def blocks(stream: BinaryIO, limits: Limits, allowance: Allowance) -> Iterator[Block]:
    """The records of a WARC file, packed or not, whole or record by record. What unpacking them takes is spent of `allowance`.

    Raises Unusable: `damaged` when it is no WARC file, `too_large` when it unpacks to too much, `unreadable`.
    """
    data = _Buffer(_unpacked(stream, allowance))
    if not data.find_start():
        raise Unusable("damaged", "this is no web archive: no record begins with WARC/1.0 or WARC/1.1; save it again")
    number = damaged = 0
    block = None
    while data.find_start():
        number += 1
        block = _block(data, number, limits)
        damaged += block.wrong is not None
        if damaged > MOST_DAMAGED:
            raise Unusable("damaged", f"more than {MOST_DAMAGED:,} of its records are damaged; crawl the pages again")
        yield block
    if block and not block.wrong and data.held.strip(b"\r\n\0"):
        yield Block(number + 1, b"", Unusable("damaged", "the file ends within this record; crawl the page again"))


def _block(data: _Buffer, number: int, limits: Limits) -> Block:
    """The record that the buffer begins with, and the buffer set to what is after it; after the headers alone when the
    record is not whole, as what it seems to hold may be other records."""
    data.fill(LONGEST_HEADERS)
    found = END_OF_HEADERS.search(data.held, 0, LONGEST_HEADERS)
    end = found.end() if found else max(1, min(len(data.held), LONGEST_HEADERS) - LONGEST_START)
    said = LENGTH.search(data.held, 0, end) if found else None
    length = int(said[1]) if said else 0
    shown = bytes(data.held[: min(end, MOST_SHOWN) + (MOST_SHOWN if said else 0)])
    wrong = None
    if data.held.startswith(LOST[1:]):
        wrong = Unusable("damaged", "a packed part of the file cannot be unpacked; crawl the pages again")
    elif said is None:
        wrong = Unusable("damaged", "this record does not say how long it is; crawl the page again")
    elif length > limits.document_bytes:
        wrong = too_large(f"more than {limits.document_bytes:,} bytes", "document_bytes")
    elif not data.fill(end + length):
        wrong = Unusable("damaged", "the file ends before this record does; crawl the page again")
    else:
        data.fill(end + length + 4 + LONGEST_START)
        after = bytes(data.held[end + length : end + length + 4 + LONGEST_START])
        behind = after.strip(b"\r\n")
        if behind and not START.match(after.lstrip(b"\r\n")) and not _is_cut_start(behind):
            wrong = Unusable("damaged", "the length that this record says is wrong; crawl the page again")
    if wrong is None:
        block = Block(number, bytes(data.held[: end + length]))
        data.drop(end + length)
        return block
    data.drop(end)
    return Block(number, shown, wrong)


def _is_cut_start(behind: bytes) -> bool:
    """Whether this may be the beginning of a record, at the end of a file that is cut off."""
    return len(behind) < len(b"WARC/1.0\r\n") and b"WARC/1.".startswith(behind[:7])


class _Buffer:
    """The bytes that come next, as many as are asked for."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.held = bytearray()
        self._chunks = chunks

    def fill(self, size: int) -> bool:
        """Hold at least so many bytes; False when there are no more."""
        while len(self.held) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                return False
            self.held += chunk
        return True

    def drop(self, size: int) -> None:
        del self.held[:size]

    def find_start(self) -> bool:
        """Drop what stands before the next record; False when there is none."""
        self.fill(LONGEST_START)
        while True:
            found = START.search(self.held)
            if found:
                self.drop(found.start())
                return True
            self.drop(max(0, len(self.held) - LONGEST_START))
            if not self.fill(len(self.held) + 1):
                return False


def _unpacked(stream: BinaryIO, allowance: Allowance) -> Iterator[bytes]:
    """The bytes of the file, unpacked where they are gzip. Where gzip is damaged, what can be unpacked behind it comes
    after a line end, or after LOST when the damaged part gave nothing. Raises Unusable: `too_large`, `unreadable`."""
    packed = _read(stream)
    if not packed.startswith(GZIP):
        while packed:
            yield packed
            packed = _read(stream)
        return
    while packed:
        start = packed.find(GZIP)
        if packed[: start if start >= 0 else None].strip(b"\0"):
            yield LOST
        while start < 0:
            more = _read(stream)
            if not more:
                return
            packed = packed[-2:] + more
            start = packed.find(GZIP)
        packed = packed[start:]
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        given = False
        while packed and not member.eof:
            try:
                data = member.decompress(packed, CHUNK)
            except zlib.error:
                packed = packed[1:]
                yield b"\n" if given else LOST
                break
            given = given or bool(data)
            allowance.spend(len(data))
            yield data
            packed = member.unconsumed_tail or (b"" if member.eof else _read(stream))
        else:
            packed = member.unused_data or _read(stream)
            if not member.eof and not given:
                yield LOST


def _read(stream: BinaryIO) -> bytes:
    try:
        return stream.read(CHUNK)
    except OSError as error:
        raise unreadable(error) from None
