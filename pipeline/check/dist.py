"""Checks a published dataset on disk: its files against the descriptor, CSV against Parquet, then the tables."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pipeline.check.report import Check, Report, Row, Severity, failed
from pipeline.errors import CheckError
from pipeline.schema import TABLES, Table

if TYPE_CHECKING:
    import polars as pl

PACKAGE = "package"  # the table name under which checks of files are reported
SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")


def check_dist(root: Path, sources: Path | None = None) -> Report:
    """Check `datapackage.json` and `dist/` below `root`.

    Quotes are compared with the source texts below `sources` (by default `root/sources`) where the file that a
    document row describes is still there. Raises CheckError when there is no dataset to check.
    """
    descriptor_path = root / "datapackage.json"
    if not descriptor_path.is_file():
        raise CheckError(f"there is no datapackage.json in {root}; run `parley build` first.")
    files = list(check_files(root))
    tables = _read_tables(root)
    if isinstance(tables, list):
        return Report((*files, *tables), ("The tables were not checked: they cannot be read.",), "files")
    from pipeline.check import check_tables

    texts, note = _texts(sources or root / "sources", tables["documents"])
    report = check_tables(tables, texts)
    same = [_csv_equals_parquet(root, table, tables[table.name]) for table in TABLES.values()]
    of = "files and tables" if texts is None else "files, tables and quotes"
    return Report((*files, *same, *report.checks), (*report.notes, *note), of)


def check_files(root: Path) -> list[Check]:
    """Every resource of the descriptor: a safe path, a file that is there, its size and its SHA-256."""
    try:
        descriptor = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
        resources = [(str(each["name"]), each) for each in descriptor["resources"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = Row("datapackage.json", f"it cannot be read as a data package ({type(error).__name__})")
        return [failed(PACKAGE, "descriptor_is_readable", "critical", "The descriptor is a Data Package", [problem])]
    unsafe = [
        Row(name, f"the path {path!r} leaves the package") for name, path in _paths(resources) if not is_safe(path)
    ]
    wrong = [row for name, each in resources if (row := _resource_problem(root, name, each))]
    missing = [Row(name, "the descriptor does not list it") for name in _expected() - {name for name, _ in resources}]
    listed = {path for _, path in _paths(resources)}
    strays = [
        Row(path, "the descriptor does not list it")
        for folder in ("csv", "parquet", "schemas")
        for path in sorted(f"dist/{folder}/{file.name}" for file in (root / "dist" / folder).glob("*"))
        if path not in listed
    ]
    return [
        _verdict("descriptor_paths_are_safe", "critical", "Paths stay inside the package", unsafe),
        _verdict("resources_are_complete", "critical", "Every table is there as CSV and as Parquet", missing),
        _verdict(
            "resources_are_intact", "critical", "Every file has the size and the SHA-256 of the descriptor", wrong
        ),
        _verdict("no_stray_files", "warning", "dist/ holds only what the descriptor lists", strays),
    ]


def is_safe(path: str) -> bool:
    """A descriptor path that stays in the package: relative, forward slashes, no `..`, no scheme, no hidden control."""
    parts = PurePosixPath(path).parts
    return bool(
        path
        and not path.startswith(("/", "~"))
        and "\\" not in path
        and path.isprintable()
        and not SCHEME.match(path)
        and ".." not in parts
    )


def _paths(resources: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, str]]:
    """The paths that resources name, of data and of schemas, with the name of the resource."""
    found = []
    for name, each in resources:
        found.append((name, str(each.get("path", ""))))
        if isinstance(each.get("schema"), str):
            found.append((name, each["schema"]))
    return found


def _expected() -> set[str]:
    return {name for table in TABLES for name in (table, f"{table}-parquet")}


def _resource_problem(root: Path, name: str, resource: dict[str, Any]) -> Row | None:
    path = str(resource.get("path", ""))
    if not is_safe(path):
        return None  # reported as unsafe, and never opened
    try:
        content = (root / path).read_bytes()
    except OSError as error:
        return Row(name, f"{path} cannot be read: {error.strerror}")
    if len(content) != resource.get("bytes"):
        return Row(name, f"{path} has {len(content)} bytes, the descriptor says {resource.get('bytes')}")
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != resource.get("hash"):
        return Row(name, f"{path} differs from its SHA-256 in the descriptor")
    return None


def _read_tables(root: Path) -> dict[str, pl.DataFrame] | list[Check]:
    import polars as pl

    tables: dict[str, pl.DataFrame] = {}
    problems = []
    for name in TABLES:
        path = root / "dist" / "parquet" / f"{name}.parquet"
        try:
            tables[name] = pl.read_parquet(path, glob=False)
        except (OSError, pl.exceptions.PolarsError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is no Parquet file"
            problems.append(Row(f"dist/parquet/{name}.parquet", str(reason)))
    return [_verdict("parquet_is_readable", "critical", "Every table can be read", problems)] if problems else tables


def _csv_equals_parquet(root: Path, table: Table, parquet: pl.DataFrame) -> Check:
    """Both files hold the same rows, values and nulls."""
    import polars as pl

    rule, message = "csv_equals_parquet", "The CSV file and the Parquet file hold the same rows"
    try:
        csv = pl.read_csv(root / "dist" / "csv" / f"{table.name}.csv", schema=table.polars_schema(), glob=False)
    except (OSError, pl.exceptions.PolarsError):
        problem = Row(f"dist/csv/{table.name}.csv", "it cannot be read with the types of the schema")
        return failed(table.name, rule, "critical", message, [problem])
    if csv.equals(parquet):
        return Check(table.name, rule, "critical", message)
    return failed(table.name, rule, "critical", message, _differences(table, csv, parquet))


def _differences(table: Table, csv: pl.DataFrame, parquet: pl.DataFrame) -> list[Row]:
    if csv.columns != parquet.columns:
        return [Row(table.name, "the columns differ")]
    ours, theirs = set(csv.rows()), set(parquet.rows())
    positions = [table.column_names.index(name) for name in table.primary_key]
    rows = {" ".join(str(row[i]) for i in positions): "only the CSV file has this row" for row in ours - theirs}
    for row in theirs - ours:
        key = " ".join(str(row[i]) for i in positions)
        rows[key] = "the two files differ in this row" if key in rows else "only the Parquet file has this row"
    return [Row(key, problem) for key, problem in rows.items()] or [Row(table.name, "the order of rows differs")]


def _texts(sources: Path, documents: pl.DataFrame) -> tuple[dict[str, str] | None, tuple[str, ...]]:
    """Normalized texts of the documents whose source file is there unchanged, and a note on those that are not."""
    if not {"document_id", "path", "sha256"} <= set(documents.columns):
        return None, ()
    from pipeline.read import read_again, read_limits

    rows = documents.select("document_id", "path", "sha256").rows()
    paths = {path for _, path, _ in rows if isinstance(path, str) and is_safe(path)}
    found = read_again(paths, sources / "seeds", read_limits(sources))
    texts = {
        document_id: found[path].text
        for document_id, path, sha256 in rows
        if path in found and found[path].sha256 == sha256
    }
    left_out = documents.height - len(texts)
    if not left_out:
        return texts, ()
    which = "1 document" if left_out == 1 else f"{left_out} documents"
    return texts or None, (f"Quotes of {which} were not compared with the source: the file is gone or has changed.",)


def _verdict(rule: str, severity: Severity, message: str, problems: list[Row]) -> Check:
    return failed(PACKAGE, rule, severity, message, problems) if problems else Check(PACKAGE, rule, severity, message)
