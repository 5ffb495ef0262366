"""Speed: with 10,000 demands and 50,000 rows of evidence every step answers within 200 ms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.publish.explorer.browser import Watched, watched
from tests.publish.explorer.conftest import written
from tests.publish.explorer.large_dataset import large_tables

pytestmark = pytest.mark.slow

MOST = 200  # milliseconds
TRIES = 10  # other work may share the machine, so the quickest counts
# From the step until the browser has laid the view out.
TIMED = """async (step) => {
  const before = performance.now();
  if (step.place !== undefined) location.hash = step.place;
  else {
    const search = document.querySelector("input[type=search]");
    search.value = step.words;
    search.dispatchEvent(new Event("input"));
  }
  await new Promise((done) => setTimeout(done, 0));
  document.body.getBoundingClientRect();
  return performance.now() - before;
}"""


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("large"), large_tables())


@pytest.fixture(scope="module")
def large(browser: Any, large_file: Path) -> Iterator[Watched]:
    with watched(browser, large_file) as found:
        found.page.set_default_timeout(30_000)
        found.open("about")
        yield found


PLACES = (
    "#/matrix", "#/matrix?parties=all", "#/matrix?status=open", "#/ledger", "#/ledger?party=party:p001",
    "#/ledger?issue=sanctions&status=rejected", "#/ledger?sort=who", "#/ledger?sort=texts&page=200",
    "#/row/demand:d000123", "#/row/party:p000", "#/reader", "#/reader/text-00007", "#/timeline",
    "#/timeline?type=CONSULT&page=3", "#/network",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_every_view_answers_within_200_ms(large: Watched, place: str) -> None:
    times = [float("inf")]
    while min(times) >= MOST and len(times) <= TRIES:
        large.page.evaluate("location.hash = '#/about'")
        large.page.wait_for_selector(".view-about h1")
        times.append(large.page.evaluate(TIMED, {"place": place}))
        assert large.page.locator("main h1").inner_text() != "About this dataset"
    assert min(times) < MOST, times


def test_searching_answers_within_200_ms_a_letter(large: Watched) -> None:
    large.go("ledger")
    large.page.wait_for_selector("input[type=search]")
    large.page.evaluate(TIMED, {"words": "a"})
    for words in ("h", "ha", "harbour", "harbour gra", "harbour grain"):
        times = [float("inf")]
        while min(times) >= MOST and len(times) <= TRIES:
            large.page.evaluate(TIMED, {"words": words + "?"})
            times.append(large.page.evaluate(TIMED, {"words": words}))
        assert min(times) < MOST, (words, times)
    assert 0 < int(large.page.locator(".tally").inner_text().split()[0].replace(",", "")) < 10_000


def test_the_first_letter_answers_soon(browser: Any, large_file: Path) -> None:
    """The first search prepares the words of all demands."""
    times = [float("inf")]
    while min(times) >= MOST and len(times) <= 4:
        with watched(browser, large_file) as found:
            page = found.open("ledger")
            page.wait_for_timeout(3000 * len(times))  # the page prepares them itself while nothing is asked of it
            times.append(page.evaluate(TIMED, {"words": "harbour"}))
    assert min(times) < MOST, times


def test_a_large_page_opens_in_seconds(browser: Any, large_file: Path) -> None:
    with watched(browser, large_file) as found:
        page = found.open("matrix")
        assert page.evaluate("performance.now()") < 5000
        assert large_file.stat().st_size < 8_000_000
