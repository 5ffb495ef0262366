"""The words of a page."""

from __future__ import annotations

import html
import re


def words_of(page: str) -> str:
    """What a page says, as one line, without its elements."""
    bare = re.sub(r"<(style|title)>.*?</\1>", "", page.replace("<wbr>", ""), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", bare)).split())
