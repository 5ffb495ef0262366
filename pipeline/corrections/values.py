"""Whether a value may be set, and whether what stands in the tables is what a correction expects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.corrections.entries import SIDES, Correction
from pipeline.schema import RECORD_TABLES, TABLES, Column, Table
from pipeline.wording import did_you_mean

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, Any]

# what is derived from other rows, or makes the record what it is
NOT_SET = {
    "demands.act": "it is derived from the content; correct that",
    "demands.status": "it is derived from the stances; correct those",
    "stances.cameo_code": "it is derived from issue, kind and stance; correct those",
    "stances.demand_id": "it makes the stance what it is; drop the stance",
    "stances.party_id": "it makes the stance what it is; drop the stance, or set the `claimants` of the demand",
    "stances.document_id": "it says where the stance is told",
    "roles.person_id": "it makes the role what it is; drop the role",
    "roles.document_id": "it says where the role is told",
}
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "number": (int, float), "date": (date,), "boolean": (bool,),
}  # fmt: skip
CALLED = {"string": "text (in quotes)", "integer": "a whole number", "number": "a number",
          "date": "a date such as 2026-01-15", "boolean": "true or false"}  # fmt: skip


def table_of(correction: Correction) -> tuple[Table, str]:
    """The table of the record, and its key column."""
    name, key = RECORD_TABLES[correction.kind]
    return TABLES[name], key


def shown(value: Any) -> str:
    """A value for people, and as the `corrections` table has it."""
    if value is None or value == ():
        return "nothing"
    if isinstance(value, tuple):
        return "; ".join(value)
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def cell(value: Any) -> str | None:
    """A value as the `corrections` table has it, null for none."""
    return None if value is None or value == () else shown(value)


def checked_values(correction: Correction) -> Row:
    """The values of a `set` with the types of their columns; those of foreign keys are checked in `check_references`.

    Raises InputError for a column that may not be set and for a value that does not fit its column.
    """
    table, key = table_of(correction)
    found = {}
    for name, value in correction.values.items():
        reason = "it is the id of the record" if name == key else NOT_SET.get(f"{table.name}.{name}")
        if name in SIDES:
            if name == "claimants" and not value:
                raise correction.wrong("`claimants` may not be empty: a demand is made by somebody; drop the demand "
                                       "instead")  # fmt: skip
            found[name] = value
            continue
        if reason:
            raise correction.wrong(f"`{name}` of {table.name} cannot be set: {reason}")
        found[name] = typed(correction, table.column(name), value)
        if problem := _misfit(table.column(name), found[name]):
            raise correction.wrong(f"`{name}: {shown(value)}` is not allowed: {problem}")
    return found


def typed(correction: Correction, column: Column, value: Any) -> Any:
    """`value` as the column's type. Raises InputError for another type."""
    if value is None:
        return None
    if column.type == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    right = isinstance(value, TYPES[column.type]) and (type(value) is not bool or column.type == "boolean")
    if not right or (column.type == "date" and type(value) is not date):
        raise correction.wrong(f"`{column.name}: {shown(value)}` has the wrong type: write {CALLED[column.type]}")
    return float(value) if column.type == "number" else value


def _misfit(column: Column, value: Any) -> str | None:
    if value is None:
        return "the column may not be empty" if column.required else None
    if column.enum and value not in column.enum:
        meant = did_you_mean(str(value), column.enum)
        return f"{meant + ' ' if meant else ''}it must be one of {', '.join(column.enum)}"
    if isinstance(value, str) and not value.strip():
        return "it is empty; write null for no value"
    if column.pattern and not re.fullmatch(column.pattern, str(value)):
        return f"a value looks like {column.example}"
    low, high = column.minimum, column.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        return f"it must lie from {low} to {high}"
    return None


def check_references(correction: Correction, values: Mapping[str, Any], tables: Mapping[str, pl.DataFrame]) -> None:
    """Raises InputError for a value that should be the id of a record and is none."""
    parties = set(tables["parties"]["party_id"]) | set(tables["id_redirects"]["old_id"])
    for name in SIDES:
        for party in values.get(name, ()):
            if party not in parties:
                near = did_you_mean(party, parties) or "`parley show parties` lists those that are there"
                raise correction.wrong(f"`{name}`: no party has the id {party}; {near}")
    for key in table_of(correction)[0].foreign_keys:
        value = values.get(key.column)
        if value is not None and value not in set(tables[key.table][key.references]):
            raise correction.wrong(f"`{key.column}: {value}` is not in {key.table}; give an id or code that is there")


def check_expectation(correction: Correction, row: Mapping[str, Any]) -> None:
    """Raises InputError when something else stands in the row than the correction expects."""
    table, _ = table_of(correction)
    for name, value in correction.expect.items():
        wanted = value if name in SIDES else typed(correction, table.column(name), value)
        if row[name] != wanted:
            raise correction.wrong(
                f"expected `{name}: {shown(wanted)}` at {correction.ids[0]}, but `{shown(row[name])}` stands there now; "
                "look whether the correction is still needed, and mend or remove the entry"
            )
