"""Gzip files: one packed source, named as the file is without `.gz`."""

from __future__ import annotations

import gzip
import zlib
from contextlib import ExitStack
from dataclasses import replace

from pipeline.read.archives.unpacking import Allowance
from pipeline.read.decoding import Unusable
from pipeline.read.formats import format_of
from pipeline.read.limits import Limits
from pipeline.read.sources import Members, Source, words_of


def members(source: Source, limits: Limits) -> Members:
    """The source in a gzip file; its path stays that of the file.

    Raises Unusable: `damaged` when the file is no whole gzip file, `too_large`, `unreadable`.
    """
    name = source.name[: -len(".gz")]
    inner = format_of(name)
    with ExitStack() as context:
        try:
            stream = context.enter_context(source.open())
            unpacked = context.enter_context(gzip.GzipFile(fileobj=stream))
            allowance = Allowance(limits)
            if inner and inner.container:
                file = context.enter_context(allowance.unpacked_file(unpacked, source.size()))
                member = replace(source, name=name, content=file)
            else:
                data = allowance.unpack(unpacked, source.size())
                member = replace(source, name=name, content=data)
        except (EOFError, OSError, zlib.error) as error:
            raise Unusable("damaged", f"this is no whole gzip file ({words_of(error)}); save it again") from None
        yield member
