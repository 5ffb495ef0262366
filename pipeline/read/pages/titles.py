"""The heading of a page that is the title of its text: the one that its metadata names, or the only one."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import html

from pipeline.read.pages.hiding import is_hidden, styles
from pipeline.read.pages.words import bare, part_by, part_of_names, words_of

TITLE_NAMES = (("entry", "title"), ("post", "title"), ("article", "title"), ("headline",), ("article", "headline"), ("page", "title"), ("news", "title"), ("story", "title"), ("first", "heading"), ("firstheading",), ("title",))  # fmt: skip
FEWEST_WORDS = 3  # of a heading that is a part of the title in the metadata
LONGEST = 400
SHORTEST = 15  # letters of a title that a heading carries on


def heading_of(root: html.HtmlElement, titles: Sequence[str]) -> html.HtmlElement | None:
    """The visible heading that bears the title; None when there is none, or several and the metadata does not tell."""
    candidates = [one for one in root.iter("h1", "h2", "h3") if _is_seen(one)]
    named = [
        one for one in root.iter("div", "p", "span", "td", "font", "b", "strong") if _is_named(one) and _is_seen(one)
    ]
    wanted = [bare(title) for title in titles]
    for level in ("h1", "h2", "h3", ""):
        for one in candidates if level else named:
            if (not level or one.tag == level) and bare(one.text_content()) in wanted:
                return one
    for one in (*candidates, *named):
        words, text = len(one.text_content().split()), bare(one.text_content())
        if words >= FEWEST_WORDS and any(text in (title[: len(text)], title[-len(text) :]) for title in wanted):
            return one  # the metadata has the name of the site besides
    for one in candidates:
        if any(len(title) >= SHORTEST and bare(one.text_content()).startswith(title) for title in wanted):
            return one
    outside = [one for one in candidates if one.tag == "h1" and not _is_around(one)]
    if len(outside) == 1:
        return outside[0]
    properties = [one for one in (*candidates, *named) if "headline" in (one.get("itemprop") or "").lower().split()]
    return properties[0] if properties else next((one for one in outside if _is_named(one)), None)


def _is_named(element: html.HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(names.strip()) and any(words_of(name) in TITLE_NAMES for name in names.split()[:20])


def _is_seen(element: html.HtmlElement) -> bool:
    """Short, not empty, and neither hidden nor within what is removed from any page."""
    text = element.text_content()
    if not bare(text) or len(text) > LONGEST:
        return False
    for one in (element, *element.iterancestors()):
        if one.tag in ("html", "body"):
            break
        if is_hidden(one, styles(one)) or part_by("tag").get(one.tag) in ("code", "aside", "form control"):
            return False
    return True


def _is_around(element: html.HtmlElement) -> bool:
    """The heading stands in a menu, a header of the site or the like: the name of the site, not a title."""
    for one in element.iterancestors():
        if one.tag in ("article", "main"):
            return False
        if part_by("tag").get(one.tag) in ("navigation", "footer") or part_of_names(one.get("class") or "") in (
            "navigation",
            "footer",
            "comments",
            "related",
            "newsletter",
            "cookie",
        ):
            return True
    return False
