"""The parts of README.md that are made from the dataset, so that they are never out of date: `make readme`.

Each part stands between two comments. That of the example names its document:
`<!-- begin: what comes out of DOCUMENT_ID … -->`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.commands.plain import one_line
from pipeline.errors import InputError, ParleyError
from pipeline.evaluate.score import SCORED
from pipeline.unseen import ON_UNSEEN

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

README = Path("README.md")
ACCURACY = Path("dist", "reports", "accuracy.json")
SHORTENED = {"month": len("2024-05"), "year": len("2024")}
PART = re.compile(r"(?P<begin><!-- begin: (?P<name>[^(]*?) \(.*?-->\n).*?(?P<end><!-- end: )", re.DOTALL)


def renew(text: str, root: Path) -> str:
    """The README's text with its made parts as the dataset below `root` has them now.

    Raises InputError for a part that nothing here makes, CallError when there is no dataset.
    """
    from pipeline.publish.database import open_for_query

    with open_for_query(root) as connection:
        return PART.sub(lambda part: part["begin"] + _part(part["name"], connection, root) + part["end"], text)


def _part(name: str, connection: DuckDBPyConnection, root: Path) -> str:
    if name.startswith("what comes out of "):
        return _example(connection, name.removeprefix("what comes out of "))
    if name == "unseen texts":
        return f"Expect less of your own articles: {ON_UNSEEN}\n"
    if name == "accuracy":
        return accuracy_lines(json.loads((root / ACCURACY).read_text(encoding="utf-8")))
    raise InputError(f"README.md has a made part {name!r} that nothing makes; see pipeline/commands/readme.py.")


def _example(connection: DuckDBPyConnection, document_id: str) -> str:
    """What one document gives: the demands and the events, in the order of the text."""
    document = connection.execute(
        "select title, words, sentences from documents where document_id = ?", [document_id]
    ).fetchone()
    if document is None:
        raise InputError(f"README.md shows the document {document_id}, which is not in the dataset.")
    first = (
        "(select record_id, min(start) as start, arg_min(quote, start) as words from evidence "
        "where record_type = ? and document_id = ? group by record_id) as first"
    )
    demands = connection.execute(
        "select claimants, addressees, kind, first.words, status, rejected_by "
        f"from demand_ledger join {first} on record_id = demand_id order by first.start, demand_id",
        ["demand", document_id],
    ).fetchall()
    events = connection.execute(
        "select date_start, date_end, date_precision, date_text, status, summary "
        f"from event_timeline join {first} on record_id = event_id order by first.start, event_id",
        ["event", document_id],
    ).fetchall()
    title, words, sentences = document
    return "\n".join(
        [
            f"From one article, “{one_line(title or document_id)}” ({words} words in {sentences} sentences):",
            "",
            *_grid(
                ("by", "of", "kind", "in words of the text", "status"),
                (
                    (by, of, kind, quote, _standing(status, rejected))
                    for by, of, kind, quote, status, rejected in demands
                ),
            ),
            "",
            *_grid(("when", "status", "event"), ((when(*event[:4]), *event[4:]) for event in events)),
            "",
        ]
    )


def when(first: date | None, last: date | None, precision: str | None, text: str | None) -> str:
    """A date as precise as the text is: a day, a month, a year, or an interval; the text's words where it is open."""
    if first is None or last is None:
        return text or ""
    if precision in SHORTENED:
        return first.isoformat()[: SHORTENED[precision]]
    return first.isoformat() if first == last else f"{first} to {last}"


def _standing(status: str, rejected_by: str | None) -> str:
    return f"{status} by {rejected_by}" if status == "rejected" and rejected_by else status


def accuracy_lines(figures: dict[str, Any]) -> str:
    """The figures of `accuracy.json` as a paragraph and two tables."""
    texts = figures["documents"]
    tables = [
        (name, f"{each['precision']:.2f}", f"{each['recall']:.2f}", f"{each['f1']:.2f}")
        for name, each in sorted(figures["tables"].items(), key=lambda item: SCORED.index(item[0]))
    ]
    attributes = [
        (name.replace(".", ": ").replace("_", " "), f"{each['share']:.2f}", str(each["of"]))
        for name, each in figures["attributes"].items()
        if each["of"]
    ]
    return "\n".join(
        [
            (
                f"Measured on the {texts} annotated texts in `tests/gold/`, which were written for this project and "
                "helped to develop it: texts of other kinds will come out less well."
            ),
            "",
            *_grid(("table", "precision", "recall", "F1"), tables),
            "",
            "Of the rows found, these values are right:",
            "",
            *_grid(("value", "share", "of"), attributes),
            "",
            "`parley evaluate tests/gold --misses` lists every mistake.",
            "",
        ]
    )


def _grid(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """A Markdown table; a null is an empty cell."""
    cells = [[one_line(str(value or "")).replace("|", "\\|") for value in row] for row in rows]
    return [f"| {' | '.join(row)} |" for row in (list(names), ["---"] * len(names), *cells)]


def main() -> int:
    """Renew README.md in this folder. Returns the exit code."""
    try:
        text = renew(README.read_text(encoding="utf-8"), Path())
    except ParleyError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    README.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
