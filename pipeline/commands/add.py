"""`parley add`: texts into sources/seeds/, with what is known of them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.options import sources_option
from pipeline.commands.plain import terminal_width, wrapped

if TYPE_CHECKING:
    from pipeline.adding import Added, Refused

EXAMPLE = """\b
Examples:
  parley add statement.txt --publisher "Example Daily" --published 2024-05-01
  parley add news/ --licence "CC BY 4.0" --publish quotes
"""

INDENT = " " * 11


@click.command(epilog=EXAMPLE, short_help="Add texts to the sources, with what is known of them.")
@click.argument("files", metavar="FILE_OR_FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="Title of the text (one file only).")
@click.option("--author", metavar="NAME", help="Who wrote it.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option(
    "--published", metavar="DATE", help="Day, month or year (2024-05-01), or from/to (2024-05-01/2024-05-03)."
)
@click.option("--url", metavar="URL", help="Where it stands on the web (one file only).")
@click.option("--licence", metavar="TEXT", help="Its licence or terms of use.")
@click.option("--language", metavar="TAG", help="Its language, such as en or en-GB.")
@click.option("--encoding", metavar="NAME", help="Its encoding where that is not UTF-8, such as windows-1252.")
@click.option(
    "--publish",
    type=click.Choice(["sentences", "quotes"]),
    help="What may be published of it: sentences, or only the quoted words.",
)
@sources_option("--to")
@click.option("--dry-run", is_flag=True, help="Write nothing, and say what would be added.")
@click.pass_context
def add(ctx: click.Context, /, files: tuple[Path, ...], sources: Path, dry_run: bool, **options: str | None) -> None:
    """Copy texts into sources/seeds/, and write what you know of them beside
    them (FILE.meta.yml). A folder keeps its structure.

    Each file is read first, as a build reads it. One that is missing or cannot
    be read, whose text is there already, or whose name is taken, is refused
    with the reason, and the others are added: then the exit code is 2. Nothing
    is overwritten.
    """
    from pipeline.adding import Added
    from pipeline.adding import add as add_files

    values = {key: value for key, value in options.items() if value is not None and value.strip()}
    width = terminal_width()
    added: list[Added] = []
    refused: list[Refused] = []
    for one in add_files(files, values, sources, dry_run=dry_run):
        for line in _lines(one, width, dry_run):
            click.echo(line)
        if isinstance(one, Added):
            added.append(one)
        else:
            refused.append(one)
    for line in _closing(len(added), len(refused), sources, dry_run):
        click.echo(line)
    if refused:
        ctx.exit(2)


def _lines(one: Added | Refused, width: int, dry_run: bool) -> Iterator[str]:
    from pipeline.adding import Added

    def told(text: str, first: str = INDENT) -> list[str]:
        return wrapped(text, width, first, INDENT)

    if not isinstance(one, Added):
        yield from told(one.was, "refused".ljust(len(INDENT)))
        yield from told(f"{one.reason}: {one.detail}")
        return
    yield from told(one.path, ("would add" if dry_run else "added").ljust(len(INDENT)))
    if one.path.rpartition("/")[2] != Path(one.was).name:
        yield from told(f"was {one.was}")
    if one.documents > 1 or one.left_out:
        texts = f"{one.documents:,} {'text' if one.documents == 1 else 'texts'}"
        yield from told(f"{texts}, {one.left_out:,} left out" if one.left_out else texts)


def _closing(added: int, refused: int, sources: Path, dry_run: bool) -> Iterator[str]:
    """How many there were, and what to run next."""
    yield ""
    told = [f"{added:,} {'to add' if dry_run else 'added'}"] * bool(added) + [f"{refused:,} refused"] * bool(refused)
    yield f"{', '.join(told)}."
    if not added:
        return
    where = ["--sources", str(sources)] if sources != Path("sources") else []
    if dry_run:
        yield "Dry run: nothing was written. Run the same without --dry-run."
    else:
        yield f"Run: {shlex.join(['parley', 'build', *where])}"
