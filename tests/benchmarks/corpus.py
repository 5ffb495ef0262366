"""News-like English texts, made by a small grammar and always the same for the same numbers: what benchmarks read.

The templates stand in `grammar/`, a file for each kind of news: sentences of our own with nested choices `{a|b}`, and
slots `<name>` for words and for the cast of a text (people with and without office, places, countries). They are
written as news is and not for our rules, which look at none of them. A text has a headline, a dateline, and 8 to 25
paragraphs of one to three sentences.

`news(seed, number)` is the ordinary mix: of a hundred texts some seven are about a negotiation (WEIGHTS). How much of
it holds anything for us is measured, not meant, by `tests.benchmarks.shares`; in November 2026, in per cent of the
sentences:

                                    news(1, 100)   tests/gold/texts   ten real texts
    hold a row of any kind                    46                 75               58
    state a demand, answer, event             30                 51               29
    open none of these                        63                 42               61
    hold no word that ever opens one          16                 21               42

(all of the real texts, and all but one of the gold texts, are about negotiations; 21 of the hundred have a demand).
So the generated news states as much as real texts do and has more of the words that a first look stops at: what is
gained by a first look here is gained in the news, too.

Only `random.Random(seed).random()` is drawn from, whose sequence Python promises to keep for a given seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from pipeline.model import Document
from pipeline.read import read_string
from pipeline.read.metadata import metadata_of

GRAMMAR = Path(__file__).parent / "grammar"
# Of a hundred texts of ordinary news; most days bring little negotiation, and sport and crime fill pages.
WEIGHTS = {
    "sport": 17, "crime": 16, "markets": 15, "council": 13, "world": 12, "culture": 8, "weather": 6, "science": 6,
    "negotiation": 7,
}  # fmt: skip
PARAGRAPHS = (8, 25)
OF_ALL_KINDS = 0.2  # of the sentences after the lead come from the templates that fit any kind
WITH_TAIL = 0.5  # of the sentences without a quotation
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

T = TypeVar("T")

SLOT = re.compile(r"<([^<>{}|]+)>")
CHOICE = re.compile(r"\{([^{}]*)\}")
# What remains of a left-out choice or of an office at the end of a clause.
MENDED = ((re.compile(r"\s+"), " "), (re.compile(r" ([,.;:?!])"), r"\1"), (re.compile(r",(?=[.;:?!,])"), ""),
          (re.compile(r',(["”])([.,])'), r"\2\1"), (re.compile(r",(?='s\b)"), ""))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """A text as a source file holds it: `name` of the file without its ending, `kind` of news, day, text."""

    name: str
    kind: str
    published: str
    text: str

    @property
    def document(self) -> Document:
        """The text as a build reads it."""
        read = read_string(self.text, metadata_of({"published": self.published}, self.name))
        return replace(read, document_id=self.name, path=f"{self.name}.txt")


def news(seed: int, number: int, kinds: Sequence[str] = ()) -> Iterator[Article]:
    """`number` texts of the ordinary mix, or of these `kinds` in turn; the first are the same for any number."""
    for index in range(number):
        draw = Draw(f"{seed}:{index}")
        kind = kinds[index % len(kinds)] if kinds else draw.weighted(WEIGHTS)
        day = f"{draw.number(2019, 2030)}-{draw.number(1, 12):02}-{draw.number(1, 28):02}"
        yield Article(f"{kind}-{seed:03}-{index:06}", kind, day, text_of(kind, draw))


def text_of(kind: str, draw: Draw) -> str:
    """A text of a kind: headline, then paragraphs, the first with its dateline."""
    own, common = grammar(kind), grammar("general")
    story = Story(draw, own | {f"general {name}": lines for name, lines in common.items()})
    headline = story.sentence(draw.one(own["headline"]), end="")
    body, fillers, tails = (Deck(lines, draw) for lines in (own["body"], common["body"], common["tail"]))
    place, dash = story.cast["place"].upper(), draw.one(["—", "–", "-"])
    paragraphs = [f"{place} {dash} {story.sentence(draw.one(own['lead']))}"]
    for _ in range(draw.number(*PARAGRAPHS) - 1):
        sentences = draw.one([1, 1, 2, 2, 2, 3])
        decks = (fillers if draw.random() < OF_ALL_KINDS else body for _ in range(sentences))
        paragraphs.append(" ".join(story.sentence(lengthened(deck.next(), tails, draw)) for deck in decks))
    text = "\n\n".join([headline, *paragraphs]) + "\n"
    return curly(text) if draw.random() < 0.5 else text


def lengthened(template: str, tails: Deck, draw: Draw) -> str:
    """The sentence, or with a clause after it: some news sentences run on, and no quotation does."""
    if draw.random() >= WITH_TAIL or '"' in template or ":" in template:
        return template
    return f"{template.rstrip('.')}, {tails.next()}."


class Draw:
    """Choices of one text."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed).random

    def one(self, options: Sequence[T]) -> T:
        return options[int(self.random() * len(options))]

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.random() * (high - low + 1))

    def weighted(self, weights: dict[str, int]) -> str:
        at = self.random() * sum(weights.values())
        return next(name for name, end in zip(weights, accumulate(weights.values()), strict=True) if at < end)

    def shuffled(self, options: Sequence[T]) -> list[T]:
        return [option for _, _, option in sorted((self.random(), at, option) for at, option in enumerate(options))]


class Deck:
    """Templates without repetition, until all were drawn; then anew."""

    def __init__(self, templates: Sequence[str], draw: Draw) -> None:
        self.templates, self.draw, self.left = templates, draw, draw.shuffled(templates)

    def next(self) -> str:
        if not self.left:
            self.left = self.draw.shuffled(self.templates)
        return self.left.pop()


class Story:
    """One text's cast, and who was named already: at the first mention with office, then by surname."""

    def __init__(self, draw: Draw, words: dict[str, list[str]]) -> None:
        self.draw, self.words = draw, words
        names = grammar("names")
        self.cast: dict[str, str] = {}
        self.named: set[str] = set()
        for at, country in enumerate(draw.shuffled(names["country"])[:3], 1):
            self.cast |= dict(zip((f"c{at}", f"c{at}adj", f"c{at}cap"), country.split(","), strict=True))
            self.cast[f"country{at}"] = self.cast[f"c{at}"]
        for at, place in enumerate(draw.shuffled(names["place"])[:3], 1):
            self.cast["place" if at == 1 else f"place{at}"] = place
        for at, surname in enumerate(draw.shuffled(names["surname"])[:4], 1):
            sex = draw.one(["she", "he"])
            self.cast |= {f"p{at}": f"{draw.one(names[sex])} {surname}", f"last{at}": surname,
                          f"he{at}": sex, f"his{at}": "his" if sex == "he" else "her"}  # fmt: skip
        self.lasting = {"club", "club2", "firm", "firm2", "museum", "work", "council", "venue", "issue"}

    def sentence(self, template: str, end: str = ".") -> str:
        """A template with its choices made and its slots filled, from its capital to its full stop."""
        text = self.filled(template)
        for wrong, right in MENDED:
            text = wrong.sub(right, text)
        text = text.strip().rstrip(",")
        start = 1 if text[0] in '"“' else 0
        text = text[:start] + text[start].upper() + text[start + 1 :]
        return text if not end or text.rstrip('"”').endswith((".", "?", "!")) else text + end

    def filled(self, template: str) -> str:
        while found := CHOICE.search(template):
            template = template[: found.start()] + self.draw.one(found[1].split("|")) + template[found.end() :]
        while found := SLOT.search(template):
            template = template[: found.start()] + self.word(found[1]) + template[found.end() :]
        return template

    def word(self, slot: str) -> str:
        name, *bounds = slot.split()
        if name[0].isupper():
            word = self.word(slot[0].lower() + slot[1:])
            return word[0].upper() + word[1:]
        if bounds:
            return str(self.draw.number(int(bounds[0]), int(bounds[1])))
        if re.fullmatch(r"p\d", name):
            return self.person(name)
        if name in self.cast:
            return self.cast[name]
        made = {"weekday": lambda: self.draw.one(WEEKDAYS), "month": lambda: self.draw.one(MONTHS),
                "year": lambda: str(self.draw.number(1911, 2018))}  # fmt: skip
        word = made[name]() if name in made else self.filled(self.draw.one(self.options(name)))
        if name in self.lasting:
            self.cast[name] = word
        return word

    def options(self, name: str) -> list[str]:
        return self.words.get(f"word {name}") or self.words[f"general word {name}"]

    def person(self, name: str) -> str:
        if name in self.named:
            return self.cast[f"last{name[1]}"]
        self.named.add(name)
        offices = self.words.get(f"office{name[1]}")
        return f"{self.cast[name]}, {self.filled(self.draw.one(offices))}," if offices else self.cast[name]


def curly(text: str) -> str:
    """The text with the quotation marks and apostrophes of a printer."""
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


@lru_cache(maxsize=32)
def grammar(kind: str) -> dict[str, list[str]]:
    """The lines of each part of a grammar file; lists of words as `word NAME`. Options at `|` outside of braces."""
    parts: dict[str, list[str]] = {}
    part = ""
    for line in (GRAMMAR / f"{kind}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            part = line[1:-1]
        elif part == "words":
            name, _, options = line.partition(": ")
            parts[f"word {name}"] = split_options(options)
        elif line:
            parts.setdefault(part, []).extend(split_options(line) if kind == "names" else [line])
    return parts


def split_options(line: str) -> list[str]:
    """The options of a line, parted by `|` outside of braces."""
    options, depth = [""], 0
    for letter in line:
        depth += (letter == "{") - (letter == "}")
        if letter == "|" and not depth:
            options.append("")
        else:
            options[-1] += letter
    return options
