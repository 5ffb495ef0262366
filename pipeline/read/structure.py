"""The structure of a text: its lines joined to paragraphs, and each paragraph's kind.

How a paragraph is told from a heading: a heading is short, has no full stop and does not run on into the next line.
How lines are joined: a line runs on when the next one begins in lower case, when it ends with a word, a comma or a
hyphen that cannot end a sentence, or when the next word would not have fitted on it (hard-wrapped text). In a scan that
sets a blank line after every printed line, a line of some length runs on unless it ends a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pipeline.model import Block, BlockKind, Span
from pipeline.read.days import find_day
from pipeline.read.lines import INVISIBLE, WORD, Line, layout_words, split_lines

CLOSERS = "\"'”’»)]*_"
FINAL = re.compile(rf"[.!?…][{re.escape(CLOSERS)}\d]*\s*$")
FULL_STOP = re.compile(rf"[.…][{re.escape(CLOSERS)}]*\s*$")
INITIALS = re.compile(r"(?:[A-Z]\.)+")
FIRST_WORD = re.compile(r"[\"'“‘(]?([^\W\d_][\w-]*)")
STRAY_POINT = re.compile(r"\s[.·]\s*$")
UNIT = r"[A-Z][A-Z.’'-]+"
LEAD = re.compile(
    rf"(?P<place>{UNIT}(?:[ /]{UNIT}){{0,3}}(?:,\s*[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)??)?"
    r"(?P<rest>(?:,?\s*[^()—–\n]{3,30}?)?\s*(?:\([A-Z][^()\n]{1,40}\))?)\s*(?:--?|[–—])\s*"
)
DEBRIS_BEFORE = re.compile(r"[\s.,:;'’_|~*]+\s+(?=\S)")
DEBRIS_AFTER = re.compile(r"(?<=[.!?”\"])(?:\s+[.,:;'’_|~*]+)+$")
WIDEST_WRAP = 132
FEWEST_BREAKS = 3
NARROWEST_WRAP = 45
LONGEST_DEBRIS = 40
FEWEST_SPACED = 4  # sentences broken over blank lines from which a text counts as set with a blank line after each line
SHORTEST_SPACED_LINE = 30
MOST_TITLE_WORDS = 40
MOST_HEADING_WORDS = 12
SPEAKER = re.compile(r"(?:[QA]|[A-Z]{2,}(?:[ .][A-Z.]+){0,4}|(?:[A-Z]\.){2})\s?[.:]\s")  # "Q. ", "PRIME MINISTER: "
NUMBER_MARK = re.compile(r"\(?\d{1,2}[.)]")


@dataclass(frozen=True, slots=True)
class Structure:
    """Blocks in reading order, and what title, byline and dateline say of the document."""

    blocks: tuple[Block, ...]
    title: str | None
    author: str | None
    published: date | None


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line]
    kind: BlockKind | None  # None: not yet told

    @property
    def span(self) -> Span:
        return Span(self.lines[0].span.start, self.lines[-1].span.end)

    @property
    def text(self) -> str:
        return " ".join(" ".join(line.text for line in self.lines).split())


def structure(text: str, start: int = 0) -> Structure:
    """The blocks of `text` from offset `start` on."""
    lines = split_lines(text, start)
    paragraphs = _paragraphs(lines)
    _tell_kinds(paragraphs)
    blocks: list[Block] = []
    section: str | None = None
    published: date | None = None
    begun = False
    for paragraph in paragraphs:
        kind = paragraph.kind or "body"
        if kind == "body" and not begun:
            begun = True
            lead, day = _lead(text, paragraph.span)
            after = _skip_dash(text, lead.end) if lead else paragraph.span.end
            if lead and after < paragraph.span.end:  # a dateline with nothing but dashes behind it opens no text
                blocks.append(Block(lead, "dateline", section))
                blocks.append(Block(Span(after, paragraph.span.end), "body", section))
                published = day
                continue
        if kind == "heading":
            blocks.append(Block(paragraph.span, kind, section))
            section = paragraph.text
            continue
        span = _without_debris(text, paragraph.span) if kind in ("body", "bullet") else paragraph.span
        blocks.append(Block(span, kind, section))
    title = next((p.text for p in paragraphs if p.kind == "title"), None)
    author = next((line.author for p in paragraphs for line in p.lines if line.author), None)
    return Structure(tuple(blocks), title, author, _published(paragraphs) or published)


# --- joining lines -------------------------------------------------------------------------------------------------


def _paragraphs(lines: list[Line]) -> list[_Paragraph]:
    wrapped = _is_wrapped(lines)
    spaced = _is_double_spaced(lines)
    widths = _group_widths(lines)
    paragraphs: list[_Paragraph] = []
    for i, line in enumerate(lines):
        current = paragraphs[-1] if paragraphs else None
        first = len(paragraphs) == 1
        width = widths[i] if wrapped else None
        if current and (
            _continues(current, lines[i - 1], line, width, first)
            or spaced
            and not first
            and _spaced_on(current, lines[i - 1], line)
        ):
            current.lines.append(line)
            continue
        kind: BlockKind | None
        if line.kind == "mark":
            kind = "heading"
        else:
            kind = None if line.kind == "text" else line.kind
        paragraphs.append(_Paragraph([line], kind))
    return paragraphs


def _is_wrapped(lines: list[Line]) -> bool:
    """The text is broken at a fixed width: hardly a line is longer than a printed one, and many break a sentence."""
    if sum(len(line.text) > WIDEST_WRAP for line in lines) > len(lines) // 20:
        return False
    pairs = [(above, line) for above, line in pairwise(lines) if not line.blank_before and line.kind == "text"]
    broken = sum(_lower_start(line.text) and not FINAL.search(above.text) for above, line in pairs)
    return broken >= FEWEST_BREAKS and broken >= 0.3 * len(pairs)


def _is_double_spaced(lines: list[Line]) -> bool:
    """A scan with a blank line after each printed line: many sentences are broken over one."""
    pairs = [(above, line) for above, line in pairwise(lines) if line.blank_before and line.kind == "text"]
    broken = sum(_lower_start(line.text) and not FINAL.search(above.text) for above, line in pairs)
    return broken >= FEWEST_SPACED and broken >= 0.25 * len(pairs)


def _spaced_on(current: _Paragraph, previous: Line, line: Line) -> bool:
    """In a double-spaced scan `line` carries on a line of prose that does not end a sentence."""
    if current.kind is not None or line.kind != "text" or SPEAKER.match(line.text):
        return False
    prose = len(previous.text) >= SHORTEST_SPACED_LINE and not _all_capitals(previous.text)
    return (
        prose
        and not _ends_sentence(DEBRIS_AFTER.sub("", previous.text), line.text)  # "our view. '": the tick is debris
        and not previous.text.endswith(":")
        and not _all_capitals(line.text)
    )


def _group_widths(lines: list[Line]) -> list[int]:
    """For each line the length of the longest line between the same two blank lines."""
    widths: list[int] = []
    group: list[int] = []
    for line in [*lines, None]:
        if (line is None or line.blank_before) and group:
            widths += [max(group)] * len(group)
            group = []
        if line is not None:
            group.append(len(line.text) + len(line.marked) + bool(line.marked))
    return widths


def _continues(current: _Paragraph, previous: Line, line: Line, width: int | None, first: bool) -> bool:
    """`line` carries on the paragraph `current`, whose last line is `previous`; `first` is that of the text."""
    if current.kind not in (None, "bullet") or previous.text.endswith(":"):
        return False
    same_group = not line.blank_before
    ends = _ends_sentence(previous.text, line.text) and not _opens(previous.text)
    if line.kind != "text":
        stray_dash = line.kind == "bullet" and line.marked in "-–—" and _lower_start(line.text)
        inside = stray_dash or (line.kind in ("byline", "dateline") and not first)
        return inside and same_group and current.kind is None and not ends and _full(previous, line, width)
    if same_group and _full(previous, line, width):
        return True
    if current.kind == "bullet" and not same_group:
        return False
    if ends or _listed(previous):
        return False
    if _listed(line) and current.kind == "bullet":
        return False
    if _lower_start(line.text):
        return True
    if _all_capitals(previous.text) and not _all_capitals(line.text):
        return False
    long = current.span.end - current.span.start >= NARROWEST_WRAP
    return long and (_opens(previous.text) or line.text[0].isdigit())


def _full(previous: Line, line: Line, width: int | None) -> bool:
    """The first word of `line` would not have fitted on the line above it."""
    if width is None or not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return False
    mark = len(previous.marked) + bool(previous.marked)
    return mark + len(previous.text) + 1 + len((line.marked or line.text).split()[0]) > width


def _ends_sentence(text: str, following: str) -> bool:
    """The line closes a sentence. A point that stands apart before a word in lower case is debris of a scan."""
    return bool(FINAL.search(text)) and not (STRAY_POINT.search(text) and _lower_start(following))


def _opens(text: str) -> bool:
    """The text ends with what cannot end a sentence: a function word, a comma, a hyphen within a word."""
    if re.search(r"(?:,|\w-|\u00ad)\s*$", text):
        return True
    last = text.rsplit(None, 1)[-1].casefold()
    return last in layout_words("joins")


def _lower_start(text: str) -> bool:
    """The text begins with a word in lower case: not "al-Shabaab", not "iPhone"."""
    word = FIRST_WORD.match(text[:80])
    return word is not None and word[1] == word[1].lower() and word[1][0].islower()


def _listed(line: Line) -> bool:
    return bool(re.search(r";(?:\s*(?:and|or))?$", line.text))


# --- telling the kinds ---------------------------------------------------------------------------------------------


def _tell_kinds(paragraphs: list[_Paragraph]) -> None:
    capitals = sum(_all_capitals(p.text) for p in paragraphs) > len(paragraphs) / 2
    stops = any(p.kind in (None, "bullet") and FINAL.search(p.text) for p in paragraphs)
    first = next((p for p in paragraphs if p.kind is None), None)
    if paragraphs and paragraphs[0].kind == "heading" and first:
        paragraphs[0].kind, first = "title", None  # "# Title"
    last_prose = max((i for i, p in enumerate(paragraphs) if p.kind in (None, "bullet")), default=-1)
    numbers_are_items: bool | None = None  # numbered lines are items of a list, not paragraphs that bear numbers
    for i, paragraph in enumerate(paragraphs):
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        if paragraph.kind == "bullet" and following and _numbered_heading(paragraph, following):
            paragraph.kind = "heading"
        elif paragraph.kind == "bullet" and NUMBER_MARK.fullmatch(paragraph.lines[0].marked):
            if numbers_are_items is None or paragraph.lines[0].marked.strip("().") == "1":
                numbers_are_items = _leads_in(paragraphs, i) or not FINAL.search(paragraph.text)
            if not numbers_are_items:
                paragraph.kind = "body"
        if paragraph.kind is not None:
            continue
        prose_follows = i < last_prose
        if paragraph is first and following and prose_follows and _is_title(paragraph, following):
            paragraph.kind = "title"
        elif prose_follows and _is_heading(paragraph.text, capitals, stops):
            paragraph.kind = "heading"
        elif (
            i > 0
            and i >= last_prose
            and _is_heading(paragraph.text, capitals, stops)
            and _in_title_case(paragraph.text)
        ):
            paragraph.kind = "caption"  # a signature, an office or tags below the text
        elif i > 0 and _unmarked_item(paragraph, paragraphs[i - 1]):
            paragraph.kind = "bullet"


def _leads_in(paragraphs: list[_Paragraph], item: int) -> bool:
    """The prose above the item breaks off where a list begins: "The plan has three points:"."""
    prose = paragraphs[item - 1] if item else None
    return prose is not None and prose.kind in (None, "body", "bullet") and not FINAL.search(prose.text)


def _is_title(paragraph: _Paragraph, following: _Paragraph) -> bool:
    text = paragraph.text
    if len(text.split()) > MOST_TITLE_WORDS or text.endswith((":", ",", ";")):
        return False
    if re.search(r"[!?][\"'”’]*$", text):
        return following.lines[0].blank_before and len(text.split()) <= MOST_HEADING_WORDS
    return not FULL_STOP.search(text) or _is_abbreviation(text.split()[-1])


def _is_abbreviation(word: str) -> bool:
    return bool(INITIALS.fullmatch(word)) or word.casefold() in layout_words("abbreviation")


def _is_heading(text: str, capitals: bool, stops: bool) -> bool:
    """`capitals`: the whole text is in capitals; `stops`: its sentences end with full stops, so that a line without
    one tells."""
    words = text.split()
    if text.endswith(":"):
        leads_in = words[0].casefold() in layout_words("lead_in")  # "The Ministers:", with what they decided below
        return len(words) <= 4 and _in_title_case(text) and "@" not in text and not leads_in
    if _all_capitals(text) and not capitals:
        return len(words) <= 2 * MOST_HEADING_WORDS
    if re.fullmatch(r"(\*\*|__).{1,120}\1", text):
        return True
    if not stops or len(words) > MOST_HEADING_WORDS or FINAL.search(text) or text.endswith((",", ";", "-", "–", "—")):
        return False
    return bool(re.match(r"[\"'“‘]?[^\W_]", text)) and not _lower_start(text)


def _numbered_heading(paragraph: _Paragraph, following: _Paragraph) -> bool:
    text, mark = paragraph.text, paragraph.lines[0].marked
    if not mark[-1:] in (".", ")") or following.kind is not None or len(text.split()) > 6:
        return False
    return (
        not FINAL.search(text) and not text.endswith((";", ",")) and _in_title_case(text) and len(following.text) > 60
    )


def _unmarked_item(paragraph: _Paragraph, previous: _Paragraph) -> bool:
    """An item of a list without marks, as treaties and communiqués set them: "…;" after a colon or another item."""
    after_colon = previous.kind in (None, "body") and previous.text.endswith(":")
    item_before = previous.kind == "bullet" and not previous.lines[0].marked
    if after_colon:
        return _listed(paragraph.lines[-1]) or _lower_start(paragraph.text)
    return item_before and (_listed(previous.lines[-1]) or _lower_start(paragraph.text))


def _all_capitals(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    small = sum(map(str.islower, letters))  # "28th" does not spoil a line of capitals
    return len(letters) > 3 and small <= len(letters) // 10 and any(map(str.isupper, letters))


def _in_title_case(text: str) -> bool:
    words = [word for word in WORD.findall(text) if word.casefold() not in layout_words("title_small")]
    return bool(words) and all(not word[0].islower() for word in words)


# --- datelines -----------------------------------------------------------------------------------------------------


def _lead(text: str, span: Span) -> tuple[Span | None, date | None]:
    """The dateline that opens a paragraph ("GENEVA, March 3 (Reuters) - The talks ..."), and its whole date."""
    match = LEAD.match(text, span.start, span.end)
    if not match or not any(char.islower() for char in text[match.end() : match.end() + 200]):
        return None, None
    found = match[0].rstrip(" -–—")
    agency = re.search(r"\([A-Z][^()]*\)$", found)
    dated = re.search(r"\b(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})\b", match["rest"] or "")
    place = match["place"]
    if not found or not (agency or (place and (dated or not (match["rest"] or "").strip(" ,")))):
        return None, None
    if "-" not in match[0] and "–" not in match[0] and "—" not in match[0]:
        return None, None
    if not agency and not dated and not re.search(r"\s(?:--?|[–—])\s|—|--", match[0][len(found) :]):
        return None, None  # "EU-mediated", "NATO-led"
    day = find_day(found)
    return Span(match.start(), match.start() + len(found)), day[2] if day else None


def _skip_dash(text: str, position: int) -> int:
    while position < len(text) and (text[position].isspace() or text[position] in "-–—" or text[position] in INVISIBLE):
        position += 1
    return position


def _published(paragraphs: list[_Paragraph]) -> date | None:
    """The day of a dateline above the first paragraph of prose, or at the very end.

    None in a chronology, where dates stand above paragraphs throughout.
    """
    above: list[date] = []
    below: list[date] = []
    prose = False
    for paragraph in paragraphs[:-1]:
        prose = prose or paragraph.kind in (None, "body", "bullet")
        days = below if prose else above
        days += [line.day for line in paragraph.lines if paragraph.kind == "dateline" and line.day]
    at_end = [line.day for p in paragraphs[-1:] for line in p.lines if p.kind == "dateline" and line.day]
    if below:
        return None
    return next(iter([*above, *at_end]), None)


def _without_debris(text: str, span: Span) -> Span:
    """`span` without the stray points and ticks that a scan leaves before and after a paragraph."""
    before = DEBRIS_BEFORE.match(text, span.start, span.end)
    start = before.end() if before else span.start
    tail = max(start, span.end - LONGEST_DEBRIS)
    after = DEBRIS_AFTER.search(text[tail : span.end])
    return Span(start, tail + after.start() if after else span.end)
