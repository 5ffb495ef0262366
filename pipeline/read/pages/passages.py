"""The passages of a page: headings, paragraphs, list items and table rows, each verbatim, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree, html

Kind = Literal["heading", "text", "item"]

SPACES = re.compile(r"[ \t\n\r\f]+")  # white space of HTML; a no-break space is text
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | frozenset(  # elements that begin and end a line
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
    ]
)
PREFORMATTED = frozenset({"pre", "listing", "plaintext", "xmp"})
LONGEST_ROW = 600  # characters of a row of data; longer ones lay out a page
BETWEEN_CELLS = " | "


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A passage, the element that holds it, its heading level (0 for others), the share of it that is links.

    Lines that <br> breaks stay lines: whether one runs on is told where structure is.
    """

    kind: Kind
    text: str
    element: html.HtmlElement
    level: int = 0
    linked: float = 0.0


def passages(root: html.HtmlElement) -> Iterator[Passage]:
    """The passages below `root`, without recursion. A row whose cells hold no blocks is one passage."""
    owners: list[html.HtmlElement] = [root]
    item = False  # the next passage opens a list item
    preformatted = links = 0
    parts: list[str] = []
    linked = 0

    def flush() -> Iterator[Passage]:
        nonlocal item, linked
        owner = owners[-1]
        heading = next((one for one in owners[-4:] if one.tag in HEADINGS), None)
        whole = "".join(parts)
        share = min(1.0, linked / max(1, len(whole.strip())))
        parts.clear()
        linked = 0
        if not whole.strip():
            return
        if heading is not None:
            yield Passage("heading", _line(whole), owner, int(heading.tag[1]), share)
            return
        if item:
            item = False
            yield Passage("item", _line(whole), owner, 0, share)
            return
        for paragraph in _paragraphs(whole):
            yield Passage("text", paragraph, owner, 0, share)

    def add(text: str | None) -> None:
        nonlocal linked
        if text:
            parts.append(text.replace("\r\n", "\n") if preformatted else SPACES.sub(" ", text))
            linked += len(parts[-1]) if links else 0

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag == "tr" and (row := _row(element)) is not None:
                yield from flush()
                owners.append(element)
                if row:
                    yield Passage("text", row, element)
                walk.skip_subtree()
                continue
            if tag in BLOCKS:
                yield from flush()
                owners.append(element)
                item = tag == "li" or (item and tag not in ("ul", "ol"))
                preformatted += tag in PREFORMATTED
            elif tag == "br":
                parts.append("\n")
            links += tag == "a"
            add(element.text)
            continue
        links -= tag == "a"
        if tag in BLOCKS:
            yield from flush()
            if len(owners) > 1:
                owners.pop()
            item = item and tag != "li"
            preformatted -= tag in PREFORMATTED
        if element is not root:
            add(element.tail)
    yield from flush()


def _line(text: str) -> str:
    return SPACES.sub(" ", text).strip(" \t\n\r\f")


def _paragraphs(text: str) -> Iterator[str]:
    """The text at its blank lines; what a single <br> breaks stays together on lines of its own."""
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        line = _line(line)
        if line.strip():
            lines.append(line)
        elif lines:
            yield "\n".join(lines)
            lines = []


def _row(row: html.HtmlElement) -> str | None:
    """The cells of a row of data on one line; "" when they are empty; None for a row that lays out the page."""
    cells: list[str] = []
    for cell in row:
        if cell.tag not in ("td", "th"):
            return None
        words: list[str] = []
        size = paragraphs = 0
        for event, inner in etree.iterwalk(cell, events=("start", "end")):
            if event == "start":
                if inner is not cell and (inner.tag in BLOCKS and inner.tag != "p" or inner.tag == "br"):
                    return None
                paragraphs += inner.tag == "p"
                words.append(inner.text or "")
            elif inner is not cell:
                words.append((" " if inner.tag == "p" else "") + (inner.tail or ""))
            size += len(words[-1])
            if size > LONGEST_ROW or paragraphs > 1:
                return None
        text = _line("".join(words))
        if text.strip():
            cells.append(text)
    return BETWEEN_CELLS.join(cells) if len(cells) != 1 else None
