"""Word a demand: its summary sentence, content and claim key."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.cast import Cast
from pipeline.extract.demands.direct import as_demanded, is_condition_clause, what_is_to_be_done
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.reading import Reading
from pipeline.model import DemandClaim

MARKS = frozenset({"only", "if", "unless", "provided", "that", "once", "when", "after", "but"})
COMMON_HEADS = frozenset(
    [
        "union",
        "commission",
        "council",
        "nations",
        "league",
        "association",
        "army",
        "federation",
        "front",
        "party",
        "parliament",
        "community",
        "group",
        "court",
        "organisation",
        "organization",
        "forces",
        "agency",
        "fund",
        "bank",
        "committee",
        "ministry",
        "alliance",
        "movement",
    ]
)
WITH_ARTICLE = re.compile(
    r"^(United |Philippines$|Netherlands$|Maldives$|Bahamas$|Gambia$|Seychelles$|Comoros$)|( Republic| Islands)$"
)
PLURAL_HEADS = frozenset(
    [
        "leaders",
        "states",
        "countries",
        "ministers",
        "partners",
        "governments",
        "parties",
        "unions",
        "officials",
        "forces",
    ]
)


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
            negated=draft.act.negated != draft.prevents,
            evidence=tuple(draft.evidence),
        )
        for index, draft in enumerate(drafts)
    )


def listing(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def summary(draft: Draft, cast: Cast) -> str:
    """One short sentence in our own words, built from the claim."""
    names = [named(cast.party_name(party)) for party in draft.claimants]
    who, whom = listing(names), listing([named(cast.party_name(party)) for party in draft.addressees])
    plural = names[0].split()[-1].lower() in PLURAL_HEADS and "United" not in names[0]
    s = "" if len(names) > 1 or plural else "s"
    word = {"demand": _demand, "offer": _offer, "condition": _condition, "refusal": _refusal}[draft.kind]
    text = " ".join(word(draft, who, whom, s, _plain(draft)).split())
    text = re.sub(r'[.,;:]+("?)$', r"\1", text.rstrip(" .,;:")) + "."
    return text[0].upper() + text[1:]


def named(name: str) -> str:
    """A name as it stands inside a sentence: "the United States", "the European Union", "Norway"."""
    if name.lower().startswith("the "):
        return "the " + name[4:]
    common = len(name.split()) > 1 and name.split()[-1].lower() in COMMON_HEADS
    return f"the {name}" if WITH_ARTICLE.search(name) or common else name


def _demand(draft: Draft, who: str, whom: str, s: str, content: str) -> str:
    if draft.prevents:
        if draft.act.form == "ing" and whom:
            return f"{who} demand{s} that {whom} not {content}"
        return f"{who} warn{s} {whom} against {content}"
    if draft.own:
        return f"{who} want{s} to {content}"
    if draft.act.form == "to" or (draft.act.form == "ing" and whom):
        return f"{who} demand{s} that {whom} {content}" if whom else f"{who} call{s} on others to {content}"
    if draft.act.form == "that":
        return f"{who} demand{s} that {content}"
    return f"{who} demand{s} {'from ' + whom + ' ' if whom else ''}{content}"


def _offer(draft: Draft, who: str, whom: str, s: str, content: str) -> str:
    done = what_is_to_be_done(draft)
    if draft.act.form == "to" or done is not None:
        return f"{who} offer{s} {whom} to {done or content}"
    return f"{who} offer{s} this: {content}" if draft.act.form == "that" else f"{who} offer{s} {whom} {content}"


def _condition(draft: Draft, who: str, whom: str, s: str, content: str) -> str:
    if draft.method == "threat-if":
        return f"{who} threaten{s} {whom} with consequences if {content}"
    if draft.act.form == "that":
        return f"{who} make{s} it a condition that {content}"
    if draft.act.form == "to":
        return f"{who} make{s} it a condition that {whom or 'others'} {content}"
    return f"{who} make{s} it a condition{' for ' + whom if whom else ''}: {content}"


def _refusal(draft: Draft, who: str, whom: str, s: str, content: str) -> str:
    done = what_is_to_be_done(draft)
    if draft.act.form == "to" or done is not None:
        return f"{who} refuse{s} to {done or content}"
    return f"{who} say{s} no: {content}" if draft.act.form == "that" else f"{who} reject{s} {content}"


def _plain(draft: Draft) -> str:
    """The content as it reads after "demands that" or "offers to": marks and gerunds undone, quotation marks balanced."""
    doc = draft.sentence.passage.doc
    first, end, head = draft.act.start, draft.act.end, draft.act.head
    gerund = head.tag_ == "VBG" and (draft.act.form == "to" or draft.act.form == "ing" and bool(draft.addressees))
    if gerund and first <= head.i < end:
        return f"{head.lemma_} {doc[head.i + 1 : end].text}"
    if draft.act.form == "to":
        return _lowered(draft, draft.content())
    if draft.act.form == "that" and draft.kind == "condition":
        while first + 1 < end and doc[first].lower_ in MARKS:
            first += 1
    text = str(doc[first:end].text)
    if is_condition_clause(draft):
        text = as_demanded(doc, first, end, head)
    if (
        draft.act.form == "that"
        and draft.kind == "demand"
        and head.tag_ == "VBN"
        and not any(c.dep_ in {"aux", "auxpass"} for c in head.children)
    ):
        text = f"{doc[first : head.i].text} be {doc[head.i : end].text}".strip()
    elif draft.act.form == "that" and draft.lead is not None and not first <= draft.lead.i < end:
        lead = str(doc[draft.lead.left_edge.i : draft.lead.i + 1].text)
        passive = head.tag_ in {"VBN", "VBD"} and text == doc[first:end].text
        text = f"{lead} {'be ' if passive else ''}{text}"
    return _lowered(draft, text.replace('"', "") if text.count('"') % 2 else text)


def _lowered(draft: Draft, text: str) -> str:
    """A first word that is capital only because it opened the sentence loses its capital."""
    first = draft.sentence.passage.doc[draft.act.start]
    plain = first.pos_ != "PROPN" and not first.ent_type_ and first.text != "I" and first.is_title
    return text[0].lower() + text[1:] if plain and text.startswith(first.text) else text
