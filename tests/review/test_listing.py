"""What stands in the review list, in which order, and what leaves it."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.corrections import parse_corrections, resolve_corrected
from pipeline.errors import InputError
from pipeline.model import Claims
from pipeline.read import read_folder
from pipeline.resolve import LastRelease, Resolution
from pipeline.review import COLUMNS, KINDS, ReviewRow, csv_of, parse_csv
from pipeline.review.listing import UNSURE, review_rows
from pipeline.review.rows import NEEDED, commands
from tests.resolve.telling import Telling, two_states

DAY = date(2025, 8, 1)
END = "\n  reason: seen\n  by: A. Reader\n  on: 2026-01-15\n"


def text(number: int, words: str, issue: str = "forces") -> Claims:
    told = two_states(f"t{number}", DAY + timedelta(days=number))
    told.demand("d", "rus", "ukr", words, issue=issue)
    return told.tell()


NEAR = text(1, "withdraw troops", "withdrawal"), text(2, "withdraw troops from Elm", "withdrawal")
LIKE = text(1, "release the prisoners", "prisoners"), text(2, "free the captives", "prisoners")


def unsure(*confidences: float) -> Claims:
    """Demands that rules of so much confidence found."""
    told = two_states("weak", DAY)
    for number, _ in enumerate(confidences):
        told.demand(f"d{number}", "rus", "ukr", f"open road {number}")
    claims = told.tell()
    demands = zip(claims.demands, confidences, strict=True)
    return replace(claims, demands=tuple(
        replace(one, evidence=tuple(replace(said, confidence=sure) for said in one.evidence)) for one, sure in demands
    ))  # fmt: skip


def resolved(claims: Sequence[Claims], corrections: str = "", last: Resolution | None = None) -> Resolution:
    entries = parse_corrections(corrections, "review.yml") if corrections else []
    return resolve_corrected(claims, LastRelease(last.tables if last else {}), entries)


def listed(claims: Sequence[Claims], kind: str, corrections: str = "", last: Resolution | None = None
           ) -> list[ReviewRow]:  # fmt: skip
    return [row for row in review_rows(resolved(claims, corrections, last), claims) if row.kind == kind]


def test_a_near_merge_shows_both_records_their_words_and_the_commands() -> None:
    (row,) = listed(NEAR, "near-merge")
    older, newer = resolved(NEAR).ids["demand"]["t1", "d"], resolved(NEAR).ids["demand"]["t2", "d"]
    assert (row.record_type, row.record_id, row.other_id, row.joined_as) == ("demand", older, newer, "")
    assert (row.quote, row.other_quote) == ("withdraw troops", "withdraw troops from Elm")
    assert (row.document_id, row.other_document_id) == ("t1", "t2")
    assert row.says == "rus wants withdraw troops" and "elm" in row.why and 0.5 <= float(row.score) < 0.85
    assert row.question == "Are these one demand?"
    assert row.if_yes == f"parley review same {older} {newer} {NEEDED}"
    assert row.if_no == f"parley review apart {older} {newer} {NEEDED}"
    assert row.short_commands() == (f"parley review same {row.review_id} {NEEDED}",
                                    f"parley review apart {row.review_id} {NEEDED}")  # fmt: skip


def test_the_older_record_is_the_one_that_would_stay() -> None:
    turned = text(2, "withdraw troops", "withdrawal"), text(1, "withdraw troops from Elm", "withdrawal")
    (row,) = listed(turned, "near-merge")
    assert row.quote == "withdraw troops from Elm"


def test_what_was_joined_by_likeness_names_both_tellings() -> None:
    (row,) = listed(LIKE, "joined-by-likeness")
    assert row.joined_as == resolved(LIKE).tables["demands"]["demand_id"][0] == row.record_id
    assert row.quote == "release the prisoners" and row.other_quote == "free the captives"
    assert not listed(LIKE, "near-merge")


@pytest.mark.parametrize(("claims", "kind"), [(NEAR, "near-merge"), (LIKE, "joined-by-likeness")])
@pytest.mark.parametrize("action", ["merge", "apart"])
@pytest.mark.parametrize("published", [False, True])
def test_a_pair_that_was_decided_is_decided_and_gone(
    claims: tuple[Claims, ...], kind: str, action: str, published: bool
) -> None:
    (row,) = listed(claims, kind)
    before = resolved(claims) if published else None
    decision = f"- {action}: [{row.record_id}, {row.other_id}]{END}"
    first = resolved(claims, decision, before)
    again = resolved(claims, decision, first)
    for now in (first, again):
        assert now.tables["demands"].height == (1 if action == "merge" else 2)
        assert [one.kind for one in review_rows(now, claims)] == []
    assert all(first.tables[name].equals(again.tables[name]) for name in first.tables)


def test_only_unsure_records_are_listed_the_worst_first() -> None:
    rows = listed([unsure(0.6, 0.9, 0.47, UNSURE)], "low-confidence")
    assert [row.score for row in rows] == ["0.470", "0.600"]
    assert rows[0].quote == "open road 2" and "rule test, confidence 0.47" in rows[0].why
    assert rows[0].short_commands(" --data x") == (f"parley review flag {rows[0].review_id} {NEEDED} --data x",
                                                   f"parley review drop {rows[0].review_id} {NEEDED} --data x")  # fmt: skip


def test_one_sure_passage_makes_a_record_sure() -> None:
    told = two_states("sure", DAY + timedelta(days=1))
    told.demand("d", "rus", "ukr", "open road 0")
    assert not listed([unsure(0.5), told.tell()], "low-confidence")


@pytest.mark.parametrize("decision", ["- flag: ID", "- set: ID\n  values: {issue: other}\n  expect: {issue: forces}",
                                      "- drop: ID\n  expect: {issue: forces}"])  # fmt: skip
def test_an_unsure_record_that_was_decided_is_gone(decision: str) -> None:
    claims = [unsure(0.5, 0.9)]
    (row,) = listed(claims, "low-confidence")
    assert not listed(claims, "low-confidence", decision.replace("ID", row.record_id) + END)


def unknown() -> list[Claims]:
    told = two_states("t", DAY)
    told.party("marsh-front", "Marsh Front", evidence=told.quote("The Front") + told.quote("Marsh Front"))
    told.party("wing", "Marsh Wing", part_of="rus")
    told.person("Ada Moss")
    told.person("Bo Fen", "rus")
    told.role("Bo Fen", "rus", "President")
    told.person("Cy Elm", wikidata_id="Q1")
    told.place("Fenmouth")
    return [told.tell()]


def test_names_that_nothing_outside_identifies_are_listed_the_commonest_first() -> None:
    rows = listed(unknown(), "unlinked-name")
    assert [(row.record_id, row.score) for row in rows] == [
        ("party:marsh-front", "2"), ("person:ada-moss", "1"), ("place:fenmouth", "1")
    ]  # fmt: skip
    assert rows[0].says == "Marsh Front (other)" and rows[0].why.startswith("named 2 times; no Wikidata id")
    assert "wikidata_id=Q..." in rows[1].if_yes and "geonames_id=" in rows[2].if_yes


@pytest.mark.parametrize(("decision", "stays"), [
    ("- flag: person:ada-moss", False),
    ("- flag: person:ada-moss\n  column: wikidata_id", False),
    ("- set: person:ada-moss\n  values: {wikidata_id: Q5}\n  expect: {wikidata_id: null}", False),
    ("- flag: place:fenmouth", True),
])  # fmt: skip
def test_a_name_that_was_decided_is_gone(decision: str, stays: bool) -> None:
    rows = listed(unknown(), "unlinked-name", decision + END)
    assert ("person:ada-moss" in {row.record_id for row in rows}) is stays


def test_an_undated_document_is_listed_with_the_line_for_its_sidecar() -> None:
    told = two_states('it\'s, "odd"')
    (row,) = listed([told.tell()], "undated-document")
    assert row.record_id == row.document_id == 'it\'s, "odd"' and row.if_no == ""
    assert row.if_yes.startswith("printf '\\npublished: YYYY-MM-DD\\n' >> 'sources/seeds/it'")
    assert row.short_commands() == row.short_commands(" --data x") == (row.if_yes, "")
    assert not listed([two_states("t", DAY).tell()], "undated-document")


def test_an_undated_document_in_a_container_has_no_command_that_cannot_work() -> None:
    question, *answers = commands(
        "undated-document", "document", ("talks", ""), "", "a/news.zip!/monday/in.gz!/talks.html"
    )
    assert answers == ["", ""]
    assert "within a/news.zip:" in question and "sources/seeds/a/news.zip.meta.yml" in question
    assert "talks.html" not in question and question.startswith("Is it known when it was published?")


def test_where_the_date_of_a_member_belongs_is_where_it_is_read(tmp_path: Path) -> None:
    for name in ("news", "other"):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            archive.writestr("talks.txt", f"The {name} said that talks about the border were held in the town.")
            if name == "other":
                archive.writestr("talks.txt.meta.yml", "published: 2024-05-03\n")
        (tmp_path / f"{name}.zip.meta.yml").write_text("published: 2024-05-02\n", encoding="utf-8")
    days = {one.path: str(one.published.first) for one in read_folder(tmp_path).documents if one.published}
    assert days == {"news.zip!/talks.txt": "2024-05-02", "other.zip!/talks.txt": "2024-05-03"}


def everything() -> list[Claims]:
    dateless = Telling("no-day")
    dateless.party("m", "Marsh Front")
    dateless.demand("d", "m", "", 'say "no",\nand twice')
    return [*NEAR, text(3, "release the prisoners", "prisoners"), text(4, "free the captives", "prisoners"),
            unsure(0.5, 0.5, 0.6), dateless.tell()]  # fmt: skip


def test_the_list_is_sorted_by_kind_and_the_same_in_any_order_of_texts() -> None:
    claims = everything()
    expected = csv_of(review_rows(resolved(claims), claims))
    kinds = [row.kind for row in parse_csv(expected, "review.csv")]
    assert kinds == sorted(kinds, key=list(KINDS).index) and set(kinds) == set(KINDS)
    for order in list(permutations(claims))[::97]:
        assert csv_of(review_rows(resolved(order), order)) == expected


def test_ids_of_rows_are_distinct_and_stay_when_texts_are_added() -> None:
    claims = everything()
    before = resolved(claims)
    rows = review_rows(before, claims)
    more = [*claims, text(9, "build a bridge", "economy")]
    ids = [row.review_id for row in rows]
    assert len(set(ids)) == len(ids)
    assert set(ids) <= {row.review_id for row in review_rows(resolved(more, "", before), more)}


def test_the_file_reads_back_as_it_was_written() -> None:
    claims = everything()
    rows = review_rows(resolved(claims), claims)
    assert parse_csv(csv_of(rows), "review.csv") == rows
    assert all("\n" not in cell for row in csv_of(rows).decode().splitlines() for cell in row.split("\r"))


@pytest.mark.parametrize("data", [b"", b"a,b\n", b"\xff\xfe", (",".join(COLUMNS) + "\nx\n").encode()])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="review.csv is not the list"):
        parse_csv(data, "review.csv")
