"""`parley show`: the rows of one table, with names instead of ids, and filters."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.options import data_option, dataset_root, format_option
from pipeline.commands.records import IN_MADE
from pipeline.errors import CallError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

EXAMPLE = """\b
Examples:
  parley show demands --by Russia --issue sanctions
  parley show events --status planned
  parley show stances --by Kyiv --format csv
"""


@dataclass(frozen=True)
class Listing:
    """How one table is shown: its select, and for each filter the condition with `?` for the list of values."""

    select: str
    order: str
    filters: dict[str, str] = field(default_factory=dict)


def _in_document(record_type: str, column: str) -> str:
    return (
        f"exists (select 1 from evidence e where e.record_type = '{record_type}' and e.record_id = t.{column} "
        "and list_contains(?, e.document_id))"
    )


# The names of parties of a list of ids, sorted: the same rows in the same order on every run.
_CLAIMANTS = (
    "(select string_agg(distinct p.name, '; ' order by p.name) from stances s join parties p using (party_id) "
    f"where s.demand_id = t.demand_id and s.stance {IN_MADE})"
)
_ADDRESSEES = (
    "(select string_agg(distinct p.name, '; ' order by p.name) from demand_addressees a join parties p "
    "using (party_id) where a.demand_id = t.demand_id)"
)
_PARTICIPANTS = (
    "(select string_agg(distinct coalesce(p.name, n.name), '; ' order by coalesce(p.name, n.name)) "
    "from event_participants x left join parties p using (party_id) left join people n using (person_id) "
    "where x.event_id = t.event_id and x.role in ({roles}))"
)
_TOOK_PART = (
    "exists (select 1 from event_participants x where x.event_id = t.event_id and x.role in ({roles}) "
    "and list_contains(?, x.party_id))"
)
_ACTING = "'actor', 'participant', 'mediator', 'host'"
_SUFFERING = "'recipient'"

LISTINGS: dict[str, Listing] = {
    "demands": Listing(
        f"select t.demand_id, {_CLAIMANTS} as by, {_ADDRESSEES} as of, t.kind, t.issue, t.status, t.summary "
        "from demands t",
        "t.demand_id",
        {
            "by": f"exists (select 1 from stances s where s.demand_id = t.demand_id and s.stance {IN_MADE} "
            "and list_contains(?, s.party_id))",
            "of": "exists (select 1 from demand_addressees a where a.demand_id = t.demand_id "
            "and list_contains(?, a.party_id))",
            "issue": "list_contains(?, t.issue)",
            "status": "list_contains(?, t.status)",
            "document": _in_document("demand", "demand_id"),
        },
    ),
    "stances": Listing(
        "select t.stance_id, p.name as party, n.name as person, t.stance, d.summary as demand, t.document_id "
        "from stances t join parties p using (party_id) left join people n using (person_id) "
        "join demands d using (demand_id)",
        "t.stance_id",
        {
            "by": "list_contains(?, t.party_id)",
            "of": "exists (select 1 from demand_addressees a where a.demand_id = t.demand_id "
            "and list_contains(?, a.party_id))",
            "issue": "list_contains(?, d.issue)",
            "document": "list_contains(?, t.document_id)",
        },
    ),
    "events": Listing(
        f"select t.event_id, t.event_type, t.label, t.status, t.date_start, t.date_end, "
        f"{_PARTICIPANTS.format(roles=_ACTING)} as by, {_PARTICIPANTS.format(roles=_SUFFERING)} as of, t.summary "
        "from events t",
        "t.date_start nulls last, t.event_id",
        {
            "by": _TOOK_PART.format(roles=_ACTING),
            "of": _TOOK_PART.format(roles=_SUFFERING),
            "status": "list_contains(?, t.status)",
            "document": _in_document("event", "event_id"),
        },
    ),
    "parties": Listing(
        "select t.party_id, t.name, t.type, t.country_code, t.wikidata_id, t.part_of_id from parties t",
        "t.party_id",
        {"document": _in_document("party", "party_id")},
    ),
    "people": Listing(
        "select t.person_id, t.name, "
        "(select string_agg(distinct r.role_text, '; ' order by r.role_text) from roles r "
        "where r.person_id = t.person_id) as roles, t.wikidata_id from people t",
        "t.person_id",
        {
            "by": "exists (select 1 from roles r where r.person_id = t.person_id and list_contains(?, r.party_id))",
            "document": _in_document("person", "person_id"),
        },
    ),
    "roles": Listing(
        "select t.role_id, n.name as person, p.name as party, t.role_text, t.document_id from roles t "
        "join people n using (person_id) left join parties p using (party_id)",
        "t.role_id",
        {"by": "list_contains(?, t.party_id)", "document": "list_contains(?, t.document_id)"},
    ),
    "places": Listing("select t.* from places t", "t.place_id", {"document": _in_document("place", "place_id")}),
    "documents": Listing(
        "select t.document_id, t.title, t.publisher, t.published_from, t.published_to, t.words, t.sentences "
        "from documents t",
        "t.document_id",
        {"document": "list_contains(?, t.document_id)"},
    ),
    "evidence": Listing(
        "select t.evidence_id, t.record_id, t.document_id, t.quote, t.method, t.confidence from evidence t",
        't.document_id, t.start, t."end", t.evidence_id',
        {"document": "list_contains(?, t.document_id)"},
    ),
}


@click.command(epilog=EXAMPLE, short_help="Show a table, filtered.")
@click.argument("table")
@click.option("--by", "by", metavar="PARTY", multiple=True, help="Who demands, answers, acts or takes part.")
@click.option("--of", "of", metavar="PARTY", multiple=True, help="Who is asked, or whom an event is done to.")
@click.option("--issue", metavar="CODE", multiple=True, help="What it is about, e.g. sanctions.")
@click.option("--document", metavar="ID", multiple=True, help="Which text says so.")
@click.option("--status", metavar="CODE", multiple=True, help="Status of a demand or an event.")
@click.option("--limit", metavar="N", type=click.IntRange(min=0), help="At most so many rows.")
@format_option()
@data_option()
def show(
    table: str,
    by: tuple[str, ...],
    of: tuple[str, ...],
    issue: tuple[str, ...],
    document: tuple[str, ...],
    status: tuple[str, ...],
    limit: int | None,
    layout: str,
    root: Path,
) -> None:
    """Show the rows of TABLE: demands, stances, events, parties, people, roles,
    places, documents, evidence, or any other table of the dataset.

    A PARTY is a name as the texts have it (Russia, Moscow), a key (rus) or an
    id (party:rus). An option given twice means one or the other; different
    options must all hold.
    """
    from pipeline.commands.finding import one_of
    from pipeline.commands.rows import write_rows
    from pipeline.publish.database import open_for_query

    wanted = {"by": by, "of": of, "issue": issue, "document": document, "status": status}
    with open_for_query(dataset_root(root)) as connection:
        table = one_of("table", table, _tables(connection))
        listing = LISTINGS.get(table) or Listing(f'select t.* from "{table}" t', "all")
        conditions, values = [], []
        for option, words in wanted.items():
            if not words:
                continue
            conditions.append(_condition(table, listing, option))
            values.append([_meaning(connection, table, option, word) for word in words])
        where = f" where {' and '.join(conditions)}" if conditions else ""
        rest = f" limit {limit}" if limit is not None else ""
        cursor = connection.execute(f"{listing.select}{where} order by {listing.order}{rest}", values)
        write_rows([column[0] for column in cursor.description or []], cursor.fetchall(), layout)


def _tables(connection: DuckDBPyConnection) -> list[str]:
    rows = connection.execute("select table_name from information_schema.tables where table_schema = 'main'")
    found = {row[0] for row in rows.fetchall()}
    return [name for name in LISTINGS if name in found] + sorted(found - set(LISTINGS))


def _condition(table: str, listing: Listing, option: str) -> str:
    if option not in listing.filters:
        fits = ", ".join(f"--{name}" for name in listing.filters) or "none"
        raise CallError(f"--{option} does not fit the table {table}; options that do: {fits}.")
    return listing.filters[option]


def _meaning(connection: DuckDBPyConnection, table: str, option: str, word: str) -> str:
    """The id or code that a word on the command line stands for."""
    from pipeline.commands.finding import find_party, one_of
    from pipeline.schema import TABLES

    if option in ("by", "of"):
        return find_party(connection, word)
    if option == "issue":
        return one_of("issue", word, TABLES["demands"].column("issue").enum)
    if option == "status":
        return one_of("status", word, TABLES[table].column("status").enum)
    documents = connection.execute("select document_id from documents order by 1").fetchall()
    return one_of("document", word, [row[0] for row in documents])
