"""The words by which the parts of a page are told: `pipeline/reference/page_words.csv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from lxml import html

from pipeline.reference_tables import table_rows

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
SEPARATORS = re.compile(r"[^a-z0-9]+")
LONGEST_PHRASE = 4  # words
MOST_TOKENS = 40
LONGEST_TOKEN = 80
SHOWN_AGAIN = re.compile(r"(?:.{0,20}:|d-[a-z]{2,3}-)(?:block|flex|grid|inline|inline-block|table|visible|not-sr-only)")


@dataclass(frozen=True, slots=True)
class PageWord:
    words: str
    match: str
    part: str


@cache
def page_words(use: str) -> tuple[PageWord, ...]:
    """The rows of one use: `tag`, `role`, `itemprop`, `class`, `state`, `main`, `heading`, `line`."""
    rows = (row for row in table_rows("page_words") if row["use"] == use)
    return tuple(PageWord(row["words"], row["match"], row["part"]) for row in rows)


@cache
def part_by(use: str) -> dict[str, str]:
    """The part of a page that a tag, role or itemprop makes."""
    return {row.words.casefold(): row.part for row in page_words(use)}


def bare(text: str) -> str:
    """The letters and digits of a text, without regard to case."""
    return "".join(char for char in text.casefold() if char.isalnum())


def words_of(token: str) -> tuple[str, ...]:
    """The words of a class name or id: "relatedPosts-list2" is related, posts, list."""
    parts = SEPARATORS.split(CAMEL.sub("-", token[:LONGEST_TOKEN]).lower())
    return tuple(word for part in parts if (word := part.rstrip("0123456789")))


@cache
def _phrases(use: str) -> dict[str, dict[tuple[str, ...], str]]:
    found: dict[str, dict[tuple[str, ...], str]] = {"whole": {}, "start": {}, "end": {}, "any": {}}
    for row in page_words(use):
        for match in ("start", "end") if row.match == "edge" else (row.match,):
            found[match][words_of(row.words)] = row.part
    return found


def _match(token: tuple[str, ...], use: str) -> str | None:
    """The part that a phrase of the table tells: the whole name, or the words at its start or end. "adhoc" is no ad."""
    phrases = _phrases(use)
    if token in phrases["whole"]:
        return phrases["whole"][token]
    for size in range(min(LONGEST_PHRASE, len(token)), 0, -1):
        for match, words in (("start", token[:size]), ("end", token[-size:])):
            if words in phrases[match]:
                return phrases[match][words]
    return next((phrases["any"][(word,)] for word in token if (word,) in phrases["any"]), None)


def part_of_names(names: str) -> str | None:
    """The part of a page that class names and ids tell: advert, related, comments …; None when they tell none.

    Names of a state ("comments-open", "has-sidebar", "tag-comments") tell nothing. What is hidden on small screens only
    ("hidden md:block") is not hidden.
    """
    tokens = names.split()[:MOST_TOKENS]
    found: str | None = None
    for name in tokens:
        words = words_of(name)
        if not words or _match(words, "state") is not None:
            continue
        part = _match(words, "class")
        if part == "hidden" and any(SHOWN_AGAIN.fullmatch(other) for other in tokens):
            continue
        found = found or part
    return found


def is_main_name(names: str) -> bool:
    """Whether a class name or id says that the text proper is here ("entry-content")."""
    return any(_match(words_of(name), "main") is not None for name in names.split()[:MOST_TOKENS])


def is_article_body(element: html.HtmlElement) -> bool:
    """Whether the page's data say that the text of its article is in the element."""
    return "articlebody" in (element.get("itemprop") or "").lower().split()


def is_main(element: html.HtmlElement) -> bool:
    """Whether the tag or role of the element says that the main thing of the page is in it."""
    return element.tag == "main" or (element.get("role") or "").lower() == "main"
