"""`parley build`: from the source texts to the published dataset."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import sources_option
from pipeline.errors import CallError

EXAMPLE = """\b
Example:
  parley build --jobs 2
  parley build --engine dask --address tcp://192.0.2.7:8786
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
@click.option(
    "--engine",
    default="local",
    show_default=True,
    type=click.Choice(["local", "dask"]),
    help="Who reads the texts: this machine, or a Dask cluster.",
)
@click.option("--address", metavar="ADDRESS", help="Scheduler of the cluster, as tcp://HOST:PORT.")
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
    engine: str,
    address: str | None,
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

    With --engine dask the workers of a cluster read the texts, each for itself
    one at a time, and this machine does the rest. `dask scheduler` starts a
    cluster and prints its address, `dask worker ADDRESS --nthreads 1` adds a
    worker. What is finished is kept, and the same command goes on from it.
    """
    _refuse_what_does_not_fit(engine, address, jobs)
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
            address=address,
        )
    click.echo(result)
    click.echo(result.took, err=True)
    if dry_run and not accept_losses and result.losses:
        ctx.exit(1)


def _refuse_what_does_not_fit(engine: str, address: str | None, jobs: int | None) -> None:
    """Raises CallError when the options of the two engines are mixed up."""
    if engine == "dask":
        from pipeline.cluster.addresses import checked_address

        checked_address(address)
        if jobs is not None:
            raise CallError("--jobs is for --engine local; a cluster has as many workers as were added to it")
    elif address is not None:
        raise CallError(f"--address is for a cluster; say --engine dask --address {address}")
