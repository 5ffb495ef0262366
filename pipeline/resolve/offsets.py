"""Offsets of a text in the units of other programs: UTF-16 code units (JavaScript, Java, C#) and bytes of UTF-8.

The normalized text is counted, as it is quoted, not the file: a file may be UTF-16 or have CRLF line ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left

TWO_BYTES = re.compile("[\u0080-\U0010ffff]")
THREE_BYTES = re.compile("[\u0800-\U0010ffff]")
FOUR_BYTES = re.compile("[\U00010000-\U0010ffff]")  # these are two units in UTF-16


class Offsets:
    """Turns code point offsets of one text into others; a look-up costs the logarithm of the letters beyond ASCII."""

    def __init__(self, text: str) -> None:
        self._two, self._three, self._four = (
            [] if text.isascii() else [match.start() for match in letters.finditer(text)]
            for letters in (TWO_BYTES, THREE_BYTES, FOUR_BYTES)
        )

    def utf16(self, offset: int) -> int:
        """The offset in UTF-16 code units."""
        return offset + bisect_left(self._four, offset)

    def utf8(self, offset: int) -> int:
        """The offset in bytes of UTF-8."""
        return offset + sum(bisect_left(letters, offset) for letters in (self._two, self._three, self._four))

    def columns(self, start: int, end: int) -> dict[str, int]:
        """The columns of `evidence` that say where the quote from `start` to `end` stands in other units."""
        return {
            "utf16_start": self.utf16(start),
            "utf16_end": self.utf16(end),
            "byte_start": self.utf8(start),
            "byte_end": self.utf8(end),
        }
