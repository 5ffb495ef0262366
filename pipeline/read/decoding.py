"""From the bytes of a file to normalized text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache

from pipeline.errors import InputError
from pipeline.reference_tables import table_rows

BYTE_ORDER_MARKS = (  # longest first: the mark of UTF-32 LE begins with that of UTF-16 LE
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = (  # first bytes of formats that people rename to .txt
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip, docx or odt file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
)
SEVEN_BIT = re.compile(r"utf-?7|iso-?2022.*|hz.*", re.IGNORECASE)  # their bytes are ASCII and mean something else
LINE_ENDS = re.compile(r"\r\n?")
CONTROLS = [*map(chr, (*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))]
CONTROLS_IN_TEXT = 0.005  # share of control characters above which a file is no text


class Unusable(InputError):
    """A file that cannot become a document. `reason` is the code in the quarantine report, `detail` its sentence."""

    def __init__(self, reason: str, detail: str, path: str = "") -> None:
        super().__init__(f"{path}: {detail}" if path else detail)
        self.reason = reason
        self.detail = detail


def normalize(text: str) -> str:
    """Line ends as LF, letters and their accents composed (NFC). Nothing else: quotes are cut from this text."""
    return unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text))


def decode(data: bytes, declared: str | None) -> str:
    """Text of `data`: by its byte order mark, else strict UTF-8, else the encoding that its metadata declares. One of
    seven bits, whose bytes are UTF-8 as well, counts where it is declared.

    An encoding is never guessed. Raises Unusable with reason `empty`, `binary` or `encoding`.
    """
    if not data:
        raise Unusable("empty", "the file has no bytes; put the text in it or remove it")
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            raise Unusable("binary", f"this is {name}, not plain text; save its text as UTF-8 .txt")
    text = _decoded(data, declared)
    controls = sum(map(text.count, CONTROLS))
    if "\0" in text or controls > max(3, CONTROLS_IN_TEXT * len(text)):
        raise Unusable("binary", "the file holds control characters and is no plain text; save its text as UTF-8 .txt")
    return normalize(text)


@cache
def encoding_labels() -> dict[str, str]:
    """The labels of the HTML standard and the codec of each; "" for encodings that browsers refuse."""
    return {row["label"]: row["codec"] for row in table_rows("encoding_labels")}


def codec_of(label: str) -> str | None:
    """Python's codec for the encoding label that a server or a mail gives; None when nobody knows it.

    The HTML standard counts, as it does for what a page says itself: "iso-8859-1" is windows-1252. What it lacks or
    refuses is Python's codec of that name, as mails are written in some of these.
    """
    name = label.strip().lower()
    return encoding_labels().get(name) or (name if is_text_encoding(name) else None)


def is_text_encoding(name: str) -> bool:
    """Whether Python has a codec of this name that makes text of bytes."""
    try:
        return bool(getattr(codecs.lookup(name), "_is_text_encoding", False)) and name.isascii()
    except (LookupError, ValueError):
        return False


def encoding_of(data: bytes, declared: str | None) -> str | None:
    """The encoding of bytes that came with a declaration from outside, as servers and mail programs make them: UTF-8
    where they are that, as many declare what they do not send."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return declared
    return "utf-8" if not data.isascii() else declared


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, f"the byte order mark says {encoding.removesuffix('-sig').upper()}")
    if declared and SEVEN_BIT.fullmatch(declared):
        return _strict(data, declared, f"the metadata says {declared}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if declared:
            return _strict(data, declared, f"the metadata says {declared}")
        if b"\0" in data:
            raise Unusable("binary", "the file holds zero bytes and is no plain text; save its text as UTF-8") from None
        raise Unusable(
            "encoding",
            f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8; save the file as UTF-8, or name its "
            "encoding in the sidecar, for instance `encoding: windows-1252`",
        ) from None
    if "\0" in text and declared:  # UTF-16 without a mark decodes as UTF-8 with zero bytes
        return _strict(data, declared, f"the metadata says {declared}")
    return text


def _strict(data: bytes, encoding: str, because: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Unusable("encoding", f"{because}, but byte {error.start} does not fit; save the file as UTF-8") from None
