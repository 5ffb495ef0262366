"""The ledger for spreadsheet programs: it says what the tables say, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipeline.publish.dictionary import data_dictionary
from pipeline.publish.exports import FOLDER, export_files
from pipeline.publish.exports.ledger import LEDGER, ledger_csv, plain
from tests.schema.small_dataset import changed, doubled, position

Tables = dict[str, pl.DataFrame]
FORMULA = re.compile(r"""[\s"]*[-=+@＝＋－＠]""")  # what a spreadsheet program may take for the beginning of a formula


def rows(content: bytes, parted_by: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=parted_by))


def ledger(tables: Tables) -> dict[str, dict[str, str]]:
    """The rows by their demand."""
    head, *found = rows(ledger_csv(tables))
    return {row["demand_id"]: row for row in (dict(zip(head, cells, strict=True)) for cells in found)}


def test_one_row_for_each_demand_as_the_view_of_the_database_has_it(published: Path, tables: Tables) -> None:
    found = ledger(tables)
    with duckdb.connect(str(published / "dist/parley.duckdb"), read_only=True) as connection:
        view = connection.sql(
            "select demand_id, claimants, addressees, kind, issue, summary, status, sentence, document_id from demand_ledger"
        ).fetchall()
    assert list(found) == [row[0] for row in view] == sorted(tables["demands"]["demand_id"])
    columns = (
        "demand_id",
        "demanders",
        "addressees",
        "kind",
        "issue_code",
        "summary",
        "status",
        "sentence",
        "document_id",
    )
    for row in view:
        assert [found[row[0]][name] for name in columns] == [value or "" for value in row]


def test_a_row_of_the_small_dataset(tables: Tables) -> None:
    [offer] = tables["stances"].filter(stance_id="stance:4")["demand_id"]
    row = ledger(tables)[offer]
    evidence = tables["evidence"].filter(evidence_id=row["evidence_id"]).row(0, named=True)
    document = tables["documents"].filter(document_id=row["document_id"]).row(0, named=True)
    assert (row["demanders"], row["demander_ids"]) == ("Norland", "party:norland")
    assert row["answers"] == "Sudria: Accepted" and row["status"] == "accepted"
    assert row["sentence"] == evidence["sentence"] and evidence["record_id"] == offer
    assert row["document"] == (document["title"] or document["path"])
    assert row["source_url"] == (document["url"] or "")
    assert row["published"] == document["published_from"].isoformat()


def test_two_demanders_and_an_unknown_day(tables: Tables) -> None:
    [offer] = tables["stances"].filter(stance_id="stance:4")["demand_id"]
    joint = doubled(
        tables,
        "stances",
        position(tables, "stances", stance_id="stance:4"),
        stance_id="stance:9",
        party_id="party:sudria",
    )
    undated = joint | {"documents": joint["documents"].with_columns(pl.lit(None, pl.Date).alias("published_from"),
                                                                     pl.lit(None, pl.Date).alias("published_to"))}  # fmt: skip
    row = ledger(undated)[offer]
    assert (row["demanders"], row["demander_ids"]) == ("Norland; Sudria", "party:norland; party:sudria")
    assert row["published"] == ""


def test_where_only_quotes_may_be_published_the_quote_stands(tables: Tables) -> None:
    without = tables | {"evidence": tables["evidence"].with_columns(pl.lit(None, pl.String).alias("sentence"))}
    for row in ledger(without).values():
        [quote] = tables["evidence"].filter(evidence_id=row["evidence_id"])["quote"]
        assert row["sentence"] == " ".join(quote.split())


HOSTILE = [
    '=HYPERLINK("http://example.com","Norland")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1,2)", "\t=1+1", "\r\n=1+1",
    "  =1+1", "Norland;=1+1", 'Norland"; =1+1', 'Norland;"=1+1', "Norland;\t@x", "＝1+1", "\ufeff=1+1", "\0=1+1", "\u200b=1+1",
    "\u00ad=1+1", "Norland;\u202e=1+1",
    "Norland\n=1+1;-1;;+2",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_whatever_parts_the_cells(tables: Tables, text: str) -> None:
    hostile = changed(tables, "parties", position(tables, "parties", name="Sudria"), name=text)
    hostile = changed(hostile, "parties", position(hostile, "parties", name="Norland"), name=f"{text}; {text}")
    for column in ("title", "publisher", "url"):
        hostile = hostile | {"documents": hostile["documents"].with_columns(pl.lit(text).alias(column))}
    for table, column in (("evidence", "sentence"), ("demands", "summary"), ("issues", "label")):
        hostile = hostile | {table: hostile[table].with_columns(pl.lit(text).alias(column))}
    content = ledger_csv(hostile)
    whole = rows(content)
    assert {len(row) for row in whole} == {len(LEDGER)}
    for parted_by in ",;\t":
        for cells in rows(content, parted_by):
            assert not [cell for cell in cells if FORMULA.match(cell)], parted_by
    assert not re.search(r"[^\S \n]|\0", content.decode("utf-8-sig"))


def test_other_words_stay_as_they_are() -> None:
    for text in ("peace - now", "a 5% cut = less; b", "it’s “so”", "x@y; z", '"So-called" aid', "1 + 1"):
        assert plain(text) == text
    assert plain("-5 degrees;\n=a") == "'-5 degrees; '=a"
    assert plain("nego\u00adtiate the traw\u200blers\u2028free") == "negotiate the trawlers free"


def test_spreadsheet_programs_see_that_it_is_utf_8(tables: Tables) -> None:
    assert ledger_csv(tables).startswith(b'\xef\xbb\xbf"demanders"')
    assert pl.read_csv(ledger_csv(tables)).columns == list(LEDGER)


def test_every_column_is_explained_twice(tables: Tables) -> None:
    readme = export_files(tables)[f"{FOLDER}/README.md"].decode("utf-8")
    for name, about in LEDGER.items():
        assert f"| `{name}` | {about} |" in readme
        assert f"| `{name}` | {about} |" in data_dictionary(tables)
