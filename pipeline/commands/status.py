"""`parley status`: what is new, changed or removed since the last build, and what the next one would read anew."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.options import data_option, format_option, sources_option
from pipeline.commands.plain import terminal_width, wrapped
from pipeline.errors import CallError
from pipeline.wording import listed

if TYPE_CHECKING:
    from pipeline.status import FileStatus, Status

EXAMPLE = """\b
Examples:
  parley status
  parley status --check || parley build
"""

INDENT = " " * 11
MOST_NEAR = 3
MOST_FILES = 5
# why a build reads a text anew, in the order in which it is told
WHY = {
    "new": "new",
    "changed": "text or metadata changed",
    "renamed": "renamed",
    "crashed": "the extraction failed at the last build",
    "absent": "nothing is kept of the text from an earlier build",
    "code": "the code of the extraction changed",
    "reference": "a reference table changed",
    "software": "Python, a package or the language model changed",
    "damaged": "what was kept of the text is damaged",
}

COUNTED = {
    "new": "new",
    "changed": "changed",
    "renamed": "renamed",
    "removed": "removed",
    "crashed": "whose extraction failed",
}


@click.command(epilog=EXAMPLE, short_help="Say what a build would take up: new, changed, removed.")
@sources_option()
@data_option()
@format_option("text", "json", what="it; json lists the unchanged texts, too")
@click.option("--check", is_flag=True, help="End with 1 when dist/ is not up to date.")
@click.pass_context
def status(ctx: click.Context, sources: Path, root: Path, layout: str, check: bool) -> None:
    """Compare the texts and corrections below sources/ with the dataset in
    dist/: which are new, changed, renamed or removed, which cannot be used and
    why, and how many texts the next build would read anew. Nothing is written.

    dist/ is up to date when sources and corrections are those that it was
    built from, and no code, reference table or language model changed since.
    The latter shows only where the last build left its folder .parley/: a fresh
    clone has none.
    """
    import json

    from pipeline.status import read_status

    if root.resolve().name == "dist":  # naming it is as good as naming the folder that holds it
        root = root.resolve().parent
    if not root.is_dir():
        raise CallError(f"there is no folder {root}; name the one that holds dist/ with --data.")
    found = read_status(sources, root)
    if layout == "json":
        click.echo(json.dumps(json_value(found), indent=2, ensure_ascii=False))
    else:
        width = terminal_width()
        command = ["parley", "build"]
        command += ["--sources", str(sources)] if sources != Path("sources") else []
        command += ["--out", str(root)] if root != Path() else []
        for line in text_lines(found, width, shlex.join(command)):
            click.echo(line)
    if check and not found.up_to_date:
        ctx.exit(1)


def json_value(found: Status) -> dict[str, Any]:
    """The status as JSON has it."""
    from dataclasses import asdict

    from pipeline.status import STATES

    return {
        "up_to_date": found.up_to_date,
        "published": found.published,
        "counts": {state: len(found.of(state)) for state in STATES},
        "extract": {reason: len(found.extracted(reason)) for reason in WHY},  # type: ignore[arg-type]
        "stops": found.stops,
        "pipeline": found.pipeline,
        "corrections": [asdict(one) for one in found.corrections],
        "files": [asdict(file) for file in found.files],
    }


def text_lines(found: Status, width: int, command: str) -> Iterator[str]:
    """The status for people, in lines of at most `width` columns as far as paths are no longer; `command` is the one
    that builds."""

    def told(text: str, first: str = "", rest: str = "") -> list[str]:
        return wrapped(text, width, first, rest)

    documents = "no dataset yet" if found.published is None else f"the dataset of {_texts(found.published)} in dist/"
    yield from told(f"The sources against {documents}:")
    listed_files = [file for file in found.files if file.state != "unchanged"]
    yield ""
    for file in listed_files:
        what = file.path + ("" if file.was or not file.changes else f": {_together(file.changes)}")
        yield from told(what, file.state.ljust(len(INDENT)), INDENT)
        for line in _more(file):
            yield from told(line, INDENT, INDENT)
    for one in found.corrections:
        yield from told(one.where, ("removed" if one.state == "gone" else one.state).ljust(len(INDENT)), INDENT)
        yield from told(one.what, INDENT, INDENT)
    unchanged = len(found.of("unchanged"))
    if unchanged:
        yield f"{'unchanged'.ljust(len(INDENT))}{_texts(unchanged)}"
    if found.files or found.corrections:
        yield ""

    anew = found.extracted()
    if anew:
        yield from told(f"A build would read {len(anew):,} of {_texts(found.texts)}:")
        reasons = [(len(found.extracted(reason)), words) for reason, words in WHY.items()]  # type: ignore[arg-type]
        column = max(len(f"{number:,}") for number, _ in reasons)
        for number, words in reasons:
            if number:
                yield from told(words, f"{number:>{column + 2},}  ", " " * (column + 4))
        yield ""
    elif found.texts and found.pending:
        yield from told("A build would read no text: what it finds in them is kept already.")
        yield ""
    if found.pipeline:
        yield from told(f"Changed since the last build: {_shortened(found.pipeline, MOST_FILES)}.")
        yield ""
    for line in _closing(found, command):
        yield from told(line)


def _more(file: FileStatus) -> Iterator[str]:
    """What else is to be said of a file, a line each."""
    if file.was:
        also = [name for name in file.changes if name != "id"]
        yield f"was {file.was}" + (f"; changed, too: {_together(also)}" if also else "")
    if "id" in file.changes:
        yield f"its document id becomes {file.document_id}"
    if file.detail:
        yield f"{file.reason}: {file.detail}" if file.state == "unusable" else file.detail
    if file.state == "unusable" and file.document_id:
        yield f"the dataset has it as {file.document_id}: a build would drop it"
    if file.state == "crashed":
        yield "each build tries it again"
    if file.near:
        yield f"nearly the same text as {_shortened(file.near, MOST_NEAR)}: they count as one source"


def _closing(found: Status, command: str) -> Iterator[str]:
    """What it comes to, and what to do."""
    if found.stops:
        yield f"A build would stop: {found.stops.rstrip('.')}."
        yield f"Mend that, then run: {command}"
        return
    counts = [f"{len(found.of(state)):,} {words}" for state, words in COUNTED.items() if found.of(state)]  # type: ignore[arg-type]
    unusable = sum(file.pending for file in found.of("unusable"))
    counts += [f"{unusable:,} that cannot be used"] if unusable else []
    if found.corrections:
        counts.append(f"{len(found.corrections):,} correction{'s' if len(found.corrections) > 1 else ''} to take up")
    if found.up_to_date:
        anew = len(found.extracted())
        yield "Up to date." if not anew else f"Up to date; a build would still read {_texts(anew)}."
        return
    yield f"{_together(counts)}." if counts else "The texts are the same, but the tables may come out otherwise now."
    if found.loses_much:
        yield "More than a fifth of the texts is gone: a build may stop and ask for --accept-losses."
    yield f"Run: {command}"


def _together(words: list[str] | tuple[str, ...]) -> str:
    return listed(list(words))


def _shortened(names: Sequence[str], most: int) -> str:
    more = len(names) - most
    return listed([*names[:most], *([f"{more:,} more"] if more > 0 else [])])


def _texts(number: int) -> str:
    return f"{number:,} {'text' if number == 1 else 'texts'}"
