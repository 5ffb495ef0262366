"""Datasette over the SQLite file, in a process of its own: it answers, finds, counts, and keeps to this machine."""

from __future__ import annotations

import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from pipeline.errors import MachineError
from pipeline.serve import datasette_app
from pipeline.serve.questions import sqlite_questions
from tests.publish.explorer.browser import watched
from tests.serve.conftest import HOSTILE
from tests.serve.serving import Served, serving

pytest.importorskip("datasette", reason="Datasette is not installed: pip install '.[serve]'")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(hostile_root: Path) -> Iterator[Served]:
    with serving(hostile_root, "--datasette") as found:
        yield found


def sql(served: Served, statement: str) -> list[list[object]]:
    """The rows of a statement, by the JSON API."""
    reply = served.ask(f"/parley.json?sql={quote(statement)}")
    assert reply.status == 200, reply.text
    rows: list[list[object]] = reply.json["rows"]
    return rows


def test_it_says_both_addresses(served: Served) -> None:
    assert f"explorer   {served.address}/dist/\n" in served.said and f"Datasette  {served.address}/\n" in served.said


def test_tables_answer_as_json_and_csv(served: Served) -> None:
    found = served.ask("/parley/demands.json?_shape=array&_sort=demand_id").json
    assert [row["status"] for row in found] == ["accepted", "rejected", "open"]
    lines = served.ask("/parley/parties.csv?_stream=1").text.splitlines()
    assert lines[0].startswith("party_id,name,type") and len(lines) == 4
    assert sql(served, "select count(*) from evidence join documents using (document_id)") == [[18]]


def test_a_search_finds_words_in_another_form(served: Served) -> None:
    found = served.ask("/parley/demand_ledger.json?_shape=array&_search=sanction").json
    assert {row["demand_id"] for row in found} == {"demand:sud-nor-sanctions-1", "demand:sud-nor-forces-1"}
    found = served.ask("/parley/evidence.json?_shape=array&_search=rejecting").json
    assert {row["record_id"] for row in found} >= {"stance:3"}


@pytest.mark.parametrize("words", ["", '"', "*", "a AND", "NEAR(", "-", "'; drop table demands", "border^2", "col:x"])
def test_no_words_break_the_search(served: Served, words: str) -> None:
    assert served.ask(f"/parley/search.json?words={quote(words)}").status == 200
    # Datasette's own search calls a search for nothing a wrong one
    assert served.ask(f"/parley/demands.json?_search={quote(words)}").status == (400 if words in ("", '"') else 200)


def test_the_search_over_all_tables_names_each_kind(served: Served) -> None:
    found = served.ask("/parley/search.json?words=sanctions&_shape=array").json
    assert {"demand", "evidence"} <= {row["kind"] for row in found}
    sentences = [(row["said"], row["document"]) for row in found if row["kind"] == "evidence"]
    assert sentences and len(sentences) == len(set(sentences))  # a sentence may carry much evidence
    found = served.ask("/parley/search.json?words=document&_shape=array").json
    assert {"demand", "document"} <= {row["kind"] for row in found}
    assert served.ask("/parley/search.json?_shape=array").json == []


def test_facets_count(served: Served) -> None:
    facets = served.ask("/parley/demand_ledger.json").json["facet_results"]
    assert set(facets) == {"claimants", "addressees", "issue", "status"}
    assert {one["value"]: one["count"] for one in facets["status"]["results"]} == {
        "accepted": 1, "open": 1, "rejected": 1}  # fmt: skip


def test_every_question_can_be_asked(served: Served) -> None:
    page = served.ask("/parley").text
    for one in sqlite_questions()[0]:
        assert f'href="/parley/{one.name}"' in page
        assert served.ask(f"/parley/{one.name}.json").status == 200, one.name
    assert "SQLite has no PIVOT" in page


def test_the_explorer_and_its_files_are_there_too(served: Served, hostile_root: Path) -> None:
    index = (hostile_root / "dist" / "index.html").read_bytes()
    reply = served.ask("/dist/")
    assert reply.body == index and "'sha256-" in reply.headers["content-security-policy"]
    assert served.ask("/dist/index.html", Range="bytes=0-9").body == index[:10]
    assert served.ask("/dist/index.html", "HEAD").body == b""
    assert served.ask("/dist/index.html", If_None_Match=reply.headers["etag"]).status == 304
    assert served.ask("/dist/../datapackage.json").status == 404


@pytest.mark.parametrize("target", ["/", "/parley", "/parley.json?sql=select+1", "/dist/", "/-/static/app.css"])
def test_another_host_name_is_refused(served: Served, target: str) -> None:
    assert served.ask(target).status == 200
    for host in ("evil.example", f"evil.example:{served.port}", "localhost", ""):
        assert served.ask(target, host=host).status == 403
    assert served.ask(target, "POST").status == 405


@pytest.mark.parametrize(
    "target",
    ["/-/static/../../../../etc/passwd", "/-/static/%2e%2e/%2e%2e/app.py", "/../etc/passwd", "/-/static//etc/passwd"],
)
def test_nothing_outside_can_be_had(served: Served, target: str) -> None:
    assert served.ask(target).status in (302, 404)


@pytest.mark.parametrize(
    "statement",
    ["delete from demands", "drop table demands", "attach database '/etc/passwd' as x", "pragma query_only = 0",
     "insert into demands_fts (demands_fts) values ('rebuild')", "with x as (select 1) delete from demands",
     "select load_extension('x')", "select writefile('x', 'y')", "vacuum into 'x.db'"],
)  # fmt: skip
def test_sql_can_change_nothing(served: Served, statement: str) -> None:
    assert served.ask(f"/parley.json?sql={quote(statement)}").status == 400
    assert sql(served, "select count(*) from demands") == [[3]]


def test_sql_without_an_end_is_stopped(served: Served) -> None:
    endless = "with recursive t(n) as (select 1 union all select n + 1 from t) select max(n) from t"
    begun = time.monotonic()
    assert served.ask(f"/parley.json?sql={quote(endless)}").status == 400
    assert time.monotonic() - begun < 15


def test_pages_carry_a_policy_whose_number_is_used_once(served: Served) -> None:
    numbers = set()
    for target in ("/", "/parley", "/parley/demands", "/parley?sql=select+1", "/nothing"):
        reply = served.ask(target)
        policy = reply.headers["content-security-policy"]
        (number,) = re.findall(r"script-src 'self' 'nonce-([\w-]{22})'", policy)
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert reply.headers["x-content-type-options"] == "nosniff" and "server" not in reply.headers
        assert all(number in tag for tag in re.findall("<script[^>]*>", reply.text) if "src=" not in tag)
        numbers.add(number)
    assert len(numbers) == 5


@pytest.mark.parametrize(
    "target",
    ["/", "/parley", "/parley/demands", "/parley/demand_ledger", "/parley/documents", "/parley/parties", "/parley/evidence",
     "/parley/stances", "/parley/search?words=document", "/parley/02_position_matrix", "/parley/06_unanswered_demands",
     "/parley?sql=" + quote("select '<script>1</script>' as \"<img src=x>\"")],
)  # fmt: skip
def test_texts_are_shown_and_not_run(served: Served, target: str) -> None:
    page = served.ask(target).text
    assert "<script>document" not in page and "<script>1" not in page and "<img" not in page
    assert "49" not in re.findall(r"&amp;(\S+)", page)


def test_a_wrong_address_or_statement_is_told_in_the_page_and_not_in_the_terminal(hostile_root: Path) -> None:
    with serving(hostile_root, "--datasette") as found:
        assert found.ask("/nothing").status == found.ask("/parley/nothing").status == 404
        assert "no such table" in found.ask("/parley?sql=select+*+from+no_table").text
        code, out = found.end()
    assert (code, out.strip()) == (0, "Ended.")


def test_it_ends_when_the_system_says_so(hostile_root: Path) -> None:
    with serving(hostile_root, "--datasette") as found:
        assert found.ask("/parley.json?sql=select+1").status == 200
        code, out = found.end(signal.SIGTERM)
    assert (code, out.strip()) == (0, "Ended.")


def test_a_dataset_without_an_explorer_is_served_all_the_same(hostile_root: Path, tmp_path: Path) -> None:
    shutil.copytree(hostile_root, tmp_path / "data", ignore=shutil.ignore_patterns(".parley"))
    (tmp_path / "data" / "dist" / "index.html").unlink()
    with serving(tmp_path / "data", "--datasette") as found:
        assert "explorer   none" in found.said
        assert found.ask("/").status == 200 and "The explorer" not in found.ask("/").text


def test_without_datasette_the_command_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasette_app, "find_spec", lambda name: None)
    with pytest.raises(MachineError, match=re.escape('pip install ".[serve]"')):
        datasette_app.check_installed()


def test_in_a_browser_pages_work_under_their_policy(browser: Any, served: Served) -> None:
    with watched(browser, Path("/none"), strict=False) as found:
        page, troubles = found.page, found.troubles
        for target in ("/", "/parley", "/parley/demand_ledger?_search=sanctions", "/parley?sql=select+1",
                       "/parley/search?words=sanctions", "/parley/01_positions"):  # fmt: skip
            page.goto(f"{served.address}{target}")
            page.wait_for_selector("h1")
            page.wait_for_timeout(200)
        assert page.title() != "run"
        page.goto(f"{served.address}/parley?sql=select+1")
        page.wait_for_selector(".CodeMirror")  # the editor runs
        page.goto(f"{served.address}/parley/demands")
        page.wait_for_selector("th svg.dropdown-menu-icon")  # so does the menu of a column
        page.goto(f"{served.address}/dist/")
        page.wait_for_selector("main h1")
        outside = [one for one in troubles if not one.startswith(f"request: {served.address}/")]
    assert HOSTILE and outside == []
