"""Paragraphs from printed lines: joined over the ends of lines, columns and pages; titles and headings by their type.

Each paragraph comes out on one line. Notes at the foot of a page, in smaller type, follow at the end of the text, so
that they do not stand in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.read.lines import layout_words
from pipeline.read.printed.heads import without_heads
from pipeline.read.printed.hyphens import HYPHENS, Words, join
from pipeline.read.printed.lines import PrintedLine

BULLET = re.compile(r"(?:[•▪◦‣●○■►➢✓*·]|[-–—](?=\s))\s*(?=\S)")
ITEM = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]\s+\S")
FINAL = re.compile(r"[.!?…:;][\"'”’»)\]\d]*$")
SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]\d]*$")
NOTE = re.compile(r"(?:\[?\d{1,3}\]?|[*†‡§]{1,3})[.)]?\s*\S")
SAME_SIZE = 0.1  # share by which sizes of type may differ within a paragraph
INDENT = 0.8  # of the size
MORE_LEADING = 1.25  # times the usual distance of two lines: a gap
HEADING_SIZE = 1.15  # times the size of the body
NOTE_SIZE = 0.92  # times the size of the body
LONGEST_WORD = 100  # characters
MOST_TITLE_WORDS = 40
MOST_HEADING_WORDS = 14


@dataclass(slots=True)
class _Paragraph:
    lines: list[PrintedLine]
    text: str = ""


def paragraphs(pages: Sequence[Sequence[Sequence[PrintedLine]]]) -> str:
    """The text of all pages: paragraphs with blank lines between, `# ` before the title, `## ` before headings, `- `
    before the items of lists. `pages` holds the columns of each page in reading order."""
    body: list[PrintedLine] = []
    notes: list[PrintedLine] = []
    kept = without_heads(pages)
    size = _body_size(kept)
    for columns in kept:
        for number, column in enumerate(columns):
            text, below = _without_notes(column, size, number > 0)
            body += text
            notes += below
    leading = _leading(body)
    words = Words.of(line.text for line in [*body, *notes])
    found = _paragraphs(body, leading)
    found += _paragraphs(notes, leading)
    for paragraph in found:
        paragraph.text = _joined(paragraph.lines, words)
        paragraph.text = BULLET.sub("- ", paragraph.text, count=1) if BULLET.match(paragraph.text) else paragraph.text
    marks = _marks(found, size)
    return "".join(f"{mark}{paragraph.text}\n\n" for mark, paragraph in zip(marks, found, strict=True)).rstrip("\n")


def _joined(lines: list[PrintedLine], words: Words) -> str:
    """The lines as one; only the end of what is joined already is looked at, so that long paragraphs take no longer."""
    parts = [lines[0].text]
    for line in lines[1:]:
        last = parts.pop()
        parts += [last[:-LONGEST_WORD], join(last[-LONGEST_WORD:], line.text, words)]
    return "".join(parts)


def _body_size(pages: Sequence[Sequence[Sequence[PrintedLine]]]) -> float:
    sizes: Counter[float] = Counter()
    for columns in pages:
        for column in columns:
            for line in column:
                sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _without_notes(column: list[PrintedLine], size: float, below: bool) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """The column without the footnotes below it, and the footnotes: smaller lines at the end, a note mark before the
    first. `below`: other columns stand before it, so that it may hold notes and nothing else."""
    start = len(column)
    while start and column[start - 1].size <= NOTE_SIZE * size:
        start -= 1
    if start == len(column) or (start == 0 and not below) or not NOTE.match(column[start].text):
        return column, []
    return column[:start], column[start:]


def _leading(lines: list[PrintedLine]) -> float:
    """The usual distance of two lines, in sizes of type."""
    gaps = [
        (above.height - line.height) / line.size
        for above, line in pairwise(lines)
        if (above.page, above.column) == (line.page, line.column)
        and abs(above.size - line.size) <= SAME_SIZE * line.size
        and above.height > line.height
        and above.right > above.left_edge + 0.6 * (above.right_edge - above.left_edge)
    ]
    return median(gaps) if gaps else 1.2


def _paragraphs(lines: list[PrintedLine], leading: float) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    for line in lines:
        if found and _continues(found[-1], line, leading):
            found[-1].lines.append(line)
        else:
            found.append(_Paragraph([line]))
    return found


def _continues(paragraph: _Paragraph, line: PrintedLine, leading: float) -> bool:
    above = paragraph.lines[-1]
    size = max(above.size, line.size)
    if (above.cells or line.cells) and not (_runs_on(above, line) or _is_stretched(above)):
        return False
    if abs(above.size - line.size) > SAME_SIZE * size or BULLET.match(line.text):
        return False
    if ITEM.match(line.text) and (FINAL.search(above.text) or not _is_full(above, line)):
        return False
    if above.bold != line.bold and not _runs_on(above, line):
        return False
    hyphen = above.text.endswith(tuple(HYPHENS))
    if (above.page, above.column) != (line.page, line.column):
        if SENTENCE_END.search(above.text):
            return False
        return hyphen or _runs_on(above, line) or _is_full(above, line)
    if above.height - line.height > MORE_LEADING * leading * size:
        return False
    if _on_one_axis(above, line):
        return True
    if hyphen:
        return True
    listed = bool(BULLET.match(paragraph.lines[0].text) or ITEM.match(paragraph.lines[0].text))
    first = len(paragraph.lines) == 1
    if line.left > above.left + INDENT * size and not (listed and first):
        return False
    if line.left < above.left - INDENT * size and not first:
        return False
    if _is_full(above, line):
        return True
    return _runs_on(above, line)


def _runs_on(above: PrintedLine, line: PrintedLine) -> bool:
    """The words go on, wherever the line ends."""
    last = above.text.rsplit(" ", 1)[-1].casefold()
    opens = last.endswith(",") or last in layout_words("joins")
    return (line.text[:1].islower() or opens) and not FINAL.search(above.text)


def _is_full(above: PrintedLine, line: PrintedLine) -> bool:
    """The first word of the line would not have fitted on the one above it."""
    first = line.text.split(" ", 1)[0]
    width = min((line.right - line.left) / max(len(line.text), 1), 0.6 * line.size)
    return above.right + (len(first) + 1) * width > above.right_edge - 0.5 * above.size


def _is_stretched(line: PrintedLine) -> bool:
    """The line ends at the very edge of its column, and not with a figure as rows of tables do: wide spaces set it."""
    return line.right_edge - line.right <= 1 and not line.text[-1:].isdigit()


def _on_one_axis(above: PrintedLine, line: PrintedLine) -> bool:
    """The two are centred: they begin apart, and their middles stand below one another."""
    apart = abs(above.left - line.left) > INDENT * line.size
    return apart and abs(above.left + above.right - line.left - line.right) <= line.size


def _marks(found: list[_Paragraph], size: float) -> list[str]:
    """What stands before each paragraph: the mark of a title, a heading, or nothing."""
    marks: list[str] = []
    biggest = max((p.lines[0].size for p in found if p.lines[0].page == 0), default=0.0)
    titled = False
    for paragraph in found:
        first, words = paragraph.lines[0], len(paragraph.text.split())
        letters = sum(char.isalpha() for char in paragraph.text) > len(paragraph.text) / 2
        big = first.size >= HEADING_SIZE * size and letters
        bold = all(line.bold for line in paragraph.lines) and letters and not FINAL.search(paragraph.text)
        if big and not titled and first.page == 0 and first.size == biggest and words <= MOST_TITLE_WORDS:
            marks.append("# ")
            titled = True
        elif (big and words <= MOST_TITLE_WORDS) or (bold and words <= MOST_HEADING_WORDS):
            marks.append("## ")
        else:
            marks.append("")
    if all(marks):  # type of one kind throughout tells nothing
        return [mark if mark == "# " else "" for mark in marks]
    return marks
