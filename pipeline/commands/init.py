"""`parley init`: a folder for a dataset about another negotiation."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

EXAMPLE = """\b
Examples:
  parley init harbour-talks
  parley init talks --title "Talks at the harbour" --licence CC0-1.0
"""


@click.command(epilog=EXAMPLE, short_help="Start a dataset of your own in a new folder.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="Its short name, as in harbour-talks (default: from FOLDER).")
@click.option("--title", metavar="TEXT", help="Its title (default: from FOLDER).")
@click.option(
    "--licence",
    metavar="NAME",
    help="Licence of the tables: CC-BY-4.0 (default), CC-BY-SA-4.0, CC-BY-NC-4.0 or CC0-1.0.",
)
def init(folder: Path, name: str | None, title: str | None, licence: str | None) -> None:
    """Make FOLDER with what a dataset about another negotiation begins with:
    sources/seeds/ for the texts, sources/dataset.yml with its name, title and
    licence, sources/reference/ for parties and verbs that Parley does not know,
    sources/corrections/, sources/limits.yml, and a README that says what to do
    next.

    FOLDER must be new or empty. Nothing is ever overwritten.
    """
    from pipeline.starting import start

    for path in start(folder, name, title, licence):
        click.echo(f"made       {folder / path}")
    click.echo("")
    click.echo(f"Run: cd {shlex.quote(str(folder))}, then parley add FILE..., then parley build")
