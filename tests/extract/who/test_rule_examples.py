"""Every rule that names parties, people and roles finds its own examples and leaves its counterexamples."""

from __future__ import annotations

import pytest

from pipeline.extract.who.methods import METHODS
from tests.extract.who.texts import cast_of


def methods_of(text: str) -> set[str]:
    made = cast_of(text)
    claims = [*made.parties(frozenset(made._parties)), *made.people()]
    return {e.method for claim in claims for e in claim.evidence} | {role.evidence.method for role in made.roles()}


@pytest.mark.parametrize(("name", "text"), [(r.name, text) for r in METHODS for text in r.matches])
def test_rule_finds_its_example(name: str, text: str) -> None:
    assert name in methods_of(text)


@pytest.mark.parametrize(("name", "text"), [(r.name, text) for r in METHODS for text in r.rejects])
def test_rule_leaves_its_counterexample(name: str, text: str) -> None:
    assert name not in methods_of(text)
