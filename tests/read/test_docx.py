"""Word files: what a reader of the printed document sees comes out, and what is broken, locked or a bomb is refused."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import nsdecls

from pipeline.read import read_document
from pipeline.read.decoding import Unusable
from pipeline.read.docx import read
from pipeline.read.formats import FORMATS
from pipeline.read.guard import Guard
from pipeline.read.limits import Limits
from pipeline.read.sources import Source, Text

SENTENCE = "Russia demands that Ukraine withdraw its forces from the four regions."
MAIN = "word/document.xml"


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def empty() -> bytes:
    return saved(docx.Document())


def written(write: Callable[[Any], object]) -> bytes:
    document = docx.Document()
    write(document)
    return saved(document)


def body(xml: str, parts: dict[str, str] | None = None) -> bytes:
    """A Word file whose body is this XML, beside further parts."""
    return changed(
        empty(),
        {MAIN: f"<w:document {nsdecls('w', 'wp', 'a', 'r')} xmlns:wps='x' xmlns:m='http://schemas.openxmlformats.org/"
               f"officeDocument/2006/math' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
               f"<w:body>{xml}</w:body></w:document>"} | (parts or {}),
    )  # fmt: skip


def changed(data: bytes, parts: dict[str, str], without: str = "") -> bytes:
    """The file with these parts in place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts and name != without:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return out.getvalue()


def answer(data: bytes, limits: Limits = Limits()) -> Text:
    return read(Source("a.docx", "a.docx", data), limits)


def texts(data: bytes) -> list[str]:
    return answer(data).text.split("\n\n")


def refused(data: bytes, limits: Limits = Limits()) -> Unusable:
    with pytest.raises(Unusable) as caught:
        answer(data, limits)
    return caught.value


# --- what comes out ------------------------------------------------------------------------------------------------


def test_styles_tell_title_headings_and_lists(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Joint communiqué", 0)
    document.add_heading("Security", 1)
    document.add_paragraph(SENTENCE)
    document.add_paragraph("Halt mobilisation;", style="List Bullet")
    document.add_paragraph("Hold elections.", style="List Number")
    document.add_paragraph("")
    document.core_properties.author = "Jane Doe"
    document.core_properties.title = "Statement on the talks"
    document.core_properties.created = datetime(2025, 8, 9)
    data = saved(document)
    assert texts(data) == ["# Joint communiqué", "## Security", SENTENCE, "- Halt mobilisation;", "- Hold elections."]
    (tmp_path / "a.docx").write_bytes(data)
    read_back = read_document(tmp_path / "a.docx", tmp_path)
    assert (read_back.title, read_back.author, read_back.published) == ("Statement on the talks", "Jane Doe", None)
    assert [block.kind for block in read_back.blocks] == ["title", "heading", "body", "bullet", "bullet"]
    assert read_back.blocks[2].span.of(read_back.text) == SENTENCE


def test_properties_of_the_template_are_not_used() -> None:
    assert answer(written(lambda document: document.add_paragraph(SENTENCE))).said.author is None


def test_numbering_makes_an_item_and_number_zero_takes_it_away() -> None:
    numbered = (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{}'/></w:numPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p>"
    )
    assert texts(body(numbered.format(1))) == ["- one"]
    assert texts(body(numbered.format(0))) == ["one"]


def test_outline_level_and_styles_based_on_headings_make_headings() -> None:
    def write(document: Any) -> None:
        style = document.styles.add_style("House head", 1)
        style.base_style = document.styles["Heading 2"]
        document.add_paragraph("Economy", style="House head")

    assert texts(written(write)) == ["## Economy"]
    assert texts(body("<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>Economy</w:t></w:r></w:p>")) == [
        "## Economy"
    ]


def test_line_break_in_a_heading_does_not_end_it() -> None:
    xml = "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>The economy</w:t><w:br/><w:t>and trade</w:t></w:r></w:p>"
    assert texts(body(xml)) == ["## The economy and trade"]


def test_tables_are_read_in_order() -> None:
    def write(document: Any) -> None:
        document.add_paragraph("Before.")
        table = document.add_table(2, 2)
        for cell, text in zip((cell for row in table.rows for cell in row.cells),
                              ("Country", "Vote", "Russia", SENTENCE * 2), strict=True):  # fmt: skip
            cell.text = text
        document.add_paragraph("After.")

    assert texts(written(write)) == ["Before.", "Country\tVote", "Russia", SENTENCE * 2, "After."]


def test_tables_within_tables_and_merged_cells_count_once() -> None:
    def write(document: Any) -> None:
        table = document.add_table(1, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Wide"
        inner = table.cell(0, 2).add_table(1, 1)
        inner.cell(0, 0).text = SENTENCE

    assert texts(written(write)) == ["Wide", SENTENCE]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:t>Kyiv </w:t></w:r><w:ins w:id='1'><w:r><w:t>now </w:t></w:r></w:ins><w:r><w:t>agrees.</w:t></w:r>",
         "Kyiv now agrees."),
        (("<w:r><w:t>Kyiv </w:t></w:r><w:del w:id='1'><w:r><w:delText>never </w:delText></w:r></w:del><w:r><w:t>agrees.</w:t>"
         "</w:r>"), "Kyiv agrees."),
        (("<w:moveFrom w:id='1'><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo w:id='2'><w:r><w:t>here</w:t></w:r>"
         "</w:moveTo>"), "here"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/></w:r>",
         "a b\nc\u2011d"),
        ("<w:hyperlink r:id='rId9'><w:r><w:t>the plan</w:t></w:r></w:hyperlink>", "the plan"),
        ("<w:sdt><w:sdtContent><w:r><w:t>controlled</w:t></w:r></w:sdtContent></w:sdt>", "controlled"),
        ("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r>", "7"),
        ("<w:r><w:t xml:space='preserve'>two  spaces </w:t></w:r><w:r><w:t>Cafe\u0301</w:t></w:r>", "two spaces Café"),
        ("<w:r><w:rPr><w:i/></w:rPr><w:t>in</w:t></w:r><w:r><w:t>side</w:t></w:r>", "inside"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "x"),
    ],
)  # fmt: skip
def test_runs_show_what_is_printed(xml: str, text: str) -> None:
    assert answer(body(f"<w:p>{xml}</w:p>")).text == text


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ("<w:vanish/>", False),
        ("<w:vanish w:val='0'/>", True),
        ("<w:vanish w:val='false'/>", True),
        ("<w:color w:val='FFFFFF'/>", False),
        ("<w:color w:val='ffffff'/><w:shd w:val='clear' w:fill='000000'/>", True),
        ("<w:color w:val='FF0000'/>", True),
        ("<w:sz w:val='2'/>", False),
        ("<w:sz w:val='18'/>", True),
        ("<w:rStyle w:val='Secret'/>", False),
    ],
)
def test_case_26_hidden_letters_are_no_evidence(properties: str, shown: bool) -> None:
    data = body(
        f"<w:p><w:r><w:t>Seen.</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:t> Hidden.</w:t></w:r></w:p>",
        {"word/styles.xml": f"<w:styles {nsdecls('w')}><w:style w:type='character' w:styleId='Secret'><w:name w:val='Secret'/>"
                            "<w:basedOn w:val='Base'/></w:style><w:style w:styleId='Base'><w:name w:val='Base'/><w:rPr>"
                            "<w:vanish/></w:rPr></w:style></w:styles>"},
    )  # fmt: skip
    assert answer(data).text == ("Seen. Hidden." if shown else "Seen.")


def test_styles_that_are_based_on_one_another_end() -> None:
    style = "<w:style w:styleId='{0}'><w:name w:val='{0}'/><w:basedOn w:val='{1}'/></w:style>"
    styles = f"<w:styles {nsdecls('w')}>{style.format('A', 'B')}{style.format('B', 'A')}</w:styles>"
    xml = "<w:p><w:pPr><w:pStyle w:val='A'/></w:pPr><w:r><w:t>Seen.</w:t></w:r></w:p>"
    assert answer(body(xml, {"word/styles.xml": styles})).text == "Seen."


def test_comments_headers_footers_and_contents_are_left_out() -> None:
    def write(document: Any) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "Ministry"
        section.footer.paragraphs[0].text = "Page 1"
        toc = document.styles.add_style("toc 1", 1)
        document.add_paragraph("Security\t3", style=toc)
        paragraph = document.add_paragraph(SENTENCE)
        document.add_comment(paragraph.runs, text="Do they accept all demands?", author="Editor", initials="E")

    assert texts(written(write)) == [SENTENCE]


def test_paragraph_whose_end_was_deleted_goes_on() -> None:
    xml = "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>Kyiv </w:t></w:r></w:p><w:p><w:r><w:t>agrees.</w:t></w:r></w:p>"
    assert texts(body(xml)) == ["Kyiv agrees."]


def test_deleted_rows_are_left_out() -> None:
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    rows = row.format("", "kept") + row.format("<w:trPr><w:del w:id='1'/></w:trPr>", "gone")
    assert texts(body(f"<w:tbl>{rows}</w:tbl>")) == ["kept"]


def test_notes_follow_at_the_end_in_the_order_of_their_marks() -> None:
    note = "<w:footnote w:id='{}'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>line</w:t></w:r></w:p>"
    notes += f"</w:footnote>{note.format(1, 'First note.')}{note.format(2, 'Second note.')}{note.format(3, 'Never.')}</w:footnotes>"
    xml = (
        "<w:p><w:r><w:t>Later</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>, then.</w:t></w:r></w:p>"
    )
    xml += "<w:p><w:r><w:t>And</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    assert texts(body(xml, {"word/footnotes.xml": notes})) == ["Later, then.", "And", "Second note.", "First note."]


def test_text_boxes_count_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        "<w:p><w:r><w:t>Beside.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(body(xml)) == ["Beside.", "In the box."]


def test_strict_files_are_read() -> None:
    strict = f"<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:body><w:p><w:r><w:t>{SENTENCE}</w:t>"
    data = changed(empty(), {MAIN: strict + "</w:r></w:p></w:body></w:document>"})
    assert texts(data) == [SENTENCE]


# --- what is refused -----------------------------------------------------------------------------------------------


def test_case_28_entity_bomb_is_refused() -> None:
    bomb = "<!DOCTYPE w [<!ENTITY a 'lol'>" + "".join(
        f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9)
    )
    xml = f"{bomb}]><w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
    assert refused(changed(empty(), {MAIN: xml})).reason == "damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_case_28_entity_that_reads_a_file_is_refused(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    xml = (
        f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE w [<!ENTITY x SYSTEM '{(tmp_path / 'secret.txt').as_uri()}'>]>"
        f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    out = io.BytesIO(empty())
    data = changed(out.getvalue(), {}, without=MAIN)
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(MAIN, xml.encode(encoding))
    error = refused(out.getvalue())
    assert (error.reason, "secret" in error.detail, "entities" in error.detail) == ("damaged", False, True)


def test_case_33_what_lies_outside_is_never_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def forbidden(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    relations = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='rId1' Type='http://x/attachedTemplate' Target='http://example.org/t.dotm' TargetMode='External'/>"
        "<Relationship Id='rId2' Type='http://x/styles' Target='http://example.org/s.xml' TargetMode='External'/>"
        "<Relationship Id='rId3' Type='http://x/footnotes' Target='../../../../etc/passwd'/></Relationships>"
    )
    data = body(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>", {"word/_rels/document.xml.rels": relations})
    assert texts(data) == [SENTENCE]


def test_case_29_bomb_is_refused_by_ratio_and_by_size(tmp_path: Path) -> None:
    def bomb(size: int) -> bytes:
        return changed(empty(), {MAIN: "<w>" + " " * size + "</w>"})

    error = refused(bomb(40_000_000))
    assert (error.reason, "zip bomb" in error.detail) == ("too_large", True)
    error = refused(bomb(60_000_000), Limits(unpacked_ratio=10**6))
    assert (error.reason, "`document_bytes`" in error.detail) == ("too_large", True)
    many = body(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>" * 2_000)
    (tmp_path / "a.docx").write_bytes(many)
    with pytest.raises(Unusable, match="`document_characters`") as caught:
        read_document(tmp_path / "a.docx", tmp_path, Limits(document_characters=100_000))
    assert caught.value.reason == "too_large"


def test_parts_that_are_not_text_are_not_unpacked() -> None:
    data = changed(written(lambda document: document.add_paragraph(SENTENCE)), {"word/media/a.bin": "\0" * 100_000_000})
    assert texts(data) == [SENTENCE]


@pytest.mark.parametrize("depth", [100, 100_000])
def test_case_27_deep_nesting_is_bounded(depth: int) -> None:
    xml = "<w:sdt><w:sdtContent>" * depth + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + "</w:sdtContent></w:sdt>" * depth
    data = body(xml)
    try:
        assert answer(data, Limits(unpacked_ratio=10**6)).text == "x"
    except Unusable as error:
        assert error.reason == "damaged"


@pytest.mark.parametrize(
    ("data", "reason", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted", "without one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "format", "old Word file (.doc)"),
        (b"{\\rtf1 words}", "format", "RTF"),
        (b"plain words", "format", "no Word file"),
        (b"PK\x03\x04 broken", "damaged", "save it as .docx again"),
    ],
)
def test_case_30_what_is_no_word_file_is_told(data: bytes, reason: str, says: str) -> None:
    error = refused(data)
    assert (error.reason, says in error.detail) == (reason, True)


@pytest.mark.parametrize(
    ("member", "reason", "says"),
    [
        ("content.xml", "format", "OpenDocument"), ("xl/workbook.xml", "format", "workbook"),
        ("a.txt", "format", "zip file"), ("_rels/.rels", "damaged", "text is missing"),
    ],
)  # fmt: skip
def test_other_files_in_a_zip_are_told(member: str, reason: str, says: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, "<x/>")
    error = refused(out.getvalue())
    assert (error.reason, says in error.detail) == (reason, True)


def test_text_in_a_file_within_the_file_is_not_lost_silently() -> None:
    assert refused(body("<w:altChunk r:id='rId1'/>")).reason == "format"


@pytest.mark.parametrize("part", range(20))
def test_case_30_truncated_file_is_damaged(part: int) -> None:
    data = written(lambda document: document.add_paragraph(SENTENCE))
    assert refused(data[: 10 + (len(data) - 20) * part // 20]).reason == "damaged"


def test_flipped_byte_in_the_text_is_damage() -> None:
    data = bytearray(body(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        entry = archive.getinfo(MAIN)
    data[entry.header_offset + 30 + len(MAIN) + entry.compress_size // 2] ^= 0x20
    assert refused(bytes(data)).reason == "damaged"


@pytest.mark.slow
def test_changed_bytes_give_a_text_or_a_reason() -> None:
    """A property: whatever byte of a good file changes, the answer is a Text or an Unusable, and comes in time."""
    plain = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written(lambda document: document.add_paragraph(SENTENCE)))) as old:
        xml = old.read(MAIN)
        with zipfile.ZipFile(plain, "w") as stored:
            for name in old.namelist():
                stored.writestr(name, old.read(name))
    chance = random.Random(5)
    answers: set[str] = set()
    with Guard(Limits(read_seconds=10)) as guard:
        for number in range(150):
            data = bytearray(plain.getvalue() if number % 2 else xml)
            for _ in range(chance.choice((1, 1, 3, 10))):
                place = chance.randrange(len(data))
                match chance.randrange(3):
                    case 0:
                        data[place] = chance.randrange(256)
                    case 1:
                        del data[place : place + chance.randrange(1, 30)]
                    case _:
                        data[place:place] = data[place : place + chance.randrange(1, 60)]
            file = bytes(data) if number % 2 else changed(plain.getvalue(), {MAIN: data.decode("utf-8", "replace")})
            try:
                assert isinstance(guard.read(FORMATS[".docx"], Source("a.docx", "a.docx", file)), Text)
                answers.add("text")
            except Unusable as error:
                assert error.reason in {"damaged", "format", "too_large", "encrypted"}, error.detail
                answers.add(error.reason)
    assert {"text", "damaged"} <= answers
