"""`parley explain`: one record in plain words, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.options import data_option, dataset_root
from pipeline.commands.plain import terminal_width, wrapped

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

EXAMPLE = """\b
Examples:
  parley show demands
  parley explain party:rus
"""

Row = dict[str, Any]


@click.command(epilog=EXAMPLE, short_help="Explain a record: what it says, and where it comes from.")
@click.argument("id")
@data_option()
def explain(id: str, root: Path) -> None:
    """Say what the record with this ID holds, who answered what, which sentence
    says so (the quoted words stand between >> and <<), and which rule found it.

    An ID is what `parley show` prints in the first column.
    """
    from pipeline.additions import read_additions, use
    from pipeline.commands.records import find_record
    from pipeline.errors import InputError
    from pipeline.publish.database import open_for_query

    found_in = dataset_root(root)
    with suppress(InputError):  # rows that do not fit are for the build to tell
        use(read_additions(found_in / "sources"))
    with open_for_query(found_in) as connection:
        found = find_record(connection, id)
        for line in _lines(connection, found.kind, found.record_id, found.row, found.redirected_from):
            click.echo(line)


def _lines(connection: DuckDBPyConnection, kind: str, record_id: str, row: Row, old: str | None) -> Iterator[str]:
    from pipeline.commands.corrected import corrections
    from pipeline.commands.plain import visible
    from pipeline.commands.records import answers, evidence, facts, headline

    if old:
        yield f"{old} is now {record_id}."
    yield visible(headline(connection, kind, row))
    yield ""
    listed = [("id", record_id), *facts(connection, kind, row)]
    width = max(len(label) for label, _ in listed)
    for label, value in listed:
        yield from _wrapped(f"{label.ljust(width)}  {visible(value)}", indent="  ", hanging=width + 2)
    if kind == "demand":
        yield ""
        yield "Answers"
        for line in answers(connection, record_id):
            yield from _wrapped(visible(line), indent="  ")
    pieces = evidence(connection, kind, row)
    corrected = corrections(connection, [record_id, *(str(piece["record_id"]) for piece in pieces)])
    if kind == "evidence":
        record_id = row["record_id"]
    if corrected.get(record_id):
        yield ""
        yield "Corrected by hand"
        for line in corrected[record_id]:
            yield from _wrapped(visible(line), indent="  ")
    for number, piece in enumerate(pieces, 1):
        yield ""
        yield f"Evidence {number} of {len(pieces)}"
        yield from _evidence_lines(piece, corrected)


def _evidence_lines(piece: Row, corrected: Mapping[str, list[str]]) -> Iterator[str]:
    from pipeline.commands.plain import visible
    from pipeline.commands.rules import purpose_of

    yield from _wrapped(marked(piece), indent="  ")
    if piece["sentence"] is None:
        yield "  (the terms of this text allow no more than the quote)"
    yield from _wrapped(
        f"in {visible(piece['document_id'])}, characters {piece['start']} to {piece['end']}", indent="  "
    )
    if piece["method"] == "correction":
        yield from _wrapped(_corrected(corrected.get(piece["record_id"], [])), indent="  ")
        return
    purpose = purpose_of(piece["method"])
    rule = f"found by the rule {visible(piece['method'])}" + (f": {purpose}" if purpose else "")
    yield from _wrapped(f"{rule.rstrip('.')}; confidence {piece['confidence']:.2f}", indent="  ")


def _corrected(told: Sequence[str]) -> str:
    """What stands in place of a rule: a person decided what the record says here."""
    said = "a person, not a rule, decided what the record says here"
    return f"{said}: see the correction above" if told else said


def marked(piece: Row) -> str:
    """The evidence's sentence with the quote between >> and <<; the quote alone where no sentence is published."""
    from pipeline.commands.plain import one_line

    quote, sentence = piece["quote"], piece["sentence"]
    if sentence is None:
        return f">>{one_line(quote)}<<"
    start = piece["start"] - piece["sentence_start"]
    before, after = sentence[:start], sentence[start + len(quote) :]
    left = one_line(before) + " " * before.endswith((" ", "\n"))
    right = " " * after.startswith((" ", "\n")) + one_line(after)
    return f"{left}>>{one_line(quote)}<<{right}"


def _wrapped(text: str, *, indent: str, hanging: int = 0) -> list[str]:
    return wrapped(text, terminal_width(100, 80), indent, indent + " " * hanging)
