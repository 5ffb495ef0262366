"""The views in a browser: what they show, every filter, links to places, the back button, the keyboard."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.publish.explorer import explorer_html
from pipeline.publish.package import PackageInfo
from pipeline.unseen import ON_UNSEEN
from tests.publish.explorer.browser import Watched, until, watched
from tests.publish.explorer.conftest import written
from tests.schema.small_dataset import doubled

pytestmark = pytest.mark.slow

Tables = dict[str, pl.DataFrame]
LEDGER = ".ledger tbody tr"
SANCTIONS = "demand:rus-ukr-sanctions-e3a5ab"
ARTICLE = "000-16e68eeca4397dfd"


def chosen(page: Any, label: str, value: str) -> None:
    page.get_by_label(label, exact=True).select_option(value)


def test_the_first_view_is_the_matrix_of_issues_and_parties(article: Watched) -> None:
    page = article.open()
    heads = page.locator(".matrix thead th").all_inner_texts()
    assert heads == ["Issue", "Russia", "Ukraine", "European leaders", "France", "United Kingdom"]
    [row] = [row for row in page.locator(".matrix tbody tr").all() if row.inner_text().startswith("Alliance")]
    cell = row.locator("td").first
    assert cell.locator("a").inner_text() == "abandon NATO aspirations"
    assert cell.locator(".status").inner_text() == "rejected by Ukraine"
    assert cell.locator(".status svg.s-rejected path").count() == 1  # a shape besides colour and word


def test_every_demand_stands_in_the_cell_of_each_claimant(article: Watched, article_tables: Tables) -> None:
    page = article.open("matrix?parties=all")
    own = article_tables["stances"].filter(pl.col("stance").is_in(["made", "offered"]))
    pairs = own.select("demand_id", "party_id").unique().height
    assert page.locator(".matrix .cell > li").count() == pairs


def test_a_click_in_the_matrix_opens_the_sentence_and_back_returns(article: Watched) -> None:
    page = article.open("matrix")
    page.evaluate("window.scrollTo(0, 120)")
    page.locator(".matrix").get_by_role("link", name="lift sanctions", exact=True).click()
    page.wait_for_selector(".view-row h1")
    assert article.place == f"row/{SANCTIONS}"
    assert page.locator("h1").inner_text() == "Russia demands that Ukraine lift sanctions."
    assert page.locator(".proof mark").first.inner_text() == "lift sanctions"
    assert "Russia also wants Kyiv to abandon NATO aspirations" in page.locator(".proof .quote").first.inner_text()
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.go_back()
    page.wait_for_selector(".view-matrix h1")
    assert article.place == "matrix" and page.evaluate("window.scrollY") == 120


def test_back_returns_to_the_place_however_soon_it_was_left(article: Watched) -> None:
    page = article.open("matrix")
    page.evaluate("window.scrollTo(0, 300); document.querySelector('.matrix .cell a').click()")
    page.wait_for_selector(".view-row h1")
    page.evaluate("window.scrollTo(0, 40); history.back()")
    page.wait_for_selector(".view-matrix h1")
    assert page.evaluate("window.scrollY") == 300
    page.go_forward()
    page.wait_for_selector(".view-row h1")
    assert page.evaluate("window.scrollY") == 40


def test_the_matrix_can_be_limited_to_a_status_and_a_text(article: Watched, article_tables: Tables) -> None:
    page = article.open("matrix")
    chosen(page, "Status", "rejected")
    until(page, "location.hash.includes('status=rejected')")
    assert set(page.locator(".matrix .status").all_inner_texts()) == {"rejected by Ukraine", "rejected by Russia"}
    chosen(page, "Text", ARTICLE)
    until(page, "location.hash.includes('document=')")
    rejected = article_tables["demands"].filter(pl.col("status") == "rejected")["demand_id"]
    links = page.locator(".matrix .cell a").evaluate_all("all => all.map((one) => one.getAttribute('href').slice(6))")
    assert set(links) == set(rejected)


def test_more_parties_than_fit_are_a_button_away(browser: Any, tables: Tables, tmp_path: Path) -> None:
    for at in range(9):
        tables = doubled(tables, "parties", 0, party_id=f"party:p{at}", name=f"Party {at}", part_of_id=None)
        tables = doubled(tables, "stances", 0, stance_id=f"stance:p{at}", party_id=f"party:p{at}", stance="made")
    with watched(browser, written(tmp_path, tables)) as found:
        page = found.open("matrix")
        assert page.locator(".matrix thead th").count() == 7
        page.get_by_role("button", name="Show 5 more parties").click()
        until(page, "document.querySelectorAll('.matrix thead th').length === 12")
        assert found.open(found.place).locator(".matrix thead th").count() == 12
        page.get_by_role("button", name="Show fewer parties").click()
        until(page, "document.querySelectorAll('.matrix thead th').length === 7")


FILTERS: list[tuple[str, str, str, Any]] = [
    ("party", "Who wants it", "party:rus", lambda t: _by(t, "party:rus")),
    ("of", "Of whom", "party:rus", lambda t: _of(t, "party:rus")),
    ("of", "Of whom", "none", lambda t: set(t["demands"]["demand_id"]) - set(t["demand_addressees"]["demand_id"])),
    ("issue", "Issue", "sanctions", lambda t: _where(t, issue="sanctions")),
    ("kind", "Kind", "condition", lambda t: _where(t, kind="condition")),
    ("status", "Status", "rejected", lambda t: _where(t, status="rejected")),
    ("document", "Text", ARTICLE, lambda t: set(t["demands"]["demand_id"])),
]


def _by(tables: Tables, party: str) -> set[str]:
    own = tables["stances"].filter(pl.col("stance").is_in(["made", "offered"]), party_id=party)
    return set(own["demand_id"])


def _of(tables: Tables, party: str) -> set[str]:
    return set(tables["demand_addressees"].filter(party_id=party)["demand_id"])


def _where(tables: Tables, **values: str) -> set[str]:
    return set(tables["demands"].filter(**values)["demand_id"])


def ledger(page: Any) -> list[str]:
    links = page.locator(f"{LEDGER} .c-what a").evaluate_all(
        "all => all.map((one) => one.getAttribute('href').slice(6))"
    )
    return [str(link) for link in links]


@pytest.mark.parametrize(("key", "label", "value", "expected"), FILTERS)
def test_each_filter_of_the_ledger_leaves_the_rows_that_fit(
    article: Watched, article_tables: Tables, key: str, label: str, value: str, expected: Any
) -> None:
    page = article.open("ledger")
    chosen(page, label, value)
    until(page, "key => location.hash.includes(`${key}=`)", arg=key)
    assert set(ledger(page)) == expected(article_tables)
    place = article.place
    page = article.open(place)  # the same place as a link
    assert set(ledger(page)) == expected(article_tables)
    assert page.get_by_label(label, exact=True).input_value() == value


def test_filters_add_up_and_clear_all_takes_them_away(article: Watched, article_tables: Tables) -> None:
    page = article.open("ledger?party=party:ukr&of=party:rus&status=open")
    assert set(ledger(page)) == _by(article_tables, "party:ukr") & _of(article_tables, "party:rus")
    all_demands = article_tables["demands"].height
    assert page.locator(".tally").inner_text() == f"3 of {all_demands} demands"
    assert page.locator("#said").inner_text() == f"3 of {all_demands} demands"
    page.get_by_role("button", name="Clear all").click()
    until(page, f"document.querySelector('.tally').textContent === '{all_demands} demands'")
    assert article.place == "ledger"


def test_search_finds_words_of_summary_sentence_and_party(article: Watched, article_tables: Tables) -> None:
    six = f"6 of {article_tables['demands'].height} demands"  # all of one sentence
    page = article.open("ledger")
    search = page.get_by_label("Search words")
    search.fill("nato aspirations")
    assert page.locator(".tally").inner_text() == six
    search.fill("RUSSIAN speakers guarantee rights ukraine")
    assert page.locator(".tally").inner_text() == six
    search.fill("europeán")  # without regard to accents
    assert page.locator(LEDGER).count() == 1 and "European leaders" in page.locator(LEDGER).inner_text()
    search.fill("no such word")
    assert "No demand fits" in page.locator(".results").inner_text()
    assert article.place == "ledger?q=no+such+word"
    page.go_back()  # typing leaves no steps behind
    assert "file:" not in page.url


@pytest.mark.parametrize("order", ["newest", "oldest", "who", "of", "issue", "status", "texts"])
def test_the_ledger_is_sorted_as_chosen(article: Watched, article_tables: Tables, order: str) -> None:
    page = article.open(f"ledger?sort={order}")
    assert len(ledger(page)) == article_tables["demands"].height
    column = {"who": 2, "of": 3, "issue": 4}.get(order)
    if column:
        values = page.locator(f"{LEDGER} > :nth-child({column})").all_inner_texts()
        assert values == sorted(values, key=lambda value: "\uffff" if value == "nobody named" else value)
        assert page.locator("[aria-sort=ascending]").count() == 1


def test_a_head_of_the_ledger_sorts_by_its_column(article: Watched) -> None:
    page = article.open("ledger")
    page.get_by_role("button", name="Issue").click()
    until(page, "location.hash.includes('sort=issue')")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Issue")


def test_a_demand_shows_its_answers_with_their_sentences(article: Watched) -> None:
    page = article.open(f"row/{SANCTIONS}")
    answers = page.locator(".answers > li")
    assert answers.count() == 1
    assert answers.locator("p").inner_text() == "Ukraine rejected"
    assert answers.locator(".quote").inner_text() == "Ukraine has dismissed these terms as unacceptable."
    assert page.locator(".id code").inner_text() == SANCTIONS


@pytest.mark.parametrize("table", ["parties", "people", "places", "demands", "stances", "events", "roles", "evidence"])
def test_every_record_of_the_article_has_a_place_of_its_own(
    article: Watched, article_tables: Tables, table: str
) -> None:
    article.open("about")
    for record in article_tables[table][article_tables[table].columns[0]].to_list()[:25]:
        page = article.go(f"row/{record}")
        until(page, "id => document.querySelector('.id code')?.textContent === id", arg=record)
        assert page.locator("h1").inner_text() not in ("", "No such record")
        assert page.locator(".quote").count() >= 1


def test_old_ids_lead_on_and_gone_ones_say_why(small: Watched) -> None:
    page = small.open("row/party:norland-republic")
    assert page.locator("h1").inner_text() == "Norland"
    assert "one state" in page.locator(".note").inner_text()
    page = small.open("row/party:east-norland")
    assert "no longer among the sources: old-wire" in page.locator("main").inner_text()
    assert small.open("row/party:nowhere").locator("h1").inner_text() == "No such record"
    assert small.open("nothing/there").locator("h1").inner_text() == "There is no such view"
    assert small.open("row/%E0%A4%A").locator("h1").inner_text() == "No such record"
    assert small.open("reader/nowhere").locator("h1").inner_text() == "No such text"


def test_the_texts_are_listed_latest_first(small: Watched) -> None:
    page = small.open("reader")
    assert page.locator("tbody th a").all_inner_texts() == ["Talks on the Norland Border", "wire.txt"]


def test_the_timeline_shows_ranges_planned_and_undated_events_apart(article: Watched, article_tables: Tables) -> None:
    page = article.open("timeline")
    events = article_tables["events"]
    assert page.locator(".tally").inner_text() == f"{events.height} events"
    assert page.locator(".times h2").all_inner_texts() == [
        "Happened, or said to have happened", "Planned or possible", "No date in the texts",
    ]  # fmt: skip
    undated = events.filter(pl.col("date_start").is_null()).height
    assert page.locator(".part-2 .events > li").count() == undated
    [invasion] = [row for row in page.locator(".part-0 .events > li").all() if "invaded" in row.inner_text()]
    assert invasion.locator(".when").inner_text() == "February 2022"
    assert invasion.locator("rect.range").count() == 1
    [talks] = page.locator(".part-1 .events > li").all()
    assert talks.locator(".when").inner_text() == "15 August 2025" and talks.locator(".bar.ahead circle").count() == 1


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("Status", "planned", lambda t: t["events"].filter(status="planned").height),
        ("Type", "CONSULT", lambda t: t["events"].filter(event_type="CONSULT").height),
        ("Party", "party:fra", lambda t: t["event_participants"].filter(party_id="party:fra")["event_id"].n_unique()),
        ("Text", ARTICLE, lambda t: t["event_reports"].filter(document_id=ARTICLE).height),
    ],
)
def test_each_filter_of_the_timeline_leaves_the_events_that_fit(
    article: Watched, article_tables: Tables, label: str, value: str, expected: Any
) -> None:
    page = article.open("timeline")
    chosen(page, label, value)
    until(page, "location.hash.includes('=')")
    assert page.locator(".events > li").count() == expected(article_tables)
    assert article.open(article.place).locator(".events > li").count() == expected(article_tables)


def test_meetings_are_drawn_and_told_in_a_table(article: Watched) -> None:
    page = article.open("network")
    assert page.locator("svg.network text").all_text_contents() == ["United States", "Russia", "Ukraine"]
    assert page.locator("svg.network").get_attribute("aria-label") == (
        "Meetings between 3 parties: Russia and United States, 2; Ukraine and United States, 1"
    )
    pairs = page.locator(".pairs tbody tr")
    assert pairs.count() == 2
    pairs.first.locator("summary").click()
    pairs.first.locator("li").first.wait_for()
    assert "The United States and Russia are to hold talks in Alaska." in pairs.first.inner_text()
    assert "UK Prime Minister" in page.locator("main").inner_text()


def test_about_tells_accuracy_checks_licence_citation_and_files(article: Watched, repository: Path) -> None:
    measured = json.loads((repository / "dist/reports/accuracy.json").read_bytes())["tables"]["demands"]
    figures = [f"{round(100 * measured[name])} %" for name in ("precision", "recall")]
    page = article.open("about")
    text = page.locator("main").inner_text()
    for words in (
        "How right it is",
        *figures,
        "1 check of the tables ran",
        "Creative Commons",
        PackageInfo().citation,
        "parley.duckdb",
    ):
        assert words in text
    assert page.locator('a[href="csv/demands.csv"]').count() == 1
    assert page.get_by_role("link", name="The full report").get_attribute("href") == "reports/quality.json"


def test_too_much_evidence_is_told_with_what_to_do(
    browser: Any, tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.publish.explorer import data

    monkeypatch.setattr(data, "MOST_EVIDENCE", 3)
    with watched(browser, written(tmp_path, tables)) as found:
        page = found.open()
        note = page.locator("#too-many").inner_text()
        assert "18 rows of evidence: too many for one page" in note and "duckdb" in note and "parley query" in note
        assert page.locator("#nav a").all_inner_texts() == ["About"]
        assert found.open("ledger").locator("h1").inner_text() == "There is no such view"


def test_a_packed_page_opens(browser: Any, tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.publish.explorer import page as made

    monkeypatch.setattr(made, "MOST_UNPACKED", 100)
    with watched(browser, written(tmp_path, tables)) as found:
        assert found.open("ledger").locator(LEDGER).count() == 3


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
@pytest.mark.parametrize(
    "place", ["matrix", "ledger", f"row/{SANCTIONS}", "reader", f"reader/{ARTICLE}", "timeline", "network", "about"]
)
def test_no_view_is_wider_than_the_window(browser: Any, article_file: Path, width: int, place: str) -> None:
    with watched(browser, article_file, width) as found:
        page = found.open(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_views_can_be_reached_and_used_by_keyboard_alone(article: Watched) -> None:
    page = article.open("matrix")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main" and article.place == "matrix"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.cell') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".view-row h1")
    page.keyboard.press("Shift+Tab")  # from the heading to the way back
    page.keyboard.press("Enter")
    page.wait_for_selector(".view-matrix h1")


def test_the_page_prints_without_its_controls(article: Watched) -> None:
    page = article.open("ledger")
    page.emulate_media(media="print")
    assert not page.locator(".controls").is_visible() and not page.locator("#nav").is_visible()
    assert page.locator(LEDGER).first.is_visible()
    assert page.pdf()[:4] == b"%PDF"


def test_about_tells_how_right_it_was_on_texts_that_the_rules_had_not_seen(article: Watched) -> None:
    said = article.open("about").locator("main").inner_text()
    assert ON_UNSEEN in said and "helped to develop the rules" in said


def test_about_a_dataset_of_ones_own_says_what_was_measured(
    browser: Any, tables: Tables, repository: Path, tmp_path: Path
) -> None:
    accuracy = (repository / "dist/reports/accuracy.json").read_bytes()
    own = tmp_path / "own.html"
    own.write_bytes(explorer_html(tables, PackageInfo(name="quay"), {"dist/reports/accuracy.json": accuracy}))
    with watched(browser, own) as found:
        said = found.open("about").locator("main").inner_text()
    assert ON_UNSEEN in said and "annotated for this dataset" in said and "helped to develop" not in said
