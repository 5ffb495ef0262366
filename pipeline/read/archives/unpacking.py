"""Unpacking with limits: what is packed small may be huge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
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

    def spend(self, size: int) -> None:
        """So many bytes more have been unpacked. Raises Unusable (reason `too_large`) when that is too much."""
        self._left -= size
        if self._left < 0:
            most = f"more than {self._limits.unpacked_bytes:,} bytes when it is unpacked"
            raise too_large(most, "unpacked_bytes")

    def unpack(self, stream: Readable, packed: int | None) -> bytes:
        """All bytes of a member; `packed` is its size in the archive, where that is known.

        Raises Unusable (reason `too_large`) as soon as the member, the archive or the ratio goes beyond its limit, and
        what reading the stream raises.
        """
        return b"".join(self._chunks(stream, packed, self._limits.document_bytes, "document_bytes"))

    @contextmanager
    def unpacked_file(self, stream: Readable, packed: int | None) -> Iterator[Path]:
        """A file with all bytes of a member that is a container itself, and may be larger than one document; it is gone
        when the context is left. Raises as `unpack` does."""
        with NamedTemporaryFile(prefix="parley-") as file:
            for chunk in self._chunks(stream, packed, self._limits.container_bytes, "container_bytes"):
                file.write(chunk)
            file.flush()
            yield Path(file.name)

    def _chunks(self, stream: Readable, packed: int | None, most: int, key: str) -> Iterator[bytes]:
        limits = self._limits
        size = 0
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            self.spend(len(chunk))
            if size > most:
                raise too_large(f"more than {most:,} bytes", key)
            if packed is not None and size > MEGABYTE and size > limits.unpacked_ratio * max(packed, 1):
                raise Unusable(
                    "too_large",
                    f"this unpacks to more than {limits.unpacked_ratio} times its size, as a zip bomb does; unpack it "
                    "yourself, or raise `unpacked_ratio` in sources/limits.yml",
                )
            yield chunk
