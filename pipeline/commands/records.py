"""What one record says in plain words: found by its id, with names in place of ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.commands.finding import unknown
from pipeline.commands.plain import one_line
from pipeline.errors import CallError
from pipeline.schema import RECORD_TABLES
from pipeline.schema.vocabularies import MADE
from pipeline.wording import listed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]
Facts = list[tuple[str, str]]

IN_MADE = f"in ({', '.join(map(repr, MADE))})"  # of a stance, in SQL: that of those whose demand it is

# What can be explained: kind -> table and key column.
EXPLAINED = {
    **RECORD_TABLES,
    "document": ("documents", "document_id"),
    "evidence": ("evidence", "evidence_id"),
    "change": ("demand_changes", "change_id"),
}

ANSWERED = {
    "made": "made it",
    "offered": "offered it",
    "accepted": "accepted it",
    "accepted_conditionally": "accepted it on a condition",
    "fulfilled": "fulfilled it",
    "rejected": "rejected it",
    "countered": "answered with a demand of its own",
    "withdrawn": "withdrew it",
    "criticised": "criticised it",
    "endorsed": "endorsed it",
    "undecided": "has not decided",
}


@dataclass(frozen=True)
class Found:
    """A record, what kind it is of, and the id it was asked for by when that one has been replaced."""

    kind: str
    record_id: str
    row: Row
    redirected_from: str | None = None


def find_record(connection: DuckDBPyConnection, word: str) -> Found:
    """The record with this id, whatever its kind; follows the ids of earlier releases.

    Raises CallError with near matches when there is none, and with the reason for one that is no more.
    """
    word = word.strip()
    for kind, (table, key) in EXPLAINED.items():
        rows = fetch(connection, f'select * from "{table}" where "{key}" = ?', word)
        if rows:
            return Found(kind, word, rows[0])
    redirects = fetch(connection, "select new_id from id_redirects where old_id = ?", word)
    if redirects:
        found = find_record(connection, redirects[0]["new_id"])
        return Found(found.kind, found.record_id, found.row, word)
    for gone in fetch(connection, "select said, reason from id_tombstones where old_id = ?", word):
        raise CallError(f"{word} is no more: {one_line(gone['reason'])}; it said: {one_line(gone['said'])}")
    known = [
        row[0]
        for table, key in EXPLAINED.values()
        for row in connection.execute(f'select "{key}" from "{table}"').fetchall()
    ]
    raise unknown("record", word, known, otherwise="`parley show demands` prints ids in its first column.")


def fetch(connection: DuckDBPyConnection, sql: str, *values: object) -> list[Row]:
    """Rows as dictionaries."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def headline(connection: DuckDBPyConnection, kind: str, row: Row) -> str:
    """The record in one sentence."""
    if kind in ("demand", "event"):
        return _sentence(row["summary"])
    if kind == "stance":
        demand = fetch(connection, "select summary from demands where demand_id = ?", row["demand_id"])[0]["summary"]
        return _sentence(f"{_name(connection, 'party', row['party_id'])} {ANSWERED[row['stance']]}: {demand}")
    if kind == "role":
        return _sentence(f"{_name(connection, 'person', row['person_id'])} is named as {row['role_text']}")
    if kind == "evidence":
        return _sentence(f"These words state {row['record_id']}")
    if kind == "change":
        demand = fetch(connection, "select summary from demands where demand_id = ?", row["demand_id"])[0]["summary"]
        return _sentence(f"{_name(connection, 'party', row['party_id'])} has {row['change']} what it said: {demand}")
    if kind == "document":
        return _sentence(row["title"] or row["path"])
    return _sentence(str(row["name"]))


def facts(connection: DuckDBPyConnection, kind: str, row: Row) -> Facts:
    """Labels and values of the record that are not null, in the order in which one wants to know them."""
    return [(label, value) for label, value in _FACTS[kind](connection, row) if value]


def answers(connection: DuckDBPyConnection, demand_id: str) -> list[str]:
    """One line a stance, the claimants' own first."""
    rows = fetch(
        connection,
        "select p.name, n.name as speaker, s.stance, s.stance_date, s.document_id from stances s "
        "join parties p using (party_id) left join people n using (person_id) where s.demand_id = ? "
        f"order by s.stance not {IN_MADE}, s.stance_date nulls last, p.name, s.stance, s.document_id",
        demand_id,
    )
    return [
        f"{row['name']} {ANSWERED[row['stance']]}"
        + (f", said by {row['speaker']}" if row["speaker"] else "")
        + (f", on {row['stance_date']}" if row["stance_date"] else "")
        + f" (in {row['document_id']})"
        for row in rows
    ]


def evidence(connection: DuckDBPyConnection, kind: str, row: Row) -> list[Row]:
    """The evidence rows of a record in reading order; of a change that of the earlier form and that of
    the later one; those of a document are too many to list."""
    if kind == "evidence":
        return [row]
    if kind == "document":
        return []
    if kind == "change":
        pieces = [row["earlier_evidence_id"], row["later_evidence_id"]]
        return [fetch(connection, "select * from evidence where evidence_id = ?", one)[0] for one in pieces]
    return fetch(
        connection,
        'select * from evidence where record_type = ? and record_id = ? order by document_id, start, "end"',
        kind,
        row[RECORD_TABLES[kind][1]],
    )


def _demand(connection: DuckDBPyConnection, row: Row) -> Facts:
    parties = (
        "select distinct p.name from {table} x join parties p using (party_id) where x.demand_id = ? {more}order by 1"
    )
    by = fetch(connection, parties.format(table="stances", more=f"and stance {IN_MADE} "), row["demand_id"])
    of = fetch(connection, parties.format(table="demand_addressees", more=""), row["demand_id"])
    return [
        ("kind", row["kind"]),
        ("by", listed([party["name"] for party in by])),
        ("of", listed([party["name"] for party in of]) or "nobody named"),
        ("issue", _vocabulary(connection, "issues", row["issue"])),
        ("in words of the text", one_line(row["content"])),
        ("condition", one_line(row["condition_text"] or "")),
        ("status", row["status"]),
    ]


def _event(connection: DuckDBPyConnection, row: Row) -> Facts:
    participants = fetch(
        connection,
        "select x.role, p.name as party, n.name as person from event_participants x "
        "left join parties p using (party_id) left join people n using (person_id) where x.event_id = ? "
        "order by x.role, coalesce(p.name, n.name)",
        row["event_id"],
    )
    roles: dict[str, list[str]] = {}
    for each in participants:
        names = [name for name in (each["person"], each["party"]) if name]
        roles.setdefault(each["role"], []).append(f"{names[0]} ({names[1]})" if len(names) == 2 else names[0])
    return [
        ("type", _vocabulary(connection, "event_types", row["event_type"])),
        ("label", row["label"]),
        ("status", row["status"]),
        *((role, listed(names)) for role, names in sorted(roles.items())),
        ("date", _date(row)),
        ("place", _name(connection, "place", row["place_id"])),
    ]


def _date(row: Row) -> str:
    if row["date_start"] is None:
        return f"not resolved; the text says {one_line(row['date_text'])!r}" if row["date_text"] else ""
    days = str(row["date_start"])
    if row["date_end"] and row["date_end"] != row["date_start"]:
        days += f" to {row['date_end']}"
    said = f", as the text says {one_line(row['date_text'])!r}" if row["date_text"] else ""
    return f"{days} (known to the {row['date_precision']}, {row['date_basis']}{said})"


def _stance(connection: DuckDBPyConnection, row: Row) -> Facts:
    return [
        ("stance", _vocabulary(connection, "stance_types", row["stance"])),
        ("party", _name(connection, "party", row["party_id"])),
        ("speaker", _name(connection, "person", row["person_id"])),
        ("demand", row["demand_id"]),
        ("date", str(row["stance_date"] or "")),
        ("document", row["document_id"]),
        ("CAMEO code", row["cameo_code"] or ""),
    ]


def _party(connection: DuckDBPyConnection, row: Row) -> Facts:
    counts = fetch(
        connection,
        f"select (select count(distinct demand_id) from stances where party_id = $1 and stance {IN_MADE}) "
        "as made, (select count(distinct demand_id) from demand_addressees where party_id = $1) as asked, "
        "(select count(distinct event_id) from event_participants where party_id = $1) as events",
        row["party_id"],
    )[0]
    return [
        ("type", _vocabulary(connection, "party_types", row["type"])),
        ("country", row["country_code"] or ""),
        ("Wikidata", row["wikidata_id"] or ""),
        ("part of", _name(connection, "party", row["part_of_id"])),
        ("named as", _forms(connection, "party", row["party_id"])),
        ("demands made", str(counts["made"])),
        ("demands received", str(counts["asked"])),
        ("events", str(counts["events"])),
    ]


def _person(connection: DuckDBPyConnection, row: Row) -> Facts:
    roles = fetch(
        connection,
        "select distinct r.role_text, p.name from roles r left join parties p using (party_id) "
        "where r.person_id = ? order by all",
        row["person_id"],
    )
    return [
        ("roles", listed([role["role_text"] for role in roles])),
        ("party", listed(sorted({role["name"] for role in roles if role["name"]}))),
        ("Wikidata", row["wikidata_id"] or ""),
        ("named as", _forms(connection, "person", row["person_id"])),
    ]


def _place(connection: DuckDBPyConnection, row: Row) -> Facts:
    known = row["latitude"] is not None and row["longitude"] is not None
    return [
        ("country", row["country_code"] or ""),
        ("GeoNames", row["geonames_id"] or ""),
        ("position", f"latitude {row['latitude']}, longitude {row['longitude']}" if known else ""),
    ]


def _role(connection: DuckDBPyConnection, row: Row) -> Facts:
    return [
        ("person", _name(connection, "person", row["person_id"])),
        ("party", _name(connection, "party", row["party_id"])),
        ("role", row["role_text"]),
        ("document", row["document_id"]),
    ]


def _document(connection: DuckDBPyConnection, row: Row) -> Facts:
    records = fetch(
        connection,
        "select record_type, count(distinct record_id) as n from evidence where document_id = ? group by 1 order by 1",
        row["document_id"],
    )
    days = sorted({str(row[name]) for name in ("published_from", "published_to") if row[name]})
    return [
        ("path", row["path"]),
        ("author", row["author"] or ""),
        ("publisher", row["publisher"] or ""),
        ("published", " to ".join(days) + (f" ({row['published_basis']})" if days else "")),
        ("address", row["url"] or ""),
        ("licence", row["licence"] or "not stated"),
        ("length", f"{row['words']} words, {row['sentences']} sentences"),
        ("holds", listed([f"{RECORD_TABLES[each['record_type']][0]} {each['n']}" for each in records])),
    ]


def _evidence_row(connection: DuckDBPyConnection, row: Row) -> Facts:
    return [("record", row["record_id"])]


def _change(connection: DuckDBPyConnection, row: Row) -> Facts:
    later = row["later_demand_id"]
    form = fetch(connection, "select summary from demands where demand_id = ?", later)[0]["summary"] if later else ""
    return [
        ("change", row["change"]),
        ("party", _name(connection, "party", row["party_id"])),
        ("demand", row["demand_id"]),
        ("later demand", later or ""),
        ("which says", one_line(form)),
    ]


_FACTS: dict[str, Callable[[DuckDBPyConnection, Row], Facts]] = {
    "demand": _demand,
    "event": _event,
    "stance": _stance,
    "party": _party,
    "person": _person,
    "place": _place,
    "role": _role,
    "document": _document,
    "evidence": _evidence_row,
    "change": _change,
}


def _name(connection: DuckDBPyConnection, kind: str, record_id: str | None) -> str:
    if record_id is None:
        return ""
    table, key = RECORD_TABLES[kind]
    return str(fetch(connection, f'select name from "{table}" where "{key}" = ?', record_id)[0]["name"])


def _forms(connection: DuckDBPyConnection, kind: str, record_id: str) -> str:
    rows = fetch(
        connection,
        "select distinct quote from evidence where record_type = ? and record_id = ? order by 1",
        kind,
        record_id,
    )
    return listed(sorted({one_line(row["quote"]) for row in rows}))


def _vocabulary(connection: DuckDBPyConnection, table: str, code: str) -> str:
    definition = fetch(connection, f'select definition from "{table}" where code = ?', code)
    return f"{code} ({definition[0]['definition']})" if definition else code


def _sentence(text: str) -> str:
    text = one_line(text)
    return text if text.endswith((".", "!", "?", "”", '"')) else f"{text}."
