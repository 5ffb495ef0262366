"""Charts: the same bytes everywhere, told in words too, without colour, and true to the tables."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest

from pipeline.publish.charts import FOLDER, chart_files
from pipeline.publish.charts.demands import OTHERS, PARTIES, demand_counts
from pipeline.publish.charts.drawing import shortened
from pipeline.publish.charts.timeline import ROWS, Shown, in_words, shown_events, ticks, window
from pipeline.schema import TABLES
from tests.schema.small_dataset import changed, position

Tables = dict[str, pl.DataFrame]
SVG = "{http://www.w3.org/2000/svg}"
DEMANDS, TIMELINE = f"{FOLDER}/demands_by_issue_and_party.svg", f"{FOLDER}/event_timeline.svg"


@pytest.fixture(scope="module")
def charts(tables: Tables) -> dict[str, bytes]:
    return chart_files(tables)


def texts(chart: bytes) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(chart).iter(f"{SVG}text")]


@pytest.mark.slow
def test_there_are_two_charts(charts: dict[str, bytes]) -> None:
    assert list(charts) == [DEMANDS, TIMELINE]


@pytest.mark.slow
@pytest.mark.parametrize("name", [DEMANDS, TIMELINE])
def test_a_screen_reader_is_told_all_that_is_drawn(charts: dict[str, bytes], name: str) -> None:
    root = ElementTree.fromstring(charts[name])
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    said = description.text or ""
    shown = ["Forces: Sudria 1.", "Prisoners: Norland 1."] if name == DEMANDS else [
        "What is told to have happened: 6 May 2031: The parliament of Norland rejects the Sudric terms (occurred).",
        "What is planned or may come: 9 May 2031: Meeting of Norland and Sudria in Port Elm (planned).",
    ]  # fmt: skip
    assert all(each in said for each in shown)
    assert len(list(root.iter(f"{SVG}title"))) == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", [DEMANDS, TIMELINE])
def test_charts_have_no_colour_and_ask_for_nothing(charts: dict[str, bytes], name: str) -> None:
    text = charts[name].decode("utf-8")
    for red, green, blue in re.findall("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", text):
        assert red == green == blue
    links = re.findall(r'(?:href|src)="([^"]*)"', text)
    assert all(link.startswith("#") for link in links)
    assert "<!DOCTYPE" not in text and "<script" not in text and "url(http" not in text
    assert "font-family: 'DejaVu Sans', Verdana, Arial, sans-serif" in text


@pytest.mark.slow
def test_charts_are_the_same_bytes_in_another_process_with_other_settings(
    charts: dict[str, bytes], tables: Tables, tmp_path: Path
) -> None:
    for table in TABLES:
        tables[table].reverse().write_parquet(tmp_path / f"{table}.parquet")
    (tmp_path / "matplotlibrc").write_text("font.size: 20\nsvg.hashsalt: other\nlines.linewidth: 9\n", encoding="utf-8")
    program = (
        "import polars, sys; from pipeline.publish.charts import chart_files; from pipeline.schema import TABLES\n"
        "tables = {name: polars.read_parquet(f'{name}.parquet') for name in TABLES}\n"
        "for name, content in chart_files(tables).items(): open(name.rpartition('/')[2], 'wb').write(content)"
    )
    environment = {
        **os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1",
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    for name, content in charts.items():
        assert (tmp_path / Path(name).name).read_bytes() == content


@pytest.mark.slow
def test_no_text_of_the_data_can_be_markup_or_a_formula(tables: Tables) -> None:
    name = "A & B </text><script>x</script> $a_b$"
    hostile = changed(tables, "parties", position(tables, "parties", name="Sudria"), name=name)
    row = position(tables, "events", event_id="event:meeting-1")
    hostile = changed(hostile, "events", row, summary="</desc><script>1</script> $5 for $6")
    for content in chart_files(hostile).values():
        root = ElementTree.fromstring(content)
        assert not list(root.iter(f"{SVG}script"))
    assert any("$5 for $6" in text for text in texts(chart_files(hostile)[TIMELINE]))


@pytest.mark.slow
def test_many_parties_are_one_column_together(tables: Tables) -> None:
    base, demand = tables["parties"].row(0, named=True), tables["stances"].row(0, named=True)
    number = PARTIES + 5
    parties = [{**base, "party_id": f"party:p{i}", "name": f"Party {i}", "part_of_id": None} for i in range(number)]
    stances = [
        {**demand, "stance_id": f"stance:x{i}", "party_id": f"party:p{i}", "stance": "made"} for i in range(number)
    ]
    more = {
        **tables,
        "parties": TABLES["parties"].frame([*tables["parties"].to_dicts(), *parties]),
        "stances": TABLES["stances"].frame([*tables["stances"].to_dicts(), *stances]),
    }
    found = texts(chart_files(more)[DEMANDS])
    assert OTHERS in found
    assert sum(text.startswith("Party ") for text in found) < PARTIES


@pytest.mark.slow
def test_a_chart_of_nothing_is_left_out(tables: Tables) -> None:
    empty = {name: table.empty() for name, table in TABLES.items() if name not in ("issues",)}
    assert chart_files({**empty, "issues": tables["issues"]}) == {}


def test_counts_are_demands_made_or_offered_by_issue_and_party(tables: Tables) -> None:
    counts, total = demand_counts(tables)
    assert counts == {("Forces", "Sudria"): 1, ("Prisoners", "Norland"): 1, ("Sanctions", "Sudria"): 1}
    assert total == 3


@pytest.mark.slow
def test_only_the_latest_events_are_shown_and_the_rest_counted(tables: Tables) -> None:
    event = tables["events"].row(0, named=True)
    day = datetime.date(2031, 1, 1)
    many = [
        {**event, "event_id": f"event:e{i:03}", "summary": f"Event {i}", "date_start": day + datetime.timedelta(i),
         "date_end": day + datetime.timedelta(i)}
        for i in range(ROWS + 7)
    ]  # fmt: skip
    more = {**tables, "events": TABLES["events"].frame([*many, {**event, "event_id": "event:x", "date_start": None,
                                                        "date_end": None}])}  # fmt: skip
    found = texts(chart_files(more)[TIMELINE])
    assert "A line spans the days that the text leaves open. 7 earlier ones are not shown. 1 more has no date." in found
    assert "Event 7" in found and "Event 6" not in found
    assert len(shown_events(more)[0]) == ROWS + 7


DAY = datetime.date.fromisoformat


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-08-15", "2025-08-15", "15 Aug 2025"),
        ("2022-02-01", "2022-02-28", "Feb 2022"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("1990-01-01", "1999-12-31", "1990–1999"),
        ("2025-04-01", "2025-06-30", "Apr–June 2025"),
        ("2025-08-11", "2025-08-17", "11–17 Aug 2025"),
        ("2025-07-28", "2025-08-03", "28 July–3 Aug 2025"),
        ("2025-12-29", "2026-01-04", "29 Dec 2025–4 Jan 2026"),
        ("2025-02-10", "2025-09-20", "Feb 2025–Sept 2025"),
        ("9999-12-01", "9999-12-31", "Dec 9999"),
    ],
)
def test_dates_in_words(start: str, end: str, words: str) -> None:
    assert in_words(DAY(start), DAY(end)) == words


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2025-08-15", "2025-08-15"), ("2025-08-01", "2025-08-20"), ("2025-01-01", "2025-04-20"),
        ("2025-01-01", "2026-12-31"), ("2022-01-10", "2025-08-20"), ("1945-05-08", "2025-08-15"),
        ("0001-01-01", "2025-08-15"), ("1000-01-01", "9999-12-31"),
    ],
)  # fmt: skip
def test_ticks_are_few_in_order_and_on_the_axis(first: str, last: str) -> None:
    begin, end = DAY(first).toordinal(), DAY(last).toordinal()
    found = ticks(begin, end)
    assert 1 <= len(found) <= 9
    assert [day for day, _ in found] == sorted({day for day, _ in found})
    assert all(begin <= day <= end for day, _ in found)


def test_a_few_events_far_off_do_not_press_the_others_together() -> None:
    base = DAY("2025-08-01").toordinal()
    near = [Shown("", "occurred", base + i, base + i, "") for i in range(20)]
    old = Shown("", "occurred", DAY("1945-05-08").toordinal(), DAY("1945-05-08").toordinal(), "")
    first, last = window([old, *near])
    assert first > old.last and first < base and last > base + 19
    assert window(near)[0] < base


def test_a_text_is_cut_at_a_word() -> None:
    assert shortened("one two three", 13) == "one two three"
    assert shortened("one two three four", 13) == "one two…"
    assert shortened("a\n\tb\x00c", 9) == "a bc"
