"""One event, one row: triggers of one sentence that tell the same thing, and later mentions of an earlier event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.events.clause import is_verbal
from pipeline.extract.events.places import PlaceUse
from pipeline.extract.events.triggers import words
from pipeline.extract.events.verbs import Candidate, unique

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.tokens import Token
    from pipeline.model import DateClaim, Evidence, Participant

# Labels whose events a text names again ("the summit", "the invasion"); acts of speech are each their own.
NAMED_AGAIN = frozenset({"meeting", "invasion", "annexation", "agreement", "visit", "call", "election", "occupation"})
# To agree to a request is an act of its own, whatever treaty the same parties sign.
ASSENT = frozenset({"agree", "accept", "accept-dated", "promise"})
# What is announced, discussed or condemned is a happening of its own.
ABOUT = frozenset({"statement", "discussion", "accusation", "recognition"})
VIOLENT = frozenset({"ASSAULT", "COERCE"})


@dataclass(frozen=True, eq=False)
class Draft:
    """An event before it is numbered."""

    candidate: Candidate
    standing: str
    participants: tuple[Participant, ...]
    date: DateClaim | None
    place: PlaceUse | None
    place_passage: int  # where the place is named: for an event of two mentions, of either
    passage: int
    sentence: int
    evidence: tuple[Evidence, ...]
    title: bool = False


def absorb(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Of several triggers of one sentence that tell one thing, the one that says most."""
    kept: list[Candidate] = []
    for outer in candidates:
        if any(other is not outer and swallows(other, outer) for other in candidates):
            continue
        for inner in candidates:
            if inner is not outer and outer.frame.label == "vote" and voted(outer, inner):
                # "voted to recognise X": whom the decision is about takes part in the vote
                theirs = tuple(p for p in inner.participants if p.role == "recipient")
                outer = replace(outer, participants=unique([*outer.participants, *theirs]))
            same = inner.frame.label == outer.frame.label or dated_by(outer, inner)
            if inner is not outer and same and swallows(outer, inner):
                outer = replace(
                    outer,
                    date=outer.date or inner.date,
                    participants=unique([*outer.participants, *inner.participants]),
                )
        kept.append(outer)
    return tuple(kept)


def voted(outer: Candidate, inner: Candidate) -> bool:
    path = path_up(inner.token, outer.token)
    return path is not None and {t.dep_ for t in path} <= {"xcomp", "conj", "ccomp"}


def swallows(outer: Candidate, inner: Candidate) -> bool:
    """`inner` is part of what `outer` says: its object noun, its consequence, the talks that it agrees to hold."""
    path = path_up(inner.token, outer.token)
    if path is None:
        return False
    same_kind = (
        outer.frame.label == inner.frame.label
        or outer.frame.event_type == inner.frame.event_type
        or {outer.frame.event_type, inner.frame.event_type} <= VIOLENT
    )
    crossed = {t.dep_ for t in path}
    if inner.frame.nominal and outer.frame.pos == "act" and (inner.frame.pos == "noun" or outer.frame.label in ABOUT):
        return same_kind and not is_adjunct(path[-1], outer)
    if inner.frame.nominal:
        if crossed & {"relcl", "ccomp"}:
            return False
        if is_consequence(outer) and path[-1].lower_ == "as" and inner.participants:
            return False  # "killed as a result of the offensive": deaths and their cause are two things
        if crossed & {"advcl", "acl", "pcomp"} and not same_kind:
            return False
        if dated_by(outer, inner):
            return True
        if inner.date is not None and outer.date is not None and inner.date != outer.date:
            return False
        if inner.date is not None and inner.date != outer.date and outer.frame.label != inner.frame.label:
            return False
        own_words = outer.frame.label == "statement" and bool(inner.participants)
        return same_kind or not (is_adjunct(path[-1], outer) or own_words)
    if {outer.frame.event_type, inner.frame.event_type} <= VIOLENT and "relcl" in crossed and inner.date is None:
        return True
    told_by_noun = inner.frame.pos == "act" or (outer.frame.pos == "deed" and same_kind)
    if outer.frame.nominal and told_by_noun and inner.token.head == outer.token:
        return inner.token.dep_ == "acl"  # "a report issued by the ministry", "protests organised by students"
    if outer.frame.nominal:
        return same_kind and crossed <= {"acl", "relcl", "xcomp", "conj", "advcl", "ccomp"} and is_consequence(inner)
    if (
        same_kind
        and crossed <= {"advcl", "conj", "acl", "relcl", "prep", "pobj", "dobj", "pcomp"}
        and is_consequence(inner)
    ):
        return True
    if crossed == {"conj"} and inner.frame.rule == outer.frame.rule and inner.object == outer.object:
        return True  # two verbs with one object: "delay and disrupt aid"
    return crossed == {"xcomp"}


def dated_by(outer: Candidate, inner: Candidate) -> bool:
    """Deaths and the attack of no one named that caused them: "ten soldiers died in an attack on Monday"."""
    violent = {outer.frame.event_type, inner.frame.event_type} <= VIOLENT
    return violent and is_consequence(outer) and outer.date is None and not inner.participants


def is_adjunct(top: Token, outer: Candidate) -> bool:
    """What hangs on the outer trigger only as a circumstance: "at the end of the conference", "after the summit"."""
    return (
        top.dep_ == "prep"
        and top.lower_ not in dict(outer.frame.prepositions)
        and top.lower_ not in {"of", "for", "to"}
    )


def is_consequence(inner: Candidate) -> bool:
    return inner.token.lemma_.lower() in words("casualty")


def path_up(inner: Token, outer: Token) -> list[Token] | None:
    """The tokens from `inner` up to below `outer`; None when `outer` is not above."""
    node, path = inner, []
    while node.i != outer.i:
        path.append(node)
        if node.head == node:
            return None
        if node != inner and is_verbal(node) and node.dep_ in {"relcl", "ccomp", "advcl"} and len(path) > 8:
            return None
        node = node.head
    return path


def merged(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drafts in text order with re-mentions folded into the event that they name; the title's only as evidence."""
    kept: list[Draft] = []
    for draft in [d for d in drafts if not d.title] + [d for d in drafts if d.title]:
        for index, known in enumerate(kept):
            if same_event(known, draft):
                kept[index] = together(known, pointing(known, draft))
                break
        else:
            if not draft.title:
                kept.append(draft)
    return tuple(kept)


def pointing(known: Draft, draft: Draft) -> Draft:
    """A mention that only points back adds evidence, no participants."""
    return replace(draft, participants=()) if known.participants and again(known, draft) else draft


def same_event(one: Draft, other: Draft) -> bool:
    """Same kind, no contradiction in date, place or standing, and one side's participants within the other's."""
    if one.candidate.frame.label != other.candidate.frame.label:
        return False
    if "act" in {one.candidate.frame.pos, other.candidate.frame.pos}:
        return told_twice(one, other)
    first, second = parties(one), parties(other)
    if not other.title and other.sentence != one.sentence and introduced(other):
        return False
    if (one.candidate.frame.rule in ASSENT) != (other.candidate.frame.rule in ASSENT):
        return False
    if again(one, other):
        return True
    if one.candidate.frame.label in NAMED_AGAIN and same_day(one.date, other.date) and (not first or not second):
        return one.standing == other.standing
    if one.candidate.frame.rule == "second" == other.candidate.frame.rule:
        return (
            one.standing == other.standing
            and bool(actors(other))
            and (actors(other) <= actors(one) or actors(one) <= actors(other))
        )
    spoken = one.candidate.frame.label == "statement" and bool(actors(one)) and actors(one) == actors(other)
    if not spoken and (not first or not second or not (first <= second or second <= first)):
        return False
    if not dates_agree(one.date, other.date):
        return False
    if one.place is not None and other.place is not None and one.place.place.key != other.place.place.key:
        return False
    if one.candidate.frame.label in NAMED_AGAIN:
        return one.standing == other.standing or "present" in {one.standing, other.standing}
    resolved = one.date is not None and other.date is not None and one.date.first is not None
    return resolved and actors(one) == actors(other) and actors(one) != frozenset() and one.standing == other.standing


def told_twice(one: Draft, other: Draft) -> bool:
    """What a clause tells by its shape alone is the same only with the same verb, the same people and the same day."""
    same_verb = one.candidate.token.lemma_ == other.candidate.token.lemma_
    return same_verb and parties(one) == parties(other) and (other.title or same_day(one.date, other.date))


def again(one: Draft, other: Draft) -> bool:
    """A later mention that only points back: "the press conference", "its offensive", the truce that was announced and
    then began, "the offer made by" whoever makes it elsewhere."""
    label, rule = one.candidate.frame.label, other.candidate.frame.rule
    near = dates_agree(one.date, other.date)
    same = bool(actors(one)) and actors(one) & actors(other) == actors(one)
    if label == "statement" and rule == "press-conference" and other.date is None:
        spoken = one.candidate.frame.rule in {"press-conference", "meet-press"}
        return spoken and (not actors(other) or actors(other) == actors(one))
    if label == "ceasefire":
        return near and (not parties(one) or not parties(other) or bool(parties(one) & parties(other)))
    if label == "proposal" and "offer-noun" in {one.candidate.frame.rule, rule}:
        return same and near
    if label == "attack" and wide(one) and wide(other) and points_back(other):
        return near and (same or not actors(other) or not actors(one))
    return False


def wide(draft: Draft) -> bool:
    """An operation of some length, which a text names more than once; a single shot or raid is not."""
    token, noun = draft.candidate.token, draft.candidate.object
    return any(t is not None and t.lemma_.lower() in words("wide_operation") for t in (token, noun))


def points_back(draft: Draft) -> bool:
    noun = draft.candidate.token if draft.candidate.frame.nominal else draft.candidate.object
    return noun is not None and any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "this", "that"}) for c in noun.children
    )


def introduced(draft: Draft) -> bool:
    """A treaty or meeting told of as one more: "a new protocol", "another summit", "a first accord, signed in 2014"."""
    if draft.candidate.frame.label not in {"agreement", "meeting"}:
        return False
    noun = draft.candidate.token if draft.candidate.frame.nominal else draft.candidate.object
    if noun is None:
        return False
    before = {c.lower_ for c in noun.children if c.i < noun.i}
    return bool(before & {"a", "an", "another"}) and bool(
        before & {"new", "another", "further"} or any(c.ent_type_ == "ORDINAL" for c in noun.children)
    )


def actors(draft: Draft) -> frozenset[str]:
    return frozenset(p.party or p.person or "" for p in draft.participants if p.role == "actor")


def parties(draft: Draft) -> frozenset[str]:
    return frozenset(p.party or p.person or "" for p in draft.participants)


def same_day(one: DateClaim | None, other: DateClaim | None) -> bool:
    return (
        one is not None
        and other is not None
        and one.first is not None
        and (one.first, one.last) == (other.first, other.last)
    )


def dates_agree(one: DateClaim | None, other: DateClaim | None) -> bool:
    if one is None or other is None:
        return True
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return one.text.casefold() == other.text.casefold()
    return one.first <= other.last and other.first <= one.last


def together(one: Draft, other: Draft) -> Draft:
    """One row of two mentions: the participants of both, the more precise date, the place that is known."""
    date = one.date
    if date is None or (date.first is None and other.date is not None):
        date = other.date
    return replace(
        one,
        participants=unique([*one.participants, *other.participants]),
        date=date,
        place=one.place or other.place,
        place_passage=one.place_passage if one.place else other.place_passage,
        evidence=one.evidence + other.evidence,
    )
