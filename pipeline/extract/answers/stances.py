"""The stance claims of a document: who made or offered each demand, and who answered it how."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.answers.given import Answer
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.dropped import Drops
from pipeline.model import DemandClaim, Evidence, StanceClaim


def stance_claims(
    drafts: Sequence[Draft], claims: Sequence[DemandClaim], answers: Sequence[Answer], drops: Drops
) -> tuple[StanceClaim, ...]:
    """One claim per demand, party and stance, with all its evidence. Joint offers are accepted by all who make them.

    `drops` is told of the answers that a party would give to its own demand.
    """
    keys = {id(draft): claim.key for draft, claim in zip(drafts, claims, strict=True)}
    found: dict[tuple[str, str, str], tuple[str | None, list[Evidence]]] = {}
    for draft, claim in zip(drafts, claims, strict=True):
        for party in draft.claimants:
            person = draft.people[0] if len(draft.claimants) == 1 and draft.people else None
            found[claim.key, party, draft.stance] = (person, list(claim.evidence))
            if draft.joint and draft.kind == "offer":
                found[claim.key, party, "accepted"] = (person, list(claim.evidence))
            if draft.withdrawals:
                found[claim.key, party, "withdrawn"] = (person, list(draft.withdrawals))
    for answer in answers:
        for target in answer.targets:
            key = keys[id(target)]
            if answer.stance != "withdrawn" and answer.party in target.claimants:
                drops.add("stance", "own-demand", answer.evidence.span)
                continue
            person, evidence = found.setdefault((key, answer.party, answer.stance), (answer.person, []))
            if answer.evidence not in evidence:
                evidence.append(answer.evidence)
    return tuple(
        StanceClaim(demand, party, person, stance, None, tuple(evidence))
        for (demand, party, stance), (person, evidence) in found.items()
    )
