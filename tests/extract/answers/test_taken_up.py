"""Answers that take up a demand in other words: by a noun and its thing, by another verb, by a noun for the activity."""

from __future__ import annotations

import pytest

from tests.extract.answers.test_answer_cases import answers

PORTS = "Norway demanded that Iceland open its ports. "
RIVER = "Peru demanded that Chile stop diverting the river. "


def given(text: str) -> set[tuple[str, str]]:
    return {(party, stance) for party, stance, _ in answers(text)}


@pytest.mark.parametrize(
    "text",
    [
        PORTS + "Iceland rejected the demand for the ports.",
        PORTS + "Prime Minister Jon Olafsson of Iceland rejected the demand for the ports.",
        "Norway demanded that Iceland open its ports to fishing boats. Iceland rejected the demand on the ports.",
        "Norway demanded that Iceland free the sailors and close its camps. Iceland rejected the demand for the sailors.",
        "Norway called on Iceland to close its camps. Iceland rejected the call for the camps.",
    ],
)
def test_the_demand_for_a_thing_is_the_one_that_speaks_of_it(text: str) -> None:
    assert ("isl", "rejected") in given(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway demanded that Iceland open its airports. Iceland rejected the demand for the ports.",
        "Norway asked Iceland to pay a fine. Iceland rejected the demand for a vote.",
        PORTS + "Iceland rejected a demand for the ports.",
        PORTS + "Iceland rejected the demand for the ports of Greenland.",
        "Norway demanded that Denmark open its ports. Iceland rejected the demand for the ports.",
        PORTS + "Norway demanded that Iceland clear its ports. Iceland rejected the demand for the ports.",
    ],
)
def test_a_demand_for_something_else_or_one_of_several_is_not_answered(text: str) -> None:
    assert not given(text)


@pytest.mark.parametrize(
    "text",
    [
        RIVER + "Chile refused to halt the works.",
        RIVER + "Chile refused to suspend its project.",
        "Peru urged Chile to cease its fishing in the bay. Chile refused to end the practice.",
        "Peru demanded that Chile end the blockade. Chile refused to lift it.",
        "Peru demanded that Chile free the crew. Chile refused to release the crew.",
        "Peru demanded that Chile halt construction of the dam. Chile refused to stop building the dam.",
    ],
)
def test_another_verb_of_the_class_refuses_the_same_act(text: str) -> None:
    assert ("chl", "rejected") in given(text)


@pytest.mark.parametrize(
    "text",
    [
        RIVER + "Chile refused to pay for the works.",
        RIVER + "Chile refused to start the works.",
        RIVER + "Chile refused to halt the works on the dam.",
        RIVER + "Chile refused to halt a project of Bolivia.",
        RIVER + "Bolivia refused to halt the works.",
        "Peru demanded that Chile open the works. Chile refused to halt the works.",
        "Peru demanded that Chile stop diverting the river and end the blockade. Chile refused to halt the works.",
        "Peru demanded that Chile suspend the tariffs. Chile refused to stop fishing in the bay.",
        "Peru demanded that Chile free the crew. Chile refused to release the letters.",
    ],
)
def test_another_act_or_one_of_several_is_not_refused(text: str) -> None:
    assert not given(text)


@pytest.mark.parametrize(
    "offer",
    [
        "Peru said it would accept a joint commission if Chile stopped the works.",
        "Peru said it would accept a ceasefire if Chile withdrew.",
        "Peru said that it would agree to a joint commission if Chile stopped the works.",
        "Peru said it would endorse the plan if Chile changed the border.",
        "Peru said it would approve the treaty if Chile paid.",
    ],
)
def test_what_a_party_says_it_would_accept_does_not_answer_itself(offer: str) -> None:
    assert given(f"{offer} Chile welcomed the offer.") <= {("chl", "endorsed")}


@pytest.mark.parametrize(
    "text",
    [
        "Peru demanded a joint commission. Chile said it would accept a joint commission.",
        "Peru demanded a ceasefire. Chile said it would accept the demand if Peru withdrew.",
        "Peru proposed a joint commission to Chile. It accepted the proposal.",
        "Peru urged Chile to withdraw. It accepted the demand.",
        "Peru demanded that Chile withdraw. Chile said it would accept the demand.",
    ],
)
def test_what_it_accepts_of_the_other_side_is_an_answer(text: str) -> None:
    assert {party for party, _ in given(text)} == {"chl"}
