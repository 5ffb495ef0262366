"""The kinds of input: each makes one from a seed, and says what must hold for it."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, cast

from pipeline.model import Claims, Document, Interval
from pipeline.read import Limits, Quarantined, Unusable
from pipeline.read.files import _read_source
from pipeline.read.formats import Format
from pipeline.read.guard import Guard
from pipeline.read.metadata import SUFFIX, Metadata, parse_sidecar
from pipeline.read.sources import Source, Text
from tests.fuzz.breaking import ODD, broken
from tests.fuzz.good_files import GOOD, SIDECAR
from tests.fuzz.invariants import check_claims, check_reading, check_tables

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "tests" / "gold" / "texts"
LIMITS = Limits(document_bytes=5_000_000, unpacked_bytes=20_000_000, document_characters=500_000)
Files = dict[str, bytes]


@dataclass(frozen=True)
class Target:
    """`make` gives files from chance, `check` raises when something does not hold that must; `seconds` is what a case
    may take at most."""

    name: str
    make: Callable[[Random], Files]
    check: Callable[[Files], None]
    seconds: int = 60


# --- readers --------------------------------------------------------------------------------------------------------


class Unguarded:
    """Stands for the guard's process: the reader runs here, and where it failed is shown."""

    def __init__(self) -> None:
        self.trace = ""

    def read(self, how: Format, source: Source) -> Text:
        try:
            return cast(Text, how.reader()(source, LIMITS))
        except Unusable:
            raise
        except Exception:
            self.trace = traceback.format_exc()
            raise


def read(name: str, data: bytes, said: Metadata = Metadata()) -> list[Document | Quarantined]:
    guard = Unguarded()
    found = list(_read_source(Source(name, name, data, said), LIMITS, cast(Guard, guard), LIMITS.depth))
    if guard.trace:
        print(guard.trace)
    return found


def _broken_file(chance: Random) -> Files:
    name = chance.choice(sorted(GOOD))
    files = {name: broken(name, GOOD[name](), chance)}
    if chance.random() < 0.1:
        files[name + SUFFIX] = broken("a.yml", SIDECAR.encode(), chance)
    return files


def _check_reading(files: Files) -> None:
    (name,) = [name for name in files if not name.endswith(SUFFIX)]
    said = Metadata()
    if name + SUFFIX in files:
        try:
            said = parse_sidecar(files[name + SUFFIX], name + SUFFIX)
        except Unusable as error:
            assert error.reason == "metadata" and "\n" not in error.detail
    found = read(name, files[name], said)
    check_reading(found)
    assert read(name, files[name], said) == found, "the same bytes are read otherwise the second time"


# --- dates ----------------------------------------------------------------------------------------------------------

DATE_WORDS = (
    "2025", "2025-08", "2025-08-15", "08", "8", "31", "30", "29", "99", "0", "0000", "9999", "10000", "12.8.2025", "03/04/2025", "/", "..", "-", "–",
    "T10:00:00Z", "T25:99", "?", "~", "X", "Y", "-44", "August", "Aug.", "Sept", "May", "March", "Friday", "Thurs.", "February", "12", "12th", "1st", "the",
    "of", "on", "in", "since", "before", "by", "after", "until", "between", "and", "to", "from", "early", "late", "mid-", "last", "next", "this", "week", "month",
    "year", "years", "ago", "two", "a", "later", "earlier", "quarter", "decade", "1990s", "the 1990s", "winter", "today", "tomorrow", "yesterday", "night",
    ",", ".", "(", ")", "end", "beginning", "Christmas", "Easter", "Ramadan", "fiscal", "century", "14:30", "UTC", "'90s", "２０２５", "٢٠٢٥", "²", "½", "\u00a0", "\n",
)  # fmt: skip


def _dates(chance: Random) -> Files:
    words = [chance.choice(DATE_WORDS) for _ in range(chance.choice((1, 2, 3, 5, 9, 30)))]
    joint = chance.choice(("", " ", " ", " ", "-", "/", ", "))
    return {"date.txt": (joint.join(words) * chance.choice((1, 1, 1, 1, 1, 40))).encode()}


def _check_dates(files: Files) -> None:
    from pipeline.extract.dates import dates_in_text
    from pipeline.read.days import find_day, parse_published

    text = files["date.txt"].decode()
    try:
        published: Interval | None = parse_published(text)
        assert published is not None and published.first <= published.last
    except ValueError:
        published = None
    found = find_day(text)
    if found:
        assert 0 <= found[0] < found[1] <= len(text)
    day = date(2025, 8, 14)
    for known in (None, published, Interval(day, day), Interval(date(2, 1, 1), date(9998, 12, 31))):
        dates = dates_in_text(text, known)
        assert dates == dates_in_text(text, known)
        for expression, days in dates:
            assert 0 <= expression.start < expression.end <= len(text)
            assert days is None or days.first <= days.last


# --- the whole pipeline ---------------------------------------------------------------------------------------------


@cache
def _sentences() -> Sequence[Sequence[str]]:
    """The sentences of texts that were written for tests, roughly: each text a list."""
    import re

    texts = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    return [[one for one in re.split(r"(?<=[.!?”])\s+|\n\n+", text) if one.strip()] for text in texts]


def _texts(chance: Random) -> Files:
    return {
        f"{name}.txt": _disturbed(chance).encode("utf-8", "surrogatepass")
        for name in ("a", "b")[: chance.choice((1, 1, 2))]
    }


def _disturbed(chance: Random) -> str:
    """Sentences of one text or several, shuffled and disturbed."""
    texts = _sentences()
    own = chance.choice(texts)
    start = chance.randrange(len(own))
    found = list(own[start : start + chance.randint(2, 8)])
    for _ in range(chance.choice((0, 1, 2, 4))):
        found.insert(chance.randrange(len(found) + 1), chance.choice(chance.choice(texts)))
    if chance.random() < 0.3:
        chance.shuffle(found)
    for _ in range(chance.choice((0, 1, 2, 4, 8))):
        at = chance.randrange(len(found))
        found[at] = chance.choice(DISTURB)(found[at], chance)
    joints = [chance.choice((" ", " ", " ", "\n\n", "\n", "\n\n- ")) for _ in found]
    return "".join(part for pair in zip(found, joints, strict=True) for part in pair)


SIGNS = (
    ",", ";", ":", "—", "-", "...", "?", "!", "(", ")", "[", "]", '"', "“", "”", "‘", "’", "'", "\u00ad", "\u200b", "\u202e", "\u00a0", "/", "*", "•", "#", "\n",
    "\n\n", "🇺🇦", "e\u0301", "́", "@", "%", "$10", "10\u202f000", "…", "\u2028", "\t", "«", "»", "ﬁ", "１", "x" * 300, "É" * 40, "a-" * 60, "no", "not", "if", "that", "and", "or", "said",
    "demanded", "rejected", "Russia", "the United States", "President", "they", "its", "Mr.", "on Friday", "2025-02-30", "https://example.org/a?b=c", "1.", "(a)",
)  # fmt: skip


def _put_signs(text: str, chance: Random) -> str:
    words = text.split(" ")
    for _ in range(chance.choice((1, 2, 5))):
        words.insert(chance.randrange(len(words) + 1), chance.choice(SIGNS))
    return " ".join(words)


def _put_within(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(SIGNS) + text[at:]


def _drop_words(text: str, chance: Random) -> str:
    words = text.split(" ")
    start = chance.randrange(len(words))
    return " ".join(words[:start] + words[start + chance.choice((1, 1, 2, 5)) :]) or "and"


def _shuffle_words(text: str, chance: Random) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def _repeat_words(text: str, chance: Random) -> str:
    words = text.split(" ")
    start = chance.randrange(len(words))
    part = words[start : start + chance.choice((1, 2, 6))]
    return " ".join(words[:start] + part * chance.choice((2, 3, 12)) + words[start:])


def _quote(text: str, chance: Random) -> str:
    left, right = chance.choice(
        (("“", "”"), ('"', '"'), ("‘", "’"), ("(", ")"), ("“‘", "’”"), ("“", ""), ("", "”"), ('"“', '"'))
    )
    words = text.split(" ")
    start, end = sorted((chance.randrange(len(words) + 1), chance.randrange(len(words) + 1)))
    return " ".join([*words[:start], left + " ".join(words[start:end]) + right, *words[end:]])


def _change_case(text: str, chance: Random) -> str:
    return chance.choice((text.upper(), text.lower(), text.title(), text.swapcase()))


DISTURB = (_put_signs, _put_within, _drop_words, _shuffle_words, _repeat_words, _quote, _change_case)


def extracted(documents: Sequence[Document]) -> list[Claims]:
    from pipeline.workers import EXTRACT, Work, extract_one

    found: list[Claims] = []
    for document in documents:
        outcome = extract_one(document, Work(EXTRACT, LIMITS))
        assert isinstance(outcome, Claims), f"{outcome.reason}: {outcome.detail}"
        assert outcome == extract_one(document, Work(EXTRACT, LIMITS)), "the same text gives other claims"
        found.append(outcome)
    return found


def _check_pipeline(files: Files) -> None:
    from dataclasses import replace

    from pipeline.resolve import read_last_release, resolve

    documents: list[Document] = []
    for name, data in sorted(files.items()):
        found = read(name, data)
        check_reading(found)
        documents += [one for one in found if isinstance(one, Document)]
    if len({replace(one, path="", document_id="") for one in documents}) < len(documents):
        documents = documents[:1]
    claims = extracted(documents)
    for one in claims:
        check_claims(one)
    if not claims:
        return
    last = read_last_release(ROOT / "nowhere")
    tables = resolve(claims, last).tables
    check_tables(tables, {one.document_id: one.text for one in documents})
    for name, frame in resolve(claims[::-1], last).tables.items():
        assert frame.equals(tables[name]), f"{name} hangs on the order of the documents"


# --- corrections ----------------------------------------------------------------------------------------------------

STORY = (
    b"Norway and Sudan trade demands\n\nNorway wants Sudan to reopen the port of Suakin, release the twelve sailors and pay "
    b"compensation. Sudan rejected these demands. The president of Sudan, Omar Idris, called for an end to the blockade.\n\n"
    b"Norway offered to send two observers if Sudan withdrew its gunboats. The talks were held in Geneva on 4 May 2024.\n"
)


@cache
def _story() -> tuple[Sequence[Claims], Any]:
    from pipeline.resolve import read_last_release, resolve

    documents = [one for one in read("story.txt", STORY) if isinstance(one, Document)]
    claims = extracted(documents)
    return claims, resolve(claims, read_last_release(ROOT / "nowhere"))


def _corrections(chance: Random) -> Files:
    from pipeline.schema import RECORD_TABLES, TABLES

    _, resolution = _story()
    entries = []
    for _ in range(chance.choice((1, 1, 2, 4))):
        kind = chance.choice(sorted(RECORD_TABLES))
        table = TABLES[RECORD_TABLES[kind][0]]
        frame = resolution.tables[table.name]
        ids = [str(row[0]) for row in frame.rows()] or [f"{kind}:none"]
        row = chance.choice(frame.rows(named=True)) if frame.height else {}
        column, other = chance.choice(table.column_names), chance.choice(table.column_names)
        own = str(row[table.column_names[0]]) if row else ids[0]

        def value(name: str, row: dict[str, Any] = row) -> str:
            odd = chance.choice(("null", "''", "x", "12", "-1", "1e9", "true", "2024-05-04", "2024-02-30", "[a]", "{a: b}", "party:nor", "party:none", "demand:x",
                                 "sanctions", "made", "occurred", "day", "'\\0'", "\"\\x01\"", "'a\u2028b'", "=1", "Norway", "a" * 5000))  # fmt: skip
            return odd if chance.random() < 0.5 or row.get(name) is None else repr(str(row[name]))

        action = chance.choice(("set", "set", "drop", "merge", "apart", "flag"))
        body = {
            "set": f"set: {own}\n  values: {{{column}: {value(column)}}}\n  expect: {{{column}: {value(column)}}}",
            "drop": f"drop: {own}\n  expect: {{{other}: {value(other)}}}",
            "merge": f"merge: [{', '.join(chance.choices(ids, k=chance.choice((2, 2, 3))))}]",
            "apart": f"apart: [{', '.join(chance.choices(ids, k=2))}]",
            "flag": f"flag: {own}\n  column: {column}",
        }[action]
        if action == "set" and chance.random() < 0.2:
            body += "\n  document: story\n  quote: " + chance.choice(
                ("Norway", "the port of Suakin", "no such words", "''")
            )
        entries.append(f"- {body}\n  reason: misread\n  by: A. Reader\n  on: 2026-01-15\n")
    data = "".join(entries).encode()
    return {"rows.yml": broken("rows.yml", data, chance) if chance.random() < 0.3 else data}


def _check_corrections(files: Files) -> None:
    import tempfile

    from pipeline.corrections import read_corrections, resolve_corrected
    from pipeline.errors import InputError
    from pipeline.resolve import read_last_release

    claims, _ = _story()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "corrections").mkdir()
        (Path(folder) / "corrections" / "rows.yml").write_bytes(files["rows.yml"])
        try:
            corrections = read_corrections(Path(folder))
            corrected = resolve_corrected(claims, read_last_release(ROOT / "nowhere"), corrections)
        except InputError as error:
            assert str(error).startswith("corrections/rows.yml"), f"no file is named: {error}"
            return
    texts = {one.document.document_id: one.document.text for one in claims}
    # Who makes Norway and Sudan one party is told so by the checks, which publish nothing then.
    check_tables(corrected.tables, texts, may_fail="nobody_demands_of_themselves")


TARGETS = {
    one.name: one
    for one in (
        Target("readers", _broken_file, _check_reading),
        Target("dates", _dates, _check_dates, seconds=10),
        Target("corrections", _corrections, _check_corrections),
        Target("pipeline", _texts, _check_pipeline),
    )
}
__all__ = ["ODD", "TARGETS", "Files", "Target"]
