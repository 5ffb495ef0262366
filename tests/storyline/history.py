"""Releases that follow one another, and what must hold of the ids over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipeline.model import Claims
from pipeline.resolve import Judgements, LastRelease, resolve
from pipeline.schema import RECORD_TABLES

Tables = Mapping[str, pl.DataFrame]
Passage = tuple[str, str]  # sha256 of the text, quote: it survives that a file is renamed


@dataclass
class History:
    """Each release is made from claims and the release before it."""

    releases: list[Tables] = field(default_factory=list)

    def release(self, claims: Sequence[Claims], judgements: Judgements | None = None) -> Tables:
        last = LastRelease(self.releases[-1] if self.releases else {})
        self.releases.append(resolve(claims, last, judgements).tables)
        return self.releases[-1]

    def faults(self) -> list[str]:
        """What is wrong with the ids: each that was ever published is live, leads on, or is gone for a reason - one of
        the three - and none is the id of two records that have no word in common."""
        return [fault for number in range(1, len(self.releases)) for fault in self._faults(number)]

    def _faults(self, number: int) -> Iterator[str]:
        tables = self.releases[number]
        live, leading, gone = live_ids(tables), redirects(tables), tombstones(tables)
        ever = set().union(*(live_ids(one) | set(redirects(one)) | set(tombstones(one))
                             for one in self.releases[:number]))  # fmt: skip
        for old in sorted(ever | set(leading) | set(gone)):
            states = [name for name, ids in (("live", live), ("led on", leading), ("gone", gone)) if old in ids]
            if len(states) != 1:
                yield f"release {number}: {old} is {' and '.join(states) or 'lost'}"
        for old, new in leading.items():
            if new not in live:
                yield f"release {number}: {old} leads to {new}, which is no record"
        for old, row in gone.items():
            if not row["reason"] or not row["said"]:
                yield f"release {number}: {old} is gone without a word"
        before = self._said_before(number)
        for record, said in passages(tables).items():
            if record in before and not any(alike(one, other) for one in said for other in before[record]):
                yield f"release {number}: {record} now says {min(said)}, it said {min(before[record])}"

    def _said_before(self, number: int) -> dict[str, set[Passage]]:
        said: dict[str, set[Passage]] = {}
        for tables in self.releases[:number]:
            for record, found in passages(tables).items():
                said.setdefault(record, set()).update(found)
        return said


def alike(one: Passage, other: Passage) -> bool:
    """Two passages have words in common: a text may have changed, and an extraction takes more or fewer words."""
    return one == other or bool(_words(one) & _words(other))


def _words(passage: Passage) -> set[str]:
    return {word.strip(".,;:\"“”'’()").casefold() for word in passage[1].split()}


def live_ids(tables: Tables) -> set[str]:
    return {record for table, key in RECORD_TABLES.values() for record in tables[table][key].to_list()}


def redirects(tables: Tables) -> dict[str, str]:
    return dict(
        zip(tables["id_redirects"]["old_id"].to_list(), tables["id_redirects"]["new_id"].to_list(), strict=True)
    )


def tombstones(tables: Tables) -> dict[str, dict[str, Any]]:
    return {row["old_id"]: row for row in tables["id_tombstones"].to_dicts()}


def passages(tables: Tables) -> dict[str, set[Passage]]:
    """record id -> the passages that state the record."""
    texts = dict(
        zip(tables["documents"]["document_id"].to_list(), tables["documents"]["sha256"].to_list(), strict=True)
    )
    said: dict[str, set[Passage]] = {}
    for row in tables["evidence"].to_dicts():
        said.setdefault(row["record_id"], set()).add((texts[row["document_id"]], row["quote"]))
    return said


def records(tables: Tables) -> dict[str, list[str]]:
    """The rows of all tables of records, with each id replaced by what it stands for: the passages that state the
    record. Two builds with other ids hold the same records when these are equal."""
    said: dict[str, str] = {}
    for row in tables["evidence"].sort("document_id", "start", "end").to_dicts():
        words = f"{row['document_id']} {row['start']} {row['end']}; "
        said[row["record_id"]] = said.get(row["record_id"], f"{row['record_type']} ") + words
        said[row["evidence_id"]] = words

    def meant(table: str, column: str, value: Any) -> Any:
        own = table in ROWS_BY_THEMSELVES and column == ROWS_BY_THEMSELVES[table]
        return None if own else said.get(value, value) if isinstance(value, str) else value

    return {
        table: sorted(repr({column: meant(table, column, value) for column, value in row.items()})
                      for row in tables[table].to_dicts())
        for table in COMPARED
    }  # fmt: skip


# Tables whose ids hang on the ids of the records that they are about -> the id to leave out
ROWS_BY_THEMSELVES = {"event_participants": "participant_id", "evidence": "evidence_id", "demand_changes": "change_id"}
COMPARED = (*(table for table, _ in RECORD_TABLES.values()), "documents", "demand_addressees", "demand_quantities",
            "demand_changes", "event_participants", "event_reports", "evidence")  # fmt: skip
