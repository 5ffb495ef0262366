"""Hostile texts in every cell that people can fill: they are shown as text, run nothing and load nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.schema import TABLES
from tests.publish.explorer.browser import Watched, watched
from tests.publish.explorer.conftest import written
from tests.publish.test_round_trip import NAMES

pytestmark = pytest.mark.slow

Tables = dict[str, pl.DataFrame]
RUN = "console.error('ran')"
CELLS = (
    f"</script><script>{RUN}</script>", f"<!--<script>{RUN}//-->", f"]]><script>{RUN}</script>", "{{7*7}}", "${7*7}",
    "line\u2028line\u2029line", f'"><img src=x onerror="{RUN}">', f"<svg/onload={RUN}>", f"javascript:{RUN}",
    f"' onmouseover='{RUN}", "<a href='https://example.org/x'>x</a>", "<base href='https://example.org/'>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>", "\u202eright to left\u202c", "__proto__",
    "constructor", "<style>*{display:none}</style>", "&lt;b&gt;", "x" * 5000,
)  # fmt: skip
PLACES = ("matrix?parties=all", "ledger", "reader", "timeline", "network", "about", "row/demand:sud-nor-forces-1",
          "row/party:sudria", "row/person:ada-moss", "row/event:meeting-1", "row/place:port-elm",
          "reader/norland-border", "reader/norland-border?at=evidence:0000")  # fmt: skip
TEXTS = {
    "documents": ("title", "author", "publisher", "licence"), "parties": ("name",), "people": ("name",),
    "roles": ("role_text",), "places": ("name",), "demands": ("summary", "content", "condition_text"),
    "events": ("summary", "date_text"), "evidence": ("method",), "id_tombstones": ("said", "reason"),
    "id_redirects": ("reason",),
}  # fmt: skip


def hostile(tables: Tables, text: str) -> Tables:
    """The tables with this text in every cell of free text, and in every sentence and quote."""
    found = {
        name: frame.with_columns(pl.lit(text).alias(column) for column in TEXTS.get(name, ()))
        for name, frame in tables.items()
    }
    rows = found["evidence"].to_dicts()
    for row in rows:
        if row["sentence"] is not None:
            row["sentence"] = f"{text} {row['sentence']} {text}"
            row["start"], row["end"] = row["start"] + len(text) + 1, row["end"] + len(text) + 1
        else:
            row["quote"] = text
    documents = found["documents"].with_columns(url=pl.lit(text))
    return {**found, "evidence": TABLES["evidence"].frame(rows), "documents": documents}


@pytest.mark.parametrize("text", CELLS, ids=lambda text: text[:16].encode("ascii", "replace").decode())
def test_case_65_hostile_cells_are_text_and_nothing_runs(
    browser: Any, tables: Tables, tmp_path: Path, text: str
) -> None:
    with watched(browser, written(tmp_path, hostile(tables, text))) as found:
        page = found.open("about")
        for place in PLACES:
            page = found.go(place)
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280, place
            assert page.locator("main img, main script, main style, main base, main meta, main iframe").count() == 0
            for address in page.locator("a").evaluate_all("all => all.map((one) => one.getAttribute('href'))"):
                assert address.startswith(("#/", "#main", "https://www.wikidata.org/", "https://creativecommons.org/",
                                           "csv/", "parquet/", "reports/", "parley.duckdb")), address  # fmt: skip
        page = found.go("row/person:ada-moss")
        if not set(text) & set("\u2028\u2029\u202e\u202c") and len(text) < 300:
            assert page.locator("h1").text_content() == text


@pytest.fixture
def named(browser: Any, tables: Tables, tmp_path: Path) -> Iterator[Watched]:
    """A page whose people bear the names of the round-trip test."""
    people = [{"person_id": f"person:z{at:02}", "name": name} for at, name in enumerate(NAMES)]
    rows = [*tables["people"].to_dicts(), *people]
    with watched(browser, written(tmp_path, {**tables, "people": TABLES["people"].frame(rows)})) as found:
        yield found


def test_case_65_names_that_broke_other_readers_are_shown_as_they_are(named: Watched) -> None:
    page = named.open("network")
    shown = page.locator("tbody th a bdi").all_text_contents()
    assert set(shown) >= {name for name in NAMES if name.isascii() and name.isprintable() and len(name) < 100}


def test_case_14_direction_marks_are_shown_and_turn_nothing(browser: Any, tables: Tables, tmp_path: Path) -> None:
    name = "Ada \u202essoM\u202c and \u2066x\u2069\u200e"
    with watched(browser, written(tmp_path, hostile(tables, name))) as found:
        for place in PLACES:
            page = found.open(place)
            assert not page.evaluate("/[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f]/.test(document.body.textContent)")
        page = found.open("row/person:ada-moss")
        assert page.locator("h1").text_content() == "Ada U+202EssoMU+202C and U+2066xU+2069U+200E"
        assert page.locator("h1 .mark").first.get_attribute("title") == "right-to-left override"
        assert "[U+202E]" in page.title()


def test_text_from_right_to_left_stands_apart_from_what_is_around_it(
    browser: Any, tables: Tables, tmp_path: Path
) -> None:
    with watched(browser, written(tmp_path, hostile(tables, "مفاوضات السلام"))) as found:
        page = found.open("ledger")
        direction = "one => getComputedStyle(one).direction"
        assert page.locator(".ledger tbody q").first.evaluate(direction) == "rtl"
        assert page.locator(".ledger tbody td").first.evaluate(direction) == "ltr"


def test_a_policy_stops_what_would_slip_through(browser: Any, small_file: Path) -> None:
    """The policy itself: markup that a later mistake might let in still runs and loads nothing."""
    with watched(browser, small_file, strict=False) as found:
        page = found.open("about")
        failures: list[str] = []
        page.on("requestfailed", lambda request: failures.append(request.failure))
        outcome = page.evaluate("""() => { try { document.querySelector("main").innerHTML = "<b>x</b>"; return "set" }
            catch (error) { return error.name } }""")
        assert outcome == "TypeError"
        page.evaluate("""() => { const image = document.createElement("img"); image.src = "https://example.org/x.png";
            document.body.append(image);
            document.body.append(Object.assign(document.createElement("button"), { id: "b" }));
            try { document.getElementById("b").setAttribute("onclick", "window.ran = 1") } catch { /* refused */ }
            document.getElementById("b").click();
        }""")
        page.wait_for_timeout(200)
        assert page.evaluate("window.ran") is None
        assert failures == ["csp"]  # stopped before it left
        assert [trouble for trouble in found.troubles if "img-src" in trouble]
