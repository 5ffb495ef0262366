"""One demand said twice in a document is one demand with two pieces of evidence; implied addressees are filled in."""

from __future__ import annotations

from pipeline.extract.cast import Cast
from pipeline.extract.demands.adversaries import imply_addressees
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.issues import issue_of
from pipeline.extract.reading import Reading

SAME = 0.6  # share of content words in common from which two wordings are one demand


def merged(drafts: list[Draft], reading: Reading, cast: Cast) -> list[Draft]:
    """Merge repeats and drop what only the title says; sets `issue` and `evidence`."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.sentence.kind == "title", d.sentence.index, d.act.start)):
        draft.issue = issue_of(
            draft.content(),
            [t.lemma_.lower() for t in draft.sentence.passage.doc[draft.act.start : draft.act.end]],
            draft.sentence.text,
            str(draft.sentence.passage.doc.text),
            reading.document.text,
        )
        same = next((other for other in kept if _same(draft, other)), None)
        evidence = draft.span_evidence(reading)
        back = draft.withdrawal()
        if back is not None:
            (same or draft).withdrawals.append(back)
        if same is not None:
            same.evidence.append(evidence)
            same.addressees = same.addressees or draft.addressees
        elif draft.sentence.kind != "title":
            draft.evidence = [evidence]
            kept.append(draft)
        else:
            reading.drops.add("demand", "title-only", evidence.span)
    kept.sort(key=lambda d: (d.sentence.index, d.act.start))
    imply_addressees(kept, reading, cast)
    return kept


def _same(draft: Draft, other: Draft) -> bool:
    if draft.claimants != other.claimants or draft.act.negated != other.act.negated or draft.prevents != other.prevents:
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
