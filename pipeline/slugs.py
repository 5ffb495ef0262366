"""Readable parts of ids: lower-case ASCII words joined by hyphens."""

from __future__ import annotations

import re
import unicodedata

# letters that Unicode does not take apart into a base letter and an accent
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
APOSTROPHES = re.compile(r"['’‘ʼ`]")


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits of `text`, accents dropped, anything else one hyphen.

    Apostrophes vanish ("Workers’" -> "workers"). Empty when no letter or digit is left ("мир").
    """
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold().translate(LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
