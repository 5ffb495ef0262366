"""Merges and partings over several builds, each of which continues the one before."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipeline.errors import InputError
from pipeline.model import Claims
from pipeline.resolve.ids import told_in
from pipeline.schema import RECORD_TABLES
from tests.corrections.test_applying import END, Tables, build, only, same
from tests.resolve.telling import two_states

KINDS = ("demand", "event", "person", "party")


def text(document_id: str, day: int, words: str = "", who: str = "", kind: str = "", party: str = "") -> Claims:
    told = two_states(document_id, date(2025, 8, day))
    if words:
        told.demand("d", "rus", "ukr", words)
        told.stance("d", "ukr", "rejected")
    if who:
        told.person(who, "rus")
        told.role(who, "rus", "President")
    if kind:
        told.event("e", "rus ukr", date(2025, 8, day), event_type=kind)
    if party:
        told.party(party, party.title())
    return told.tell()


def two() -> list[Claims]:
    """Two records of each kind, each in a text of its own."""
    return [text("a", 1, "halt mobilisation", "Ada Moss", "CONSULT", "rebels"),
            text("b", 9, "release prisoners", "Eve Birch", "THREATEN", "front")]  # fmt: skip


def ids(tables: Tables, kind: str) -> list[str]:
    table, key = RECORD_TABLES[kind]
    found = tables[table][key].to_list()
    return [one for one in found if one not in ("party:rus", "party:ukr")]


def told_by(tables: Tables, record: str) -> list[str]:
    return sorted(set(tables["evidence"].filter(record_id=record)["document_id"]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("turned", [False, True])
def test_a_merge_holds_keeps_its_first_id_and_ends_with_its_entry(kind: str, turned: bool) -> None:
    texts = two()
    plain = build("", *texts)
    kept, given_up = ids(plain, kind)[::-1] if turned else ids(plain, kind)
    merge = f"- merge: [{kept}, {given_up}]{END}"
    first = build(merge, *texts, last=plain)
    assert ids(first, kind) == [kept]
    assert told_by(first, kept) == ["a", "b"]
    leads = only(first, "id_redirects", old_id=given_up)
    assert (leads["new_id"], leads["reason"]) == (kept, "misread")
    assert only(first, "corrections")["other_id"] == given_up
    second = build(merge, *texts, last=first)
    assert same(second, first)
    third = build(merge, *texts[::-1], text("c", 20), last=second)  # another text, another order
    assert ids(third, kind) == [kept] and only(third, "id_redirects", old_id=given_up)["new_id"] == kept
    parted = build("", *texts, last=second)
    assert same(parted, plain), "without the entry both are there again, by their ids"


@pytest.mark.parametrize("kind", KINDS)
def test_a_merge_made_in_the_first_build_of_all_is_understood_later(kind: str) -> None:
    texts = two()
    kept, given_up = ids(build("", *texts), kind)
    merge = f"- merge: [{kept}, {given_up}]{END}"
    first = build(merge, *texts)
    assert ids(first, kind) == [kept]
    assert same(build(merge, *texts, last=first), first)


@pytest.mark.parametrize("kind", KINDS)
def test_a_merge_of_what_no_text_tells_any_more_says_so(kind: str) -> None:
    texts = two()
    plain = build("", *texts)
    kept, lost = sorted(ids(plain, kind), key=lambda one: told_by(plain, one))
    merge = f"- merge: [{kept}, {lost}]{END}"
    with pytest.raises(InputError, match=rf"corrections/f\.yml, line 1: {lost} is no more .*matches nothing"):
        build(merge, texts[0], last=plain)
    after = build("", texts[0], last=plain)
    with pytest.raises(InputError, match="is no more .*remove the entry"):
        build(merge, texts[0], last=after)


@pytest.mark.parametrize("action", ["set", "drop", "flag", "apart"])
def test_every_action_says_that_its_record_is_no_more(action: str) -> None:
    texts = two()
    plain = build("", *texts)
    kept, lost = sorted(ids(plain, "demand"), key=lambda one: told_by(plain, one))
    entry = {
        "set": f"set: {lost}\n  values: {{issue: sanctions}}\n  expect: {{issue: forces}}",
        "drop": f"drop: {lost}\n  expect: {{issue: forces}}",
        "flag": f"flag: {lost}",
        "apart": f"apart: [{kept}, {lost}]",
    }[action]
    with pytest.raises(InputError, match=rf"line 1: {lost} is no more \(no longer among the sources: b\)"):
        build(f"- {entry}{END}", texts[0], last=plain)


# records that are one by their own facts


def equal(kind: str) -> list[Claims]:
    if kind == "demand":
        return [text(name, day, "halt mobilisation") for name, day in (("a", 1), ("b", 9), ("c", 20))]
    return [text(name, day, who="Ada Moss") for name, day in (("a", 1), ("b", 9), ("c", 20))]


@pytest.mark.parametrize("kind", ["demand", "person"])
def test_what_one_text_says_is_parted_from_a_record_of_equal_facts(kind: str) -> None:
    texts = equal(kind)
    plain = build("", *texts)
    (record,) = ids(plain, kind)
    part = told_in(record, "b")
    apart = f"- apart: [{record}, {record}]\n  document: b{END}"
    first = build(apart, *texts, last=plain)
    assert ids(first, kind) == sorted([record, part])
    assert (told_by(first, record), told_by(first, part)) == (["a", "c"], ["b"])
    row = only(first, "corrections")
    assert (row["record_id"], row["other_id"]) == (record, part)
    second = build(apart, *texts, last=first)
    assert same(second, first)
    assert same(build(apart, *texts[::-1], last=second), first)
    by_name = f"- apart: [{record}, {part}]{END}"
    renamed = build(by_name, *texts, last=second)
    assert ids(renamed, kind) == ids(first, kind), "once published, the part may be named by its id"
    back = build("", *texts, last=second)
    assert ids(back, kind) == [record]
    assert only(back, "id_redirects", old_id=part)["new_id"] == record
    again = build(apart, *texts, last=back)
    assert ids(again, kind) == ids(first, kind) and told_by(again, part) == ["b"]


@pytest.mark.parametrize("kind", ["demand", "person"])
def test_what_is_one_record_by_likeness_only_is_parted_too(kind: str) -> None:
    texts = [text("a", 1, "stop shelling towns", "Ada Moss"), text("b", 9, "halt shelling of towns", "Moss")]
    plain = build("", *texts)
    (record,) = ids(plain, kind)
    part = told_in(record, "b")
    apart = f"- apart: [{record}, {record}]\n  document: b{END}"
    first = build(apart, *texts, last=plain)
    assert told_by(first, part) == ["b"] and told_by(first, record) == ["a"]
    assert same(build(apart, *texts, last=first), first)
    assert ids(build("", *texts, last=first), kind) == [record]


@pytest.mark.parametrize("kind", ["demand", "person"])
def test_the_oldest_text_can_be_parted_and_two_texts_can(kind: str) -> None:
    texts = equal(kind)
    plain = build("", *texts)
    (record,) = ids(plain, kind)
    apart = "".join(f"- apart: [{record}, {record}]\n  document: {name}{END}" for name in "ab")
    first = build(apart, *texts, last=plain)
    assert told_by(first, record) == ["c"]
    assert [told_by(first, told_in(record, name)) for name in "ab"] == [["a"], ["b"]]
    assert same(build(apart, *texts, last=first), first)


def test_records_that_became_equal_are_parted_by_their_old_ids() -> None:
    before = [text("a", 1, "halt mobilisation"), text("b", 9, "stop calling up reserves")]
    one, other = ids(build("", *before), "demand")
    plain = build("", *before)
    d = {told_by(plain, record)[0]: record for record in (one, other)}
    now = [before[0], reread(before[1])]
    joined = build("", *now, last=plain)
    assert len(ids(joined, "demand")) == 1
    apart = f"- apart: [{one}, {other}]{END}"
    for last in (plain, joined):
        first = build(apart, *now, last=last)
        assert sorted(ids(first, "demand")) == sorted([one, other])
        assert told_by(first, d["a"]) == ["a"] and told_by(first, d["b"]) == ["b"]
        assert same(build(apart, *now, last=first), first)


def reread(claims: Claims) -> Claims:
    """The demand, read by a better extraction as having the facts of the other one; its passage is the same."""
    from dataclasses import replace

    (demand,) = claims.demands
    return replace(claims, demands=(replace(demand, content="halt mobilisation", action="halt", terms=("mobilisation",)),))  # fmt: skip


@pytest.mark.parametrize(("entry", "message"), [
    ("apart: [ID, ID]", "add `document` with the id of that text"),
    ("apart: [ID, ID]\n  document: nowhere", "nowhere is no text that states ID"),
    ("apart: [ID, demand:other]\n  document: b", "`document` goes with an id that stands there twice"),
])  # fmt: skip
def test_what_cannot_be_parted_says_why(entry: str, message: str) -> None:
    texts = equal("demand")
    plain = build("", *texts)
    (record,) = ids(plain, "demand")
    with pytest.raises(InputError, match=rf"corrections/f\.yml, line \d: .*{message}".replace("ID", record)):
        build(f"- {entry}{END}".replace("ID", record), *texts, last=plain)


def test_one_text_alone_has_nothing_to_be_parted_from() -> None:
    only_text = text("a", 1, "halt mobilisation")
    (record,) = ids(build("", only_text), "demand")
    with pytest.raises(InputError, match="only a states it, so there is nothing to part"):
        build(f"- apart: [{record}, {record}]\n  document: a{END}", only_text)


def test_a_party_is_told_by_its_name_and_cannot_be_parted() -> None:
    with pytest.raises(InputError, match="a party cannot be parted by text, only a demand or a person"):
        build(f"- apart: ['party:rus', 'party:rus']\n  document: b{END}", *two())


# what contradicts


def test_a_circle_of_merges_with_two_kept_apart_is_told_with_both_lines() -> None:
    texts = [*two(), text("c", 20, "withdraw troops")]
    a, b, c = ids(build("", *texts), "demand")
    entries = f"- merge: [{a}, {b}]{END}- merge: [{b}, {c}]{END}- apart: [{a}, {c}]{END}"
    with pytest.raises(InputError, match=r"f\.yml, line 9: it contradicts corrections/f\.yml, line [15], which makes"):
        build(entries, *texts)


def test_the_same_said_by_an_id_that_leads_elsewhere_is_a_contradiction_too() -> None:
    texts = two()
    plain = build("", *texts)
    a, b = ids(plain, "demand")
    merged = build(f"- merge: [{a}, {b}]{END}", *texts, last=plain)
    later = [*texts, text("c", 20, "withdraw troops")]
    third = next(one for one in ids(build("", *later), "demand") if one not in (a, b))
    entries = f"- merge: [{a}, {b}]{END}- merge: [{a}, {third}]{END}- apart: [{b}, {third}]{END}"
    with pytest.raises(InputError, match=r"line 9: it contradicts"):
        build(entries, *later, last=merged)


def test_two_merges_that_keep_two_ids_contradict() -> None:
    texts = two()
    a, b = ids(build("", *texts), "demand")
    with pytest.raises(InputError, match=r"line 5: this was already said at corrections/f\.yml, line 1"):
        build(f"- merge: [{a}, {b}]{END}- merge: [{b}, {a}]{END}", *texts)


def test_a_merge_whose_expectation_fails_stops_with_its_line() -> None:
    texts = two()
    a, b = ids(build("", *texts), "demand")
    entry = f"- merge: [{a}, {b}]\n  expect: {{issue: economy}}{END}"
    with pytest.raises(InputError, match=r"f\.yml, line 1: expected `issue: economy` at .* `forces` stands there now"):
        build(entry, *texts)


def test_stances_of_parted_demands_go_with_their_text() -> None:
    texts = equal("demand")
    (record,) = ids(build("", *texts), "demand")
    first = build(f"- apart: [{record}, {record}]\n  document: b{END}", *texts)
    stances = first["stances"].filter(pl.col("document_id") == "b")
    assert set(stances["demand_id"]) == {told_in(record, "b")} and stances.height == 2
