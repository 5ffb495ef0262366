"""Unpacking with limits: what is packed small may be huge."""

from __future__ import annotations

from typing import Protocol

from pipeline.read.decoding import Unusable
from pipeline.read.limits import MEGABYTE, Limits
from pipeline.read.sources import too_large

CHUNK = 64 * 1024


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Allowance:
    """How much one archive may unpack to, all its members together."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.unpacked_bytes

    def unpack(self, stream: Readable, packed: int | None) -> bytes:
        """All bytes of a member; `packed` is its size in the archive, where that is known.

        Raises Unusable (reason `too_large`) as soon as the member, the archive or the ratio goes beyond its limit, and
        what reading the stream raises.
        """
        limits = self._limits
        parts: list[bytes] = []
        size = 0
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            self._left -= len(chunk)
            if self._left < 0:
                raise too_large(f"more than {limits.unpacked_bytes:,} bytes when it is unpacked", "unpacked_bytes")
            if size > limits.document_bytes:
                raise too_large(f"more than {limits.document_bytes:,} bytes", "document_bytes")
            if packed is not None and size > MEGABYTE and size > limits.unpacked_ratio * max(packed, 1):
                raise Unusable(
                    "too_large",
                    f"this unpacks to more than {limits.unpacked_ratio} times its size, as a zip bomb does; unpack it "
                    "yourself, or raise `unpacked_ratio` in sources/limits.yml",
                )
            parts.append(chunk)
        return b"".join(parts)
