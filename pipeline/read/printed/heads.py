"""Running heads, running feet and page numbers: what stands at the edge of many pages in the same place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.read.lines import PAGE_NUMBER
from pipeline.read.printed.lines import PrintedLine

EDGE_ROWS = 3  # of lines at the top and at the foot of a page
SAME_PLACE = 4.0  # points
NUMBER = re.compile(r"\d{1,4}")
FEWEST_PAGES = 3  # that a head with words and a number must stand on
MANY_PAGES = 0.4  # share of the pages that are numbered in one place
ANY_WORDS = "#"

HEAD_GAP = 1.6  # of the size: between a head and the text
WIDE = 0.8  # share of the width of the column
OTHER_SIZE = 0.08  # share by which the type of a head differs from that of the text

Places = dict[tuple[str, int | None], list[tuple[int, float]]]  # words and number less page: pages and heights
Pages = Sequence[Sequence[Sequence[PrintedLine]]]


def without_heads(pages: Pages) -> list[list[list[PrintedLine]]]:
    """The columns of each page without running heads and feet and page numbers.

    A line at the edge is one when the same words stand in the same place on two other pages (on all others where there
    are fewer), also with a number that counts with the pages; and whatever its words, when it begins or ends with such
    a number where many pages do. A gap or another type must set it apart from the text.
    """
    places: Places = defaultdict(list)
    seen: set[str] = set()
    rows = [_rows(columns) for columns in pages]
    for number, page in enumerate(rows):
        words = "\n".join(line.text for row in page for line in row)
        if words in seen:
            continue  # a page that stands there twice does not make heads of its lines
        seen.add(words)
        for line in (line for row in [*page[:EDGE_ROWS], *page[EDGE_ROWS:][-EDGE_ROWS:]] for line in row):
            for key in _keys(line.text, number):
                places[key].append((number, line.height))
    found: list[list[list[PrintedLine]]] = []
    for number, columns in enumerate(pages):
        heads = {
            id(line) for edge in (rows[number], rows[number][::-1]) for line in _heads(edge, number, places, len(seen))
        }
        kept = [[line for line in column if id(line) not in heads] for column in columns]
        found.append([column for column in kept if column])
    return found


def _rows(columns: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """The lines of a page from top to bottom, those on one height together."""
    rows: list[list[PrintedLine]] = []
    for line in sorted((line for column in columns for line in column), key=lambda line: -line.height):
        if rows and rows[-1][0].height - line.height <= 1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _heads(rows: list[list[PrintedLine]], page: int, places: Places, count: int) -> list[PrintedLine]:
    """The heads of a page whose rows are given from its edge on."""
    found: list[PrintedLine] = []
    waiting: list[PrintedLine] = []  # heads as far as a gap follows
    for row, following in zip(rows[:EDGE_ROWS], [*rows[1:], []], strict=False):
        in_row = [line for line in row if _is_head(line, page, places, count)]
        if not in_row:
            break  # what stands behind the text is no head
        bare = [line for line in in_row if PAGE_NUMBER.fullmatch(line.text)]
        waiting += in_row
        if _is_apart(in_row[0], following):
            found += waiting
            waiting = []
        else:
            found += bare
    return found


def _is_apart(line: PrintedLine, following: list[PrintedLine]) -> bool:
    """A gap or another size of type sets the line apart from the row behind it."""
    if not following:
        return True
    gap = abs(line.height - following[0].height) > HEAD_GAP * max(line.size, following[0].size)
    return gap or abs(line.size - following[0].size) > OTHER_SIZE * line.size


def _is_wide(line: PrintedLine) -> bool:
    """The line fills its column, as lines of text do and heads hardly ever."""
    return line.right - line.left >= WIDE * (line.right_edge - line.left_edge)


def _keys(text: str, page: int) -> list[tuple[str, int | None]]:
    """The words as they are, and with each number that may count the pages taken out."""
    words = " ".join(text.split()).casefold()
    keys: list[tuple[str, int | None]] = [(words, None)]
    for match in NUMBER.finditer(words[:200]):
        keys.append((words[: match.start()] + "#" + words[match.end() :], int(match[0]) - page))
        if match.start() == 0 or match.end() == len(words):
            keys.append((ANY_WORDS, int(match[0]) - page))
    return keys


def _is_head(line: PrintedLine, page: int, places: Places, count: int) -> bool:
    bare = bool(PAGE_NUMBER.fullmatch(line.text))
    for key in _keys(line.text, page):
        pages = {number for number, height in places[key] if abs(height - line.height) <= SAME_PLACE}
        if bare and key[1] is not None:
            fewest = 2.0
        elif key[0] == ANY_WORDS:
            fewest = max(FEWEST_PAGES, MANY_PAGES * count)
        elif key[1] is not None:
            fewest = FEWEST_PAGES
        else:
            fewest = FEWEST_PAGES if _is_wide(line) else max(2, min(FEWEST_PAGES, count - 1))
        if len(pages) >= fewest:
            return True
    return False
