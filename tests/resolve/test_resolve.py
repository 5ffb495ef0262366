"""What makes two claims one record and which id it gets; what every table holds."""

from __future__ import annotations

import random
from datetime import date
from itertools import permutations
from typing import Any

import polars as pl
import pytest

from pipeline.model import Claims, Participant
from pipeline.resolve import LastRelease, problems
from pipeline.resolve.ids import Identity, mint
from pipeline.schema import RECORD_TABLES, TABLES
from tests.resolve.telling import AUGUST, Telling, column, resolve, rows, two_states

VOCABULARIES = {"issues", "party_types", "event_types", "stance_types", "code_mappings"}


def ids(tables: dict[str, pl.DataFrame]) -> set[str]:
    return {one for table, key in RECORD_TABLES.values() for one in tables[table][key]} | set(
        tables["evidence"]["evidence_id"]) | set(tables["event_participants"]["participant_id"])  # fmt: skip


def full(document_id: str = "a", published: date | None = AUGUST) -> Claims:
    """A document with something in every table."""
    told = two_states(document_id, published)
    told.party("front", "Front for Peace", part_of="rus")
    told.person("Vladimir Putin", "rus")
    told.role("Vladimir Putin", "rus", "Russian President")
    told.place("Alaska")
    told.demand("d1", "rus", "ukr")
    told.demand("d2", "ukr", "", "an unconditional ceasefire", issue="ceasefire")
    told.stance("d1", "rus", "made", "Vladimir Putin")
    told.stance("d1", "ukr", "rejected")
    told.event("e1", "rus ukr", date(2025, 8, 15), place="Alaska")
    told.event("e2", "rus")
    return told.tell()


def assert_same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> None:
    for name in TABLES:
        assert one[name].equals(other[name]), name


def test_every_table_of_the_schema_comes_out_with_its_types() -> None:
    tables = resolve([full()])
    assert list(tables) == list(TABLES)
    for name, table in TABLES.items():
        assert tables[name].schema == table.polars_schema(), name
        assert tables[name].equals(tables[name].sort(table.primary_key)), name


def test_every_record_has_evidence_and_quotes_equal_the_text() -> None:
    claims = full()
    tables = resolve([claims])
    stated = set(zip(tables["evidence"]["record_type"], tables["evidence"]["record_id"], strict=True))
    for kind, (table, key) in RECORD_TABLES.items():
        assert tables[table].height, table
        assert {(kind, one) for one in tables[table][key]} <= stated
    for row in rows(tables, "evidence"):
        assert row["quote"] == claims.document.text[row["start"] : row["end"]]
        assert row["quote"] in row["sentence"]


def test_case_49_order_of_documents_changes_nothing() -> None:
    told = [full("a", AUGUST), full("b", None), full("c", date(2024, 1, 1))]
    expected = resolve(told)
    for order in permutations(told):
        assert_same(resolve(list(order)), expected)


def test_a_new_document_changes_no_id() -> None:
    before = ids(resolve([full("m", AUGUST)]))
    for name, day in (("a", date(2020, 1, 1)), ("z", None)):
        assert before <= ids(resolve([full("m", AUGUST), full(name, day)]))


def test_words_moved_in_the_text_keep_their_ids() -> None:
    moved = Telling("a", AUGUST, "A paragraph that was added above.\n")
    plain = Telling("a", AUGUST)
    for told in (moved, plain):
        told.party("rus")
        told.party("ukr")
        told.demand("d", "rus", "ukr")
        told.stance("d", "ukr", "rejected")
        told.event("e", "rus ukr")
    assert ids(resolve([moved.tell()])) == ids(resolve([plain.tell()]))


def test_ids_are_readable() -> None:
    tables = resolve([full()])
    assert column(tables, "parties", "party_id") == ["party:front", "party:rus", "party:ukr"]
    assert column(tables, "people", "person_id") == ["person:vladimir-putin"]
    assert [one.rpartition("-")[0] for one in column(tables, "demands", "demand_id")] == [
        "demand:rus-ukr-forces", "demand:ukr-any-ceasefire"]  # fmt: skip
    assert {one.rpartition("-")[0] for one in column(tables, "events", "event_id")} == {
        "event:consult-rus-ukr", "event:consult-rus"}  # fmt: skip
    assert {one.rpartition("-")[0] for one in column(tables, "stances", "stance_id")} == {
        "stance:rus-made", "stance:ukr-rejected", "stance:ukr-made"}  # fmt: skip


def test_ids_match_the_patterns_of_the_schema() -> None:
    told = Telling("a")
    told.party("мир", "Мир")
    told.party("x" * 300, "X" * 300)
    told.person("Şebnem Ø’Łukasz")
    told.demand("d", "мир", "x" * 300)
    told.event("e", "мир")
    tables = resolve([told.tell()])
    for name, table in TABLES.items():
        for one in table.columns:
            if one.pattern and one.name.endswith("_id"):
                values = tables[name][one.name].drop_nulls()
                assert values.str.contains(one.pattern).all(), (name, one.name, values.to_list())


def test_case_62_identities_that_share_a_short_hash_get_longer_ones() -> None:
    found = [Identity("demand:x", (str(number),)) for number in range(3000)]
    minted = mint(found, digits=2)
    assert len(set(minted.values())) == 3000
    random.Random(1).shuffle(found)
    assert mint(found, digits=2) == minted


# --- parties -------------------------------------------------------------------------------------------------------


def test_a_party_named_in_two_documents_is_one_row_with_the_evidence_of_both() -> None:
    tables = resolve([two_states("a").tell(), two_states("b").tell()])
    assert column(tables, "parties", "party_id") == ["party:rus", "party:ukr"]
    assert tables["evidence"].height == 4


def test_a_party_goes_by_its_fullest_name() -> None:
    told = []
    for document, name in (("a", "NWF"), ("b", "Norland Workers' Front"), ("c", "NWF")):
        one = Telling(document)
        one.party("nwf", name)
        told.append(one.tell())
    assert column(resolve(told), "parties", "name") == ["Norland Workers' Front"]


def test_part_of_is_null_where_no_text_states_the_whole() -> None:
    told = Telling("a")
    told.party("riksdag", "Riksdag", part_of="swe")
    alone = told.tell()
    told.party("swe", "Sweden")
    assert column(resolve([alone]), "parties", "part_of_id") == [None]
    assert column(resolve([told.tell()]), "parties", "part_of_id") == ["party:swe", None]


# --- people --------------------------------------------------------------------------------------------------------


def person(document_id: str, *names: str, party: str | None = "rus", wikidata_id: str | None = None) -> Claims:
    told = two_states(document_id)
    for name in names:
        told.person(name, party, wikidata_id)
    return told.tell()


def test_same_full_name_is_one_person() -> None:
    tables = resolve([person("a", "Vladimir Putin"), person("b", "Vladimir Putin", party=None)])
    assert column(tables, "people", "person_id") == ["person:vladimir-putin"]


def test_a_surname_joins_the_one_person_of_the_same_party() -> None:
    tables = resolve([person("a", "Putin"), person("b", "Vladimir Putin")])
    assert rows(tables, "people") == [
        {"person_id": "person:vladimir-putin", "name": "Vladimir Putin", "wikidata_id": None}
    ]


def test_a_surname_that_stands_first_joins_too() -> None:
    tables = resolve([person("a", "Xi"), person("b", "Xi Jinping")])
    assert column(tables, "people", "name") == ["Xi Jinping"]


@pytest.mark.parametrize(
    "others",
    [
        [person("b", "Vladimir Putin", party="ukr")],
        [person("b", "Vladimir Putin", party=None)],
        [person("b", "Vladimir Putin"), person("c", "Igor Putin")],
        [person("b", "Putina Vladimirovna")],
    ],
)
def test_a_surname_alone_stays_apart(others: list[Claims]) -> None:
    tables = resolve([person("a", "Putin"), *others])
    assert "person:putin-rus" in column(tables, "people", "person_id")


def test_a_text_that_names_both_names_two_people() -> None:
    assert resolve([person("a", "Putin", "Vladimir Putin")])["people"].height == 2


def test_surnames_without_party_never_join_across_documents() -> None:
    assert resolve([person("a", "Putin", party=None), person("b", "Putin", party=None)])["people"].height == 2


def test_spellings_with_one_wikidata_item_are_one_person_who_keeps_the_published_id() -> None:
    told = [person("a", "Wladimir Putin", wikidata_id="Q7747"), person("b", "Vladimir Putin", wikidata_id="Q7747")]
    assert column(resolve(told), "people", "person_id") == ["person:vladimir-putin"]
    kept = resolve(told, LastRelease(resolve(told[:1])))
    assert column(kept, "people", "person_id") == ["person:wladimir-putin"]


def test_an_id_that_was_published_and_is_joined_is_redirected() -> None:
    told = [person("a", "Putin"), person("b", "Vladimir Putin")]
    assert rows(resolve(told), "id_redirects") == []
    before = LastRelease({
        name: pl.concat([resolve([one])[name] for one in told]) for name in TABLES if name not in VOCABULARIES
    })  # fmt: skip
    redirects = rows(resolve(told, before), "id_redirects")
    assert [(row["old_id"], row["new_id"]) for row in redirects] == [("person:putin-rus", "person:vladimir-putin")]


# --- events --------------------------------------------------------------------------------------------------------


def test_a_dated_event_in_two_documents_is_one_row_with_its_newest_status() -> None:
    planned, held = two_states("b", AUGUST), two_states("a", date(2025, 9, 1))
    planned.event("e", "rus ukr", date(2025, 8, 15), status="planned")
    held.event("f", "ukr rus", date(2025, 8, 15))
    (row,) = rows(resolve([planned.tell(), held.tell()]), "events")
    assert (row["status"], row["summary"], row["date_start"], row["date_precision"]) == (
        "occurred", "Summit f", date(2025, 8, 15), "day")  # fmt: skip


def test_undated_events_of_two_documents_stay_apart() -> None:
    told = [two_states("a"), two_states("b")]
    for one in told:
        one.event("e", "rus ukr")
    tables = resolve([one.tell() for one in told])
    assert tables["events"].height == 2
    assert {row["date_precision"] for row in rows(tables, "events")} == {None}
    assert {row["date_text"] for row in rows(tables, "events")} == {"then"}


def test_two_undated_events_of_one_document_stay_apart() -> None:
    told = two_states("a")
    told.event("e", "rus ukr")
    told.event("f", "rus ukr")
    assert resolve([told.tell()])["events"].height == 2


def test_who_is_absent_does_not_make_another_event() -> None:
    told = two_states("a")
    told.party("fra")
    told.event("e", "rus ukr", date(2025, 8, 15))
    parts = (*(Participant("participant", one) for one in ("rus", "ukr")), Participant("absent", "fra"))
    told.event("f", "", date(2025, 8, 15), participants=parts)
    tables = resolve([told.tell()])
    assert tables["events"].height == 1
    assert sorted(column(tables, "event_participants", "role")) == ["absent", "participant", "participant"]


# --- evidence ------------------------------------------------------------------------------------------------------


def test_texts_that_allow_quotes_only_publish_no_sentence() -> None:
    from dataclasses import replace

    claims = full()
    quotes = replace(claims, document=replace(claims.document, publish="quotes"))
    assert set(column(resolve([quotes]), "evidence", "sentence")) == {None}


def test_equal_quotes_of_one_record_are_two_rows_and_one_passage_is_one() -> None:
    told = Telling("a")
    told.party("rus")
    first = told.claims["parties"][0]
    again = told.quote("Russia")
    told.claims["parties"] = []
    told.party("rus", evidence=(*first.evidence, *first.evidence, *again))
    assert resolve([told.tell()])["evidence"].height == 2


# --- soundness -----------------------------------------------------------------------------------------------------


def test_sound_claims_have_no_problem() -> None:
    assert problems(full()) == []


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda told: told.demand("d", "usa"), "party usa, which no claim introduces"),
        (lambda told: told.demand("d", ""), "has no claimant"),
        (lambda told: told.stance("nothing", "rus", "rejected"), "demand nothing"),
        (lambda told: told.party("fra", evidence=()), "party fra has no evidence"),
        (lambda told: told.party("rus"), "2 claims have the party key rus"),
        (lambda told: told.event("e", "rus", place="Moon"), "place Moon"),
        (lambda told: told.event("e", "", participants=(Participant("actor"),)), "without party and person"),
        (lambda told: (told.demand("d", "rus"), told.stance("d", "ukr", "made")), "without being its claimant"),
    ],
)
def test_unsound_claims_are_named(spoil: Any, says: str) -> None:
    told = two_states("a")
    spoil(told)
    assert any(says in problem for problem in problems(told.tell())), problems(told.tell())
