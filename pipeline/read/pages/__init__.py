"""Saved web pages: the text proper with its headings and lists, and what the page's metadata says.

Code, hidden text, navigation, adverts, captions, comments and lists of other texts are no evidence and are left out.
Nothing is fetched: addresses in a page are words.
"""

from __future__ import annotations

from lxml import html

from pipeline.read.decoding import Unusable, normalize
from pipeline.read.limits import Limits
from pipeline.read.pages.main_text import main_passages
from pipeline.read.pages.parsing import page_text, parse_page
from pipeline.read.pages.passages import SPACES, Passage, passages
from pipeline.read.pages.pruning import prune
from pipeline.read.pages.said import metadata, said_of
from pipeline.read.pages.titles import heading_of
from pipeline.read.sources import Source, Text, too_large

MARKS = {"heading": "## ", "item": "- ", "text": ""}


def read(source: Source, limits: Limits) -> Text:
    """The text of a saved page.

    Raises Unusable: `empty`, `binary`, `encoding`, `format`, `too_large` (bytes, nesting, characters), `unreadable`.
    """
    page = page_text(source.read(limits.document_bytes), source.said.encoding)
    root = parse_page(page, limits)
    said = said_of(root, page)
    heading = heading_of(root, said.titles)
    prune(root, heading)
    found: list[Passage] = []
    size = 0
    for one in passages(root):
        found.append(one)
        size += len(one.text)
        if size > 2 * limits.document_characters:  # what stands around the text is not counted to it
            raise too_large(f"more than {limits.document_characters:,} characters of text", "document_characters")
    title = _title(found, heading)
    chosen = main_passages(root, found, title)
    if not any(one.kind != "heading" for one in chosen):
        raise Unusable(
            "empty",
            "no text was found in this page besides menus, hidden parts and the like; open it in a browser, and save "
            "the text itself as UTF-8 .txt",
        )
    lines = [f"# {_line(title.text)}"] if title else []
    lines += [MARKS[one.kind] + one.text for one in chosen]
    text = normalize("\n\n".join(lines) + "\n")
    return Text(text, metadata(said, _line(title.text) if title else None, text))


def _title(found: list[Passage], heading: html.HtmlElement | None) -> Passage | None:
    """The passage that the heading makes. One in <b> or <span> makes one only where it stands alone."""
    if heading is None:
        return None
    inside = [one for one in found if one.element is heading]
    if inside:
        return inside[0] if len(inside) == 1 else None
    words = _line(heading.text_content())
    above = set(heading.iterancestors())
    within = set(heading.iter())
    return next(
        (one for one in found if (one.element in above or one.element in within) and _line(one.text) == words), None
    )


def _line(text: str) -> str:
    return SPACES.sub(" ", text).strip(" ")
