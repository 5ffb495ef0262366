"""What people decided about identity: two records are one, or are two. It beats every score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.model import Evidence
from pipeline.resolve.naming import Naming
from pipeline.resolve.release import Release

Verdict = Literal["same", "apart"]


@dataclass(frozen=True, slots=True)
class Judgements:
    """Pairs of ids that are one record (`same`) or two (`apart`). A pair is unordered; an id may be that of a record
    of any release, or the id that a single document's claim would have of its own.

    `keeps` are the ids that the joined records are to go by. `reasons` says for ids that are given up why. `naming`
    finds the ids that people may have meant a claim by; `resolve` sets it.
    """

    same: frozenset[frozenset[str]] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()
    keeps: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)
    naming: Naming | None = None

    def bound(self, release: Release) -> Judgements:
        """These judgements, with names looked up in the last release that `release` continues."""
        return replace(self, naming=Naming(release, self.mentioned)) if self.mentioned else self

    @property
    def mentioned(self) -> frozenset[str]:
        """All ids that the pairs name."""
        return frozenset().union(*self.same, *self.apart)

    def names(self, kind: str, own_id: str, document_id: str, evidence: Iterable[Evidence]) -> tuple[str, ...]:
        """All ids of a claim of `kind` (a record type), the closest first: what `verdict` takes.

        `own_id` is the id that the claim's own facts give it.
        """
        return self.naming.names(kind, own_id, document_id, evidence) if self.naming else (own_id,)

    def verdict(self, names: Sequence[str], others: Sequence[str]) -> Verdict | None:
        """What was decided of two claims, each given by its `names`; "apart" beats "same". None: nothing was.

        Two claims are apart when the closest name of the one and of the other among the two ids are different ones:
        two claims of one of these records stay one, though both were once part of the other record.
        """
        if not self.same and not self.apart:
            return None
        pairs = {frozenset((one, other)) for one in names for other in others}
        for pair in pairs & self.apart:
            if next(one for one in names if one in pair) != next(one for one in others if one in pair):
                return "apart"
        return "same" if pairs & self.same else None


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
