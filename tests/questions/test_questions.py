"""The fifteen questions, asked of a dataset that holds the trap of each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.errors import MachineError
from pipeline.publish import publish
from pipeline.publish.database import open_for_query
from pipeline.publish.queries import queries_sql, questions
from pipeline.publish.views import read_view, read_views
from tests.publish.conftest import GOOD
from tests.questions.trap_dataset import trap_tables


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("traps")
    publish(trap_tables(), GOOD, root)
    return root


@pytest.fixture(scope="module")
def connection(dataset: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_for_query(dataset) as opened:
        yield opened


@pytest.fixture
def ask(connection: duckdb.DuckDBPyConnection) -> Any:
    return lambda sql: connection.execute(sql).fetchall()


def test_what_each_side_wants_shows_what_no_longer_stands(ask: Any) -> None:
    assert ask("select party, demand, stands from positions where issue = 'territory'") == [
        ("Norland", "land-of-nor wanted", True),
        ("Sudria", "land-of-sud wanted", True),
        ("Sudria", "old-land-of-sud wanted", False),
    ]


def test_the_matrix_leaves_out_what_was_withdrawn_and_keeps_conditions_apart(ask: Any) -> None:
    cell = "select wants, offers, refuses, accepts, accepts_conditionally, rejects from position_matrix where "
    assert ask(cell + "issue = 'territory' and party = 'Sudria'") == [
        ("land-of-sud wanted", None, None, None, None, "land-of-nor wanted")]  # fmt: skip
    assert ask(cell + "issue = 'prisoners' and party = 'Sudria'") == [
        (None, None, None, None, "captives wanted", None)]  # fmt: skip
    assert ask(cell + "issue = 'nuclear' and party = 'Sudria'") == [
        (None, None, "no-inspection wanted", None, None, None)
    ]


def test_one_sentence_of_rejection_is_counted_for_each_demand_that_it_covers(ask: Any) -> None:
    assert ask("select rejected_by, demand_id, demands_in_these_words from who_rejected_what where document_id = 'may-1'") == [
        ("Sudria", "demand:land-of-nor", 2),
        ("Sudria", "demand:leave-of-nor", 2),
    ]  # fmt: skip


def test_the_sentence_is_found_by_an_id_of_an_earlier_release(ask: Any) -> None:
    assert ask("select record_id, document_id, sentence from sentence_for('demand:give-land')") == [
        ("demand:land-of-sud", "may-1", "She said so."),
        ("demand:land-of-sud", "may-2-copy", "She said so."),
    ]
    assert ask("from sentence_for('demand:never')") == []


def test_changes_between_two_documents_are_typed_and_quoted(ask: Any) -> None:
    asked = "select party, change, demand_id, later_demand_id, words_before, words_after from changes_between('may-1', 'may-10') order by change_id"
    assert ask(asked) == [
        ("Norland", "repeated", "demand:lift-plain", None, "said", "said"),
        ("Sudria", "narrowed", "demand:truce-90", "demand:truce-60", "said", "said"),
    ]
    assert ask("from changes_between('may-10', 'may-1')") == []


def test_support_and_withdrawal_are_no_answers_and_a_refusal_waits_for_none(ask: Any) -> None:
    found = {row[0].removeprefix("demand:") for row in ask("select demand_id from unanswered_demands")}
    assert "aid-of-nor" in found  # only a third party supports it
    assert not found & {"old-land-of-sud", "truce-90", "no-inspection", "land-of-nor", "captives", "joint-promise"}


def test_an_issue_is_contested_by_two_demands_that_stand(ask: Any) -> None:
    asked = "select party_wants, other_party_wants from contested_issues where issue = 'territory'"
    assert ask(asked) == [("land-of-nor wanted", "land-of-sud wanted")]


def test_what_two_parties_want_jointly_is_not_contested(ask: Any) -> None:
    assert ask("select * from contested_issues where issue = 'process'") == []


def test_agreement_needs_the_same_act_amount_and_doer_and_no_condition(ask: Any) -> None:
    assert ask("select issue, act, agreed_by, demands from points_of_agreement") == [
        ("environment", "clean lake", "Norland; Sudria", "demand:joint-promise"),
        ("humanitarian", "allow aid", "Lake Union; Norland; Sudria", "demand:aid-of-nor; demand:aid-of-sud"),
        ("process", "attend talk", "Norland; Sudria", "demand:seat"),
    ]


def test_numbers_are_compared_within_one_unit_only(ask: Any) -> None:
    asked = "select unit, least, least_by, greatest, greatest_by, gap, parties from numeric_ranges where issue = 'ceasefire'"
    assert ask(asked) == [
        ("USD", 5000, "Sudria", 5000, "Sudria", 0, 1),
        ("day", 30, "Norland", 60, "Sudria", 30, 2),  # the 90 days were withdrawn
    ]
    assert ask("select * from numeric_ranges where issue = 'territory'") == []  # "some" is no number


def test_the_timeline_tells_planned_from_past_and_how_reports_changed(ask: Any) -> None:
    assert ask("select event_id, status, date_precision, reports from event_timeline") == [
        ("event:talks-held", "occurred", "day", "planned (2031-05-01), occurred (2031-05-10)"),
        ("event:talks-ahead", "planned", "day", "planned (2031-05-10)"),
        ("event:raid", "occurred", None, "occurred (2031-05-10)"),
    ]


def test_case_38_who_is_left_out_is_a_fact_and_an_attack_is_no_seat(ask: Any) -> None:
    asked = "select party, takes_part, mediates, planned_only, left_out, left_out_of from seats_at_the_table"
    assert ask(asked) == [
        ("Eastmark", 0, 0, 0, 1, "talks-held"),
        ("Norland", 2, 0, 1, 0, None),
        ("Sudria", 2, 0, 1, 0, None),
        ("Lake Union", 0, 1, 0, 0, None),
    ]
    assert ask("select party from event_attendance where left_out") == [("Eastmark",)]


def test_copies_of_one_story_are_one_source(ask: Any) -> None:
    found = dict(ask("select demand_id, documents from single_source_demands"))
    assert found["demand:land-of-sud"] == 2  # two files, one story
    assert "demand:lift-plain" not in found
    assert ask("select documents, sources from record_sources where record_id = 'demand:land-of-sud'") == [(2, 1)]


def test_conditional_demands_come_with_their_condition(ask: Any) -> None:
    assert ask("select condition_text, demand_id from conditional_demands") == [
        ("if the truce holds", "demand:lift-if")
    ]


def test_new_is_what_no_dated_text_stated_before(ask: Any) -> None:
    found = {row[0] for row in ask("select demand_id from new_since(date '2031-05-02')")}
    assert found == {"demand:aid-of-sud", "demand:truce-60", "demand:no-inspection", "demand:inspection"}
    assert ask("select undated_documents from news_since(date '2031-05-02') where record_id = 'demand:inspection'") == [
        (1,)
    ]


def test_news_hold_answers_events_and_changes_too(ask: Any) -> None:
    found = {
        kind: said for kind, said in ask("select record_type, said from news_since(date '2031-05-02') order by said")
    }
    assert set(found) == {"demand", "stance", "event", "change"}
    assert found["change"] == "Sudria narrowed: truce-90 wanted."
    assert ask("from news_since(date '2031-05-10')") == []


def test_a_row_without_its_quotation_is_not_provable(dataset: Path, tmp_path: Path) -> None:
    tables = trap_tables()
    broken = (
        tables["evidence"].with_row_index().filter(~(tables["evidence"]["record_id"] == "demand:seat")).drop("index")
    )
    publish({**tables, "evidence": broken}, GOOD, tmp_path)
    with open_for_query(dataset) as good, open_for_query(tmp_path) as bad:
        asked = "select table_name, not_provable from provable_rows where not_provable > 0"
        assert good.execute(asked).fetchall() == []
        assert bad.execute(asked).fetchall() == [("demands", 1)]


# --- the file of queries -------------------------------------------------------------------------------------------


def test_the_fifteen_questions_are_all_there_in_order() -> None:
    assert [number for number, _ in questions()] == list(range(1, 16))


def test_every_statement_of_the_file_runs_as_it_stands(dataset: Path, tmp_path: Path) -> None:
    text = (dataset / "dist/queries.sql").read_text(encoding="utf-8")
    assert text == queries_sql()
    shutil.copy(dataset / "dist/parley.duckdb", tmp_path / "copy.duckdb")
    with duckdb.connect(str(tmp_path / "copy.duckdb"), read_only=True) as opened:
        statements = opened.extract_statements(text)
        assert len(statements) >= 15
        for statement in statements:
            opened.execute(statement).fetchall()
    for number, question in questions():
        assert f"-- {number}. {question}" in text


def test_every_view_and_question_is_in_the_dictionary(dataset: Path) -> None:
    text = (dataset / "dist/data-dictionary.md").read_text(encoding="utf-8")
    for view in read_views():
        assert f"`{view.name}" in text
    for number, question in questions():
        assert f"| {number}. {question} |" in text


@pytest.mark.parametrize(
    "header",
    [
        "-- view: v",
        "-- about: what",
        "-- view: v\n-- about: what\n-- question: 3. Who?",
        "-- view: v\n-- about: what\n-- ask: from v;",
        "-- view: v\n-- about: what\n-- question: Who?\n-- ask: from v;",
        "-- view: v\n-- about: what\n-- question: 3. Who?\n-- question: 4. What?\n-- ask: from v;",
    ],
)
def test_a_header_that_lacks_something_is_an_error(tmp_path: Path, header: str) -> None:
    (tmp_path / "v.sql").write_text(f"{header}\nselect 1\n", encoding="utf-8")
    with pytest.raises(MachineError, match="v.sql"):
        read_view(tmp_path / "v.sql")
