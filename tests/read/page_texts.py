"""What the tests of saved web pages share: a sentence that must be read, one that must not, and pages around them."""

from __future__ import annotations

import pytest

from pipeline.read import Limits, Unusable
from pipeline.read.metadata import Metadata
from pipeline.read.pages import read
from pipeline.read.sources import Source, Text

SAID = "Norland demanded that Sutherland withdraw its troops from the pass by 1 May, its foreign minister said."
LIE = "Sutherland accepts everything that Norland has ever demanded, and is glad to do so at once."


def page(body: str, head: str = "", attributes: str = ' lang="en"') -> str:
    return f'<!DOCTYPE html><html{attributes}><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def text_of(source: str | bytes, said: Metadata = Metadata(), limits: Limits = Limits()) -> Text:
    data = source.encode() if isinstance(source, str) else source
    return read(Source("a.html", "a.html", data, said), limits)


def lines_of(source: str | bytes) -> list[str]:
    return text_of(source).text.rstrip("\n").split("\n\n")


def reason(source: str | bytes, said: Metadata = Metadata(), limits: Limits = Limits()) -> tuple[str, str]:
    with pytest.raises(Unusable) as caught:
        text_of(source, said, limits)
    return caught.value.reason, caught.value.detail
