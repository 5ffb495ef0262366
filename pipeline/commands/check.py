"""`parley check`: is the dataset in `dist/` sound?"""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import data_option, dataset_root

EXAMPLE = """\b
Example:
  parley check && echo "fit to use"
"""


@click.command(epilog=EXAMPLE, short_help="Check the published dataset.")
@data_option()
@click.pass_context
def check(ctx: click.Context, root: Path) -> None:
    """Run every expectation and every rule between tables on what stands in
    dist/, and list what failed and which rows.

    Exits with 1 when a check fails that matters.
    """
    from pipeline.check import check_dist

    report = check_dist(dataset_root(root))
    click.echo(report.text())
    if not report.passed:
        ctx.exit(1)
