"""PDF files: what is broken, locked or endless is refused with a reason, and what can be read still is."""

from __future__ import annotations

import io
import random
import zlib

import pypdf
import pytest

from pipeline.read.decoding import Unusable
from pipeline.read.formats import FORMATS
from pipeline.read.guard import Guard
from pipeline.read.limits import Limits
from pipeline.read.sources import Source, Text
from tests.read.printed_texts import SENTENCES, STATEMENT, refused, statement, text_of
from tests.read.printing import FONTS, Sheet, pdf, stream, whole


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
