"""What a rule is: a name (published as `evidence.method`), a purpose in one line, and examples that are its tests."""

from __future__ import annotations

from dataclasses import dataclass

RULES: dict[str, Rule] = {}


@dataclass(frozen=True, slots=True)
class Rule:
    """`matches` are sentences in which the rule must fire, `rejects` sentences that look alike and in which it must not."""

    name: str
    purpose: str
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


def rule(name: str, purpose: str, *, matches: tuple[str, ...], rejects: tuple[str, ...]) -> Rule:
    """Declare a rule. Raises ValueError when the name is taken."""
    if name in RULES:
        raise ValueError(f"two rules are called {name}")
    RULES[name] = Rule(name, purpose, matches, rejects)
    return RULES[name]
