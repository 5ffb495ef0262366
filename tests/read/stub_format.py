"""A format whose reader does what its text orders, for tests of the process that guards readers."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from pipeline.read import Unusable
from pipeline.read.formats import Format
from pipeline.read.limits import Limits
from pipeline.read.metadata import Metadata
from pipeline.read.sources import Source, Text


class StubFormat(Format):
    """Read by the function below, in the process of the guard too."""

    def reader(self) -> Callable[..., Any]:
        return read


STUB = StubFormat("stub", "text/x-stub", "stub", guarded=True)


def read(source: Source, limits: Limits) -> Text:
    text = source.read(limits.document_bytes).decode()
    if "SLEEP" in text:
        time.sleep(600)
    if "TURN" in text:
        while True:
            pass
    if "EAT" in text:
        eaten = []
        while True:
            eaten.append(bytearray(10_000_000))
    if "DIE" in text:
        os._exit(11)
    if "RAISE" in text:
        raise KeyError("two\nlines")
    if "DEEP" in text:
        return read(source, limits)
    if "REFUSE" in text:
        raise Unusable("damaged", "this is broken; save it again")
    return Text(text, Metadata())
