"""One demand said twice in a document is one demand with two pieces of evidence; implied addressees are filled in."""

from __future__ import annotations

from collections import Counter

from pipeline.extract.cast import Cast
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.issues import issue_of
from pipeline.extract.reading import Reading

BILATERAL = frozenset({"ceasefire", "prisoners", "civilians", "withdrawal", "forces"})
SAME = 0.6  # share of content words in common from which two wordings are one demand


def merged(drafts: list[Draft], reading: Reading, cast: Cast) -> list[Draft]:
    """Merge repeats and drop what only the title says; sets `issue` and `evidence`."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.sentence.kind == "title", d.sentence.index, d.act.start)):
        draft.issue = issue_of(draft.content(), [t.lemma_.lower() for t in draft.sentence.passage.doc[draft.act.start : draft.act.end]],
                               draft.sentence.text, draft.sentence.passage.block.section, reading.document.text)
        same = next((other for other in kept if _same(draft, other)), None)
        evidence = draft.span_evidence(reading)
        if same is not None:
            same.evidence.append(evidence)
            same.addressees = same.addressees or draft.addressees
        elif draft.sentence.kind != "title":
            draft.evidence = [evidence]
            kept.append(draft)
    kept.sort(key=lambda d: (d.sentence.index, d.act.start))
    _imply_adversaries(kept)
    return kept


def _same(draft: Draft, other: Draft) -> bool:
    if draft.claimants != other.claimants or draft.act.negated != other.act.negated:
        return False
    if (draft.kind == "refusal") != (other.kind == "refusal") or (draft.kind == "offer") != (other.kind == "offer"):
        return False
    if draft.addressees and other.addressees and not set(draft.addressees) & set(other.addressees):
        return False
    x, y = draft.words(), other.words()
    if not x or not y:
        return False
    if draft.sentence is other.sentence and draft.act.start != other.act.start:
        return x == y
    return len(x & y) / len(x | y) >= SAME


def _imply_adversaries(drafts: list[Draft]) -> None:
    """Who is asked where the sentence does not say: the other side, where the document knows just one other side.

    In a dispute of two (and a mediator at most) every demand and offer goes to the other; where more parties make
    demands, only what takes two sides does: a truce, an exchange, a withdrawal.
    """
    facing: dict[str, Counter[str]] = {}
    for draft in drafts:
        for claimant in draft.claimants:
            for party in draft.addressees:
                facing.setdefault(claimant, Counter())[party] += 2
                facing.setdefault(party, Counter())[claimant] += 1
    makers = {claimant for draft in drafts for claimant in draft.claimants}
    for draft in drafts:
        if draft.addressees or len(draft.claimants) != 1:
            continue
        claimant = draft.claimants[0]
        others = facing.get(claimant, Counter())
        if not others:
            continue
        (first, most), *rest = others.most_common()
        if rest and most < 3 * rest[0][1]:
            continue
        two_sided = len(makers | {first}) <= 3 and first in makers
        if two_sided or (not rest and draft.issue in BILATERAL and draft.act.form == "np" and draft.kind in {"demand", "condition"}):
            draft.addressees = (first,)
