"""Hostile cells come back from every published file as they went in, through each reader (cases 63, 64 and 67)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

from pipeline.publish import publish
from pipeline.schema import TABLES
from tests.publish.conftest import GOOD
from tests.schema.small_dataset import small_tables

NAMES = (
    "=1+1", "+1", "-1", "@a", "\t=1", "\r=1", 'a "quoted" name', "a,b;c\td", "two\nlines", "two\r\nlines", "nul\0in it",
    "NA", "N/A", "NULL", "null", "None", "nan", "NaN", "1e5", "0123", "1_000", "TRUE", "true", "2025-08", "2025-08-15",
    "inf", " lead and trail ", "\u00a0", "\ufeffmark", "\u2028line\u2029", "\u202eright", "🇺🇦", "e\u0301", "\\N", "\\",
    "'", '"', '""', "#x", "</script><script>alert(1)</script>", "<!--", "]]>", "{{7*7}}", "${x}", "%s", "javascript:1",
    "; drop table parties; --", "x" * 70_000,
)  # fmt: skip
COUNT = len(NAMES)  # they come first by their ids
FILE = Path("dist/csv/parties.csv")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset whose parties have these names, and whose other cells are as they were."""
    tables = small_tables()
    first = tables["parties"].head(1)
    first = first.with_columns(part_of_id=pl.lit(None, pl.String))
    rows = [first.with_columns(party_id=pl.lit(f"party:{at:03}"), name=pl.lit(name)) for at, name in enumerate(NAMES)]
    folder = tmp_path_factory.mktemp("hostile")
    publish({**tables, "parties": pl.concat([*rows, tables["parties"]])}, GOOD, folder)
    return folder


def test_case_64_csv_module(root: Path) -> None:
    csv.field_size_limit(1_000_000)
    with (root / FILE).open(encoding="utf-8", newline="") as lines:
        assert [row["name"] for row in csv.DictReader(lines)][:COUNT] == list(NAMES)


def test_case_64_polars(root: Path) -> None:
    frame = pl.read_csv(root / FILE, infer_schema=False)
    assert frame["name"].to_list()[:COUNT] == list(NAMES)
    assert frame["part_of_id"][:COUNT].null_count() == COUNT


def test_case_64_pandas(root: Path) -> None:
    frame = pd.read_csv(root / FILE, dtype=str, keep_default_na=False)
    assert frame["name"].to_list()[:COUNT] == list(NAMES)


def test_case_64_duckdb(root: Path) -> None:
    with duckdb.connect() as database:
        found = database.execute(f"select name from read_csv('{root / FILE}', all_varchar = true, header = true, "
                                 "quote = '\"', escape = '\"', delim = ',', max_line_size = 1000000)").fetchall()  # fmt: skip
    assert [name for (name,) in found][:COUNT] == list(NAMES)


def test_case_64_frictionless(root: Path) -> None:
    from frictionless import Package

    resource = Package(str(root / "datapackage.json")).get_resource("parties")
    assert [row["name"] for row in resource.read_rows()][:COUNT] == list(NAMES)


def test_case_67_parquet_and_the_database_hold_the_same(root: Path) -> None:
    csv.field_size_limit(1_000_000)
    columns = TABLES["parties"].column_names
    stored = pl.read_parquet(root / "dist/parquet/parties.parquet")
    assert stored["name"].to_list()[:COUNT] == list(NAMES)
    with duckdb.connect(str(root / "dist/parley.duckdb"), read_only=True) as database:
        rows = database.execute("select * from parties order by party_id").fetchall()
    assert [dict(zip(columns, row, strict=True))["name"] for row in rows][:COUNT] == list(NAMES)
    text = io.StringIO((root / FILE).read_text(encoding="utf-8"), newline="")
    assert len(list(csv.reader(text))) == stored.height + 1
