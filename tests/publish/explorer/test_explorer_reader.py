"""The reader in a browser: marks that cross and lie in one another, stepping through them, texts of quotes only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.schema import TABLES
from tests.publish.explorer.browser import Watched, watched
from tests.publish.explorer.conftest import written

pytestmark = pytest.mark.slow

Tables = dict[str, pl.DataFrame]
ARTICLE = "000-16e68eeca4397dfd"


def current(page: Any) -> str:
    return str(page.locator(".state[aria-current=true]").inner_text())


def marked(page: Any) -> str:
    """The words that are marked as the present ones."""
    return "".join(page.locator(".piece.on").all_text_contents())


def test_the_sentences_stand_in_their_order_with_gaps_between(article: Watched, article_tables: Tables) -> None:
    page = article.open(f"reader/{ARTICLE}")
    kinds = article_tables["evidence"].filter(pl.col("record_type").is_in(["demand", "stance", "event"]))
    expected = kinds.sort("sentence_start")["sentence"].unique(maintain_order=True).to_list()
    assert page.locator(".sentence").all_text_contents() == expected
    assert page.locator(".gap").count() >= 1


def test_kinds_can_be_shown_and_left_out(article: Watched) -> None:
    page = article.open(f"reader/{ARTICLE}")
    assert page.locator(".piece.k-party").count() == 0
    page.get_by_label("Parties").check()
    assert page.locator(".piece.k-party").count() > 10
    for name in ("Demands", "Answers", "Events", "Parties"):
        page.get_by_label(name).uncheck()
    assert "Nothing of the chosen kinds" in page.locator(".text").inner_text()


def test_a_link_to_evidence_marks_its_words(article: Watched, article_tables: Tables) -> None:
    evidence = article_tables["evidence"].filter(pl.col("record_type") != "role")
    for kind in ("demand", "event", "party", "person", "place"):
        row = evidence.filter(record_type=kind).row(0, named=True)
        page = article.open(f"reader/{ARTICLE}?at={row['evidence_id']}")
        assert row["quote"] in marked(page)
        assert page.locator(".piece.on").first.is_visible()


def test_stepping_by_button_and_key_goes_through_all_marks(article: Watched) -> None:
    page = article.open(f"reader/{ARTICLE}")
    total = page.locator(".state").count()
    page.get_by_role("button", name="Next").click()
    assert page.locator(".where").inner_text() == f"1 of {total} marks"
    first = current(page)
    page.locator(".text-frame").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".where").inner_text() == f"2 of {total} marks" and current(page) != first
    page.keyboard.press("k")
    assert current(page) == first
    for _ in range(total + 3):
        page.keyboard.press("j")
    assert page.locator(".where").inner_text() == f"{total} of {total} marks"
    assert page.locator("#said").inner_text().startswith(f"{total} of {total}.")
    assert "at=evidence:" in article.place


def test_a_rejection_of_many_demands_is_one_entry_that_lists_them(article: Watched) -> None:
    page = article.open(f"reader/{ARTICLE}")
    [entry] = [one for one in page.locator(".state.k-stance").all() if "Ukraine rejected" in one.inner_text()]
    assert entry.locator("li").count() == 7


def test_case_66_crossing_and_nested_marks_keep_the_text_and_show_right(
    browser: Any, tables: Tables, tmp_path: Path
) -> None:
    evidence = tables["evidence"]
    base = evidence.filter(record_id="demand:sud-nor-sanctions-1", document_id="norland-border").row(0, named=True)
    sentence, start = base["sentence"], base["sentence_start"]

    def of(record_type: str, record_id: str, number: int, quote: str) -> dict[str, Any]:
        at = start + sentence.index(quote)
        return {**base, "evidence_id": f"evidence:cross{number}", "record_type": record_type, "record_id": record_id,
                "start": at, "end": at + len(quote), "quote": quote}  # fmt: skip

    rows = [
        of("event", "event:rejection-1", 1, "halt mobilisation, and lift"),  # crosses the next
        of("stance", "stance:3", 2, "mobilisation, and lift sanctions if"),
        of("demand", "demand:nor-prisoners-1", 3, "and lift"),  # lies in both
    ]
    crossed = {**tables, "evidence": TABLES["evidence"].frame([*evidence.to_dicts(), *rows])}
    with watched(browser, written(tmp_path, crossed)) as found:
        page = found.open("reader/norland-border")
        [passage] = [one for one in page.locator(".passage").all() if "Sudria wants" in one.inner_text()]
        assert passage.locator(".sentence").text_content() == sentence
        for row in rows:
            page = found.open(f"reader/norland-border?at={row['evidence_id']}")
            assert marked(page) == row["quote"]
        both = page.locator(".piece.k-event.k-stance.k-demand")
        assert both.all_text_contents() == ["mobilisation", "and ", "lift"]  # two other demands begin and end there


def test_of_a_text_that_allows_quotes_only_the_reader_shows_quotes(small: Watched) -> None:
    page = small.open("reader/wire")
    assert page.locator(".sentence").all_text_contents() == ["Sudria again asked", "lift sanctions"]
    assert "quotes only" in page.locator(".byline").inner_text()


def test_quotes_that_lie_in_one_another_are_shown_once(browser: Any, tables: Tables, tmp_path: Path) -> None:
    rows = tables["evidence"].to_dicts()
    [outer] = [row for row in rows if row["document_id"] == "wire" and row["quote"] == "Sudria again asked"]
    inner = {**outer, "evidence_id": "evidence:inner", "record_type": "demand", "record_id": "demand:sud-nor-forces-1",
             "start": outer["start"] + 7, "end": outer["start"] + 12, "quote": "again"}  # fmt: skip
    nested = {**tables, "evidence": TABLES["evidence"].frame([*rows, inner])}
    with watched(browser, written(tmp_path, nested)) as found:
        page = found.open("reader/wire?at=evidence:inner")
        assert page.locator(".sentence").all_text_contents() == ["Sudria again asked", "lift sanctions"]
        assert marked(page) == "again"
