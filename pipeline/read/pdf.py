"""PDF files: the text layer, with its lines, columns and pages joined to paragraphs.

What can be seen counts: running heads, page numbers, stamps, hidden letters and annotations are left out. Title and
author come from the document information where they look like what people write; its dates tell when the file was made,
not when the text was published, and are not used.
"""

from __future__ import annotations

import io
import logging
import re
from dataclasses import replace
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from pipeline.read.decoding import Unusable, normalize
from pipeline.read.limits import Limits
from pipeline.read.metadata import Metadata
from pipeline.read.printed.lines import PrintedLine, page_lines
from pipeline.read.printed.paragraphs import paragraphs
from pipeline.read.printed.runs import Faces, page_runs
from pipeline.read.properties import sane_author, sane_title
from pipeline.read.sources import Source, Text, too_large, words_of

HEAD = 1_024  # bytes in which a PDF file says that it is one
TAIL = 2_048  # bytes in which a whole one says that it ends
MOST_DEPTH = 50  # of the tree of pages
FEWEST_LETTERS = 20  # on a page with a picture: below it is a scan
STRANGE_LETTERS = 0.02  # share of signs that no font explains above which a text layer is no text
STRANGE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on files are not for users of ours


def read(source: Source, limits: Limits) -> Text:
    """The text of a PDF file.

    Raises Unusable: `encrypted` when a password is needed, `damaged` when a part is missing or makes no sense, `empty`
    when it is a scan, `encoding` when its fonts do not say which letters they show, `too_large`, `missing`.
    """
    data = source.read(limits.document_bytes)
    _check_ends(data)
    with apply_configuration(
        page_tree_maximum_entries=2 * limits.pages + 1_000,
        page_tree_maximum_depth=MOST_DEPTH,
        zlib_maximum_recovery_input_length=0,  # half of a stream is not the text
    ):
        try:
            return _read(data, limits)
        except (Unusable, MemoryError):
            raise
        except (FileNotDecryptedError, DependencyError) as error:
            raise _not_opened(error) from None
        except LimitReachedError as error:
            if "ecovery" in str(error) or "Detected" in str(error):
                raise _damaged(str(error)) from None
            raise Unusable(
                "too_large",
                f"parts of it are larger than a text needs ({words_of(error)}); save its text as UTF-8 .txt",
            ) from None
        except Exception as error:  # noqa: BLE001 - a damaged file makes the parser fail in any way
            raise _damaged(f"{type(error).__name__}: {error}") from None


def _check_ends(data: bytes) -> None:
    if b"%PDF-" not in data[:HEAD]:
        raise Unusable("format", "this is no PDF file; give its name the ending that fits, or save it as PDF again")
    if b"%%EOF" not in data[-TAIL:]:
        raise _damaged("its end is missing")


def _read(data: bytes, limits: Limits) -> Text:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unusable("encrypted", "this PDF file is locked with a password; save it without one, or its text as .txt")
    declared = _declared_pages(reader)
    if declared > limits.pages:
        raise too_large(f"{declared:,} pages", "pages")
    count = len(reader.pages)
    if count > limits.pages:
        raise too_large(f"{count:,} pages", "pages")
    if declared > count or not count:
        raise _damaged(f"{count} of its {declared} pages are there")
    pages: list[list[list[PrintedLine]]] = []
    faces = Faces()
    scans = characters = 0
    for number, page in enumerate(reader.pages):
        shown = page_runs(page, faces)
        letters = sum(len(run.text.strip()) for run in shown.runs)
        characters += letters
        if characters > limits.document_characters:
            raise too_large(f"more than {limits.document_characters:,} characters of text", "document_characters")
        scans += shown.pictures and letters < FEWEST_LETTERS
        columns = page_lines(shown.runs)
        pages.append([[replace(line, page=number, column=i) for line in column] for i, column in enumerate(columns)])
    if scans * 2 > count:
        raise Unusable(
            "empty",
            f"this is a scan: {scans} of its {count} pages are pictures without text; run text recognition (OCR) over "
            "it and put the result here",
        )
    text = normalize(paragraphs(pages))
    strange = len(STRANGE.findall(text))
    if strange > max(3, STRANGE_LETTERS * len(text)):
        raise Unusable(
            "encoding",
            "its fonts do not say which letters they show; save its text as UTF-8 .txt, or run text recognition (OCR)",
        )
    return Text(text, _said(reader))


def _declared_pages(reader: PdfReader) -> int:
    pages: Any = reader.root_object.get("/Pages")
    pages = pages.get_object() if pages is not None else None
    count: Any = pages.get("/Count") if isinstance(pages, dict) else None
    count = count.get_object() if hasattr(count, "get_object") else count
    return count if isinstance(count, int) else 0


def _said(reader: PdfReader) -> Metadata:
    """Title and author of the document information, where they look like such. Nothing when it cannot be read."""
    try:
        information = reader.metadata
        title = information.title if information else None
        author = information.author if information else None
    except Exception:  # noqa: BLE001 - the text is whole without it
        return Metadata()
    return Metadata(title=sane_title(title), author=sane_author(author))


def _not_opened(error: Exception) -> Unusable:
    if isinstance(error, DependencyError):
        return Unusable(
            "missing",
            'opening this kind of PDF file needs a package that is not installed; run: pip install "pypdf[crypto]"',
        )
    return Unusable("encrypted", "this PDF file is locked with a password; save it without one, or its text as .txt")


def _damaged(why: str) -> Unusable:
    return Unusable("damaged", f"this is no whole PDF file ({words_of(why)}); get it once more")
