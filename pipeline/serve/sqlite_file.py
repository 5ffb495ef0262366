"""The dataset as one SQLite file: all tables with their keys, the views as tables, and full-text search.

The file is made from the published tables, on the user's machine: equal data give equal rows in equal order, and the
same bytes as long as the SQLite library is the same. It holds nothing that `dist/` does not hold.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import MachineError
from pipeline.files import KEPT
from pipeline.publish.database import about_package, data_hash_of, open_for_query
from pipeline.publish.views import VIEWS, read_views
from pipeline.schema import TABLES, Column, ForeignKey, Table
from pipeline.serve.questions import sqlite_questions
from pipeline.serve.tables import shown

if TYPE_CHECKING:
    import duckdb

TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT", "boolean": "INTEGER"}
WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UBIGINT", "BOOLEAN"}
# English word forms fold together, so that `reject` finds `rejected`; so do letters with and without accents
TOKENS = "porter unicode61 remove_diacritics 2"
FILE = "parley.db"
MISREAD = set("?#%")
BATCH = 5_000  # rows
# Further tables, by name: columns, and what they hold
ABOUT = {
    "about_dataset": (
        "key TEXT PRIMARY KEY, value TEXT NOT NULL",
        "What this dataset is, and which data the file holds",
    ),
    "about_columns": (
        "table_name TEXT, column_name TEXT, type TEXT NOT NULL, description TEXT, PRIMARY KEY (table_name, column_name)",
        "What each column of each table means",
    ),
    "about_questions": (
        "name TEXT PRIMARY KEY, question TEXT NOT NULL, about TEXT NOT NULL, sql TEXT NOT NULL",
        "What readers ask, as statements to run",
    ),
}
# Rows as they come, once and in order; the file is of no use before it is complete
FASTER = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA encoding = 'UTF-8'"


@contextmanager
def kept_sqlite(root: Path, making: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """The SQLite file of the dataset below `root`, for reading while the block runs: `.parley/parley.db`, made anew
    only when it is not of this data. Where that folder cannot be written, or its name is one that Datasette would
    misread as an address, it stands in a folder of its own that goes with the block. `making` is called when it has to be
    made.

    Raises CallError when there is no dataset, MachineError when the file cannot be written anywhere.
    """
    kept = root.resolve() / KEPT / FILE
    if not MISREAD & set(str(kept)):
        with suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
        if os.access(kept.parent, os.W_OK):
            yield current_sqlite(root, kept, making)
            return
    with tempfile.TemporaryDirectory(prefix="parley-") as folder:
        yield current_sqlite(root, Path(folder, FILE), making)


def current_sqlite(root: Path, file: Path, making: Callable[[], None] = lambda: None) -> Path:
    """The SQLite file of the dataset below `root`, made at `file` where it is not there yet or is of other data;
    `making` is called before.

    Raises CallError when there is no dataset, MachineError when the file cannot be written.
    """
    wanted = _digest(root)
    if wanted is None or _digest_in(file) != wanted:
        making()
        write_sqlite(root, file)
    return file


def write_sqlite(root: Path, file: Path) -> None:
    """Write the dataset below `root` into a new SQLite file, which takes the place of `file` when it is complete.

    Raises CallError when there is no dataset, MachineError when the file cannot be written.
    """
    made: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{file.name}-", suffix=".tmp", dir=file.parent)
        os.close(handle)
        made = Path(name)
        made.chmod(0o666 & ~_hidden_from())
        with open_for_query(root) as source, closing(sqlite3.connect(made)) as target:
            _fill(source, target, _about(root))
        os.replace(made, file)
    except sqlite3.Error as error:
        hint = "; this Python's SQLite has no full-text search (FTS5)" if "fts5" in str(error) else ""
        raise MachineError(f"{file} could not be written (SQLite {sqlite3.sqlite_version}: {error}){hint}.") from None
    except OSError as error:
        raise MachineError(f"{file} could not be written: {error.strerror or error}.") from None
    finally:
        if made is not None:
            with suppress(OSError):
                made.unlink(missing_ok=True)


def _hidden_from() -> int:
    """What the user lets nobody do with new files: the process's umask, which can be read only by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _fill(source: duckdb.DuckDBPyConnection, target: sqlite3.Connection, about: Mapping[str, str]) -> None:
    target.executescript(FASTER)
    target.execute("BEGIN")
    for name, (columns, _) in ABOUT.items():
        target.execute(f"CREATE TABLE {name} ({columns})")
    _insert(target, "about_dataset", about.items())
    _insert(target, "about_questions", ((one.name, one.question, one.about, one.sql) for one in sqlite_questions()[0]))
    for table in TABLES.values():
        _add_table(source, target, table)
        _insert(target, "about_columns", ((table.name, one.name, one.type, one.description) for one in table.columns))
    for view in read_views():
        if view.parameters is None:
            _add_view(source, target, view.name)
    for name, keys in _indexed().items():
        for key in keys:
            target.execute(f"CREATE INDEX {_name(f'{name}_{key}')} ON {_name(name)} ({_name(key)})")
    for name, one in shown().items():
        if one.search:
            _add_search(target, name, one.search)
    broken = target.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise MachineError(f"a row of {broken[0]} leads to no row of {broken[2]}; run `parley check`.")
    target.commit()


def _add_table(source: duckdb.DuckDBPyConnection, target: sqlite3.Connection, table: Table) -> None:
    """A published table, its rows in the order of its key."""
    unique = [column.name for column in table.columns if column.unique]
    target.execute(_create(table.name, map(_column, table.columns), table.primary_key, table.foreign_keys, unique))
    order = f"order by {', '.join(map(_name, table.primary_key))}"
    _insert(
        target, table.name, _rows(source, table.name, [(one.name, one.type == "date") for one in table.columns], order)
    )


def _add_view(source: duckdb.DuckDBPyConnection, target: sqlite3.Connection, name: str) -> None:
    """The rows of a view as a table, in the view's own order."""
    described = [(str(row[0]), str(row[1])) for row in source.execute(f"describe {_name(name)}").fetchall()]
    columns = [f"{_name(column)} {_type(kind)}" for column, kind in described]
    referring = _referring()
    keys = [referring[column] for column, _ in described if column in referring]
    target.execute(_create(name, columns, (), keys))
    _insert(target, name, _rows(source, name, [(column, kind == "DATE") for column, kind in described]))
    words = _words()
    _insert(target, "about_columns", ((name, column, kind.lower(), words.get(column)) for column, kind in described))


def _words() -> dict[str, str]:
    """What a column means, by its name; only for names that mean the same in every table."""
    found: dict[str, set[str]] = {}
    for table in TABLES.values():
        for column in table.columns:
            found.setdefault(column.name, set()).add(column.description)
    return {name: min(said) for name, said in found.items() if len(said) == 1}


def _type(kind: str) -> str:
    return "INTEGER" if kind in WHOLE else "REAL" if kind in ("DOUBLE", "FLOAT") else "TEXT"


def _referring() -> dict[str, ForeignKey]:
    """What a column of a view leads to, by its name: the id of a record, or a code that has a table."""
    ids = {
        table.primary_key[0]: ForeignKey(table.primary_key[0], table.name, table.primary_key[0])
        for table in TABLES.values()
        if len(table.primary_key) == 1 and table.primary_key[0].endswith("_id") and table.name != "id_redirects"
    }
    codes = {key.column: key for table in TABLES.values() for key in table.foreign_keys if key.references == "code"}
    return {**ids, **{column: codes[column] for column in ("issue", "event_type", "stance")}}


def _add_search(target: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
    listed = ", ".join(map(_name, columns))
    search = f"{table}_fts"
    # In double quotes, or Datasette does not see which table it searches
    target.execute(f'CREATE VIRTUAL TABLE {_name(search)} USING fts5({listed}, content="{table}", tokenize="{TOKENS}")')
    for order in ("rebuild", "optimize"):
        target.execute(f"INSERT INTO {_name(search)} ({_name(search)}) VALUES ('{order}')")


def _indexed() -> dict[str, list[str]]:
    """The columns by which the rows of a table are looked up from elsewhere. (Those of views have no index: a search by
    one could change the order of the rows.)"""
    found = {table.name: [key.column for key in table.foreign_keys] for table in TABLES.values()}
    found["evidence"] = [*found["evidence"], "record_id"]
    return found


def _rows(
    source: duckdb.DuckDBPyConnection, name: str, columns: Iterable[tuple[str, bool]], order: str = ""
) -> Iterator[tuple[Any, ...]]:
    """The rows of a table or view with its dates as texts; `columns` are names and whether they hold dates."""
    listed = ", ".join(f"{_name(one)}::varchar as {_name(one)}" if date else _name(one) for one, date in columns)
    cursor = source.cursor()
    cursor.execute(f"select {listed} from {_name(name)} {order}")
    while rows := cursor.fetchmany(BATCH):
        yield from rows


def _insert(target: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    width = len(target.execute(f"PRAGMA table_info({_name(table)})").fetchall())
    target.executemany(f"INSERT INTO {_name(table)} VALUES ({', '.join('?' * width)})", rows)


def _create(
    name: str,
    columns: Iterable[str],
    key: tuple[str, ...],
    foreign_keys: Iterable[ForeignKey],
    unique: Iterable[str] = (),
) -> str:
    parts = [*columns]
    parts += [f"PRIMARY KEY ({', '.join(map(_name, key))})"] if key else []
    parts += [f"UNIQUE ({_name(one)})" for one in unique if (one,) != key]
    parts += [
        f"FOREIGN KEY ({_name(one.column)}) REFERENCES {_name(one.table)} ({_name(one.references)})"
        for one in foreign_keys
    ]
    return f"CREATE TABLE {_name(name)} (\n    " + ",\n    ".join(parts) + "\n)"


def _column(column: Column) -> str:
    checks = [f"{_name(column.name)} IN ({', '.join(map(_literal, column.enum))})"] if column.enum else []
    checks += [f"{_name(column.name)} >= {column.minimum}"] if column.minimum is not None else []
    checks += [f"{_name(column.name)} <= {column.maximum}"] if column.maximum is not None else []
    checks += [f"{_name(column.name)} IN (0, 1)"] if column.type == "boolean" else []
    words = [_name(column.name), TYPES[column.type], *(["NOT NULL"] if column.required else [])]
    return " ".join([*words, *(f"CHECK ({check})" for check in checks)])


def _about(root: Path) -> dict[str, str]:
    return {**dict(about_package(root)), "data_hash": data_hash_of(root) or "", "made_from": _digest(root) or ""}


def _digest(root: Path) -> str | None:
    """One digest of the data and of all that shapes the file; None where the dataset does not say which data it holds."""
    data = data_hash_of(root)
    if data is None:
        return None
    total = hashlib.sha256(f"{data}\0{sqlite3.sqlite_version}\0{sorted(about_package(root))}".encode())
    for maker in makers():
        total.update(f"\0{maker.name}\0".encode() + maker.read_bytes())
    return total.hexdigest()


def makers() -> list[Path]:
    """The code and tables that shape the file, the views of the dataset among them."""
    here = Path(__file__).resolve().parent
    found = [*sorted(here.glob("*.py")), *sorted(here.glob("*.yml")), *sorted(VIEWS.glob("*.sql"))]
    return [*found, *sorted((here.parent / "schema").glob("*.py")), *sorted((here.parent / "publish").glob("*.py"))]


def _digest_in(file: Path) -> str | None:
    """The digest that a SQLite file says it was made from; None when it is none of ours, or broken."""
    if not file.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("select value from about_dataset where key = 'made_from'").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
