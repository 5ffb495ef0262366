"""The views of the DuckDB file: `views/*.sql`, in the order of their file names.

A file begins with `-- view: name` (or `-- macro: name`) and `-- about: one sentence`, which becomes its comment.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import MachineError

VIEWS = Path(__file__).resolve().parent / "views"


@dataclass(frozen=True, slots=True)
class View:
    """A view, or a table macro when `parameters` is set."""

    name: str
    about: str
    query: str
    parameters: str | None = None


@cache
def read_views() -> tuple[View, ...]:
    """All views in the order in which they can be created. Raises MachineError for a file without its header."""
    return tuple(_read(path) for path in sorted(VIEWS.glob("*.sql")))


def _read(path: Path) -> View:
    header: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    while lines and lines[0].startswith("-- "):
        key, _, value = lines.pop(0)[3:].partition(": ")
        header[key] = value.strip()
    name, parenthesis, parameters = header.get("macro", "").partition("(")
    if not header.get("about") or not (name or header.get("view")):
        raise MachineError(f"The header of pipeline/publish/views/{path.name} lacks its name or what it is about.")
    query = "\n".join(lines).strip().rstrip(";")
    return View(name or header["view"], header["about"], query, parameters.rstrip(")") if parenthesis else None)
