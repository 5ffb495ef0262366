"""Removing from a page what is no evidence: code, what is hidden, and what stands around the text proper.

A removed element leaves an empty one of its kind, so that the words before and after it do not run together. What
names alone tell (class and id) never removes the text proper: see `_is_protected`.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from pipeline.read.pages.hiding import Colours, colours, is_hidden, is_invisible, styles
from pipeline.read.pages.passages import BLOCKS
from pipeline.read.pages.words import is_article_body, is_main, is_main_name, part_by, part_of_names

WHITE = "ffffff"
MOST_OF_TEXT = 0.5  # share of the prose of the page that only the text proper holds
NEARLY_ALL = 0.8
SHORTEST_TEXT = 200  # characters of prose that must be left when comments are removed
BULKY = ("comments", "related", "quoted mail")  # parts that may be longer than the text itself
ROOTS = ("html", "body")


class Pruned:
    """A tree and what was removed from it; elements in the order of the page."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.root = root
        self._gone: set[html.HtmlElement] = set()
        self._elements: list[html.HtmlElement] = [one for one in root.iter() if isinstance(one.tag, str)]

    def elements(self) -> Iterator[html.HtmlElement]:
        for element in self._elements:
            if element not in self._gone:
                yield element

    def remove(self, element: html.HtmlElement) -> None:
        """Empty the element; the text behind it stays."""
        self._gone.update(element.iter())
        block = element.tag in BLOCKS
        element.clear(keep_tail=True)
        element.tag = "div" if block else "span"


def prune(root: html.HtmlElement, title: html.HtmlElement | None) -> None:
    """Remove from the tree what is no evidence. `title` is the heading of the text, which nothing around it takes
    away."""
    tree = Pruned(root)
    by_tag = part_by("tag")
    for element in tree.elements():
        if by_tag.get(element.tag) in ("code", "form control") or element.tag.startswith("amp-ad"):
            tree.remove(element)
    _remove_hidden(tree)
    prose = _prose(root)
    around = set(title.iterancestors()) if title is not None else set()
    main = _main_elements(tree)
    for element in tree.elements():
        if element.tag in ROOTS:
            continue
        part, surely = _part(element)
        if part and not _is_protected(element, part, surely, prose, prose.get(root, 0), around, main):
            tree.remove(element)


def _remove_hidden(tree: Pruned) -> None:
    """Remove what is hidden. A whole page that is (until a script shows it) is not; what nobody can read because it has
    the colour of its background is."""
    plain = not any(
        one.tag == "style" or (one.tag == "link" and "stylesheet" in (one.get("rel") or "").lower())
        for one in tree.root.iter("style", "link")
    )
    known: dict[html.HtmlElement, Colours] = {}
    prose = _prose(tree.root)
    total = prose.get(tree.root, 0)
    start = Colours(None, WHITE)
    for element in tree.elements():
        style = styles(element)
        above = known.get(element.getparent(), start)
        known[element] = here = colours(element, style, above)
        if element.tag in ROOTS:
            continue
        if is_hidden(element, style) or (
            here != above
            and is_invisible(here.text, here.background)
            and (not here.assumed or plain or prose.get(element, 0) < MOST_OF_TEXT * total)
        ):
            tree.remove(element)


def _prose(root: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """For each element the number of characters in it that are no link, nor white space between elements."""
    size: dict[html.HtmlElement, int] = {}
    linked: set[html.HtmlElement] = set()
    order = list(root.iter())
    for element in order:
        parent = element.getparent()
        if element.tag == "a" or parent in linked:
            linked.add(element)
        else:
            size[element] = len((element.text or "").strip())
        if parent is not None and parent not in linked:
            size[parent] = size.get(parent, 0) + len((element.tail or "").strip())
    for element in reversed(order):
        parent = element.getparent()
        if element is not root and parent is not None:
            size[parent] = size.get(parent, 0) + size.get(element, 0)
    return size


def _main_elements(tree: Pruned) -> set[html.HtmlElement]:
    """Elements that hold the text proper by what they say of themselves, and those around them."""
    found: set[html.HtmlElement] = set()
    for element in tree.elements():
        if is_main(element) or is_article_body(element):
            found.update((element, *element.iterancestors()))
    return found


def _part(element: html.HtmlElement) -> tuple[str | None, bool]:
    """The part of the page that an element is, and whether its tag, role or property says so rather than its names."""
    tag = element.tag
    if tag == "footer" and any(one.tag == "blockquote" for one in element.iterancestors()):
        return None, False  # who said it
    if tag == "blockquote" and (element.get("type") or "").lower() == "cite":
        return "quoted mail", False
    if tag == "sup" and part_of_names(element.get("class") or "") == "reference marks":
        return "reference marks", True
    told = (
        part_by("tag").get(tag)
        or next((p for r in (element.get("role") or "").lower().split() if (p := part_by("role").get(r))), None)
        or next((p for r in (element.get("itemprop") or "").lower().split() if (p := part_by("itemprop").get(r))), None)
    )
    if told:
        return told, True
    if (tag == "header" or (element.get("role") or "").lower() == "banner") and not any(
        one.tag in ("article", "main", "section") for one in element.iterancestors()
    ):
        return "header", True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    part = part_of_names(names)
    return (None if part == "reference marks" or (part and is_main_name(names)) else part), False


def _is_protected(
    element: html.HtmlElement,
    part: str,
    surely: bool,
    prose: dict[html.HtmlElement, int],
    total: int,
    around: set[html.HtmlElement],
    main: set[html.HtmlElement],
) -> bool:
    """The element holds the title or the text proper, or most of the prose. Comments and lists of other texts may be
    longer than the text; they are removed where enough is left."""
    if element in around or element in main:
        return True
    share = prose.get(element, 0) / max(1, total)
    left = total - prose.get(element, 0)
    if surely and part in ("navigation", "footer"):
        return False
    if part in BULKY:
        return left < SHORTEST_TEXT and share > MOST_OF_TEXT
    return share > (NEARLY_ALL if surely else MOST_OF_TEXT)
