"""A diff in words for people, and as plain values for machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.errors import CallError
from pipeline.releases.diff import Diff, TableDiff
from pipeline.releases.names import Names
from pipeline.releases.version import bump_of
from pipeline.schema import RECORD_TABLES, TABLES

if TYPE_CHECKING:
    import polars as pl

SHOWN = 20  # rows of a kind and a table, when no table is asked for
LONGEST = 160  # characters of a value
FIRST = (
    "demands", "stances", "demand_changes", "events", "parties", "people", "documents", "event_participants",
    "event_reports", "demand_addressees", "demand_quantities", "roles", "places", "corrections", "id_redirects",
    "id_tombstones",
)  # fmt: skip
SUMMED_UP = frozenset({"evidence"})  # counted, and listed only when asked for
RECORDS = frozenset({"documents", *(table for table, _ in RECORD_TABLES.values())})  # whose rows people know by id
BUMPS = {
    "major": "a break of the schema",
    "minor": "new data or other values",
    "patch": "other wording only",
    "none": "nothing",
}


def counted(diff: Diff) -> list[str]:
    """One line a table that differs, the most telling tables first: "demands: 2 added, 1 removed"."""
    return [f"{each.name}: {_counts(each)}" for each in _in_order(diff)]


def total(diff: Diff) -> str:
    """All differences in one phrase: "3 rows added, 1 removed, 2 changed"."""
    if diff.is_empty:
        return "nothing changed"
    tables = diff.tables.values()
    rows = [(sum(each.added.height for each in tables), "added"), (sum(each.removed.height for each in tables), "removed"),
            (sum(each.changed for each in tables), "changed")]  # fmt: skip
    told = ", ".join(f"{number:,} {what}" for number, what in rows if number)
    first = next((number for number, _ in rows if number), 0)
    told = told.replace(" ", " row " if first == 1 else " rows ", 1) if told else "no row changed"
    return told + ("; the schema changed" if diff.schema else "")


def text_lines(diff: Diff, table: str | None = None, *, shown: int = SHOWN) -> Iterator[str]:
    """The diff for reading, line by line. With `table` only that table, and all of its rows.

    Raises CallError when neither dataset has the table.
    """
    _known(diff, table)
    changes = [change for change in diff.schema if table in (None, change.table)]
    if changes:
        yield "schema"
    for change in changes:
        yield f"  {'!' if change.breaks else '*'} {change.table}: {change.what}"
    tables = [each for each in _in_order(diff) if table in (None, each.name)]
    for each in tables:
        yield f"{each.name}: {_counts(each)}"
        if table or each.name not in SUMMED_UP:
            yield from _rows(diff, each, None if table else shown)
        elif set(each.added.columns) & {"document_id"}:
            yield f"  in {_documents(each)}"
    if not changes and not tables:
        yield f"Nothing differs in {table}." if table else "Nothing differs."


def merged_and_gone(diff: Diff) -> Iterator[str]:
    """One line a record that was merged into another or is no more, with what it was called."""
    for each in _in_order(diff):
        if each.name in RECORDS:
            for key, became, why in each.removed.select(*each.key, "became", "why").head(SHOWN).iter_rows():
                yield f"{key}{_fate(became, why) or ' (removed)'}"
            if each.removed.height > SHOWN:
                yield f"... and {each.removed.height - SHOWN:,} more of {each.name}"


def json_value(diff: Diff, table: str | None = None) -> dict[str, Any]:
    """The diff as plain values. Rows of evidence are listed only when `table` asks for them.

    Raises CallError when neither dataset has the table.
    """
    _known(diff, table)
    return {
        "before": {"label": diff.before.label, "version": diff.before.version},
        "after": {"label": diff.after.label, "version": diff.after.version},
        "bump": bump_of(diff),
        "schema": [
            {"table": each.table, "what": each.what, "breaks": each.breaks}
            for each in diff.schema
            if table in (None, each.table)
        ],
        "tables": {
            each.name: _table_value(each, rows=bool(table) or each.name not in SUMMED_UP)
            for each in _in_order(diff)
            if table in (None, each.name)
        },
    }


def _table_value(each: TableDiff, rows: bool) -> dict[str, Any]:
    counts = {
        "key": list(each.key),
        "rows_added": each.added.height,
        "rows_removed": each.removed.height,
        "rows_merged": each.merged,
        "rows_changed": each.changed,
        "cells_changed": each.cells.height,
    }
    if not rows:
        return counts
    listed = {"added": each.added, "removed": each.removed, "changed": each.cells}
    return {**counts, **{name: _plain_rows(frame) for name, frame in listed.items()}}


def _plain_rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    import polars as pl

    return frame.with_columns(pl.selectors.temporal().cast(pl.String)).to_dicts()


def _known(diff: Diff, table: str | None) -> None:
    tables = {*diff.before.tables, *diff.after.tables}
    if table is not None and table not in tables:
        raise CallError(f"there is no table {table!r}; there are {', '.join(sorted(tables))}.")


def _in_order(diff: Diff) -> list[TableDiff]:
    """The tables that differ: those that tell most first, what is only summed up last."""
    names = [*FIRST, *(name for name in TABLES if name not in FIRST), *sorted(diff.tables)]
    listed = [name for name in dict.fromkeys(names) if name in diff.tables]
    return [diff.tables[name] for name in sorted(listed, key=lambda name: name in SUMMED_UP)]


def _counts(each: TableDiff) -> str:
    removed = f"{each.removed.height:,} removed"
    if each.merged:
        removed += f" ({each.merged:,} of them merged)"
    parts = [(each.added.height, f"{each.added.height:,} added"), (each.removed.height, removed),
             (each.changed, f"{each.changed:,} changed")]  # fmt: skip
    return ", ".join(text for number, text in parts if number)


def _rows(diff: Diff, each: TableDiff, shown: int | None) -> Iterator[str]:
    before, after = Names(diff.before), Names(diff.after)
    for sign, frame, names in (("+", each.added, after), ("-", each.removed, before)):
        part = frame if shown is None else frame.head(shown)
        fates = [_fate(*row) for row in part.select("became", "why").iter_rows()] if sign == "-" else [""] * part.height
        for key, said, fate in zip(_keys(part, each.key), names.lines(each.name, part), fates, strict=True):
            yield f"  {sign} {_titled(said, key)}{fate}"
        if frame.height > part.height:
            yield f"  {sign} ... and {frame.height - part.height:,} more"
    keys = each.cells.select(each.key).unique(maintain_order=True)
    part = keys if shown is None else keys.head(shown)
    rows = part.join(diff.after.tables[each.name], on=each.key, how="left", maintain_order="left", nulls_equal=True)
    cells = part.join(each.cells, on=each.key, how="inner", maintain_order="left", nulls_equal=True)
    of_row = cells.partition_by(each.key, maintain_order=True)
    for key, said, changed in zip(_keys(part, each.key), after.lines(each.name, rows), of_row, strict=True):
        yield f"  ~ {_titled(said, key)}"
        for column, old, new in changed.select("column", "before", "after").iter_rows():
            yield f"      {column}: {_value(old)} -> {_value(new)}"
    if keys.height > part.height:
        yield f"  ~ ... and {keys.height - part.height:,} more"


def _keys(frame: pl.DataFrame, key: tuple[str, ...]) -> list[str]:
    return [" ".join(str(value) for value in row) for row in frame.select(key).iter_rows()]


def _fate(became: str | None, why: str | None) -> str:
    """What became of a row that was removed, to be put behind it."""
    if became is None:
        return f" (no more: {' '.join(why.split())})" if why else ""
    return f" (merged into {became})" if became else " (went with a record that was merged)"


def _documents(each: TableDiff) -> str:
    ids = {*each.added["document_id"].unique(), *each.removed["document_id"].unique()}
    if "document_id" in each.cells.columns:
        ids |= set(each.cells["document_id"].unique())
    return f"{len(ids):,} document{'' if len(ids) == 1 else 's'}; --table {each.name} lists them"


def _titled(said: str, key: str) -> str:
    """What a row says, with its key unless the words hold it."""
    return _short(said) if key in said else f"{_short(said)} [{key}]" if said else key


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _value(value: str | None) -> str:
    return "(empty)" if value is None else _short(" ".join(value.split()))
