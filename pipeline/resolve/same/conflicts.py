"""What keeps two demands apart whatever their words have in common.

A *conflict* says that they are two: other numbers, other places, the opposite act. A *doubt* says that one of them
tells what the other leaves open: a person may know, likeness may not decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.quantities import Quantity, measures
from pipeline.resolve.demands import Told
from pipeline.resolve.ids import tail
from pipeline.resolve.same.wording import Wording, one_sided, opposites

SAME_CONDITION = 0.6  # part of their words that two conditions must share


@dataclass(frozen=True, slots=True)
class Difference:
    weight: Literal["conflict", "doubt"]
    reason: str


def difference(one: Told, its: Wording, other: Told, others: Wording) -> Difference | None:
    """The gravest difference between two demands; None when nothing keeps them apart. Symmetric."""
    doubts: list[str] = []
    if one.claim.kind != other.claim.kind:
        return Difference("conflict", "one is no demand but an offer, a condition or a refusal")
    if one.addressees and other.addressees and one.addressees != other.addressees:
        return Difference("conflict", "other addressees")
    if one.claim.negated != other.claim.negated:
        return Difference("conflict", "one wants that it is not done")
    found = _acts(its, others) or _conditions(its, others) or _numbers(its, others, doubts)
    parties = frozenset("party:" + tail(key) for told in (one, other) for key in (*told.claimants, *told.addressees))
    found = found or _names(its, others, parties, doubts) or _qualifiers(its, others, doubts)
    if found:
        return Difference("conflict", found)
    return Difference("doubt", "; ".join(sorted(doubts))) if doubts else None


def acts_beside(its: Wording, others: Wording) -> frozenset[str]:
    """The acts of `its`; what may be an end or a leaving counts as that of the two which `others` is."""
    if "end?" not in its.acts:
        return frozenset(its.acts)
    meant = "leave" if "leave" in others.acts else "end?" if "end?" in others.acts else "end"
    return frozenset(meant if act == "end?" else act for act in its.acts)


def _acts(its: Wording, others: Wording) -> str | None:
    left, right = acts_beside(its, others), acts_beside(others, its)
    for act in sorted(left - right):
        undone = opposites().get(act, frozenset()) & (right - left)
        if undone:
            return f"opposite acts: {' against '.join(sorted((act, min(undone))))}"
    return None


def _conditions(its: Wording, others: Wording) -> str | None:
    left, right = its.condition, others.condition
    if left is None and right is None:
        return None
    if left is None or right is None:
        return "a condition on one side only"
    return None if 2 * len(left & right) >= SAME_CONDITION * (len(left) + len(right)) else "other conditions"


def _numbers(its: Wording, others: Wording, doubts: list[str]) -> str | None:
    left, right = ({measured(one, wording) for one in wording.quantities} for wording in (its, others))
    if {one[:2] for one in left} == {one[:2] for one in right} and _units(left, right):
        return None
    if left and right:
        return "other numbers"
    doubts.append("a number on one side only")
    return None


def measured(quantity: Quantity, wording: Wording) -> tuple[float | None, float | None, str | None]:
    """A limit to 5 is at most 5, however it is worded."""
    low = None if "limit" in wording.acts and quantity.low == quantity.high else quantity.low
    return low, quantity.high, quantity.unit


def _units(
    left: set[tuple[float | None, float | None, str | None]], right: set[tuple[float | None, float | None, str | None]]
) -> bool:
    """Measures must be the same ones; what is counted may go by other nouns (prisoners, captives)."""
    return {one[2] for one in left} & measures() == {one[2] for one in right} & measures()


def _names(its: Wording, others: Wording, parties: frozenset[str], doubts: list[str]) -> str | None:
    for left, right, what in ((its.names - parties, others.names - parties, "places or names"),
                              (its.directions, others.directions, "parts of a country")):  # fmt: skip
        if left - right and right - left:
            return f"other {what}"
        if left != right:
            doubts.append(f"{what} on one side only: {', '.join(sorted(left ^ right))}")
    return None


def _qualifiers(its: Wording, others: Wording, doubts: list[str]) -> str | None:
    left, right = its.qualifiers - others.qualifiers, others.qualifiers - its.qualifiers
    for one in sorted(left | right):
        if (left and right) or one_sided().get(one, "conflict") == "conflict":
            return f"other qualifiers: {', '.join(sorted(left | right))}"
    if left | right:
        doubts.append(f"a qualifier on one side only: {', '.join(sorted(left | right))}")
    return None
