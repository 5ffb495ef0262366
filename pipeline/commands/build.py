"""`parley build`: from the source texts to the published dataset."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import sources_option

EXAMPLE = """\b
Example:
  parley build --jobs 2
"""


@click.command(epilog=EXAMPLE, short_help="Build the dataset from the source texts.")
@sources_option()
@click.option(
    "--out",
    metavar="DIR",
    default=".",
    type=click.Path(path_type=Path),
    help="Folder that gets dist/ and datapackage.json (default: this folder).",
)
@click.option(
    "--jobs",
    metavar="N",
    default=None,
    type=click.IntRange(min=1),
    help="How many texts to read at once (default: one per processor).",
)
@click.option("--dry-run", is_flag=True, help="Write nothing, and say what would change in dist/.")
@click.option("--strict", is_flag=True, help="Publish nothing when a source file cannot be used.")
@click.option("--accept-losses", is_flag=True, help="Publish although much of the last release is gone.")
@click.option("--no-cache", is_flag=True, help="Read every text anew, whatever the last build kept.")
@click.pass_context
def build(
    ctx: click.Context,
    sources: Path,
    out: Path,
    jobs: int | None,
    dry_run: bool,
    strict: bool,
    accept_losses: bool,
    no_cache: bool,
) -> None:
    """Read every text below sources/seeds/, find who demands what of whom,
    check the tables, and write dist/ and datapackage.json.

    When a check fails that matters, nothing is written and the last good
    dataset stays as it was. The same holds when more than a fifth of a table's
    rows or of the filled share of a column is gone, until --accept-losses says
    that this is right, which dist/reports/accepted_losses.csv keeps until the
    next release. Losses of fewer than three are let pass, but an emptied table
    is not.
    """
    from pipeline.build import build as build_dataset
    from pipeline.commands.progress import reporting

    with reporting() as report:
        result = build_dataset(
            sources,
            out,
            jobs=jobs,
            dry_run=dry_run,
            strict=strict,
            accept_losses=accept_losses,
            progress=report,
            use_cache=not no_cache,
        )
    click.echo(result)
    click.echo(result.took, err=True)
    if dry_run and not accept_losses and result.losses:
        ctx.exit(1)
