"""`parley verify`: is every published file, byte for byte, what was published?"""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import data_option

EXAMPLE = """\b
Example:
  parley verify
  parley verify --data unpacked-release
"""


@click.command(epilog=EXAMPLE, short_help="Recompute the checksums of the published files.")
@data_option()
@click.pass_context
def verify(ctx: click.Context, root: Path) -> None:
    """Recompute the checksum of every published file, and name each that
    differs or is missing. Works on dist/ and on a release that was unpacked.

    Exits with 1 when a file is not what was published. Whether the data in
    them is sound is another question: `parley check`.
    """
    from pipeline.publish.checksums import verify as verify_files

    found = verify_files(root)
    for sentence in found.wrong:
        click.echo(sentence)
    for path in found.unlisted:
        click.echo(f"{path} is not part of the dataset.")
    files = "1 file" if found.right == 1 else f"{found.right} files"
    click.echo(f"Compared with their checksums: {files} as published, {len(found.wrong)} not.")
    if found.wrong:
        ctx.exit(1)
