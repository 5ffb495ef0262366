"""Numbers with their units in the words of a demand or answer: "at least 1,200 prisoners", "a 30-day truce", "half of".

Durations become days or months, miles kilometres, fractions percent, so that positions can be compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from pipeline.additions import extended_rows as rows

SPARE_UNIT = 5  # words after a number among which its noun stands
SPARE_BASELINE = 3  # words between "down from" and the number: "down from the current"


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
    return {row["word"]: (row["unit"], float(row["factor"])) for row in rows("units")}


@lru_cache(maxsize=1)
def measures() -> frozenset[str]:
    """The units that measure (day, percent, USD); all others are nouns that are counted."""
    return frozenset(row["unit"] for row in rows("units") if row["kind"] == "measure")


@lru_cache(maxsize=4096)
def tells_number(word: str) -> bool:
    """Whether a word of a quantity tells its number or its measure: not what is counted, and not a bound, which may
    be all that tells a limit ("no more than")."""
    word = word.casefold()
    if word[:1].isdigit() or word in number_words() or word in magnitudes():
        return True
    return word in units() and units()[word][0] in measures()


@lru_cache(maxsize=1)
def number_words() -> dict[str, int]:
    """The cardinals of `number_words.csv`, articles left out."""
    cardinals = (row for row in rows("number_words") if row["form"] == "cardinal")
    return {row["word"]: int(row["value"]) for row in cardinals if row["word"] not in ("a", "an")}


@lru_cache(maxsize=1)
def magnitudes() -> dict[str, float]:
    """Word -> what it multiplies a number by: "million", "bn"."""
    return _spelled_magnitudes() | _valued("magnitude_after_number")


@lru_cache(maxsize=1)
def _spelled_magnitudes() -> dict[str, float]:
    """Those that are numbers without one before them: "a million"."""
    return _valued("magnitude")


def _valued(part: str) -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in rows("quantity_words") if row["part"] == part}


@lru_cache(maxsize=1)
def fractions() -> dict[str, float]:
    """Words -> percent: "a third"."""
    listed = (row for row in rows("quantity_words") if row["part"] == "fraction")
    return {row["word"]: float(100 * Fraction(row["value"])) for row in listed}


def any_of(listed: frozenset[str] | dict[str, float] | dict[str, int] | tuple[str, ...]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(sorted((re.escape(word) for word in listed), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=8)
def _part(name: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows("quantity_words") if row["part"] == name)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    word, large = any_of(number_words()), any_of(_spelled_magnitudes())
    parted = r"(?<![\w.,/])(?<!\w-)"
    digits = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d]|(?:st|nd|rd|th)\b)"
    half = rf"(?:half (?=an? (?:{large})\b))?"
    spelled = rf"\b{half}(?:a |an )?(?:{word}|{large})(?:[ -](?:and )?(?:{word}|{large}))*\b"
    magnitude = rf"(?:[ -]?(?:{any_of(magnitudes())})\b)?"
    number = rf"(?:(?:us)?[$€£¥] ?)?(?:{parted}{digits}{magnitude}|{spelled}{magnitude})"
    other = rf"(?:(?:us)?[$€£¥] ?)?(?:(?<![\w.,/]){digits}{magnitude}|{spelled}{magnitude})"  # "3-5 million"
    fraction = rf"\b(?:{'|'.join(sorted(fractions(), key=len, reverse=True)).replace(' ', '[ -]')})\b(?=(?: of)? )"
    fraction += rf"(?! an? (?:{large})\b)"  # "half a million" is a number
    least, most = any_of(_part("at_least")), any_of(_part("at_most"))
    bound = rf"(?:(?P<least>\b(?:{least}) )|(?P<most>\b(?:{most}) )|\b(?:between|from|about|some|around) )?"
    upper = rf"(?:(?: ?[-–] ?| to )(?P<second>{other}))?"
    between = rf"\bbetween (?P<from>{number}) and (?P<till>{number})"
    return re.compile(rf"(?:{between}|{bound}(?:(?P<fraction>{fraction})|(?P<first>{number}){upper}))", re.IGNORECASE)


@lru_cache(maxsize=1)
def _months() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A month, and one that follows a number."""
    month = f"(?:{any_of(tuple(row['name'] for row in rows('months') if row['form'] == 'full'))})"
    return re.compile(month, re.IGNORECASE), re.compile(rf"(?: of)? {month}\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _baseline() -> re.Pattern[str]:
    """The words before a quantity that say that others are compared with it."""
    words = any_of(_part("baseline"))
    return re.compile(
        rf"\b(?:{words})(?: (?!(?:to|by|and|or|with|for)\b)[^\s\d,;:.]+){{0,{SPARE_BASELINE}}} $", re.IGNORECASE
    )


@lru_cache(maxsize=262_144)
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
    if text.startswith("half "):
        return value(text.removeprefix("half ")) / 2
    figures = re.match(r"\d+(?:\.\d+)?", text)
    total, current = 0.0, float(figures[0]) if figures else 0.0
    for word in re.split(r"[ -]+", text[figures.end() :] if figures else text):
        if word in magnitudes():
            current = (current or 1) * magnitudes()[word]
            if magnitudes()[word] >= 1e3:
                total, current = total + current, 0.0
        else:
            current += number_words().get(word, 0)
    return round(total + current, 6)


def _bounds(match: re.Match[str]) -> tuple[float | None, float | None]:
    if match["from"]:
        pair = sorted((_first(match["from"], match["till"]), value(match["till"])))
        return pair[0], pair[1]
    if match["fraction"]:
        first = fractions()[match["fraction"].casefold().replace("-", " ")]
    else:
        first = _first(match["first"], match["second"])
    if match["second"]:
        second = value(match["second"])
        if second > first:
            return first, second
    return (first, None) if match["least"] else (None, first) if match["most"] else (first, first)


def _first(first: str, second: str | None) -> float:
    """The first of two numbers: the 3 of "3 to 5 billion" are three billion, the 500 of "500 to 2 million" are 500."""
    shared = re.search(rf"[ -]?\b({any_of(magnitudes())})$", second or "", re.IGNORECASE)
    if second and shared and not re.search(rf"\b(?:{any_of(magnitudes())})$", first, re.IGNORECASE):
        scaled = value(f"{first} {shared[1]}")
        if scaled < value(second):
            return scaled
    return value(first)


def _times(number: float | None, factor: float) -> float | None:
    return None if number is None else round(number * factor, 6)


def _is_no_quantity(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()].casefold().split(), text[match.end() :]
    if _is_baseline(text, match):
        return True
    number = match["first"] or ""
    if not number:
        return False
    month, month_after = _months()
    if month_after.match(after) or (before and month.fullmatch(before[-1])):
        return True
    if number.casefold() == "one" and not re.match(r" (?:of|[a-z])", after):
        return True
    if number.casefold() == "one" and before and before[-1] in ("the", "no", "that", "this", "which", "any", "another"):
        return True
    if before and before[-1].rstrip(".") in _part("numbered"):
        return True
    return bool(re.fullmatch(r"(?:19|20)\d\d", number)) and not re.match(r"-| [a-z]+s\b", after)


def _is_baseline(text: str, match: re.Match[str]) -> bool:
    """What a quantity is compared with: the second of "35,000 tonnes, down from 40,000", of "two days instead of five"."""
    start = min(match.start(name) for name in ("from", "fraction", "first") if match[name])
    return bool(_baseline().search(text[:start]))


def _unit(text: str, match: re.Match[str]) -> tuple[int, str | None, float]:
    """Where the quantity ends in the text, its unit, and the factor to it."""
    number = (match["from"] or match["first"] or "").casefold()
    sign = re.match(r"(?:us)?([$€£¥])", number)
    if sign:
        return match.end(), units()[sign[1]][0], 1.0
    following = list(re.finditer(r"%|[^\s,;:.%]+", text[match.end() : match.end() + 80].replace("-", " ", 1)))
    rest = text[match.end() :]
    if rest[:1] in (",", ";", ".", ":"):
        return match.end(), None, 1.0
    for position, one in enumerate(following[:SPARE_UNIT]):
        word, end = one[0].casefold(), match.end() + one.end()
        pair = f"{word} {following[position + 1][0].casefold()}" if position + 1 < len(following) else ""
        if pair in units():
            return match.end() + following[position + 1].end(), *units()[pair]
        if word in units():
            return end, *units()[word]
        if word in _part("passed"):
            continue
        if word in _part("end"):
            break
        if word.endswith("s") and not word.endswith("ss"):
            return end, _singular(one[0]), 1.0
        if rest[one.end() : one.end() + 1] in (",", ";", ":"):
            break
    if number == "one" and following and following[0][0].casefold() not in _part("passed") | _part("end"):
        return match.end() + following[0].end(), following[0][0], 1.0
    return match.end(), None, 1.0


def _singular(word: str) -> str:
    for plural, one in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(plural):
            return word[: -len(plural)] + one
    return word[:-1]
