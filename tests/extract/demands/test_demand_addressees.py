"""Whom a demand or offer is put to where its own words do not say."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.model import Block, DemandClaim, Document, Span


def demands(text: str) -> list[DemandClaim]:
    """The demands of a text whose first line is its title."""
    text = text.replace("Norland", "Norway").replace("Sudonia", "Sudan").replace("Ostria", "Austria")
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        blocks.append(Block(Span(start, start + len(line)), "body" if blocks else "title"))
        start += len(line) + 1
    return list(extract(Document("example", "example.txt", text, tuple(blocks))).demands)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The river\nNorland and Sudonia signed a deal on Monday. Norland agreed to open the border.", ("sdn",)),
        ("The river\nThe deal between Norland and Sudonia is new. Norland agreed to open the border.", ("sdn",)),
        ("The river\nNorland did not sign a deal with Sudonia. Norland agreed to open the border.", ()),
        (
            "Remarks by the President of Norland to the African Union\nWe thank you. I ask you to ratify the treaty.",
            ("african-union",),
        ),
        (
            "Remarks by the President of Norland to the African Union\nWe came. I urge all of you to ratify the treaty.",
            ("african-union",),
        ),
    ],
)
def test_the_other_side_is_implied(text: str, asked: tuple[str, ...]) -> None:
    assert [demand.addressees for demand in demands(text)] == [asked]


def test_one_maker_of_a_joint_statement_offers_to_the_other() -> None:
    found = demands(
        "Joint statement of Norland and Sudonia\nWe met in May. Norland will not apply duties on fish. "
        "Sudonia will lift its tariffs on steel."
    )
    assert [(d.kind, d.claimants, d.addressees) for d in found] == [
        ("offer", ("nor",), ("sdn",)),
        ("offer", ("sdn",), ("nor",)),
    ]


def test_case_36_what_others_are_to_do_about_a_rival_is_not_asked_of_the_rival() -> None:
    found = demands(
        "Statement by the President of Norland on Sudonia\nWe call on Sudonia to release the sailors. "
        '"We reject this," the president of Sudonia said. "We demand an apology." '
        "We say it again: Sudonia must be recognised as a sponsor of terrorism."
    )
    assert [d.addressees for d in found if "terrorism" in d.content] == [()]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The minister of Norland said Sudonia will have to compromise on fish.", ("sdn",)),
        ("The minister of Norland said Sudonia must get out of the islands.", ("sdn",)),
        ("The minister of Norland said Sudonia must be flexible on the quotas.", ("sdn",)),
        ("The minister of Norland said Sudonia must have a say in the talks.", ()),
        ("The minister of Norland said Sudonia should be forced to lift the blockade.", ("sdn",)),
        ("The minister of Norland said Sudonia should be freed from the blockade.", ()),
        ("Norland demanded the disarmament of Sudonia.", ("sdn",)),
        ("The president of Norland proposed talks between the ministers of Norland and Sudonia.", ("sdn",)),
        ("Norland is trying to secure concessions from Sudonia.", ("sdn",)),
        ("The president of Norland reaffirmed his commitment to the security of Sudonia.", ("sdn",)),
        ("The president of Norland called on all states to stop the supply of fuel.", ("all-states",)),
        ("The president of Norland urged other countries to lift the sanctions.", ("other-countries",)),
    ],
)
def test_who_would_act_is_asked(text: str, asked: tuple[str, ...]) -> None:
    assert [demand.addressees for demand in demands("The river\n" + text)] == [asked]


def test_a_refusal_without_an_addressee_is_to_the_party_named_most() -> None:
    text = "The river\nSudonia asked for talks. Sudonia spoke of the strait and of Austria. Norland refuses to open the strait."
    assert [d.addressees for d in demands(text) if d.kind == "refusal"] == [("sdn",)]
