"""How names are written: the words of a name, one form for a family of transliterations, keys."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.additions import extended_rows

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token


SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})


@lru_cache(maxsize=10_000)
def slug(text: str) -> str:
    """ASCII words joined by hyphens, for keys."""
    text = text.replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ß", "ss").replace("ı", "i")
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-") or "x"


def name_head(name: str) -> str:
    """The noun that a name is built on: "Front for the Freedom of Azmar" -> front, "Free Azmar Movement" -> movement."""
    words = name.lower().split()
    for index, word in enumerate(words):
        if index and word in {"of", "for", "to", "in", "on"}:
            return words[index - 1].strip("'\u2019")
    return words[-1].strip("'\u2019") if words else ""


@lru_cache(maxsize=10_000)
def spelling(word: str) -> str:
    """One form for a family of transliterations: Horensky, Horenskyy and Horenskiy give the same."""
    plain = slug(word).replace("-", "")
    plain = re.sub(r"(iy|yy|yi|ii|ij|y|i|j)$", "y", plain)
    plain = re.sub(r"(ov|off|ow)$", "ov", plain)
    plain = plain.replace("kh", "h").replace("dj", "j").replace("zh", "j").replace("ou", "u").replace("w", "v")
    plain = plain.replace("q", "k").replace("ck", "k").replace("ph", "f").replace("ei", "i").replace("ee", "i")
    plain = re.sub(r"ye|ie", "e", plain)
    return re.sub(r"(.)\1", r"\1", plain)


@lru_cache(maxsize=1)
def short_forenames() -> dict[str, frozenset[str]]:
    """Short forename -> the full ones that it stands for: "joe" -> {"joseph"}; both in lower case."""
    table: dict[str, set[str]] = {}
    for row in extended_rows("forenames"):
        table.setdefault(row["short"].casefold(), set()).add(row["full"].casefold())
    return {short: frozenset(full) for short, full in table.items()}


def same_forename(one: str, other: str) -> bool:
    """Two forms of one forename: "Joe" and "Joseph", "Bill" and "William", "J." and "Joseph"."""
    a, b = one.casefold().rstrip("."), other.casefold().rstrip(".")
    full_a, full_b = short_forenames().get(a, frozenset()) | {a}, short_forenames().get(b, frozenset()) | {b}
    return bool(full_a & full_b) or min(len(a), len(b)) == 1 and a[:1] == b[:1]


def is_suffix(text: str) -> bool:
    """What follows a surname and is part of the name: "Jr.", "Sr.", "III"."""
    return text in SUFFIXES


def core_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without "Jr." and the like, and without the comma before it."""
    kept = tuple(w.rstrip(",") for w in words if not is_suffix(w))
    return kept or words


def name_words(doc: Doc, start: int, end: int) -> list[str]:
    """The words of a name; a hyphenated word is one word, a comma before "Jr." stays on the surname."""
    words: list[str] = []
    glue = False
    for token in doc[start:end]:
        if token.text == "," and words:
            words[-1] += ","
        elif token.text == "-" or token.text == "'":
            if words:
                words[-1] += token.text
            glue = True
        elif glue and words:
            words[-1] += token.text
            glue = False
        elif words and token.i > start and not doc[token.i - 1].whitespace_ and not doc[token.i - 1].text.endswith("."):
            words[-1] += token.text
        else:
            words.append(token.text)
    return words


def corrected(words: tuple[str, ...], doc: Doc, end: int) -> tuple[str, ...]:
    """The name as an editor corrects it in square brackets: "Ada Morena [Moreno]"."""
    if end + 2 >= len(doc) or doc[end].text != "[" or doc[end + 2].text != "]":
        return words
    right = doc[end + 1].text
    alike = SequenceMatcher(None, words[-1].lower(), right.lower()).ratio() > 0.6
    return (*words[:-1], right) if right[:1] == words[-1][:1] and alike else words


def is_name_word(token: Token) -> bool:
    text = str(token.text)
    return text[:1].isupper() and text.replace(".", "").replace("'", "").isalpha() and token.pos_ not in {"PRON", "DET"}


def surname_forms(words: tuple[str, ...]) -> list[str]:
    """The words that alone can stand for the name: the last one, and its part after "al-"."""
    words = core_words(words)
    last = words[-1]
    forms = [last]
    arabic = last.lower().startswith(("al-", "el-", "as-", "ash-", "an-", "ar-"))
    if len(words) == 2 and not arabic and "-" in last and last.split("-", 1)[1][:1].islower():
        forms.append(words[0])  # "Shin Won-sik": the given name is the hyphenated one, the family name comes first
    if len(words) > 2 and len(words[-2]) > 3 and words[-2][:1].isupper():
        forms.append(words[-2])  # Spanish and Portuguese double surnames
    if last.lower().startswith(("al-", "el-")):
        forms.append(last[3:])
    return forms


def display(words: tuple[str, ...]) -> str:
    """The name as written; a name in capitals in title case."""
    joined = " ".join(words)
    return joined.title() if joined.isupper() and len(joined) > 4 else joined
