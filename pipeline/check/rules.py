"""Cross-table rules: DuckDB queries in `rules/*.sql`, each of which returns the rows that break it.

A file begins with comment lines `-- rule:`, `-- severity:`, `-- why:` and, where it compares with the source texts,
`-- needs: texts`. Its query gives `table_name`, `record_id` and `problem`. Two files, `primary_keys.sql` and
`foreign_keys.sql`, are derived from the schema: `python -m pipeline.check` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pipeline.check.report import SAMPLE, Check, Row, Severity
from pipeline.errors import MachineError
from pipeline.schema import RECORD_TABLES, TABLES, ForeignKey, Table

if TYPE_CHECKING:
    import duckdb
    import polars as pl

RULES = Path(__file__).resolve().parent / "rules"


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    severity: Severity
    why: str
    needs_texts: bool
    query: str


@cache
def read_rules() -> tuple[Rule, ...]:
    """All rules, by name. Raises MachineError for a file without its header."""
    return tuple(_read_rule(path) for path in sorted(RULES.glob("*.sql")))


def _read_rule(path: Path) -> Rule:
    text = path.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("-- "):
            break
        key, _, value = line[3:].partition(": ")
        header[key] = value.strip()
    severity = header.get("severity")
    if header.get("rule") != path.stem or severity not in get_args(Severity) or not header.get("why"):
        raise MachineError(f"The header of pipeline/check/rules/{path.name} lacks its rule, severity or why.")
    return Rule(path.stem, severity, header["why"], header.get("needs") == "texts", text)  # type: ignore[arg-type]


def run_rules(
    tables: dict[str, pl.DataFrame], texts: dict[str, str] | None, only: frozenset[str] | None = None
) -> list[Check]:
    """One `Check` for each rule that can be run (those that need texts only when there are some), or for each of
    those that `only` names.

    A rule that finds rows of several tables gives one `Check` for each of them. A rule without findings is reported
    under the table name `all`.
    """
    import duckdb

    with duckdb.connect() as connection:
        _register(connection, tables, texts)
        rules = [rule for rule in read_rules() if texts is not None or not rule.needs_texts]
        heights = {name: tables[name].height for name in TABLES}
        return [
            check
            for rule in rules
            if only is None or rule.name in only
            for check in _run_rule(connection, rule, heights)
        ]


def _register(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, pl.DataFrame], texts: dict[str, str] | None
) -> None:
    import polars as pl

    for name in TABLES:
        connection.register(name, tables[name])
    listed = sorted((texts or {}).items())
    schema = {"document_id": pl.String, "text": pl.String}
    connection.register("texts", pl.DataFrame(listed, schema=schema, orient="row"))
    connection.execute(f"create view record_ids as {_record_ids()}")


def _read_by(rule: Rule, connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The tables that a rule reads, in the order in which they are published; at the end `the texts` if it reads those."""
    (parsed,) = connection.execute("select json_serialize_sql(?::varchar)", [rule.query]).fetchall()[0]
    named = set(_named(json.loads(parsed)))
    if "record_ids" in named:
        named |= {table for table, _ in RECORD_TABLES.values()}
    return (*(name for name in TABLES if name in named), *(["the texts"] if "texts" in named else []))


def _named(parsed: Any) -> Iterator[str]:
    """The names of tables in a query that DuckDB has parsed, those of its own subqueries among them."""
    if isinstance(parsed, dict):
        if parsed.get("type") == "BASE_TABLE":
            yield str(parsed["table_name"])
        parsed = list(parsed.values())
    if isinstance(parsed, list):
        for part in parsed:
            yield from _named(part)


def _record_ids() -> str:
    """Every record that evidence can state: record_type, table_name, record_id."""
    return "\nunion all ".join(
        f"select '{kind}' as record_type, '{table}' as table_name, {key} as record_id from {table}"
        for kind, (table, key) in RECORD_TABLES.items()
    )


def _run_rule(connection: duckdb.DuckDBPyConnection, rule: Rule, heights: Mapping[str, int]) -> list[Check]:
    import duckdb

    try:
        rows = connection.execute(rule.query).fetchall()
    except duckdb.Error as error:
        raise MachineError(f"The query pipeline/check/rules/{rule.name}.sql could not be run: {error}") from error
    by_table: dict[str, set[Row]] = {}
    for table, record_id, problem in rows:
        by_table.setdefault(table, set()).add(Row(str(record_id), str(problem)))
    read = _read_by(rule, connection)
    over, examined = ", ".join(read), sum(heights.get(name, 0) for name in read)
    blank = Check("all", rule.name, rule.severity, rule.why, kind="rule", over=over, examined=examined)
    if not by_table:
        return [blank]
    order = {name: position for position, name in enumerate(TABLES)}
    return [
        replace(blank, table=table, count=len(found), rows=tuple(sorted(found)[:SAMPLE]))
        for table, found in sorted(by_table.items(), key=lambda item: order.get(item[0], len(order)))
    ]


def derive_primary_keys() -> str:
    """The text of `primary_keys.sql`."""
    return _derived(
        "primary_keys", "two rows with one key cannot be told apart, and links to them are ambiguous",
        [_primary_key(table) for table in TABLES.values()],
    )  # fmt: skip


def _primary_key(table: Table) -> str:
    columns = ", ".join(table.primary_key)
    shown = f"concat_ws(' ', {columns})"
    null = " or ".join(f"{column} is null" for column in table.primary_key)
    return (
        f"select '{table.name}' as table_name, {shown} as record_id, 'the key occurs ' || count(*) || ' times' as problem\n"
        f"from {table.name} group by {columns} having count(*) > 1\n"
        f"union all select '{table.name}', {shown}, 'the key is null' from {table.name} where {null}"
    )


def derive_foreign_keys() -> str:
    """The text of `foreign_keys.sql`."""
    return _derived(
        "foreign_keys", "an id that leads to no row is a claim about nothing",
        [_foreign_key(table, key) for table in TABLES.values() for key in table.foreign_keys],
    )  # fmt: skip


def _foreign_key(table: Table, key: ForeignKey) -> str:
    shown = ", ".join(f"child.{column}" for column in table.primary_key)
    return (
        f"select '{table.name}' as table_name, concat_ws(' ', {shown}) as record_id,\n"
        f"    '{key.column} ' || child.{key.column} || ' is not in {key.table}' as problem\n"
        f"from {table.name} as child anti join {key.table} as parent on child.{key.column} = parent.{key.references}\n"
        f"where child.{key.column} is not null"
    )


def _derived(name: str, why: str, parts: list[str]) -> str:
    header = f"-- rule: {name}\n-- severity: critical\n-- why: {why}\n-- Derived from pipeline/schema: do not edit.\n"
    return header + "\nunion all\n".join(parts) + "\n"


def write_derived_rules() -> None:
    """Write `primary_keys.sql` and `foreign_keys.sql` anew."""
    for name, text in (("primary_keys", derive_primary_keys()), ("foreign_keys", derive_foreign_keys())):
        (RULES / f"{name}.sql").write_text(text, encoding="utf-8", newline="\n")
