"""A promise of the demanded act that falls short of the demand counters it; one that meets it accepts it."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract import extract
from pipeline.model import Block, Document, Interval, Span

PAY = "Norway called on Iceland to pay compensation of 40 million euros. "
EARLY = "Norway demanded that Iceland open its ports before June. "
PORTS = "Norway demanded that Iceland open its ports. "
LEAVE = "Norway demanded that Iceland withdraw its troops by 1 June. "
WITHIN = "Norway demanded that Iceland withdraw its troops within 30 days. "
SHIPS = "Norway demanded that Iceland return the ships seized on 3 May. "
LEAST = "Norway demanded that Iceland pay at least 40 million euros. "
MORE = "Norway demanded that Iceland pay more than 5 million euros. "
RIVER = "Norway demanded that Iceland withdraw its troops up to the river. "
FORCES = "Norway demanded that Iceland cut its forces to 10,000 soldiers. "
WAGES = "Norway demanded that Iceland raise wages by 10 percent. "
PUBLISHED = Interval(date(2024, 5, 15), date(2024, 5, 15))


def stances(text: str, published: Interval | None = PUBLISHED) -> set[str]:
    """What Iceland answers."""
    blocks = (Block(Span(0, len(text)), "body"),)
    basis = "metadata" if published else None
    found = extract(Document("example", "example.txt", text, blocks, published=published, published_basis=basis))
    return {s.stance for s in found.stances if s.party == "isl" and s.stance not in {"made", "offered"}}


@pytest.mark.parametrize(
    "text",
    [
        PAY + "Reykjavik said it would pay no more than 5 million euros.",
        PAY + "Iceland said it would pay at most 5 million euros.",
        PAY + "Iceland said it would pay 5 million euros.",
        PAY + "Iceland said it would not pay more than 5 million euros.",
        PAY + "Iceland agreed to pay 5 million euros.",
        PORTS + "Iceland said it would open only two of them.",
        PORTS + "Iceland said it would open some of the ports.",
        PORTS + "Iceland said it would open up to three ports.",
        PORTS + "Iceland said it would open them, but not before June.",
        PORTS + "Iceland agreed to open them, but not before June.",
        PORTS + "Iceland agreed to open the ports but not before June.",
        PORTS + "Iceland said it would not open them before June.",
        EARLY + "Iceland said it would not open them before July.",
        LEAVE + "Iceland said it would withdraw its troops by 1 September.",
        LEAVE + "Iceland agreed to withdraw its troops in 2025.",
        WITHIN + "Iceland said it would withdraw its troops within 90 days.",
        WAGES + "Iceland agreed to raise wages by 3 percent.",
        WAGES + "Iceland refused to raise wages by more than 3 percent.",
        "Norway demanded that Iceland return the land. Iceland said it would return half of the land.",
        "Norway demanded that Iceland observe a 30-day truce. Iceland said it would observe a 10-day truce.",
    ],
)
def test_less_than_was_demanded_counters_the_demand(text: str) -> None:
    assert stances(text) == {"countered"}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        (PAY + "Iceland said it would pay the 40 million euros.", "accepted"),
        (PAY + "Iceland said it would pay 50 million euros.", "accepted"),
        (PAY + "Iceland said it would pay the compensation.", "accepted"),
        (PAY + "Iceland said it would pay it in 3 instalments.", "accepted"),
        (PORTS + "Iceland said it would open the ports in May.", "accepted"),
        (PORTS + "Iceland said it would open the ports as part of the deal.", "accepted"),
        (PORTS + "Iceland said it would open the ports under Resolution 242.", "accepted"),
        (PORTS + "Iceland said it would open not only the ports but also the airports.", "accepted"),
        (PORTS + "Iceland said it would open them only after talks.", "accepted_conditionally"),
        (PORTS + "Iceland said it would open them, but not until the raids end.", "accepted_conditionally"),
        (PORTS + "Iceland agreed to open the ports at the earliest opportunity.", "accepted"),
        (PAY + "Iceland agreed to pay 40 million euros, 5 million of it in June.", "accepted"),
        (PORTS + "Iceland said it would not open the ports.", "rejected"),
        (EARLY + "Iceland refused to open the ports before June.", "rejected"),
        (EARLY + "Iceland said it would not open them before June.", "rejected"),
        (PORTS + "Iceland said it would not open them until the raids end.", "rejected"),
        (LEAVE + "Iceland said it would withdraw its troops on 20 May.", "accepted"),
        (WITHIN + "Iceland said it would withdraw its troops within 10 days.", "accepted"),
        (WAGES + "Iceland refused to raise wages by 10 percent.", "rejected"),
        (SHIPS + "Iceland said it would return the ships on 10 June.", "accepted"),
        (LEAST + "Iceland said it would pay at least 40 million euros.", "accepted"),
        (MORE + "Iceland said it would not pay more than 5 million euros.", "rejected"),
        (RIVER + "Iceland said it would withdraw its troops up to the river.", "accepted"),
    ],
)
def test_what_only_looks_like_a_limit_is_none(text: str, stance: str) -> None:
    assert stances(text) == {stance}


@pytest.mark.parametrize(
    "text",
    [
        FORCES + "Iceland said it would cut its forces to 20,000 soldiers.",
        PAY + "Iceland said it would not pay more than 40 million euros.",
    ],
)
def test_numbers_that_may_meet_the_demand_or_not_leave_it_open(text: str) -> None:
    assert not stances(text)


def test_days_that_cannot_be_compared_leave_the_demand_open() -> None:
    text = "Norway demanded that Iceland open its ports by Friday. Iceland said it would open its ports on Sunday."
    assert not stances(text, published=None)
    assert stances(text) == {"countered"}
