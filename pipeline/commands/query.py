"""`parley query`: SQL over the published dataset."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.commands.options import data_option, dataset_root, format_option
from pipeline.errors import CallError

EXAMPLE = """\b
Examples:
  parley query "select issue, count(*) from demands group by issue"
  parley query --format csv "from demand_ledger" > ledger.csv
  parley query "show tables"
"""


@click.command(epilog=EXAMPLE, short_help="Ask the dataset in SQL (DuckDB).")
@click.argument("sql")
@format_option()
@data_option()
def query(sql: str, layout: str, root: Path) -> None:
    """Run SQL over the tables and views of the dataset and print the rows.

    The SQL is DuckDB's; it can read the dataset and nothing else on this
    machine. A dash for SQL reads it from standard input.
    """
    import duckdb

    from pipeline.commands.rows import write_rows
    from pipeline.publish.database import open_for_query

    text = sys.stdin.read() if sql == "-" else sql
    if not text.strip():
        raise CallError('there is no SQL to run; try: parley query "show tables".')
    with open_for_query(dataset_root(root)) as connection:
        try:
            cursor = connection.execute(text)
            names = [column[0] for column in cursor.description or []]
            rows = cursor.fetchall()
        except duckdb.InterruptException:
            raise KeyboardInterrupt from None
        except duckdb.Error as error:
            # without the copy of the SQL and the mark below it
            reason = " ".join(str(error).partition("\n\nLINE ")[0].split())
            raise CallError(f"DuckDB cannot run this SQL: {reason}") from None
    write_rows(names, rows, layout)
