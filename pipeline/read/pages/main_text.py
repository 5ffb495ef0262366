"""Which passages of a page are its text proper.

Two witnesses are compared: the containers that say so themselves (articleBody, article, main, names such as
"entry-content") and trafilatura, which weighs density and links. Neither gives the words: these are always the passages
of the page itself, so that nothing is lost between two paragraphs that are kept, and nothing is invented.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from lxml import html

from pipeline.read.days import find_day
from pipeline.read.lines import byline_author, is_caption
from pipeline.read.pages.parsing import is_beyond
from pipeline.read.pages.passages import BLOCKS, Passage
from pipeline.read.pages.words import bare, is_article_body, is_main, is_main_name, page_words

WRAPPERS = frozenset({"div", "span", "section", "center", "font", "b", "i", "em", "strong", "main", "article"})
SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
ENOUGH = 0.7  # share of what trafilatura finds that a container must hold
SHORTEST_TEXT = 140  # characters of prose from which a container counts
SURE_TEXT = 400  # characters of prose from which articleBody counts whatever trafilatura finds
LONG_ENOUGH_TO_FIND = 25  # letters of a passage that is looked up within the lines of trafilatura
MOSTLY_LINK = 0.8
FEWEST_WORDS = 6  # of a passage that is prose
MOST_LEAD = 12  # passages between the title and the text proper
LONGEST_LABEL = 160
MOST_DEPTH = 150  # of a tree that trafilatura gets
MOST_ELEMENTS = 50_000
DENSE = 0.6  # share of the prose of the page that its densest part holds


def main_passages(root: html.HtmlElement, found: Sequence[Passage], title: Passage | None) -> list[Passage]:
    """The passages of the text proper without its title, in the order of the page; `found` are those of the page."""
    if not found:
        return []
    told = _told(found, _by_trafilatura(root))
    chosen = _in_container(root, found, told) or _around_told(found, told) or _densest(root, found)
    chosen = _with_lists_after(found, _with_lead(found, chosen, title), title)
    return list(_without_noise([one for one in _without_sections(chosen) if one is not title]))


# --- trafilatura ---------------------------------------------------------------------------------------------------


def _by_trafilatura(root: html.HtmlElement) -> str:
    """The lines that trafilatura takes for the text; "" when it finds none or fails."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports pages without text as errors
    tree = deepcopy(root)
    unwrap_chains(tree)
    if is_beyond(tree, MOST_DEPTH, MOST_ELEMENTS):  # that takes it minutes, or makes it lose some
        return ""
    try:
        result = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    except (RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError, AssertionError):
        return ""  # the containers tell alone
    return str(getattr(result, "text", None) or "")


def unwrap_chains(root: html.HtmlElement) -> None:
    """Take out wrappers that hold one element and no words: trafilatura gives up on deep trees."""
    for element in list(root.iter(*WRAPPERS)):
        parent = element.getparent()
        if parent is None or len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
            continue
        inner = element[0]
        if inner.tag not in BLOCKS or element.tag in ("main", "article") or (element.tail or "").strip():
            continue
        inner.tail = None
        parent.replace(element, inner)


def _told(found: Sequence[Passage], text: str) -> set[Passage]:
    """The passages whose words are in trafilatura's text."""
    lines = {bare(line) for line in text.split("\n")}
    whole = bare(text)
    told: set[Passage] = set()
    position = 0  # both are in the order of the page
    for one in found:
        words = bare(one.text)
        if not words:
            continue
        if words in lines:
            told.add(one)
        elif len(words) >= LONG_ENOUGH_TO_FIND:
            at = whole.find(words, position)
            if at >= 0:
                told.add(one)
                position = at
    return told


# --- containers ----------------------------------------------------------------------------------------------------


def _weight(passages: Iterable[Passage]) -> float:
    return sum(len(one.text) * (1 - one.linked) for one in passages)


def _groups(root: html.HtmlElement) -> list[list[html.HtmlElement]]:
    """Containers by what they say of themselves, the most exact first; none within another of its group."""
    named: list[list[html.HtmlElement]] = [[], [], [], []]
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if is_article_body(element):
            named[0].append(element)
        if element.tag not in ("html", "body") and is_main_name(
            f"{element.get('class') or ''} {element.get('id') or ''}"
        ):
            named[1].append(element)
        if element.tag == "article" or (element.get("role") or "").lower() == "article":
            named[2].append(element)
        if is_main(element):
            named[3].append(element)
    outermost = []
    for group in named:
        members = set(group)
        outermost.append([one for one in group if not any(above in members for above in one.iterancestors())])
    return outermost


def _in_container(root: html.HtmlElement, found: Sequence[Passage], told: set[Passage]) -> list[Passage]:
    """All passages of the first container, or group of equal containers, that holds the text; [] for none."""
    total = _weight(told)
    for number, group in enumerate(_groups(root)):
        inside = _inside(found, group)
        if not any(inside.values()):
            continue
        best = max(inside.values(), key=lambda held: (_weight(one for one in held if one in told), _weight(held)))
        members = {one for held in inside.values() for one in held}
        together = [one for one in found if one in members]
        for held in (best, together):
            weight = _weight(held)
            if weight >= SHORTEST_TEXT and _weight(one for one in held if one in told) >= ENOUGH * total:
                return held
        if number == 0 and _weight(together) >= SURE_TEXT:
            return together
    return []


def _inside(found: Sequence[Passage], group: Sequence[html.HtmlElement]) -> dict[html.HtmlElement, list[Passage]]:
    held: dict[html.HtmlElement, list[Passage]] = {element: [] for element in group}
    for one in found:
        for element in (one.element, *one.element.iterancestors()):
            if element in held:
                held[element].append(one)
                break
    return held


def _around_told(found: Sequence[Passage], told: set[Passage]) -> list[Passage]:
    """What trafilatura found, and beside and between it what has the same parent: lists and short paragraphs."""
    if _weight(told) < SHORTEST_TEXT:
        return []
    kin = {parent for one in told if (parent := _parent(one)) is not None}
    places = [number for number, one in enumerate(found) if one in told]
    beside = {_parent(one) for one in told if _is_prose(one)}
    while len(places) > 1 and not _belongs(found[places[0]], beside):
        del places[0]  # labels around the text
    while len(places) > 1 and not _belongs(found[places[-1]], beside):
        del places[-1]
    first, last = places[0], places[-1]
    while last + 1 < len(found) and _parent(found[last + 1]) in kin and found[last + 1].kind == "item":
        last += 1  # a list that ends the text
    return [one for one in found[first : last + 1] if one in told or _parent(one) in kin]


def _belongs(one: Passage, beside: set[html.HtmlElement | None]) -> bool:
    return one.kind == "item" or _is_prose(one) or _is_byline(one) or _parent(one) in beside


def _parent(one: Passage) -> html.HtmlElement | None:
    """The element in which the passage stands beside others: for an item that around its list."""
    above = (
        one.element
        if one.element.tag in ("div", "td", "body", "section") and one.kind == "text"
        else one.element.getparent()
    )
    while (
        above is not None
        and one.kind == "item"
        and above.tag in ("ul", "ol", "li", "div")
        and above.getparent() is not None
    ):
        inner, above = above, above.getparent()
        if inner.tag in ("ul", "ol") and above.tag != "li":
            break
    return above


def _densest(root: html.HtmlElement, found: Sequence[Passage]) -> list[Passage]:
    """The passages of the deepest element that holds most of the prose; those of the whole page when there is none."""
    prose = [one for one in found if one.linked < MOSTLY_LINK]
    total = _weight(prose)
    if not total:
        return []
    weights: dict[html.HtmlElement, float] = {}
    for one in prose:
        for element in (one.element, *one.element.iterancestors()):
            weights[element] = weights.get(element, 0) + len(one.text) * (1 - one.linked)
    here = root
    while True:
        inner = next((child for child in here if weights.get(child, 0) >= DENSE * total and len(child)), None)
        if inner is None:
            break
        here = inner
    inside = _inside(found, [here])[here]
    return inside if any(one.linked < MOSTLY_LINK for one in inside) else []


def _with_lead(found: Sequence[Passage], chosen: list[Passage], title: Passage | None) -> list[Passage]:
    """`chosen` with the standfirst, byline and date that stand between the title and it, and without the labels above
    the title."""
    if not chosen or title is None:
        return chosen
    places = {one: number for number, one in enumerate(found)}
    at, first = places[title], places[chosen[0]]
    if first <= at:
        return [one for one in chosen if places[one] > at or _is_prose(one)]
    lead = found[at + 1 : first]
    if len(lead) > MOST_LEAD:
        return chosen
    return [one for one in lead if _is_prose(one) or _is_byline(one)] + chosen


def _with_lists_after(found: Sequence[Passage], chosen: list[Passage], title: Passage | None) -> list[Passage]:
    """`chosen` with the lists that end the text in a part of their own ("Our demands"), beside the parts that hold it.

    Parts that stand side by side are known by their common parent: two of them hold the title or the text.
    """
    if not chosen:
        return chosen
    parts: dict[html.HtmlElement, set[html.HtmlElement]] = {}
    for one in [*chosen, *([title] if title else [])]:
        part = _parent(one)
        if part is not None and (around := part.getparent()) is not None and around.tag not in ("html", "body"):
            parts.setdefault(around, set()).add(part)
    shared = {around for around, inside in parts.items() if len(inside) > 1}

    def stands_beside(one: Passage) -> bool:
        part = _parent(one)
        return part is not None and (part in shared or part.getparent() in shared)

    end = start = next(number for number, one in enumerate(found) if one is chosen[-1]) + 1
    while end < len(found):
        first = end + (found[end].kind == "heading" or found[end].text.rstrip().endswith(":"))
        last = first
        while last < len(found) and found[last].kind == "item" and found[last].linked < MOSTLY_LINK / 2:
            last += 1
        if last == first or not all(stands_beside(one) for one in found[end:last]):
            break
        end = last
    return [*chosen, *found[start:end]]


def _is_prose(one: Passage) -> bool:
    return (
        one.linked < MOSTLY_LINK
        and len(one.text.split()) >= FEWEST_WORDS
        and (SENTENCE_END.search(one.text) is not None or len(one.text) > LONGEST_LABEL or one.kind == "heading")
    )


def _is_byline(one: Passage) -> bool:
    return len(one.text) <= LONGEST_LABEL and (byline_author(one.text) is not None or find_day(one.text) is not None)


# --- noise within the text -----------------------------------------------------------------------------------------


def _label(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).strip(" :.…»›>→-–—|")


def _without_sections(chosen: Sequence[Passage]) -> list[Passage]:
    """`chosen` without sections of other things ("Related news", "Sources"), up to the next heading of their level."""
    names = {row.words for row in page_words("heading")}
    kept: list[Passage] = []
    skipping = 0
    for one in chosen:
        if one.kind == "heading":
            if skipping and one.level <= skipping:
                skipping = 0
            if not skipping and _label(one.text) in names:
                skipping = one.level
        elif skipping and _is_long_prose(one):
            skipping = 0  # a box of links within the text, which goes on
        if not skipping:
            kept.append(one)
    return kept


def _is_long_prose(one: Passage) -> bool:
    return one.kind == "text" and one.linked < 0.3 and _is_prose(one) and len(one.text) > 80


def _without_noise(chosen: Sequence[Passage]) -> Iterator[Passage]:
    """`chosen` without lines of links, calls to read, share or sign up, and what the next stage takes for a caption.

    A linked item stays in a list whose other items are words, or that a colon leads in; so does a linked byline.
    """
    words: dict[html.HtmlElement | None, float] = {}  # of each list, the most that an item says besides links
    for one in chosen:
        if one.kind == "item":
            words[_list(one)] = max(words.get(_list(one), 0), 1 - one.linked)
    previous: Passage | None = None
    led_in: set[html.HtmlElement | None] = set()
    prose = False
    for one in chosen:
        if (
            one.kind == "item"
            and previous is not None
            and previous.kind != "item"
            and previous.text.rstrip().endswith(":")
        ):
            led_in.add(_list(one))
        linked = one.linked >= MOSTLY_LINK
        if one.kind == "item":
            linked = linked and words[_list(one)] < 1 - MOSTLY_LINK and _list(one) not in led_in
        else:
            linked = linked and one.kind != "heading" and not SENTENCE_END.search(one.text)
        previous = one
        if (linked and (prose or not _is_byline(one))) or _is_label(one):
            continue
        prose = prose or _is_prose(one)
        yield one


def _list(one: Passage) -> html.HtmlElement | None:
    return next((above for above in (one.element, *one.element.iterancestors()) if above.tag in ("ul", "ol")), None)


def _is_label(one: Passage) -> bool:
    if not any(map(str.isalnum, one.text)):
        return True
    if one.kind == "item" or len(one.text) > LONGEST_LABEL:
        return False
    if one.element.tag != "tr" and is_caption(one.text):
        return True
    label = _label(one.text)
    for row in page_words("line"):
        after = label[len(row.words) :]
        if (
            label.startswith(row.words)
            and not after[:1].isalnum()
            and (not after or one.linked > 0.3 or after[0] == ":")
        ):
            return True
    return False
