"""The files of the exports: names of GDELT and POLECAT, codes, dates, and a way back from every row."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipeline.publish.exports import FOLDER, export_files
from pipeline.publish.exports.columns import OWN
from pipeline.publish.exports.gdelt import GDELT
from pipeline.publish.exports.plover import PLOVER
from pipeline.schema import TABLES
from pipeline.schema.vocabularies import EVENT_TYPES
from tests.publish.exports.test_codes import CAMEO
from tests.schema.small_dataset import changed, position

Tables = dict[str, pl.DataFrame]
Rows = list[dict[str, str]]

# The columns of GDELT 2.0's event table and of POLECAT's files that the exports share.
OF_GDELT = [
    "SQLDATE",
    "MonthYear",
    "Year",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1Type1Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2Type1Code",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "NumMentions",
    "NumArticles",
    "ActionGeo_FullName",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "SOURCEURL",
]
OF_POLECAT = [
    "Event Date", "Event Type", "Actor Name", "Actor Country", "Primary Actor Sector", "Actor Sectors",
    "Recipient Name", "Recipient Country", "Primary Recipient Sector", "Recipient Sectors", "Placename", "Country",
    "Latitude", "Longitude", "GeoNames ID", "Source", "Publication Date", "Language",
]  # fmt: skip


def read(tables: Tables, name: str) -> Rows:
    text = export_files(tables)[f"{FOLDER}/{name}"].decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def dataset(request: pytest.FixtureRequest) -> Tables:
    """The dataset of this repository, as it stands in dist/."""
    folder = request.config.rootpath / "dist" / "parquet"
    return {name: pl.read_parquet(folder / f"{name}.parquet") for name in TABLES}


def test_columns_are_named_as_those_datasets_name_them() -> None:
    own = [column.name for column in OWN]
    assert [column.name for column in GDELT] == own + OF_GDELT
    assert [column.name for column in PLOVER] == own + OF_POLECAT


def test_every_row_leads_back_to_its_record_and_words(dataset: Tables) -> None:
    ids = {
        "event": set(dataset["events"]["event_id"].to_list()),
        "stance": set(dataset["stances"]["stance_id"].to_list()),
    }
    stated = dict(dataset["evidence"].select("evidence_id", "record_id").iter_rows())
    written = dict(dataset["evidence"].select("evidence_id", "document_id").iter_rows())
    actors = {*dataset["parties"]["party_id"].to_list(), *dataset["people"]["person_id"].to_list(), ""}
    for name in ("events_gdelt.csv", "events_plover.csv"):
        rows = read(dataset, name)
        assert len(rows) > 20
        for row in rows:
            assert row["record_id"] in ids[row["record_type"]]
            assert stated[row["evidence_id"]] == row["record_id"]
            assert written[row["evidence_id"]] == row["document_id"]
            assert {row["source_id"], row["target_id"]} <= actors


def test_every_coded_stance_is_exported(dataset: Tables) -> None:
    coded = dataset["stances"].filter(pl.col("cameo_code").is_not_null())
    found = {row["record_id"]: row["EventCode"] for row in read(dataset, "events_gdelt.csv")}
    assert {one: found.get(one) for one in coded["stance_id"]} == dict(
        coded.select("stance_id", "cameo_code").iter_rows()
    )


def test_codes_exist_and_agree_with_one_another(dataset: Tables) -> None:
    for row in read(dataset, "events_gdelt.csv"):
        assert row["EventCode"] in CAMEO
        assert (row["EventBaseCode"], row["EventRootCode"]) == (row["EventCode"][:3], row["EventCode"][:2])
        assert row["QuadClass"] in "1234"
        for side in ("Actor1", "Actor2"):
            assert re.fullmatch("([A-Z]{3})*", row[f"{side}Code"])
            assert row[f"{side}Code"].startswith(row[f"{side}CountryCode"])
    assert {row["Event Type"] for row in read(dataset, "events_plover.csv")} <= set(EVENT_TYPES)


def test_both_files_have_the_same_rows(dataset: Tables) -> None:
    own = [column.name for column in OWN]
    first, second = read(dataset, "events_gdelt.csv"), read(dataset, "events_plover.csv")
    assert [[row[name] for name in own] for row in first] == [[row[name] for name in own] for row in second]


@pytest.mark.parametrize(
    ("start", "end", "sqldate", "month", "year"),
    [
        ("2031-05-09", "2031-05-09", "20310509", "203105", "2031"),
        ("2031-05-01", "2031-05-31", "", "203105", "2031"),
        ("2031-05-30", "2031-06-02", "", "", "2031"),
        ("2030-12-30", "2031-01-05", "", "", ""),
        (None, None, "", "", ""),
    ],
)
def test_dates_are_no_more_precise_than_the_text(
    tables: Tables, start: str | None, end: str | None, sqldate: str, month: str, year: str
) -> None:
    from datetime import date

    row = position(tables, "events", event_id="event:meeting-1")
    first, last = (date.fromisoformat(each) if each else None for each in (start, end))
    dated = changed(tables, "events", row, date_start=first, date_end=last)
    found = read(dated, "events_gdelt.csv")[0]
    assert (found["SQLDATE"], found["MonthYear"], found["Year"]) == (sqldate, month, year)
    plover = read(dated, "events_plover.csv")[0]
    assert plover["Event Date"] == (start if start == end and start else "")
    assert plover["Publication Date"] == "2031-05-07"  # known, and never taken for the day of the event


def test_codes_stay_text_in_duckdb_and_join_with_gdelt(tables: Tables, tmp_path: Path) -> None:
    """The statement of the README finds the row of a made-up piece of GDELT."""
    files = export_files(tables)
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    statement = re.search(r"```sql\n(.*?)```", files[f"{FOLDER}/README.md"].decode("utf-8"), re.DOTALL)
    assert statement
    with duckdb.connect() as connection:
        connection.execute(
            "create table gdelt as select * from (values ('1', '20310509', 'NLX', '', '036', '03', 'u')) "
            "as t(GLOBALEVENTID, SQLDATE, Actor1CountryCode, Actor2CountryCode, EventCode, EventRootCode, SOURCEURL)"
        )
        query = statement[1].replace("dist/exports", (tmp_path / FOLDER).as_posix())
        connection.execute("update gdelt set Actor2CountryCode = 'SDX'")
        assert connection.execute(query).fetchall() == []
        sudria = changed(tables, "parties", position(tables, "parties", name="Sudria"), country_code="SDX")
        (tmp_path / FOLDER / "events_gdelt.csv").write_bytes(export_files(sudria)[f"{FOLDER}/events_gdelt.csv"])
        assert connection.execute(query).fetchall() == [("event:meeting-1", "036", "1", "036", "u")]


def test_awkward_names_stay_whole(tables: Tables) -> None:
    name = 'The "Front", of 1;\nA & B'
    awkward = changed(tables, "parties", position(tables, "parties", name="Sudria"), name=name)
    assert name in {row["Actor1Name"] for row in read(awkward, "events_gdelt.csv")}


def test_every_column_is_explained(tables: Tables) -> None:
    text = export_files(tables)[f"{FOLDER}/README.md"].decode("utf-8")
    for column in (*GDELT, *PLOVER):
        assert f"| `{column.name}` | {column.about} |" in text
