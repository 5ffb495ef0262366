"""Events of clauses that no frame of the lexicon fits: somebody does, or undergoes, something that could be dated.

The lexicon will never hold every verb. So a clause is an event by its shape: its verb is dynamic (closed classes of
`event_words.csv` name what is not: states, thought, mere saying, phases, gradual change, everyday verbs), its form tells
a happening, and somebody who can act does it or undergoes it. The rows of `event_triggers.csv` with `pos` act say what
kind of event a class of verbs tells; the row `*` takes the rest, and asks for more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.events.clause import direct_object, in_class, is_verbal, lemma, prepositional_phrases
from pipeline.extract.events.given import object_fits
from pipeline.extract.events.nouns import author_above
from pipeline.extract.events.participants import Stage, actor_of
from pipeline.extract.events.places import place_in
from pipeline.extract.events.quotes import verb_quote
from pipeline.extract.events.standing import is_infinitive, of_omission, of_verb, shared_form
from pipeline.extract.events.triggers import Frame, frames_by_lemma, words
from pipeline.extract.events.verbs import Candidate, Clause, acts, empty, participants, unique
from pipeline.extract.syntax import agent, is_negated, is_passive, own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token
    from pipeline.model import DateClaim

NOT_DYNAMIC = ("state", "mind", "saying", "phase", "change", "everyday")
LIGHT = "act-light"
ANY_VERB = "*"
GOALS = frozenset({"to", "into", "for", "from", "in", "at", "onto", "towards", "toward", "through", "across", "of"})
# What takes time to do can be under way; to announce or to appoint is done once.
# What "will" happen is a plan where people arrange it, else a forecast.
FORMS = {
    "ongoing": frozenset({"ASSAULT", "COERCE", "MOBILIZE", "AID", "PROTEST", "CONSULT", "RETREAT", "CONCEDE"}),
    "planned": frozenset({"CONSULT", "AGREE", "MOBILIZE", "COERCE", "SANCTION", "RETREAT", "CONCEDE"}),
}
# A passive of these tells a deed whatever undergoes it: "the house was searched".
CONCRETE = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT", "CONCEDE", "COOPERATE", "AGREE", "REJECT", "PROTEST"})
# Only parties do these, so "it" must be one.
OF_PARTIES = frozenset({"proposal", "agreement", "rejection", "statement", "sanction", "threat", "accusation"})
FULL_CLAUSE = 6  # words
VIVID = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"})
SETTLED = frozenset({"AGREE"})  # who voted, signed or settled did so wherever the clause stands
TELLING = frozenset({"ROOT", "conj", "ccomp", "parataxis"})


def candidate(stage: Stage, verb: Token, date: DateClaim | None) -> Candidate | None:
    """The event that a clause tells by its shape, or None."""
    omission = frames_by_lemma("omission").get(lemma(verb)) if is_negated(verb) and not is_passive(verb) else None
    frame = omission[0] if omission else frame_of(verb)
    if frame is None or verb.sent[-1].text == "?" or verb.dep_ in {"amod", "compound"}:
        return None
    standing = of_omission(verb) if omission else of_verb(verb)
    if wished(verb) or silent(verb):
        return None
    who, actor = actor_of(stage, verb)
    if standing is None and frame.event_type == "CONSULT" and arranged(verb, date):
        standing = "planned"
    if standing == "present" and said_today(stage, verb, who, date, frame):
        standing = "occurred"
    if standing is None or standing in {"hypothetical", "present", "denied"}:
        return None
    thing = direct_object(verb)
    if any(noun is not None and empty(noun) for noun in (who, thing)):
        return None
    known = frame.rule != "act"
    dated = date is not None or place_in(verb) is not None
    told = full(verb) and (own_day(verb) or place_in(verb) is not None)
    if not somebody(stage, verb, who, thing, frame, dated) and (known or date is None or not told):
        return None
    if not placed(verb, frame.event_type, known, dated):
        return None
    if not needs_met(stage, frame, verb, thing, date, dated) and not (told and reported(frame, verb, who)):
        return None
    if not dated and standing in {"ongoing", "planned"} and frame.event_type not in FORMS[standing]:
        return None
    people = participants(frame, Clause(stage, verb, who, actor, thing, date, standing))
    if frame.label == "statement" and verb.dep_ == "acl" and not any(p.role == "actor" for p in people):
        # "in a letter sent on Monday the minister called it ...": whose words they are
        people = unique([*stage.participants(author_above(stage, verb.head), "actor"), *people])
    return Candidate(verb, frame, standing, people, date, who, thing)


def reported(frame: Frame, verb: Token, who: Token | None) -> bool:
    """Somebody says a thing at a place or on a day; "claims to have annexed" tells of the annexing."""
    return "day" in frame.needs and who is not None and not any(c.dep_ == "xcomp" for c in verb.children)


def full(verb: Token) -> bool:
    """A clause that tells enough to be news by itself, whoever or whatever its subject is."""
    first, end = verb_quote(verb)
    return end - first >= FULL_CLAUSE


def arranged(verb: Token, date: DateClaim | None) -> bool:
    """A coming together with a day is a plan: "the readiness to meet again next week", "the next step is for the rebels
    to convene in May"."""
    return date is not None and is_infinitive(verb) and not is_negated(verb) and not is_negated(verb.head)


def wished(verb: Token) -> bool:
    """A subjunctive: "asked that the catch be landed at Agadir"."""
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return bool(helpers) and all(c.tag_ == "VB" for c in helpers)


def said_today(stage: Stage, verb: Token, who: Token | None, date: DateClaim | None, frame: Frame) -> bool:
    """To say it is to do it: "today I invite you all to join", "I am appealing today"."""
    published = stage.reading.document.published
    return (
        frame.event_type in {"REQUEST", "AGREE", "CONSULT", "COOPERATE", "SUPPORT"}
        and who is not None
        and who.lower_ in {"i", "we"}
        and date is not None
        and published is not None
        and date.first == published.first
    )


def silent(verb: Token) -> bool:
    """ "A spokeswoman declined to say": nothing happened."""
    said = {c.dep_ for c in verb.children if lemma(c) in words("saying") or c.dep_ == "ccomp"}
    return "xcomp" in said or ("ccomp" in said and lemma(verb) == "conclude")


def frame_of(verb: Token) -> Frame | None:
    """The class of a dynamic verb; None for a verb of a closed class."""
    index = frames_by_lemma("act")
    name = lemma(verb)
    thing = direct_object(verb)
    for frame in sorted(index.get(name, ()), key=lambda row: row.order):
        if frame.rule == LIGHT:
            named = done(verb, thing)
            if named is None:
                continue
            return replace(frame, label=named.label, event_type=named.event_type)
        if not frame.object_class or any(object_fits(kind, verb, thing) for kind in frame.object_class):
            return frame
    if any(name in words(word_class) for word_class in NOT_DYNAMIC):
        return None
    return index[ANY_VERB][0]


def done(verb: Token, thing: Token | None) -> Frame | None:
    """The frame of the noun that says what is done: "made a concession", "came under attack", "engaged in fighting"."""
    nouns = [] if thing is None else [thing]
    if not nouns:
        nouns = [noun for preposition, noun in prepositional_phrases(verb) if preposition in {"in", "into", "under"}]
    for noun in nouns:
        found = frames_by_lemma("deed").get(lemma(noun)) if noun.pos_ == "NOUN" else None
        if found:
            return found[0]
    return None


def somebody(stage: Stage, verb: Token, who: Token | None, thing: Token | None, frame: Frame, dated: bool) -> bool:
    """Somebody who can act does it; of a passive, somebody undergoes it, or the class or the day makes it a deed."""
    known = frame.rule != "act"
    if is_passive(verb):
        by = agent(verb)
        if by is not None:
            return acts(stage, by)
        return thing is not None and (dated or frame.event_type in CONCRETE or bool(stage.cast.refer(thing)))
    if who is None:
        return False
    return acts(stage, who) or (dated and known) or (who.lower_ == "it" and frame.label in OF_PARTIES)


def needs_met(
    stage: Stage, frame: Frame, verb: Token, thing: Token | None, date: DateClaim | None, dated: bool
) -> bool:
    """The tests of the row's `needs`: a day, a goal, a content."""
    if "dated" in frame.needs and date is None:
        return False
    if "day" in frame.needs and not said_on(verb):
        return False
    if "goal" in frame.needs and not goal(stage, verb, thing, dated):
        return False
    if "setapart" in frame.needs and not dated and not any(p == "with" for p, _ in prepositional_phrases(verb)):
        return False
    return (
        "content" not in frame.needs
        or dated
        or thing is not None
        or any(c.dep_ in {"ccomp", "xcomp"} and c.i > verb.i for c in verb.children)
    )


def said_on(verb: Token) -> bool:
    """Words of somebody named, on a day that belongs to the saying: "the minister said on Friday that ..."."""
    who = own_subject(verb)
    return own_day(verb) and who is not None and who.pos_ in {"PROPN", "NOUN"}


def own_day(verb: Token) -> bool:
    """The clause itself is dated: "on Friday", "last week"; not only a noun of it, as in "the 1973 crisis"."""
    return any(
        c.dep_ in {"npadvmod", "prep", "advmod"} and any(t.ent_type_ == "DATE" for t in c.subtree)
        for c in verb.children
    )


def goal(stage: Stage, verb: Token, thing: Token | None, dated: bool) -> bool:
    """Whereto, wherefrom or who is told: "left the country", "returned to Norland"; a bare "left" is none."""
    if dated or (thing is not None and not is_passive(verb)) or is_passive(verb):
        return True
    return any(
        preposition in GOALS and (noun.pos_ == "PROPN" or in_class(noun, "site") or bool(stage.cast.refer(noun)))
        for preposition, noun in prepositional_phrases(verb)
    )


def placed(verb: Token, event_type: str, known: bool, dated: bool) -> bool:
    """Where the clause stands: a main clause tells; a subordinate one, or a second verb, must give a day or a place."""
    form = shared_form(verb)
    if dated:
        return True
    if verb.dep_ == "ROOT" or (form.dep_ == "ROOT" and known):
        return True
    if verb.tag_ == "VBG" and form.dep_ in {"advcl", "pcomp"}:
        # "raised the pressure by shelling the road", "marched there, presenting a petition"
        return event_type in VIVID or (known and direct_object(verb) is not None)
    if known and form.dep_ == "xcomp" and is_verbal(form.head):  # "plans to negotiate", "is said to have fled"
        return form.head.dep_ in TELLING
    return known and (form.dep_ in TELLING or (event_type in SETTLED and form.dep_ in {"acl", "relcl", "advcl"}))


__all__ = ["candidate"]
