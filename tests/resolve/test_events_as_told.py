"""Which events are one by what their sentences say: places, offices, what was hit, meetings that were put off."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Block, Claims, DateClaim, Document, EventClaim, Evidence, Interval, Participant, Span
from pipeline.resolve import Judgements, LastRelease, resolve
from pipeline.resolve.ids import told_in
from pipeline.resolve.same.acts import compare_acts, levels, read_act, venue
from tests.resolve.telling import two_states

DAY = date(2026, 3, 12)
MEETING = "CONSULT", "meeting"
ATTACK = "ASSAULT", "attack"
NOBODY: tuple[Participant, ...] = ()


def told(
    document_id: str,
    sentence: str,
    kind: tuple[str, str] = MEETING,
    day: date | None = DAY,
    published: date = DAY + timedelta(1),
    words: str | None = None,
    **more: Any,
) -> Claims:
    """A text of one sentence that tells of one event; `words` are those of the date, in the sentence."""
    one = two_states(document_id, published)
    start = len(one.text)
    one.text += sentence + "\n"
    span = Span(start, start + len(sentence))
    when = None
    if day:
        at = start + sentence.index(words) if words else start
        when = DateClaim(Span(at, at + len(words or "x")), words or "then", day, day, "day", "explicit")
    parts = tuple(Participant("participant", party) for party in ("rus", "ukr"))
    claim = EventClaim("e", *kind, f"{kind[1]} told by {document_id}", "occurred", parts, None, when,
                       (Evidence(span, span, "test", 0.9),))  # fmt: skip
    one.claims["events"] = [replace(claim, **more)]
    return one.tell()


def rows(claims: Sequence[Claims], judgements: Judgements | None = None) -> list[dict[str, Any]]:
    return resolve(claims, None, judgements).tables["events"].to_dicts()


def reasons(*claims: Claims) -> list[str]:
    return [one.reason for one in resolve(claims).near if one.kind == "event"]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("They met in Nairobi.", "They met in Kampala.", MEETING),
        ("They met in the Kenyan capital.", "They met in Kampala.", MEETING),
        ("The foreign ministers met in Nairobi.", "The presidents met in Nairobi.", MEETING),
        ("They agreed on fishing rights.", "They agreed on border posts.", ("AGREE", "agreement")),
        ("They shelled Elmtown with mortars.", "They shelled Oakville with mortars.", ATTACK),
        ("They seized three boats.", "They seized five boats.", ("COERCE", "seizure")),
    ],
)
def test_equal_facts_are_two_events_where_the_words_say_so(one: str, other: str, kind: tuple[str, str]) -> None:
    claims = [told("a", one, kind), told("b", other, kind), told("c", one, kind)]
    found = rows(claims)
    assert len(found) == 2
    first = rows(claims[:1])[0]["event_id"]
    assert sorted(row["event_id"] for row in found) == [first, told_in(first, "b")]
    assert rows(claims[::-1]) == found
    assert len(reasons(*claims)) == 1


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("They met in Nairobi.", "They met in the Kenyan capital.", MEETING),
        ("They met in Nairobi.", "They met.", MEETING),
        ("The presidents met in Nairobi.", "They met in Kenya.", MEETING),
        ("The foreign and finance ministers met.", "The finance ministers met.", MEETING),
        ("They agreed on clearing mines.", "They signed a mine clearance deal.", ("AGREE", "agreement")),
        ("They shelled Elmtown with mortars.", "They shelled Elmtown.", ATTACK),
    ],
)
def test_words_that_fit_leave_one_event(one: str, other: str, kind: tuple[str, str]) -> None:
    assert len(rows([told("a", one, kind), told("b", other, kind)])) == 1


def test_who_acts_on_whom_makes_two_events_of_one_day() -> None:
    there = Participant("actor", "rus"), Participant("recipient", "ukr")
    back = Participant("actor", "ukr"), Participant("recipient", "rus")
    expelled = [told(name, "Two diplomats were expelled.", ("SANCTION", "expulsion"), participants=parts)
                for name, parts in (("a", there), ("b", back))]  # fmt: skip
    assert len(rows(expelled)) == 2


BUS = "Gunmen attacked a bus near Elmtown on Tuesday, killing nine passengers."


@pytest.mark.parametrize(
    ("other", "day", "events"),
    [
        ("Nine passengers died when gunmen attacked a bus near Elmtown.", DAY, 1),
        (BUS, DAY + timedelta(1), 2),
        (BUS, None, 2),
        ("Gunmen attacked a bus near Oakville on Tuesday, killing nine passengers.", DAY, 2),
        ("Gunmen attacked a bus near Elmtown on Tuesday, killing six passengers.", DAY, 2),
        ("Gunmen attacked a school near Elmtown on Tuesday, killing four pupils.", DAY, 2),
        ("Gunmen attacked.", DAY, 2),
    ],
)
def test_attacks_without_sides_are_one_by_day_place_and_words(other: str, day: date | None, events: int) -> None:
    claims = [told("a", BUS, ATTACK, participants=NOBODY), told("b", other, ATTACK, day, participants=NOBODY)]
    assert len(rows(claims)) == len(rows(claims[::-1])) == events


# --- meetings that were put off ------------------------------------------------------------------------------------

OLD, NEW = date(2026, 3, 12), date(2026, 3, 19)
BROKEN = "REJECT", "breakdown"
PLANNED = told("a", "They will meet in Nairobi.", day=OLD, published=date(2026, 3, 2), status="planned")
OFF = told("b", "The talks were postponed to 19 March.", BROKEN, date(2025, 3, 19), date(2026, 3, 10), "19 March")
AGAIN = told("c", "They are to meet in Nairobi.", day=NEW, published=date(2026, 3, 16), status="planned")
HELD = told("d", "They met in Nairobi.", day=NEW, published=date(2026, 3, 20))


def test_a_meeting_that_was_put_off_is_one_event_with_its_new_date() -> None:
    for order in permutations((PLANNED, OFF, AGAIN, HELD)):
        tables = resolve(order).tables
        (event,) = tables["events"].to_dicts()
        assert (event["event_type"], event["label"], event["status"]) == ("CONSULT", "meeting", "occurred")
        assert event["date_start"] == NEW
        said = [(one["reported_status"], one["date_start"]) for one in tables["event_reports"].to_dicts()]
        assert said == [("planned", OLD), ("planned", NEW), ("planned", NEW), ("occurred", NEW)]


@pytest.mark.parametrize(
    "words",
    [
        "The talks were put off until March 19.",
        "The talks have been rescheduled for 19 March 2026.",
        "The talks are delayed to 19th March",
    ],
)
def test_the_new_day_is_read_from_the_words(words: str) -> None:
    """However the reading takes such a sentence: as talks that were held, or on a day of the year before."""
    for kind, day in ((MEETING, None), (BROKEN, date(2025, 3, 19))):
        (event,) = rows([PLANNED, told("b", words, kind, day, date(2026, 3, 10))])
        assert (event["status"], event["date_start"]) == ("planned", NEW)


@pytest.mark.parametrize(
    "words",
    [
        "The postponed talks were held in Nairobi.",
        "The talks, delayed by fog, were held in Nairobi.",
        "The talks were delayed to allow for prayers.",
    ],
)
def test_talks_that_were_held_are_not_put_off(words: str) -> None:
    later = told("b", words, MEETING, NEW, date(2026, 3, 20))
    assert sorted(row["status"] for row in rows([PLANNED, later])) == ["occurred", "planned"]


def test_a_day_that_is_none_is_no_new_date() -> None:
    (event,) = rows([PLANNED, told("b", "The talks were put off until 31 February.", BROKEN, None, date(2026, 3, 10))])
    assert (event["status"], event["date_start"]) == ("planned", None)


def test_put_off_without_a_new_date_leaves_none() -> None:
    off = told("b", "The talks planned for Thursday were put off.", BROKEN, None, date(2026, 3, 10))
    (event,) = rows([PLANNED, off])
    assert (event["status"], event["date_start"]) == ("planned", None)
    assert len(rows([PLANNED, off, HELD])) == 2  # whether that is the one, no text says


def test_the_old_day_names_the_meeting_that_was_put_off() -> None:
    late = told("d", "The talks had been put off from 12 March.", MEETING, OLD, date(2026, 4, 2), "12 March")
    assert len(rows([PLANNED, late])) == 1
    other = told("a", "They will meet in Nairobi.", day=date(2026, 3, 15), published=date(2026, 3, 2), status="planned")
    assert len(rows([other, late])) == 2


@pytest.mark.parametrize(
    "off",
    [
        told("b", "The talks were postponed to 19 March.", BROKEN, NEW, date(2026, 4, 10), "19 March"),
        told("b", "The talks were cancelled.", BROKEN, None, date(2026, 3, 10)),
        told("b", "The parade was postponed.", BROKEN, None, date(2026, 3, 10)),
        told("b", "The talks in Kampala were postponed.", BROKEN, None, date(2026, 3, 10)),
        told("b", "The talks were postponed.", BROKEN, None, date(2026, 3, 10), participants=(Participant("participant", "rus"),)),
        told("b", "The talks were postponed.", BROKEN, None, date(2026, 3, 1)),
    ],
)  # fmt: skip
def test_what_was_put_off_must_be_that_meeting(off: Claims) -> None:
    assert len(rows([PLANNED, off])) == 2


def test_of_two_planned_meetings_none_is_taken_for_the_one_put_off() -> None:
    other = told("e", "They will meet in Oslo.", day=date(2026, 3, 14), published=date(2026, 3, 2), status="planned")
    off = told("b", "The talks were postponed.", BROKEN, None, date(2026, 3, 10))
    assert len(rows([PLANNED, other, off])) == 3


# --- what people decide --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parted", ["a", "b", "c"])
def test_tellings_with_equal_facts_can_be_kept_apart_and_stay_so(parted: str) -> None:
    claims = [told(name, "They met.") for name in "abc"]
    before = resolve(claims)
    (first,) = before.tables["events"]["event_id"]
    apart = Judgements(apart=frozenset({frozenset((first, told_in(first, parted)))}))
    after = resolve(claims, LastRelease(before.tables), apart)
    again = resolve(claims[::-1], LastRelease(after.tables), apart)
    assert {after.ids["event"][name, "e"] for name in "abc" if name != parted} == {first}
    assert after.ids["event"][parted, "e"] == told_in(first, parted)
    assert after.named == {first, told_in(first, parted)}
    assert again.ids == after.ids
    assert after.tables["id_redirects"].height == after.tables["id_tombstones"].height == 0


def test_what_words_part_people_can_join() -> None:
    claims = [told("a", "They met in Nairobi."), told("b", "They met in Kampala.")]
    first, second = (row["event_id"] for row in rows(claims))
    same = Judgements(same=frozenset({frozenset((first, second))}), keeps={first: first, second: first})
    assert [row["event_id"] for row in rows(claims, same)] == [first]
    assert not resolve(claims, None, same).near


def test_a_record_that_words_part_leaves_its_id_to_the_first_and_keeps_both_ids() -> None:
    one, other = told("a", "They met in Nairobi."), told("b", "They met in Kampala.")
    before = resolve([other])
    (published,) = before.tables["events"]["event_id"]
    after = resolve([one, other], LastRelease(before.tables))
    assert after.ids["event"]["b", "e"] == published
    again = resolve([one, other], LastRelease(after.tables))
    assert again.ids == after.ids
    assert again.tables["id_tombstones"].height == 0


# --- the words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("met in Nairobi on Monday", "nairobi"),
        ("met in the Kenyan capital on 7 October", "nairobi"),
        ("a visit to the South Sudanese capital", "juba"),
        ("at Sanaa airport", "sanaa"),
        ("met in March", None),
        ("met in Kenya", None),
        ("met in Nairobi and in Kampala", None),
        ("in the north", None),
        ("", None),
    ],
)
def test_a_place_is_read_from_the_words(quote: str, place: str | None) -> None:
    assert venue(quote) == place


def test_offices_that_meet() -> None:
    assert levels("Kenya's and Somalia's defense ministers") == {"defence minister"}
    assert levels("the president met the prime minister") == {"president", "prime minister"}
    assert levels("the Kenyan minister met a minister") == frozenset()


@pytest.mark.parametrize("text", ["", "…", "12 12 12", "Ж" * 2000, "in in in at at", "the the capital capital"])
def test_strange_words_do_no_harm(text: str) -> None:
    assert compare_acts(read_act(text, "ASSAULT"), read_act("They shelled Elmtown.", "ASSAULT")) in (None, "other")
    assert venue(text) is None and not levels(text)


@pytest.mark.slow
def test_list_of_events_is_merged_rightly() -> None:
    """Written by somebody who had not seen the code; the last rows were added. Measured: precision 1.00, recall
    0.78; of what is missing, most is not read as an event or not with its sides."""
    from pipeline.extract import extract

    with open(Path(__file__).with_name("same_events.csv"), encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    claims, group = [], {}
    for number, row in enumerate(listed):
        day = date.fromisoformat(row["published"])
        document = Document(f"r{number:03}", f"r{number:03}.txt", row["text"],
                            (Block(Span(0, len(row["text"])), "body"),), published=Interval(day, day),
                            published_basis="metadata", sha256=f"{number:064x}")  # fmt: skip
        claims.append(extract(document))
        group[document.document_id] = row["group"]
    named: dict[str, set[str]] = {}
    for (document_id, _), record in resolve(claims).ids["event"].items():
        named.setdefault(document_id, set()).add(record)
    assert len(listed) >= 60 and len(named) > 0.9 * len(listed)
    found = {pair for pair in combinations(sorted(named), 2) if named[pair[0]] & named[pair[1]]}
    right = {pair for pair in combinations(sorted(group), 2) if group[pair[0]] == group[pair[1]]}
    assert len(found & right) / len(found) >= 0.98
    assert len(found & right) / len(right) >= 0.75
