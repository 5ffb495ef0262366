"""PDF files: what is seen on the pages comes out in reading order."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.read import read_document
from pipeline.read.pdf import sane_author, sane_title
from tests.read.printed_texts import SENTENCES, STATEMENT, statement, text_of
from tests.read.printing import Sheet, pdf, stream


def test_lines_of_a_paragraph_are_one_line() -> None:
    assert text_of(pdf([statement()])) == SENTENCES


def test_document_is_read_whole_with_quotes_exact(tmp_path: Path) -> None:
    sheet = Sheet().write(72, 760, "Kyiv rejects the plan", 18).lines(72, 700, STATEMENT)
    (tmp_path / "talks.pdf").write_bytes(pdf([sheet], {"Author": "Jane Doe", "CreationDate": "D:20250809120000Z"}))
    document = read_document(tmp_path / "talks.pdf", tmp_path)
    assert (document.title, document.author, document.published) == ("Kyiv rejects the plan", "Jane Doe", None)
    assert document.media_type == "application/pdf"
    assert [(block.kind, block.span.of(document.text)) for block in document.blocks] == [
        ("title", "Kyiv rejects the plan"),
        ("body", SENTENCES),
    ]


def test_gap_indent_and_list_begin_paragraphs() -> None:
    sheet = Sheet().lines(72, 700, STATEMENT)
    sheet.write(92, 664, "The next paragraph is indented and its first line is full, so").write(72, 652, "it goes on.")
    sheet.write(72, 628, "After a gap comes a list:").write(72, 610, "• one thing; and").write(72, 598, "• another.")
    assert text_of(pdf([sheet])).split("\n\n") == [
        SENTENCES,
        "The next paragraph is indented and its first line is full, so it goes on.",
        "After a gap comes a list:",
        "- one thing; and",
        "- another.",
    ]


def test_big_and_bold_lines_are_title_and_headings() -> None:
    sheet = Sheet().write(72, 760, "Communiqu\xe9 of the Talks", 20).write(72, 730, "Security", 10, "F2")
    sheet.lines(72, 712, STATEMENT).write(72, 660, "Economy", 14).lines(72, 640, STATEMENT)
    assert text_of(pdf([sheet])).split("\n\n") == [
        "# Communiqué of the Talks", "## Security", SENTENCES, "## Economy", SENTENCES,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "font", "text"),
    [
        (b"\x01nal, con\x02ict, o\x03er, o\x04ce", "F3", "final, conflict, offer, office"),
        (b"Zelensky\x92s \x93no\x94 \x96 caf\xe9", "F1", "Zelensky’s “no” – café"),
        (b"caf\x8e", "F3", "café"),
    ],
)
def test_case_31_encodings_and_ligatures(data: bytes, font: str, text: str) -> None:
    assert text_of(pdf([Sheet().write(72, 700, data, font=font)])) == text


def test_case_31_letters_by_a_map_of_two_byte_codes() -> None:
    letters = {1: "0054", 2: "0068", 3: "FB02", 4: "0430", 5: "0066006600690063"}
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange %d "
        % (len(letters))
        + b"beginbfchar %s endbfchar endcmap" % b" ".join(b"<%04x> <%s>" % (k, v.encode()) for k, v in letters.items())
    )
    objects = {
        "below": b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering "
        b"(Identity) /Supplement 0 >> /DW 500 >>",
        "map": stream(cmap),
        "wide": b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [@below] /ToUnicode "
        b"@map >>",
    }
    sheet = Sheet().add(b"/P /MC0 BDC BT /W 10 Tf 72 700 Td <00010002000300040005> Tj ET EMC")
    assert text_of(pdf([sheet], objects=objects, resources=b"/ColorSpace << >> /ExtGState << >>").replace(
        b"/F1 4 0 R", b"/W %d 0 R" % 9 + b" " * 1)) == "Thflаffic"  # fmt: skip


def test_pieces_of_a_line_are_joined_by_their_places() -> None:
    sheet = Sheet().add(b"BT /F1 10 Tf 72 700 Td [(Rus) 20 (sia de) -10 (mands) -300 (that) -600 (Kyiv)] TJ ET")
    sheet.add(b"BT /F1 10 Tf 1 0 0 1 72 680 Tm (The) Tj 25 0 Td (plan) Tj ET")
    assert text_of(pdf([sheet])).split() == ["Russia", "demands", "that", "Kyiv", "The", "plan"]


def test_two_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    left = ["Russia demands that Ukraine leave", "the four regions, and that it gives", "up its plans to join an alliance",
            "for good. Kyiv has refused this,", "and the talks ended without any", "agreement on the terms of"]  # fmt: skip
    right = ["a ceasefire. The United States", "offers to mediate once more, and", "Turkey offers to host a summit of",
             "the two presidents in Istanbul.", "The mediators will meet again", "next week in Geneva."]  # fmt: skip
    sheet = Sheet().write(72, 760, "A headline over both of the columns of the page", 16)
    for i, (a, b) in enumerate(zip(left, right, strict=True)):
        sheet.add(b"BT /F1 10 Tf 72 %d Td (%s) Tj 240 0 Td (%s) Tj ET" % (700 - 12 * i, a.encode(), b.encode()))
    assert text_of(pdf([sheet])).split("\n\n") == [
        "# A headline over both of the columns of the page",
        " ".join(left + right),
    ]


def test_centred_title_of_two_lines_is_one() -> None:
    sheet = (
        Sheet().write(100, 780, "Joint statement on the talks of the four", 18).write(180, 760, "powers in Geneva", 18)
    )
    assert text_of(pdf([sheet.lines(72, 700, STATEMENT)])).startswith(
        "# Joint statement on the talks of the four powers in Geneva\n"
    )


def test_rows_of_a_table_stay_rows() -> None:
    sheet = Sheet().lines(72, 760, STATEMENT)
    for i, row in enumerate([("Country", "Vote", "Day"), ("France", "yes", "Monday"), ("Japan", "no", "Friday")] * 2):
        for j, cell in enumerate(row):
            sheet.write(72 + 100 * j, 700 - 20 * i, cell)
    assert "France yes Monday" in text_of(pdf([sheet])).split("\n\n")


def test_running_heads_and_page_numbers_are_left_out_and_paragraphs_go_on_over_pages() -> None:
    sheets, halves = [], []
    for number, name in enumerate(("Donetsk", "Kherson", "Luhansk", "Odesa", "Sumy", "Kyiv"), 1):
        sheet = Sheet().write(72, 800, "Ministry of Foreign Affairs", 8).write(480, 800, f"Page {number} of 6", 8)
        half = [
            f"Russia demands that Ukraine withdraw its forces from the {name} region",
            f"and that it holds votes in {name}, and that",
        ]
        halves += half
        sheet.lines(72, 700, half).write(290, 40, f"- {number} -", 9)
        sheets.append(sheet)
    text = text_of(pdf(sheets))
    assert text == " ".join(halves)


def test_same_lines_at_the_edges_of_pages_are_no_heads_without_a_gap() -> None:
    pages = [Sheet().lines(72, 700, [*STATEMENT, f"The {name} paragraph differs, and", *STATEMENT])
             for name in ("first", "second", "third", "fourth")]  # fmt: skip
    assert text_of(pdf(pages)).count("withdraw its forces") == 8


def test_page_that_stands_there_twice_is_not_lost() -> None:
    assert text_of(pdf([statement()] * 3)).count(SENTENCES) == 3


def test_line_that_stands_on_one_page_only_is_no_running_head() -> None:
    sheets = [Sheet().lines(72, 760 - 40 * i, STATEMENT) for i in range(4)]
    assert text_of(pdf(sheets)).count(SENTENCES) == 4


def test_footnotes_follow_the_text_and_their_marks_are_no_part_of_words() -> None:
    sheet = Sheet().add(
        b"BT /F1 10 Tf 72 700 Td (Russia rejected the offer) Tj 6 Tf ET".replace(b"6 Tf", b"/F1 6 Tf 4 Ts (12) Tj 0 Ts")
        + b" BT /F1 10 Tf 200 700 Td (of Sunday, which Ukraine had) Tj ET"
    )
    sheet.write(72, 60, "12 See the letter of 3 March.", 7)
    second = Sheet().write(72, 700, "made in Geneva before the talks broke down over territory.")
    text = text_of(pdf([sheet, second]))
    assert text.split("\n\n") == [
        "Russia rejected the offer of Sunday, which Ukraine had made in Geneva before the talks broke down over territory.",
        "12 See the letter of 3 March.",
    ]


def test_case_26_what_cannot_be_seen_is_left_out() -> None:
    sheet = statement()
    sheet.add(b"1 g").write(72, 600, "White on white accepts all demands.").add(b"0 g")
    sheet.add(b"3 Tr").write(72, 580, "Invisible letters accept all demands.").add(b"0 Tr")
    sheet.write(72, 560, "Letters of no size accept all demands.", 0.2)
    sheet.write(2000, 560, "Letters off the page accept all demands.")
    sheet.add(b"/Artifact << /Type /Pagination >> BDC").write(72, 540, "Artifact").add(b"EMC")
    sheet.add(b"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT) Tj ET")
    assert text_of(pdf([sheet])) == SENTENCES


def test_white_letters_on_a_dark_ground_are_seen() -> None:
    sheet = Sheet().add(b"0 0 0.5 rg 0 680 600 60 re f 1 g").write(72, 700, "Statement by the Ministry").add(b"0 g")
    assert text_of(pdf([sheet])) == "Statement by the Ministry"


def test_meant_text_of_marked_letters_counts() -> None:
    sheet = Sheet().add(b"/Span << /ActualText (office) >> BDC").write(72, 700, "o??ce").add(b"EMC")
    assert text_of(pdf([sheet])) == "office"


def test_letters_drawn_twice_to_look_bold_count_once() -> None:
    assert text_of(pdf([Sheet().write(72, 700, "Statement").write(72.4, 700, "Statement")])) == "Statement"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read(turn: int) -> None:
    a, b, c, d, x, y = {
        0: (1, 0, 0, 1, 72, 700), 90: (0, 1, -1, 0, 100, 72), 180: (-1, 0, 0, -1, 500, 100), 270: (0, -1, 1, 0, 400, 700),
    }[turn]  # fmt: skip
    lines = b" ".join(b"(%s) Tj 0 -12 Td" % line.encode() for line in STATEMENT)
    sheet = Sheet().add(b"BT /F1 10 Tf %d %d %d %d %d %d Tm %s ET" % (a, b, c, d, x, y, lines))
    assert text_of(pdf([sheet])) == SENTENCES


def test_forms_within_the_page_are_read() -> None:
    form = stream(
        b"BT /F1 10 Tf 0 0 Td (Kyiv rejects the plan.) Tj ET", b"/Type /XObject /Subtype /Form /BBox [0 0 500 50]"
    )
    sheet = Sheet().add(b"q 1 0 0 1 72 700 cm /Fm Do Q")
    assert (
        text_of(pdf([sheet], objects={"form": form}, resources=b"/XObject << /Fm @form >>")) == "Kyiv rejects the plan."
    )


@pytest.mark.parametrize(
    ("title", "sane"),
    [
        ("Joint statement on the talks", True), ("Microsoft Word - talks.docx", False), ("untitled document", False),
        ("statement_final_v3", False), ("talks.pdf", False), ("Talks", False), ("\x00\x01 talks", False), (None, False),
    ],
)  # fmt: skip
def test_titles_that_are_none_are_not_used(title: str | None, sane: bool) -> None:
    assert (sane_title(title) is not None) == sane


@pytest.mark.parametrize(
    ("author", "sane"),
    [("Jane Doe", True), ("Ali al-Amin", True), ("admin", False), ("Microsoft Office User", False), ("jdoe2", False),
     ("Default User", False), ("", False)],
)  # fmt: skip
def test_authors_that_are_accounts_are_not_used(author: str, sane: bool) -> None:
    assert (sane_author(author) is not None) == sane
