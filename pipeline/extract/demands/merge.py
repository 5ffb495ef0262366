"""One demand said twice in a document is one demand with two pieces of evidence; implied addressees are filled in."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from pipeline.extract.cast import Cast
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.issues import issue_of
from pipeline.extract.reading import Reading

BILATERAL = frozenset({"ceasefire", "prisoners", "civilians", "withdrawal", "forces"})
GOING_ON = frozenset(
    {"second", "third", "fourth", "secondly", "thirdly", "finally", "lastly", "also", "moreover", "furthermore"}
)
SAME = 0.6  # share of content words in common from which two wordings are one demand


def merged(drafts: list[Draft], reading: Reading, cast: Cast) -> list[Draft]:
    """Merge repeats and drop what only the title says; sets `issue` and `evidence`."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.sentence.kind == "title", d.sentence.index, d.act.start)):
        draft.issue = issue_of(
            draft.content(),
            [t.lemma_.lower() for t in draft.sentence.passage.doc[draft.act.start : draft.act.end]],
            draft.sentence.text,
            draft.sentence.passage.block.section,
            reading.document.text,
        )
        same = next((other for other in kept if _same(draft, other)), None)
        evidence = draft.span_evidence(reading)
        if same is not None:
            same.evidence.append(evidence)
            same.addressees = same.addressees or draft.addressees
        elif draft.sentence.kind != "title":
            draft.evidence = [evidence]
            kept.append(draft)
    kept.sort(key=lambda d: (d.sentence.index, d.act.start))
    _imply_adversaries(kept, cast, reading)
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


def _imply_adversaries(drafts: list[Draft], cast: Cast, reading: Reading) -> None:
    """Who is asked where the sentence does not say: the other side, where the document knows just one other side.

    In a dispute of two (and a mediator at most) every demand and offer goes to the other; where more parties make
    demands, only what takes two sides does: a truce, an exchange, a withdrawal. "Second, ..." asks whom "first" asked.
    """
    for before, draft in pairwise(drafts):
        going_on = draft.sentence.tokens[0].lower_ in GOING_ON and before.sentence.passage is draft.sentence.passage
        if (
            not draft.addressees
            and before.claimants == draft.claimants
            and (
                going_on
                or before.sentence is draft.sentence
                and before.anchor == draft.anchor
                and draft.kind != "offer"
                and draft.method in {"necessity-reported"}
            )
        ):
            draft.addressees = before.addressees
    facing: dict[str, Counter[str]] = {}
    for draft in drafts:
        for claimant in draft.claimants:
            for party in draft.addressees:
                facing.setdefault(claimant, Counter())[party] += 1
                facing.setdefault(party, Counter())[claimant] += 1
    makers = {claimant for draft in drafts for claimant in draft.claimants}
    named: Counter[str] = Counter()
    for passage in reading.passages:
        for mention in cast.mentions(passage.index, 0, len(passage.doc)):
            named.update(mention.reference.parties)
    for draft in drafts:
        if draft.addressees or draft.asks or len(draft.claimants) != 1 or _joint_resolve(draft):
            continue
        claimant = draft.claimants[0]
        others = facing.get(claimant, Counter())
        only = next(iter(others)) if len(others) == 1 else None
        rivals = sorted((makers | set(others)) - {claimant}, key=lambda party: (-named[party], party))
        main = rivals[0] if rivals and (len(rivals) == 1 or named[rivals[0]] >= 2 * named[rivals[1]]) else None
        if (
            main is not None
            and main in makers
            and len(makers) <= 3
            and draft.method != "joint-commitment"
            or draft.method == "command-quoted"
            and main is not None
        ):
            draft.addressees = (main,)
        elif (
            only is not None
            and draft.issue in BILATERAL
            and draft.act.form == "np"
            and draft.kind in {"demand", "condition"}
        ):
            draft.addressees = (only,)


def _joint_resolve(draft: Draft) -> bool:
    """What a body decides for itself ("we have agreed to ...") is offered to nobody in particular."""
    return draft.kind == "offer" and (
        draft.method in {"list-after-lead-in", "joint-commitment"} or draft.anchor.lemma_ in {"agree", "resolve"}
    )
