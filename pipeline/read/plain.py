"""Plain text and Markdown: decoded, with the front matter that may stand at the top."""

from __future__ import annotations

import re

from pipeline.read.decoding import Unusable, decode
from pipeline.read.limits import Limits
from pipeline.read.metadata import split_front_matter
from pipeline.read.sources import Source, Text

PAGE = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)


def read(source: Source, limits: Limits) -> Text:
    """The text of a .txt or .md file. Raises Unusable: `too_large`, `empty`, `binary`, `encoding`, `metadata`,
    `format`, `unreadable`."""
    text = decode(source.read(limits.document_bytes), source.said.encoding)
    if PAGE.match(text):
        raise Unusable("format", "this is a web page, not plain text; give its name the ending .html")
    said, start = split_front_matter(text, source.name)
    return Text(text, said, start)
