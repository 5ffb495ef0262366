"""JSON lines and CSV tables: an article a row, keys that stay, rows with errors left out by line and reason."""

from __future__ import annotations

import io
import json
import time
import tracemalloc
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Document, Interval
from pipeline.read import Limits, Quarantined, Unusable, read_folder
from pipeline.read.metadata import Metadata
from pipeline.read.records import jsonl, table
from pipeline.read.records.columns import columns
from pipeline.read.sources import Source

TEXT = "Norland rejected the plan. Its envoy demanded a ceasefire."


def found_in(
    folder: Path, name: str, content: str | bytes, sidecar: str | None = None
) -> tuple[dict[str, Document], dict[str, Quarantined]]:
    """The documents and what is left out, by what stands behind the name of the file."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    if sidecar:
        (folder / f"{name}.meta.yml").write_text(sidecar, encoding="utf-8")
    found = read_folder(folder)
    prefix = f"{name}!/"
    return ({one.path.removeprefix(prefix): one for one in found.documents},
            {one.path.removeprefix(prefix): one for one in found.quarantined})  # fmt: skip


def line(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


def test_each_line_is_an_article_with_its_metadata(tmp_path: Path) -> None:
    content = line(id="a1", title="Talks  end", author=["Jane Doe", "Ali Amin"], publisher="Daily", published="2024-05-01",
                   url="https://example.org/a", licence="CC BY 4.0", language="en-GB", publish="quotes", text=TEXT, views=7)  # fmt: skip
    documents, left_out = found_in(tmp_path, "n.jsonl", content)
    assert left_out == {}
    one = documents["a1"]
    assert (one.document_id, one.text, one.title, one.author) == ("n-jsonl-a1", TEXT, "Talks end", "Jane Doe, Ali Amin")
    assert (one.publisher, one.url, one.licence) == ("Daily", "https://example.org/a", "CC BY 4.0")
    assert (one.language, one.publish) == ("en-GB", "quotes")
    assert (one.published, one.published_basis) == (Interval(date(2024, 5, 1), date(2024, 5, 1)), "metadata")


@pytest.mark.parametrize("name", columns()["text"])
@pytest.mark.parametrize("spelled", [str.upper, str.title, lambda name: name.replace("_", " ")])
def test_every_name_of_a_text_column(tmp_path: Path, name: str, spelled: object) -> None:
    header = spelled(name)  # type: ignore[operator]
    documents, left_out = found_in(tmp_path, "n.csv", f"id,{header}\na1,{TEXT}\n")
    assert (documents["a1"].text, left_out) == (TEXT, {})


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [
        ("headline", "Talks end", "title", "Talks end"),
        ("by", "Jane Doe", "author", "Jane Doe"),
        ("source", "Daily", "publisher", "Daily"),
        ("source", {"id": None, "name": "Daily"}, "publisher", "Daily"),
        ("source", "https://example.org/a", "url", "https://example.org/a"),
        ("link", "https://example.org/a", "url", "https://example.org/a"),
        ("lang", "en_US", "language", "en-US"),
        ("lang", "English", "language", "en"),
        ("license", "CC0", "licence", "CC0"),
        ("date", "2024-05-01T10:00:00+02:00", "published", Interval(date(2024, 5, 1), date(2024, 5, 1))),
        ("date", "2024-05-01 10:00:00", "published", Interval(date(2024, 5, 1), date(2024, 5, 1))),
        ("Published At", "Wed, 01 May 2024 10:00:00 GMT", "published", Interval(date(2024, 5, 1), date(2024, 5, 1))),
        ("publication-date", "May 1, 2024", "published", Interval(date(2024, 5, 1), date(2024, 5, 1))),
        ("pubDate", 2024, "published", Interval(date(2024, 1, 1), date(2024, 12, 31))),
        ("date", None, "published", None),
        ("date", "", "published", None),
    ],
)  # fmt: skip
def test_usual_names_and_forms_of_metadata(
    tmp_path: Path, column: str, value: object, field: str, expected: object
) -> None:
    documents, left_out = found_in(tmp_path, "n.jsonl", line(id="a1", text=TEXT, **{column: value}))
    assert left_out == {}
    assert getattr(documents["a1"], field) == expected


def test_the_sidecar_of_the_file_says_what_rows_leave_open(tmp_path: Path) -> None:
    content = line(id="a1", text=TEXT) + line(id="a2", text=TEXT + " It did.", publisher="Weekly")
    documents, _ = found_in(tmp_path, "n.jsonl", content, "publisher: Daily\npublish: quotes\nlicence: CC0\n")
    assert [(one.publisher, one.publish) for one in documents.values()] == [("Daily", "quotes"), ("Weekly", "quotes")]


@pytest.mark.parametrize(
    ("bad", "reason", "says"),
    [
        ("no json", "damaged", "no JSON"),
        ('{"text": "cut', "damaged", "no JSON"),
        ("[" * 100_000, "damaged", "no JSON"),
        ('{"text": ' + "[" * 100_000, "damaged", "no JSON"),
        ('"a text"', "damaged", "no JSON object"),
        ("7", "damaged", "no JSON object"),
        ("9" * 10_000, "damaged", "no JSON"),
        ('{"text": "a b", "text": "c d"}', "damaged", "`text` stands there twice"),
        ('{"title": "x"}', "empty", "text, body, content, article, full_text"),
        ('{"text": " .. "}', "empty", "no text"),
        ('{"text": 7}', "metadata", "`text` must be text, not a number"),
        ('{"text": "a b", "published": true}', "metadata", "must be text, not yes or no"),
        ('{"text": "a b", "date": "05/01/2024"}', "metadata", "write a date such as"),
        ('{"text": "a b", "date": "Thursday, May 1, 2024"}', "metadata", "write a date such as"),
        ('{"text": "a b", "date": "2024-02-30"}', "metadata", "write a date such as"),
        ('{"text": "a b", "url": "javascript:alert(1)"}', "metadata", "https://"),
        ('{"text": "a \\ud800 b"}', "encoding", "UTF-8"),
        ('{"text": "a \\u0000 b"}', "binary", "control characters"),
    ],
)
def test_a_line_with_an_error_is_left_out_and_the_rest_is_read(
    tmp_path: Path, bad: str, reason: str, says: str
) -> None:
    content = line(id="a1", text=TEXT) + bad + "\n\n" + line(id="a2", text=TEXT + " It did.")
    documents, left_out = found_in(tmp_path, "n.jsonl", content)
    assert set(documents) == {"a1", "a2"}
    (one,) = left_out.values()
    assert (one.reason, says in one.detail) == (reason, True), one
    if reason != "binary":
        assert set(left_out) == {"line 2"}


def test_one_json_array_is_told(tmp_path: Path) -> None:
    documents, left_out = found_in(tmp_path, "n.jsonl", "[\n" + line(text=TEXT) + "]")
    assert documents == {}
    assert (left_out["n.jsonl"].reason, "one object a line" in left_out["n.jsonl"].detail) == ("format", True)


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_keys_stay_when_rows_are_added_or_come_in_another_order(tmp_path: Path, ending: str) -> None:
    rows = [
        {"id": "a1", "url": "https://example.org/1", "text": TEXT + " One."},
        {"id": "same", "url": "https://example.org/2", "text": TEXT + " Two."},
        {"id": "same", "url": "", "text": TEXT + " Three."},
        {"id": "", "url": "https://example.org/4", "text": TEXT + " Four."},
        {"id": "", "url": "", "text": TEXT + " Five."},
        {"id": "a/../6", "url": "", "text": TEXT + " Six."},
        {"id": "x" * 500, "url": "", "text": TEXT + " Seven."},
    ]

    def paths(order: list[dict[str, str]]) -> dict[str, str]:
        if ending == "jsonl":
            content = "".join(line(**row) for row in order)
        else:
            content = "id,url,text\n" + "".join(f"{row['id']},{row['url']},{row['text']}\n" for row in order)
        documents, left_out = found_in(tmp_path, f"n.{ending}", content)
        assert left_out == {}
        return {one.text: path for path, one in documents.items()}

    first = paths(rows)
    assert len(first) == 7
    keys = [first[row["text"]] for row in rows]
    assert (keys[0], keys[1], keys[3], keys[5]) == ("a1", "https://example.org/2", "https://example.org/4", "a/../6")
    assert all(len(keys[i]) == 12 for i in (2, 4, 6))
    assert paths(rows[::-1]) == first
    more = [{"id": "a0", "url": "", "text": TEXT + " New."}, *rows]
    assert first.items() <= paths(more).items()


def test_case_20_the_same_row_twice_is_one_document(tmp_path: Path) -> None:
    documents, left_out = found_in(tmp_path, "n.jsonl", line(text=TEXT) * 2 + line(id="a1", text=TEXT))
    assert len(documents) == 1
    assert {one.reason for one in left_out.values()} == {"duplicate"}
    assert left_out["line 2"].detail == "its text is that of line 1 once more; remove one of the two"


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ("id,text\na1,One demand\n", ["One demand"]),
        ("id;text\na1;One, demand\n", ["One, demand"]),
        ("id\ttext\na1\tOne, demand\n", ["One, demand"]),
        ("\ufeffid,text\r\na1,One demand\r\n", ["One demand"]),
        ('id,text\na1,"One\n\ndemand, ""now"""\n', ['One\n\ndemand, "now"']),
        ("\n\nid,text\na1,One demand", ["One demand"]),
        ("text\nOne demand\n\n,\nTwo\n", ["One demand", "Two"]),
        ("a,b,c,text\n1;2,3,4,One; demand;\n", ["One; demand;"]),
    ],
)
def test_dialects_of_csv(tmp_path: Path, content: str, texts: list[str]) -> None:
    documents, _ = found_in(tmp_path, "n.csv", content)
    assert [one.text for one in documents.values()] == texts


@pytest.mark.parametrize(
    ("encoding", "sidecar"),
    [("utf-8-sig", None), ("utf-16", None), ("utf-32", None), ("utf-16-le", "encoding: utf-16-le"),
     ("windows-1252", "encoding: windows-1252")],
)  # fmt: skip
@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_encodings_of_files(tmp_path: Path, encoding: str, sidecar: str | None, ending: str) -> None:
    content = line(id="a1", text="Norland’s café") if ending == "jsonl" else "id,text\na1,Norland’s café\n"
    documents, left_out = found_in(tmp_path, f"n.{ending}", content.encode(encoding), sidecar)
    assert ([one.text for one in documents.values()], left_out) == (["Norland’s café"], {})


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_a_row_in_an_unknown_encoding_is_left_out(tmp_path: Path, ending: str) -> None:
    rows = [line(id="a1", text="caf\u00e9"), line(id="a2", text=TEXT)]
    rows = rows if ending == "jsonl" else ["id,text\n", "a1,caf\u00e9\n", f"a2,{TEXT}\n"]
    documents, left_out = found_in(tmp_path, f"n.{ending}", "".join(rows).encode("windows-1252"))
    assert set(documents) == {"a2"}
    assert [one.reason for one in left_out.values()] == ["encoding"]


def test_utf_16_that_breaks_off_keeps_the_rows_before(tmp_path: Path) -> None:
    content = (line(id="a1", text=TEXT) * 1).encode("utf-16") + b"\x00"
    documents, left_out = found_in(tmp_path, "n.jsonl", content)
    assert [one.reason for one in left_out.values()] == ["encoding"]
    assert set(documents) <= {"a1"}


@pytest.mark.parametrize(
    ("content", "reason", "says"),
    [
        (
            "name,date\nx,2024\n",
            "format",
            "(the first line names name, date); call it text, body, content, article, full_text",
        ),
        ("text,TEXT\nx,y\n", "format", "two columns are called text"),
        ("\n \n", "empty", "no header line"),
        ("text\n", "empty", "nothing is in it"),
        ("\x89PNG\x00\x01", "format", "no column holds"),
    ],
)
def test_csv_files_without_texts(tmp_path: Path, content: str, reason: str, says: str) -> None:
    documents, left_out = found_in(tmp_path, "n.csv", content)
    assert documents == {}
    assert left_out["n.csv"].reason == reason
    assert says in left_out["n.csv"].detail


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("a2,One, demand", "3 columns, the first line has 2"),
        ("a2", "1 column, the first line has 2"),
        ('a2,"One" demand', "quoting of this row is wrong"),
    ],
)
def test_a_row_with_an_error_is_left_out_and_the_rest_is_read_of_csv(tmp_path: Path, bad: str, says: str) -> None:
    documents, left_out = found_in(tmp_path, "n.csv", f"id,text\na1,{TEXT}\n{bad}\na3,Another text\n")
    assert set(documents) == {"a1", "a3"}
    assert says in left_out["line 3"].detail


def test_an_open_quotation_mark_leaves_out_what_is_behind_it(tmp_path: Path) -> None:
    documents, left_out = found_in(tmp_path, "n.csv", f'id,text\na1,{TEXT}\na2,"One\na3,Two\n')
    assert set(documents) == {"a1"}
    assert left_out["line 3"].detail == "a quotation mark is opened here and never closed; close it"


def test_texts_that_look_like_something_else(tmp_path: Path) -> None:
    content = line(id="a1", text="---\ntitel: x\n---\nNorland rejected it.") + line(id="a2", text="%PDF is no text")
    documents, left_out = found_in(tmp_path, "n.jsonl", content)
    assert documents["a1"].text.strip() == "---\ntitel: x\n---\nNorland rejected it."
    assert left_out == {} or set(left_out) == {"a2"}


def test_markup_goes_to_the_reader_of_pages() -> None:
    source = Source("n.jsonl", "n.jsonl", (line(id="a1", text="<p>One</p>") + line(id="a2", text="a < b")).encode())
    assert [one.ending for one in jsonl.members(source, Limits()) if isinstance(one, Source)] == [".html", ".txt"]


def test_case_22_odd_keys_stay_names(tmp_path: Path) -> None:
    odd = ["../../etc/passwd", "/etc/passwd", "CON", "a.", "a\nb", "\u202eabc", "мир", "a!/b", ".", "x" * 190]
    documents, left_out = found_in(
        tmp_path, "n.jsonl", "".join(line(id=key, text=f"{TEXT} {i}.") for i, key in enumerate(odd))
    )
    assert left_out == {}
    assert len({one.document_id for one in documents.values()}) == len(odd)
    assert all(one.document_id.startswith("n-jsonl") and "/" not in one.document_id for one in documents.values())
    assert all("\n" not in path for path in documents)


def test_case_18_a_line_beyond_the_limit_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    limits = Limits(document_bytes=100_000)
    file = tmp_path / "n.jsonl"
    with file.open("wb") as out:
        out.write(line(id="a1", text=TEXT).encode() + b'{"text": "')
        for _ in range(60):
            out.write(b"x" * 1_000_000)
        out.write(b'"}\n' + line(id="a2", text=TEXT + " It did.").encode())
    tracemalloc.start()
    found = list(jsonl.members(Source("n.jsonl", "n.jsonl", file), limits))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.path for one in found] == ["n.jsonl!/a1", "n.jsonl!/line 2", "n.jsonl!/a2"]
    assert isinstance(found[1], Quarantined) and found[1].reason == "too_large"
    assert peak < 10_000_000


@pytest.mark.parametrize("body", [b'"' + b"x\n" * 200_000, b"x" * 400_000, b'"a",' * 100_000])
def test_case_18_rows_beyond_the_limit(tmp_path: Path, body: bytes) -> None:
    limits = Limits(document_bytes=100_000)
    content = b"id,text\na1,One text\na2," + body + b"\na3,Another\n"
    found = list(table.members(Source("n.csv", "n.csv", content), limits))
    assert found[0].path == "n.csv!/a1"
    assert isinstance(found[1], Quarantined) and (found[1].path, found[1].reason) == ("n.csv!/line 3", "too_large")


def test_many_rows_are_read_one_by_one(tmp_path: Path) -> None:
    file = tmp_path / "n.csv"
    with file.open("w", encoding="utf-8") as out:
        out.write("id,text\n")
        for number in range(6_000):
            out.write(f'a{number},"{TEXT} {"word " * 200}{number}"\n')
    tracemalloc.start()
    count = sum(1 for _ in table.members(Source("n.csv", "n.csv", file), Limits()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 6_000
    assert peak < 3_000_000  # the file has 6.4 MB


def test_an_article_longer_than_the_csv_module_allows_by_default(tmp_path: Path) -> None:
    documents, left_out = found_in(tmp_path, "n.csv", "id,text\na1," + f"{TEXT} " * 5_000 + "\n")
    assert (set(documents), left_out) == ({"a1"}, {})


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=200) | st.text(alphabet='{}[]":,;\n\r\tatex1\\u0-', max_size=120).map(str.encode))
def test_any_bytes_give_members_or_a_reason(data: bytes) -> None:
    from pipeline.read import Unusable

    for reader, name in ((jsonl, "n.jsonl"), (table, "n.csv")):
        for content in (data, b"id,text\n" + data):
            try:
                found = list(reader.members(Source(name, name, content, Metadata()), Limits()))
            except Unusable as error:
                assert error.reason in {"format", "empty", "encoding"}
                continue
            paths = [one.path for one in found]
            assert len(set(paths)) == len(paths)


class FailingDisk(io.BytesIO):
    """A file that can be read for so many times, and then no more."""

    def __init__(self, data: bytes, reads: int) -> None:
        super().__init__(data)
        self._reads = reads

    def _count(self) -> None:
        self._reads -= 1
        assert self._reads > -50, "it is tried again and again"
        if self._reads < 0:
            raise OSError(5, "Input/output error")

    def read(self, size: int | None = -1, /) -> bytes:
        self._count()
        return super().read(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        self._count()
        return super().readline(size)


@pytest.mark.parametrize("reads", [0, 1, 2, 3])
@pytest.mark.parametrize("reader", [jsonl, table])
def test_a_file_that_can_be_read_no_further_is_told_once(
    monkeypatch: pytest.MonkeyPatch, reader: ModuleType, reads: int
) -> None:
    data = b'text\n{"text": "Norland rejected the plan."}\n' * 5
    monkeypatch.setattr(Source, "open", lambda source: FailingDisk(data, reads))
    with pytest.raises(Unusable) as caught:
        list(reader.members(Source("a", "a", data), Limits()))
    assert (caught.value.reason, "Input/output error" in caught.value.detail) == ("unreadable", True)


def test_a_field_that_stands_twice_among_many_is_found_in_time(tmp_path: Path) -> None:
    fields = ", ".join(f'"a{number}": 1' for number in range(200_000))
    (tmp_path / "a.jsonl").write_text(f'{{{fields}, "a199999": 2}}\n', encoding="utf-8")
    began = time.process_time()
    (left_out,) = read_folder(tmp_path).quarantined
    assert "`a199999` stands there twice" in left_out.detail
    assert time.process_time() - began < 5
