"""The data card: the README of a release, for someone who has the zip file and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.publish.package import PackageInfo
from pipeline.schema import TABLES

if TYPE_CHECKING:
    import polars as pl


def data_card(tables: Mapping[str, pl.DataFrame], info: PackageInfo) -> str:
    """What the dataset is, what is in it, how to open and cite it, and what to be careful with."""
    texts = tables["documents"].height
    rows = [f"| `{name}` | {tables[name].height:,} | {table.description} |" for name, table in TABLES.items()]
    return f"""# {info.title}

Version {info.version} of {info.date}, from {texts:,} {"text" if texts == 1 else "texts"}. {info.description}

## What is here

| file | what it is |
|---|---|
| `datapackage.json` | the description of all files (Frictionless Data Package v2), with sizes and hashes |
| `dist/index.html` | all of it to look at in a browser: one page that needs no network |
| `dist/csv/`, `dist/parquet/` | the tables, twice the same |
| `dist/parley.duckdb` | the same tables with keys and views, for DuckDB from 1.4 on |
| `dist/schemas/`, `dist/data-dictionary.md` | every table, column and code explained |
| `dist/exports/demand_ledger.csv` | all demands in one table for a spreadsheet program, each with its sentence and source |
| `dist/charts/`, `dist/exports/` | charts as SVG; events and stances under the names and codes of GDELT and POLECAT |
| `dist/metadata/`, `CITATION.cff` | for catalogues of data, and how to cite this |
| `dist/reports/quality.html`, `run.html` | what was checked; what the texts gave, and what was left out or dropped and why |
| `dist/reports/` | besides: what changed since the release before, how right the tables are, what wants a human eye |
| `dist/released/` | the tables of this release once more, for builds that go on from here |
| `SHA256SUMS` | checksums: `sha256sum --check SHA256SUMS` |

| table | rows | what a row is |
|---|---|---|
{chr(10).join(rows)}

## Open it

```sql
-- duckdb -readonly dist/parley.duckdb
select claimants, addressees, summary, status, quote from demand_ledger;
```

Every row of parties, people, places, demands, stances and events has rows in `evidence`: the quotation that states it,
where that stands in the text, the rule that found it, and how sure that rule is.

## Keep in mind

- The tables are made by a program from the texts listed in `documents`. They say what these texts say, not what is
  true, and not what other texts say.
- Mistakes are expected. Read the sentence before you rely on a row, and mind `evidence.confidence`.
- Ids stay the same from release to release. One that was merged stands in `id_redirects`, one that is no more in
  `id_tombstones`.
- Versions: a break of the schema raises the first number, other rows or values the second, only other wording the
  third.

## Licence and citation

The tables are licensed under [{info.licence["title"]}]({info.licence["path"]}). The source texts keep their own licences; only
sentences that state a row are quoted.

{info.citation}
"""
