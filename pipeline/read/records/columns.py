"""Which field of a record holds its text and which its metadata, and from a record to a source.

The names that fields may have are rows of `pipeline/reference/record_columns.csv`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from pipeline.files import WITHIN
from pipeline.read.days import find_day, parse_published
from pipeline.read.decoding import Unusable
from pipeline.read.limits import Limits
from pipeline.read.metadata import WEB_ADDRESS, Metadata, metadata_of
from pipeline.read.sources import Quarantined, Source, printable, too_large
from pipeline.reference_tables import table_rows

MARKUP = re.compile(r"\s*<(?:!doctype html|html|head|body|article|section|div|p|h[1-6]|span|ul|br)\b", re.IGNORECASE)
LONGEST_KEY = 200
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Record:
    """One article of a file: the number of its line or row, its text and what its other fields say. `names` are what it may
    be called by: its id and its address, in this order, as far as it has them."""

    line: int
    text: str
    said: Metadata
    names: tuple[str, ...]


@cache
def columns() -> Mapping[str, tuple[str, ...]]:
    """For each key (`text`, `id` and the keys of the sidecar) the names of fields that stand for it, the best first."""
    found: dict[str, list[str]] = {}
    for row in table_rows("record_columns"):
        found.setdefault(row["key"], []).append(row["column"])
    return {key: tuple(names) for key, names in found.items()}


@cache
def _key_of() -> Mapping[str, tuple[int, str]]:
    return {name: (place, key) for key, names in columns().items() for place, name in enumerate(names)}


def plain_name(field: str) -> str:
    """The name of a field as the table writes it: "Publication Date" and "publication-date" are `publication_date`."""
    return re.sub(r"[\s-]+", "_", field.strip()).casefold()


def is_known(field: str) -> bool:
    return plain_name(field) in _key_of()


def is_text(field: str) -> bool:
    return _key_of().get(plain_name(field), (0, ""))[1] == "text"


def text_names() -> str:
    """The names of a text column, for a message."""
    return ", ".join(columns()["text"][:5])


def refuse_columns(names: Iterable[str], told: str) -> None:
    """Raises Unusable (reason `format`) when none of the columns holds a text, or two with known names are called the
    same; `told` says whose columns they are: "the first line names"."""
    names = list(names)
    if not any(map(is_text, names)):
        seen = ", ".join(printable(name)[:40] for name in names[:10])
        raise Unusable("format", f"no column holds the texts of articles ({told} {seen}); call it {text_names()}")
    known = sorted(plain_name(name) for name in names if is_known(name))
    twice = next((name for name, other in pairwise(known) if name == other), None)
    if twice:
        raise Unusable("format", f"two columns are called {twice}; rename one of them")


def values_of(fields: Iterable[tuple[str, object]]) -> dict[str, str]:
    """The value of each key: of several fields that stand for it the best that is not blank. Fields that nobody knows
    are passed over. Raises Unusable (reason `metadata`) for a value that is no text."""
    best: dict[str, tuple[int, str]] = {}
    for name, value in fields:
        known = _key_of().get(plain_name(name))
        if known is None or value is None:
            continue
        place, key = known
        words = _words(key, name, value)
        if words.strip() and (key not in best or place < best[key][0]):
            best[key] = place, words
    return {key: words for key, (_, words) in best.items()}


def _words(key: str, name: str, value: object) -> str:
    """A value as text: of a list of texts the texts, of an object its name."""
    if isinstance(value, str):
        return value
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if key == "published" and type(value) is int and 1000 <= value <= 9999:
        return str(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ("\n\n" if key == "text" else ", ").join(value)
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return str(value["name"])
    if key == "publisher" and isinstance(value, dict):
        return ""
    kinds = {bool: "yes or no", int: "a number", float: "a number", list: "a list", dict: "an object"}
    raise Unusable("metadata", f"`{printable(name)[:40]}` must be text, not {kinds.get(type(value), 'this')}")


def record_of(values: Mapping[str, str], line: int, limits: Limits) -> Record:
    """The record of these values. Raises Unusable: `empty` without a text, `too_large`, `encoding`, `metadata`."""
    text = values.get("text", "")
    if not any(char.isalnum() for char in text):
        raise Unusable("empty", f"it has no text; put it into a field called {text_names()}")
    for value in values.values():
        try:
            size = len(value.encode())
        except UnicodeEncodeError:
            raise Unusable("encoding", "it holds bytes that are no text in UTF-8; save the file as UTF-8, or name its "
                           "encoding in the sidecar, for instance `encoding: windows-1252`") from None  # fmt: skip
        if size > limits.document_bytes:
            raise too_large(f"more than {limits.document_bytes:,} bytes", "document_bytes")
    said = _metadata({key: value for key, value in values.items() if key not in ("text", "id")})
    return Record(line, text, said, _names(values.get("id"), said.url))


def _metadata(values: dict[str, str]) -> Metadata:
    if WEB_ADDRESS.fullmatch(values.get("publisher", "").strip()):
        values.setdefault("url", values.pop("publisher"))
    if "published" in values:
        values["published"] = _day(values["published"].strip())
    if "language" in values:
        language = values["language"].strip().replace("_", "-")
        values["language"] = "en" if language.casefold() == "english" else language
    for key in values.keys() - {"url", "published"}:
        values[key] = " ".join(values[key].split())
    return metadata_of(values, "its metadata")


def _day(text: str) -> str:
    """A date that is written out in words as an ISO date; anything else as it is."""
    try:
        parse_published(text)
    except ValueError:
        found = find_day(text)
        if found and found[2] and not any(char.isalnum() for char in text[: found[0]]):
            return found[2].isoformat()
    return text


def _names(identity: str | None, url: str | None) -> tuple[str, ...]:
    names = [" ".join(printable(name).split()) for name in (identity, url) if name]
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= LONGEST_KEY))


class Naming:
    """The keys of the records of one file: from what each record says itself, so that new records and another order
    change no other's key."""

    def __init__(self, names: Iterable[tuple[str, ...]], counted: str) -> None:
        """`names` are those of every record of the file, whose places are `counted` in lines or rows."""
        self._counted = counted
        counts = Counter(_short(name) for one in names for name in one)
        self._shared = {name for name, count in counts.items() if count > 1}
        self._lines: dict[bytes, int] = {}

    def key(self, record: Record) -> str:
        """The record's id when no other bears it, else its address, else twelve digits of the SHA-256 of its text.

        Raises Unusable (reason `duplicate`) when a record before has the key.
        """
        digits = hashlib.sha256(record.text.encode()).hexdigest()[:DIGITS]
        own = (name for name in record.names if _short(name) not in self._shared)
        key = next(own, digits)
        before = self._lines.setdefault(_short(key), record.line)
        if before != record.line:
            raise Unusable(
                "duplicate", f"its text is that of {self._counted} {before} once more; remove one of the two"
            )
        return key


def _short(name: str) -> bytes:
    """Sixteen bytes that stand for a name: a file may hold a million."""
    return hashlib.blake2b(name.encode(), digest_size=16).digest()


def sources_of(
    source: Source, records: Callable[[], Iterator[Record | Quarantined]], counted: str = "line"
) -> Iterator[Source | Quarantined]:
    """The source of each record, and the records that are left out. `counted` is what their numbers count.

    `records` are read twice: which ids are unique shows at the end only. Raises what reading them raises, and Unusable
    (reason `unreadable`) when the file changes meanwhile.
    """
    state = source.state()
    naming = Naming((one.names for one in records() if isinstance(one, Record)), counted)
    for one in records():
        yield one if isinstance(one, Quarantined) else _named(source, one, naming, counted)
    if source.state() != state:
        raise Unusable("unreadable", "the file changed while it was read; run the same again")


def _named(source: Source, record: Record, naming: Naming, counted: str) -> Source | Quarantined:
    try:
        key = naming.key(record)
    except Unusable as error:
        return left_out(source, record.line, error, counted)
    text = "\n" + record.text if record.text.startswith("---") else record.text  # that is no front matter
    member = source.member(key, text.encode(), replace(record.said, encoding="utf-8"))
    return replace(member, name="record.html" if MARKUP.match(record.text) else "record.txt")


def left_out(source: Source, line: int, error: Unusable, counted: str = "line") -> Quarantined:
    return Quarantined(f"{source.path}{WITHIN}{counted} {line}", error.reason, error.detail)
