"""Reading annotations: one YAML file a text, as `tests/gold/` holds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import CallError, InputError
from pipeline.evaluate.wording import fold, without_article


@dataclass(frozen=True)
class GoldParty:
    name: str
    forms: tuple[str, ...]  # as the text names it
    doubt: bool


@dataclass(frozen=True)
class GoldPerson:
    name: str
    role: str | None  # in the words of the text
    party: str | None
    doubt: bool


@dataclass(frozen=True)
class GoldDemand:
    by: frozenset[str]
    of: frozenset[str]
    kind: str
    issue: str
    quote: str
    rejected_by: frozenset[str]
    note: str  # names other codes that are as right as those given
    doubt: bool


@dataclass(frozen=True)
class GoldEvent:
    type: str
    participants: frozenset[str]
    happened: str
    date: str | None  # ISO, cut to what is known, or two of them with a slash
    quote: str
    note: str
    doubt: bool


@dataclass(frozen=True)
class GoldDocument:
    """What a person found in one text. Items in doubt count neither when they are found nor when they are missed."""

    file: str
    parties: tuple[GoldParty, ...]
    people: tuple[GoldPerson, ...]
    demands: tuple[GoldDemand, ...]
    events: tuple[GoldEvent, ...]

    @property
    def stem(self) -> str:
        """The file name without its last ending: how the document is found in a dataset."""
        return Path(self.file).stem

    @cached_property
    def _names(self) -> dict[str, str]:
        return {fold(form): party.name for party in self.parties for form in (party.name, *party.forms)}

    def party(self, name: str | None) -> str:
        """The gold's own name for a party that the dataset names, else that name folded."""
        key = without_article(fold(name))
        return self._names.get(key) or self._names.get("the " + key) or key


def gold_files(folder: Path) -> list[Path]:
    """The annotation files of a folder, or of `gold/` inside it, sorted by name. Raises CallError when there are none."""
    for place in (folder, folder / "gold"):
        found = sorted(place.glob("*.yaml"))
        if found:
            return found
    raise CallError(f"{folder} holds no annotations: it needs .yaml files, one a text (see tests/gold).")


def texts_folder(folder: Path) -> Path | None:
    """The folder of the annotated texts: `texts/` inside the annotations' folder or beside it; None when absent."""
    for place in (folder / "texts", folder.resolve().parent / "texts"):
        if place.is_dir():
            return place
    return None


def read_gold(path: Path) -> GoldDocument:
    """Read one annotation file. Raises InputError when it is not what an annotation looks like."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return GoldDocument(
            file=data["document"]["file"],
            parties=tuple(_party(item) for item in data.get("parties") or ()),
            people=tuple(_person(item) for item in data.get("people") or ()),
            demands=tuple(_demand(item) for item in data.get("demands") or ()),
            events=tuple(_event(item) for item in data.get("events") or ()),
        )
    except KeyError as error:
        raise InputError(f"{path}: an item has no {error}; compare it with the files in tests/gold.") from None
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, TypeError) as error:
        reason = str(error).replace("\n", " ")
        raise InputError(f"{path} is not an annotation file that can be read: {reason}") from None


def _party(item: dict[str, Any]) -> GoldParty:
    return GoldParty(item["name"], tuple(item.get("surface_forms") or ()), bool(item.get("doubt")))


def _person(item: dict[str, Any]) -> GoldPerson:
    return GoldPerson(item["name"], item.get("role"), item.get("party"), bool(item.get("doubt")))


def _demand(item: dict[str, Any]) -> GoldDemand:
    return GoldDemand(
        by=_names(item.get("by")),
        of=_names(item.get("of")),
        kind=item.get("kind") or "",
        issue=item.get("issue") or "",
        quote=item["quote"],
        rejected_by=_names(item.get("rejected_by")),
        note=item.get("note") or "",
        doubt=bool(item.get("doubt")),
    )


def _event(item: dict[str, Any]) -> GoldEvent:
    return GoldEvent(
        type=item.get("type") or "",
        participants=_names(item.get("participants")),
        # YAML reads a bare yes as true
        happened="yes" if item.get("happened") is True else str(item.get("happened")),
        date=str(item["date"]) if item.get("date") else None,
        quote=item["quote"],
        note=item.get("note") or "",
        doubt=bool(item.get("doubt")),
    )


def _names(value: str | Iterable[str] | None) -> frozenset[str]:
    """One party, several that hold something jointly, or nobody."""
    if value is None:
        return frozenset()
    return frozenset([value] if isinstance(value, str) else value)
