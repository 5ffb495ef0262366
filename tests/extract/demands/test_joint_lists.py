"""What a list after "agreed that:" says is accepted by all who agreed on it; what is only promised or asked is not."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.model import Block, Claims, Document, Span


def read(lead: str, *bullets: str) -> Claims:
    lines = [("Talks end in Vienna", "title"), (lead, "body"), *((one, "bullet") for one in bullets)]
    text, blocks = "", []
    for line, kind in lines:
        blocks.append(Block(Span(len(text), len(text) + len(line)), kind))  # type: ignore[arg-type]
        text += line + "\n"
    return extract(Document("example", "example.txt", text, tuple(blocks)))


def accepted(claims: Claims) -> set[str]:
    return {one.party for one in claims.stances if one.stance == "accepted"}


@pytest.mark.parametrize("lead", [
    "Norway and Sudan agreed that:", "Norway and Sudan agreed as follows:", "Norway and Sudan agreed to:",
])  # fmt: skip
def test_what_both_agreed_on_is_accepted_by_both(lead: str) -> None:
    found = read(lead, "Norway will withdraw its troops from the valley.", "Sudan will release 40 sailors.")
    assert found.demands and accepted(found) == {"nor", "sdn"}


@pytest.mark.parametrize("lead", ["Norway and Sudan offered to:", "Norway and Sudan called on Austria to:"])
def test_what_both_offer_or_ask_is_not(lead: str) -> None:
    assert not accepted(read(lead, "withdraw all troops from the valley;", "release 40 sailors."))
