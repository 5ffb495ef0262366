"""What the rows of a dataset are called in plain words: names and summaries in place of ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pipeline.releases.snapshot import Snapshot

if TYPE_CHECKING:
    import polars as pl

Row = Mapping[str, Any]

# id column -> the table, its key and the column that says what the record is
_NAMED = {
    "party_id": ("parties", "party_id", "name"),
    "part_of_id": ("parties", "party_id", "name"),
    "person_id": ("people", "person_id", "name"),
    "place_id": ("places", "place_id", "name"),
    "demand_id": ("demands", "demand_id", "summary"),
    "later_demand_id": ("demands", "demand_id", "summary"),
    "event_id": ("events", "event_id", "summary"),
    "document_id": ("documents", "document_id", "title"),
}
# how a row of a table is told; a column in braces is the name of the record whose id it holds
_SAID = {
    "documents": "{title}",
    "parties": "{name} ({type})",
    "people": "{name}",
    "places": "{name}",
    "roles": "{person_id}: {role_text}",
    "demands": "{summary} ({kind}, {status})",
    "demand_quantities": "{quantity_text} in: {demand_id}",
    "demand_addressees": "{party_id} is asked: {demand_id}",
    "stances": "{party_id} {stance}: {demand_id}",
    "events": "{summary} ({status}, {date_start})",
    "event_participants": "{party_id} {person_id} ({role}): {event_id}",
    "event_reports": "{document_id} says {reported_status}: {event_id}",
    "demand_changes": "{party_id} {change}: {demand_id}",
    "evidence": "“{quote}” for {record_id}",
    "id_redirects": "{old_id} is now {new_id}",
    "id_tombstones": "{said} is no more: {reason}",
    "corrections": "{action} {record_id}: {correction_reason}",
    "party_types": "{label}", "issues": "{label}", "event_types": "{label}", "stance_types": "{label}",
}  # fmt: skip


class Names:
    """Names of the records of one dataset."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._tables = snapshot.tables

    def lines(self, table: str, rows: pl.DataFrame) -> Iterator[str]:
        """What each of the rows says, in their order. Meant for the rows that are shown: loops over them."""
        said = _SAID.get(table, "")
        wanted = [word.partition("}")[0] for word in said.split("{")[1:]]
        names = {column: self._of(column, rows[column]) for column in wanted if column in rows.columns}
        for row in rows.iter_rows(named=True):
            values = {
                column: names.get(column, {}).get(str(row.get(column)), _plain(row.get(column))) for column in wanted
            }
            text = said.format(**values) if any(values.values()) else ""
            yield " ".join(text.replace(", )", ")").replace("()", "").split())

    def _of(self, column: str, ids: pl.Series) -> dict[str, str]:
        import polars as pl

        if column not in _NAMED:
            return {}
        table, key, said = _NAMED[column]
        frame = self._tables.get(table)
        if frame is None or not {key, said} <= set(frame.columns):
            return {}
        found = frame.filter(pl.col(key).is_in(ids.drop_nulls().unique().to_list())).select(key, said).drop_nulls()
        return {str(one): _plain(name) for one, name in found.iter_rows()}


def _plain(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
