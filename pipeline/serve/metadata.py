"""What Datasette is told of the SQLite file: titles, descriptions, facets, searches and the questions of readers."""

from __future__ import annotations

import html
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.publish.described import info_of
from pipeline.publish.views import read_views
from pipeline.schema import TABLES
from pipeline.serve.questions import LeftOut, Question, sqlite_questions
from pipeline.serve.sqlite_file import ABOUT
from pipeline.serve.tables import shown

COLUMNS = "select table_name, column_name, description from about_columns where description is not null order by rowid"
CALLED = re.compile(r": from \w+\([^;]*\)")
SEARCH = """\
with asked as (select coalesce(nullif(escape_fts(:words), ''), '""') as words),
quoted as materialized (
    select rowid as found, rank from evidence_fts where evidence_fts match (select words from asked)
)
select kind, id, said, document from (
    select 'demand' as kind, 1 as place, demand_id as id, demand_ledger.summary as said, document, demand_ledger_fts.rank
    from demand_ledger_fts join demand_ledger on demand_ledger.rowid = demand_ledger_fts.rowid
    where demand_ledger_fts match (select words from asked)
    union all
    select 'event', 2, event_id, events.summary, document, events_fts.rank
    from events_fts join events on events.rowid = events_fts.rowid
        left join first_evidence on record_type = 'event' and record_id = event_id
    where events_fts match (select words from asked)
    union all
    select 'evidence', 3, min(evidence_id), coalesce(evidence.sentence, evidence.quote), coalesce(title, path), min(rank)
    from quoted join evidence on evidence.rowid = found join documents using (document_id)
    group by document_id, coalesce(evidence.sentence, evidence.quote)
    union all
    select 'document', 4, document_id, documents.title, documents.title, documents_fts.rank
    from documents_fts join documents on documents.rowid = documents_fts.rowid
    where documents_fts match (select words from asked)
) order by place, rank, id limit 500"""


def metadata(root: Path, file: Path, explorer: str | None) -> dict[str, Any]:
    """Datasette's metadata for `file`, the SQLite file of the dataset below `root`; `explorer` is the address of the
    explorer where there is one.

    Raises InputError when the descriptor cannot be read.
    """
    about = {"title": "Parley", "description_html": _seen(explorer)}
    if (root / "datapackage.json").is_file():
        info = info_of(root)
        about = {"title": info.title, "license": info.licence["title"],
                 "description_html": f"<p>{html.escape(info.description)}</p>{_seen(explorer)}"}  # fmt: skip
        if info.licence["path"].startswith(("https://", "http://")):
            about["license_url"] = info.licence["path"]
    asked, left_out = sqlite_questions()
    search = {
        "title": "Search demands, events, quoted sentences and documents",
        "description": "Words in any order; each must be there, in any of its forms.",
        "sql": SEARCH,
        "hide_sql": True,
    }
    queries = {
        one.name: {"title": f"{one.number}. {one.question} ({one.name[3:]})", "description": _told(one), "sql": one.sql}
        for one in asked
    }
    return {
        **about,
        "databases": {
            file.stem: {
                "description_html": _introduction(left_out, file.stem, explorer),
                "queries": {"search": search, **queries},
                "tables": _tables(file),
            }
        },
    }


def _told(question: Question) -> str:
    """What a query is about, without how DuckDB calls it."""
    about = CALLED.sub("", question.about)
    return (
        f"{about}. A field that is left empty stands for the value in the SQL." if ":" in question.sql else f"{about}."
    )


def _seen(explorer: str | None) -> str:
    address = html.escape(explorer or "")
    return f'<p><a href="{address}">The explorer</a> shows the same data to read.</p>' if explorer else ""


def _introduction(left_out: list[LeftOut], database: str, explorer: str | None) -> str:
    not_here = "".join(
        f"<p>Not among the queries: <code>{html.escape(one.statement)}</code>. {html.escape(one.reason)}.</p>"
        for one in left_out
    )
    return (
        "<p>The tables of the dataset, and the views of its DuckDB file as tables. Begin with the queries below, or "
        f'with <a href="/{database}/demand_ledger">demand_ledger</a>: one row a demand, with who makes it, of whom, where it '
        "stands, and the sentence that says so. Each table can be filtered, sorted, counted by its facets, and had as "
        f"JSON or CSV.</p>{_seen(explorer)}{not_here}"
    )


def _tables(file: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for table in TABLES.values():
        found[table.name] = {"title": table.title, "description": table.description}
    for view in read_views():
        if view.parameters is None:
            found[view.name] = {"title": view.name.replace("_", " ").capitalize(), "description": f"{view.about}."}
    for name, one in shown().items():
        said = {"facets": list(one.facets), "label_column": one.label, "fts_table": f"{name}_fts" if one.search else ""}
        found[name] |= {key: value for key, value in said.items() if value}
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        for name, column, words in connection.execute(COLUMNS):
            found[name].setdefault("columns", {})[column] = words
    for name, (_, about) in ABOUT.items():
        found[name] = {"hidden": True, "description": f"{about}."}
    return found
