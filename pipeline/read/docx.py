"""Word files: what a reader of the printed document sees, in reading order.

Inserted text counts and deleted text does not, as if all changes had been accepted. Left out are comments, headers and
footers, tables of contents, hidden and white letters. Foot- and endnotes are the author's words and follow at the end,
in the order in which the text refers to them. A row of short cells is one line with tabs between; cells of prose are
paragraphs. Nothing that a file points to outside of itself is ever fetched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.read.decoding import Unusable, normalize
from pipeline.read.limits import Limits
from pipeline.read.metadata import Metadata
from pipeline.read.properties import sane_author, sane_title
from pipeline.read.sources import Source, Text
from pipeline.read.symbols import SYMBOLS
from pipeline.read.word.elements import all_of, child, name_of, value_of
from pipeline.read.word.package import DAMAGE, Package, check_kind, damaged, other_kind
from pipeline.read.word.styles import Style, hidden_letters, numbered, outlined, read_styles, white_letters

DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
BLANKS = str.maketrans("\t\n\r", "   ")
SHORT_CELL = 60  # characters: rows of such cells are lines
SPACES = re.compile(" {2,}")
DELETED = {"del", "moveFrom"}
WHOLE = {"ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "ruby",
         "rubyBase", "oMath", "oMathPara", "e", "num", "den", "sub", "sup", "f", "sSub", "sSup", "rad", "d",
         "nary"}  # fmt: skip


@dataclass(slots=True)
class _Paragraph:
    mark: str
    text: str
    goes_on: bool = False  # its end was deleted: the next one carries it on


@dataclass(slots=True)
class _Parts:
    """What the body refers to, and the notes that it has referred to so far."""

    styles: dict[str, Style]
    notes: dict[tuple[str, str], Any]
    referred: list[tuple[str, str]] = field(default_factory=list)


def read(source: Source, limits: Limits) -> Text:
    """The text of a Word file.

    Raises Unusable: `encrypted`, `format` when it is a file of another kind, `damaged` when it is no whole or sound one,
    `too_large` when it unpacks to more than the limits allow.
    """
    data = source.read(limits.document_bytes)
    check_kind(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise damaged(str(error)) from None
    try:
        with archive:
            return _read(Package(archive, limits))
    except RecursionError:
        raise damaged("its parts lie too deep within one another") from None


def _read(package: Package) -> Text:
    top = package.related("")
    main = top.get("officeDocument", "word/document.xml")
    root = package.tree(main)
    body = child(root, "body")
    if body is None:
        raise other_kind(package, main)
    related = package.related(main)
    styles = read_styles(package.tree(related.get("styles", "word/styles.xml")))
    notes: dict[tuple[str, str], Any] = {}
    for kind in ("footnote", "endnote"):
        for note in all_of(package.tree(related.get(f"{kind}s", f"word/{kind}s.xml")), kind):
            if value_of(note, "type") in (None, "normal"):
                notes[kind, value_of(note, "id") or ""] = note
    parts = _Parts(styles, notes)
    found = _merged(_blocks(body, parts))
    done = 0
    while done < len(parts.referred):  # a note may refer to a note
        note = parts.notes.pop(parts.referred[done], None)
        done += 1
        if note is not None:
            found += _merged(_blocks(note, parts))
    text = normalize("\n\n".join(paragraph.mark + paragraph.text for paragraph in found))
    return Text(text, _said(package, top))


def _said(package: Package, top: dict[str, str]) -> Metadata:
    root = package.tree(top.get("core-properties", "docProps/core.xml"))
    if root is None:
        return Metadata()
    return Metadata(
        title=sane_title(root.findtext(f"{DUBLIN_CORE}title")),
        author=sane_author(root.findtext(f"{DUBLIN_CORE}creator")),
    )


# --- blocks --------------------------------------------------------------------------------------------------------


def _blocks(parent: Any, parts: _Parts, in_table: bool = False) -> Iterator[_Paragraph]:
    """The paragraphs of a body, cell, note or text box, in reading order."""
    for element in parent:
        name = name_of(element)
        if name == "p":
            yield from _paragraph(element, parts, in_table)
        elif name == "tbl":
            yield from _table(element, parts)
        elif name == "altChunk":
            raise Unusable(
                "format", "a part of its text is a file within the file; open it in Word and save it as .docx"
            )
        elif name == "AlternateContent":
            choice = next(iter(element), None)
            if choice is not None:
                yield from _blocks(choice, parts, in_table)
        elif name in WHOLE:
            yield from _blocks(element, parts, in_table)


def _merged(paragraphs: Iterable[_Paragraph]) -> list[_Paragraph]:
    """The paragraphs that have words; one whose end was deleted is joined with the next."""
    found: list[_Paragraph] = []
    for paragraph in paragraphs:
        if found and found[-1].goes_on:
            found[-1].text += paragraph.text
            found[-1].goes_on = paragraph.goes_on
        else:
            found.append(paragraph)
    for paragraph in found:
        lines = (SPACES.sub(" ", line).strip(" ") for line in paragraph.text.split("\n"))
        paragraph.text = "\n".join(line for line in lines if line)
    return [paragraph for paragraph in found if paragraph.text]


def _paragraph(element: Any, parts: _Parts, in_table: bool) -> Iterator[_Paragraph]:
    properties = child(element, "pPr")
    style = parts.styles.get(value_of(child(properties, "pStyle"), "val") or "", Style())
    shaded = in_table or style.shaded or child(properties, "shd") is not None
    boxes: list[Any] = []
    text = "".join(_letters(element, parts, style, shaded, boxes))
    in_list = numbered(properties)
    if style.name.startswith("toc ") or style.name == "toc heading":
        text = ""
    mark = ""
    if style.name == "title":
        mark = "# "
    elif style.heading or outlined(properties):
        mark = "## "
    elif in_list or (in_list is None and style.item):
        mark = "- "
    if mark:
        text = text.replace("\n", " ")
    ending = child(properties, "rPr")
    yield _Paragraph(mark, text, goes_on=any(child(ending, name) is not None for name in DELETED))
    for box in boxes:
        yield from _blocks(box, parts, in_table=True)


def _table(table: Any, parts: _Parts) -> Iterator[_Paragraph]:
    for row in _through(table, "tr"):
        properties = child(row, "trPr")
        if any(child(properties, name) is not None for name in ("del", "hidden")):
            continue
        cells = []
        for cell in _through(row, "tc"):
            if child(child(cell, "tcPr"), "cellDel") is None:
                cells.append(_merged(_blocks(cell, parts, in_table=True)))
        full = [cell for cell in cells if cell]
        if len(full) > 1 and all(len(cell) == 1 and len(cell[0].text) <= SHORT_CELL for cell in full):
            yield _Paragraph("", "\t".join(cell[0].text.replace("\n", " ") for cell in full))
        else:
            for cell in full:
                yield from cell


def _through(parent: Any, name: str) -> Iterator[Any]:
    """The children of this name, also those in content controls and the like."""
    for element in parent:
        if name_of(element) == name:
            yield element
        elif name_of(element) in WHOLE:
            yield from _through(element, name)


def _letters(parent: Any, parts: _Parts, style: Style, shaded: bool, boxes: list[Any]) -> Iterator[str]:
    """What the runs of a paragraph show; text boxes that hang on it are added to `boxes`."""
    for element in parent:
        name = name_of(element)
        if name == "r":
            yield from _run(element, parts, style, shaded, boxes)
        elif name == "AlternateContent":
            choice = next(iter(element), None)
            if choice is not None:
                yield from _letters(choice, parts, style, shaded, boxes)
        elif name in WHOLE:
            yield from _letters(element, parts, style, shaded, boxes)


def _run(run: Any, parts: _Parts, style: Style, shaded: bool, boxes: list[Any]) -> Iterator[str]:
    properties = child(run, "rPr")
    hidden = hidden_letters(properties)
    if hidden is None:
        named = parts.styles.get(value_of(child(properties, "rStyle"), "val") or "")
        hidden = named.hidden if named and named.hidden is not None else style.hidden
    if hidden or (white_letters(properties) and not shaded):
        return
    for element in run:
        match name_of(element):
            case "t":
                yield "".join(element.itertext()).translate(BLANKS)
            case "tab" | "ptab":
                yield " "
            case "br" | "cr":
                yield "\n"
            case "noBreakHyphen":
                yield "\u2011"
            case "sym":
                yield SYMBOLS.get((value_of(element, "char") or "")[-2:].upper(), "")
            case "footnoteReference" | "endnoteReference" as kind:
                parts.referred.append((kind.removesuffix("Reference"), value_of(element, "id") or ""))
            case "ruby":
                yield from _letters(element, parts, style, shaded, boxes)
            case "drawing" | "pict" | "object":
                boxes += all_of(element, "txbxContent")
            case "AlternateContent":
                choice = next(iter(element), None)
                boxes += all_of(choice, "txbxContent")
