"""Bytes that are no clean text (cases 1 to 10), and marks within words that readers do not see (cases 11 to 17)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model import Document, Evidence
from pipeline.read import Quarantined, read_document, read_folder

ARTICLE = "Talks end\n\nRussia’s envoy rejected the plan.\n"
GOOD = "Norway and Sudan meet\n\nNorway demanded that Sudan release the twelve sailors.\n"
REMEDY = re.compile(
    r"(?:[;.,]|^)\s*(?:and |or |If it is English, )?(?:save|put|remove|rename|raise|unpack|split|check|write|give|add|keep|run|name|report|"
    r"only English texts are read|please report|the formats are|allowed are|allowed keys are)\b",
    re.IGNORECASE,
)


def left_out(folder: Path, name: str, content: bytes, sidecar: str | None = None) -> Quarantined:
    """The only file that is left out, beside a good text that is read as if it were alone."""
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    alone = read_folder(folder).documents
    (folder / name).write_bytes(content)
    if sidecar is not None:
        (folder / f"{name}.meta.yml").write_text(sidecar, encoding="utf-8")
    found = read_folder(folder)
    assert found.documents == alone
    files = 2 + (sidecar is not None)
    skipped = ", 1 skipped (hidden files and sidecars)" if sidecar is not None else ""
    assert found.counts(["good.txt"]) == f"{files} files: 1 used, 1 left out{skipped}."
    (entry,) = found.quarantined
    assert entry.path == name
    assert REMEDY.search(entry.detail), f"this says nothing of what to do: {entry.detail}"
    assert "\n" not in entry.detail
    return entry


@pytest.mark.parametrize(
    ("content", "sidecar", "reason", "says"),
    [
        pytest.param(b"", None, "empty", "no bytes", id="case_01_empty_file"),
        pytest.param(b" \n\t\r\n  \n", None, "empty", "no words", id="case_02_white_space"),
        pytest.param("\ufeff".encode(), None, "empty", "no words", id="case_02_only_a_byte_order_mark"),
        pytest.param("\u200b\u00a0\u2060\n\u3000".encode(), None, "empty", "no words", id="case_02_invisible_signs"),
        pytest.param(b"---\ntitle: x\n---\n", None, "empty", "no words", id="case_02_front_matter_only"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(99), None, "binary", "a PNG image", id="case_03_png"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(99), None, "binary", "control characters", id="case_03_elf"),
        pytest.param(b"PK\x03\x04\x14\x00" + bytes(99), None, "binary", "a zip", id="case_03_zip"),
        pytest.param(b"%PDF-1.7\n1 0 obj", None, "binary", "a PDF file", id="case_03_pdf"),
        pytest.param(bytes(range(256)) * 9, None, "binary", "zero bytes", id="case_03_any_bytes"),
        pytest.param(b"Talks \0 end.", None, "binary", "control characters", id="case_04_one_zero_byte"),
        pytest.param(ARTICLE.encode("utf-16-le"), None, "binary", "zero bytes|control characters", id="case_06_utf_16_without_a_mark"),
        pytest.param(ARTICLE.encode("utf-16")[:-1], None, "encoding", "UTF-16", id="case_06_half_a_unit"),
        pytest.param(b"\xff\xfe\x00\xd8a\x00", None, "encoding", "byte 2 does not fit", id="case_06_lone_surrogate"),
        pytest.param(ARTICLE.encode("cp1252"), None, "encoding", r"byte 17 \(0x92\) is not UTF-8", id="case_07_undeclared"),
        pytest.param("Переговоры".encode("cp1251"), None, "encoding", r"byte 0 \(0xcf\)", id="case_08_undeclared"),
        pytest.param(b"Talks \x81 end", "encoding: windows-1252", "encoding", "byte 6 does not fit", id="case_07_not_as_declared"),
        pytest.param("Talks, the café".encode()[:-1], None, "encoding", r"byte 14 \(0xc3\)", id="case_09_cut_in_a_letter"),
        pytest.param("Talks 🇺🇦".encode()[:-2], None, "encoding", r"byte 10 \(0xf0\)", id="case_09_cut_in_a_flag"),
        pytest.param(b"A slash \xc0\xaf", None, "encoding", r"byte 8 \(0xc0\)", id="case_10_overlong"),
        pytest.param(b"A slash \xe0\x80\xaf", None, "encoding", r"byte 8 \(0xe0\)", id="case_10_overlong_of_three"),
        pytest.param(b"A half \xed\xa0\x80", None, "encoding", r"byte 7 \(0xed\)", id="case_10_surrogate"),
        pytest.param(b"Beyond \xf4\x90\x80\x80", None, "encoding", r"byte 7 \(0xf4\)", id="case_10_beyond_unicode"),
        pytest.param(b"Beyond \xfe\x82\x80", None, "encoding", r"byte 7 \(0xfe\)", id="case_10_no_such_byte"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_text_are_left_out(
    tmp_path: Path, content: bytes, sidecar: str | None, reason: str, says: str
) -> None:
    entry = left_out(tmp_path, "bad.txt", content, sidecar)
    assert entry.reason == reason
    assert re.search(says, entry.detail)


@pytest.mark.parametrize(
    ("content", "sidecar", "text"),
    [
        pytest.param(ARTICLE.encode("utf-8-sig"), None, ARTICLE, id="case_05_mark_of_utf_8"),
        pytest.param(b"\xff\xfe" + ARTICLE.encode("utf-16-le"), None, ARTICLE, id="case_06_utf_16_le"),
        pytest.param(b"\xfe\xff" + ARTICLE.encode("utf-16-be"), None, ARTICLE, id="case_06_utf_16_be"),
        pytest.param(ARTICLE.encode("utf-16-le"), "encoding: utf-16-le", ARTICLE, id="case_06_declared"),
        pytest.param(ARTICLE.encode("cp1252"), "encoding: windows-1252", ARTICLE, id="case_07_declared"),
        pytest.param("Envoy Иванов left.".encode("cp1251"), "encoding: windows-1251", "Envoy Иванов left.", id="case_08_cp1251"),
        pytest.param("Envoy Иванов left.".encode("koi8-r"), "encoding: koi8-r", "Envoy Иванов left.", id="case_08_koi8_r"),
        pytest.param(b"One\r\n\r\nTwo\rThree\nFour.", None, "One\n\nTwo\nThree\nFour.", id="case_11_mixed_line_ends"),
        pytest.param("Cafe\u0301 talks.".encode(), None, "Café talks.", id="case_12_decomposed"),
        pytest.param("Left \u202eright\u202c and \u2066apart\u2069.".encode(), None,
                     "Left \u202eright\u202c and \u2066apart\u2069.", id="case_14_direction_marks_are_kept"),
        pytest.param("mobi\u00adlised\u200b the\u200dre\ufeff.".encode(), None, "mobi\u00adlised\u200b the\u200dre\ufeff.",
                     id="case_13_marks_within_words_are_kept"),
    ],
)  # fmt: skip
def test_bytes_that_are_text_are_read(tmp_path: Path, content: bytes, sidecar: str | None, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    if sidecar:
        (tmp_path / "a.txt.meta.yml").write_text(sidecar, encoding="utf-8")
    found = read_document(tmp_path / "a.txt", tmp_path)
    assert found.text == text
    assert found.blocks[0].span.start == 0


# --- the same rows, through the real extraction ---------------------------------------------------------------------

TEXT = """Norway and Sudan trade demands over the strait

Norway wants Sudan to reopen the port of Suakin, release 10,000 sailors and pay compensation. Sudan rejected these demands.

The president of Sudan, Omar Idrís, called for an end to the blockade. "We will not give up the islands," he said. Norway's envoy demanded that Sudan withdraw its gunboats.
"""
Typeset = Callable[[str], bytes]


def within(words: str, mark: str) -> Typeset:
    """The mark stands within each of the words."""

    def typeset(text: str) -> bytes:
        for word in words.split():
            assert word in text
            text = text.replace(word, word[:3] + mark + word[3:])
        return text.encode()

    return typeset


@pytest.fixture(scope="module")
def plain_rows(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[object], ...]:
    return rows(tmp_path_factory.mktemp("plain"), TEXT.encode())


def bare(words: str) -> str:
    """Words without what typesetting puts in: for comparison only."""
    words = re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]", "", words)
    words = words.replace("“", '"').replace("”", '"').replace("’", "'")
    return " ".join(re.sub(r"(?<=\d)[,\s\u00a0\u202f](?=\d{3})", "", words).split())


def rows(folder: Path, content: bytes) -> tuple[set[object], ...]:
    """Parties, people, demands, stances and events of the text with these bytes; quotes are slices of the text."""
    from pipeline.extract import extract
    from pipeline.resolve import problems

    (folder / "a.txt").write_bytes(content)
    document: Document = read_document(folder / "a.txt", folder)
    found = extract(document)
    assert problems(found) == []

    def quotes(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
        return tuple(bare(one.span.of(document.text)) for one in evidence)

    content_of = {one.key: bare(one.content) for one in found.demands}
    return (
        {(one.key, bare(one.name), quotes(one.evidence)) for one in found.parties},
        {(one.key, bare(one.name), one.party) for one in found.people},
        {(one.kind, one.claimants, one.addressees, one.issue, one.action, one.terms, bare(one.content),
          quotes(one.evidence)) for one in found.demands},
        {(content_of[one.demand], one.party, one.stance, quotes(one.evidence)) for one in found.stances},
        {(one.event_type, one.label, one.status, quotes(one.evidence)) for one in found.events},
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "typeset",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="case_11_crlf"),
        pytest.param(lambda text: text.replace("\n", "\r").encode(), id="case_11_cr"),
        pytest.param(lambda text: text.replace("\n", "\r\n", 2).encode(), id="case_11_mixed"),
        pytest.param(lambda text: text.replace("í", "i\u0301").encode(), id="case_12_nfd"),
        pytest.param(within("Norway reopen compensation blockade", "\u00ad"), id="case_13_soft_hyphen"),
        pytest.param(within("Norway release Suakin gunboats", "\u200b"), id="case_13_zero_width_space"),
        pytest.param(within("Norway demanded rejected", "\u200d"), id="case_13_zero_width_joiner"),
        pytest.param(within("Norway demanded rejected", "\ufeff"), id="case_13_byte_order_mark"),
        pytest.param(within("Norway wants islands", "\u2060"), id="case_13_word_joiner"),
        pytest.param(lambda text: text.replace("Sudan", "\u2066Sudan\u2069").encode(), id="case_14_isolated_names"),
        pytest.param(lambda text: text.replace("Norway", "\u200eNorway\u200e").encode(), id="case_14_direction_marks"),
        pytest.param(lambda text: text.replace("10,000 ", "10\u00a0000\u00a0").encode(), id="case_16_no_break_space"),
        pytest.param(lambda text: text.replace("10,000", "10\u202f000").encode(), id="case_16_narrow_space"),
        pytest.param(lambda text: text.replace('"We', "“We").replace(',"', ",”").replace("'s", "’s").encode(),
                     id="case_17_curly_quotes"),
        pytest.param(lambda text: text.encode("utf-16"), id="case_06_utf_16"),
        pytest.param(lambda text: text.encode("utf-8-sig"), id="case_05_byte_order_mark"),
    ],
)  # fmt: skip
def test_the_same_rows_as_of_the_clean_text(
    tmp_path: Path, plain_rows: tuple[set[object], ...], typeset: Typeset
) -> None:
    assert len(plain_rows[2]) >= 4
    for found, expected in zip(rows(tmp_path, typeset(TEXT)), plain_rows, strict=True):
        assert found == expected
