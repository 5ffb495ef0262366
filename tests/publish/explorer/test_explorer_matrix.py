"""The table of positions with more parties than the window is wide: it moves in its frame, and its heads stay in sight."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.publish.explorer.browser import Watched, until, watched
from tests.publish.explorer.conftest import written
from tests.schema.small_dataset import doubled

pytestmark = pytest.mark.slow

Tables = dict[str, pl.DataFrame]
FRAME = "document.querySelector('.wide')"
INSIDE = f"(() => {{ const f = {FRAME}; return f.scrollWidth > f.clientWidth }})()"


@pytest.fixture(scope="module")
def many_file(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of eleven parties, each with a dozen demands."""
    for at in range(9):
        tables = doubled(tables, "parties", 0, party_id=f"party:p{at}", name=f"Party {at}", part_of_id=None)
        tables = doubled(tables, "stances", 0, stance_id=f"stance:p{at}", party_id=f"party:p{at}", stance="made")
    for at in range(12):
        tables = doubled(tables, "demands", 0, demand_id=f"demand:d{at}", issue=("forces", "sanctions")[at % 2])
        tables = doubled(tables, "stances", 0, stance_id=f"stance:d{at}", demand_id=f"demand:d{at}")
    return written(tmp_path_factory.mktemp("many"), tables)


@pytest.fixture
def many(browser: Any, many_file: Path) -> Iterator[Watched]:
    with watched(browser, many_file) as found:
        yield found


def boxes(page: Any) -> dict[str, Any]:
    """Left and top of the frame, of a head of a column, and of the heads of the issues, as they stand in the window."""
    return dict(
        page.evaluate(f"""(() => {{
      const at = (one) => {{ const box = one.getBoundingClientRect(); return [Math.round(box.left), Math.round(box.top)]; }};
      return {{ frame: at({FRAME}), corner: at(document.querySelector('.matrix thead th')),
        party: at(document.querySelectorAll('.matrix thead th')[2]),
        issues: [...document.querySelectorAll('.matrix tbody th')].map((one) => at(one)[0]) }};
    }})()""")
    )


@pytest.mark.parametrize("width", [1280, 1920])
def test_the_table_moves_in_its_frame_and_the_window_does_not(browser: Any, many_file: Path, width: int) -> None:
    with watched(browser, many_file, width) as found:
        page = found.open("matrix?parties=all")
        assert page.evaluate(INSIDE)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.evaluate(f"{FRAME}.clientHeight < window.innerHeight")  # the bar of the frame is in sight


def test_issues_and_parties_stay_in_sight(many: Watched) -> None:
    page = many.open("matrix?parties=all")
    before = boxes(page)
    page.evaluate(f"{FRAME}.scrollTo(500, 120)")
    after = boxes(page)
    left, top = before["frame"]
    assert after["frame"] == [left, top] and after["corner"] == [left, top]
    assert after["issues"] == before["issues"] and set(after["issues"]) == {left}
    assert after["party"] == [before["party"][0] - 500, top]


def test_back_returns_to_the_place_in_the_frame(many: Watched) -> None:
    page = many.open("matrix?parties=all")
    size = page.viewport_size
    page.set_viewport_size({"width": size["width"], "height": 500})  # less than any font needs for all rows
    page.evaluate(f"{FRAME}.scrollTo(500, 120); document.querySelector('.matrix .cell a').click()")
    page.wait_for_selector(".view-row h1")
    page.go_back()
    page.wait_for_selector(".view-matrix h1")
    assert page.evaluate(f"[{FRAME}.scrollLeft, {FRAME}.scrollTop]") == [500, 120]
    page.set_viewport_size(size)


def test_a_narrow_window_has_no_frame(browser: Any, many_file: Path) -> None:
    with watched(browser, many_file, 360) as found:
        page = found.open("matrix?parties=all")
        until(page, f"getComputedStyle({FRAME}).overflowX === 'visible'")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_table_that_fits_across_has_no_frame_and_its_heads_stay(browser: Any, many_file: Path) -> None:
    with watched(browser, many_file, 1920) as found:
        page = found.open("matrix")
        assert page.evaluate(f"getComputedStyle({FRAME}).overflowY") == "visible"
        assert not page.locator("#below").is_visible()
        page.evaluate("document.querySelector('.matrix').tBodies[0].rows[0].style.height = '3000px'")
        page.evaluate("window.scrollTo(0, 1500)")
        assert page.evaluate("document.querySelector('.matrix thead th').getBoundingClientRect().top") == 0
        page.set_viewport_size({"width": 1000, "height": 500})
        until(page, f"getComputedStyle({FRAME}).overflowY === 'auto'")


def test_a_frame_says_that_there_are_issues_below_its_edge(browser: Any, article_file: Path) -> None:
    with watched(browser, article_file, 1000) as found:
        page = found.open("matrix")
        issues = page.locator(".matrix tbody tr").count()
        assert page.locator("#below").inner_text().startswith(f"The table has {issues} issues: move down")


@pytest.mark.parametrize("width", [1000, 1920])
def test_every_issue_is_on_the_paper(browser: Any, article_file: Path, width: int) -> None:
    pypdf = pytest.importorskip("pypdf")
    with watched(browser, article_file, width) as found:
        page = found.open("matrix")
        issues = page.locator(".matrix tbody .issue").evaluate_all("all => all.map((one) => one.firstChild.data)")
        paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    printed = "".join(sheet.extract_text() for sheet in paper.pages)
    words = "".join(unicodedata.normalize("NFKC", printed).split())  # letters that are drawn as one sign, apart
    assert len(issues) > 3 and [issue for issue in issues if "".join(issue.split()) not in words] == []
