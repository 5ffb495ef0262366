"""Lines in reading order, from the runs of a page.

Runs on one height form a line as far as no column ends between them. Where enough lines stand side by side, left and
right of a strip that few cross, the page has columns: the left one is read before the right one, and a line across
both ends what is above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.read.printed.runs import Run

WORD_GAP = 0.14  # of the size: a wider gap between letters is a space
WIDEST_WORD_GAP = 1.0  # of the size: behind a wider one another column may begin
CELL_GAP = 2.0  # of the size: a wider one lies between cells of a table
LONGEST_MARK = 4  # characters: of an item of a list, with a gap behind it
SAME_HEIGHT = 0.3  # of the size
RAISED = 0.2  # of the size: how much higher the mark of a footnote stands at least
SMALLER = 0.8  # of the size: how small it is at most
NOTE_MARK = re.compile(r"\[?(?:\d{1,3}|[*†‡§]{1,3})\]?(?:,\d{1,3})*")
FEWEST_SIDE_BY_SIDE = 4  # lines on each side that make columns
FEWEST_LETTERS = 14  # of their lines at the middle: those of a table or marks of a list are shorter
MOST_PIECES = 3_000  # on a page whose columns are looked for: none that people read has more
WIDEST_STRIP_CROSSED = 0.4  # share of the lines that may cross the strip between columns: titles


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed: its words, its place in points, the size of most of its letters, whether they are bold, whether
    it is the row of a table.

    `column` numbers the columns of the document in reading order; `left_edge` and `right_edge` are those of the column.
    """

    text: str
    left: float
    right: float
    height: float
    size: float
    bold: bool
    cells: bool = False
    page: int = 0
    column: int = 0
    left_edge: float = 0.0
    right_edge: float = 0.0


def page_lines(runs: Sequence[Run]) -> list[list[PrintedLine]]:
    """The columns of a page in reading order, each with its lines from top to bottom."""
    pieces = _pieces(runs)
    columns = _columns(pieces)
    return [_joined(column) for column in columns if column]


# --- pieces: runs that are read together ---------------------------------------------------------------------------


def _pieces(runs: Sequence[Run]) -> list[PrintedLine]:
    pieces: list[PrintedLine] = []
    current: list[Run] = []
    for run in runs:
        if current and not _follows(current, run):
            pieces += _piece(current)
            current = []
        if current or run.text.strip():
            current.append(run)
    return pieces + _piece(current)


def _follows(current: list[Run], run: Run) -> bool:
    last = current[-1]
    size = max(run.size, last.size)
    if not -0.4 * size <= run.left - last.right <= WIDEST_WORD_GAP * size:
        return False
    base = max(current[-4:], key=lambda one: one.size)  # a raised mark does not move the line
    return abs(run.height - base.height) <= SAME_HEIGHT * size or _is_mark(run, base) or _is_mark(last, run)


def _is_mark(run: Run, base: Run) -> bool:
    """The run is the raised mark of a footnote beside the letters of `base`."""
    raised = RAISED * base.size <= run.height - base.height <= base.size
    return raised and run.size <= SMALLER * base.size and bool(NOTE_MARK.fullmatch(run.text.strip()))


def _piece(runs: list[Run]) -> list[PrintedLine]:
    if not runs:
        return []
    sizes: Counter[float] = Counter()
    bold = letters = 0
    for run in runs:
        count = len(run.text.strip())
        sizes[round(run.size, 1)] += count
        letters += count
        bold += count * run.bold
    size = max(sizes, key=lambda one: (sizes[one], one))
    body = [run for run in runs if run.size >= SMALLER * size] or runs
    text = ""
    end = runs[0].left
    for run in runs:
        if (
            text
            and run is not runs[0]
            and _is_mark(run, body[0])
            and re.search(r"[^\W\d_]{3}$|[.,;:!?”\"’)]$", text[-3:])
        ):
            end = run.right  # the mark is no part of the word: "the plan²"
            continue
        gap = run.left - end
        if text and gap > min(max(WORD_GAP * run.size, 0.5 * run.space), 0.2 * run.size) and text[-1] != " ":
            text += " "
        text += run.text
        end = run.right
    text = re.sub(" {2,}", " ", text).strip(" ")
    if not text:
        return []
    return [PrintedLine(text, runs[0].left, end, body[0].height, size, bold * 2 > letters)]


def _joined(column: list[PrintedLine]) -> list[PrintedLine]:
    """The pieces of a column as lines: those on one height are one line, from left to right."""
    rows: list[list[PrintedLine]] = []
    for piece in sorted(column, key=lambda one: (-one.height, one.left)):
        above = rows[-1][0] if rows else None
        if above and above.height - piece.height <= SAME_HEIGHT * min(above.size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    left = min(piece.left for piece in column)
    right = max(piece.right for piece in column)
    return [_row(sorted(row, key=lambda one: one.left), left, right) for row in rows]


def _row(row: list[PrintedLine], left: float, right: float) -> PrintedLine:
    biggest = max(row, key=lambda one: len(one.text))
    text, cells = row[0].text, False
    for before, piece in pairwise(row):
        gap = piece.left - before.right
        cells = cells or (gap > CELL_GAP * piece.size and len(before.text) > LONGEST_MARK)
        text += (" " if gap > WORD_GAP * piece.size else "") + piece.text
    return replace(
        biggest,
        text=text,
        left=row[0].left,
        right=max(one.right for one in row),
        cells=cells,
        left_edge=left,
        right_edge=right,
    )


# --- columns -------------------------------------------------------------------------------------------------------


def _columns(pieces: list[PrintedLine]) -> list[list[PrintedLine]]:
    """The pieces by columns in reading order."""
    strip = _strip(pieces)
    if strip is None:
        return [pieces]
    across = sorted((one for one in pieces if one.left < strip < one.right), key=lambda one: -one.height)
    rest = [one for one in pieces if not one.left < strip < one.right]
    bands: list[tuple[list[PrintedLine], list[PrintedLine]]] = []  # lines across, then what stands below them
    top = float("inf")
    for line in across:
        between = [one for one in rest if line.height < one.height <= top]
        if bands and not between:
            bands[-1][0].append(line)
        else:
            if bands:
                bands[-1][1].extend(between)
            elif between:
                bands.append(([], between))
            bands.append(([line], []))
        top = line.height
    below = [one for one in rest if one.height <= top]
    if bands:
        bands[-1][1].extend(below)
    else:
        bands.append(([], below))
    columns: list[list[PrintedLine]] = []
    for lines, beside in bands:
        columns.append(lines)
        columns += _columns([one for one in beside if one.right <= strip])
        columns += _columns([one for one in beside if one.left >= strip])
    return [column for column in columns if column]


def _strip(pieces: list[PrintedLine]) -> float | None:
    """Where the strip between two columns is; None when the lines stand in one."""
    if not 2 * FEWEST_SIDE_BY_SIDE <= len(pieces) <= MOST_PIECES:
        return None
    found: list[tuple[int, float]] = []
    for place in sorted({round(one.left, 1) - 0.5 for one in pieces}):  # a column begins behind its strip
        left = [one for one in pieces if one.right <= place]
        right = [one for one in pieces if one.left >= place]
        crossing = len(pieces) - len(left) - len(right)
        if (
            min(len(left), len(right)) >= FEWEST_SIDE_BY_SIDE
            and crossing <= WIDEST_STRIP_CROSSED * len(pieces)
            and all(_letters(side) >= FEWEST_LETTERS for side in (left, right))
            and _side_by_side(left, right)
        ):
            found.append((crossing, place))
    return min(found)[1] if found else None


def _letters(side: list[PrintedLine]) -> int:
    lengths = sorted(len(one.text) for one in side)
    return lengths[len(lengths) // 2]


def _side_by_side(left: Iterable[PrintedLine], right: Iterable[PrintedLine]) -> bool:
    """The two overlap in height: most lines of the shorter one have the other beside them."""
    a = sorted(one.height for one in left)
    b = sorted(one.height for one in right)
    low, high = max(a[0], b[0]) - 1, min(a[-1], b[-1]) + 1
    beside = min(sum(low <= one <= high for one in side) for side in (a, b))
    return beside >= FEWEST_SIDE_BY_SIDE
