"""The lines of a text, and what a line is by its own looks: caption, bullet, byline, dateline or plain text.

The words that captions, bylines and datelines begin with are rows of `pipeline/reference/layout.csv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from pipeline.model import Span
from pipeline.read.days import MONTHS, WEEKDAYS, find_day
from pipeline.reference_tables import table_rows

LineKind = Literal["text", "caption", "bullet", "byline", "dateline", "mark"]

LINE = re.compile(r"[^\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
BULLET = re.compile(r"(?:[-–—•*·▪◦‣●○■►➢✓+]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\([A-Z]\))\s+(?=\S)")
HEADING_MARK = re.compile(r"#{1,6}\s+(?=\S)")
WEB_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
LINK = re.compile(r"\[([^\][]{1,200})\]\([^()\s]{1,300}\)")  # Markdown
QUOTE_MARK = re.compile(r"(?:>\s?)+(?=\S)")
PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")
TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
NAME_PART = r"(?:[A-Z][\w’'.-]*|[A-Z]\.)"
CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?\b", re.IGNORECASE)
ZONE = re.compile(r"\b(?:UTC|GMT|[ECMP][SD]T|CES?T|BST|[Ll]ocal time)\b(?:[+-]\d{1,2})?")
MOST_DATELINE_WORDS = 16
MOST_BYLINE_WORDS = 14
LONGEST_LABEL = 200  # characters of a byline or dateline
LONGEST_CAPTION = 600


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. `span` leaves out white space and marks; `blank_before` lines stand above it."""

    span: Span
    text: str
    kind: LineKind
    blank_before: bool
    marked: str = ""  # the bullet or heading mark that the span leaves out
    day: date | None = None  # of a dateline, when it has a whole date and tells of publication
    author: str | None = None


@cache
def layout_words(use: str) -> tuple[str, ...]:
    """The words of one use in `layout.csv`, longest first."""
    found = (row["words"] for row in table_rows("layout") if row["use"] == use)
    return tuple(sorted(found, key=lambda words: (-len(words), words)))


def split_lines(text: str, start: int) -> list[Line]:
    """The lines of `text` from offset `start` on that are not blank."""
    lines: list[Line] = []
    last_end = start
    for match in LINE.finditer(text, start):
        first, end = match.start(), match.end()
        while first < end and _is_space(text[first]):
            first += 1
        while end > first and _is_space(text[end - 1]):
            end -= 1
        if first == end:
            continue
        blank = len(lines) == 0 or text.count("\n", last_end, first) != 1
        lines.append(_line(text, first, end, blank))
        last_end = end
    return lines


def _is_space(char: str) -> bool:
    return char.isspace() or char in INVISIBLE


def _line(text: str, first: int, end: int, blank: bool) -> Line:
    content = text[first:end]
    if is_caption(content):
        return Line(Span(first, end), content, "caption", blank)
    mark = HEADING_MARK.match(content)
    kind: LineKind = "mark"
    if not mark:
        mark, kind = BULLET.match(content), "bullet"
    if mark and WORD.search(content, mark.end()):
        words = content[mark.end() :]
        return Line(Span(first + mark.end(), end), words, kind, blank, marked=mark[0].strip())
    quoted = QUOTE_MARK.match(content)
    if quoted and WORD.search(content, quoted.end()):
        words = content[quoted.end() :]
        return Line(Span(first + quoted.end(), end), words, "text", blank, marked=quoted[0].strip())
    dateline = _dateline(content)
    if dateline:
        day, author = dateline
        return Line(Span(first, end), content, "dateline", blank, day=day, author=author)
    byline = byline_author(content)
    if byline is not None:
        return Line(Span(first, end), content, "byline", blank, author=byline or None)
    return Line(Span(first, end), content, "text", blank)


def is_caption(line: str) -> bool:
    """A picture's caption, boilerplate of the site, an address alone, a page number, or debris of a scan."""
    if not TWO_LETTERS.search(line) and (LETTER.search(line) or not any(char.isdigit() for char in line)):
        return True
    if len(line) > LONGEST_CAPTION:
        return False
    if PAGE_NUMBER.fullmatch(line) or not WORD.search(WEB_ADDRESS.sub("", line)):
        return True
    words = " ".join(LINK.sub(r"\1", line).split()).casefold()
    bare = words.strip("-–—*#_=~:!|<>[]() »›")
    if bare in layout_words("caption_whole"):
        return True
    for start in layout_words("caption_start"):
        if words.startswith(start) and not words[len(start) : len(start) + 1].isalnum():
            return True
    label = re.match(r"([\w ]{1,20}?)\s*[:|]\s*\S", words)
    return label is not None and label[1] in layout_words("caption_label")


def byline_author(line: str) -> str | None:
    """Who wrote the text, when the line is a byline; "" for a byline that names others (editors); None for no byline.

    "Written By Jane Doe", "By Jane Doe in Geneva", "by Jane Doe and Ali al-Amin, Reuters", "Jane Doe, Reuters".
    """
    if len(line) > LONGEST_LABEL:
        return None
    words = " ".join(line.split()).strip("*_()[] ")
    if len(words.split()) > MOST_BYLINE_WORDS:
        return None
    lowered = words.casefold()
    if lowered in layout_words("outlet"):
        return ""
    for start in layout_words("byline_start"):
        if lowered.startswith(start + " "):
            author = _names(words[len(start) :].strip())
            if author is None:
                return None
            return "" if "editing" in start or "additional" in start else author
    label = re.match(r"([\w ]{1,20}?)\s*:\s*(\S.*)", words)
    if label and label[1].casefold() in (*layout_words("byline_label"), *layout_words("byline_start")):
        return _names(label[2])
    head, comma, outlet = words.rpartition(",")
    if comma and outlet.strip().casefold().rstrip(".") in layout_words("outlet"):
        return _names(head)
    return None


def _names(text: str) -> str | None:
    """The names in "Jane Doe and Ali al-Amin in Geneva, Reuters", without place and outlet; None for other words."""
    text = text.split(";")[0].strip().rstrip("*_) ")
    people, _, place = text.partition(" in ")
    if place and not re.match(NAME_PART, place):
        return None
    parts = [part.strip() for part in re.split(r",|\band\b|&", people)]
    while len(parts) > 1 and (parts[-1].casefold().rstrip(".") in layout_words("outlet") or not parts[-1]):
        parts.pop()
    particles = "|".join(layout_words("particle"))
    name = re.compile(rf"{NAME_PART}(?: (?:{NAME_PART}|(?:{particles})(?:-{NAME_PART})?))*|(?:{particles})-{NAME_PART}")
    for part in parts:
        words = part.split()
        if not 1 <= len(words) <= 5 or not name.fullmatch(" ".join(words)):
            return None
        first = words[0].casefold()
        if len(first) > 3 and first in WEEKDAYS or (first in MONTHS and len(words) == 1) or part.endswith("."):
            return None
    last = parts[-1]
    return " ".join(people[: people.rindex(last) + len(last)].split())


def _dateline(line: str) -> tuple[date | None, str | None] | None:
    """The day and the author of a line that holds a whole date and nothing else but place, hour and byline.

    "Published: 4 August 2025 | Updated: 5 August 2025" is such a line in two parts; the first day counts.
    """
    if "|" not in line:
        return _dateline_part(line)
    parts = [(_dateline_part(part), byline_author(part)) for part in line.split("|") if part.strip()]
    if not any(part for part, _ in parts) or any(part is None and author is None for part, author in parts):
        return None
    days = [part[0] for part, _ in parts if part and part[0]]
    authors = [author for part, other in parts if (author := other or (part[1] if part else None))]
    return next(iter(days), None), next(iter(authors), None)


def _dateline_part(line: str) -> tuple[date | None, str | None] | None:
    if len(line) > LONGEST_LABEL or len(line.split()) > MOST_DATELINE_WORDS:
        return None
    found = find_day(line)
    if not found:
        return None
    start, end, day = found
    before = line[:start].strip(" ,:|-–—([*")
    after = ZONE.sub(" ", CLOCK.sub(" ", line[end:])).strip(" ,:|-–—@()[]*.")
    after = re.sub(r"^(?:at|@)\b", "", after).strip(" ,:|-–—@")
    label = before.casefold()
    updated = label in layout_words("update_label")
    weekday = label.rstrip(".") in WEEKDAYS
    place = re.fullmatch(rf"{NAME_PART}(?:,?\s{NAME_PART}){{0,3}}", before)
    if before and not (updated or weekday or place or label in layout_words("date_label")):
        byline = byline_author(before)
        if not byline or after:
            return None
        return day, byline
    author = byline_author(after) if after else None
    if after and not author:
        return None
    return (None if updated else day), author
