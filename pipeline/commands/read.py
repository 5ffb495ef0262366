"""`parley read`: what one text says, for trying out a sentence; nothing is written."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.options import format_option, sources_option
from pipeline.errors import CallError
from pipeline.schema.vocabularies import MADE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

EXAMPLE = """\b
Examples:
  parley read "Norway urged Iceland to release the trawlers."
  parley read - --published 2024-05-01 < statement.txt
"""

PATH = re.compile(r"\S*/\S+|\S+\.[A-Za-z]{2,4}")  # one word that looks like the path of a file
COLUMNS = ("record", "says", "rule", "quote")
# In the order in which one wants to know them; who made a demand is told by the demand.
KINDS = ("demand", "stance", "event", "party", "person", "role", "place")


@click.command(epilog=EXAMPLE, short_help="Say what one text says, and write nothing.")
@click.argument("text")
@click.option("--published", metavar="DATE", help="When it was published, so that `on Friday` is a day.")
@click.option("--language", metavar="TAG", help="Its language: en, where it is taken for another.")
@sources_option()
@format_option()
def read(text: str, published: str | None, language: str | None, sources: Path, layout: str) -> None:
    """Read TEXT (or standard input, for -) and print what is found in it: each
    demand, answer, event and party with the rule that found it and the words
    that it rests on.

    It is read as a build reads a text, with the reference tables as they stand
    now and what DIR/reference/ adds to them: try a sentence before and after
    you add a row.
    """
    from pipeline.additions import read_additions, use
    from pipeline.commands.rows import write_rows
    from pipeline.dataset import extract_text
    from pipeline.publish.database import open_tables
    from pipeline.schema import TABLES

    if _is_file(text):
        raise CallError(f"{text} is a file, and would be read as a text of one word; read what is in it with "
                        f"`parley read - < {shlex.quote(text)}`.")  # fmt: skip
    use(read_additions(sources))
    found = extract_text(_standard_input() if text == "-" else text, published=published, language=language)
    with open_tables({name: found.table(name) for name in TABLES}) as connection:
        rows = list(_rows(connection))
    if rows or layout != "table":
        write_rows(COLUMNS, rows, layout)
    else:
        click.echo("Nothing is found in it: no party, no demand, no event.")
        if PATH.fullmatch(text):
            click.echo("TEXT is the text itself; a file is read with `parley read - < FILE`.")


def _is_file(text: str) -> bool:
    """Whether a text is the path of a file that is there."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long for a name, or with signs that no name has
        return False


def _standard_input() -> str:
    """The text on standard input, in UTF-8 whatever the machine's own encoding is."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CallError(f"byte {error.start} of standard input is not UTF-8; save the text as UTF-8") from None


def _rows(connection: DuckDBPyConnection) -> Iterator[tuple[str, str, str, str]]:
    """A row for each record, rule that found it and wording, in the order of `KINDS` and of the text."""
    from pipeline.commands.plain import one_line
    from pipeline.commands.records import fetch, headline
    from pipeline.schema import RECORD_TABLES

    for kind in KINDS:
        table, key = RECORD_TABLES[kind]
        rows = fetch(
            connection,
            f"select r.*, e.method as rule, e.quote from \"{table}\" r join evidence e on e.record_type = '{kind}' "
            f'and e.record_id = r."{key}" order by e.start, e."end" desc, r."{key}", e.method',
        )
        told: set[tuple[str, str, str]] = set()
        for row in rows:
            this = (row[key], row["rule"], row["quote"])
            if row.get("stance") in MADE or this in told:
                continue
            told.add(this)
            says = f"{one_line(row['name'])} ({row['type']})" if kind == "party" else headline(connection, kind, row)
            yield kind, says, row["rule"], one_line(row["quote"])
