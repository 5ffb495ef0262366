"""`parley export`: the dataset in one file of another program."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import data_option, dataset_root
from pipeline.errors import CallError

EXAMPLE = """\b
Examples:
  parley export sqlite talks.db
  sqlite3 talks.db "select summary from demands_fts where demands_fts
    match 'sanctions'"
"""


@click.command(epilog=EXAMPLE, short_help="Write the dataset as one SQLite file.")
@click.argument("form", metavar="FORMAT", type=click.Choice(["sqlite"]))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@data_option()
def export(form: str, file: Path, root: Path) -> None:
    """Write the dataset into a new FILE; FORMAT is sqlite. The file has all
    tables with their keys, the views of the DuckDB file as tables, and indexes
    for full-text search (FTS5): demands_fts, evidence_fts, documents_fts,
    events_fts and demand_ledger_fts. What columns mean stands in its table
    about_columns, what readers ask in about_questions.
    """
    from pipeline.serve.sqlite_file import write_sqlite

    if file.exists():
        raise CallError(f"{file} is there already: remove it, or name another file.")
    write_sqlite(dataset_root(root), file)
    click.echo(f"made       {file}")
