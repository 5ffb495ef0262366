"""Parquet files: rows and columns as in a CSV table; what is damaged or hostile costs itself only."""

from __future__ import annotations

import io
import random
import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.model import Interval
from pipeline.read import Limits, Quarantined, Unusable, read_folder
from pipeline.read.guard import Stream
from pipeline.read.metadata import Metadata
from pipeline.read.records import parquet
from pipeline.read.records.columns import Record
from pipeline.read.sources import Source

TEXT = "Norland rejected the plan. Its envoy demanded a ceasefire."


def packed(columns: dict[str, Any], **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


def source(content: bytes) -> Source:
    return Source("n.parquet", "n.parquet", content)


def rows(columns: dict[str, Any], limits: Limits = Limits(), **options: Any) -> list[Record | Quarantined]:
    """What the reader gives of such a file, in this process."""
    return list(parquet.records(source(packed(columns, **options)), limits))


def test_each_row_is_an_article_with_its_metadata() -> None:
    (one,) = rows({"ID": ["a1"], "Full Text": [TEXT], "headline": ["Talks  end"], "authors": [["Jane Doe", "Ali Amin"]],
                   "source": [{"id": None, "name": "Daily"}], "url": ["https://example.org/a"], "views": [7]})  # fmt: skip
    assert isinstance(one, Record)
    assert (one.line, one.text, one.names) == (1, TEXT, ("a1", "https://example.org/a"))
    assert one.said == Metadata(title="Talks end", author="Jane Doe, Ali Amin", publisher="Daily", url="https://example.org/a")  # fmt: skip


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (pa.array([date(2024, 5, 1)]), date(2024, 5, 1)),
        (pa.array([datetime(2024, 5, 1, 10)], pa.timestamp("ms")), date(2024, 5, 1)),
        (pa.array([datetime(2024, 5, 1, 10)], pa.timestamp("ns", tz="UTC")), date(2024, 5, 1)),
        (pa.array(["May 1, 2024"]), date(2024, 5, 1)),
        (pa.array([None], pa.timestamp("us")), None),
    ],
)
def test_days_of_every_type_are_days_of_publication(days: Any, expected: date | None) -> None:
    (one,) = rows({"text": [TEXT], "date": days})
    assert isinstance(one, Record)
    assert one.said.published == (Interval(expected, expected) if expected else None)


@pytest.mark.parametrize(
    ("text", "reason", "says"),
    [
        (pa.array([TEXT, None, TEXT]), "empty", "it has no text; put it into a field called text, body"),
        (pa.array([TEXT, " .. ", TEXT]), "empty", "it has no text"),
        (pa.array([TEXT.encode(), b"caf\xe9", TEXT.encode()]), "encoding", "`text` holds bytes that are no text"),
        (pa.array([TEXT, "long " * 400, TEXT]), "too_large", "more than 1,000 bytes"),
        (pa.array([[TEXT], [], [TEXT]]), "empty", "it has no text"),
    ],
)
def test_a_row_with_an_error_is_left_out_and_the_rest_is_read(text: Any, reason: str, says: str) -> None:
    first, bad, last = rows({"text": text}, Limits(document_bytes=1_000))
    assert isinstance(first, Record) and isinstance(last, Record) and (first.line, last.line) == (1, 3)
    assert isinstance(bad, Quarantined)
    assert (bad.path, bad.reason, says in bad.detail) == ("n.parquet!/row 2", reason, True), bad


def test_a_value_that_is_no_text_is_told() -> None:
    (one,) = rows({"text": [7]})
    assert isinstance(one, Quarantined) and (one.reason, one.detail) == (
        "metadata", "`text` must be text, not a number",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason", "says"),
    [
        (packed({"name": ["x"]}), "format", "no column holds the texts of articles (the file has name); call it text"),
        (packed({"text": ["x"], "TEXT": ["y"]}), "format", "two columns are called text; rename one of them"),
        (packed({"text": [TEXT]})[:-3], "damaged", "it is no Parquet file that can be read"),
        (b"PK\x03\x04 no Parquet", "damaged", "it is no Parquet file that can be read"),
        (b"PARE" + bytes(40), "encrypted", "save it without a key"),
        (
            packed({"text": [TEXT * 100_000]}, compression="zstd"),
            "too_large",
            "more than 200 times as many bytes as are packed",
        ),
        (packed({"text": [TEXT * 1_000] * 9}, use_dictionary=False), "too_large", "`unpacked_bytes`"),
        (packed({"text": [TEXT * 1_000] * 9}), "too_large", "`unpacked_bytes`"),  # one text that all rows share
    ],
)
def test_files_without_rows_that_can_be_read(content: bytes, reason: str, says: str) -> None:
    limits = Limits(unpacked_bytes=100_000) if "unpacked_bytes" in says else Limits()
    with pytest.raises(Unusable) as caught:
        list(parquet.records(source(content), limits))
    assert (caught.value.reason, says in caught.value.detail) == (reason, True), caught.value


def test_a_file_that_breaks_off_keeps_the_rows_before() -> None:
    texts = [f"{TEXT} {number} {random.Random(number).random()}" for number in range(2_000)]
    content = bytearray(packed({"text": texts}, row_group_size=500, use_dictionary=False, compression="zstd"))
    middle = len(content) // 2
    content[middle : middle + 50] = bytes(50)
    found = list(parquet.records(source(bytes(content)), Limits()))
    assert all(isinstance(one, Record) for one in found[:-1]) and len(found) > 500
    last = found[-1]
    assert isinstance(last, Quarantined) and last.reason == "damaged"
    assert last.path == f"n.parquet!/row {len(found)}"
    assert last.detail.startswith("from here on it cannot be read") and last.detail.endswith("; save the file again")


def test_many_rows_are_read_a_few_at_a_time(tmp_path: Path) -> None:
    chance = random.Random(1)
    with pq.ParquetWriter(tmp_path / "n.parquet", pa.schema([("text", pa.string())])) as writer:
        for _ in range(20):
            texts = [f"{TEXT} {chance.getrandbits(16_000):x}" for _ in range(500)]
            writer.write_table(pa.table({"text": texts}))
    allocated = pa.total_allocated_bytes()
    tracemalloc.start()
    count = peak = 0
    for _ in parquet.records(Source("n.parquet", "n.parquet", tmp_path / "n.parquet"), Limits()):
        count += 1
        peak = max(peak, pa.total_allocated_bytes() - allocated)
    traced = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak + traced < 30_000_000  # the texts have 40 MB


@pytest.mark.slow
def test_documents_of_a_folder_with_keys_that_stay(tmp_path: Path) -> None:
    columns = {"id": ["a1", "same", "same", None, None], "text": [f"{TEXT} {n}." for n in "01233"]}

    def keys(columns: dict[str, Any]) -> dict[str, str]:
        (tmp_path / "n.parquet").write_bytes(packed(columns))
        found = read_folder(tmp_path)
        (again,) = found.quarantined
        assert (again.path, again.reason) in (("n.parquet!/row 5", "duplicate"), ("n.parquet!/row 2", "duplicate"))
        assert (
            again.detail == f"its text is that of row {4 if '5' in again.path else 1} once more; remove one of the two"
        )
        assert {one.media_type for one in found.documents} == {"text/plain"}
        return {one.text[-2]: one.path.removeprefix("n.parquet!/") for one in found.documents}

    first = keys(columns)
    assert first["0"] == "a1" and [len(first[n]) for n in "123"] == [12, 12, 12]
    assert keys({name: values[::-1] for name, values in columns.items()}) == first


@pytest.mark.slow
def test_case_18_damage_at_random_costs_a_reason_and_never_this_process(tmp_path: Path) -> None:
    """The library ends its process at some bytes: among these, which is why it reads in a process of its own."""
    good = packed({"id": ["a1", "a2"], "text": [f"{TEXT} 1", f"{TEXT} 2"], "authors": [["A"], None]})
    chance = random.Random(1)
    reasons = set()
    for _ in range(12):
        damaged = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            found = list(parquet.members(source(bytes(damaged)), Limits()))
            reasons |= {one.reason for one in found if isinstance(one, Quarantined)}
        except Unusable as error:
            reasons.add(error.reason)
    assert reasons <= {
        "damaged",
        "crash",
        "empty",
        "encoding",
        "format",
        "metadata",
        "memory",
        "too_large",
        "duplicate",
    }
    assert "damaged" in reasons


def dying(source: Source, limits: Limits) -> Iterator[str]:
    import os

    yield "first"
    if source.name == "waits":
        import time

        time.sleep(60)
    if source.name == "eats":
        raise MemoryError
    os._exit(9)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "reason"), [("dies", "crash"), ("waits", "time"), ("eats", "memory")])
def test_a_stream_outlives_its_process(name: str, reason: str) -> None:
    with Stream(Limits(read_seconds=3)) as stream:
        with pytest.raises(Unusable) as caught:
            list(stream.items((__name__, "dying"), Source(name, name, b"x")))
        assert caught.value.reason == reason
        found = stream.items((parquet.__name__, "records"), source(packed({"text": [TEXT]})))
        assert [one.text for one in found] == [TEXT]


@pytest.mark.slow
def test_case_24_a_file_that_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "n.parquet"
    file.write_bytes(packed({"id": [f"a{n}" for n in range(100)], "text": [f"{TEXT} {n}" for n in range(100)]}))
    found = parquet.members(Source("n.parquet", "n.parquet", file), Limits())
    assert isinstance(next(found), Source)
    file.write_bytes(packed({"text": [TEXT]}))
    with pytest.raises(Unusable) as caught:
        list(found)
    assert caught.value.reason == "unreadable"
