"""`parley release`: the dataset as a file to give away."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import data_option, dataset_root

EXAMPLE = """\b
Example:
  parley release --out ~/releases
"""


@click.command(epilog=EXAMPLE, short_help="Make a release of the dataset: a zip file.")
@click.option("--version", metavar="V", help="Its version (default: the one that the rules give).")
@click.option("--on", metavar="DATE", help="Its date, as 2024-05-01 (default: today).")
@click.option(
    "--out",
    metavar="DIR",
    default=".",
    type=click.Path(path_type=Path),
    help="Folder that gets the zip file (default: this folder).",
)
@data_option()
def release(version: str | None, on: str | None, out: Path, root: Path) -> None:
    """Check the dataset in dist/, note in CHANGELOG.md what changed and in
    CITATION.cff (where there is one) version and date, and make
    parley-<version>.zip: the whole data package with the DuckDB file and
    checksums. The tables are kept in dist/released/, there and here, so that
    later builds know what was released; commit that with the rest.

    All of this is written or nothing; a release that was killed is finished
    or undone by the next run.

    The version follows from what changed since the last release: a break of
    the schema raises the first number, other rows or values the second, only
    other wording the third. A higher version may be asked for, a lower one is
    refused, and so is a dataset that fails `parley check`. When nothing has
    changed, the zip file of the last release is made again.
    """
    import datetime

    from pipeline.releases.making import make_release

    day = on or datetime.datetime.now(datetime.UTC).date().isoformat()
    made = make_release(dataset_root(root), out, version=version, on=day)
    click.echo(made)
