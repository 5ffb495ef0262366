"""A demand that a text names to say that it is taken back, and one that stands."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.model import Block, Claims, Document, Span


def read(text: str) -> Claims:
    full = f"Talks in Vienna\n{text}"
    title = Span(0, len("Talks in Vienna"))
    return extract(Document("x", "x.txt", full, (Block(title, "title"), Block(Span(title.end + 1, len(full)), "body"))))


def stances(claims: Claims) -> list[tuple[str, str]]:
    return sorted((one.party, one.stance) for one in claims.stances)


@pytest.mark.parametrize(("text", "content"), [
    ("Norway dropped its demand for a ceasefire.", "a ceasefire"),
    ("Norway has dropped its claim for $200 million in compensation.", "$200 million in compensation"),
    ("Norway gave up its objection to the inspections.", "the inspections"),
    ("Norway backed away from its demand for the release of the sailors.", "the release of the sailors"),
    ("Norway abandoned its insistence on bilateral talks.", "bilateral talks"),
    ("Norway is no longer asking Sudan to leave the valley.", "leave the valley"),
    ("Norway said that it no longer demanded the withdrawal of all troops.", "the withdrawal of all troops"),
])  # fmt: skip
def test_what_is_taken_back_is_told_with_its_withdrawal(text: str, content: str) -> None:
    found = read(text)
    assert [one.content for one in found.demands if content in one.content]
    assert stances(found) == [("nor", "made"), ("nor", "withdrawn")]
    (quote,) = [
        one.evidence[0].span.of(f"Talks in Vienna\n{text}") for one in found.stances if one.stance == "withdrawn"
    ]
    assert quote.endswith(content) and quote.split()[0] not in ("Norway", "a", "the")


@pytest.mark.parametrize("text", [
    "Norway repeated its demand for a ceasefire.",
    "Norway did not drop its demand for a ceasefire.",
    "Norway may drop its demand for a ceasefire.",
    "Norway refused to drop its demand for a ceasefire.",
    "Norway would drop its demand for a ceasefire if Sudan left the valley.",
    "Sudan wants Norway to drop its demand for a ceasefire.",
    "Norway dropped the ball and repeated its demand for a ceasefire.",
    "Norway withdrew its troops and repeated its call for a ceasefire.",
])  # fmt: skip
def test_what_stands_or_may_only_go_is_not_withdrawn(text: str) -> None:
    assert "withdrawn" not in {stance for _, stance in stances(read(text))}


def test_a_demand_made_first_and_dropped_later_in_one_text_is_one() -> None:
    found = read("Norway demanded the release of the sailors. In June, Norway dropped its demand for the release of the sailors.")  # fmt: skip
    assert len(found.demands) == 1
    assert stances(found) == [("nor", "made"), ("nor", "withdrawn")]
