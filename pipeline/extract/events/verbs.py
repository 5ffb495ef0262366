"""Events that verbs tell: a frame of the lexicon fits a clause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.events.clause import (
    argument_phrases,
    direct_object,
    heads,
    in_class,
    is_verbal,
    lemma,
    other_particle,
    particle,
    prepositional_phrases,
)
from pipeline.extract.events.needs import need_met
from pipeline.extract.events.participants import Stage, actor_of, inverted, owner_of_terms
from pipeline.extract.events.places import is_city, is_country, place_at
from pipeline.extract.events.standing import of_verb
from pipeline.extract.events.triggers import Frame, frames_by_lemma, words
from pipeline.extract.syntax import agent, is_negated, own_subject
from pipeline.model import Participant

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token
    from pipeline.model import DateClaim

# What is done to a place is done to its party: attacks, seizures, sanctions, aid.
HARM = frozenset({"ASSAULT", "COERCE", "SANCTION", "AID", "MOBILIZE"})
VISITING = frozenset({"visit"})
MOVING = frozenset({"travel", "arrive"})  # a city is where they go, not whom they go to see
SPOKEN = frozenset({"statement", "proposal", "rejection"})
NOBODY_AT_ALL = frozenset({"nobody", "none", "no-one", "nothing", "whoever", "anyone"})
PERSONAL = frozenset(
    {"he", "she", "they", "we", "i", "who", "both", "many", "some", "others", "those", "several", "most"}
)
UNABLE = frozenset({"DATE", "TIME", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "MONEY", "PERCENT", "QUANTITY", "LOC"})
ACTING = (
    "crowd",
    "people",
    "official",
    "armed",
    "troops",
    "collective",
    "staff",
    "captive",
    "envoy",
    "government",
    "vehicle",
)


@dataclass(frozen=True, eq=False)
class Candidate:
    """A trigger that fits a frame, before candidates of one sentence are weighed against each other."""

    token: Token
    frame: Frame
    standing: str
    participants: tuple[Participant, ...]
    date: DateClaim | None
    subject: Token | None = None
    object: Token | None = None


@dataclass(frozen=True, eq=False)
class Clause:
    """What the needs of a frame are asked of."""

    stage: Stage
    verb: Token
    subject: Token | None
    actor: Reference
    object: Token | None
    date: DateClaim | None
    standing: str


def candidate(stage: Stage, verb: Token, date: DateClaim | None) -> Candidate | None:
    """The event that a verb tells, or None. The most specific frame that fits decides."""
    found = frames_of(verb)
    if not found:
        return None
    standing = failed(verb) or of_verb(verb)
    if standing is None:
        return None
    noun = direct_object(verb)
    who, actor = actor_of(stage, verb)
    if any(n is not None and empty(n) for n in (noun, who)):
        return None
    clause = Clause(stage, verb, who, actor, noun, date, standing)
    if verb.sent[-1].text == "?":
        return None
    bare_gerund = verb.tag_ == "VBG" and standing not in {"ongoing", "planned"}
    for frame in found:
        if bare_gerund and frame.label in SPOKEN:
            continue
        if ("failed" in frame.needs) != (failed(verb) is not None):
            continue
        if shape_fits(frame, clause):
            people = participants(frame, clause)
            if all(need_met(need, frame, clause, people) for need in frame.needs):
                return Candidate(verb, named_by(frame, who), standing, people, date, who, noun)
    return None


def empty(noun: Token) -> bool:
    """ "Nobody", "no minister", "any delay": no happening is told of them."""
    return noun.lower_ in NOBODY_AT_ALL or any(c.lower_ in {"no", "any"} and c.dep_ == "det" for c in noun.children)


def named_by(frame: Frame, noun: Token | None) -> Frame:
    """ "The vote took place" is an election, "clashes took place" a clash: the subject says what kind of event it is."""
    if frame.rule != "take-place" or noun is None:
        return frame
    kinds = frames_by_lemma("noun").get(lemma(noun))
    return replace(frame, label=kinds[0].label, event_type=kinds[0].event_type) if kinds else frame


def acts(stage: Stage, noun: Token) -> bool:
    """A noun phrase stands for somebody who can act: a party or a person of the cast, or people of any kind."""
    if stage.cast.refer(noun):
        return True
    if noun.pos_ == "PRON":
        return noun.lower_ in PERSONAL
    if noun.pos_ == "PROPN":
        return noun.ent_type_ not in UNABLE and not in_class(noun, "agreement")
    return any(lemma(head) in words(kind) for head in heads(noun) for kind in ACTING)


def frames_of(verb: Token) -> tuple[Frame, ...]:
    """The frames of a verb, also where the lemmatizer cuts too much ("staged" to "stag")."""
    index = frames_by_lemma("verb")
    found = index.get(lemma(verb))
    form = str(verb.lower_)
    for ending, base in (("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")):
        if found is None and form.endswith(ending):
            found = index.get(form.removesuffix(ending) + base)
    return found or ()


def failed(verb: Token) -> str | None:
    """ "failed to adopt": what happened is the failure."""
    governor = verb.head
    if verb.dep_ == "xcomp" and lemma(governor) == "fail" and not is_negated(governor):
        return of_verb(governor)
    return None


def shape_fits(frame: Frame, clause: Clause) -> bool:
    """Particle and object are those that the frame asks for."""
    verb = clause.verb
    if frame.particle and particle(verb, frame.particle) is None:
        return False
    if other_particle(verb, frame.particle):
        return False
    if not frame.object_class:
        return True
    return any(object_fits(alternative, clause) for alternative in frame.object_class)


def object_fits(alternative: str, clause: Clause) -> bool:
    noun = clause.object
    optional = alternative.endswith("?")
    name = alternative.rstrip("?")
    if name == "none":
        return noun is None
    if noun is None:
        return optional
    if name.startswith("@"):
        return in_class(noun, name[1:])
    if name == "party":
        return bool(clause.stage.cast.refer(noun))
    if name == "place":
        return noun.pos_ == "PROPN" and place_at(noun) is not None
    return False


def participants(frame: Frame, clause: Clause) -> tuple[Participant, ...]:
    """The participants of a frame's slots, in the order subject, object, prepositions; nobody twice."""
    stage = clause.stage
    found: list[Participant] = list(stage.participants(clause.actor, frame.subject))
    if frame.subject == "participant":
        found = [*stage.participants(paired(stage, clause), "participant"), *found]
    if frame.subject not in {"", "content"} and clause.subject is not None:
        found.extend(stage.participants(allies(stage, clause.subject, clause.verb), frame.subject))
    if frame.rule == "find-guilt":
        for child in clause.verb.children:
            if child.dep_ == "ccomp":
                found.extend(stage.participants(stage.within(own_subject(child)), "recipient"))
    if frame.subject and not found and clause.subject is not None and not frame.needed("actor"):
        found.extend(stage.participants(modified(stage, clause.subject), frame.subject))
    if frame.object and clause.object is not None:
        found.extend(stage.participants(object_reference(frame, clause), frame.object))
    roles = dict(frame.prepositions)
    for preposition, noun in argument_phrases(clause.verb, clause.object):
        role = roles.get(preposition)
        if role is not None and not (frame.rule in MOVING and is_city(noun)):
            placed = frame.event_type in HARM or (frame.label in VISITING and is_country(noun))
            found.extend(stage.participants(stage.within(noun, placed), role))
    if not any(p.role == "recipient" for p in found):
        found.extend(stage.participants(decided_on(frame, clause), "recipient"))
    if not found and frame.label == "statement" and clause.subject is not None:
        for token in clause.subject.subtree:  # "a statement on its website said"
            if token.dep_ == "poss" and token.i > clause.subject.i:
                found.extend(stage.participants(stage.cast.refer(token), "actor"))
    if frame.event_type in HARM and clause.subject is not None and in_class(clause.subject, "attackword"):
        for preposition, noun in prepositional_phrases(clause.subject):  # "strikes on X killed twelve"
            if preposition in {"on", "against"}:
                found.extend(stage.participants(stage.within(noun, True), "recipient"))
    if frame.needed("subject") and clause.subject is not None:
        for preposition, noun in prepositional_phrases(clause.subject):  # "talks between X and Y broke down"
            role = roles.get(preposition)
            if role is not None:
                found.extend(stage.participants(stage.within(noun), role))
    return unique(found)


def decided_on(frame: Frame, clause: Clause) -> Reference:
    """Whom a ruling, proposal or vote is about, by its content: "ruled that X must stop", "voted to censure X"."""
    own = frozenset(clause.actor.parties)
    for child in clause.verb.children:
        noun = None
        if child.dep_ == "ccomp" and frame.label in {"ruling", "proposal"}:
            noun = own_subject(child)
        elif child.dep_ == "xcomp" and frame.label == "vote":
            noun = direct_object(child)
        found = clause.stage.within(noun)
        if found:
            return Reference(tuple(p for p in found.parties if p not in own))
    return NOBODY


def allies(stage: Stage, subject: Token, verb: Token) -> Reference:
    """Those who act along with a subject: "Norland, backed by Sudonian forces, ..."."""
    clauses = [c for c in (*subject.children, *verb.children) if c.dep_ in {"acl", "advcl"} and c.tag_ == "VBN"]
    helping = [c for c in clauses if lemma(c) in words("helping")]
    found = [stage.within(by) for clause in helping if (by := agent(clause)) is not None]
    return Reference(tuple(p for r in found for p in r.parties), ()) if found else NOBODY


def paired(stage: Stage, clause: Clause) -> Reference:
    """The first of two whom one relative clause tells of: "of X and Y, who met on Monday"."""
    noun, verb = clause.subject, clause.verb
    if noun is None or verb.dep_ != "relcl" or noun.dep_ != "conj" or noun.head.pos_ not in {"NOUN", "PROPN"}:
        return NOBODY
    return stage.whom(noun.head)


def modified(stage: Stage, noun: Token) -> Reference:
    return stage.within(noun) if noun.pos_ in {"NOUN", "PROPN"} else NOBODY


def object_reference(frame: Frame, clause: Clause) -> Reference:
    assert clause.object is not None
    if any(c in {"@position", "@backing"} for c in frame.object_class) or frame.rule == "turn-down":
        return owner_of_terms(clause.stage, clause.object, frozenset(clause.actor.parties))
    return clause.stage.within(clause.object, frame.event_type in HARM)


def unique(found: list[Participant]) -> tuple[Participant, ...]:
    """Each party and person once, with the first role; a party that a person already stands for is dropped."""
    kept: list[Participant] = []
    for one in found:
        if one.person is None and any(k.party == one.party for k in kept):
            continue
        if one.person is not None and any(k.person == one.person for k in kept):
            continue
        kept.append(one)
    return tuple(kept)


def is_candidate_verb(token: Token) -> bool:
    if token.dep_ in {"amod", "compound", "aux", "auxpass"}:
        return inverted(token)
    return is_verbal(token) or (token.tag_ in {"VBN", "VBD"} and token.dep_ in {"acl", "relcl", "ROOT"})
