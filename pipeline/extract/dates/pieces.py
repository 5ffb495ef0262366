"""Pieces of date patterns, and what the names in them count as.

The small closed classes of grammar (prepositions, parts of a period) stand here; names come from the tables.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.extract.dates.words import alternatives, names, numbers, seasons

DASH = r"\s?[-\u2013\u2014]\s?"
TO = rf"(?:{DASH}|\s(?:to|through|until|till)\s)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]\d\d|20\d\d|21\d\d)"
OPEN = r"(?<![\w/.@#$\u00a3\u20ac+-])"
SHUT = r"(?![\w@%\u00b0]|[/:-]\w|[.,]\d)"
PART = (
    r"(?:(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end|close|turn|early part|latter part|"
    r"(?:first|second|third|fourth|last|final)\s+(?:(?:\w+\s+)?days?|weeks?|half))\s+of\s+(?:the\s+)?|"
    r"[Ee]arly(?:\s+in)?\s+|[Ll]ate(?:\s+in)?\s+|[Ll]ater(?:\s+in)?\s+|[Ee]arlier(?:\s+in)?\s+|"
    r"[Mm]id(?:dle)?[-\s]|[Ee]nd-)"
)
HOUR = r"(?:\s+(?:morning|afternoon|evening|night|lunchtime|midday|noon))"
# A number before a plural noun counts things: "in 2000 villages", "by 1500 troops".
COUNTS = r"(?!\s+(?:people|troops|percent|men|women|children|km|miles|euros|dollars|tons|tonnes|hectares)\b)"
NO_PLURAL = (
    r"(?!\s+(?!was\b|is\b|as\b|has\b|does\b|this\b|its\b|his\b|across\b|perhaps\b|unless\b|plus\b)"
    r"[a-z]+[^su\W]s\b)"
)


@lru_cache(maxsize=1)
def full_months() -> str:
    return alternatives(frozenset(names("months", "full")), capital=True)


@lru_cache(maxsize=1)
def any_month() -> str:
    """Full and short names, also in capitals."""
    full, short = frozenset(names("months", "full")), frozenset(names("months", "short"))
    capitals = "|".join(sorted((word.upper() for word in full | short), key=lambda w: (-len(w), w)))
    return rf"(?:{full_months()}|(?:{alternatives(short, capital=True)})\b\.?|(?:{capitals})\b\.?)"


@lru_cache(maxsize=1)
def weekdays() -> str:
    full = frozenset(names("weekdays", "full"))
    return alternatives(full, capital=True) + "|" + alternatives(frozenset(word.upper() for word in full))


def weekday_name() -> str:
    return rf"(?:{weekdays()}|(?:{alternatives(frozenset(names('weekdays', 'short')), capital=True)})\b\.?)"


def month_number(text: str) -> int:
    word = text.lower().rstrip(".")
    return names("months", "full").get(word) or names("months", "short")[word]


def weekday_number(text: str) -> int:
    word = text.lower().rstrip(".")
    return names("weekdays", "full").get(word) or names("weekdays", "short")[word]


@lru_cache(maxsize=1)
def season_name() -> str:
    return alternatives(seasons()) + "|" + alternatives(seasons(), capital=True)


@lru_cache(maxsize=1)
def ordinal() -> str:
    return f"(?i:{alternatives(numbers('ordinal'))})"


@lru_cache(maxsize=1)
def count() -> str:
    """A small number in figures or words."""
    return rf"(?:\d{{1,3}}|(?i:{alternatives(numbers('cardinal'))}))"
