"""The runs of letters that a page of a PDF file shows, with their places on it.

A page is a program of drawing commands. pypdf parses it and knows its fonts; here the commands are followed as far as
they place text, because where a line ends, which column it stands in and whether it can be seen at all are told by
places only. Text that cannot be seen is no evidence: off the page, in no colour, of no size, or marked as an artifact
(which is how running heads are marked).
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, EncodedStreamObject, StreamObject
from pypdf.generic._font import Font

from pipeline.read.symbols import SYMBOLS

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
LETTERS = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
    0x0085: " ", 0x2028: " ", 0x2029: " ",
} | {int(f"F0{code}", 16): sign for code, sign in SYMBOLS.items()} | {
    code: " " if chr(code) in "\t\n\v\f\r" else None for code in range(32)
}  # fmt: skip
SMALLEST = 1.0  # points: letters below cannot be seen
DEEPEST = 20  # forms within forms
CHUNK = 1_000_000  # bytes unpacked at a time
MOST_FORMS = 5_000  # drawn on one page
BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Letters shown by one command: where they begin and end on a line, the height of that line above the foot of the
    page, the size of the type; all in points. `space` is the width of a space there."""

    text: str
    left: float
    right: float
    height: float
    size: float
    space: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: its runs in the order in which they are drawn, and whether it shows a picture."""

    runs: tuple[Run, ...]
    pictures: bool


@dataclass(slots=True)
class _Face:
    """A font, with what each of its codes means and how wide it is."""

    font: Font
    bold: bool
    known: dict[str, tuple[str, float]] = field(default_factory=dict)

    def show(self, data: bytes) -> Iterator[tuple[str, float, bool]]:
        """For each code its letters, its width in thousandths of the size, and whether it is a one-byte space."""
        encoding = self.font.encoding
        if isinstance(encoding, str):
            codes = data.decode(encoding, "replace")
            simple = False
        else:
            codes = data.decode("latin-1")
            simple = True
        for code in codes:
            if code not in self.known:
                char = encoding.get(ord(code), code) if isinstance(encoding, dict) else code
                letters = self.font.character_map.get(char, char)
                widths = self.font.character_widths
                self.known[code] = (letters, float(widths.get(code, widths.get("default", 500.0))))
            letters, width = self.known[code]
            yield letters, width, simple and code == " "


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` saves and `Q` brings back."""

    matrix: Matrix = IDENTITY
    face: _Face | None = None
    size: float = 0.0
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    white: bool = False


class Faces:
    """The fonts of a document: each is read once."""

    def __init__(self) -> None:
        self._faces: dict[int, _Face] = {}
        self._kept: list[Any] = []  # so that no other object gets the identity of one that is known

    def get(self, resources: Mapping[str, Any], name: object) -> _Face | None:
        fonts = _object(resources.get("/Font"))
        found = _object(fonts.get(name)) if isinstance(fonts, DictionaryObject) else None
        if not isinstance(found, DictionaryObject):
            return None
        if id(found) not in self._faces:
            font = Font.from_font_resource(found)
            self._faces[id(found)] = _Face(font, bool(BOLD.search(font.name)))
            self._kept.append(found)
        return self._faces[id(found)]


def page_runs(page: PageObject, faces: Faces) -> Page:
    """What the page shows. Raises what pypdf raises for a damaged page, and EOFError when half of its content is there."""
    drawing = _Drawing(page, faces)
    contents = _object(page.get("/Contents"))
    if isinstance(contents, (ArrayObject, StreamObject)):
        resources = _object(page.get("/Resources"))
        drawing.follow(contents, resources if isinstance(resources, DictionaryObject) else DictionaryObject(), _State())
    return Page(tuple(_upright(drawing.shown, _box(page))), drawing.pictures)


class _Drawing:
    """Follows the commands of one page."""

    def __init__(self, page: PageObject, faces: Faces) -> None:
        self.shown: list[tuple[str, Matrix, float, float, float, bool]] = []  # text, place, length, size, space, bold
        self.pictures = False
        self._pdf = page.pdf
        self._faces = faces
        self._painted = False  # something that is not white: white letters may stand on it
        self._forms = 0
        self._marks: list[str | None] = []  # open marked content: "artifact", "actual", or None
        self._instead: str | None = None  # what the marked content says that its letters mean

    def follow(self, contents: Any, resources: DictionaryObject, state: _State, depth: int = 0) -> None:
        saved: list[_State] = []
        text = line = IDENTITY
        marks = len(self._marks)
        _check_whole(contents)
        for operands, operator in ContentStream(contents, self._pdf, "bytes").operations:
            numbers = [float(one) for one in operands if isinstance(one, (int, float))]
            if operator == b"q":
                saved.append(state)
            elif operator == b"Q":
                state = saved.pop() if saved else state
            elif operator == b"cm" and len(numbers) == 6:
                state = replace(state, matrix=_times(_matrix(numbers), state.matrix))
            elif operator == b"BT":
                text = line = IDENTITY
            elif operator == b"Tf" and operands:
                size = numbers[0] if numbers else state.size
                state = replace(state, face=self._faces.get(resources, operands[0]), size=size)
            elif operator in (b"Td", b"TD") and len(numbers) == 2:
                text = line = _times((1, 0, 0, 1, numbers[0], numbers[1]), line)
                if operator == b"TD":
                    state = replace(state, leading=-numbers[1])
            elif operator == b"Tm" and len(numbers) == 6:
                text = line = _matrix(numbers)
            elif operator == b"T*":
                text = line = _times((1, 0, 0, 1, 0, -state.leading), line)
            elif operator == b"Tj" and operands:
                text = self._show(operands[0], state, text)
            elif operator == b"'" and operands:
                text = line = _times((1, 0, 0, 1, 0, -state.leading), line)
                text = self._show(operands[0], state, text)
            elif operator == b'"' and len(operands) == 3 and len(numbers) == 2:
                state = replace(state, word_space=numbers[0], letter_space=numbers[1])
                text = line = _times((1, 0, 0, 1, 0, -state.leading), line)
                text = self._show(operands[2], state, text)
            elif operator == b"TJ" and operands and isinstance(operands[0], list):
                for one in operands[0]:
                    if isinstance(one, (int, float)):
                        text = _times((1, 0, 0, 1, -float(one) / 1000 * state.size * state.stretch, 0), text)
                    else:
                        text = self._show(one, state, text)
            elif operator == b"Do" and operands:
                self._draw(operands[0], resources, state, depth)
            elif operator in (b"BDC", b"BMC", b"EMC"):
                self._mark(operator, operands, resources)
            elif operator in (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"):
                self._painted = self._painted or not state.white
            elif operator in (b"sh", b"INLINE IMAGE"):
                self._painted = True
                self.pictures = self.pictures or operator != b"sh"
            else:
                state = _set(state, operator, numbers)
        del self._marks[marks:]

    def _show(self, data: object, state: _State, text: Matrix) -> Matrix:
        """Shows the letters; gives the place after them."""
        if isinstance(data, str):
            data = data.encode("latin-1", "replace")
        if not isinstance(data, bytes) or state.face is None:
            return text
        letters: list[str] = []
        length = 0.0
        for one, width, blank in state.face.show(data):
            letters.append(one)
            length += width / 1000 * state.size + state.letter_space + (state.word_space if blank else 0.0)
        length *= state.stretch
        place = _times((1, 0, 0, 1, 0, state.rise), _times(text, state.matrix))
        scale = math.hypot(place[2], place[3])
        words = "".join(letters)
        if self._instead is not None:
            words, self._instead = self._instead, ""
        hidden = (
            "artifact" in self._marks
            or (state.white and not self._painted)
            or (state.mode in (3, 7) and not self.pictures)  # letters under a scan are invisible and its text
            or state.size * scale < SMALLEST
        )
        if words and not hidden:
            space = state.face.font.space_width / 1000 * state.size * math.hypot(place[0], place[1])
            self.shown.append((words, place, length, state.size * scale, space, state.face.bold))
        return _times((1, 0, 0, 1, length, 0), text)

    def _draw(self, name: object, resources: DictionaryObject, state: _State, depth: int) -> None:
        forms = _object(resources.get("/XObject"))
        form = _object(forms.get(name)) if isinstance(forms, DictionaryObject) else None
        if not isinstance(form, StreamObject):
            return
        if form.get("/Subtype") == "/Image":
            self.pictures = self._painted = True
            return
        self._forms += 1
        if depth >= DEEPEST or self._forms > MOST_FORMS:
            return
        numbers = _object(form.get("/Matrix"))
        own = [float(one) for one in numbers] if isinstance(numbers, list) and len(numbers) == 6 else list(IDENTITY)
        inner = _object(form.get("/Resources"))
        self.follow(
            form,
            inner if isinstance(inner, DictionaryObject) else resources,
            replace(state, matrix=_times(_matrix(own), state.matrix)),
            depth + 1,
        )

    def _mark(self, operator: bytes, operands: list[Any], resources: DictionaryObject) -> None:
        if operator == b"EMC":
            if self._marks and self._marks.pop() == "actual":
                self._instead = None
            return
        kind = "artifact" if operands and operands[0] == "/Artifact" else None
        properties = _object(operands[1]) if len(operands) > 1 else None
        if isinstance(properties, str):
            named = _object(resources.get("/Properties"))
            properties = _object(named.get(properties)) if isinstance(named, DictionaryObject) else None
        if kind is None and isinstance(properties, DictionaryObject) and "/ActualText" in properties:
            actual = _object(properties["/ActualText"])
            if isinstance(actual, bytes):
                actual = actual.decode("utf-16-be" if actual[:2] == b"\xfe\xff" else "latin-1", "replace")
            kind, self._instead = "actual", str(actual).removeprefix("\ufeff")
        self._marks.append(kind)


def _set(state: _State, operator: bytes, numbers: list[float]) -> _State:
    """The state after a command that sets one value of it."""
    if not numbers:
        return state
    if operator == b"Tc":
        return replace(state, letter_space=numbers[0])
    if operator == b"Tw":
        return replace(state, word_space=numbers[0])
    if operator == b"Tz":
        return replace(state, stretch=numbers[0] / 100)
    if operator == b"TL":
        return replace(state, leading=numbers[0])
    if operator == b"Ts":
        return replace(state, rise=numbers[0])
    if operator == b"Tr":
        return replace(state, mode=int(numbers[0]))
    if operator in (b"g", b"rg") or operator in (b"sc", b"scn") and len(numbers) in (1, 3):
        return replace(state, white=min(numbers) >= 0.99)
    if operator == b"k" or operator in (b"sc", b"scn"):
        return replace(state, white=max(numbers) <= 0.01)
    return state


def _check_whole(contents: Any) -> None:
    """Raises EOFError when packed content breaks off: pypdf gives what there is and says nothing."""
    for one in contents if isinstance(contents, ArrayObject) else [contents]:
        stream = _object(one)
        packed = getattr(stream, "_data", None)
        if not isinstance(stream, EncodedStreamObject) or not isinstance(packed, bytes):
            continue
        if stream.get("/Filter") not in ("/FlateDecode", ["/FlateDecode"]):
            continue
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)  # without the checksum, which some programs do not write
        rest = packed[2:]
        try:
            while rest and not unpacking.eof:
                unpacking.decompress(rest, CHUNK)
                rest = unpacking.unconsumed_tail
        except zlib.error:
            continue  # pypdf says what is wrong
        if not unpacking.eof:
            raise EOFError("the content of a page breaks off")


def _upright(
    shown: list[tuple[str, Matrix, float, float, float, bool]], box: tuple[float, float, float, float]
) -> Iterator[Run]:
    """The runs that stand as most letters do, with the page turned so that they run from left to right.

    Others are stamps across the page and notes along its edge.
    """
    turns: Counter[int] = Counter()
    for text, place, *_ in shown:
        turn = _turn(place)
        if turn is not None:
            turns[turn] += len(text)
    if not turns:
        return
    most = max(turns, key=lambda turn: (turns[turn], -turn))
    cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[most]
    drawn: dict[tuple[str, int, int], tuple[float, float]] = {}
    for text, place, length, size, space, bold in shown:
        x, y = place[4], place[5]
        if not math.isfinite(x + y + length + size + space):
            continue
        if _turn(place) != most or not (box[0] <= x <= box[2] and box[1] <= y <= box[3]):
            continue
        left, height = x * cos + y * sin, y * cos - x * sin
        words = text.translate(LETTERS)
        if _is_twice(drawn, words, left, height, size):
            continue
        yield Run(words, left, left + length * math.hypot(place[0], place[1]), height, size, space, bold)


def _is_twice(
    drawn: dict[tuple[str, int, int], tuple[float, float]], text: str, left: float, height: float, size: float
) -> bool:
    """The same letters were drawn in the same place, a hair beside them, as bold letters are imitated."""
    near = 0.1 * size
    column, row = int(left // 8), int(height // 8)
    for key in ((text, column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
        other = drawn.get(key)
        if other and abs(other[0] - left) <= near and abs(other[1] - height) <= near and text.strip():
            return True
    drawn[text, column, row] = (left, height)
    return False


def _turn(place: Matrix) -> int | None:
    """How many quarters the letters are turned; None when they stand aslant."""
    a, b = place[0], place[1]
    if abs(b) <= 0.02 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= 0.02 * abs(b):
        return 1 if b > 0 else 3
    return None


def _box(page: PageObject) -> tuple[float, float, float, float]:
    """What can be seen of the page, with a little around it."""
    try:
        box = page.cropbox
        x0, y0, x1, y1 = (float(box[i]) for i in range(4))
    except (ValueError, TypeError, IndexError):  # a page that does not say how large it is
        return -math.inf, -math.inf, math.inf, math.inf
    return min(x0, x1) - 2, min(y0, y1) - 2, max(x0, x1) + 2, max(y0, y1) + 2


def _object(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _matrix(numbers: list[float]) -> Matrix:
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
