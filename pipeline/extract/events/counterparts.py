"""The other side that only the discourse tells: whose offer was turned down, who talks when "talks resumed"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.events.clause import in_class, is_verbal, lemma, main_clause
from pipeline.extract.events.participants import Stage, actor_of
from pipeline.extract.events.places import place_before
from pipeline.extract.events.verbs import unique
from pipeline.model import Participant

if TYPE_CHECKING:
    from pipeline.extract.events.merge import Draft
    from pipeline.extract.events.verbs import Candidate
    from pipeline.extract.tokens import Token

BETWEEN_TWO = frozenset(
    {
        "clash",
        "rejection",
        "proposal",
        "agreement",
        "withdrawal",
        "retraction",
        "dropped demand",
        "meeting",
        "sanction",
        "expulsion",
        "call",
        "strike",
        "walkout",
        "breakdown",
    }
)
JOINT = frozenset({"meeting", "agreement", "clash", "breakdown"})
COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
ANSWERS = frozenset({"reject", "turn-down", "dismiss", "accept", "agree", "criticise"})
ANSWERED = frozenset({"proposal", "statement", "threat", "sanction", "accusation"})
DEED_TOLD = 3  # sentences back to the deed that "the operation" points to
HOSTILE = frozenset({"ASSAULT", "COERCE"})


def addressed(stage: Stage, draft: Draft, before: list[Draft]) -> Draft:
    """A draft with the other side that the discourse implies: whose offer was turned down, else the counterpart."""
    frame = draft.candidate.frame
    if not draft.participants:
        draft = replace(draft, participants=pointed_at(stage, draft, before))
    if frame.label == "accusation":
        return replace(draft, participants=unique([*draft.participants, *doers_of(stage, draft, before)]))
    if frame.by_shape or frame.label not in BETWEEN_TWO or any(p.role == "recipient" for p in draft.participants):
        return draft
    actors = {p.party for p in draft.participants}
    if len(actors) > 1:
        return draft
    if frame.rule in ANSWERS and actors:
        for other in reversed(before):
            if draft.sentence - other.sentence > 3:
                break
            theirs = {p.party for p in other.participants if p.role == "actor" and p.party}
            if (
                other.sentence < draft.sentence
                and other.candidate.frame.label in ANSWERED
                and theirs
                and not theirs & actors
            ):
                extra = tuple(Participant("recipient", party) for party in sorted(p for p in theirs if p))
                return replace(draft, participants=unique([*draft.participants, *extra]))
    if stage.two_sides is not None:
        draft = replace(draft, participants=with_counterpart(stage.two_sides, draft))
    told = draft.candidate.token if frame.nominal else draft.candidate.subject or draft.candidate.object
    talks = in_class(told, "talks") and not in_class(told, "gathering")
    if not draft.participants and frame.label in JOINT and talks:
        sides = stage.pair_before(draft.candidate.token) or stage.negotiators
        return replace(draft, participants=tuple(Participant("participant", side) for side in sides))
    return draft


def pointed_at(stage: Stage, draft: Draft, before: list[Draft]) -> tuple[Participant, ...]:
    """Those who take part by what was told just before: "the leaders of all three countries", "that siege has become an
    assault", "the agreement is to be signed"."""
    one, label = draft.candidate, draft.candidate.frame.label
    noun = one.subject if one.subject is not None else one.object
    near = [d for d in reversed(before) if draft.sentence - d.sentence <= 3 and d.participants]
    if label == "meeting" and noun is not None and in_class(noun, "collective") and noun.tag_ == "NNS":
        numbers = {COUNTS[c.lower_] for t in noun.subtree for c in [t] if c.lower_ in COUNTS}
        for other in near:
            sides = sorted({p.party for p in other.participants if p.party})
            if (
                other.candidate.frame.label in {"meeting", "call", "agreement"}
                and len(sides) > 1
                and (not numbers or len(sides) in numbers)
            ):
                return tuple(Participant("participant", side) for side in sides)
    if (
        label in {"meeting", "clash", "breakdown"}
        and one.frame.rule not in {"conference", "summit"}
        and known_talks(one)
    ):
        for other in [d for d in reversed(before) if d.candidate.frame.label in {"meeting", "clash", "breakdown"}]:
            sides = sorted({p.party for p in other.participants if p.party and p.role != "host"})
            if len(sides) > 1:
                return tuple(Participant("participant", side) for side in sides)
    if one.frame.event_type in HOSTILE and one.token.dep_ == "attr":
        told = next((c for c in one.token.head.children if c.dep_ == "nsubj"), None)
        for other in near:
            if told is not None and other.candidate.frame.nominal and lemma(other.candidate.token) == lemma(told):
                return other.participants
    if (
        label == "agreement"
        and not one.frame.nominal
        and noun is not None
        and any(c.lower_ == "the" for c in noun.children)
    ):
        return makers(stage, noun)
    return ()


def doers_of(stage: Stage, draft: Draft, before: list[Draft]) -> tuple[Participant, ...]:
    """Whose deed it is that somebody condemns, when the words only point back to it: "Norland struck the port. Sudonia
    denounced the operation", "the move was criticised by Sudonia"."""
    own = {p.party for p in draft.participants}
    if len(own) != 1 or None in own or any(p.role != "actor" for p in draft.participants):
        return ()
    one = draft.candidate
    deed = one.object if one.object is not None else one.subject
    if deed is None or deed.pos_ != "NOUN" or stage.within(deed, True):
        return ()
    if not any(c.dep_ == "det" and c.lower_ in {"the", "this", "that", "these", "those"} for c in deed.children):
        return ()
    if any(c.dep_ in {"prep", "relcl", "acl", "poss"} for c in deed.children):
        return ()
    for other in reversed(before):
        if draft.sentence - other.sentence > DEED_TOLD:
            break
        theirs = sorted({p.party for p in other.participants if p.role == "actor" and p.party and p.party not in own})
        if other.sentence < draft.sentence and other.candidate.frame.label != "accusation" and theirs:
            return tuple(Participant("recipient", party) for party in theirs)
    return ()


def known_talks(one: Candidate) -> bool:
    """A round, talks or fighting that the text has told of: definite, or one more of a kind."""
    noun = one.token if one.frame.nominal else one.subject if one.subject is not None else one.object
    if noun is None or noun.pos_ not in {"NOUN", "VERB"} or place_before(noun) is not None:
        return False
    if lemma(one.token) in {"resume", "continue", "reopen", "restart", "reconvene"}:
        return True
    return any(
        c.lower_ in {"the", "that", "these", "those"}
        or c.ent_type_ == "ORDINAL"
        or c.lower_ in {"next", "last", "another"}
        for c in noun.children
    )


def makers(stage: Stage, noun: Token) -> tuple[Participant, ...]:
    """Who works on what "the agreement" points back to: "X and Y work on an agreement. The agreement is to be signed"."""
    sentence = stage.reading.sentence_of(noun)
    for earlier in reversed(stage.reading.sentences[max(0, sentence.index - 2) : sentence.index]):
        for token in earlier.tokens:
            if lemma(token) == lemma(noun) and any(c.lower_ in {"a", "an"} for c in token.children):
                verb = main_clause(token)
                return stage.participants(actor_of(stage, verb)[1], "participant") if is_verbal(verb) else ()
    return ()


def with_counterpart(sides: tuple[str, str], draft: Draft) -> tuple[Participant, ...]:
    """In a text about two parties, what one of them offers, rejects or agrees to concerns the other, and talks with
    nobody named are between the two."""
    people = draft.participants
    label = draft.candidate.frame.label
    named = {p.party for p in people}
    if not named and label in {"strike", "walkout"}:
        return (Participant("participant", sides[0]), Participant("participant", sides[1]))
    if (
        not named
        and label in {"meeting", "agreement", "clash"}
        and draft.candidate.frame.rule not in {"conference", "summit"}
    ):
        return (Participant("participant", sides[0]), Participant("participant", sides[1]))
    if len(named) != 1 or not named & set(sides):
        return people
    if label == "clash":
        return people
    other = sides[1] if sides[0] in named else sides[0]
    return (*people, Participant("participant" if label in {"meeting", "call"} else "recipient", other))
