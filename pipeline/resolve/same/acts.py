"""What the words of an event tell of it besides kind, parties and day: whom or what it hit, how many, where.

Who, where and when do not tell a second act of that day apart: two strikes on one town are told apart by what they
hit, two sets of sanctions by those who are under them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.quantities import quantities
from pipeline.resolve.reference import rows
from pipeline.resolve.same.wording import LONGEST_NAME, WORD, calendar, party_names, stem
from pipeline.slugs import slug

SHARED = 0.5  # more than this part of the shorter telling's words must be in the other
TIMES = frozenset({"day", "month"})  # "a two-day visit" counts nothing
OVERWEIGHT = 4  # so many words in common for each that stands in either telling only
_AT = re.compile(r"\b(?:in|at|near)\s+(?=((?:the\s+)?[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,3}))")
_CAPITAL = re.compile(r"\bthe\s+([A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?)\s+capital\b")
_SHORTEST = 3  # letters of a word that tells something
_STEM = 5  # letters by which words are compared: "clearance", "clearing"
_LEVEL = re.compile(r"(?:([^\W\d_]+)[\s-]+)?(presidents?|ministers?|ministerial)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Act:
    """`names` are other names than those of parties, `things` the other words, `counted` numbers by what they count."""

    names: frozenset[str]
    things: frozenset[str]
    counted: frozenset[tuple[str | None, float | None, float | None]]


@lru_cache(maxsize=65536)
def read_act(text: str, event_type: str) -> Act:
    """The telling words of the sentences of an event of this type."""
    found = list(WORD.finditer(text))
    texts = [one.group().removesuffix("'s").removesuffix("’s") for one in found]
    names: set[str] = set()
    things: set[str] = set()
    at = 0
    while at < len(texts):
        length = _party(texts, at)
        if length:
            at += length
            continue
        word = texts[at]
        begins = at == 0 or text[: found[at].start()].rstrip().endswith((".", "?", "!", ":", "“", '"'))
        lower = word.casefold()
        follows = texts[at + 1 : at + 2]
        alone = begins and not (follows and follows[0][:1].isupper())  # a capital that only begins the sentence
        telling = lower not in calendar() and stem(lower) not in _idle_stems(event_type)
        if telling and word[:1].isupper() and not alone:
            names.add(lower)
        elif telling and len(word) >= _SHORTEST and word.isalpha():
            things.add(stem(lower)[:_STEM])
        at += 1
    counted = frozenset(
        (one.unit, one.low, one.high) for one in quantities(text) if one.unit is not None and one.unit not in TIMES
    )
    return Act(frozenset(names), frozenset(things), counted)


def _party(texts: list[str], at: int) -> int:
    """How many words from here on are the name of a party."""
    known = party_names()
    for length in range(min(LONGEST_NAME, len(texts) - at), 0, -1):
        if texts[at][:1].isupper() and " ".join(texts[at : at + length]).casefold() in known:
            return length
    return 0


@lru_cache(maxsize=32)
def _idle_stems(event_type: str) -> frozenset[str]:
    """Words that tell what every event of the type has: the lexicon's verbs and nouns for it, and function words."""
    idle = {word for row in rows("same_demand_words") if row["kind"] == "idle" for word in row["phrase"].split()}
    triggers = {word for row in rows("event_triggers") if row["event_type"] == event_type
                for word in row["lemmas"].split("|")}  # fmt: skip
    numbers = {row["word"] for row in rows("number_words")}
    past = {word + ("d" if word.endswith("e") else "ed") for word in triggers}
    return frozenset(stem(word) for word in idle | triggers | past | numbers)


def other_facts(one: Act, other: Act) -> bool:
    """Other names on both sides, or another number of the same."""
    counts = [{unit: (low, high) for unit, low, high in act.counted} for act in (one, other)]
    if any(counts[0][unit] != counts[1][unit] for unit in counts[0].keys() & counts[1].keys()):
        return True
    return bool(one.names - other.names and other.names - one.names)


def nothing_shared(one: Act, other: Act) -> bool:
    """Whether both tell things and none of them is told by both."""
    return bool(one.things and other.things) and not one.things & other.things


def compare_acts(one: Act, other: Act) -> Literal["same", "other"] | None:
    """`other` when the words tell of two acts, `same` when they have enough in common; None when they leave it open."""
    if other_facts(one, other) or nothing_shared(one, other):
        return "other"
    shared, mine, theirs = (len(x) for x in (one.things & other.things, one.things, other.things))
    left_over = min(mine, theirs) - shared  # what each tells and the other does not: protesters, a journalist
    return "same" if shared > SHARED * min(mine, theirs) and shared >= OVERWEIGHT * left_over else None


@lru_cache(maxsize=65536)
def venue(quote: str) -> str | None:
    """The slug of the one place that a passage gives with "in", "at" or "near"; a capital by its state ("the Kenyan
    capital") too. None where it gives none, several, or a whole country."""
    found: set[str] = set()
    known = party_names()
    for match in _CAPITAL.finditer(quote):
        found |= _capitals(match.group(1))
    for match in _AT.finditer(quote):
        texts = WORD.findall(match.group(1))
        article = texts[0].casefold() == "the"
        name: list[str] = []
        for word in texts:
            if not word[:1].isupper() or word.casefold() in calendar():
                break
            name.append(word.removesuffix("'s").removesuffix("’s"))
        if name and not article:
            _, kinds = known.get(" ".join(name).casefold(), (frozenset(), frozenset()))
            if not kinds or "capital" in kinds:
                found.add(slug(" ".join(name)))
    return next(iter(found)) if len(found) == 1 else None


def _capitals(adjective: str) -> set[str]:
    """The capital of the one state of this adjective; nothing when it has several."""
    keys, _ = party_names().get(adjective.casefold(), (frozenset(), frozenset()))
    capitals = {slug(row["name"]) for row in rows("country_names") if row["kind"] == "capital" and row["key"] in keys}
    return capitals if len(capitals) == 1 else set()


@lru_cache(maxsize=65536)
def levels(quote: str) -> frozenset[str]:
    """At which level those who meet do: "president", "foreign minister", "prime minister"."""
    found = set()
    for match in _LEVEL.finditer(quote):
        before, office = (match.group(1) or "").casefold().replace("defense", "defence"), match.group(2).casefold()
        if office.startswith("president"):
            found.add("vice president" if before == "vice" else "president")
        elif before and before not in party_names() and stem(before) not in _idle_stems("CONSULT"):
            found.add(f"{before} minister")
    return frozenset(found)
