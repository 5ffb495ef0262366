"""The calendar words of English, read once from `pipeline/reference/`."""

from __future__ import annotations

from functools import cache

from pipeline.reference_tables import table_rows


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of a reference table. Raises InputError when the file is not there."""
    return tuple(table_rows(table))


@cache
def names(table: str, form: str) -> dict[str, int]:
    """Names in lower case with their number (1 for January or Monday); `form` is full or short."""
    return {row["name"].lower(): int(row["number"]) for row in rows(table) if row["form"] == form}


@cache
def seasons() -> dict[str, int]:
    """Seasons with their first month, as the northern hemisphere counts them; each lasts three months."""
    return {row["name"]: int(row["first_month"]) for row in rows("seasons")}


@cache
def numbers(form: str) -> dict[str, int]:
    """Number words in lower case with their value; `form` is cardinal or ordinal."""
    return {row["word"]: int(row["value"]) for row in rows("number_words") if row["form"] == form}


@cache
def listed(table: str, kind: str) -> frozenset[str]:
    """The words of one kind in a two-column list such as `tense_cues` or `calendar_names`."""
    key, column = {"tense_cues": ("lemma", "cue"), "calendar_names": ("word", "position")}[table]
    return frozenset(row[key] for row in rows(table) if row[column] == kind)


def alternatives(words: dict[str, int] | frozenset[str], capital: bool = False) -> str:
    """A regular expression that matches any of the words, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(word.capitalize() if capital else word for word in ordered)


def number(text: str) -> int | None:
    """The value of a numeral or number word, None when it is neither."""
    text = text.lower().strip()
    if text.isdigit():
        return int(text)
    if text in numbers("cardinal"):
        return numbers("cardinal")[text]
    if text in numbers("ordinal"):
        return numbers("ordinal")[text]
    digits = text.rstrip("stndrh")
    return int(digits) if digits.isdigit() else None
