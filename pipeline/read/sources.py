"""What passes between the readers of formats: a source with its bytes, and the text that a reader makes of it."""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.files import WITHIN
from pipeline.read.decoding import Unusable
from pipeline.read.metadata import Metadata

LONGEST_WORDS = 160


@dataclass(frozen=True, slots=True, order=True)
class Quarantined:
    """A source that is left out: path below seeds, reason code, and a sentence that says what to do."""

    path: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a member of a container: its printable path below seeds, its content, what its metadata says.

    `name` is the part of the path that tells the format. `content` is the file itself or the bytes of a member.
    """

    path: str
    name: str
    content: Path | bytes
    said: Metadata = Metadata()
    media_type: str | None = None  # of what it was taken from, where the name does not tell

    @property
    def ending(self) -> str:
        return os.path.splitext(self.name)[1].lower()

    def open(self) -> BinaryIO:
        """The content as a stream. Raises Unusable (reason `unreadable`)."""
        if isinstance(self.content, bytes):
            return io.BytesIO(self.content)
        try:
            return self.content.open("rb")
        except OSError as error:
            raise unreadable(error) from None

    def size(self) -> int:
        if isinstance(self.content, bytes):
            return len(self.content)
        try:
            return self.content.stat().st_size
        except OSError as error:
            raise unreadable(error) from None

    def state(self) -> tuple[int, ...]:
        """What changes when the file is written to or put in another's place; nothing for the bytes of a member.
        Raises Unusable (reason `unreadable`)."""
        if isinstance(self.content, bytes):
            return ()
        try:
            found = self.content.stat()
        except OSError as error:
            raise unreadable(error) from None
        return found.st_ino, found.st_size, found.st_mtime_ns

    def read(self, most: int) -> bytes:
        """All bytes. Raises Unusable: `too_large` when there are more than `most`, `unreadable`."""
        if isinstance(self.content, bytes):
            data = self.content
        else:
            refuse_more(self.size(), most, "document_bytes")  # nothing of it needs to be read
            with self.open() as stream:
                try:
                    data = stream.read(most + 1)
                except OSError as error:
                    raise unreadable(error) from None
        refuse_more(len(data), most, "document_bytes")
        return data

    def member(self, name: str, content: bytes, said: Metadata) -> Source:
        """The source that stands under `name` in this one; what `said` leaves open the container's metadata says."""
        return Source(f"{self.path}{WITHIN}{printable(name)}", name, content, said.over(self.said))


@dataclass(frozen=True, slots=True)
class Text:
    """What a reader of a format makes of a source: normalized text, what it says of itself, and where the text
    proper begins. Marked-up formats write `# title`, `## heading` and `- item`, and each
    paragraph on one line."""

    text: str
    said: Metadata
    start: int = 0


Members = Iterator[Source | Quarantined]


def printable(name: str) -> str:
    """A name that can be written as UTF-8 on one line: bytes that are no UTF-8 and control characters escaped."""
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", lambda match: f"\\x{ord(match[0]):02x}", readable)


def words_of(error: Exception | str) -> str:
    """What a library says of a file that it cannot read: one short line, without addresses in memory, which are others
    each time."""
    words = printable(" ".join(re.sub(r"0x[0-9a-f]{6,}|\d{12,}", "…", str(error)).split()))
    return words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS]}…"


def unreadable(error: OSError) -> Unusable:
    if isinstance(error, FileNotFoundError):
        return Unusable("unreadable", "the file went away while the folder was read; put it back, or run this again")
    said = error.strerror or type(error).__name__
    return Unusable("unreadable", f"the file cannot be read ({said}); check its permissions")


def ordinary_size(path: Path) -> int:
    """The bytes of an ordinary file. Raises Unusable: `link` when it leads nowhere, `format` when it is something else
    than a file, `unreadable`."""
    try:
        found = path.stat()
    except OSError as error:
        if os.path.islink(path):
            raise Unusable("link", "this link leads nowhere; put the text itself in its place") from None
        raise unreadable(error) from None
    if not stat.S_ISREG(found.st_mode):
        raise Unusable("format", "this is no ordinary file; put the text itself in its place")
    return found.st_size


def refuse_more(size: int, most: int, key: str) -> None:
    """Raises Unusable (reason `too_large`) when a file has more bytes than the limit `key` allows."""
    if size > most:
        raise too_large(f"more than {most:,} bytes", key)


def too_large(what: str, key: str) -> Unusable:
    return Unusable("too_large", f"this has {what}; split it, or raise `{key}` in sources/limits.yml")
