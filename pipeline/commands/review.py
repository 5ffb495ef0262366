"""`parley review`: what wants a human eye, and the decisions that people take about it."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import click

from pipeline.commands.options import data_option, dataset_root, format_option
from pipeline.commands.plain import terminal_width, wrapped, wrapped_command
from pipeline.errors import CallError
from pipeline.review import COLUMNS, KINDS, REPORT, ReviewRow, parse_csv, undecided
from pipeline.wording import listed

EXAMPLE = """\b
Examples:
  parley review --kind near-merge --limit 5
  parley review apart review:7535dc2a6b32 --reason "two towns" \\
    --by "A. Reader" --on 2026-01-15
  parley review set party:upper-front type=armed_group --reason "rebels" \\
    --by "A. Reader" --on 2026-01-15
"""
ONE_DECISION = """\b
Example:
  parley review {words} --reason "{reason}" \\
    --by "A. Reader" --on 2026-01-15
"""
SHOWN = 10  # questions that fit a few screens
WIDEST = 80


def sources_option() -> Callable[[Any], Any]:
    return click.option(
        "--sources",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Folder that holds corrections/ (default: sources/ beside dist/).",
    )


def _decision(name: str, words: str, reason: str, short: str) -> Callable[[Any], Any]:
    """What all decisions have in common."""
    options = [
        click.option("--reason", metavar="WHY", required=True, help="Why, for those who read it later."),
        click.option("--by", metavar="NAME", required=True, help="Who decides."),
        click.option("--on", metavar="DAY", required=True, help="Day of the decision, such as 2026-01-15."),
        click.option("--dry-run", is_flag=True, help="Check the decision and print it, and write nothing."),
        data_option(),
        sources_option(),
    ]

    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        epilog = ONE_DECISION.format(words=f"{name} {words}", reason=reason)
        return review.command(name, epilog=epilog, short_help=short)(function)

    return decorate


@click.group(epilog=EXAMPLE, invoke_without_command=True, subcommand_metavar="[DECISION ...]",
             short_help="List what wants a human eye, and decide it.")  # fmt: skip
@data_option()
@sources_option()
@click.option(
    "--kind", metavar="K", type=click.Choice(tuple(KINDS)), help=f"Only questions of this kind: {', '.join(KINDS)}."
)
@click.option("--limit", metavar="N", type=click.IntRange(min=0), default=None,
              help=f"How many to show, 0 for all (default: {SHOWN} in a table, else all).")  # fmt: skip
@format_option()
@click.pass_context
def review(
    ctx: click.Context, root: Path, sources: Path | None, kind: str | None, limit: int | None, layout: str
) -> None:
    """List what no program can decide: two records that may be one, records
    that a weak rule found, names that nothing outside identifies, texts without
    a date. Each question comes with the commands that answer it.

    A DECISION is added to sources/corrections/review.yml, whatever stands
    there, and holds from the next build on. A record goes by its id, a question
    by that of its row (review:...).
    """
    if ctx.invoked_subcommand:
        ctx.obj = (root, sources)
        return
    root = dataset_root(root)
    found, waiting = _open_questions(root, sources)
    chosen = [row for row in found if kind in (None, row.kind)]
    most = limit if limit is not None else SHOWN if layout == "table" else 0
    shown = chosen[:most] if most else chosen
    if layout == "table":
        named = {"--data": ctx.params["root"], "--sources": sources}
        options = "".join(
            f" {name} {shlex.quote(str(folder))}" for name, folder in named.items() if folder not in (None, Path())
        )
        for line in _lines(shown, chosen, found, kind, waiting, options, sources or root / "sources"):
            click.echo(line)
    else:
        from pipeline.commands.rows import write_rows

        write_rows(COLUMNS, [astuple(row) for row in shown], layout)


@_decision("same", "review:7535dc2a6b32", "same act", "These records are one.")
@click.argument("ids", metavar="ID ID|ROW", nargs=-1, required=True)
@click.pass_context
def same(ctx: click.Context, /, ids: tuple[str, ...], **said: Any) -> None:
    """These records are one: the first id stays, the others lead to it."""
    _decide(ctx, "merge", ids, said)


@_decision("apart", "review:7535dc2a6b32", "two towns", "These records are two.")
@click.argument("ids", metavar="ID ID|ROW", nargs=-1, required=True)
@click.pass_context
def apart(ctx: click.Context, /, ids: tuple[str, ...], **said: Any) -> None:
    """These records are two, however alike they look."""
    _decide(ctx, "apart", ids, said)


@_decision("flag", "demand:a-b-forces-3f2a9c", "the text is ironic", "Known, and left as it is.")
@click.argument("id", metavar="ID|ROW")
@click.option("--column", metavar="C", help="The column that it is about.")
@click.pass_context
def flag(ctx: click.Context, /, id: str, **said: Any) -> None:
    """Somebody looked at the record: it stays as it is, and leaves the list."""
    _decide(ctx, "flag", (id,), said)


@_decision("set", "party:upper-front type=armed_group", "rebels", "The record has other values.")
@click.argument("id", metavar="ID|ROW")
@click.argument("values", metavar="COLUMN=VALUE...", nargs=-1, required=True)
@click.pass_context
def set_values(ctx: click.Context, /, id: str, **said: Any) -> None:
    """The record has these values; nothing after the sign empties a column."""
    _decide(ctx, "set", (id,), said)


@_decision("drop", "demand:a-b-forces-3f2a9c", "a headline, no demand", "The record is wrong and goes.")
@click.argument("id", metavar="ID|ROW")
@click.pass_context
def drop(ctx: click.Context, /, id: str, **said: Any) -> None:
    """The texts do not say so: the record goes, with what hangs on it."""
    _decide(ctx, "drop", (id,), said)


def _decide(ctx: click.Context, action: str, ids: Sequence[str], said: dict[str, Any]) -> None:
    from pipeline.commands.plain import visible
    from pipeline.resolve.last_release import read_last_release
    from pipeline.review.deciding import Known, take

    outer_root, outer_sources = ctx.obj
    given = said.pop("root")
    root = dataset_root(given if given != Path() else outer_root)
    sources = said.pop("sources") or outer_sources or root / "sources"
    dry_run = said.pop("dry_run")
    made = take(Known(read_last_release(root), _report(root)), sources, action, ids, **said)
    if not dry_run:
        made.write()
    for line in made.text.splitlines():
        click.echo(visible(line))
    click.echo()
    if action == "merge":
        stays, *others = made.entry.ids
        click.echo(f"{stays} stays; {listed(others)} {'leads' if len(others) == 1 else 'lead'} to it.")
    if dry_run:
        click.echo("Dry run: nothing was written.")
    else:
        click.echo(f"Added to {made.path}, line {made.entry.line}. It holds from the next `parley build` on.")


def _report(root: Path) -> list[ReviewRow]:
    file = root / "dist" / REPORT
    if not file.is_file():
        raise CallError(f"there is no {file}; run `parley build` first")
    return parse_csv(file.read_bytes(), str(file))


def _open_questions(root: Path, sources: Path | None) -> tuple[list[ReviewRow], int]:
    """The questions that neither the dataset nor the files of corrections answer, and how many those files answer."""
    from pipeline.corrections import read_corrections
    from pipeline.review.deciding import decided_by

    rows = _report(root)
    folder = sources or root / "sources"
    if not folder.is_dir():
        if sources is not None:
            raise CallError(f"there is no folder {folder}; name another with --sources")
        return rows, 0
    left = undecided(rows, decided_by(read_corrections(folder)))
    return left, len(rows) - len(left)


def _lines(
    shown: Sequence[ReviewRow],
    chosen: Sequence[ReviewRow],
    found: Sequence[ReviewRow],
    kind: str | None,
    waiting: int,
    options: str,
    sources: Path,
) -> list[str]:
    width = terminal_width(WIDEST, WIDEST)
    lines: list[str] = []
    for row in shown:
        lines += [*_question(row, width, row.short_commands(options, sources)), ""]
    counts = Counter(row.kind for row in found)
    by_kind = ", ".join(f"{name} {counts[name]}" for name in KINDS if counts[name])
    of_kind = f" of the kind {kind}" if kind else ""
    questions = "question" if len(chosen) == 1 else "questions"
    ending = [f"{len(shown)} of {len(chosen)} {questions} shown{of_kind}."]
    if not found:
        ending = ["Nothing wants a human eye."]
    elif kind is None:
        ending.append(f"There are: {by_kind}.")
    if shown:
        ending.append("In each command fill in the dots and what stands in capitals.")
    if waiting:
        ending.append(f"{waiting} more {'is' if waiting == 1 else 'are'} decided already: run `parley build`.")
    for text in ending:
        lines += wrapped(text, width, "", "")
    return lines


def _question(row: ReviewRow, width: int, commands: tuple[str, str]) -> list[str]:
    lines = [f"{row.review_id}  {row.kind}" + (f"  {_score(row)}" if row.score else "")]
    sides = ((row.record_id, row.says, row.quote, row.document_id),
             (row.other_id, row.other_says, row.other_quote, row.other_document_id))  # fmt: skip
    for record, says, quote, document in sides:
        if not record:
            continue
        lines += wrapped(record, width, "  ", "    ")
        lines += wrapped(says, width, "    ", "    ")
        if row.record_type != "document":
            lines += wrapped(f'"{quote}" ({document})', width, "    ", "    ")
    lines += wrapped(f"why: {row.why}", width, "  ", "       ")
    lines += wrapped(row.question, width, "  ", "  ")
    for answer, command in zip(("yes", "no "), commands, strict=True):
        if command:
            lines += wrapped_command(command, width, f"    {answer}  ", "         ")
    return lines


def _score(row: ReviewRow) -> str:
    if row.kind == "unlinked-name":
        return f"named {'once' if row.score == '1' else f'{row.score} times'}"
    return f"{'confidence' if row.kind == 'low-confidence' else 'likeness'} {float(row.score):.2f}"
