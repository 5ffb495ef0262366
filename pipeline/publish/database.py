"""The dataset in DuckDB: tables with keys, checks and comments, and the views. Made from the Parquet files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import CallError, InputError, MachineError
from pipeline.files import write
from pipeline.publish.described import info_of
from pipeline.publish.descriptor import logical_hash
from pipeline.publish.views import View, read_views
from pipeline.schema import TABLES, Column, Table

if TYPE_CHECKING:
    import duckdb
    import polars as pl

STORAGE_VERSION = "v1.2.0"  # readable by DuckDB 1.2 to 2.0 and by its browser build
BLOCK_SIZE = 16_384  # bytes, the least there is: the tables are many and most are small
MISREAD = set("?\\") - {os.sep}  # in a path: DuckDB takes the one for the end of it, the other for a slash
TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}
# No extension is fetched, no file or address is opened but the database itself, and a query cannot undo that.
CLOSED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}


def open_for_query(root: Path) -> duckdb.DuckDBPyConnection:
    """A connection to the dataset below `root` in which SQL can reach the dataset and nothing else.

    Opens `dist/parley.duckdb` when it is there, has a path that DuckDB can read, and holds the data that
    `datapackage.json` describes; otherwise loads `dist/parquet` into memory, with the same tables and views. Raises
    CallError when there is no dataset.
    """
    import duckdb

    file = root / "dist" / "parley.duckdb"
    wanted = data_hash_of(root)
    if file.is_file() and wanted:
        try:
            connection = duckdb.connect(str(file), read_only=True, config=dict(CLOSED))
        except duckdb.Error:
            connection = None
        if connection is not None and _stored_hash(connection) == wanted:
            return connection
        if connection is not None:
            connection.close()
    return _in_memory(root / "dist" / "parquet", wanted or "")


def open_tables(tables: Mapping[str, pl.DataFrame]) -> duckdb.DuckDBPyConnection:
    """A connection like that of `open_for_query` to tables that stand in memory, of today's schema."""
    import duckdb

    connection = duckdb.connect()
    for name in TABLES:
        connection.register(f"rows of {name}", tables[name])
    fill(connection, lambda name: _name(f"rows of {name}"), "")
    for name in TABLES:
        connection.unregister(f"rows of {name}")
    _close_off(connection)
    return connection


def _in_memory(parquet: Path, data_hash: str) -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect()
    try:
        fill(connection, _parquet_files(parquet), data_hash, about_package(parquet.parents[1]))
    except duckdb.Error as error:
        connection.close()
        raise CallError(
            f"the tables in {parquet} cannot be loaded ({str(error).splitlines()[0]}); run `parley check` to see which "
            "file is damaged, or `parley build` to make them anew."
        ) from None
    _close_off(connection)
    return connection


def _close_off(connection: duckdb.DuckDBPyConnection) -> None:
    for option, value in CLOSED.items():
        connection.execute(f"set {option} = {value}")


def about_package(root: Path) -> list[tuple[str, str]]:
    """What the descriptor below `root` says of the dataset, as keys and values; nothing where there is none."""
    try:
        info = info_of(root)
    except InputError:
        return []
    words = [("name", info.name), ("title", info.title), ("description", info.description),
             ("licence", info.licence["name"]), ("contributors", "; ".join(info.contributors)),
             ("keywords", "; ".join(info.keywords))]  # fmt: skip
    return [(key, value) for key, value in words if value]


def data_hash_of(root: Path) -> str | None:
    try:
        return logical_hash(json.loads((root / "datapackage.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _stored_hash(connection: duckdb.DuckDBPyConnection) -> str | None:
    import duckdb

    try:
        row = connection.execute("select value from about.package where key = 'data_hash'").fetchone()
    except duckdb.Error:
        return None
    return str(row[0]) if row else None


def write_database(parquet: Path, file: Path, data_hash: str) -> None:
    """Write the database file in a fresh process, so that no memory of this one can get into it.

    Raises MachineError when that fails.
    """
    package_parent = str(Path(__file__).resolve().parents[2])
    paths = [package_parent, *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.run(
        [sys.executable, "-m", "pipeline.publish.write_database", str(parquet), str(file), data_hash],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode:
        reason = (process.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise MachineError(f"The DuckDB file {file.name} could not be written: {reason}")


def create_file(parquet: Path, file: Path, data_hash: str) -> None:
    """Create the database `file` in this process. Called by `write_database` in a process of its own."""
    import duckdb

    with _written(file) as made, duckdb.connect() as connection:
        connection.execute("set autoinstall_known_extensions = false; set autoload_known_extensions = false")
        connection.execute(
            f"attach {_literal(str(made))} as parley (storage_version '{STORAGE_VERSION}', block_size {BLOCK_SIZE})"
        )
        connection.execute("use parley")
        fill(connection, _parquet_files(parquet), data_hash, about_package(parquet.parents[1]))
        connection.execute("use memory")
        connection.execute("detach parley")  # writes everything into the one file


@contextmanager
def _written(file: Path) -> Iterator[Path]:
    """Where DuckDB writes what comes to stand at `file`: there, or first elsewhere when it would misread the path."""
    if not MISREAD & set(str(file.absolute())):
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="parley-") as folder:
        made = Path(folder, file.name)
        yield made
        write(file, made.read_bytes())


def _parquet_files(folder: Path) -> Callable[[str], str]:
    """What SQL reads a table from. A sign that stands for any other is put in brackets, where it means itself."""
    path = re.sub(r"[*?\[]", r"[\g<0>]", str(folder))
    return lambda name: f"read_parquet({_literal(f'{path}{os.sep}{name}.parquet')})"


def fill(
    connection: duckdb.DuckDBPyConnection,
    source: Callable[[str], str],
    data_hash: str,
    described: Sequence[tuple[str, str]] = (),
) -> None:
    """Create all tables, comments and views in the current database. `source` gives for the name of a table what SQL
    reads its rows from; `described` are further keys and values of `about.package`."""
    for table in TABLES.values():
        connection.execute(create_table(table))
        for statement in _comments(table):
            connection.execute(statement)
        _insert(connection, table, source(table.name))
    for view in read_views():
        for statement in _create_view(view):
            connection.execute(statement)
    connection.execute("create schema about")
    connection.execute("create table about.package (key varchar primary key, value varchar not null)")
    for key, value in [("data_hash", data_hash), *described]:
        connection.execute("insert into about.package values (?, ?)", [key, value])
    connection.execute(
        "comment on table about.package is 'What this dataset is, and which data this file holds: a hash over the published files'"
    )


def create_table(table: Table) -> str:
    """The CREATE TABLE statement of a table, with its keys and checks."""
    parts = [_column(column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(map(_name, table.primary_key))})")
    parts += [
        f"UNIQUE ({_name(column.name)})"
        for column in table.columns
        if column.unique and (column.name,) != table.primary_key
    ]
    parts += [
        f"FOREIGN KEY ({_name(key.column)}) REFERENCES {_name(key.table)} ({_name(key.references)})"
        for key in table.foreign_keys
    ]
    referring = {key.column for key in table.foreign_keys}
    parts += [f"CHECK ({check})" for column in table.columns for check in _checks(column, column.name in referring)]
    return f"CREATE TABLE {_name(table.name)} (\n    " + ",\n    ".join(parts) + "\n)"


def _column(column: Column) -> str:
    return f"{_name(column.name)} {TYPES[column.type]}{' NOT NULL' if column.required else ''}"


def _checks(column: Column, refers: bool) -> list[str]:
    name = _name(column.name)
    checks = []
    if column.enum and not refers:
        checks.append(f"{name} IN ({', '.join(map(_literal, column.enum))})")
    elif column.pattern and not refers:
        checks.append(f"regexp_full_match({name}, {_literal(column.pattern)})")
    elif column.type == "string" and not refers:
        checks.append(f"{name} <> ''")
    if column.minimum is not None:
        checks.append(f"{name} >= {column.minimum}")
    if column.maximum is not None:
        checks.append(f"{name} <= {column.maximum}")
    return checks


def _comments(table: Table) -> list[str]:
    about = f"COMMENT ON TABLE {_name(table.name)} IS {_literal(table.description)}"
    columns = [
        f"COMMENT ON COLUMN {_name(table.name)}.{_name(column.name)} IS {_literal(column.description)}"
        for column in table.columns
    ]
    return [about, *columns]


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, source: str) -> None:
    """Insert the rows of `source`; rows that refer to their own table after those that they refer to."""
    rows = f"select {', '.join(map(_name, table.column_names))} from {source}"
    own = [key.column for key in table.foreign_keys if key.table == table.name]
    if not own:
        connection.execute(f"insert into {_name(table.name)} {rows}")
        return
    key, parent, name = table.primary_key[0], own[0], _name(table.name)
    count = connection.execute(f"select count(*) from ({rows})").fetchone()
    left = int(count[0]) if count else 0
    ready = f"({parent} is null or {parent} in (select {key} from {name}))"
    while left:
        done = connection.execute(
            f"insert into {name} {rows} where {key} not in (select {key} from {name}) and {ready} order by {key}"
        ).fetchone()
        if not done or not done[0]:
            raise MachineError(f"{table.name}.{parent} has a circle or leads to no row; run `parley check`.")
        left -= int(done[0])


def _create_view(view: View) -> list[str]:
    about = _literal(view.about)
    if view.parameters is None:
        return [f"CREATE VIEW {view.name} AS\n{view.query}", f"COMMENT ON VIEW {view.name} IS {about}"]
    return [
        f"CREATE MACRO {view.name}({view.parameters}) AS TABLE\n{view.query}",
        f"COMMENT ON MACRO TABLE {view.name} IS {about}",
    ]


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
