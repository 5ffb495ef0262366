"""Swapping two parties in a text swaps the result and changes nothing else."""

from __future__ import annotations

import pytest

from tests.extract.who.texts import cast_of

TEXT = (
    "Norway rejected the Iceland plan. Norway's fisheries minister, Kari Lund, said it was unfair. "
    "Iceland refused. Talks with Iceland resume in Geneva."
)


def summary(text: str) -> list[tuple[str, int]]:
    made = cast_of(text)
    return [(c.key, len(c.evidence)) for c in made.parties(frozenset())] + [
        (c.party or "", len(c.evidence)) for c in made.people()
    ]


@pytest.mark.parametrize(
    ("one", "other", "keys"),
    [
        ("Norway", "Iceland", {"nor": "isl", "isl": "nor"}),
        ("Norway", "Morocco", {"nor": "mar"}),
        ("Iceland", "Peru", {"isl": "per"}),
    ],
)
def test_swapping_two_countries_swaps_the_result(one: str, other: str, keys: dict[str, str]) -> None:
    swapped = TEXT.replace(one, "\0").replace(other, one).replace("\0", other)
    assert sorted(summary(swapped)) == sorted((keys.get(key, key), count) for key, count in summary(TEXT))


def test_the_same_text_gives_the_same_cast() -> None:
    assert cast_of(TEXT).parties(frozenset()) == cast_of(TEXT).parties(frozenset())


def test_an_unrelated_paragraph_changes_no_other_party() -> None:
    more = cast_of(TEXT + "\nRain fell on the hills all day.")
    assert [c.key for c in more.parties(frozenset())] == [c.key for c in cast_of(TEXT).parties(frozenset())]
