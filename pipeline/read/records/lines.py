"""The lines of a file that is read bit by bit, whatever its size."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from typing import BinaryIO, Self

from pipeline.read.decoding import BYTE_ORDER_MARKS, Unusable
from pipeline.read.limits import Limits
from pipeline.read.sources import too_large, unreadable

WIDE = ("utf-16", "utf-32")  # encodings in which a line end is more than one byte
CHUNK = 1_000_000


class Lines:
    """The lines of a stream with their ends, as an iterator that goes on after it raised Unusable for one of them.

    Bytes of a line that are no text stay in it as lone surrogates: whoever uses the line refuses it then. A line, or
    all lines since `begin`, must not be longer than `most` bytes or characters.
    """

    def __init__(self, stream: BinaryIO, declared: str | None, limits: Limits) -> None:
        """Raises Unusable (reason `unreadable`)."""
        self.number = 0
        self._most = limits.document_bytes
        self._taken = 0
        self._read: Callable[[int], bytes | str] = stream.readline
        self._declared = declared
        try:
            first = stream.read(4)
        except OSError as error:
            raise unreadable(error) from None
        encoding = next((name for mark, name in BYTE_ORDER_MARKS if first.startswith(mark)), None)
        stream.seek(3 if encoding == "utf-8-sig" else 0)
        wide = encoding or (codecs.lookup(declared).name if declared else "")
        if wide.startswith(WIDE):
            self._read = io.TextIOWrapper(stream, encoding=wide, newline="\n").readline

    def begin(self) -> int:
        """A new record begins with the next line, whose number this is."""
        self._taken = 0
        return self.number + 1

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        """The next line. Raises Unusable: `too_large`, after which the next line is read; `encoding`, after which there
        is none, `unreadable`."""
        try:
            line = self._read(self._most + 1)
            if line:
                self.number += 1
            if len(line) > self._most:
                self._skip(line)
                raise too_large(f"more than {self._most:,} bytes", "document_bytes")
        except UnicodeDecodeError as error:
            self._read = lambda most: b""
            raise Unusable(
                "encoding", f"from here on it is no {error.encoding.upper()}; save the file as UTF-8"
            ) from None
        except OSError as error:
            raise unreadable(error) from None
        if not line:
            raise StopIteration
        self._taken += len(line)
        if self._taken > self._most:
            raise too_large(f"more than {self._most:,} bytes", "document_bytes")
        return line if isinstance(line, str) else self._decoded(line)

    def _skip(self, line: bytes | str) -> None:
        while line and line[-1:] not in (b"\n", "\n"):
            line = self._read(CHUNK)

    def _decoded(self, line: bytes) -> str:
        for encoding in ("utf-8", self._declared):
            if encoding:
                try:
                    return line.decode(encoding)
                except UnicodeDecodeError:
                    continue
        return line.decode("utf-8", "surrogateescape")
