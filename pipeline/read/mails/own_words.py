"""The words of a mail's author: without the mails that it quotes, its signature and the footer of a mailing list.

What another mail says is another document: its author and its day are others. The marks by which mail programs set it
apart are rows of `pipeline/reference/mail_marks.csv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.reference_tables import table_rows

CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
RULE = re.compile(r"[-_=*]{2,}")
FEWEST_UNDERSCORES = 20
MOST_SIGNATURE_LINES = 10  # below "--", which may be a mere rule where more follows
LONGEST_ATTRIBUTION = 3  # lines


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A mail's own text; whether it quotes another mail, and whether it hands one on ("Forwarded message")."""

    text: str
    quotes: bool
    forwards: bool


@cache
def mail_marks(use: str) -> tuple[str, ...]:
    """The words of one use in `mail_marks.csv`, longest first."""
    found = (row["words"] for row in table_rows("mail_marks") if row["use"] == use)
    return tuple(sorted(found, key=lambda words: (-len(words), words)))


def own_words(text: str) -> OwnWords:
    """What the author of the mail wrote, line by line as it stands there."""
    lines = text.split("\n")
    kept: list[str] = []
    quotes = forwards = False
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.startswith(">"):
            quotes = True
            i += 1
            continue
        if _is_forward(line):
            forwards = True
            break
        if _cuts(lines, i):
            quotes = True
            break
        if _is_signature(lines, i) or _is_list_footer(lines, i):
            break
        length, below = _attribution(lines, i)
        if length:
            quotes = True
            if not below:
                break
            i += length
            continue
        kept.append(line)
        i += 1
    return OwnWords("\n".join(kept).strip("\n"), quotes, forwards)


def without_prefixes(subject: str) -> str:
    """A subject without "Re:" and "Fwd:"."""
    while True:
        prefix = next((one for one in mail_marks("subject_prefix") if subject.casefold().startswith(one)), None)
        if prefix is None:
            return subject
        subject = subject[len(prefix) :].lstrip()


def _bare(line: str) -> str:
    return line.strip(" \t-_*=").casefold()


def _is_forward(line: str) -> bool:
    bare = _bare(line)
    if bare.rstrip(":") not in mail_marks("forwarded_below"):
        return False
    return bare.endswith(":") or bool(RULE.match(line.strip()))


def _cuts(lines: list[str], i: int) -> bool:
    """The quoted mail begins here: "-----Original Message-----", or the block of headers that Outlook sets above it."""
    line = lines[i].strip()
    if RULE.match(line) and _bare(line) in mail_marks("cut_below"):
        return True
    first = i + 1 if line and not line.strip("_") else i
    if first >= len(lines) or not lines[first].strip().casefold().startswith(mail_marks("header_first")):
        return False
    others = {
        next((one for one in mail_marks("header_other") if below.strip().strip("*").casefold().startswith(one)), None)
        for below in lines[first + 1 : first + 6]
    }
    return len(others - {None}) >= 2


def _is_signature(lines: list[str], i: int) -> bool:
    return lines[i] == "-- " or (lines[i] == "--" and len(lines) - i - 1 <= MOST_SIGNATURE_LINES)


def _is_list_footer(lines: list[str], i: int) -> bool:
    line = lines[i].strip()
    if len(line) < FEWEST_UNDERSCORES or line.strip("_"):
        return False
    below = " ".join(lines[i + 1 : i + 3]).casefold()
    return any(words in below for words in mail_marks("list_footer"))


def _attribution(lines: list[str], i: int) -> tuple[int, bool]:
    """How many lines from `i` on say who wrote what is quoted below ("On 1 May 2024 Jane Doe wrote:"), 0 when none do;
    and whether lines marked `>` follow. Without these it must name an address or an hour: a text may say so, too."""
    if not lines[i].casefold().startswith(mail_marks("attribution_start")):
        return 0, False
    for length in range(1, LONGEST_ATTRIBUTION + 1):
        part = lines[i : i + length]
        if len(part) < length or not part[-1].strip():
            return 0, False
        if part[-1].rstrip().casefold().endswith(mail_marks("attribution_end")):
            following = next((line for line in lines[i + length : i + length + 3] if line.strip()), "")
            if following.startswith(">"):
                return length, True
            words = " ".join(part)
            return (length, False) if "@" in words or CLOCK.search(words) else (0, False)
    return 0, False
