"""`parley diff`: what differs between two datasets."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import data_option, dataset_root, format_option
from pipeline.commands.plain import visible
from pipeline.errors import CallError

EXAMPLE = """\b
Example:
  parley diff
  parley diff ../old/parley-0.1.0.zip --table demands
"""


@click.command(epilog=EXAMPLE, short_help="Show what changed since the last release.")
@click.argument("other", metavar="[OTHER]", required=False, type=click.Path(path_type=Path))
@data_option()
@format_option("text", "json", what="the differences")
@click.option("--table", metavar="T", help="Show this table only, with all of its rows.")
def diff(other: Path | None, root: Path, layout: str, table: str | None) -> None:
    """Compare the dataset in dist/ with OTHER: the folder of a dataset or the
    zip file of a release. Without OTHER it is the last release, which the
    dataset itself holds.

    Rows are matched by primary key: + is new, - was removed, ~ has other
    values, ! breaks the schema. Rows of evidence are only counted unless
    --table evidence asks for them.
    """
    import json

    from pipeline.releases import compare, json_value, read_dataset, read_other, read_released, text_lines, total
    from pipeline.releases.telling import BUMPS
    from pipeline.releases.version import bump_of, next_version

    root = dataset_root(root)
    if other is None:
        released = read_released(root)
        if released is None:
            raise CallError("there is no release yet to compare with; name another dataset: parley diff OTHER")
        before = released.snapshot
    elif not other.exists():
        raise CallError(f"there is no {other}; name the folder of a dataset or the zip file of a release.")
    else:
        before = read_other(other)
    found = compare(before, read_dataset(root, "this dataset"))
    if layout == "json":
        click.echo(json.dumps(json_value(found, table), indent=2, ensure_ascii=False))
        return
    lines = list(text_lines(found, table))
    click.echo(visible(f"Against {before.label}: {total(found)}."))
    if not found.is_empty:
        bump = bump_of(found)
        version = f": version {next_version(before.version, bump)}" if other is None and before.version else ""
        click.echo(f"By the rules for versions this is {BUMPS[bump]} ({bump}){version}.")
    elif table is None:
        return
    for line in lines:
        click.echo(visible(line))
