"""Demands, and forms of demands, are found without comparing all pairs; and none that comparing all pairs finds is lost."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Claims
from pipeline.resolve import changes as changes_module
from pipeline.resolve import resolve
from pipeline.resolve.alike import Alike
from pipeline.resolve.demands import told_demands
from pipeline.resolve.judgements import Judgements
from pipeline.resolve.parties import party_ids
from pipeline.resolve.restating import form, same_act
from pipeline.resolve.same import candidates
from pipeline.resolve.same import demands as module
from pipeline.resolve.same.candidates import candidate_pairs
from pipeline.resolve.same.conflicts import difference
from tests.resolve.telling import Telling

WORDS = (
    "withdraw", "remove", "remove and leave", "end", "leave", "release", "free", "not just release", "lift", "keep",
    "all", "every", "only", "immediately", "gradually", "prisoners", "captives", "troops", "sanctions", "the border",
    "10", "at most 10", "20", "two-week", "from Elm", "from Elm and Oak", "in Oak", "northern", "southern", "Elmish",
    "of Russia", "of France", "for good", "until May", "by the end of May", "and", "wounded", "if the truce holds",
)  # fmt: skip
DEMANDS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
        st.sampled_from(["", "ukr", "usa", "ukr usa"]),
        st.sampled_from(["demand", "demand", "demand", "condition"]),
        st.sampled_from(["forces", "withdrawal", "prisoners", "other"]),
        st.booleans(),
        st.sampled_from([None, None, "if the truce holds", "once the truce holds"]),
    ),
    min_size=2,
    max_size=14,
)  # fmt: skip
Demand = tuple[str, str, str, str, bool, str | None]


def _told(listed: list[Demand]) -> list[Claims]:
    """Each demand in a document of its own, of which some are of one day."""
    claims = []
    for number, (words, of, kind, issue, negated, condition) in enumerate(listed):
        one = Telling(f"t{number:03}", date(2025, 1, 1 + number // 2 % 28))
        for key in ("rus", "ukr", "usa"):
            one.party(key)
        first, *others = words.split()
        more: dict[str, Any] = {"kind": kind, "issue": issue, "negated": negated, "condition_text": condition}
        one.demand("d", "rus", of, words, action=first, terms=tuple(sorted(set(others))), **more)
        claims.append(one.tell())
    return claims


@settings(max_examples=300, deadline=None)
@given(DEMANDS)
def test_what_comparing_all_demands_finds_is_found(listed: list[Demand]) -> None:
    claims = _told(listed)
    told = told_demands(claims, party_ids(claims))
    facts = module.demand_ids(told)
    nodes = module._nodes(told, facts, facts, Judgements())

    def alike(left: module._Node, right: module._Node) -> bool:
        found = difference(left.told, left.words, right.told, right.words)
        score = module.likeness(left.words, right.words)
        return score >= module.NEAR and (found is None or found.weight != "conflict")

    every = {(left.own_id, right.own_id) for left, right in combinations(nodes, 2) if alike(left, right)}
    pairs = [(left.own_id, right.own_id) for left, right in candidate_pairs(nodes, module.NEAR)]
    assert len(pairs) == len(set(pairs)) and all(left < right for left, right in pairs)
    assert every <= set(pairs)


@settings(max_examples=300, deadline=None)
@given(DEMANDS)
def test_what_comparing_all_forms_finds_is_found(listed: list[Demand]) -> None:
    claims = _told(listed)
    own = [frozenset({"russia", "russian", "elmish"}), frozenset({"russia", "ukraine"})]
    forms = [form(one.demands[0], (f"party:{key}" for key in one.demands[0].addressees), own[at % 2], joint=False)
             for at, one in enumerate(claims)]  # fmt: skip
    index: Alike[int] = Alike()
    for at, after in enumerate(forms):
        before = {other for other in range(at) if same_act(forms[other], after)}
        assert before <= set(index.may_be(after))
        index.add(after, at)


def _many(number: int) -> list[Claims]:
    """Demands of one party of one other, of which most differ by a place, a number or a word."""
    things = ("troops", "prisoners", "tariffs", "fishing boats", "observers", "sanctions", "medicine", "radars")
    acts = ("withdraw", "release", "lift", "return", "limit", "deliver")
    listed: list[Demand] = []
    for at in range(number):
        place = (
            f" at {['Elm', 'Oak', 'Ash', 'Fir', 'Yew'][at % 5]}{chr(97 + at // 5 % 26)}{chr(97 + at // 130 % 26)}"
            * (at % 4 > 0)
        )
        words = f"{acts[at % 6]} the {chr(97 + at % 23)}{chr(97 + at // 23 % 26)}ish {things[at // 6 % 8]}{place}"
        listed.append((words, "ukr", "demand", "forces", False, None))
    return _told(listed)


def test_comparisons_grow_as_the_demands_do(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = {"likeness": 0, "same_act": 0}

    def counting(where: object, name: str) -> None:
        real = getattr(where, name)

        def counted_one(*told: object) -> object:
            counted[name] += 1
            return real(*told)

        monkeypatch.setattr(where, name, counted_one)

    counting(module, "likeness")
    counting(changes_module, "same_act")
    monkeypatch.setattr(candidates, "MOST_MET", 5)  # so that it counts with so few demands, too
    found = []
    for number in (500, 2_000):
        counted.update(likeness=0, same_act=0)
        resolve(_many(number))
        found.append(dict(counted))
    # four times the demands; all pairs of the many would be two million
    for name in counted:
        assert 0 < found[1][name] < 7 * found[0][name], found
        assert found[1][name] < 25 * 2_000, found
