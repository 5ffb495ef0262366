"""Who goes with whom: pairs of source and target, for events and for stances."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.publish.exports.dyads import Dyad, dyads_of, event_pairs, pairs
from tests.schema.small_dataset import changed, doubled, position, without

Tables = dict[str, pl.DataFrame]


@pytest.mark.parametrize(
    ("roles", "wanted"),
    [
        ({"actor": ["a"], "recipient": ["b", "c"]}, [("a", "b"), ("a", "c")]),
        ({"participant": ["a", "b"]}, [("a", "b"), ("b", "a")]),
        ({"participant": ["a", "b"], "mediator": ["m"]},
         [("a", "b"), ("a", "m"), ("b", "a"), ("b", "m"), ("m", "a"), ("m", "b")]),
        ({"actor": ["a"], "participant": ["b"]}, [("a", "b")]),
        ({"participant": ["a"], "recipient": ["b"]}, [("a", "b")]),
        ({"actor": ["a"]}, [("a", "")]),
        ({"recipient": ["b"]}, [("", "b")]),
        ({"actor": ["a", "b"]}, [("a", ""), ("b", "")]),
        ({"actor": ["a"], "recipient": ["a"]}, [("a", "")]),
        ({"participant": ["a", "b"], "absent": ["c"]}, [("a", "b"), ("b", "a")]),
        ({"absent": ["c"]}, []),
        ({}, []),
    ],
)  # fmt: skip
def test_pairs_of_an_event(roles: dict[str, list[str]], wanted: list[tuple[str, str]]) -> None:
    assert event_pairs(roles) == wanted


def test_nobody_is_paired_with_itself() -> None:
    assert pairs(["a", "b"], ["a"]) == [("a", ""), ("b", "a")]


def told(dyads: list[Dyad]) -> list[tuple[str, str, str, str, str]]:
    return [
        (one.record_id, one.plover, one.cameo, one.source.id if one.source else "", one.target.id if one.target else "")
        for one in dyads
    ]


def test_events_and_stances_of_the_small_dataset(tables: Tables) -> None:
    parliament, norland, sudria = "party:a-norland-parliament", "party:norland", "party:sudria"
    assert told(dyads_of(tables)) == [
        ("event:meeting-1", "AGREE", "036", norland, sudria),
        ("event:meeting-1", "AGREE", "036", sudria, norland),
        ("event:rejection-1", "REJECT", "120", parliament, sudria),
        ("stance:1", "REQUEST", "1056", sudria, norland),
        ("stance:2", "REQUEST", "1054", sudria, norland),
        ("stance:3", "REJECT", "1246", parliament, sudria),
        ("stance:4", "AGREE", "0353", norland, ""),
        ("stance:5", "AGREE", "0353", sudria, norland),
        ("stance:6", "REQUEST", "1054", sudria, norland),
    ]


def test_a_part_of_a_state_has_its_country(tables: Tables) -> None:
    less = changed(tables, "parties", position(tables, "parties", name="Parliament of Norland"), country_code=None)
    found = next(one for one in dyads_of(less) if one.record_id == "stance:3")
    assert found.source is not None and found.source.country_code == "NLX"


def test_a_denied_event_is_no_row(tables: Tables) -> None:
    denied = changed(tables, "events", position(tables, "events", event_id="event:rejection-1"), status="denied")
    assert "event:rejection-1" not in {one.record_id for one in dyads_of(denied)}


def test_a_person_without_party_stands_for_himself(tables: Tables) -> None:
    row = position(tables, "event_participants", participant_id="participant:3")
    alone = changed(tables, "event_participants", row, party_id=None, person_id="person:ada-moss")
    found = next(one for one in dyads_of(alone) if one.record_id == "event:rejection-1")
    assert found.source is not None
    assert (found.source.id, found.source.name, found.source.country_code) == ("person:ada-moss", "Ada Moss", None)


def test_a_stance_without_code_is_no_row(tables: Tables) -> None:
    row = position(tables, "stances", stance_id="stance:3")
    undecided = changed(tables, "stances", row, stance="undecided", cameo_code=None)
    assert "stance:3" not in {one.record_id for one in dyads_of(undecided)}


def test_only_a_single_day_is_a_day(tables: Tables) -> None:
    row = position(tables, "events", event_id="event:meeting-1")
    from datetime import date

    month = changed(tables, "events", row, date_start=date(2031, 5, 1), date_end=date(2031, 5, 31))
    undated = changed(tables, "events", row, date_start=None, date_end=None, date_precision=None)
    assert [next(iter(dyads_of(each))).day for each in (tables, month, undated)] == [date(2031, 5, 9), None, None]


def test_what_it_rests_on_is_counted(tables: Tables) -> None:
    row = position(tables, "evidence", record_id="stance:1")
    more = doubled(tables, "evidence", row, evidence_id="evidence:again", document_id="wire", start=3)
    found = next(one for one in dyads_of(more) if one.record_id == "stance:1")
    assert (found.grounds.mentions, found.grounds.articles) == (2, 2)
    assert found.grounds.evidence_id == "evidence:stance-1-norland-border"


def test_rows_are_in_the_same_order_whatever_that_of_the_tables(tables: Tables) -> None:
    turned = {name: frame.reverse() for name, frame in tables.items()}
    assert told(dyads_of(turned)) == told(dyads_of(tables))


def test_a_record_without_evidence_is_no_row(tables: Tables) -> None:
    row = position(tables, "evidence", record_id="stance:1")
    assert "stance:1" not in {one.record_id for one in dyads_of(without(tables, "evidence", row))}
