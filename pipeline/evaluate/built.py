"""What a built dataset says of one document, in the shape in which it is compared with the annotations."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import CallError
from pipeline.schema.vocabularies import MADE

if TYPE_CHECKING:
    import polars as pl

TABLES = (
    "documents", "parties", "people", "roles", "demands", "demand_addressees", "stances", "events",
    "event_participants", "evidence",
)  # fmt: skip


@dataclass(frozen=True)
class BuiltParty:
    name: str
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class BuiltPerson:
    name: str
    roles: tuple[tuple[str, str | None], ...]  # in this document: the words of the text, the party's name


@dataclass(frozen=True)
class BuiltDemand:
    """Parties by their names in the dataset."""

    kind: str
    issue: str
    quotes: tuple[str, ...]
    by: frozenset[str]
    of: frozenset[str]
    rejected_by: frozenset[str]


@dataclass(frozen=True)
class BuiltEvent:
    """Parties by their names in the dataset."""

    type: str
    status: str
    quotes: tuple[str, ...]
    participants: frozenset[str]
    date_start: datetime.date | None
    date_end: datetime.date | None


@dataclass(frozen=True)
class BuiltDocument:
    parties: tuple[BuiltParty, ...]
    people: tuple[BuiltPerson, ...]
    demands: tuple[BuiltDemand, ...]
    events: tuple[BuiltEvent, ...]


class Built:
    """A dataset on disk. `root` is the folder that holds `dist/`."""

    def __init__(self, root: Path) -> None:
        """Read the tables. Raises CallError when one is absent."""
        import polars as pl

        self._frames: dict[str, pl.DataFrame] = {}
        for name in TABLES:
            path = root / "dist" / "parquet" / f"{name}.parquet"
            if not path.is_file():
                raise CallError(f"there is no {path}: run `parley build` first.")
            self._frames[name] = pl.read_parquet(path, glob=False)
        self._party_names: dict[str, str] = dict(self._frames["parties"].select("party_id", "name").iter_rows())

    def document_id(self, stem: str) -> str | None:
        """The document whose file has this name without its ending."""
        for document_id, path in self._frames["documents"].select("document_id", "path").iter_rows():
            if Path(path).stem == stem:
                return str(document_id)
        return None

    def document(self, document_id: str) -> BuiltDocument:
        """Everything with evidence in one document, in the order of ids."""
        return BuiltDocument(
            parties=tuple(
                BuiltParty(row["name"], quotes)
                for row, quotes in self._evidenced("parties", "party", "party_id", document_id)
            ),
            people=tuple(
                BuiltPerson(row["name"], self._roles(row["person_id"], document_id))
                for row, _ in self._evidenced("people", "person", "person_id", document_id)
            ),
            demands=tuple(
                self._demand(row, quotes)
                for row, quotes in self._evidenced("demands", "demand", "demand_id", document_id)
            ),
            events=tuple(
                self._event(row, quotes) for row, quotes in self._evidenced("events", "event", "event_id", document_id)
            ),
        )

    def _evidenced(
        self, table: str, record_type: str, key: str, document_id: str
    ) -> list[tuple[dict[str, Any], tuple[str, ...]]]:
        """Rows of a table that this document states, each with its quotes in reading order."""
        import polars as pl

        evidence = self._frames["evidence"].filter(
            (pl.col("record_type") == record_type) & (pl.col("document_id") == document_id)
        )
        quotes: dict[str, list[str]] = {}
        for record_id, quote in evidence.sort("start", "end").select("record_id", "quote").iter_rows():
            quotes.setdefault(record_id, []).append(quote)
        rows = self._frames[table].sort(key).iter_rows(named=True)
        return [(row, tuple(quotes[row[key]])) for row in rows if row[key] in quotes]

    def _matching(self, table: str, key: str, value: str) -> list[dict[str, Any]]:
        import polars as pl

        return self._frames[table].filter(pl.col(key) == value).to_dicts()

    def _roles(self, person_id: str, document_id: str) -> tuple[tuple[str, str | None], ...]:
        return tuple(
            (row["role_text"], self._party_names.get(row["party_id"]))
            for row in self._matching("roles", "person_id", person_id)
            if row["document_id"] == document_id
        )

    def _demand(self, row: dict[str, Any], quotes: tuple[str, ...]) -> BuiltDemand:
        stances = self._matching("stances", "demand_id", row["demand_id"])

        def holders(*wanted: str) -> frozenset[str]:
            return frozenset(self._party_names[each["party_id"]] for each in stances if each["stance"] in wanted)

        addressees = self._matching("demand_addressees", "demand_id", row["demand_id"])
        return BuiltDemand(
            kind=row["kind"],
            issue=row["issue"],
            quotes=quotes,
            by=holders(*MADE),
            of=frozenset(self._party_names[each["party_id"]] for each in addressees),
            rejected_by=holders("rejected", "countered"),
        )

    def _event(self, row: dict[str, Any], quotes: tuple[str, ...]) -> BuiltEvent:
        participants = self._matching("event_participants", "event_id", row["event_id"])
        return BuiltEvent(
            type=row["event_type"],
            status=row["status"],
            quotes=quotes,
            participants=frozenset(
                self._party_names[each["party_id"]] for each in participants if each["party_id"] is not None
            ),
            date_start=row["date_start"],
            date_end=row["date_end"],
        )
