"""The sections of CHANGELOG.md that tell of releases of the data; what people wrote there stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

START = "# Changelog\n\nReleases of the data, newest first.\n"
_SECTION = re.compile(r"^## .*$", re.MULTILINE)
LONGEST = 60  # lines of a section: the whole stands in the release's reports/changes.md


def with_section(text: str, version: str, date: str, lines: Sequence[str]) -> str:
    """The changelog with one more section, above the older releases and below what is unreleased.

    A section of the same version is replaced: a release that was interrupted can be made again.
    """
    more = [f"- … and {len(lines) - LONGEST} lines more in `dist/reports/changes.md` of the release"]
    body = [*lines[:LONGEST], *(more if len(lines) > LONGEST else [])] or ["- No row changed."]
    section = "\n".join([f"## Data {version}, {date}", "", *body, ""])
    text = _without(text.rstrip() + "\n" if text.strip() else START, version)
    for heading in _SECTION.finditer(text):
        if "unreleased" not in heading[0].lower():
            return f"{text[: heading.start()]}{section}\n{text[heading.start() :]}"
    return f"{text.rstrip()}\n\n{section}"


def _without(text: str, version: str) -> str:
    headings = list(_SECTION.finditer(text))
    for number, heading in enumerate(headings):
        if heading[0].startswith(f"## Data {version}, "):
            end = headings[number + 1].start() if number + 1 < len(headings) else len(text)
            return text[: heading.start()] + text[end:]
    return text
