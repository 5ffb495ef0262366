"""Word a demand: its summary sentence, content and claim key."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.cast import Cast
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.reading import Reading
from pipeline.model import DemandClaim


def demand_claims(drafts: Sequence[Draft], reading: Reading, cast: Cast) -> tuple[DemandClaim, ...]:
    """A claim for each draft; keys are `d0`, `d1` ... in text order."""
    return tuple(
        DemandClaim(
            key=f"d{index}",
            kind=draft.kind,  # type: ignore[arg-type]
            issue=draft.issue,
            summary=summary(draft, cast),
            content=draft.content(),
            condition_text=draft.condition(),
            claimants=draft.claimants,
            addressees=draft.addressees,
            action=draft.action(),
            terms=draft.terms(),
            negated=draft.act.negated,
            evidence=tuple(draft.evidence),
        )
        for index, draft in enumerate(drafts)
    )


def listing(names: Sequence[str]) -> str:
    """"A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def summary(draft: Draft, cast: Cast) -> str:
    """One short sentence in our own words, built from the claim."""
    who = listing([cast.party_name(p) for p in draft.claimants])
    whom = listing([cast.party_name(p) for p in draft.addressees])
    plural = len(draft.claimants) > 1 or who.split()[-1].endswith("s") and who.split()[0] in {"European", "Arab", "Western"}
    content = _plain(draft)
    verb = {"demand": "demand", "offer": "offer", "condition": "make", "refusal": "refuse"}[draft.kind] + ("" if plural else "s")
    form = draft.act.form
    if draft.kind == "condition":
        if form == "to":
            text = f"{who} {verb} it a condition{' for ' + whom if whom else ''} to {content}"
        else:
            text = f"{who} {verb} it a condition that {content}" if form == "that" else f"{who} {verb} {content} a condition{' for ' + whom if whom else ''}"
    elif form in {"to", "that"} and draft.kind in {"offer", "refusal"}:
        text = f"{who} {verb} to {content}" if form == "to" else f"{who} {'say' if plural else 'says'}: {content}"
    elif form == "to" or (form == "ing" and whom):
        text = f"{who} {verb} that {whom} {content}" if whom else f"{who} {'call' if plural else 'calls'} on others to {content}"
    elif form == "that":
        text = f"{who} {verb} that {content}"
    else:
        text = f"{who} {verb} {content}" + (f" from {whom}" if whom and draft.kind == "demand" else f" to {whom}" if whom and draft.kind == "offer" else "")
    return " ".join(text.split()).rstrip(".,;:") + "."


def _plain(draft: Draft) -> str:
    """The content without the doer before an infinitive, without leading "not" lost, quotation marks balanced."""
    doc = draft.sentence.passage.doc
    first, end = draft.act.start, draft.act.end
    if draft.act.form == "to":
        to = next((t.i for t in doc[first:end] if t.tag_ == "TO" and t.i <= draft.act.head.i), None)
        if to is not None:
            negative = to > first and doc[to - 1].lower_ in {"not", "never"}
            return ("not " if negative else "") + str(doc[to + 1 : end].text)
    if draft.act.form == "ing" and draft.act.head.tag_ == "VBG" and draft.addressees:
        return f"{draft.act.head.lemma_} {doc[draft.act.head.i + 1 : end].text}"
    text = str(doc[first:end].text)
    if draft.act.form == "that" and draft.lead is not None and not first <= draft.lead.i < end:
        lead = str(doc[draft.lead.left_edge.i : draft.lead.i + 1].text)
        text = f"{lead} {'be ' if draft.act.head.tag_ in {'VBN', 'VBD'} else ''}{text}"
    return text.replace('"', "") if text.count('"') % 2 else text
