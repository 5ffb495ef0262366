"""Who "the parties" of a communiqué are: those who met, not who led, hosted or watched their talks."""

from __future__ import annotations

import pytest

from tests.extract.who.texts import refers

THEY_AGREED = " The parties agreed to release the trawlers."


@pytest.mark.parametrize(
    "text",
    [
        "The delegations of Iceland and Norway met in Oslo under the chairmanship of Denmark.",
        "Iceland and Norway held talks in May under the auspices of the United Nations.",
        "Iceland and Norway met on Monday in talks hosted by Denmark.",
        "Iceland and Norway signed the text in the presence of the President of Denmark, Ida Holm.",
        "In talks mediated by Denmark, Iceland met Norway on Monday.",
        "Denmark chaired the talks between Iceland and Norway.",
    ],
)
def test_who_leads_the_talks_of_others_is_none_of_the_parties(text: str) -> None:
    assert set(refers(text + THEY_AGREED, "parties")[0]) == {"isl", "nor"}


@pytest.mark.parametrize(
    "text",
    [
        "The delegations of Iceland, Norway and Denmark met in Oslo.",
        "Iceland, Norway and Denmark met under the shadow of a strike.",
        "Iceland and Norway met with Denmark in a hall hired by the mayor.",
        "Iceland and Norway met; the presence of Denmark was welcome.",
        "Iceland, which chairs a council, and Norway met Denmark.",
    ],
)
def test_who_takes_part_in_talks_is_one_of_the_parties(text: str) -> None:
    assert {"isl", "nor", "dnk"} <= set(refers(text + THEY_AGREED, "parties")[0])
