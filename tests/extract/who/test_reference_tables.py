"""The reference tables of names are sound: known types, no name with two meanings, a source on every row, quick to load."""

from __future__ import annotations

import time
from collections import defaultdict

import pytest

from pipeline.additions import extended_rows
from pipeline.extract.who.gazetteer import Gazetteer, gazetteer
from pipeline.extract.who.lexicon import office_types

TABLES = (
    "countries",
    "country_names",
    "organisations",
    "organisation_names",
    "outlets",
    "ignored_names",
    "ambiguous_names",
    "actor_nouns",
    "collective_modifiers",
    "forename_genders",
    "forenames",
    "honorifics",
    "offices",
    "party_heads",
    "cast_words",
)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_names_its_source(table: str) -> None:
    assert all(row["source"].strip() for row in extended_rows(table))


def test_party_types_are_those_of_the_vocabulary() -> None:
    types = {row["code"] for row in extended_rows("vocab_party_types")}
    assert {p.party_type for p in gazetteer().parties.values()} <= types
    assert {t for found in office_types().values() for t in found} <= types


def test_no_name_stands_for_two_parties() -> None:
    keys: dict[str, set[str]] = defaultdict(set)
    for row in [*extended_rows("country_names"), *extended_rows("organisation_names")]:
        keys[row["name"]].add(row["key"])
    assert {name: found for name, found in keys.items() if len(found) > 1} == {}


def test_every_name_belongs_to_a_party_of_the_tables() -> None:
    known = set(gazetteer().parties)
    assert {row["key"] for row in [*extended_rows("country_names"), *extended_rows("organisation_names")]} <= known
    assert {p.part_of for p in gazetteer().parties.values() if p.part_of} <= known


def test_no_organisation_takes_the_key_of_a_state() -> None:
    assert not {row["key"] for row in extended_rows("countries")} & {
        row["key"] for row in extended_rows("organisations")
    }


def test_every_organisation_is_found_by_its_own_name() -> None:
    names = {(row["name"], row["key"]) for row in extended_rows("organisation_names")}
    shared = {"eln"}  # several countries have a National Liberation Army: only its acronym or its country tells which
    assert [
        row["key"]
        for row in extended_rows("organisations")
        if (row["name"], row["key"]) not in names and row["key"] not in shared
    ] == []


def test_all_states_with_a_seat_in_the_united_nations_are_listed() -> None:
    # 193 members, the Holy See, the Cook Islands and Niue
    assert sum(p.party_type == "state" and p.country_code is not None for p in gazetteer().parties.values()) == 196


def test_the_tables_load_in_a_moment() -> None:
    """Half a second of our own processor time at best of three: a busy machine is not the tables' fault."""
    spent = []
    for _ in range(3):
        gazetteer.cache_clear()
        start = time.process_time()
        found: Gazetteer = gazetteer()
        spent.append(time.process_time() - start)
    assert min(spent) < 0.5
    assert found.names


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Türkiye", "tur"),
        ("Turkey", "tur"),
        ("Kiev", "ukr"),
        ("U.S.", "usa"),
        ("P5+1", "p5-plus-1"),
        ("Guinea-Bissau", "gnb"),
        ("Papua New Guinea", "png"),
        ("USSR", "sun"),
        ("BRITAIN AND FRANCE TALK", "gbr"),
    ],
)
def test_longest_whole_word_name_is_found(text: str, key: str) -> None:
    assert next(gazetteer().hits(text)).known.key == key


@pytest.mark.parametrize("text", ["usmx", "mali", "Chadwick", "Iranian-American's", "Malians?"])
def test_matching_is_never_fuzzy(text: str) -> None:
    assert all(hit.known.name in text for hit in gazetteer().hits(text))
