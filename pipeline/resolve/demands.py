"""The demands and demand_addressees tables. A demand is its claim key: who wants what of whom, on what terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Claims, DemandClaim, Document
from pipeline.resolve.choices import age, place_in_text
from pipeline.resolve.evidence import Records, Row, statements
from pipeline.resolve.ids import Identity, mint, names, word
from pipeline.resolve.parties import Keys
from pipeline.resolve.same.wording import is_telling, wording

NO_WORDS = re.compile(r"[\s\u00ad.,;:!?\"“”'’‘]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A demand as one document tells it; parties by id."""

    document: Document
    claim: DemandClaim
    claimants: tuple[str, ...]
    addressees: tuple[str, ...]

    @property
    def identity(self) -> Identity:
        claim = self.claim
        prefix = f"demand:{names(self.claimants, 'nobody')}-{names(self.addressees, 'any')}-{word(claim.issue)}"
        condition = " ".join(NO_WORDS.sub(" ", claim.condition_text or "").casefold().split())
        # the terms of a claim leave out what only qualifies the act: "gradually", "unconditional", "by the end of May".
        # What one may leave out and mean the same ("all", "at once") makes no other demand.
        qualifiers = tuple(sorted(one for one in wording(self).qualifiers if is_telling(one)))
        return Identity(
            prefix,
            (claim.kind, self.claimants, self.addressees, claim.issue, claim.action, tuple(sorted(set(claim.terms))),
             condition, claim.negated, *((qualifiers,) if qualifiers else ())),
        )  # fmt: skip


def told_demands(claims: Sequence[Claims], parties: Keys) -> list[Told]:
    """All demands of all documents. Nobody demands of themselves: a claimant among the addressees is none."""
    found = []
    for one in claims:
        document_id = one.document.document_id
        for claim in one.demands:
            claimants = {parties[document_id, key] for key in claim.claimants}
            addressees = {parties[document_id, key] for key in claim.addressees} - claimants
            found.append(Told(one.document, claim, tuple(sorted(claimants)), tuple(sorted(addressees))))
    return found


def demand_ids(told: Sequence[Told]) -> Keys:
    """The id of each demand by (document id, key of the claim)."""
    identities = [one.identity for one in told]
    ids = mint(identities)
    return {
        (one.document.document_id, one.claim.key): ids[identity] for one, identity in zip(told, identities, strict=True)
    }


def demands(told: Sequence[Told], ids: Keys, statuses: Mapping[str, str]) -> Records:
    """One row a demand, worded as the oldest document words it first."""
    found = Records()
    worded: dict[str, Told] = {}
    for one in sorted(told, key=lambda one: (age(one.document), place_in_text(one.claim), one.claim.key)):
        record = ids[one.document.document_id, one.claim.key]
        worded.setdefault(record, one)
        found.statements.extend(statements("demand", record, one.document.document_id, one.claim.evidence))
    found.rows.extend(
        {
            "demand_id": record,
            "kind": one.claim.kind,
            "issue": one.claim.issue,
            "summary": one.claim.summary,
            "content": one.claim.content,
            "act": act_words(one.claim),
            "condition_text": one.claim.condition_text,
            "status": statuses[record],
        }
        for record, one in worded.items()
    )
    return found


def act_words(claim: DemandClaim) -> str:
    """The column `act`: "not" where it is negated, the action, the sorted terms."""
    words = [claim.action, *sorted(set(claim.terms))]
    return " ".join(word for word in (["not", *words] if claim.negated else words) if word)


def addressee_rows(told: Sequence[Told], ids: Keys) -> list[Row]:
    pairs = {(ids[one.document.document_id, one.claim.key], party) for one in told for party in one.addressees}
    return [{"demand_id": demand, "party_id": party} for demand, party in sorted(pairs)]
