"""PDF files: what is seen on the pages comes out in reading order, and what is broken, locked or endless is refused."""

from __future__ import annotations

import io
import random
import zlib
from pathlib import Path

import pypdf
import pytest

from pipeline.read import read_document
from pipeline.read.decoding import Unusable
from pipeline.read.formats import FORMATS
from pipeline.read.guard import Guard
from pipeline.read.limits import Limits
from pipeline.read.pdf import read, sane_author, sane_title
from pipeline.read.printed.hyphens import Words, join
from pipeline.read.sources import Source, Text
from tests.read.printing import FONTS, Sheet, pdf, stream, whole

STATEMENT = [
    "Russia demands that Ukraine withdraw its forces from the four",
    "regions. Ukraine has dismissed these terms, and its envoy said",
    "that the talks would go on.",
]
SENTENCES = " ".join(STATEMENT)


def text_of(data: bytes, limits: Limits = Limits()) -> str:
    return read(Source("a.pdf", "a.pdf", data), limits).text


def refused(data: bytes, limits: Limits = Limits()) -> Unusable:
    with pytest.raises(Unusable) as caught:
        read(Source("a.pdf", "a.pdf", data), limits)
    return caught.value


def statement() -> Sheet:
    return Sheet().lines(72, 700, STATEMENT)


# --- what comes out ------------------------------------------------------------------------------------------------


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


# --- hyphens -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "below", "elsewhere", "joined"),
    [
        ("They nego-", "tiate now", "", "They negotiate now"),
        ("They nego-", "tiate now", "to negotiate", "They negotiate now"),
        ("a long-", "term plan", "", "a long-term plan"),
        ("a well-", "known plan", "", "a well-known plan"),
        ("confidence-", "building steps", "", "confidence-building steps"),
        ("they dis-", "armed", "", "they disarmed"),
        ("its free-", "dom", "", "its freedom"),
        ("the cease-", "fire", "a ceasefire holds", "the ceasefire"),
        ("the cease-", "fire", "the cease-fire and a cease-fire, not a ceasefire", "the cease-fire"),
        ("the peace-", "keeping force", "peace and keeping", "the peace-keeping force"),
        ("the peace-", "keeping force", "", "the peacekeeping force"),
        ("a 30-", "day truce", "", "a 30-day truce"),
        ("pro-", "Russian forces", "", "pro-Russian forces"),
        ("the US-", "led plan", "", "the US-led plan"),
        ("the Moscow-", "backed side", "", "the Moscow-backed side"),
        ("in Sep-", "tember", "", "in September"),
        ("NEGO-", "TIATIONS", "", "NEGOTIATIONS"),
        ("short-", "and long-term", "", "short- and long-term"),
        ("state-of-the-", "art arms", "", "state-of-the-art arms"),
        ("mobi\u00ad", "lisation", "", "mobilisation"),
        ("the talks—", "which failed", "", "the talks—which failed"),
        ("the talks –", "which failed", "", "the talks – which failed"),
        ("the talks", "failed", "", "the talks failed"),
    ],
)
def test_case_31_hyphens_at_the_ends_of_lines(above: str, below: str, elsewhere: str, joined: str) -> None:
    assert join(above, below, Words.of([above, below, elsewhere])) == joined


def test_hostile_lines_are_joined_in_linear_time() -> None:
    for line in ("a-" * 300_000, "." * 600_000, "1," * 300_000, "(" * 600_000, "a" * 600_000 + "-"):
        words = Words.of([line])
        assert join(line, "below", words)
    sheet = Sheet().add(b"BT /F1 10 Tf 72 700 Td (" + b"a-" * 100_000 + b") Tj ET").write(72, 688, "end")
    assert text_of(pdf([sheet])).startswith("a-a-a-")


def test_case_31_quote_over_a_broken_word_is_exact() -> None:
    lines = ["Kyiv will not nego-", "tiate on a long-", "term truce over", "a page."]
    assert text_of(pdf([Sheet().lines(72, 700, lines)])) == "Kyiv will not negotiate on a long-term truce over a page."


# --- what is refused -----------------------------------------------------------------------------------------------


def encrypted(password: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([statement()])))
    writer.encrypt(password, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_case_30_locked_file_is_refused_and_one_with_an_empty_password_read(algorithm: str) -> None:
    assert refused(encrypted("secret", algorithm)).reason == "encrypted"
    assert text_of(encrypted("", algorithm)) == SENTENCES


@pytest.mark.parametrize("part", range(20))
def test_case_30_truncated_file_is_damaged(part: int) -> None:
    data = pdf([statement(), statement()])
    error = refused(data[: 10 + (len(data) - 20) * part // 20])
    assert error.reason == "damaged"
    assert "get it once more" in error.detail


def test_case_30_missing_page_or_half_a_stream_is_damaged() -> None:
    data = pdf([statement(), statement()])
    assert refused(data.replace(b"/Count 2", b"/Count 3")).reason == "damaged"
    broken = data.index(b"stream\n") + 40
    assert refused(data[:broken] + b"\xff" * 8 + data[broken + 8 :]).reason == "damaged"


def test_case_30_content_that_breaks_off_is_damaged() -> None:
    packed = zlib.compress(b"\n".join(statement().commands * 20))
    for part, whole_text in (
        (packed, True),
        (packed[:-4], True),
        (packed[:-20], False),
        (packed[: len(packed) // 2], False),
    ):
        data = whole([
            b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
            b"<< >>", b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F1 6 0 R >> >> >>",
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(part), part), FONTS["F1"],
        ])  # fmt: skip
        if whole_text:
            assert text_of(data) == SENTENCES
        else:
            assert refused(data).reason == "damaged"


def test_page_that_does_not_say_its_size_is_read() -> None:
    assert text_of(pdf([statement()]).replace(b"/MediaBox", b"/NediaBox")) == SENTENCES


def test_case_30_more_pages_than_the_limit() -> None:
    error = refused(pdf([Sheet()] * 10_000))
    assert (error.reason, "10,000 pages" in error.detail, "`pages`" in error.detail) == ("too_large", True, True)
    lying = pdf([Sheet()] * 30).replace(b"/Count 30", b"/Count 1 ")
    assert refused(lying, Limits(pages=20)).reason == "too_large"


def test_case_30_scan_says_what_to_do() -> None:
    image = stream(b"\0" * 100, b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace "
                   b"/DeviceGray")  # fmt: skip
    scan = Sheet().add(b"q 595 0 0 842 0 0 cm /Im Do Q")
    error = refused(pdf([scan, scan], objects={"image": image}, resources=b"/XObject << /Im @image >>"))
    assert error.reason == "empty"
    assert "scan" in error.detail and "OCR" in error.detail
    recognised = Sheet().add(b"q 595 0 0 842 0 0 cm /Im Do Q 3 Tr").lines(72, 700, STATEMENT)
    resources = b"/XObject << /Im @image >>"
    assert text_of(pdf([recognised], objects={"image": image}, resources=resources)) == SENTENCES


def test_case_30_page_tree_that_leads_round_is_damaged() -> None:
    for kids in (b"2 0 R", b"3 0 R", b"4 0 R"):
        parts = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 /Parent 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count 1 /Parent 3 0 R >>" % kids,
        ]
        assert refused(whole(parts)).reason == "damaged"


def test_case_29_bomb_in_a_stream_is_refused() -> None:
    bomb = stream(b" " * 200_000_000)
    data = whole([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 9 9] >>", b"<< >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>", bomb,
    ])  # fmt: skip
    assert len(data) < 1_000_000
    assert refused(data).reason == "too_large"


def test_form_that_draws_itself_ends() -> None:
    form = stream(
        b"/Fm Do /Fm Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm @form >> >>"
    )
    sheet = statement().add(b"/Fm Do")
    assert text_of(pdf([sheet], objects={"form": form}, resources=b"/XObject << /Fm @form >>")) == SENTENCES


def test_fonts_that_do_not_say_their_letters_are_refused() -> None:
    sheet = Sheet()
    for i in range(5):
        sheet.add(b"/Span << /ActualText <feffe001e002e003e004e005> >> BDC").write(72, 700 - 20 * i, "x").add(b"EMC")
    assert refused(pdf([sheet])).reason == "encoding"


@pytest.mark.parametrize("data", [b"plain words", b"\xd0\xcf\x11\xe0", b"PK\x03\x04" + b"x" * 3000])
def test_what_is_no_pdf_file_is_told(data: bytes) -> None:
    assert refused(data).reason == "format"


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


@pytest.mark.slow
def test_changed_bytes_give_a_text_or_a_reason() -> None:
    """A property: whatever byte of a good file changes, the answer is a Text or an Unusable, and comes in time."""
    sheets = [statement(), Sheet().write(72, 700, b"\x01nal o\x04ce", font="F3")]
    good = [pdf(sheets, {"Title": "Joint statement"}, packed=packed) for packed in (True, False)]
    chance = random.Random(5)
    answers = {"text": 0}
    with Guard(Limits(read_seconds=10)) as guard:
        for number in range(300):
            data = bytearray(good[number % 2])
            for _ in range(chance.choice((1, 1, 3, 10))):
                place = chance.randrange(len(data))
                match chance.randrange(4):
                    case 0:
                        data[place] = chance.randrange(256)
                    case 1:
                        del data[place : place + chance.randrange(1, 30)]
                    case 2:
                        data[place:place] = data[place : place + chance.randrange(1, 60)]
                    case _:
                        data[place : place + 1] = chance.choice(
                            (b"9999999999", b"0 R", b"<<", b"[", b"(", b"-1", b"null")
                        )
            try:
                answer = guard.read(FORMATS[".pdf"], Source("a.pdf", "a.pdf", bytes(data)))
                assert isinstance(answer, Text)
                answers["text"] += 1
            except Unusable as error:
                assert error.reason in {"damaged", "format", "too_large", "empty", "encrypted", "encoding"}, (
                    error.detail
                )
                answers[error.reason] = answers.get(error.reason, 0) + 1
    assert len(answers) > 1
