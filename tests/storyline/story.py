"""The expected tables of the invented story (`expected.yaml`), with every quote found in its text.

Fourteen articles of 2031 tell how Zambia and Angola come to terms; all names and events are invented. The file says by
which conventions it was written. Whoever wrote it had not seen what the program makes of the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
SEEDS = HERE / "seeds"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a text that state something; `starts` are the places where they stand in it. What is in `doubt` may be
    read in two ways and counts for and against nobody."""

    document_id: str
    quote: str
    starts: tuple[int, ...]
    doubt: bool = False

    def shared(self, start: int, end: int) -> int:
        """How many characters a passage has in common with these words."""
        return max(min(end, own + len(self.quote)) - max(start, own) for own in self.starts)


@dataclass(frozen=True, slots=True)
class Answer:
    party: str
    stances: tuple[str, ...]  # the expected one, and those that are as right
    words: Quoted


@dataclass(frozen=True, slots=True)
class Report:
    """What one text says of an event. `date` is None where the text gives none."""

    words: Quoted
    statuses: tuple[str, ...]
    date: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """A demand, an event or a person of the story, by the words that tell of it."""

    name: str
    mentions: tuple[Quoted, ...]
    doubt: bool = False
    parties: tuple[frozenset[str], ...] = ()  # of a demand: sets of claimants, each as right as the other
    addressees: tuple[frozenset[str], ...] = ()
    kinds: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    reports: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """`later` is None where the demand comes back as itself, or is dropped."""

    demand: str
    later: str | None
    party: str
    changes: tuple[str, ...]
    doubt: bool


@dataclass(frozen=True, slots=True)
class Story:
    demands: tuple[Record, ...]
    events: tuple[Record, ...]
    people: tuple[Record, ...]
    changes: tuple[Change, ...]
    text_clusters: tuple[tuple[str, ...], ...]
    not_same: frozenset[frozenset[str]]


def texts() -> dict[str, str]:
    """document id -> text."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))}


def read_story() -> Story:
    """The expected tables. Raises ValueError for words that no text has."""
    told = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))
    known = texts()

    def quoted(entry: dict[str, Any], doubt: bool = False) -> Quoted:
        text, quote = known[entry["in"]], entry["quote"]
        starts = tuple(found.start() for found in re.finditer(re.escape(quote), text))
        if not starts:
            raise ValueError(f"expected.yaml: {entry['in']} does not say {quote!r}")
        return Quoted(entry["in"], quote, starts, doubt or bool(entry.get("doubt")))

    def demand(entry: dict[str, Any]) -> Record:
        doubt = bool(entry.get("doubt"))
        answers = tuple(
            Answer(one["by"], (one["stance"], *(["accepted"] if "accept accepted" in one.get("note", "") else [])),
                   quoted(one, doubt))
            for one in entry["answers"]
        )  # fmt: skip
        return Record(
            entry["name"], tuple(quoted(one, doubt) for one in entry["mentions"]), doubt,
            _sets(entry["by"], entry.get("by_also")), _sets(entry["of"], entry.get("of_also")),
            (entry["kind"], *_listed(entry.get("kind_also"))),
            (entry["issue"], *_listed(entry.get("issue_also"))),
            (entry["status"], *_listed(entry.get("status_also"))), answers,
        )  # fmt: skip

    def event(entry: dict[str, Any]) -> Record:
        doubt = bool(entry.get("doubt"))
        reports = tuple(
            Report(quoted(one, doubt), (one["status"], *_listed(one.get("status_also"))), one["date"])
            for one in entry["reports"]
        )
        return Record(entry["name"], tuple(one.words for one in reports), doubt, reports=reports)

    return Story(
        tuple(demand(one) for one in told["demands"]),
        tuple(event(one) for one in told["events"]),
        tuple(Record(one["name"], tuple(quoted(words) for words in one["mentions"])) for one in told["people"]),
        tuple(
            Change(one["demand"], one["later"], one["by"], (one["change"], *_listed(one.get("also"))),
                   bool(one.get("doubt")))
            for one in told["changes"]
        ),
        tuple(tuple(one) for one in told["documents"]["text_clusters"]),
        frozenset(frozenset(pair) for pair in told["not_same"] + told["not_same_people"]),
    )  # fmt: skip


def _listed(value: str | Iterable[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _sets(given: list[str], also: list[str] | None) -> tuple[frozenset[str], ...]:
    """The parties that are given, and each way in which the others that are as right may stand instead or besides."""
    others = list(also or ())
    return (
        frozenset(given),
        *(frozenset([one]) for one in others),
        *([frozenset([*given, *others])] if others else []),
    )
