"""Accessibility: axe finds nothing to object to in any view, bright or dark, wide or narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.publish.explorer.browser import Watched, watched

pytestmark = pytest.mark.slow

ARTICLE = "000-16e68eeca4397dfd"
PLACES = ("matrix", "ledger", "ledger?q=nothing+fits", "row/demand:rus-ukr-sanctions-e3a5ab", "row/party:rus",
          "row/event:consult-rus-usa-2a3a40", "row/person:vladimir-putin", "row/party:nowhere", "reader",
          f"reader/{ARTICLE}", "timeline", "network", "about", "lost")  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation(browser: Any, article_file: Path, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    with watched(browser, article_file, width, scheme, strict=False) as found:
        for place in PLACES:
            page = found.open(place)
            if place.startswith("reader/"):
                for kind in ("Parties", "People", "Roles", "Places"):
                    page.get_by_label(kind, exact=True).check()
                page.get_by_role("button", name="Next").click()
            if place == "about":
                page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
            violations = axe.Axe().run(page).response["violations"]
            told = [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in violations]
            assert told == [], place


def test_every_view_has_one_heading_a_title_and_a_marked_place(browser: Any, article_file: Path) -> None:
    with watched(browser, article_file) as found:
        titles = set()
        for place in ("matrix", "ledger", "reader", "timeline", "network", "about"):
            page = found.open(place)
            assert page.locator("h1").count() == 1 and page.locator("#nav [aria-current=page]").count() == 1
            titles.add(page.title())
        assert len(titles) == 6


@pytest.mark.parametrize(
    ("word", "view"), [("demands", "ledger"), ("who", "network"), ("positions", "matrix"), ("texts", "reader")]
)
def test_the_word_of_a_view_leads_to_it(browser: Any, article_file: Path, word: str, view: str) -> None:
    with watched(browser, article_file) as found:
        page = found.open(view)
        wanted = page.locator("main").inner_text()
        assert found.open(word).locator("main").inner_text() == wanted
        assert page.locator("#nav [aria-current=page]").inner_text().lower() == word


@pytest.mark.parametrize(("record", "word"), [("party:rus", "Who"), ("demand:rus-ukr-sanctions-e3a5ab", "Demands")])
def test_a_record_belongs_to_the_view_that_lists_its_like(article: Watched, record: str, word: str) -> None:
    page = article.open(f"row/{record}")
    assert page.locator("#nav [aria-current=page]").inner_text() == word


def test_what_is_chosen_holds_behind_the_word_too(browser: Any, article_file: Path) -> None:
    with watched(browser, article_file) as found:
        page = found.open("demands?status=rejected")
        assert page.get_by_label("Status", exact=True).input_value() == "rejected"
        assert set(page.locator(".ledger .status").all_inner_texts()) == {"rejected by Ukraine", "rejected by Russia"}


def test_what_can_be_pressed_is_large_enough(browser: Any, article_file: Path) -> None:
    with watched(browser, article_file, 360) as found:
        for place in ("matrix", "ledger", f"reader/{ARTICLE}"):
            page = found.open(place)
            heights = page.locator("main button:visible, main select:visible, main input[type=search]").evaluate_all(
                "all => all.map((one) => one.getBoundingClientRect().height)"
            )
            assert min(heights) >= 24
