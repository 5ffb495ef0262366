"""The lexicon of events: frames (which word, with which complements, is which event) and word classes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.additions import extended_rows
from pipeline.errors import InputError


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of `event_triggers.csv`.

    `subject`, `object` and the values of `prepositions` are participant roles ("" and "content": no participant).
    `object_class` holds alternatives: none, party, party?, place, or @class of `event_words.csv` (with ? optional); for
    acts also those of `given.py`.
    `needs` are the tests named in `verbs.py` and `nouns.py`. `order` is the row's place in the file.
    """

    rule: str
    pos: str
    lemmas: frozenset[str]
    particle: frozenset[str]
    subject: str
    object: str
    object_class: tuple[str, ...]
    prepositions: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    label: str
    event_type: str
    purpose: str
    order: int

    @property
    def method(self) -> str:
        return f"event/{self.rule}"

    @property
    def nominal(self) -> bool:
        """The frame is of a noun, not of a clause."""
        return self.pos in {"noun", "deed"}

    @property
    def by_shape(self) -> bool:
        """The frame sorts what the shape of a clause or phrase makes an event; it knows no complements."""
        return self.pos in {"act", "deed"}

    @property
    def specific(self) -> int:
        """How much the frame asks for: of two frames that fit, the one that asks for more is right."""
        worded = any(c.startswith("@") for c in self.object_class)
        return (
            4 * bool(self.particle)
            + 3 * worded
            + sum(5 if "@" in n else 3 if n.startswith("prep:") else 1 for n in self.needs)
        )

    def needed(self, name: str) -> str | None:
        """The value of a need such as `prep:with` (its part after the colon), or None when it is not asked."""
        for need in self.needs:
            key, _, value = need.partition(":")
            if key == name:
                return value
        return None


@dataclass(frozen=True, slots=True)
class LabelWords:
    """How summaries speak of events of one label: "hold talks", "held talks", "with" before the other side."""

    base: str
    past: str
    link: str
    noun: str


def parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def frame(row: dict[str, str], order: int) -> Frame:
    try:
        pairs = [part.split("=", 1) for part in parts(row["prepositions"])]
        return Frame(
            rule=row["rule"],
            pos=row["pos"],
            lemmas=frozenset(parts(row["lemmas"])),
            particle=frozenset(parts(row["particle"])),
            subject=row["subject"],
            object=row["object"],
            object_class=parts(row["object_class"]),
            prepositions=tuple((word, role) for word, role in pairs),
            needs=tuple(row["needs"].split()),
            label=row["label"],
            event_type=row["event_type"],
            purpose=row["purpose"],
            order=order,
        )
    except (KeyError, ValueError) as error:
        raise InputError(f"event_triggers.csv, row {order + 2}: a column is missing or malformed ({error})") from error


@lru_cache(maxsize=1)
def frames() -> tuple[Frame, ...]:
    """All frames in file order. Raises InputError when the table cannot be read or a row is malformed."""
    return tuple(frame(row, order) for order, row in enumerate(extended_rows("event_triggers")))


@lru_cache(maxsize=8)
def frames_by_lemma(pos: str) -> dict[str, tuple[Frame, ...]]:
    """The frames of verbs or nouns for each lemma, the most specific first."""
    index: dict[str, list[Frame]] = {}
    for item in sorted(frames(), key=lambda f: (-f.specific, f.order)):
        if item.pos == pos:
            for lemma in sorted(item.lemmas):
                index.setdefault(lemma, []).append(item)
    return {lemma: tuple(items) for lemma, items in index.items()}


@lru_cache(maxsize=1)
def noun_forms() -> frozenset[str]:
    """The lemmas of the frames that a noun opens."""
    return frozenset((*frames_by_lemma("noun"), *frames_by_lemma("deed")))


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for row in extended_rows("event_words"):
        classes.setdefault(row["word_class"], set()).add(row["lemma"])
    return {name: frozenset(lemmas) for name, lemmas in classes.items()}


def words(word_class: str) -> frozenset[str]:
    """The lemmas of a word class. Raises InputError for a class that `event_words.csv` does not have."""
    try:
        return _classes()[word_class]
    except KeyError as error:
        raise InputError(f"event_words.csv has no word class {word_class!r}") from error


@lru_cache(maxsize=1)
def outlets() -> frozenset[str]:
    """The names of news outlets (`outlets.csv`)."""
    return frozenset(row["name"] for row in extended_rows("outlets"))


@lru_cache(maxsize=1)
def labels() -> dict[str, LabelWords]:
    return {
        row["label"]: LabelWords(row["base"], row["past"], row["link"], row["noun"])
        for row in extended_rows("event_labels")
    }
