"""How each table of the SQLite file is shown and searched: `tables.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("tables.yml")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a table can be narrowed by, the column that names its rows, and the columns that a search reads."""

    facets: tuple[str, ...] = ()
    label: str | None = None
    search: tuple[str, ...] = ()


@cache
def shown() -> dict[str, Shown]:
    """How tables are shown, by name; a table that is not there is shown plainly."""
    import yaml

    said = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        name: Shown(tuple(one.get("facets", ())), one.get("label"), tuple(one.get("search", ())))
        for name, one in said.items()
    }
