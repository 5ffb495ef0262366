"""Rules across tables: every one is silent on good tables and names the row of a defect that is seeded for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from pipeline.check.report import Check
from pipeline.check.rules import RULES, derive_foreign_keys, derive_primary_keys, read_rules, run_rules
from pipeline.schema import TABLES
from tests.schema.small_dataset import TEXTS, changed, doubled, position, without

Tables = dict[str, pl.DataFrame]
Defect = Callable[[Tables], Tables]


def _set(table: str, where: dict[str, Any], **values: Any) -> Defect:
    return lambda tables: changed(tables, table, position(tables, table, **where), **values)


def _drop(table: str, **where: Any) -> Defect:
    return lambda tables: without(tables, table, position(tables, table, **where))


def _double(table: str, where: dict[str, Any], **values: Any) -> Defect:
    return lambda tables: doubled(tables, table, position(tables, table, **where), **values)


def _many(kind: str, number: int) -> Defect:
    """`number` more records of a kind, all stated by one sentence."""

    def seed(tables: Tables) -> Tables:
        row = position(tables, "evidence", record_type=kind)
        for i in range(number):
            tables = doubled(tables, "evidence", row, evidence_id=f"evidence:zz-{i}", record_id=f"{kind}:zz-{i}")
        return tables

    return seed


def _change(**values: Any) -> Defect:
    """The wire of the next day repeats a demand; `values` make it wrong."""

    def seed(tables: Tables) -> Tables:
        later = _set(
            "documents", {"document_id": "wire"}, published_from=date(2031, 5, 8), published_to=date(2031, 5, 8)
        )(tables)
        row = {"change_id": "change:1", "demand_id": SANCTIONS, "party_id": "party:sudria", "change": "repeated",
               "earlier_evidence_id": "evidence:demand-sud-nor-sanctions-1-norland-border",
               "later_evidence_id": "evidence:demand-sud-nor-sanctions-1-wire", **values}  # fmt: skip
        return {**later, "demand_changes": TABLES["demand_changes"].frame([row])}

    return seed


FORCES, SANCTIONS, PRISONERS = "demand:sud-nor-forces-1", "demand:sud-nor-sanctions-1", "demand:nor-prisoners-1"
MEETING, REJECTION = {"event_id": "event:meeting-1"}, {"event_id": "event:rejection-1"}
HALT = {"quote": "halt mobilisation"}
HALT_ID = "evidence:demand-sud-nor-forces-1-norland-border"

# rule, table, id of the row that must be named, the defect
SEEDED: list[tuple[str, str, str, Defect]] = [
    ("primary_keys", "people", "person:ada-moss", _double("people", {})),
    ("primary_keys", "demand_addressees", f"{FORCES} party:norland", _double("demand_addressees", {})),
    ("foreign_keys", "stances", "stance:3", _set("stances", {"stance_id": "stance:3"}, demand_id="demand:gone")),
    ("foreign_keys", "parties", "party:a-norland-parliament",
     _set("parties", {"party_id": "party:a-norland-parliament"}, part_of_id="party:gone")),
    ("foreign_keys", "events", "event:meeting-1", _set("events", MEETING, place_id="place:gone")),
    ("every_record_has_evidence", "demands", FORCES, _drop("evidence", **HALT)),
    ("every_record_has_evidence", "places", "place:port-elm", _drop("evidence", record_type="place")),
    ("every_record_has_evidence", "roles", "role:ada-moss-president", _drop("evidence", record_type="role")),
    ("evidence_states_a_record", "evidence", HALT_ID, _set("evidence", HALT, record_id="demand:gone")),
    ("evidence_is_distinct", "evidence", HALT_ID, _double("evidence", HALT, evidence_id="evidence:zz")),
    ("quote_has_its_length", "evidence", HALT_ID, _set("evidence", HALT, quote="halt mobilization now")),
    ("quote_stands_in_its_sentence", "evidence", HALT_ID, _set("evidence", HALT, quote="halt mobilization")),
    ("quote_stands_in_its_sentence", "evidence", HALT_ID, _set("evidence", HALT, sentence_start=140)),
    ("offsets_agree", "evidence", HALT_ID, _set("evidence", HALT, byte_end=1)),
    ("offsets_agree", "evidence", HALT_ID, _set("evidence", HALT, utf16_end=1)),
    ("offsets_agree", "evidence", HALT_ID, _set("evidence", HALT, utf16_start=1, utf16_end=18)),
    ("offsets_fit_text", "evidence", HALT_ID, _set("evidence", HALT, byte_start=141, byte_end=158)),
    ("quote_equals_text", "evidence", HALT_ID, _set("evidence", HALT, start=139, end=156)),
    ("quote_equals_text", "evidence", HALT_ID,
     _set("evidence", HALT, sentence="Sudria wants Norland to halt mobilisation, and lift sanctions if talks begin.")),
    ("document_length_agrees", "documents", "wire", _set("documents", {"document_id": "wire"}, characters=70)),
    ("evidence_lies_in_its_document", "evidence", "evidence:stance-6-wire",
     _set("documents", {"document_id": "wire"}, characters=44)),
    ("sentences_as_terms_allow", "evidence", HALT_ID,
     _set("documents", {"document_id": "norland-border"}, publish="quotes")),
    ("sentences_are_given", "evidence", HALT_ID, _set("evidence", HALT, sentence=None)),
    ("document_counts_agree", "documents", "norland-border",
     _set("documents", {"document_id": "norland-border"}, sentences=2)),
    ("documents_have_a_date_or_none", "documents", "wire",
     _set("documents", {"document_id": "wire"}, published_to=date(2031, 5, 6))),
    ("documents_have_a_date_or_none", "documents", "wire",
     _set("documents", {"document_id": "wire"}, published_basis=None)),
    ("demand_has_a_claimant", "demands", FORCES, _drop("stances", stance_id="stance:1")),
    ("claimant_offers_offers", "stances", "stance:4", _set("stances", {"stance_id": "stance:4"}, stance="made")),
    ("nobody_demands_of_themselves", "demands", FORCES,
     _set("stances", {"stance_id": "stance:1"}, party_id="party:norland")),
    ("stances_are_distinct", "stances", "stance:3", _double("stances", {"stance_id": "stance:3"}, stance_id="stance:9")),
    ("nobody_rejects_their_own_demand", "stances", "stance:3",
     _set("stances", {"stance_id": "stance:3"}, party_id="party:sudria")),
    ("status_follows_stances", "demands", FORCES, _set("demands", {"demand_id": FORCES}, status="accepted")),
    ("status_follows_stances", "demands", PRISONERS, _set("demands", {"demand_id": PRISONERS}, status="open")),
    ("status_follows_stances", "demands", SANCTIONS, _set("demands", {"demand_id": SANCTIONS}, status="contested")),
    ("status_follows_stances", "demands", FORCES, _drop("stances", stance_id="stance:3")),
    ("demands_per_sentence", "evidence", f"norland-border from {TEXTS['norland-border'].index('Norland offered')}", _many("demand", 8)),
    ("events_per_sentence", "evidence", "norland-border from 29", _many("event", 6)),
    ("summaries_are_plain", "demands", FORCES,
     _set("demands", {"demand_id": FORCES}, summary="Sudria <b>demands</b> this")),
    ("summaries_are_plain", "events", "event:meeting-1", _set("events", MEETING, summary="They meet “there.”.")),
    ("date_has_basis", "events", "event:meeting-1", _set("events", MEETING, date_basis=None)),
    ("date_has_basis", "events", "event:meeting-1", _set("events", MEETING, date_text=None)),
    ("date_has_basis", "events", "event:meeting-1", _set("events", MEETING, date_start=None)),
    ("date_in_order", "events", "event:meeting-1", _set("events", MEETING, date_end=date(2031, 5, 8))),
    ("date_fits_its_precision", "events", "event:meeting-1", _set("events", MEETING, date_precision="month")),
    ("date_no_longer_than_its_precision", "events", "event:meeting-1", _set("events", MEETING, date_end=date(2031, 8, 1))),
    ("weekday_agrees", "events", "event:meeting-1",
     _set("events", MEETING, date_start=date(2031, 5, 8), date_end=date(2031, 5, 8))),
    ("date_no_finer_than_text", "events", "event:rejection-1", _set("events", REJECTION, date_text="in May 2031")),
    ("date_no_finer_than_text", "events", "event:rejection-1", _set("events", REJECTION, date_text="2031")),
    ("relative_date_has_an_anchor", "events", "event:meeting-1",
     _set("documents", {"document_id": "norland-border"}, published_from=None, published_to=None, published_basis=None)),
    ("planned_events_lie_ahead", "events", "event:rejection-1", _set("events", REJECTION, status="planned")),
    ("participant_is_somebody", "event_participants", "participant:2",
     _set("event_participants", {"participant_id": "participant:2"}, party_id=None)),
    ("participants_are_distinct", "event_participants", "participant:2",
     _double("event_participants", {"participant_id": "participant:2"}, participant_id="participant:9")),
    ("nobody_is_there_and_absent", "event_participants", "participant:9",
     _double("event_participants", {"participant_id": "participant:2"}, participant_id="participant:9", role="absent")),
    ("part_of_has_no_circle", "parties", "party:norland",
     _set("parties", {"party_id": "party:norland"}, part_of_id="party:a-norland-parliament")),
    ("one_party_per_state", "parties", "party:norland",
     _set("parties", {"party_id": "party:sudria"}, country_code="NLX")),
    ("coordinates_come_in_pairs", "places", "place:port-elm", _set("places", {}, longitude=None)),
    ("mapped_codes_exist", "code_mappings", "issues weather CAMEO 1054",
     _set("code_mappings", {"code": "sanctions"}, code="weather")),
    ("changes_go_forward", "demand_changes", "change:1", _change(earlier_evidence_id="evidence:demand-sud-nor-sanctions-1-wire")),
    ("changes_go_forward", "demand_changes", "change:1", _change(change="dropped")),
    ("changes_go_forward", "demand_changes", "change:1", _change(demand_id=FORCES)),
    ("changes_go_forward", "demand_changes", "change:1", _change(later_demand_id=SANCTIONS)),
    ("changes_go_forward", "demand_changes", "change:1",
     lambda tables: _set("documents", {"document_id": "wire"}, published_from=None, published_to=None,
                         published_basis=None)(_change()(tables))),
    ("changes_go_forward", "demand_changes", "change:1",
     lambda tables: _set("documents", {"document_id": "wire"}, text_cluster="norland-border")(_change()(tables))),
    ("redirects_lead_to_records", "id_redirects", "party:norland-republic", _set("id_redirects", {}, new_id="party:gone")),
    ("redirects_lead_to_records", "id_redirects", "party:sudria", _set("id_redirects", {}, old_id="party:sudria")),
]  # fmt: skip


def test_good_tables_break_no_rule(tables: Tables) -> None:
    checks = run_rules(tables, TEXTS)
    assert not [check for check in checks if check.count]
    assert {check.rule for check in checks} == {rule.name for rule in read_rules()}


@pytest.mark.parametrize(
    ("rule", "table", "record_id", "defect"), SEEDED, ids=[f"{s[0]}-{i}" for i, s in enumerate(SEEDED)]
)
def test_case_68_a_seeded_defect_is_named(
    tables: Tables, rule: str, table: str, record_id: str, defect: Defect
) -> None:
    found = [check for check in run_rules(defect(tables), TEXTS) if check.count]
    named = [check for check in found if (check.rule, check.table) == (rule, table)]
    assert named, f"found only {[check.rule for check in found]}"
    assert record_id in [row.record_id for row in named[0].rows]
    assert all(row.problem for row in named[0].rows)


def test_a_change_that_goes_forward_breaks_no_rule(tables: Tables) -> None:
    assert "changes_go_forward" not in _found(run_rules(_change()(tables), TEXTS))


def test_eight_demands_in_a_sentence_are_not_too_many(tables: Tables) -> None:
    assert "demands_per_sentence" not in _found(run_rules(_many("demand", 7)(tables), TEXTS))


def test_every_rule_has_a_seeded_defect() -> None:
    assert {seeded[0] for seeded in SEEDED} == {rule.name for rule in read_rules()}


def test_the_key_rules_are_what_the_schema_gives() -> None:
    for name, text in (("primary_keys", derive_primary_keys()), ("foreign_keys", derive_foreign_keys())):
        assert (RULES / f"{name}.sql").read_text(encoding="utf-8") == text, "run `python -m pipeline.check`"


def test_without_texts_only_the_rules_that_need_them_are_left_out(tables: Tables) -> None:
    ran = {check.rule for check in run_rules(tables, None)}
    assert {rule.name for rule in read_rules() if rule.needs_texts} == {rule.name for rule in read_rules()} - ran
    assert {"quote_equals_text"} <= {rule.name for rule in read_rules()} - ran


def test_a_document_without_its_text_is_not_compared(tables: Tables) -> None:
    assert not _found(run_rules(tables, {"wire": TEXTS["wire"]}))
    assert _found(run_rules(tables, {"wire": TEXTS["norland-border"]})) == {
        "document_length_agrees",
        "quote_equals_text",
    }


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "finding"),
    [
        ("Friday", date(2031, 5, 9), date(2031, 5, 9), "day", None),
        ("from Monday to Friday", date(2031, 5, 5), date(2031, 5, 9), "day", None),
        ("two days after Monday", date(2031, 5, 7), date(2031, 5, 7), "day", None),
        ("on Monday", date(2031, 5, 7), date(2031, 5, 7), "day", "weekday_agrees"),
        ("last week", date(2031, 4, 28), date(2031, 5, 4), "week", None),
        ("in April", date(2031, 4, 1), date(2031, 4, 30), "month", None),
        ("in April", date(2031, 4, 7), date(2031, 4, 13), "week", "date_no_finer_than_text"),
        ("5 April 2031", date(2031, 4, 5), date(2031, 4, 5), "day", None),
        ("in 2030", date(2030, 1, 1), date(2030, 12, 31), "year", None),
        ("in 2030", date(2030, 1, 1), date(2030, 1, 31), "month", "date_no_finer_than_text"),
        ("the 1990s", date(1990, 1, 1), date(1999, 12, 31), "decade", None),
        ("the 1990s", date(1990, 1, 1), date(1990, 12, 31), "decade", None),
        ("the 1990s", date(1990, 1, 1), date(1990, 1, 1), "decade", "date_fits_its_precision"),
        ("from 1 March to 31 August", date(2031, 3, 1), date(2031, 8, 31), "day", None),
        ("earlier this month", date(2031, 5, 1), date(2031, 5, 3), "month", None),
        ("last month", date(2031, 4, 1), date(2031, 4, 3), "month", "date_fits_its_precision"),
        ("this spring", date(2031, 3, 1), date(2031, 5, 31), "quarter", None),
    ],
)
def test_dates_are_judged_by_their_words(
    tables: Tables, text: str, first: date, last: date, precision: str, finding: str | None
) -> None:
    values = {"date_text": text, "date_start": first, "date_end": last, "date_precision": precision}
    event = changed(tables, "events", 1, **values, status="ongoing")
    assert _found(run_rules(event, TEXTS)) == ({finding} if finding else set())


def test_a_dataset_without_demands_and_events_breaks_no_rule(tables: Tables) -> None:
    gone = ("demand", "stance", "event", "place")
    quiet = {name: TABLES[name].empty() for name in
             ("demands", "demand_addressees", "demand_quantities", "demand_changes", "stances", "events",
                  "event_participants", "event_reports", "places")}  # fmt: skip
    quiet["evidence"] = tables["evidence"].filter(~pl.col("record_type").is_in(gone))
    assert not _found(run_rules({**tables, **quiet}, TEXTS))


def _found(checks: list[Check]) -> set[str]:
    return {check.rule for check in checks if check.count}
