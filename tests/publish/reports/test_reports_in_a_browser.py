"""Both pages in a real browser: no errors, no requests, nothing too wide, nothing that axe objects to, and in print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.publish.explorer.browser import watched

pytestmark = pytest.mark.slow


@pytest.fixture(params=["quality", "run"])
def report_file(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(f"{request.param}_file")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_a_page_fits_its_window_and_axe_finds_no_violation(
    browser: Any, report_file: Path, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    with watched(browser, report_file, width, scheme) as found:
        page = found.open()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        violations = axe.Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in violations] == []


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_header_content_and_foot_begin_at_one_line(browser: Any, quality_file: Path, width: int) -> None:
    with watched(browser, quality_file, width) as found:
        page = found.open()
        lefts = [page.locator(one).first.bounding_box()["x"] for one in (".top p", "main h1", ".foot p")]
        assert max(lefts) - min(lefts) < 1


def test_the_keyboard_leads_to_what_failed(browser: Any, quality_file: Path) -> None:
    with watched(browser, quality_file) as found:
        page = found.open()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert "demands" in page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        target = page.locator(":target")
        assert "failed" in target.inner_text()
        assert target.evaluate("one => Math.abs(one.getBoundingClientRect().top) < innerHeight")


def test_a_narrow_window_breaks_no_name_of_a_table_within_a_word(browser: Any, quality_file: Path) -> None:
    with watched(browser, quality_file, 360) as found:
        name = found.open().get_by_role("link", name="documents", exact=True).first
        assert name.evaluate("one => one.getClientRects().length") == 1


def test_print_is_bright_and_complete(browser: Any, report_file: Path) -> None:
    with watched(browser, report_file, scheme="dark") as found:
        page = found.open()
        rows = page.locator("tbody tr:visible").count()
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert page.locator("tbody tr:visible").count() == rows
