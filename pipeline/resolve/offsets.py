"""Offsets of a text in the units of other programs: UTF-16 code units (JavaScript, Java, C#) and bytes of UTF-8.

The normalized text is counted, as it is quoted, not the file: a file may be UTF-16 or have CRLF line ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left

TWO_BYTES = re.compile("[\u0080-\U0010ffff]")
THREE_BYTES = "\u0800"  # the first letter of so many
FOUR_BYTES = "\U00010000"  # from here on a letter is two units in UTF-16


class Offsets:
    """Turns code point offsets of one text into others; a look-up costs the logarithm of the letters beyond ASCII."""

    def __init__(self, text: str) -> None:
        self._two = [] if text.isascii() else [match.start() for match in TWO_BYTES.finditer(text)]
        self._three = [at for at in self._two if text[at] >= THREE_BYTES]
        self._four = [at for at in self._three if text[at] >= FOUR_BYTES]

    def utf16(self, offset: int) -> int:
        """The offset in UTF-16 code units."""
        return offset + bisect_left(self._four, offset) if self._four else offset

    def utf8(self, offset: int) -> int:
        """The offset in bytes of UTF-8."""
        if not self._two:
            return offset
        more = bisect_left(self._three, offset) + bisect_left(self._four, offset) if self._three else 0
        return offset + bisect_left(self._two, offset) + more

    def columns(self, start: int, end: int) -> dict[str, int]:
        """The columns of `evidence` that say where the quote from `start` to `end` stands in other units."""
        return {
            "utf16_start": self.utf16(start),
            "utf16_end": self.utf16(end),
            "byte_start": self.utf8(start),
            "byte_end": self.utf8(end),
        }
