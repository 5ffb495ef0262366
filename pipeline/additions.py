"""A dataset's own rows beside the reference tables: `sources/reference/<table>.csv`, with the columns of that table.

They are read and checked here (`read_additions`), and put to use for this process (`use`); whoever reads a table that
can be extended asks for its added rows (`added_rows`). One process reads for one dataset at a time, as the tables are
read once and kept.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.files import read_text
from pipeline.reference_tables import table_rows

FOLDER = "reference"  # below sources/
MOST_BYTES = 20_000_000
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# Tables that can be extended: the columns that make a row one, and the columns whose words the rules must know, with
# what separates several words in a cell. Such a word must stand in a row of the table that comes with Parley.
TABLES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "organisations": (("key",), {"type": ""}),
    "organisation_names": (("name",), {}),
    "country_names": (("name", "kind"), {"kind": ""}),
    "outlets": (("name",), {"kind": ""}),
    "ignored_names": (("name",), {}),
    "demand_frames": (("frame",), {"pos": "", "complements": "|", "kind": "", "addressee": "|", "content": "|"}),
    "answer_frames": (("frame",), {"pos": "", "stance": "", "negated": "", "unwilling": "", "about": " "}),
    "event_triggers": (
        ("rule",),
        {"pos": "", "subject": "", "object": "", "object_class": "|", "needs": " ", "label": "", "event_type": ""},
    ),
}
NOTES = (".md", ".txt")  # what may lie beside the tables
NAMES = ("country_names", "organisation_names", "outlets", "ignored_names")  # one name has one meaning in all of these
VERBS = ("demand_frames", "answer_frames", "event_triggers")
# Modules that keep what they read of the tables. The language model is kept elsewhere and reads none of these.
KEEPERS = ("pipeline.extract.", "pipeline.resolve.", "pipeline.commands.rules")
KEEPS_THE_MODEL = "pipeline.extract.language"

Row = dict[str, str]
Rows = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Additions:
    """The added rows by table, as pairs of column and cell: hashable, and fit to be sent to another process."""

    tables: tuple[tuple[str, Rows], ...] = ()

    def rows(self, table: str) -> list[Row]:
        """The rows that are added to a table, in the order of its file."""
        return [dict(row) for name, rows in self.tables if name == table for row in rows]

    @property
    def digest(self) -> str:
        """Equal rows, equal digest."""
        return hashlib.sha256(repr(self.tables).encode("utf-8", "surrogateescape")).hexdigest() if self.tables else ""


_in_use = Additions()


def in_use() -> Additions:
    """The additions that this process reads texts with."""
    return _in_use


def use(additions: Additions) -> None:
    """Read texts with these additions from now on. What was kept of the tables is forgotten where they differ."""
    global _in_use
    if additions == _in_use:
        return
    _in_use = additions
    for name, module in list(sys.modules.items()):
        if name.startswith(KEEPERS) and name != KEEPS_THE_MODEL:
            for value in list(vars(module).values()):
                if getattr(value, "__module__", None) != KEEPS_THE_MODEL and hasattr(value, "cache_clear"):
                    value.cache_clear()


def added_rows(table: str) -> list[Row]:
    """The rows that the dataset being built adds to a table of `pipeline/reference/`."""
    return _in_use.rows(table)


def extended_rows(table: str) -> list[Row]:
    """The rows of a table as it comes with Parley, and after them those that the dataset being built adds."""
    return [*table_rows(table), *added_rows(table)]


def read_additions(sources: Path) -> Additions:
    """The rows of all tables below `sources/reference/`; none without that folder.

    An added organisation is found by its own name without a row in `organisation_names`. Raises InputError with file
    and line for an unknown table, columns that are not those of the table, a row that is there already, a name that
    has another meaning, and a word that the rules do not know.
    """
    folder = sources / FOLDER
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    files = [file for file in there if file.suffix == ".csv" and not file.name.startswith(".")]
    for file in there:
        if file not in files and not file.name.startswith(".") and file.suffix not in NOTES:
            raise InputError(f"{_told(file)} would not be read: a table is a file in this folder that ends in .csv")
    for file in files:
        if file.stem not in TABLES:
            raise InputError(f"{_told(file)}, line 1: no table `{file.stem}` can be extended; "
                             f"these can: {', '.join(TABLES)}")  # fmt: skip
    read = {file.stem: list(_read(file)) for file in files}
    known = _Known(read)
    for table in TABLES:  # in this order: names are checked when all parties are known
        for line, row in read.get(table, []):
            known.check(table, row, f"{FOLDER}/{table}.csv, line {line}")
    tables = {table: [row for _, row in read[table]] for table in TABLES if table in read}
    if own := known.unnamed(tables.get("organisations", [])):
        tables["organisation_names"] = [*own, *tables.get("organisation_names", [])]
    kept = {table: tuple(tuple(row.items()) for row in tables[table]) for table in TABLES if tables.get(table)}
    return Additions(tuple(kept.items()))


def _told(file: Path) -> str:
    return f"{FOLDER}/{file.name}"


def _read(file: Path) -> Iterator[tuple[int, Row]]:
    """The rows of an added table and the lines on which they begin, their cells without spaces around."""
    text = read_text(file, _told(file), MOST_BYTES)
    columns = list(table_rows(file.stem)[0])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                pass
            elif header is None:
                header = cells
                if sorted(header) != sorted(columns):
                    raise InputError(f"{_told(file)}, line {line}: the columns must be {','.join(columns)}")
            elif len(cells) != len(header):
                raise InputError(f"{_told(file)}, line {line}: {len(cells)} cells where {len(header)} belong; put a "
                                 "cell that holds a comma in quotes")  # fmt: skip
            else:
                row = dict(zip(header, cells, strict=True))
                yield line, {column: row[column] for column in columns}
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{_told(file)}, line {line}: this is no valid CSV ({error})") from None


class _Known:
    """What the tables that come with Parley hold, and the added rows that were checked so far."""

    def __init__(self, read: Mapping[str, list[tuple[int, Row]]]) -> None:
        packaged = {table: table_rows(table) for table in TABLES} if read else {}
        self.packaged: dict[str, list[Row]] = packaged
        own = [row["key"] for _, row in read.get("organisations", [])]
        self.taken = {row["key"] for name in ("organisations",) for row in packaged.get(name, [])}
        self.taken |= {row["key"] for row in table_rows("countries")} if read else set()
        self.parties = self.taken | set(own)
        self.meaning = {row["name"]: (table, row.get("key", "")) for table in NAMES for row in packaged.get(table, [])}
        self.rows = {
            table: {tuple(row[column] for column in unique): "in Parley's own table" for row in packaged.get(table, [])}
            for table, (unique, _) in TABLES.items()
        }

    def check(self, table: str, row: Row, where: str) -> None:
        """Raises InputError when the row cannot be added."""
        unique, closed = TABLES[table]
        for column in (*unique, "source", *(["name"] if table == "organisations" else [])):
            if not row[column]:
                what = "say where this fact comes from" if column == "source" else "it may not be empty"
                raise InputError(f"{where}: the column `{column}` is empty; {what}")
        if table == "organisations":
            self._organisation(row, where)
        if table in NAMES:
            self._name(table, row, where)
        ident = tuple(row[column] for column in unique)
        if ident in self.rows[table]:
            raise InputError(f"{where}: `{' '.join(ident)}` is there already, {self.rows[table][ident]}")
        self.rows[table][ident] = f"in {where}"
        for column, separator in closed.items():
            self._words(table, column, separator, row, where)
        if table in VERBS and table != "event_triggers" and not row["lemma"]:
            raise InputError(f"{where}: the column `lemma` is empty; it may not be empty")
        if table == "event_triggers":
            roles = {pair.partition("=")[2] for one in self.packaged[table] for pair in one["prepositions"].split("|")}
            for pair in filter(None, row["prepositions"].split("|")):
                if "=" not in pair or pair.partition("=")[2] not in roles:
                    raise InputError(f"{where}: `prepositions` must be WORD=ROLE, with a role among "
                                     f"{', '.join(sorted(roles - {''}))}; it has `{pair[:40]}`")  # fmt: skip

    def _organisation(self, row: Row, where: str) -> None:
        if not KEY.fullmatch(row["key"]):
            raise InputError(f"{where}: the key `{row['key'][:60]}` must be small letters, digits and single hyphens")
        if row["key"] in self.taken:
            raise InputError(f"{where}: the key `{row['key']}` is there already, in Parley's own table")
        if row["part_of"] and (row["part_of"] not in self.parties or row["part_of"] == row["key"]):
            raise InputError(f"{where}: `part_of` is `{row['part_of'][:60]}`, which is the key of no other party")

    def _name(self, table: str, row: Row, where: str) -> None:
        key = row.get("key", "")
        if "key" in row and key not in self.parties:
            raise InputError(f"{where}: there is no party with the key `{key[:60]}`")
        before = self.meaning.setdefault(row["name"], (table, key))
        if before != (table, key):
            of = f" as a name of `{before[1]}`" if before[1] else ""
            raise InputError(f"{where}: the name `{row['name'][:60]}` stands in {before[0]} already{of}")

    def _words(self, table: str, column: str, separator: str, row: Row, where: str) -> None:
        def split(cell: str) -> list[str]:
            return cell.split(separator) if separator else [cell]

        allowed = {word for one in self.packaged[table] for word in split(one[column])}
        for word in split(row[column]):
            if word not in allowed:
                told = ", ".join(sorted(allowed - {""}))
                raise InputError(f"{where}: `{column}` is `{word[:40]}`; it must be one of {told}")

    def unnamed(self, organisations: list[Row]) -> list[Row]:
        """Rows that name organisations as they are called, where that name has no meaning yet."""
        return [
            {"name": row["name"], "key": row["key"], "source": row["source"]}
            for row in organisations
            if row["name"] not in self.meaning
        ]
