"""From a file's bytes, sidecar and front matter to a document, and what is left out and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.model import Document, Interval
from pipeline.read import Quarantined, Unusable, read_document, read_folder

ARTICLE = "Talks end\n\nRussia’s envoy rejected the plan.\n"
SHARED = Path(__file__).parents[2] / ".." / "shared"


def put(folder: Path, name: str, content: str | bytes, sidecar: str | None = None) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    if sidecar is not None:
        (path.parent / (path.name + ".meta.yml")).write_text(sidecar, encoding="utf-8")
    return path


def found_in(folder: Path) -> tuple[list[Document], list[Quarantined]]:
    found = read_folder(folder)
    return list(found.documents), list(found.quarantined)


def read(folder: Path, content: str | bytes, sidecar: str | None = None, name: str = "a.txt") -> Document:
    return read_document(put(folder, name, content, sidecar), folder)


def reason(folder: Path, content: str | bytes, sidecar: str | None = None, name: str = "a.txt") -> str:
    with pytest.raises(Unusable) as caught:
        read(folder, content, sidecar, name)
    assert name in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_honoured(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, ARTICLE.encode(encoding)).text == ARTICLE


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf_16_of_either_byte_order(tmp_path: Path, mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert read(tmp_path, mark + ARTICLE.encode(encoding)).text == ARTICLE


def test_line_ends_and_accents_are_normalized_and_nothing_else(tmp_path: Path) -> None:
    text = read(tmp_path, "Title\r\n\r\nCafe\u0301 talks\rwent\u00a0on, mobi\u00ad\u200blised.").text
    assert text == "Title\n\nCafé talks\nwent\u00a0on, mobi\u00ad\u200blised."


def test_declared_encoding_is_used_when_the_text_is_not_utf_8(tmp_path: Path) -> None:
    assert read(tmp_path, ARTICLE.encode("windows-1252"), "encoding: windows-1252").text == ARTICLE
    assert read(tmp_path, ARTICLE.encode("utf-16-le"), "encoding: utf-16-le", "b.txt").text == ARTICLE
    assert read(tmp_path, ARTICLE.encode(), "encoding: windows-1252", "c.txt").text == ARTICLE
    japanese = "Japan's envoy (\u65e5\u672c) demanded a ceasefire.\n"
    assert read(tmp_path, japanese.encode("iso-2022-jp"), "encoding: iso-2022-jp", "d.txt").text == japanese


def test_undeclared_encoding_is_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"byte 17 \(0x92\) is not UTF-8"):
        read(tmp_path, ARTICLE.encode("windows-1252"))
    assert reason(tmp_path, ARTICLE.encode("windows-1252")) == "encoding"
    assert reason(tmp_path, ARTICLE.encode("utf-16")[:-1]) == "encoding"


@pytest.mark.parametrize("data", [b"a\0b", b"%PDF-1.7 x", b"PK\x03\x04 x", b"\xff\x00\x01", b"\x01\x02\x03\x04 text"])
def test_binary_files_are_told(tmp_path: Path, data: bytes) -> None:
    assert reason(tmp_path, data) == "binary"


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"---\ntitle: x\n---\n\n", b"* * *"])
def test_files_without_words_are_empty(tmp_path: Path, data: bytes) -> None:
    assert reason(tmp_path, data) == "empty"


def test_other_endings_are_not_read(tmp_path: Path) -> None:
    assert reason(tmp_path, ARTICLE, name="a.rtf") == "format"
    assert reason(tmp_path, ARTICLE, name="noending") == "format"


def test_sidecar_gives_the_metadata(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        ARTICLE,
        "title: Other\nauthor: Jane Doe\npublisher: Daily\npublished: 2025-08-09\n"
        "url: https://example.org/a\nlicence: CC BY 4.0\nlanguage: en-GB\npublish: quotes\n",
    )
    assert (document.title, document.author, document.publisher) == ("Other", "Jane Doe", "Daily")
    assert document.published == Interval(date(2025, 8, 9), date(2025, 8, 9))
    assert document.published_basis == "metadata"
    assert (document.url, document.licence, document.language) == ("https://example.org/a", "CC BY 4.0", "en-GB")
    assert document.publish == "quotes"
    assert document.blocks[0].kind == "title"


def test_front_matter_gives_the_metadata_and_is_no_block(tmp_path: Path) -> None:
    document = read(tmp_path, "---\ntitle: Other\npublished: '2025-08'\n---\n" + ARTICLE)
    assert document.title == "Other"
    assert document.published == Interval(date(2025, 8, 1), date(2025, 8, 31))
    assert document.blocks[0].span.of(document.text) == "Talks end"


def test_sidecar_wins_over_front_matter(tmp_path: Path) -> None:
    front = "---\ntitle: Front\nauthor: Jane Doe\npublished: 2020-01-01\npublished_basis: inferred\n---\n"
    document = read(tmp_path, front + ARTICLE, "title: Side\npublished: 2021-01-01")
    assert (document.title, document.author, document.published_basis) == ("Side", "Jane Doe", "metadata")


def test_rule_at_the_top_of_a_text_is_no_front_matter(tmp_path: Path) -> None:
    assert read(tmp_path, "---\nThe talks ended\n---\nRussia rejected it.").blocks


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-08-09/2025-08-15", date(2025, 8, 9), date(2025, 8, 15)),
        ("'2025-08-09'", date(2025, 8, 9), date(2025, 8, 9)),
        ("2025-08-09T23:30:00Z", date(2025, 8, 9), date(2025, 8, 9)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("1975", date(1975, 1, 1), date(1975, 12, 31)),
    ],
)
def test_published_is_a_date_or_an_interval(tmp_path: Path, value: str, first: date, last: date) -> None:
    assert read(tmp_path, ARTICLE, f"published: {value}").published == Interval(first, last)


@pytest.mark.parametrize(
    ("sidecar", "says"),
    [
        ("titel: x", "unknown key `titel`; allowed are title, author"),
        ("published: 9 August 2025", "`published: 9 August 2025` is not allowed; write a date such as 2025-08-09"),
        ("published: 2025-02-30", "is not allowed"),
        ("published: 2025-08-15/2025-08-09", "is not allowed"),
        ("published_basis: guess\npublished: 2025-08-09", "metadata or text or inferred"),
        ("published_basis: inferred", "without `published`"),
        ("licence: [CC BY]", "`licence` must be text, not a list"),
        ("licence: 4.0", "`licence` must be text, not a number"),
        ("title: a\ntitle: b", "twice"),
        ("publish: all", "sentences or quotes"),
        ("url: javascript:alert(1)", "https://"),
        ("encoding: klingon", "name of a text encoding"),
        ("encoding: rot13", "name of a text encoding"),
        ("language: English please", "language tag"),
        ("title: Peru: Clashes", "no valid YAML at line 1"),
        ("- a", "`key: value` lines"),
        ("[" * 5000, "no valid YAML"),
        ("a: &a [x,x]\nb: &b [*a,*a]\ntitle: *b", "unknown key `a`"),
    ],
)
def test_bad_sidecar_names_file_key_and_what_is_allowed(tmp_path: Path, sidecar: str, says: str) -> None:
    with pytest.raises(Unusable) as caught:
        read(tmp_path, ARTICLE, sidecar)
    assert caught.value.reason == "metadata"
    assert "a.txt.meta.yml" in str(caught.value)
    assert says in str(caught.value)


def test_empty_values_and_sidecars_say_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, ARTICLE, "title:\nauthor: ''\n").title == "Talks end"
    assert read(tmp_path, ARTICLE, "", "b.txt").title == "Talks end"


def test_other_languages_are_left_out(tmp_path: Path) -> None:
    assert reason(tmp_path, ARTICLE, "language: es") == "language"


def test_what_metadata_does_not_say_is_read_from_the_text(tmp_path: Path) -> None:
    text = "Talks end\n\nFriday, June 5th, 2009 @ 20:54 UTC by Juan Arellano\n\nPeru rejected it."
    document = read(tmp_path, text)
    assert (document.author, document.published, document.published_basis) == (
        "Juan Arellano", Interval(date(2009, 6, 5), date(2009, 6, 5)), "text")  # fmt: skip
    assert read(tmp_path, text, "published: 2009-06-06", "b.txt").published_basis == "metadata"


def test_one_bad_file_leaves_the_others_alone(tmp_path: Path) -> None:
    put(tmp_path, "good.txt", ARTICLE)
    put(tmp_path, "sub/also good.md", "# Talks end\n\nRussia rejected it.")
    put(tmp_path, "bad.txt", b"\xff\xff\xff")
    put(tmp_path, "worse.txt", ARTICLE, "titel: x")
    put(tmp_path, "page.odt", "<p>x</p>")
    put(tmp_path, "lonely.txt.meta.yml", "title: x")
    put(tmp_path, ".hidden", "x")
    documents, quarantined = found_in(tmp_path)
    assert [document.document_id for document in documents] == ["good", "sub-also-good"]
    assert [(entry.path, entry.reason) for entry in quarantined] == [
        ("bad.txt", "encoding"), ("lonely.txt.meta.yml", "metadata"), ("page.odt", "format"),
        ("worse.txt", "metadata")]  # fmt: skip


def test_unreadable_and_odd_files_are_quarantined(tmp_path: Path) -> None:
    import os

    put(tmp_path, "good.txt", ARTICLE)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "two\nlines.txt").write_text(ARTICLE, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text(ARTICLE, encoding="utf-8")
    documents, quarantined = found_in(tmp_path)
    assert len(documents) == 1
    assert {entry.reason for entry in quarantined} == {"format", "link", "name"}
    assert len(quarantined) == 4
    assert all(entry.path.isprintable() for entry in quarantined)


def test_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="make it and put source texts in it.*parley init FOLDER"):
        read_folder(tmp_path / "nowhere" / "seeds")


def test_names_that_share_a_slug_keep_apart(tmp_path: Path) -> None:
    for name in ("a-b.txt", "a/b.txt", "a b.txt", "A-B.md", "мир.txt", "mip.txt"):
        put(tmp_path, name, f"{ARTICLE}\n{name}\n")
    ids = {document.path: document.document_id for document in read_folder(tmp_path).documents}
    assert ids["a-b.txt"] == "a-b"
    assert len(set(ids.values())) == 6
    assert ids["мир.txt"].startswith("document-")
    (tmp_path / "a" / "b.txt").unlink()
    assert {document.path: document.document_id for document in read_folder(tmp_path).documents}.items() <= ids.items()


def test_sha256_is_that_of_the_raw_bytes(tmp_path: Path) -> None:
    import hashlib

    data = ARTICLE.encode("utf-16")
    assert read(tmp_path, data).sha256 == hashlib.sha256(data).hexdigest()


def test_the_seed_has_its_inferred_interval() -> None:
    documents, quarantined = found_in(Path(__file__).parents[2] / "sources" / "seeds")
    seed = next(document for document in documents if document.path == "000_16e68eeca4397dfd.txt")
    assert quarantined == []
    assert seed.document_id == "000-16e68eeca4397dfd"
    assert (seed.published, seed.published_basis) == (Interval(date(2025, 8, 9), date(2025, 8, 15)), "inferred")
    assert seed.author == "Rodney Mbua"
    assert [block.section for block in seed.blocks if block.kind == "heading"][-1] == "US Goals"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development texts are not here")
def test_development_texts_are_read_whole() -> None:
    documents, quarantined = found_in(SHARED / "dev" / "texts")
    assert {entry.reason for entry in quarantined} <= {"format", "missing"}
    timor = next(document for document in documents if "timor" in document.document_id)
    bodies = [" ".join(block.span.of(timor.text).split()) for block in timor.blocks if block.kind == "body"]
    assert len(bodies) == 7
    assert any("the movement of 40,000 refugees into its territory" in text for text in bodies)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_document_or_a_reason(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    try:
        document = read(folder, data)
    except Unusable as error:
        assert error.reason in {"empty", "binary", "encoding", "metadata"}
        return
    assert any(char.isalnum() for char in document.text)
    assert document.blocks
