"""What a dataset says about itself: title, description, version, contributors, keywords."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline import __version__

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """The words of the descriptor that the tables do not hold.

    `date` is the ISO date of the release; None for what is not released. `homepage` is an address at which readers
    find the dataset. `files` are further files of `dist/` (path below dist/ -> content), such as the reports of other
    stages.
    """

    name: str = "parley"
    title: str = "Parley: who demands what of whom"
    description: str = (
        "Demands, offers, answers, events and the parties to them, read from news texts about negotiations. Every row "
        "rests on a quotation with its place in the source text. The tables are made by a program and may contain "
        "mistakes: check the sentence before you rely on a row. The tables are licensed CC BY 4.0; the source texts "
        "keep their own licences and are not part of the package."
    )
    version: str = __version__
    date: str | None = None
    homepage: str | None = None
    contributors: tuple[str, ...] = ("Parley contributors",)
    keywords: tuple[str, ...] = (
        "negotiation", "diplomacy", "peace process", "demands", "positions", "mediation", "events", "text as data",
    )  # fmt: skip
    files: Mapping[str, bytes] = field(default_factory=dict)
