"""The names that the reference tables know: states, their capitals, peoples and seats, organisations, outlets.

Matching is exact: whole words, case-sensitive, the longest name wins, and never fuzzy. Facts come from
`pipeline/reference/*.csv`; each row names its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.additions import extended_rows

PIECE = re.compile(r"\w+|[^\w\s]")

NameKind = Literal["name", "adjective", "people", "capital", "seat", "organisation", "media", "think_tank", "ignored"]


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A row of `countries.csv` or `organisations.csv`. `leader` is the office that speaks for a state abroad."""

    key: str
    name: str
    party_type: str
    country_code: str | None
    wikidata_id: str | None
    part_of: str | None
    leader: str | None


@dataclass(frozen=True, slots=True)
class KnownName:
    """What a name in the tables stands for; `kinds` has several members for "Swiss" (adjective and people)."""

    name: str
    key: str
    kinds: frozenset[NameKind]


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name at characters `start` to `end` (exclusive) of a text."""

    start: int
    end: int
    known: KnownName


class Gazetteer:
    """Known parties by key, and a word-by-word index of their names."""

    def __init__(self, parties: dict[str, KnownParty], names: dict[str, KnownName]) -> None:
        self.parties = parties
        self.names = names
        self._by_party: dict[str, set[str]] = {}
        for known in names.values():
            if known.key and (
                "organisation" in known.kinds
                or parties[known.key].party_type != "state"
                and known.kinds <= {"name", "people"}
            ):
                self._by_party.setdefault(known.key, set()).add(bare(known.name))
        self._exact = _index(names, upper=False)
        self._upper = _index(names, upper=True)

    def hits(self, text: str, barred: frozenset[str] = frozenset()) -> Iterator[Hit]:
        """The known names in a text, left to right, longest first, never overlapping.

        A text in capitals is compared with the names in capitals. A name in `barred` gives way to a shorter one:
        "Israeli army" to "Israeli".
        """
        index = self._upper if is_capitals(text) else self._exact
        pieces = [(m.group(), m.start(), m.end()) for m in PIECE.finditer(text)]
        position = 0
        while position < len(pieces):
            best: tuple[int, KnownName] | None = None
            for words, known in index.get(pieces[position][0], ()):
                length = len(words)
                if (
                    known.name not in barred
                    and position + length <= len(pieces)
                    and all(pieces[position + i][0] == words[i] for i in range(1, length))
                ):
                    best = (length, known)
                    break
            if best is None or _inside_acronym(text, pieces[position][1]):
                position += 1
                continue
            length, known = best
            yield Hit(pieces[position][1], pieces[position + length - 1][2], known)
            position += length

    def name_in(self, key: str, forms: Iterable[str]) -> str:
        """The name of a known party for a text that names it in these forms: its usual one, unless the text has
        others only; then the fullest of those that the tables list. A name that readers find in the text is easier
        to check. Abbreviations of states are no names: only organisations are renamed, and authorities over a land that
        are no state everybody recognises, whose name is disputed. Words that a line in capitals has so are no form of a name."""
        usual = self.parties[key].name
        listed = self._by_party.get(key, set())
        plain = (BRACKETS.sub("", " ".join(form.split())) for form in forms)  # "National Front (NF)"
        found = {bare(form): form for form in plain if not (form.isupper() and " " in form)}
        if bare(usual) in found:
            return usual
        used = [found[form] for form in found if form in listed]
        fullest = min(used, key=lambda form: (-len(form.split()), -len(form), form), default=usual)
        return fullest[4:] if fullest[:4].lower() == "the " else fullest


BRACKETS = re.compile(r" \([^()]*\)$")


def bare(name: str) -> str:
    """A name for comparison: case folded, without "the", white space as one space."""
    return " ".join(name.split()).casefold().removeprefix("the ")


def _inside_acronym(text: str, start: int) -> bool:
    """The "A.U." of "O.A.U." is no name."""
    return (
        start > 1
        and text[start - 1] == "."
        and text[start - 2].isupper()
        and (start == 2 or not text[start - 3].isalnum())
    )


@lru_cache(maxsize=1024)
def is_capitals(text: str) -> bool:
    """The text is set in capitals: at least ten letters, nearly none of them small."""
    letters = list(filter(str.isalpha, text))
    return len(letters) >= 10 and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def _index(names: dict[str, KnownName], *, upper: bool) -> dict[str, list[tuple[list[str], KnownName]]]:
    index: dict[str, list[tuple[list[str], KnownName]]] = {}
    for name, known in names.items():
        pieces = PIECE.findall(name.upper() if upper else name)
        index.setdefault(pieces[0], []).append((pieces, known))
    for entries in index.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[1].name))
    return index


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The tables `countries`, `country_names`, `organisations`, `organisation_names`, `outlets`, `ignored_names`."""
    parties: dict[str, KnownParty] = {}
    for row in extended_rows("countries"):
        parties[row["key"]] = KnownParty(
            row["key"],
            row["name"],
            row["type"],
            row["country_code"] or None,
            row["wikidata_id"] or None,
            row["part_of"] or None,
            row["leader"] or None,
        )
    for row in extended_rows("organisations"):
        country = parties.get(row["part_of"])
        parties[row["key"]] = KnownParty(
            row["key"],
            row["name"],
            row["type"],
            country.country_code if country and row["type"] == "government_body" else None,
            row["wikidata_id"] or None,
            row["part_of"] or None,
            None,
        )
    kinds: dict[str, tuple[str, set[NameKind]]] = {}

    def note(name: str, key: str, kind: NameKind) -> None:
        kinds.setdefault(name, (key, set()))[1].add(kind)

    for row in extended_rows("country_names"):
        note(row["name"], row["key"], row["kind"])  # type: ignore[arg-type]
    for row in extended_rows("organisation_names"):
        note(row["name"], row["key"], "organisation")
    for row in extended_rows("outlets"):
        note(row["name"], "", row["kind"])  # type: ignore[arg-type]
    for row in extended_rows("ignored_names"):
        note(row["name"], "", "ignored")
    names = {name: KnownName(name, key, frozenset(found)) for name, (key, found) in kinds.items()}
    return Gazetteer(parties, names)
