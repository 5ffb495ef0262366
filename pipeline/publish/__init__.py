"""Publish: checked tables in, `dist/` and `datapackage.json` out; and the way to query them."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import CheckError
from pipeline.files import write
from pipeline.garbage import no_search_for_garbage
from pipeline.publish.package import PackageInfo
from pipeline.publish.swap import recover, staging
from pipeline.schema import TABLES

if TYPE_CHECKING:
    import polars as pl

    from pipeline.check import Report

__all__ = ["PackageInfo", "publish", "recover", "with_descriptions"]


@no_search_for_garbage()
def publish(tables: dict[str, pl.DataFrame], report: Report, root: Path, info: PackageInfo | None = None) -> None:
    """Write the dataset below `root`: `datapackage.json` and `dist/`, all of it or nothing.

    Raises CheckError when the report has a critical finding and MachineError when the files cannot be written; in both
    cases what stood there stays as it was.
    """
    # Here, so that a command that reads a dataset does not load what writes one.
    from pipeline.publish.charts import chart_files
    from pipeline.publish.database import write_database
    from pipeline.publish.descriptor import descriptor, json_bytes, logical_hash, table_schema
    from pipeline.publish.dictionary import data_dictionary
    from pipeline.publish.exports import export_files
    from pipeline.publish.queries import queries_sql
    from pipeline.publish.reports import quality_html
    from pipeline.publish.tabular import csv_bytes, parquet_bytes

    if not report.passed:
        raise CheckError(f"nothing is published: the tables fail {report.count('critical')} critical checks.\n{report}")
    info = info or PackageInfo()
    licence = info.licence["name"]
    links = {"../index.html": "The dataset", **({"run.html": "Run report"} if "reports/run.html" in info.files else {})}
    data = {
        **{f"dist/csv/{name}.csv": csv_bytes(table, tables[name]) for name, table in TABLES.items()},
        **{
            f"dist/parquet/{name}.parquet": parquet_bytes(table, tables[name], licence)
            for name, table in TABLES.items()
        },
    }
    package = descriptor(info, tables["documents"], data)
    schemas = {f"dist/schemas/{name}.json": json_bytes(table_schema(table)) for name, table in TABLES.items()}
    first = {**data, "datapackage.json": json_bytes(package)}  # what the database is made of
    with staging(root) as folder:
        for path, content in first.items():
            write(folder / path, content)
        with ThreadPoolExecutor(max_workers=1) as beside:  # another process writes the database: meanwhile the rest
            target = folder / "dist" / "parley.duckdb"
            database = beside.submit(write_database, folder / "dist" / "parquet", target, logical_hash(package))
            described = {
                "dist/data-dictionary.md": data_dictionary(tables).encode("utf-8"),
                "dist/queries.sql": queries_sql().encode("utf-8"),
                "dist/reports/quality.html": quality_html(
                    report, {name: tables[name].height for name in TABLES}, info.title, links
                ),
                "dist/reports/quality.json": json_bytes(report.to_json_dict()),
                **export_files(tables),
                **{f"dist/{path}": content for path, content in info.files.items()},
            }
            made = with_descriptions({**data, **schemas, **described}, tables, info, package)
            for path, content in made.items():
                if path not in first:  # nor written again: the other process may be reading it
                    write(folder / path, content)
            for path, content in chart_files(tables).items():
                write(folder / path, content)
            database.result()


def with_descriptions(
    files: Mapping[str, bytes], tables: Mapping[str, pl.DataFrame], info: PackageInfo, package: dict[str, Any]
) -> dict[str, bytes]:
    """`files` (path below the package -> content) and those that tell version or date of the dataset: descriptor,
    metadata, workbook, the list of what is there, and the page, which offers all of them. `package` is the descriptor."""
    from pipeline.publish.descriptor import json_bytes
    from pipeline.publish.explorer import explorer_html
    from pipeline.publish.metadata import gather, metadata_files, schema_org
    from pipeline.publish.readme import dist_readme
    from pipeline.publish.spreadsheet import spreadsheet_bytes

    facts = gather(tables, info, package)
    made = {
        **files,
        "dist/parley.xlsx": spreadsheet_bytes(tables, info),
        **metadata_files(facts),
        "datapackage.json": json_bytes(package),
    }
    names = [path.removeprefix("dist/") for path in made]
    made["dist/README.md"] = dist_readme(info.title, names).encode("utf-8")
    return {**made, "dist/index.html": explorer_html(tables, info, made, schema_org(facts))}
