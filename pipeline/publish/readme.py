"""`dist/README.md`: what is in the folder, for those who browse it, with a link to each report."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.publish.reports.listed import FOLDER, REPORTS

PARTS = {
    "index.html": "all of it to look at in a browser, without a network",
    "csv/": "the tables as CSV",
    "parquet/": "the same tables as Parquet",
    "schemas/": "the schema of each table",
    "data-dictionary.md": "every table, column, code and view explained",
    "queries.sql": "questions that readers bring, to ask `parley.duckdb`",
    "charts/": "charts as SVG",
    "exports/": "events and stances under the names and codes of other datasets",
    "exports/demand_ledger.csv": "each demand in a row with who makes it, of whom, the answers and the sentence, for "
                                 "journalists and others who work in a spreadsheet program",
    "metadata/": "for catalogues of data",
}  # fmt: skip


def dist_readme(title: str, files: Iterable[str]) -> str:
    """The text for a dataset of this title; `files` are the paths below `dist/` that it has."""
    there = set(files)
    reports = [f"- [{name}]({FOLDER}{name}): {words}" for name, words in REPORTS.items() if f"{FOLDER}{name}" in there]
    parts = [f"- [{path}]({path}): {words}" for path, words in PARTS.items()]
    return f"""# {title}

Made by the pipeline; do not edit. `datapackage.json`, one folder up, describes the tables.

{chr(10).join(parts)}

A build makes `parley.duckdb` and `parley.xlsx` besides: the same tables in one file.

## Reports

{chr(10).join(reports)}
"""
