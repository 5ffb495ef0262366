"""A readable copy of a stretch of text for the parser, with the way back to the original offsets.

Soft hyphens and the line break after them vanish, any run of white space is one space, typographic quotes are
straight, ligatures are spelled out, a comma parts the thousands of a number, zero-width and direction marks and the
stray points of a scan are gone: so the same words give the same parse however they are typeset, while quotes are still
cut from the document itself.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.model import Span

INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufeff"
)
DASHES = frozenset("\u2014\u2015")
STRAY_MARKS = frozenset(".,'`*\u00b7")
# Letters that stay as they are: no combining mark follows, and no 1 that may be an apostrophe.
PLAIN = re.compile(r"[A-Za-z02-9]+(?=[\x00-\x7f])")
SOFT_HYPHEN = "\u00ad"
NUMBER_SPACES = frozenset("\u00a0\u2007\u2009\u202f")  # no-break, figure, thin and narrow no-break space
STRAIGHT = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
}


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` for the parser; `starts[i]` and `ends[i]` bound the document characters behind `text[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The document span behind `text[start:end]`. Raises ValueError when that is empty."""
        return Span(self.starts[start], self.ends[end - 1])


def _insert_space(chars: list[str], starts: list[int], ends: list[int], position: int) -> None:
    """A space that the text does not have: the tokenizer needs it around a dash between words."""
    chars.append(" ")
    starts.append(position)
    ends.append(position)


def _is_scanned_apostrophe(text: str, i: int, span: Span) -> bool:
    """The "1" of "Norland1s": between letters, before a final s."""
    if not (span.start < i < span.end - 1 and text[i - 1].isalpha() and text[i - 1].islower() and text[i + 1] == "s"):
        return False
    return i + 2 >= span.end or not text[i + 2].isalnum()


def _is_stray_mark(text: str, i: int, span: Span) -> bool:
    """A mark that a scan leaves between two words of one sentence: "a false and . unrealistic premise"."""
    if not (span.start < i < span.end - 1 and text[i - 1].isspace() and text[i + 1].isspace()):
        return False
    after = i + 1
    while after < span.end and (text[after].isspace() or text[after] in STRAY_MARKS):
        after += 1
    return text[i] == "\u00b7" or (after < span.end and text[after].islower())


def _parts_thousands(text: str, i: int, span: Span) -> bool:
    """The space in "10 000 troops": after one to three digits, before three. A plain space may part two numbers."""
    first = i
    while first > span.start and text[first - 1].isdecimal() and i - first <= 3:
        first -= 1
    after = text[i + 1 : min(i + 5, span.end)]
    return 1 <= i - first <= 3 and after[:3].isdecimal() and len(after) >= 3 and not after[3:].isdecimal()


def fold(text: str, span: Span) -> Folded:
    """Fold `text[span]`. Leading and trailing white space is dropped."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = span.start
    while position < span.end:
        plain = PLAIN.match(text, position, span.end)
        if plain:
            position, end = plain.span()
            chars += plain[0]
            starts += range(position, end)
            ends += range(position + 1, end + 1)
            position = end
            continue
        char = text[position]
        if char == SOFT_HYPHEN:
            position += 1
            while position < span.end and text[position].isspace():
                position += 1
            continue
        if char in INVISIBLE:
            position += 1
            continue
        if char in STRAY_MARKS and _is_stray_mark(text, position, span):
            position += 1
            continue
        if char in NUMBER_SPACES and _parts_thousands(text, position, span):
            chars.append(",")
            starts.append(position)
            ends.append(position + 1)
            position += 1
            continue
        if char.isspace():
            end = position + 1
            while end < span.end and (text[end].isspace() or text[end] in INVISIBLE):
                end += 1
            if chars and chars[-1] != " ":
                chars.append(" ")
                starts.append(position)
                ends.append(end)
            position = end
            continue
        if char == "1" and _is_scanned_apostrophe(text, position, span):
            char = "\u2019"  # optical character recognition reads an apostrophe before s as a one
        end = position + 1
        while end < span.end and unicodedata.combining(text[end]):
            end += 1
        if char in DASHES and chars and chars[-1] != " ":
            _insert_space(chars, starts, ends, position)
        joint = (
            STRAIGHT.get(char, char) == '"' and bool(chars) and chars[-1].isalnum() and text[end : end + 1].isalnum()
        )
        opening = joint and chars.count('"') % 2 == 0
        if joint and opening and end < span.end:
            _insert_space(chars, starts, ends, position)  # 'described as"threatening" moves': the mark opens
        folded = STRAIGHT.get(char) or unicodedata.normalize("NFC", text[position:end])
        for letter in folded:
            chars.append(letter)
            starts.append(position)
            ends.append(end)
        if (char in DASHES and end < span.end and not text[end].isspace()) or (
            joint and not opening and end < span.end
        ):
            _insert_space(chars, starts, ends, end)
        position = end
    while chars and chars[-1] == " ":
        chars.pop(), starts.pop(), ends.pop()
    return Folded("".join(chars), tuple(starts), tuple(ends))
