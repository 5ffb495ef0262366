"""Renews what is derived from corrected values: codes, status, the words of an act, its numbers, changes in time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.corrections.entries import SIDES
from pipeline.model import Claims, DemandClaim, Evidence, Span
from pipeline.resolve import Resolution
from pipeline.resolve.changes import change_rows
from pipeline.resolve.demands import Told, act_words, told_demands
from pipeline.resolve.same.demands import quantity_rows
from pipeline.resolve.stances import ToldStance, status
from pipeline.schema import cameo_code
from pipeline.schema.vocabularies import MADE

Row = dict[str, Any]
Tables = dict[str, list[Row]]  # only the tables that can change
DERIVED = ("demand_quantities", "demand_changes")


@dataclass(frozen=True, slots=True)
class Reworded:
    """What was set of one demand: the columns with their new values, and its content before."""

    content: str
    values: Mapping[str, Any]


def renew_derived(
    rows: Tables,
    demand_ids: Collection[str],
    reworded: Mapping[str, Reworded],
    claims: Sequence[Claims],
    resolution: Resolution,
) -> None:
    """Renew, in place, what hangs on the corrected demands and stances.

    `demand_ids` are the demands that were corrected or whose stances were, `reworded` says what was set of demands,
    `claims` are those that `resolution` was made of. A text that words the demand otherwise keeps its own words: only
    kind, issue and sides are corrected in all of them.
    """
    _renew_stances(rows, demand_ids, claims)
    ids = resolution.ids["demand"]
    told = [
        _corrected_telling(one, reworded.get(ids[one.document.document_id, one.claim.key]))
        for one in told_demands(claims, resolution.ids["party"])
    ]
    worded = {(ids[one.document.document_id, one.claim.key], one.claim.content): one.claim for one in told}
    for row in rows["demands"]:
        if "content" in reworded.get(row["demand_id"], Reworded("", {})).values:
            row["act"] = act_words(worded[row["demand_id"], row["content"]])
    rows["demand_quantities"] = quantity_rows(told, ids)
    clusters = dict(resolution.tables["documents"].select("document_id", "text_cluster").iter_rows())
    passages = {
        (row["record_id"], row["document_id"], row["start"], row["end"]): row["evidence_id"] for row in rows["evidence"]
    }
    rows["demand_changes"] = change_rows(claims, told, ids, rows["stances"], passages, clusters)


def _corrected_telling(told: Told, correction: Reworded | None) -> Told:
    sides = {name: correction.values[name] for name in SIDES if name in correction.values} if correction else {}
    return replace(told, claim=_corrected(told.claim, correction), **sides)


def _corrected(claim: DemandClaim, correction: Reworded | None) -> DemandClaim:
    from pipeline.extract.demands.rewording import reworded

    if correction is None:
        return claim
    values = correction.values
    everywhere = {name: values[name] for name in ("kind", "issue") if name in values}
    here = {name: values[name] for name in ("summary", "condition_text") if name in values}
    if claim.content != correction.content:
        return replace(claim, **everywhere)
    changed = replace(claim, **everywhere, **here)
    return reworded(changed, values["content"]) if "content" in values else changed


def _renew_stances(rows: Tables, demand_ids: Collection[str], claims: Sequence[Claims]) -> None:
    """The CAMEO codes of the stances of these demands, and the status of each."""
    documents = {one.document.document_id: one.document for one in claims}
    demands = {row["demand_id"]: row for row in rows["demands"] if row["demand_id"] in demand_ids}
    stances: dict[str, list[Row]] = {name: [] for name in demands}
    starts: dict[str, list[Evidence]] = {}
    for row in rows["evidence"]:
        if row["record_type"] == "stance":
            span = Span(row["start"], row["end"])
            starts.setdefault(row["record_id"], []).append(Evidence(span, span, row["method"], row["confidence"]))
    for row in rows["stances"]:
        demand = demands.get(row["demand_id"])
        if demand:
            row["cameo_code"] = cameo_code(demand["issue"], demand["kind"], row["stance"])
            stances[row["demand_id"]].append(row)
    for name, demand in demands.items():
        told = [
            ToldStance(documents[row["document_id"]], name, row["party_id"], row["person_id"], row["stance"],
                       row["stance_date"], tuple(starts[row["stance_id"]]))
            for row in stances[name]
        ]  # fmt: skip
        addressees = tuple(row["party_id"] for row in rows["demand_addressees"] if row["demand_id"] == name)
        claimants = tuple(sorted({one.party_id for one in told if one.stance in MADE}))
        claim = DemandClaim(name, demand["kind"], demand["issue"], demand["summary"], demand["content"],
                            demand["condition_text"], claimants, addressees, "", (), False, ())  # fmt: skip
        demand["status"] = status(Told(told[0].document, claim, claimants, addressees), told)
