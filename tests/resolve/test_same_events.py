"""Events and texts across documents, on claims made by hand."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pipeline.model import Block, Claims, DateClaim, Document, Interval, Participant, Span
from pipeline.resolve import Judgements, resolve
from pipeline.resolve.same.text_clusters import text_clusters
from tests.resolve.telling import two_states

DAY = date(2026, 3, 12)


def told(document_id: str, published: date, who: str = "rus ukr", day: date | None = DAY, **more: Any) -> Claims:
    one = two_states(document_id, published)
    one.party("fra")
    one.party("gbr")
    for place in ("Oslo", "Bonn"):
        one.place(place)
    one.event("e", who, day, **more)
    return one.tell()


def rows(claims: Sequence[Claims], table: str, judgements: Judgements | None = None) -> list[dict[str, Any]]:
    return resolve(claims, None, judgements).tables[table].to_dicts()


def test_a_planned_meeting_that_was_held_is_one_event_with_a_report_of_each_text() -> None:
    week = DateClaim(Span(0, 1), "next week", DAY - timedelta(3), DAY + timedelta(3), "week", "relative")
    claims = [
        told("a", DAY - timedelta(4), day=None, date=week, status="planned"),
        told("b", DAY, place="Oslo", label="talks"),
    ]
    (event,) = rows(claims, "events")
    assert (event["status"], event["date_start"], event["date_precision"]) == ("occurred", DAY, "day")
    assert [one["reported_status"] for one in rows(claims, "event_reports")] == ["planned", "occurred"]
    assert rows(claims[::-1], "events") == [event]


def test_an_undated_report_fits_the_planned_day_only_when_it_comes_right_after() -> None:
    planned = told("a", DAY - timedelta(4), status="planned")
    assert len(rows([planned, told("b", DAY + timedelta(1), day=None, date=None)], "events")) == 1
    for late in (
        told("b", DAY + timedelta(9), day=None, date=None),
        told("b", DAY - timedelta(1), day=None, date=None),
    ):
        assert len(rows([planned, late], "events")) == 2


@pytest.mark.parametrize(
    "more",
    [
        {"day": DAY + timedelta(1)},
        {"place": "Bonn"},
        {"who": "rus fra"},
        {"who": "fra gbr"},
        {"label": "call"},
        {"day": None},
        {"participants": (Participant("actor", "ukr"), Participant("recipient", "rus"))},
    ],
)
def test_what_differs_in_one_thing_is_another_event(more: dict[str, Any]) -> None:
    first = (Participant("actor", "rus"), Participant("recipient", "ukr"))
    # the own id of an event does not look at roles: only a telling with another label reaches the comparison
    base = {"participants": first, "label": "talks"} if "participants" in more else {}
    assert len(rows([told("a", DAY, place="Oslo", **base), told("b", DAY, **{"place": "Oslo", **more})], "events")) == 2


def test_a_meeting_without_a_place_joins_no_two_places() -> None:
    claims = [told("a", DAY, place="Oslo"), told("b", DAY, place="Bonn"), told("c", DAY)]
    assert len(rows(claims, "events")) == 2
    assert rows(claims, "events") == rows(claims[::-1], "events")


def test_judgements_beat_likeness() -> None:
    claims = [told("a", DAY, place="Oslo"), told("b", DAY), told("c", DAY, place="Bonn")]
    own = [rows([one], "events")[0]["event_id"] for one in claims]
    apart = Judgements(apart=frozenset({frozenset(own[:2])}))
    assert len(rows(claims[:2], "events")) == 1
    assert len(rows(claims[:2], "events", apart)) == 2
    same = Judgements(same=frozenset({frozenset((own[0], own[2]))}))
    assert len(rows([claims[0], claims[2]], "events", same)) == 1


def text(document_id: str, body: str, published: date = DAY, head: str = "") -> Document:
    whole = head + body
    blocks = [Block(Span(len(head), len(whole)), "body")]
    if head:
        blocks.insert(0, Block(Span(0, len(head)), "title"))
    return Document(document_id, document_id, whole, tuple(blocks), published=Interval(published, published))


STORY = " ".join(f"word{at} went{at % 7} to place{at * 3}" for at in range(40))


def test_case_21_copies_go_by_the_oldest_text_whatever_their_headline() -> None:
    copies = [
        text("b", STORY, DAY, "Ministers meet "),
        text("c", STORY + " Edited by the desk.", DAY + timedelta(1), "Talks held "),
        text("a", STORY.replace("word1 ", "other ").replace("word20", "else"), DAY + timedelta(2)),
        text("d", " ".join(reversed(STORY.split())), DAY),
    ]
    assert text_clusters(copies) == text_clusters(copies[::-1]) == {"a": "b", "b": "b", "c": "b", "d": "d"}


def test_short_and_empty_texts_copy_nothing() -> None:
    assert text_clusters([text("a", "They met today."), text("b", "They met today.")]) == {"a": "a", "b": "b"}
    assert text_clusters([replace(text("a", "x"), blocks=())]) == {"a": "a"}


@pytest.mark.slow
def test_twenty_thousand_events_take_seconds() -> None:
    from pipeline.resolve.events import event_ids, told_events
    from pipeline.resolve.parties import party_ids
    from pipeline.resolve.places import place_ids

    pairs = ["rus ukr", "fra gbr", "rus fra", "ukr gbr"]
    claims = [
        told(f"d{at:05}", DAY, pairs[at % 4], DAY + timedelta(at // 4 % 900), label=("talks", "meeting")[at % 2])
        for at in range(20_000)
    ]
    happened = told_events(claims, party_ids(claims), {}, place_ids(claims))
    clusters = {one.document.document_id: one.document.document_id for one in claims}
    started = time.perf_counter()
    event_ids(happened, clusters, Judgements(apart=frozenset({frozenset(("event:one", "event:other"))})))
    assert time.perf_counter() - started < 20


def test_the_words_of_an_event_follow_the_status_that_is_published() -> None:
    plan = told(
        "a",
        DAY - timedelta(4),
        status="planned",
        summary="They are to hold talks.",
    )
    held = told("b", DAY + timedelta(1), summary="They held talks.")
    again = told("c", DAY + timedelta(2), summary="They held talks again.")
    (row,) = rows([plan, held, again], "events")
    assert (row["status"], row["summary"]) == ("occurred", "They held talks.")
    (row,) = rows([plan], "events")
    assert (row["status"], row["summary"]) == ("planned", "They are to hold talks.")
