"""Demands, offers, conditions and refusals of a document: from triggers and moods to claims.

The order of the work: `triggers` (frames of the lexicon) and `moods` (obligation, condition, command ...) open a
demand; `regions` finds where its content ends; `acts` cuts it into acts; `holders` says who asks and who is asked;
`merge` joins what is said twice; `claims` words the result.
"""

from __future__ import annotations

from pipeline.extract.cast import Cast
from pipeline.extract.demands.claims import demand_claims
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.demands.find import drafts
from pipeline.extract.demands.headed import only_named
from pipeline.extract.demands.merge import merged
from pipeline.extract.reading import Reading
from pipeline.model import DemandClaim

__all__ = ["Draft", "demand_claims", "demands_of", "drafts", "only_named"]


def demands_of(reading: Reading, cast: Cast) -> tuple[list[Draft], tuple[DemandClaim, ...]]:
    """The merged drafts of a document and, in the same order, their claims."""
    found = merged(drafts(reading, cast), reading, cast)
    return found, demand_claims(found, reading, cast)
