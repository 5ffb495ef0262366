"""The workbook for spreadsheet programs: every text a text, the same bytes each time (cases 63 and 64)."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest

from pipeline.publish.package import PackageInfo
from pipeline.publish.spreadsheet import MOST_CHARACTERS, spreadsheet_bytes
from pipeline.schema import TABLES
from tests.schema.small_dataset import small_tables

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = (
    "=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.example","y")', "=cmd|' /C calc'!A0",
    "NA", "NULL", "nan", "1e5", "0123", "TRUE", "2025-08", "12/11", 'with "quotes", commas; and\nlines', "_x0041_",
    "http://x.example/a", "mailto:a@b.example", "nul\0 and bell\a", "\ufffe\uffff", "\u202eabc", "🇺🇦 x", "#REF!", "{=1}",
)  # fmt: skip


def workbook(names: tuple[str, ...]) -> bytes:
    tables = small_tables()
    first = tables["parties"].head(1)
    rows = [
        first.with_columns(party_id=pl.lit(f"party:{number:03}"), name=pl.lit(name))
        for number, name in enumerate(names)
    ]
    return spreadsheet_bytes({**tables, "parties": pl.concat(rows)}, PackageInfo())


def sheet(book: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        position = ["about", *TABLES].index(name) + 1
        return ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{position}.xml"))


def test_no_cell_is_a_formula_a_link_or_a_number_by_mistake() -> None:
    book = workbook(HOSTILE)
    parties = sheet(book, "parties")
    assert not list(parties.iter(f"{MAIN}f"))
    assert not list(parties.iter(f"{MAIN}hyperlinks"))
    column = chr(ord("A") + TABLES["parties"].column_names.index("name"))
    cells = [cell for cell in parties.iter(f"{MAIN}c") if cell.get("r", "")[0] == column]
    assert len(cells) == len(HOSTILE) + 1
    assert {cell.get("t") for cell in cells} == {"s"}


def test_the_same_tables_give_the_same_bytes() -> None:
    assert workbook(("a",)) == workbook(("a",))


def test_every_table_has_a_sheet_and_the_first_tells_of_them() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(("a",)))) as parts:
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        assert [one.get("name") for one in book.iter(f"{MAIN}sheet")] == ["about", *TABLES]
        assert all(ElementTree.fromstring(parts.read(name)) is not None for name in parts.namelist() if ".xml" in name)


def test_days_are_days_and_those_that_excel_gets_wrong_are_text() -> None:
    tables = small_tables()
    days = [datetime.date(1648, 10, 24), datetime.date(2025, 8, 15)]
    events = (
        tables["events"].head(2).with_columns(date_start=pl.Series(days), event_id=pl.Series(["event:a", "event:b"]))
    )
    found = sheet(spreadsheet_bytes({**tables, "events": events}, PackageInfo()), "events")
    column = chr(ord("A") + TABLES["events"].column_names.index("date_start"))
    cells = {cell.get("r"): cell for cell in found.iter(f"{MAIN}c")}
    assert cells[f"{column}2"].get("t") == "s"
    value = cells[f"{column}3"].find(f"{MAIN}v")
    assert value is not None and value.text == "45884"  # days since 1899-12-30


def test_what_is_too_long_for_a_cell_is_cut_and_shown_as_cut() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(("x" * 40_000,)))) as parts:
        strings = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
    longest = max((text.text or "" for text in strings.iter(f"{MAIN}t")), key=len)
    assert len(longest) == MOST_CHARACTERS and longest.endswith("x…")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="this opens the workbook in LibreOffice")
def test_case_63_libreoffice_shows_the_texts(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(workbook(HOSTILE))
    as_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # every sheet, UTF-8
    command = ["soffice", "--headless", "--convert-to", as_csv, "--outdir", str(tmp_path), str(tmp_path / "book.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = (tmp_path / "book-parties.csv").read_text(encoding="utf-8")
    assert all(name in shown for name in HOSTILE if name.isprintable() and '"' not in name)
