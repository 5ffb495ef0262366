"""JSON lines: one article a line, as an object with its text and metadata in fields."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from pipeline.read.decoding import Unusable
from pipeline.read.limits import Limits
from pipeline.read.records.columns import (
    Record,
    left_out,
    record_of,
    sources_of,
    text_names,
    values_of,
)
from pipeline.read.records.lines import Lines
from pipeline.read.sources import Members, Quarantined, Source


def members(source: Source, limits: Limits) -> Members:
    """The articles of the file, in the order of its lines, and the lines that are none.

    The file is read twice, line by line. Raises Unusable: `format` when it is one JSON array, `unreadable` also when it
    changes meanwhile. All else that is wrong leaves out its line.
    """
    yield from sources_of(source, lambda: _records(source, limits))


def _records(source: Source, limits: Limits) -> Iterator[Record | Quarantined]:
    with source.open() as stream:
        lines = Lines(stream, source.said.encoding, limits)
        while True:
            number = lines.begin()
            try:
                line = next(lines)
                if number == 1 and line.lstrip()[:1] == "[":
                    raise _Array("format", "this is a JSON array, not JSON lines; write one object a line")
                if line.strip():
                    yield _record(line, number, limits)
            except StopIteration:
                return
            except _Array:
                raise
            except Unusable as error:
                if error.reason == "unreadable":
                    raise
                yield left_out(source, number, error)


class _Array(Unusable):
    """The whole file is of another form."""


def _record(line: str, number: int, limits: Limits) -> Record:
    try:
        found = json.loads(line, object_pairs_hook=_object)
    except _Twice as error:
        raise Unusable("damaged", f"the field `{error}` stands there twice; keep one") from None
    except json.JSONDecodeError as error:
        raise Unusable(
            "damaged", f"it is no JSON ({error.msg}, column {error.colno}); write one object a line"
        ) from None
    except (ValueError, RecursionError):
        raise Unusable("damaged", "it is no JSON that can be read; write one object a line") from None
    if not isinstance(found, dict):
        raise Unusable("damaged", f'it is no JSON object; write one a line, such as {{"{text_names()[:4]}": "..."}}')
    return record_of(values_of(found.items()), number, limits)


class _Twice(ValueError):
    """A field that stands twice in one object: nobody knows which value counts."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        raise _Twice(ascii(next(name for name, count in counts.items() if count > 1))[1:-1][:40])
    return found
