"""The views of the DuckDB file: `views/*.sql`, in the order of their file names.

A file begins with `-- view: name` (or `-- macro: name(parameters)`) and `-- about: one sentence`, which becomes its
comment. A view that answers one of the questions that readers ask says so: `-- question: 3. Who rejected what?`, and
`-- ask: select ...;` for each statement that asks it. `queries.py` writes these into `dist/queries.sql`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import MachineError

VIEWS = Path(__file__).resolve().parent / "views"
HEADER = re.compile(r"-- (view|macro|about|question|ask): (.+)")
QUESTION = re.compile(r"(\d+)\. (.+\?)")


@dataclass(frozen=True, slots=True)
class View:
    """A view, or a table macro when `parameters` is set.

    `question` is the number and wording of the question that it answers, `asks` the statements that ask it.
    """

    name: str
    about: str
    query: str
    parameters: str | None = None
    question: tuple[int, str] | None = None
    asks: tuple[str, ...] = ()


@cache
def read_views() -> tuple[View, ...]:
    """All views in the order in which they can be created. Raises MachineError for a file whose header is wrong."""
    return tuple(read_view(path) for path in sorted(VIEWS.glob("*.sql")))


def read_view(path: Path) -> View:
    """The view of one file. Raises MachineError when its header lacks something."""
    header: dict[str, list[str]] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    while lines and (found := HEADER.fullmatch(lines[0].rstrip())):
        header.setdefault(found[1], []).append(found[2])
        del lines[0]
    name, parenthesis, parameters = header.get("macro", [""])[0].partition("(")
    about, asked, asks = header.get("about", [""])[0], header.get("question", []), header.get("ask", [])
    question = QUESTION.fullmatch(asked[0]) if asked else None
    if not about or not (name or header.get("view")):
        raise MachineError(f"The header of pipeline/publish/views/{path.name} lacks its name or what it is about.")
    if len(asked) > 1 or bool(asked) != bool(question) or bool(asked) != bool(asks):
        raise MachineError(
            f"The header of pipeline/publish/views/{path.name} needs a question such as '3. Who rejected what?' "
            "together with the statements that ask it, or neither."
        )
    query = "\n".join(lines).strip().rstrip(";")
    return View(
        name or header["view"][0],
        about,
        query,
        parameters.rstrip(")") if parenthesis else None,
        (int(question[1]), question[2]) if question else None,
        tuple(one.rstrip(";") for one in asks),
    )
