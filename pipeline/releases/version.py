"""The version of the data, by fixed rules: what a change means to someone who has queries on the dataset.

| what changed since the last release | bump |
|---|---|
| a table or column removed or renamed, a type changed, a column made nullable, a code removed | major |
| rows added or removed, cells changed other than wording, a table, column or code added | minor |
| only wording: summaries, titles, descriptions, labels, definitions | patch |
| nothing | none |

The rules hold from the first release on, in 0.x too. Before the first release the version is 0.1.0.
"""

from __future__ import annotations

import re
from typing import Literal

from pipeline.errors import CallError
from pipeline.releases.diff import Diff

Bump = Literal["major", "minor", "patch", "none"]

FIRST = "0.1.0"
VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")


def bump_of(diff: Diff) -> Bump:
    """How much a diff changes for a reader."""
    if any(change.breaks for change in diff.schema):
        return "major"
    if any(not change.wording for change in diff.schema) or any(not each.only_wording for each in diff.tables.values()):
        return "minor"
    return "none" if diff.is_empty else "patch"


def next_version(last: str, bump: Bump) -> str:
    """The version after `last`. Raises CallError when `last` is no version."""
    major, minor, patch = parts(last)
    return {
        "major": f"{major + 1}.0.0",
        "minor": f"{major}.{minor + 1}.0",
        "patch": f"{major}.{minor}.{patch + 1}",
        "none": last,
    }[bump]


def parts(version: str) -> tuple[int, int, int]:
    """The three numbers of a version, to be compared. Raises CallError when it is none."""
    found = VERSION.fullmatch(version)
    if found is None:
        raise CallError(f"{version!r} is no version: write three numbers, such as 0.2.0.")
    return int(found[1]), int(found[2]), int(found[3])
