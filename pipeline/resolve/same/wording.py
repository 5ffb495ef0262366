"""The words of a demand, made comparable: synonyms become one word, names of the parties fall away, places, numbers,
qualifiers and conditions stand by themselves. The words are those of `same_demand_words.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.quantities import Quantity, measures, quantities, tells_number
from pipeline.resolve.ids import tail
from pipeline.resolve.reference import names, rows

if TYPE_CHECKING:
    from pipeline.resolve.demands import Told

WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
GAP = 9  # words that ".." in a phrase may stand for
LONGEST_NAME = 6
MOST_WORDINGS = 262_144  # that are kept; of fewer, each of several passes over many demands would read all of them anew
BEFORE_PLACE = frozenset({"in", "over", "near", "around", "on", "outside", "towards"})
DIRECTIONS = {"north": "north", "northern": "north", "south": "south", "southern": "south", "east": "east",
              "eastern": "east", "west": "west", "western": "west", "central": "centre"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of the word table: its stems ("" is a gap), what it is, and what it counts as."""

    stems: tuple[str, ...]
    kind: str
    classes: tuple[str, ...]
    opposites: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """A demand's words. `acts` are in order; a `names` entry is a place or another name; `listed` are words of an
    enumeration, `described` those that tell more of what is counted; `condition` is None when there is none."""

    acts: tuple[str, ...]
    things: frozenset[str]
    names: frozenset[str]
    directions: frozenset[str]
    qualifiers: frozenset[str]
    quantities: frozenset[Quantity]
    condition: frozenset[str] | None
    listed: frozenset[str]
    described: frozenset[str]

    @property
    def tokens(self) -> frozenset[str]:
        return frozenset(self.acts) | self.things


def is_telling(qualifier: str) -> bool:
    """Whether a demand with this qualifier is another than the same without it. Deadlines, which no table lists, are."""
    return one_sided().get(qualifier, "conflict") == "conflict"


@lru_cache(maxsize=1)
def calendar() -> frozenset[str]:
    """Months and weekdays: capitals that begin no name."""
    return frozenset(name.casefold() for name in (*names("months"), *names("weekdays")))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its endings. Crude, and the same for the table and the texts."""
    word = word.casefold().replace("’", "'")
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("ees"):  # refugees, detainees
        word = word[:-1]
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > 3:
        word = word.removesuffix("e")
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


@lru_cache(maxsize=1)
def phrases() -> dict[str, tuple[Phrase, ...]]:
    """The phrases of `same_demand_words.csv` by their first stem, longest first."""
    found: dict[str, list[Phrase]] = {}
    for row in rows("same_demand_words"):
        stems = tuple("" if word == ".." else stem(word) for word in row["phrase"].replace("-", " ").split())
        one = Phrase(stems, row["kind"], tuple(row["word_class"].split()), frozenset(row["opposites"].split()))
        found.setdefault(stems[0], []).append(one)
    return {first: tuple(sorted(listed, key=lambda one: -len(one.stems))) for first, listed in found.items()}


@lru_cache(maxsize=1)
def opposites() -> dict[str, frozenset[str]]:
    """Class of an act -> the classes that undo it, either way round."""
    found: dict[str, set[str]] = {}
    for listed in phrases().values():
        for one in listed:
            for act in one.classes if one.kind == "act" else ():
                for other in one.opposites:
                    found.setdefault(act, set()).add(other)
                    found.setdefault(other, set()).add(act)
    return {act: frozenset(others) for act, others in found.items()}


@lru_cache(maxsize=1)
def thing_classes() -> frozenset[str]:
    """The classes of things: an act word that has one too tells both ("arming": to supply, weapons)."""
    return frozenset(
        one for listed in phrases().values() for row in listed if row.kind == "thing" for one in row.classes
    )


@lru_cache(maxsize=1)
def one_sided() -> dict[str, str]:
    """Qualifier -> what it means that one side alone has it: `conflict` or `doubt`."""
    return {one.classes[0]: next(iter(one.opposites)) for listed in phrases().values() for one in listed
            if one.kind == "qualifier"}  # fmt: skip


@lru_cache(maxsize=1)
def party_names() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """A name in lower case -> the keys of the parties it stands for, and its kinds (name, adjective, capital ...)."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for table in ("country_names", "organisation_names"):
        for row in rows(table):
            keys, kinds = found.setdefault(" ".join(WORD.findall(row["name"])).casefold(), (set(), set()))
            keys.add(row["key"])
            kinds.add(row.get("kind") or "name")
    return {name: (frozenset(keys), frozenset(kinds)) for name, (keys, kinds) in found.items()}


def wording(told: Told) -> Wording:
    """The words of a demand as its document tells it."""
    own = frozenset(tail(party) for party in (*told.claimants, *told.addressees))
    claim = told.claim
    return _wording(claim.content, claim.condition_text, claim.action, claim.terms, own)


@lru_cache(maxsize=MOST_WORDINGS)
def _wording(
    content: str, condition_text: str | None, action: str, terms: tuple[str, ...], own: frozenset[str]
) -> Wording:
    reader = _Reader(content, own)
    words = reader.words()
    cut = _condition_at(words)
    condition = {stem(word) for word in words[cut:]} if cut is not None else set()
    if condition_text:
        condition |= {stem(word) for word in WORD.findall(condition_text)}
    numbers = quantities(content)
    reader.things.update(amount(one) for one in numbers)
    reader.read(words[:cut], _number_words(words, numbers))
    reader.add_terms(terms, action)
    return Wording(
        tuple(dict.fromkeys(reader.acts)), frozenset(reader.things), frozenset(reader.names),
        frozenset(reader.directions), frozenset(reader.qualifiers), frozenset((*numbers, *quantities(condition_text))),
        frozenset(condition) if condition or cut is not None else None, frozenset(reader.listed),
        frozenset(stem(word) for one in numbers for word in _parts(one.text)[:-1] if not tells_number(word)),
    )  # fmt: skip


def _parts(text: str) -> list[str]:
    """The words of a text; hyphens part them, but not inside numbers."""
    return [part for word in WORD.findall(text) for part in word.split("-")]


def amount(quantity: Quantity) -> str:
    """A quantity as a word to be compared, the same for all ways to tell it: "two-week" and "14-day". Whether it is a
    bound is compared elsewhere."""
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    return f"{min(ends)}..{max(ends)} {quantity.unit if quantity.unit in measures() else ''}"


def _number_words(words: list[str], numbers: Iterable[Quantity]) -> frozenset[int]:
    """Which of the words only tell a number and its measure ("two-week"), which are compared as quantities. What is
    counted ("1,200 wounded prisoners") is a thing."""
    found: set[int] = set()
    for one in numbers:
        told = _parts(one.text)
        counts = [position for position, word in enumerate(told) if tells_number(word)]
        for start in range(len(words) - len(told) + 1):
            if words[start : start + len(told)] == told:
                found.update(start + position for position in counts)
    return frozenset(found)


def _condition_at(words: list[str]) -> int | None:
    """Where a condition begins; at the very start there is none."""
    for position in range(1, len(words)):
        found = _phrase_at([stem(word) for word in words], position, ("condition",))
        if found:
            return position
    return None


def _phrase_at(stems: list[str], position: int, kinds: tuple[str, ...] = ()) -> tuple[Phrase, frozenset[int]] | None:
    """The longest phrase of the table that begins here, and which words it takes."""
    for one in phrases().get(stems[position], ()):
        if kinds and one.kind not in kinds:
            continue
        taken, at = [position], position
        for number, part in enumerate(one.stems[1:], 1):
            if part == "":
                continue
            reach = GAP if one.stems[number - 1] == "" else 1
            hit = next((n for n in range(at + 1, min(at + reach, len(stems) - 1) + 1) if stems[n] == part), None)
            if hit is None:
                break
            taken.append(hit)
            at = hit
        else:
            return one, frozenset(taken)
    return None


class _Reader:
    """Goes once through the words of a demand and sorts them."""

    def __init__(self, content: str, own: frozenset[str]) -> None:
        self.content, self.own = content, own
        self.acts: list[str] = []
        self.things: set[str] = set()
        self.names: set[str] = set()
        self.directions: set[str] = set()
        self.qualifiers: set[str] = set()
        self.listed: set[str] = set()
        self.seen: set[str] = set()
        after_comma = {match.end() for match in re.finditer(r",\s+|\b(?:and|or)\s+", content)}
        self.enumerated = {match[0] for match in WORD.finditer(content) if match.start() in after_comma}

    def words(self) -> list[str]:
        return _parts(self.content)

    def read(self, words: list[str], numbers: frozenset[int]) -> None:
        """Sort the words; those at the positions `numbers` are told by quantities."""
        stems = [stem(word) for word in words]
        taken = set(numbers)
        self.seen.update(stems[position] for position in numbers if position < len(stems))
        position = 0
        while position < len(words):
            if position in taken:
                position += 1
                continue
            length = self._party(words, position)
            if not length:
                length = self._known(words, stems, position, taken) or self._other(words, stems, position)
            self.seen.update(stems[position : position + length])
            position += length

    def add_terms(self, terms: Iterable[str], action: str) -> None:
        """Things that the content leaves out and the extraction found around it: whose soldiers are to leave."""
        for term in (*terms, *(() if self.acts else (action,))):
            key = stem(term)
            if key in self.seen or term in party_names() or term.rstrip("s") in party_names() or term[:1].isdigit():
                continue
            if key in _stems_of_names(self.own):
                continue
            row = next((one for one in phrases().get(key, ()) if len(one.stems) == 1), None)
            if row is None or row.kind == "thing":
                self.things.update(row.classes if row else (key,))
            elif row.kind == "act" and not self.acts:
                self.acts.extend(row.classes)

    def _party(self, words: list[str], position: int) -> int:
        """How many words name a party here: own ones fall away, others are kept as names."""
        for length in range(min(LONGEST_NAME, len(words) - position), 0, -1):
            run = words[position : position + length]
            if not run[0][:1].isupper() and not run[0][:1].isdigit():
                continue
            name = " ".join(word.removesuffix("'s").removesuffix("’s") for word in run).casefold()
            if name not in party_names():
                continue
            keys, kinds = party_names()[name]
            before = words[position - 1].casefold() if position else ""
            if kinds == {"capital"} and (
                before in BEFORE_PLACE or words[max(0, position - 2) : position] == ["out", "of"]
            ):
                self.names.add(name)
            elif before == "in" and self.names:
                pass  # "the depot at Vesk in Norland": the second name only says where the first is
            elif not keys & self.own and not self._only_locates(words, position + length, kinds):
                self.names.add("party:" + min(keys))
            return length
        return 0

    @staticmethod
    def _only_locates(words: list[str], position: int, kinds: frozenset[str]) -> bool:
        """The adjective of "the Sudanese city of ..." tells nothing that the city's name does not."""
        if "adjective" not in kinds or position >= len(words):
            return False
        found = _phrase_at([stem(word) for word in words[position : position + 2]], 0)
        return found is not None and found[0].kind == "place_noun"

    def _known(self, words: list[str], stems: list[str], position: int, taken: set[int]) -> int:
        if words[position].casefold() in DIRECTIONS:
            self.directions.add(DIRECTIONS[words[position].casefold()])
            return 1
        found = _phrase_at(stems, position)
        if found is None or (words[position][:1].isupper() and position and found[0].kind == "thing"):
            return 0
        phrase, places = found
        if phrase.kind == "act":
            if phrase.classes == ("hold",) and self.acts:  # "prisoners that it holds" asks nobody to hold them
                return 1
            self.acts.extend(one for one in phrase.classes if one not in thing_classes())
            self.things.update(thing_classes().intersection(phrase.classes))
        elif phrase.kind == "thing":
            self.things.update(phrase.classes)
            if words[position] in self.enumerated:
                self.listed.update(phrase.classes)
        elif phrase.kind == "qualifier":
            self.qualifiers.update(phrase.classes)
        elif phrase.kind == "deadline":
            end = position + len(places)
            self.qualifiers.add("by " + " ".join(stems[position + 1 : end + 2]))
            taken.update(range(end, min(end + 2, len(words))))
        taken.update(places)
        self.seen.update(stems[one] for one in places)
        return 1

    def _other(self, words: list[str], stems: list[str], position: int) -> int:
        word = words[position]
        if word[:1].isdigit():
            return 1  # numbers are compared as quantities
        if word[:1].isupper() and word.casefold() not in calendar() and (position or not word[1:].islower()):
            length = 1
            while position + length < len(words) and words[position + length][:1].isupper():
                length += 1
            if not (self.names and words[position - 1].casefold() == "in"):
                self.names.add(" ".join(words[position : position + length]).casefold().removesuffix("'s"))
            return length
        self.things.add(stems[position])
        if word in self.enumerated:
            self.listed.add(stems[position])
        return 1


@lru_cache(maxsize=4096)
def _stems_of_names(own: frozenset[str]) -> frozenset[str]:
    """The words of all names of some parties."""
    return frozenset(stem(word) for name, (keys, _) in party_names().items() if keys & own for word in name.split())
