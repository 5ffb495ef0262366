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
# What a dataset can be licensed under, by SPDX name: the places where data are found know each of them
LICENCES = {
    LICENCE["name"]: LICENCE,
    "CC-BY-SA-4.0": {
        "name": "CC-BY-SA-4.0",
        "title": "Creative Commons Attribution Share Alike 4.0 International",
        "path": "https://creativecommons.org/licenses/by-sa/4.0/",
    },
    "CC-BY-NC-4.0": {
        "name": "CC-BY-NC-4.0",
        "title": "Creative Commons Attribution Non Commercial 4.0 International",
        "path": "https://creativecommons.org/licenses/by-nc/4.0/",
    },
    "CC0-1.0": {
        "name": "CC0-1.0",
        "title": "Creative Commons Zero v1.0 Universal",
        "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    },
}


def described_as(licence: str) -> str:
    """What a dataset is described as that has no words of its own; `licence` is one of LICENCES."""
    spoken = licence.removesuffix("-4.0").removesuffix("-1.0").replace("CC-BY", "CC BY") + f" {licence[-3:]}"
    return (
        "Demands, offers, answers, events and the parties to them, read from news texts about negotiations. Every row "
        "rests on a quotation with its place in the source text. The tables are made by a program and may contain "
        f"mistakes: check the sentence before you rely on a row. The tables are licensed {spoken}; the source texts "
        "keep their own licences and are not part of the package."
    )


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """The words of the descriptor that the tables do not hold.

    `version` is that of the release, or the one that it would be released as; `date` is the ISO date of the release,
    None for what is not released; then `after` is the version of the last release, if there was one. `files` are
    further files of `dist/` (path below dist/ -> content), such as the reports of other stages.
    """

    name: str = "parley"
    title: str = "Parley: who demands what of whom"
    description: str = described_as("CC-BY-4.0")
    version: str = __version__
    date: str | None = None
    after: str | None = None
    contributors: tuple[str, ...] = ("Parley contributors",)
    keywords: tuple[str, ...] = (
        "negotiation", "diplomacy", "peace process", "demands", "positions", "mediation", "events", "text as data",
    )  # fmt: skip
    files: Mapping[str, bytes] = field(default_factory=dict)
    licence: Mapping[str, str] = field(default_factory=lambda: LICENCE)

    @property
    def edition(self) -> str:
        """Which edition this is, for people: only what was released has a version to refer to."""
        if self.date:
            return f"version {self.version} of {self.date}"
        return f"after version {self.after}, not released yet" if self.after else "not released yet"

    @property
    def citation(self) -> str:
        """How to cite the dataset, in one line."""
        edition = f"version {self.version}, {self.date}" if self.date else self.edition
        return f"{', '.join(self.contributors)}: {self.title}, {edition}."
