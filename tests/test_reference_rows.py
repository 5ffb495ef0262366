"""The rows of the reference tables are whole and their own; what is wrong with one is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import reference_tables
from pipeline.additions import TABLES
from pipeline.errors import InputError
from pipeline.reference_tables import REFERENCE, table_rows

ALL = sorted(file.stem for file in REFERENCE.glob("*.csv"))


@pytest.mark.parametrize("table", ALL)
def test_every_row_has_a_cell_for_each_column(table: str) -> None:
    assert table_rows(table)


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_there_twice_and_each_says_its_source(table: str) -> None:
    seen: set[tuple[str, ...]] = set()
    for line, row in enumerate(table_rows(table), start=2):
        ident = tuple(row[column] for column in TABLES[table][0])
        where = f"pipeline/reference/{table}.csv, row {line}"
        assert ident not in seen, f"{where}: {' '.join(ident)} is there already; give it another name"
        assert row["source"].strip(), f"{where}: the column `source` is empty; say where this fact comes from"
        seen.add(ident)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,b,c\nd,e\n", "line 3: 2 cells where 3 belong"),
        ("a,b,c\nd,e,f,g,h\n", "line 3: 5 cells where 3 belong"),
        ('"a\nb",c,d\n\nd,e\n', "line 4: 2 cells where 3 belong"),
        ('a,b,c\nd,"e,f\n', "line 3: 2 cells where 3 belong; put a cell that holds a comma in quotes"),
    ],
)
def test_a_row_with_too_many_or_too_few_cells_is_told(
    rows: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "verbs.csv").write_text("name,kind,source\n" + rows, encoding="utf-8")
    monkeypatch.setattr(reference_tables, "REFERENCE", tmp_path)
    with pytest.raises(InputError) as raised:
        table_rows("verbs")
    assert str(raised.value).startswith("pipeline/reference/verbs.csv, ") and said in str(raised.value)
