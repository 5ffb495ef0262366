"""What people decided about identity: two records are one, or are two. It beats every score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["same", "apart"]


@dataclass(frozen=True, slots=True)
class Judgements:
    """Pairs of ids that are one record (`same`) or two (`apart`). A pair is unordered; an id may be that of a record
    of any release, or the id that a single document's claim would have of its own."""

    same: frozenset[frozenset[str]] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()

    def verdict(self, names: Iterable[str], others: Iterable[str]) -> Verdict | None:
        """What was decided of two claims, each given by all its ids; "apart" beats "same". None: nothing was."""
        if not self.same and not self.apart:
            return None
        pairs = {frozenset((one, other)) for one in names for other in others}
        return "apart" if pairs & self.apart else "same" if pairs & self.same else None


@dataclass(frozen=True, slots=True, order=True)
class NearPair:
    """Two records that look alike, for a person to judge. `joined`: they were taken for one, by likeness only.

    Each side is the id that its own claim would have; the texts say what each states.
    """

    kind: str
    left_id: str
    right_id: str
    score: float
    joined: bool
    reason: str
    left_text: str
    right_text: str
