"""The formats that are read, by the ending of the file's name, and the module that reads each.

A reader of documents is `read(source, limits) -> Text`; a reader of containers is `members(source, limits) -> Members`.
Both raise Unusable with a reason code. Readers are imported when a file of their format is met: none of their
libraries is needed before.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from pipeline.read.decoding import Unusable
from pipeline.read.sources import printable


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is called, the module below `pipeline.read` that reads it, whether it holds many documents.

    `guarded` formats are parsed in a process of their own, which may be stopped. `package` is the library that the
    optional extra `extra` installs.
    """

    title: str
    media_type: str
    module: str
    container: bool = False
    guarded: bool = False
    extra: str | None = None
    package: str | None = None

    def reader(self) -> Callable[..., Any]:
        """The function that reads it. Raises Unusable (reason `missing`) when its library is not installed."""
        function = "members" if self.container else "read"
        if self.package is None or find_spec(self.package) is not None:
            try:
                return getattr(import_module(f"pipeline.read.{self.module}"), function)  # type: ignore[no-any-return]
            except ModuleNotFoundError:  # a part of what the extra installs
                pass
        install = f'; run: pip install ".[{self.extra}]"' if self.extra else ""
        raise Unusable("missing", f"reading {self.title} needs a package that is not installed{install}")


_TEXT = Format("text", "text/plain", "plain")
_PAGE = Format("web pages", "text/html", "pages", guarded=True, extra="html", package="trafilatura")
_GZIP = Format("gzip files", "application/gzip", "archives.gzipped", container=True)
_WARC = Format("web archives", "application/warc", "archives.warc", container=True, extra="warc", package="warcio")

FORMATS: dict[str, Format] = {
    ".txt": _TEXT,
    ".md": Format("Markdown", "text/markdown", "plain"),
    ".html": _PAGE,
    ".htm": _PAGE,
    ".pdf": Format("PDF files", "application/pdf", "pdf", guarded=True, extra="pdf", package="pypdf"),
    ".docx": Format(
        "Word files",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
        guarded=True,
        extra="docx",
        package="lxml",
    ),
    ".eml": Format("mails", "message/rfc822", "mail", container=True),
    ".jsonl": Format("JSON lines", "application/jsonl", "records.jsonl", container=True),
    ".csv": Format("CSV tables", "text/csv", "records.table", container=True),
    ".parquet": Format("Parquet files", "application/vnd.apache.parquet", "records.parquet", container=True),
    ".zip": Format("zip files", "application/zip", "archives.zipped", container=True),
    ".gz": _GZIP,
    ".warc": _WARC,
    ".warc.gz": _WARC,
}


def format_of(name: str) -> Format | None:
    """The format of a file by its name, of which the longest ending counts; None when it is not read."""
    endings = [ending for ending in FORMATS if name.lower().endswith(ending)]
    return FORMATS[max(endings, key=len)] if endings else None


def not_read(name: str) -> Unusable:
    """Why a file is left out whose name is that of no format."""
    ending = printable(os.path.splitext(name)[1].lower()) or "a file without ending"
    return Unusable("format", f"{ending} is not read; the formats are {' '.join(FORMATS)}")
