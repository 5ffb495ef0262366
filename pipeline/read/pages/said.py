"""What a page says of itself: title, author, publisher, date, address and language, from its standard metadata.

Of several places the most exact counts: JSON-LD, then <meta>, then properties in the text. Bad values are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

from pipeline.model import Interval
from pipeline.read.days import parse_published
from pipeline.read.language import ENGLISH, FEWEST_LETTERS, other_language
from pipeline.read.metadata import LANGUAGE, WEB_ADDRESS, Metadata
from pipeline.read.pages.words import bare

DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].{0,40})?")
COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}.{0,8})?")
ARTICLE_TYPES = re.compile(r"(?:.*Article|.*Posting|Report|PressRelease|.*Statement|WebPage|CreativeWork)")
SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,5}\)(https?://[^\s<>\"]{1,2000}?)\s{0,9}-->", re.IGNORECASE)
SITE_SEPARATORS = (" | ", " :: ", " » ", " « ", " — ", " – ", " - ", " • ", " · ", ": ")
DATE_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "citation_publication_date", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "date",
)  # fmt: skip
AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "citation_author")
PUBLISHER_NAMES = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name", "copyright")
TITLE_NAMES = ("og:title", "dc.title", "dcterms.title", "twitter:title", "parsely-title")
UPDATED = re.compile(r"updat|modif", re.IGNORECASE)
LONGEST = 300  # characters of a value
LONGEST_JSON = 2_000_000
MOST_SCRIPTS = 50
MOST_OBJECTS = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """What the page says of itself, before its language is checked; `titles` are all that it gives, best first."""

    titles: tuple[str, ...]
    author: str | None
    publisher: str | None
    published: Interval | None
    url: str | None
    language: str | None


def said_of(root: html.HtmlElement, source: str) -> Said:
    """What the tree of a page says of itself; `source` is the text of the file, where browsers note the address."""
    meta = _meta(root)
    objects = list(_objects(root))
    publisher = _first(
        _text(value) for value in [*meta_values(meta, "og:site_name"), *_names(objects, "publisher"),
                                   *meta_values(meta, *PUBLISHER_NAMES[1:-2])]
    )  # fmt: skip
    title = next((element.text_content() for element in root.iter("title")), None)
    titles = [*_values(objects, "headline"), *meta_values(meta, *TITLE_NAMES), title]
    return Said(
        titles=tuple(dict.fromkeys(without_site(text, publisher) for value in titles if (text := _text(value)))),
        author=_author(root, meta, objects, publisher),
        publisher=publisher,
        published=_published(root, meta, objects),
        url=_url(root, meta, objects, source),
        language=_language(root, meta),
    )


def metadata(said: Said, title: str | None, text: str) -> Metadata:
    """The metadata of a page whose visible title is `title`. A declared language is left open when the text is English
    all the same."""
    language = said.language
    letters = sum(map(str.isalpha, text))
    if language and not ENGLISH.fullmatch(language) and letters >= FEWEST_LETTERS and other_language(text) is None:
        language = None
    return Metadata(
        title=title or next(iter(said.titles), None),
        author=said.author,
        publisher=said.publisher,
        published=said.published,
        published_basis="metadata" if said.published else None,
        url=said.url,
        language=language,
    )


def without_site(title: str, site: str | None) -> str:
    """The title without the name of the site before or behind it."""
    if not site:
        return title
    name = bare(site)
    for separator in SITE_SEPARATORS:
        head, found, tail = title.rpartition(separator)
        if found and bare(tail) == name and head.strip():
            return head.strip()
        head, found, tail = title.partition(separator)
        if found and bare(head) == name and tail.strip():
            return tail.strip()
    return title


def _text(value: object) -> str | None:
    """A value on one line, when it is text of a sensible length."""
    if not isinstance(value, str):
        return None
    line = " ".join(value.split())
    return line if 0 < len(line) <= LONGEST and any(map(str.isalnum, line)) else None


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _meta(root: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name, []).append(content)
    return found


def meta_values(meta: dict[str, list[str]], *names: str) -> Iterator[str]:
    for name in names:
        yield from meta.get(name, [])


# --- JSON-LD -------------------------------------------------------------------------------------------------------


def _objects(root: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that describe the page's article."""
    pending: list[Any] = []
    for script in list(root.iter("script"))[:MOST_SCRIPTS]:
        if "ld+json" in (script.get("type") or "").lower() and len(script.text or "") <= LONGEST_JSON:
            try:
                pending.append(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
    found: list[tuple[int, dict[str, Any]]] = []
    number = 0
    while pending and number < MOST_OBJECTS:
        number += 1
        one = pending.pop(0)
        if isinstance(one, list):
            pending += one[:MOST_OBJECTS]
        elif isinstance(one, dict):
            kinds = one.get("@type")
            names = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
            if any(ARTICLE_TYPES.fullmatch(name) for name in names):
                found.append((int(names[0] in ("WebPage", "CreativeWork")), one))
            pending += [one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one]
    for _, one in sorted(found, key=lambda pair: pair[0]):  # articles before the page around them
        yield one


def _values(objects: list[dict[str, Any]], key: str) -> Iterator[Any]:
    for one in objects:
        value = one.get(key)
        yield from value if isinstance(value, list) else [value]


def _names(objects: list[dict[str, Any]], key: str) -> Iterator[Any]:
    for value in _values(objects, key):
        yield value.get("name") if isinstance(value, dict) else value


# --- the single values ---------------------------------------------------------------------------------------------


def _published(root: html.HtmlElement, meta: dict[str, list[str]], objects: list[dict[str, Any]]) -> Interval | None:
    candidates: list[object] = [*_values(objects, "datePublished"), *meta_values(meta, *DATE_NAMES)]
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if "datepublished" in (element.get("itemprop") or "").lower().split():
            candidates.append(element.get("datetime") or element.get("content") or element.text)
    candidates += [time.get("datetime") for time in _header_times(root)]
    return next((day for value in candidates if (day := _day(value))), None)


def _header_times(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """<time> elements of the header of an article that do not tell when it was changed."""
    for time in root.iter("time"):
        above = list(time.iterancestors())
        headers = [one for one in above if one.tag == "header"]
        names = " ".join(f"{one.get('class') or ''} {one.get('itemprop') or ''}" for one in (time, *above[:2]))
        if headers and not UPDATED.search(names) and any(one.tag in ("article", "main") for one in above):
            yield time


def _day(value: object) -> Interval | None:
    if not isinstance(value, str):
        return None
    value = value.strip()
    match = DAY.fullmatch(value)
    compact = COMPACT_DAY.fullmatch(value)
    try:
        if match:
            return parse_published(match[1])
        return parse_published("-".join(compact.group(1, 2, 3))) if compact else None
    except ValueError:
        return None


def _author(
    root: html.HtmlElement, meta: dict[str, list[str]], objects: list[dict[str, Any]], publisher: str | None
) -> str | None:
    by_meta: list[list[object]] = [[*meta_values(meta, name)] for name in AUTHOR_NAMES]
    groups: list[list[object]] = [
        [value for value in _values(objects[:1], "author") for value in _people(value)],
        *by_meta,
        [_property(element) for element in root.iter() if "author" in _properties(element)],
        [
            element.text_content()
            for element in root.iter("a")
            if "author" in (element.get("rel") or "").lower().split()
        ],
    ]
    for group in groups:
        names = dict.fromkeys(name for value in group if (name := _name(value, publisher)))
        if names:
            *others, last = list(names)[:20]
            return f"{', '.join(others)} and {last}" if others else last
    return None


def _people(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        if value.get("@type") != "Organization":
            names = value.get("name")
            yield from names if isinstance(names, list) else [names]
    else:
        yield value


def _properties(element: html.HtmlElement) -> list[str]:
    return (element.get("itemprop") or "").lower().split() if isinstance(element.tag, str) else []


def _property(element: html.HtmlElement) -> str | None:
    name = next((one for one in element.iter() if "name" in _properties(one)), element)
    return name.get("content") or str(name.text_content())


def _name(value: object, publisher: str | None) -> str | None:
    text = _text(value)
    if not text or len(text) > 150 or WEB_ADDRESS.search(text) or "@" in text or text.casefold() == "admin":
        return None
    text = re.sub(r"(?:written )?by ", "", text, count=1, flags=re.IGNORECASE) if text[:11].casefold().startswith(("by ", "written by ")) else text  # fmt: skip
    return None if publisher and bare(text) == bare(publisher) else text


def _url(root: html.HtmlElement, meta: dict[str, list[str]], objects: list[dict[str, Any]], source: str) -> str | None:
    candidates: list[object] = [
        element.get("href")
        for element in root.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    candidates += meta_values(meta, "og:url")
    saved = SAVED_FROM.search(source[:5_000])
    candidates += [saved[1] if saved else None, *_values(objects, "url")]
    for value in candidates:
        if isinstance(value, str) and len(value) <= 2_000 and WEB_ADDRESS.fullmatch(value.strip()):
            return value.strip()
    return None


def _language(root: html.HtmlElement, meta: dict[str, list[str]]) -> str | None:
    element = next(root.iter("html"), root)
    spoken = next((one.get("content") for one in root.iter("meta")
                   if (one.get("http-equiv") or "").lower() == "content-language"), None)  # fmt: skip
    for value in (element.get("lang"), element.get("xml:lang"), spoken, *meta_values(meta, "og:locale", "dc.language")):
        tag = (value or "").strip().replace("_", "-")
        if LANGUAGE.fullmatch(tag):
            return tag
    return None
