"""A record that was published keeps its id; one that is joined leads on; one that is gone says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from pipeline.model import Claims, Evidence, Span
from pipeline.resolve import LastRelease, resolve
from pipeline.resolve.keeping import keep_ids
from pipeline.schema import RECORD_TABLES, TABLES
from tests.resolve.telling import Telling, two_states

DAY = date(2025, 8, 1)
Tables = dict[str, pl.DataFrame]


def article(document_id: str, day: date | None = DAY, words: str = "halt mobilisation", sha: str = "0") -> Claims:
    told = two_states(document_id, day)
    told.person("Ada Moss", "rus")
    told.role("Ada Moss", "rus", "President")
    told.place("Oslo")
    told.demand("d", "rus", "ukr", words)
    told.stance("d", "ukr", "rejected")
    told.event("e", "rus ukr", date(2025, 8, 15), place="Oslo")
    claims = told.tell()
    return replace(claims, document=replace(claims.document, sha256=sha * 64))


def build(*claims: Claims, last: Tables | None = None) -> Tables:
    return resolve(list(claims), LastRelease(last or {})).tables


def live(tables: Tables) -> dict[str, set[str]]:
    return {table: set(tables[table][key]) for table, key in RECORD_TABLES.values()}


def shifted(claims: Claims, by: int) -> Claims:
    """The same claims, with every span of demands and events begun and ended some characters later, and the demand
    worded otherwise: as a better extraction might."""

    def moved(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(replace(one, span=Span(one.span.start + by, one.span.end)) for one in evidence)

    demands = tuple(
        replace(one, action="stop", terms=("army", *one.terms), evidence=moved(one.evidence)) for one in claims.demands
    )
    events = tuple(replace(one, label="meeting", evidence=moved(one.evidence)) for one in claims.events)
    return replace(claims, demands=demands, events=events)


def test_case_59_a_better_extraction_changes_no_id() -> None:
    before = build(article("a"))
    alone, kept = build(shifted(article("a"), 2)), build(shifted(article("a"), 2), last=before)
    assert live(alone)["demands"] != live(before)["demands"]  # by its facts it would be another
    assert live(kept) == live(before)
    assert kept["id_redirects"].height == kept["id_tombstones"].height == 0


def test_a_passage_that_is_another_has_another_id() -> None:
    before = build(article("a"))
    told = two_states("a", DAY)
    told.demand("other", "rus", "ukr", "cede the islands", issue="territory")
    after = build(told.tell(), last=before)
    assert live(after)["demands"].isdisjoint(live(before)["demands"])
    assert set(after["id_tombstones"]["old_id"]) >= live(before)["demands"]


def test_a_changed_text_keeps_the_ids_of_what_it_still_says() -> None:
    before = build(article("a"))
    told = Telling("a", DAY, "A paragraph that was put in front of the others, with many words in it.\n")
    for key in ("rus", "ukr"):
        told.party(key)
    told.demand("d", "rus", "ukr", "halt mobilisation at once")
    claims = told.tell()
    after = build(replace(claims, document=replace(claims.document, sha256="1" * 64)), last=before)
    assert live(after)["demands"] == live(before)["demands"]


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2030, 1, 1), None])
@pytest.mark.parametrize("name", ["0-first", "z-last"])
def test_case_57_another_document_changes_no_published_id(name: str, day: date | None) -> None:
    before = build(article("m"))
    after = build(article("m"), article(name, day, "halt all mobilisation now"), last=before)
    for table, ids in live(before).items():
        assert ids <= live(after)[table]
    assert after["id_tombstones"].height == 0


def test_case_58_what_left_the_sources_leaves_a_tombstone_that_stays() -> None:
    before = build(article("a"), article("b", words="cede the islands"))
    after = build(article("a"), last=before)
    gone = after["id_tombstones"].to_dicts()
    assert {row["old_id"] for row in gone if row["record_type"] == "demand"} == live(before)["demands"] - live(after)[
        "demands"]  # fmt: skip
    assert {row["reason"] for row in gone} == {"no longer among the sources: b"}
    assert {row["said"] for row in gone if row["record_type"] == "demand"} == {"rus wants cede the islands"}
    again = build(article("a"), last=after)
    assert again["id_tombstones"].equals(after["id_tombstones"])


def test_what_comes_back_comes_back_under_its_id() -> None:
    both = article("a"), article("b", words="cede the islands")
    before = build(*both)
    without = build(both[0], last=before)
    back = build(*(shifted(one, 1) for one in both), last=without)
    assert live(back) == live(before)
    assert back["id_tombstones"].height == 0


def test_the_same_build_again_is_the_same() -> None:
    claims = article("a"), article("b", None, "cede the islands")
    first = build(*claims)
    again = build(*reversed(claims), last=first)
    assert all(first[name].equals(again[name]) for name in TABLES)


def mentions(**records: str) -> Any:
    from pipeline.resolve.last_release import Mention

    return {
        name: [Mention("d", int(start), int(start) + 10, f"words {start}") for start in places.split()]
        for name, places in records.items()
    }


def last(**records: str) -> LastRelease:
    found = LastRelease()
    found.__dict__["live"] = {"demand": mentions(**records)}
    found.__dict__["former"] = {}
    return found


def test_of_a_split_record_the_larger_part_keeps_the_id() -> None:
    kept = keep_ids("demand", mentions(p="10 30", q="50 70 90"), last(old="10 30 50 70 90"))
    assert kept.ids == {"p": "p", "q": "old"}


def test_of_two_equal_parts_the_one_with_the_first_passage_keeps_it() -> None:
    kept = keep_ids("demand", mentions(p="50", q="10"), last(old="10 50"))
    assert kept.ids == {"p": "p", "q": "old"}


def test_case_57_joined_records_lead_to_the_older_one() -> None:
    kept = keep_ids("demand", mentions(new="10 50"), last(b="10", a="50"))
    assert (kept.ids, kept.joined) == ({"new": "b"}, {"a": "b"})


def test_joined_records_lead_to_the_one_whose_id_the_facts_give() -> None:
    kept = keep_ids("demand", mentions(a="10 50"), last(b="10", a="50"))
    assert (kept.ids, kept.joined) == ({"a": "a"}, {"b": "a"})


def test_an_id_is_never_given_to_another_record() -> None:
    kept = keep_ids("demand", mentions(other="10", old="50"), last(old="10"))
    assert kept.ids["other"] == "old"
    assert kept.ids["old"] != "old"
    assert kept.ids["old"].startswith("old-")


def test_records_that_rest_on_one_passage_each_keep_their_own_id() -> None:
    """A joint offer is one sentence of two; a better reading gives both other hashes."""
    kept = keep_ids("demand", mentions(**{"d:rus-ukr-aaaaa1": "10", "d:ukr-rus-aaaaa2": "10"}),
                    last(**{"d:rus-ukr-bbbbb1": "10", "d:ukr-rus-bbbbb2": "10"}))  # fmt: skip
    assert kept.ids == {"d:rus-ukr-aaaaa1": "d:rus-ukr-bbbbb1", "d:ukr-rus-aaaaa2": "d:ukr-rus-bbbbb2"}
    kept = keep_ids("demand", mentions(p="10", q="10"), last(a="10", b="10"))
    assert (sorted(kept.ids.values()), kept.joined, kept.gone) == (["a", "b"], {}, ())


def test_a_name_of_the_reference_tables_is_never_given_to_another() -> None:
    """What was read to be one Congo is the other: the wrong name leads to the right one, and can come back."""
    kept = keep_ids("demand", mentions(cog="10 30"), last(cod="10 30"), fixed={"cog"})
    assert (kept.ids, kept.joined) == ({"cog": "cog"}, {"cod": "cog"})
    kept = keep_ids("demand", mentions(cog="10 30", cod="50"), last(cod="10 30"), fixed={"cog", "cod"})
    assert (kept.ids, kept.joined) == ({"cog": "cog", "cod": "cod"}, {})


def test_an_answer_that_is_read_otherwise_is_another() -> None:
    """Nobody who cites a rejection is led to an acceptance."""

    def told(stance: str) -> Claims:
        claims = two_states("a", DAY)
        claims.demand("d", "rus", "ukr")
        claims.stance("d", "ukr", "rejected")
        found = claims.tell()
        return replace(found, stances=tuple(replace(one, stance=stance) for one in found.stances))  # type: ignore[arg-type]

    before = build(told("rejected"))
    after = build(told("accepted"), last=before)
    rejected = next(one for one in live(before)["stances"] if "rejected" in one)
    assert {row["old_id"]: row["reason"] for row in after["id_tombstones"].to_dicts()} == {
        rejected: "the texts are no longer read as saying so"
    }
    assert after["id_redirects"].height == 0
    assert live(build(told("rejected"), last=after)) == live(before)


def test_a_role_of_one_person_never_leads_to_that_of_another() -> None:
    """A text that is shortened: "French President" has half its words in common with "President" of another."""

    def told(*roles: tuple[str, str], sha: str) -> Claims:
        claims = two_states("a", DAY)
        for name, words in roles:
            claims.person(name, "rus")
            claims.role(name, "rus", words)
        found = claims.tell()
        return replace(found, document=replace(found.document, sha256=sha * 64))

    both = (("Ada Moss", "President"), ("Bea Roe", "French President"))
    before = build(told(*both, sha="0"))
    after = build(told(*both[:1], sha="1"), last=before)
    gone = live(before)["roles"] - live(after)["roles"]
    assert len(gone) == 1 and "bea-roe" in min(gone)
    assert gone <= set(after["id_tombstones"]["old_id"])
    assert after["id_redirects"].height == 0


def test_a_file_with_another_name_and_the_same_bytes_is_the_same_text() -> None:
    before = build(article("a", sha="a"), article("b", words="cede the islands", sha="b"))
    after = build(article("c", words="cede the islands", sha="b"), article("a", sha="a"), last=before)
    assert live(after) == live(before)
    assert after["id_tombstones"].height == after["id_redirects"].height == 0
    twins = build(article("a", sha="a"), article("c", words="cede the islands", sha="a"), last=before)
    assert {row["reason"] for row in twins["id_tombstones"].to_dicts()} == {"no longer among the sources: b"}


def test_a_record_that_parts_again_leaves_its_id_to_the_claim_that_it_was_made_of() -> None:
    """Though the part that had been joined to it is the larger one."""
    joined = keep_ids("demand", mentions(a="10 30 50 70"), last(a="10", b="30 50 70"))
    assert (joined.ids, joined.joined) == ({"a": "a"}, {"b": "a"})
    before = last(a="10 30 50 70")
    before.__dict__["former"] = {"demand": mentions(b="30")}
    parted = keep_ids("demand", mentions(a="10", b="30 50 70"), before)
    assert (parted.ids, parted.joined) == ({"a": "a", "b": "b"}, {})
