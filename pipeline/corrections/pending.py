"""Which corrections the published dataset does not know yet, or still has although their entry is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.corrections.entries import FOLDER, Correction
from pipeline.corrections.values import cell, checked_values, shown
from pipeline.resolve.ids import Identity, mint

TOLD = ("correction_reason", "corrected_by", "corrected_on", "file", "line")


@dataclass(frozen=True, slots=True)
class PendingCorrection:
    """One row of the corrections table that a build would add, rewrite or take away; `where` is its place in a file."""

    state: Literal["new", "changed", "gone"]
    where: str
    what: str


def correction_id(one: Correction, other: str | None, column: str | None, after: str | None) -> str:
    """The id of a row of the corrections table. It rests on what is decided, not on where it is written."""
    identity = Identity("correction:", (one.action, one.ids[0], other, column, after))
    return mint([identity], digits=12)[identity]


def pending_corrections(
    corrections: Sequence[Correction], published: Sequence[Mapping[str, str]]
) -> list[PendingCorrection]:
    """What differs between the entries and the published rows of the table `corrections`, cells as its CSV has them.

    Entries are compared by what they decide, by their reason, author, day and place. Whether they still fit the records
    only a build knows, and the table does not tell the `expect` and the `quote` of an entry: these are not compared. Raises InputError, with file and line, for a value that may not be set.
    """
    known = {row["correction_id"]: row for row in published}
    found: list[PendingCorrection] = []
    met: set[str] = set()
    for one in corrections:
        told = (one.reason, one.by, one.on.isoformat(), one.file, str(one.line))
        for name, what in _decided(one, published):
            met.add(name)
            if name not in known:
                found.append(PendingCorrection("new", one.where, what))
            elif tuple(known[name][column] for column in TOLD) != told:
                found.append(PendingCorrection("changed", one.where, what))
    for name, row in known.items():
        if name not in met:
            words = [row["record_id"], row["other_id"], row["column_name"]]
            what = " ".join([row["action"], *(word for word in words if word)])
            found.append(PendingCorrection("gone", f"{FOLDER}/{row['file']}, line {row['line']}", what))
    return found


def _decided(one: Correction, published: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """The id of each row that the entry makes, and what the row decides in words."""
    begins = f"{one.action} {one.ids[0]}"
    if one.action == "set":
        for column, value in checked_values(one).items():
            yield correction_id(one, None, column, cell(value)), f"{begins} {column}: {shown(value)}"
    elif one.action in ("merge", "apart"):
        for other in one.ids[1:]:
            yield correction_id(one, other, None, None), f"{begins} {other}"
    elif one.action == "flag" and one.column:
        # the row keeps the value that is flagged, which stands in the dataset and not in the entry
        values = {row["value_after"] or None for row in published if row["action"] == "flag"}
        names = {correction_id(one, None, one.column, value) for value in {*values, None}}
        known = sorted(names & {row["correction_id"] for row in published})
        yield known[0] if known else correction_id(one, None, one.column, None), f"{begins} {one.column}"
    else:
        yield correction_id(one, None, None, None), begins
