"""Texts from documents, made safe and readable for a terminal."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
import unicodedata

UNWRAPPED = 1_000_000  # what is piped is never wrapped, so that grep finds it whole
NARROWEST = 40
# Zero-width joiners hold emoji and several scripts together; everything else of these categories is hidden or acts.
_HARMLESS = {"\u200c", "\u200d"}
_SHELL_WORD = re.compile(r"""(?:'[^']*'|"[^"]*"|[^\s'"])+""")


def visible(text: str) -> str:
    """The text on one line with every control or hidden formatting character written out.

    A text from outside could otherwise move the cursor, colour the screen or turn the reading direction.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\n\r\t":
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[character]
    if character not in _HARMLESS and unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        code = ord(character)
        return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    return character


def one_line(text: str) -> str:
    """The text with every run of white space as one space: a quote that ran over lines, for reading."""
    return visible(" ".join(text.split()))


def terminal_width(most: int = UNWRAPPED, piped: int = UNWRAPPED) -> int:
    """The columns of the terminal, at most so many; `piped` when the output goes elsewhere."""
    return min(shutil.get_terminal_size().columns, most) if sys.stdout.isatty() else piped


def wrapped(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """The text made visible, in lines of at most `width` columns, which begin with `first` and `later`. Long words,
    such as paths, are not cut."""
    return textwrap.wrap(
        visible(text), max(width, NARROWEST), initial_indent=first, subsequent_indent=later, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def wrapped_command(command: str, width: int, first: str = "", later: str = "") -> list[str]:
    """A command for a shell, made visible, in lines as `wrapped` makes them but broken so that they can be pasted:
    between words, each line but the last with a backslash at its end."""
    lines = [first]
    for word in _SHELL_WORD.findall(visible(command)):
        begun = lines[-1] not in (first, later)
        if begun and len(lines[-1]) + len(word) + len("  \\") > max(width, NARROWEST):
            lines[-1] += " \\"
            lines.append(later)
            begun = False
        lines[-1] += f" {word}" if begun else word
    return lines
