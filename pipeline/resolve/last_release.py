"""The dataset that was published before: which record each passage of each text stated, and which ids are no more.

Resolving uses it for one thing only: a record that was published keeps its id. What the records say is read from the
texts anew every time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.errors import InputError
from pipeline.schema import RECORD_TABLES, TABLES

if TYPE_CHECKING:
    import polars as pl

WORDS_OF = {"parties": "name", "people": "name", "places": "name", "roles": "role_text", "demands": "summary",
            "events": "summary", "stances": "stance"}  # fmt: skip


class Mention(NamedTuple):
    """A passage that states a record. `unchanged` is false when the text may have changed since: then only the
    quote tells where the passage is now, not its offsets."""

    document_id: str
    start: int
    end: int
    quote: str
    unchanged: bool = True

    @property
    def place(self) -> tuple[str, int, int, str]:
        """Text, offsets and words."""
        return self[:4]


@dataclass(frozen=True)
class LastRelease:
    """The tables of the last release; no table when nothing was published yet."""

    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table; none when the release has no such table."""
        return self.tables[table].to_dicts() if table in self.tables else []

    def renamed(self, names: Mapping[str, str]) -> LastRelease:
        """The same release with documents under other ids: old id -> new id."""
        import polars as pl

        if not names:
            return self
        columns = [pl.col(one).replace(dict(names)) for one in ("document_id", "first_document_id")]
        return LastRelease({
            name: table.with_columns(one for one in columns if one.meta.output_name() in table.columns)
            for name, table in self.tables.items()
        })  # fmt: skip

    @cached_property
    def documents(self) -> dict[str, dict[str, Any]]:
        return {str(row["document_id"]): row for row in self.rows("documents")}

    @cached_property
    def redirects(self) -> dict[str, dict[str, Any]]:
        return {str(row["old_id"]): row for row in self.rows("id_redirects")}

    @cached_property
    def tombstones(self) -> dict[str, dict[str, Any]]:
        return {str(row["old_id"]): row for row in self.rows("id_tombstones")}

    @cached_property
    def live(self) -> dict[str, dict[str, list[Mention]]]:
        """record type -> id -> the passages that state the record, the oldest text's first."""
        found: dict[str, dict[str, list[Mention]]] = {
            kind: {str(row[key]): [] for row in self.rows(table)} for kind, (table, key) in RECORD_TABLES.items()
        }
        evidence = self.tables.get("evidence")
        if evidence is not None:
            columns = ("record_type", "record_id", "document_id", "start", "end", "quote")
            for kind, record, *place in evidence.select(columns).iter_rows():
                found[str(kind)].setdefault(str(record), []).append(Mention(*place))
        for records in found.values():
            for mentions in records.values():
                if len(mentions) > 1:
                    mentions.sort(key=self.age)
        return found

    @cached_property
    def former(self) -> dict[str, dict[str, list[Mention]]]:
        """record type -> id that leads elsewhere or is no more -> the passage that first stated its record."""
        found: dict[str, dict[str, list[Mention]]] = {kind: {} for kind in RECORD_TABLES}
        for old, row in (self.redirects | self.tombstones).items():
            anchored = row.get("first_document_id") is not None
            found[old.partition(":")[0]][old] = [_mention(row, "first_")] if anchored else []
        return found

    def age(self, mention: Mention) -> tuple[date, str, int, int]:
        """Sorts passages by the publication of their texts, undated texts last, then by document and place."""
        return self._published.get(mention.document_id, date.max), *mention[:3]

    @cached_property
    def _published(self) -> dict[str, date]:
        days = ((name, row.get("published_from")) for name, row in self.documents.items())
        return {name: day for name, day in days if isinstance(day, date)}

    @cached_property
    def said(self) -> dict[str, str]:
        """id of a record -> what it says, for people: its name or summary."""
        return said_by(self.rows)


def said_by(rows: Callable[[str], Iterable[Mapping[str, Any]]]) -> dict[str, str]:
    """id of each record -> what it says, for people; `rows` gives those of a table."""
    return {str(row[key]): str(row[WORDS_OF[table]]) for table, key in RECORD_TABLES.values() for row in rows(table)}


def _mention(row: Mapping[str, Any], prefix: str = "") -> Mention:
    return Mention(row[f"{prefix}document_id"], row[f"{prefix}start"], row[f"{prefix}end"], row[f"{prefix}quote"])


def read_last_release(out: Path) -> LastRelease:
    """The dataset that stands in `out/dist/parquet`; empty when there is none. Tables that an older version of the
    schema lacked are left out.

    Raises InputError when a table cannot be read.
    """
    import polars as pl

    tables = {}
    for name in TABLES:
        file = out / "dist" / "parquet" / f"{name}.parquet"
        if file.is_file():
            try:
                tables[name] = pl.read_parquet(file, glob=False)
            except (pl.exceptions.PolarsError, OSError) as error:
                first = str(error).splitlines()[0]
                raise InputError(
                    f"{file} cannot be read ({first}); restore dist/ or remove it, and build again"
                ) from None
    return LastRelease(tables)
