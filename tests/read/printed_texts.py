"""What the tests of PDF files share: a statement that is printed, and what reading a file gives or refuses."""

from __future__ import annotations

import pytest

from pipeline.read.decoding import Unusable
from pipeline.read.limits import Limits
from pipeline.read.pdf import read
from pipeline.read.sources import Source
from tests.read.printing import Sheet

STATEMENT = [
    "Russia demands that Ukraine withdraw its forces from the four",
    "regions. Ukraine has dismissed these terms, and its envoy said",
    "that the talks would go on.",
]
SENTENCES = " ".join(STATEMENT)


def text_of(data: bytes, limits: Limits = Limits()) -> str:
    return read(Source("a.pdf", "a.pdf", data), limits).text


def refused(data: bytes, limits: Limits = Limits()) -> Unusable:
    with pytest.raises(Unusable) as caught:
        read(Source("a.pdf", "a.pdf", data), limits)
    return caught.value


def statement() -> Sheet:
    return Sheet().lines(72, 700, STATEMENT)
