"""Numbers with their units in the words of a demand: "at least 1,200 prisoners", "a 30-day truce", "half of".

Durations become days or months, miles kilometres, fractions percent, so that positions can be compared.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
MAGNITUDES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9,
              "bn": 1e9, "trillion": 1e12, "dozen": 12, "score": 20}  # fmt: skip
FRACTIONS = {"half": 50.0, "a half": 50.0, "one half": 50.0, "a third": 100 / 3, "one third": 100 / 3,
             "two thirds": 200 / 3, "a quarter": 25.0, "one quarter": 25.0, "three quarters": 75.0}  # fmt: skip
AT_LEAST = r"at least|no fewer than|no less than|not less than|not fewer than|more than|over|a minimum of"
AT_MOST = r"at most|no more than|not more than|up to|fewer than|less than|under|a maximum of|not exceeding"
NUMBERED = frozenset(
    ["resolution", "article", "chapter", "section", "paragraph", "protocol", "annex", "number", "no", "clause", "phase"]
)
MONTHS = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
# a unit is looked for until one of these
ENDS = frozenset(
    [
        "and",
        "or",
        "but",
        "from",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "to",
        "over",
        "into",
        "against",
        "who",
        "which",
        "that",
        "it",
        "its",
        "he",
        "she",
        "they",
        "is",
        "are",
        "was",
        "were",
        "be",
        "held",
        "as",
        "after",
        "before",
        "if",
        "unless",
        "until",
        "than",
        "per",
        "out",
        "off",
        "along",
        "between",
        "under",
        "near",
        "about",
    ]
)
PASSED = frozenset(["of", "the", "its", "their", "his", "her", "these", "those", "all"])
SPARE_UNIT = 5  # words after a number among which its noun stands


@dataclass(frozen=True, slots=True)
class Quantity:
    """`text` as worded. `low` is None for "at most", `high` for "at least". `unit` is None where no noun follows."""

    text: str
    low: float | None
    high: float | None
    unit: str | None


@lru_cache(maxsize=1)
def units() -> dict[str, tuple[str, float]]:
    """Word -> (unit, what one of it is in that unit), from `units.csv`."""
    with (REFERENCE / "units.csv").open(encoding="utf-8") as handle:
        return {row["word"]: (row["unit"], float(row["factor"])) for row in csv.DictReader(handle)}


@lru_cache(maxsize=1)
def number_words() -> dict[str, int]:
    """The cardinals of `number_words.csv`, articles left out."""
    with (REFERENCE / "number_words.csv").open(encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle) if row["form"] == "cardinal" and row["word"] not in ("a", "an")]
    found = {row["word"]: int(row["value"]) for row in rows}
    return {"seventy": 70, "eighty": 80, "ninety": 90} | found


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    word = "|".join(sorted(number_words(), key=len, reverse=True))
    digits = r"(?<![\w.,/])(?<!\w-)(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d]|(?:st|nd|rd|th)\b)"
    spelled = (
        rf"\b(?:a |an )?(?:{word}|dozen|hundred|thousand|million)(?:[ -](?:and )?(?:{word}|hundred|thousand|dozen))*\b"
    )
    magnitude = r"(?:[ -]?(?:" + "|".join(MAGNITUDES) + r")\b)?"
    number = rf"(?:(?:us)?[$€£¥] ?)?(?:{digits}{magnitude}|{spelled}{magnitude})"
    fraction = rf"\b(?:{'|'.join(sorted(FRACTIONS, key=len, reverse=True)).replace(' ', '[ -]')})\b(?=(?: of)? )"
    bound = rf"(?:(?P<least>\b(?:{AT_LEAST}) )|(?P<most>\b(?:{AT_MOST}) )|\b(?:between|from|about|some|around) )?"
    upper = rf"(?:(?: ?[-–] ?| to | and (?<=between and ))(?P<second>{number}))?"
    # "between A and B": the `and` is a range only behind "between"
    between = rf"\bbetween (?P<from>{number}) and (?P<till>{number})"
    return re.compile(
        rf"(?:{between}|{bound}(?:(?P<fraction>{fraction})|(?P<first>{number})"
        rf"{upper.replace('| and (?<=between and )', '')}))",
        re.IGNORECASE,
    )


def quantities(text: str | None) -> tuple[Quantity, ...]:
    """The quantities of `text`, in reading order. Days and years of the calendar, and numbers of articles and
    resolutions, are none."""
    found: dict[str, Quantity] = {}
    text = " ".join((text or "").split())
    for match in _pattern().finditer(text):
        if _is_no_quantity(text, match):
            continue
        end, unit, factor = _unit(text, match)
        low, high = _bounds(match)
        if match["fraction"]:
            unit, factor = "percent", 1.0
        worded = text[match.start() : end].strip()
        found.setdefault(worded, Quantity(worded, _times(low, factor), _times(high, factor), unit))
    return tuple(found.values())


def value(number: str) -> float:
    """What a number in figures or words stands for: "1,200", "$5 billion", "two hundred and fifty"."""
    text = re.sub(r"^(?:us)?[$€£¥] ?", "", number.casefold()).replace(",", "")
    figures = re.match(r"\d+(?:\.\d+)?", text)
    total, current = 0.0, float(figures[0]) if figures else 0.0
    for word in re.split(r"[ -]+", text[figures.end() :] if figures else text):
        if word in MAGNITUDES:
            current = (current or 1) * MAGNITUDES[word]
            if MAGNITUDES[word] >= 1e3:
                total, current = total + current, 0.0
        else:
            current += number_words().get(word, 0)
    return round(total + current, 6)


def _bounds(match: re.Match[str]) -> tuple[float | None, float | None]:
    if match["from"]:
        pair = sorted((value(match["from"]), value(match["till"])))
        return pair[0], pair[1]
    if match["fraction"]:
        first = FRACTIONS[match["fraction"].casefold().replace("-", " ")]
    else:
        first = value(match["first"])
    if match["second"]:
        second = value(match["second"])
        if second > first:
            return first, second
    return (first, None) if match["least"] else (None, first) if match["most"] else (first, first)


def _times(number: float | None, factor: float) -> float | None:
    return None if number is None else round(number * factor, 6)


def _is_no_quantity(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()].casefold().split(), text[match.end() :]
    number = match["first"] or ""
    if not number:
        return False
    if re.match(rf"(?: of)? {MONTHS}\b", after, re.IGNORECASE) or (before and re.fullmatch(MONTHS, before[-1])):
        return True
    if number.casefold() == "one" and not re.match(r" (?:of|[a-z])", after):
        return True
    if number.casefold() == "one" and before and before[-1] in ("the", "no", "that", "this", "which", "any", "another"):
        return True
    if before and before[-1].rstrip(".") in NUMBERED:
        return True
    return bool(re.fullmatch(r"(?:19|20)\d\d", number)) and not re.match(r"-| [a-z]+s\b", after)


def _unit(text: str, match: re.Match[str]) -> tuple[int, str | None, float]:
    """Where the quantity ends in the text, its unit, and the factor to it."""
    number = (match["from"] or match["first"] or "").casefold()
    sign = re.match(r"(?:us)?([$€£¥])", number)
    if sign:
        return match.end(), units()[sign[1]][0], 1.0
    words = list(re.finditer(r"%|[^\s,;:.%]+", text[match.end() : match.end() + 80].replace("-", " ", 1)))
    rest = text[match.end() :]
    if rest[:1] in (",", ";", ".", ":"):
        return match.end(), None, 1.0
    for position, one in enumerate(words[:SPARE_UNIT]):
        word, end = one[0].casefold(), match.end() + one.end()
        pair = f"{word} {words[position + 1][0].casefold()}" if position + 1 < len(words) else ""
        if pair in units():
            return match.end() + words[position + 1].end(), *units()[pair]
        if word in units():
            return end, *units()[word]
        if word in PASSED:
            continue
        if word in ENDS:
            break
        if word.endswith("s") and not word.endswith("ss"):
            return end, _singular(one[0]), 1.0
        if rest[one.end() : one.end() + 1] in (",", ";", ":"):
            break
    if number == "one" and words and words[0][0].casefold() not in PASSED | ENDS:
        return match.end() + words[0].end(), words[0][0], 1.0
    return match.end(), None, 1.0


def _singular(word: str) -> str:
    for plural, one in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(plural):
            return word[: -len(plural)] + one
    return word[:-1]
