"""What people corrected, in plain sentences: who, when, why, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipeline.commands.plain import one_line

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NOW = "coalesce((select new_id from id_redirects where old_id = {column}), {column})"


def corrections(connection: DuckDBPyConnection, records: Iterable[str]) -> dict[str, list[str]]:
    """Record -> a sentence for each correction of it, in the order of the files that hold them.

    A correction that names an id of an earlier release counts for the record that the id leads to.
    """
    from pipeline.commands.records import fetch

    now = {column: NOW.format(column=column) for column in ("record_id", "other_id")}
    rows = fetch(
        connection,
        f"select *, {now['record_id']} as record_now, {now['other_id']} as other_now from corrections "
        "order by file, line, column_name, other_id",
    )
    wanted = set(records)
    found: dict[str, list[str]] = {}
    for row in rows:
        for record in dict.fromkeys((row["record_now"], row["other_now"])):
            if record in wanted:
                found.setdefault(record, []).append(_sentence(row, record))
    return found


def _sentence(row: dict[str, Any], record: str) -> str:
    reason = one_line(row["correction_reason"]).rstrip(".")
    done = _done(row, record)
    before = ""
    if row["action"] == "set":
        stood = one_line(row["value_before"]) if row["value_before"] is not None else ""
        before = f" Before, {stood!r} stood there." if stood else " Before, nothing stood there."
    who = one_line(row["corrected_by"])
    return f"On {row['corrected_on']} {who} {done}, because: {reason}.{before} ({row['file']}, line {row['line']})"


def _done(row: dict[str, Any], record: str) -> str:
    column = row["column_name"]
    if row["action"] == "set":
        after = row["value_after"]
        return f"emptied {column}" if after is None else f"set {column} to {one_line(after)!r}"
    if row["action"] == "merge":
        return f"joined {row['other_id']} with {row['record_id']}"
    if row["action"] == "apart":
        other = row["record_id"] if record == row["other_now"] else row["other_id"]
        return f"kept this apart from {other}"
    if row["action"] == "flag":
        return f"marked {column} as a known anomaly" if column else "marked this as a known anomaly"
    return "dropped this"
