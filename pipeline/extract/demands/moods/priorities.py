"""There is no alternative to X, X is our priority, Y has a duty to act, in somebody's words: a demand of the speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY
from pipeline.extract.demands.acts import is_act_noun
from pipeline.extract.demands.complements import phrase_first
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.mood import Mood
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import is_conditional, is_negated, own_subject, possessor, prepositional

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

NO_ALTERNATIVE = rule(
    "no-alternative",
    "there is no alternative to, no substitute for X, in somebody's words",
    matches=(
        '"There is no alternative to a negotiated settlement," the minister of Norland said.',
        '"There is no substitute for the withdrawal of the troops," the president of Norland said.',
        "The minister of Norland said there was no alternative to ending the war.",
    ),
    rejects=(
        "There is no alternative to a good umbrella.",
        '"There is an alternative to talks," the minister of Norland said.',
        '"There is no room for the visitors," the minister of Norland said.',
    ),
)


PRIORITY = rule(
    "is-a-priority",
    "the return of the hostages is our priority, remains the first task, in somebody's words",
    matches=(
        '"The release of the sailors is our top priority," the president of Norland said.',
        '"Ending the blockade remains a priority," the minister of Norland said.',
        '"It is a priority for us to free the sailors," the president of Norland said.',
        '"It is our goal that Sudonia free the sailors," the president of Norland said.',
    ),
    rejects=(
        '"The weather is our top priority," the minister of Norland said.',
        "The release of the album is a top priority.",
        '"The release of the sailors was not a priority," the minister of Norland said.',
        '"It is a pleasure to be here," the president of Norland said.',
    ),
)


DUTY = rule(
    "has-a-duty",
    "another has a duty, an obligation, the responsibility to act, in somebody's words: a demand of that other",
    matches=(
        '"Sudonia has a duty to protect the convoys," the minister of Norland said.',
        '"Sudonia bears the responsibility to repair the dam," the president of Norland said.',
    ),
    rejects=(
        '"We have a duty to serve," the minister of Norland said.',
        "Sudonia has a duty to protect the convoys.",
        '"Sudonia has no duty to pay," the minister of Norland said.',
    ),
)

CALLED_DEMAND = rule(
    "called-a-demand",
    "X is one of a party's demands, is among its conditions, is its key demand",
    matches=(
        "The release of all prisoners is one of Norland's demands.",
        "The release of all prisoners is among the demands of Norland.",
        "The release of all prisoners is the key demand of Norland.",
    ),
    rejects=(
        "The release of the album is in demand in Norland.",
        "The captain is one of Norland's heroes.",
        "That is one of Norland's demands.",
    ),
)

WAYS_OUT = frozenset({"alternative", "substitute"})
CALLED = frozenset({"demand", "requirement", "request", "condition", "precondition", "call"})
FIRST_THINGS = frozenset({"priority", "priorities", "imperative"})
WISHES = frozenset({"must", "goal", "aim", "objective", "hope", "wish", "desire", "requirement", "necessity"})
DUTIES = frozenset({"duty", "obligation", "responsibility"})


def priority(noun: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """The demand that a noun of priority, of duty or of the only way opens."""
    if noun.pos_ != "NOUN":
        return None
    word = noun.lower_
    if noun.lemma_.lower() in CALLED:
        return _called(noun, sentence, holders)
    if word in WAYS_OUT:
        return _no_alternative(noun, sentence, holders)
    if word in FIRST_THINGS | WISHES:
        wished = _it_is_ours(noun, sentence, holders)
        if wished is not None or word in WISHES:
            return wished
        return _first_thing(noun, sentence, holders)
    return _duty(noun, sentence, holders) if word in DUTIES else None


def _no_alternative(noun: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    verb = noun.head
    there = verb.lemma_ in {"be", "remain", "exist"} and any(c.dep_ == "expl" for c in verb.children)
    if not there or is_conditional(verb) or not any(c.lower_ == "no" for c in noun.children):
        return None
    link = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"to", "for"}), None)
    thing = next((c for c in link.children if c.dep_ in {"pobj", "pcomp"}), None) if link is not None else None
    source = holders.source(verb)
    if thing is None or not source.parties or thing.pos_ == "PRON":
        return None
    if thing.dep_ == "pcomp":
        end = region_end(sentence, thing.i, verb, "ing")
        return Mood(NO_ALTERNATIVE, "demand", thing.i, end, "ing", source, None, (), thing)
    if not is_act_noun(thing):
        return None
    start = phrase_first(thing)
    end = region_end(sentence, start, verb, "np")
    return Mood(NO_ALTERNATIVE, "demand", start, end, "np", source, None, (), thing)


def _first_thing(noun: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    verb = noun.head
    if noun.dep_ != "attr" or verb.lemma_ not in {"be", "remain"} or is_negated(verb) or is_conditional(verb):
        return None
    if any(c.lower_ == "no" for c in noun.children):
        return None
    thing = next((c for c in verb.children if c.dep_ in {"nsubj", "csubj"} and c.i < verb.i), None)
    if thing is None or not (thing.dep_ == "csubj" and thing.tag_ == "VBG" or is_act_noun(thing)):
        return None
    if thing.lemma_.lower() in words("aim_words") | words("shell_nouns"):
        return None
    source = holders.source(verb)
    if not source.parties:
        return None
    start, end = phrase_first(thing), thing.right_edge.i + 1
    form = "ing" if thing.tag_ == "VBG" else "np"
    return Mood(PRIORITY, "demand", start, end, form, source, None, (), thing) if start < end <= verb.i else None


def _called(noun: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    verb = noun.head
    if noun.dep_ == "pobj":
        verb = noun.head.head
        if noun.head.lower_ == "of" and verb.lower_ == "one" and verb.dep_ == "attr":
            verb = verb.head
        elif noun.head.lower_ != "among":
            return None
    elif noun.dep_ != "attr":
        return None
    thing = own_subject(verb) if verb.lemma_ in {"be", "remain"} and not is_negated(verb) else None
    if thing is None or thing.i > verb.i or is_conditional(verb) or not is_act_noun(thing):
        return None
    owner = possessor(noun) or prepositional(noun, "of", "by")
    source = holders.cast.refer(owner) if owner is not None else NOBODY
    if not source.parties or thing.lemma_.lower() in words("shell_nouns") | words("aim_words"):
        return None
    start, end = phrase_first(thing), min(thing.right_edge.i + 1, verb.i)
    kind = "condition" if "condition" in noun.lemma_ else "demand"
    return Mood(CALLED_DEMAND, kind, start, end, "np", source, None, (), thing) if start < end else None


def _it_is_ours(noun: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """ "It is a priority for us to ...", "it is our hope that ..."."""
    verb = noun.head
    dummy = own_subject(verb) if noun.dep_ == "attr" and verb.lemma_ in {"be", "remain"} else None
    if dummy is None or dummy.lower_ != "it" or is_negated(verb) or is_conditional(verb):
        return None
    acts = [
        c for c in (*verb.children, *noun.children) if c.i > noun.i and c.dep_ in {"xcomp", "ccomp", "acl", "advcl"}
    ]
    source = holders.source(verb)
    act = next((c for c in acts if c.pos_ in {"VERB", "AUX"} and c.lemma_ not in words("idle_imperatives")), None)
    if act is None or not source.parties:
        return None
    to = next((c for c in act.children if c.tag_ == "TO"), None)
    doer = own_subject(act)
    if to is None:
        if doer is None or doer.i < noun.i or not any(c.lower_ == "that" and c.i < act.i for c in act.children):
            return None
        start = phrase_first(doer)
        asked = holders.asked(doer, source.parties)
        return Mood(
            PRIORITY, "demand", start, region_end(sentence, act.i, verb, "that"), "that", source, doer, asked, act
        )
    asked = holders.asked(doer, source.parties)
    return Mood(PRIORITY, "demand", to.i, region_end(sentence, act.i, verb, "to"), "to", source, doer, asked, act)


def _duty(noun: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_ not in {"have", "bear", "carry", "share"} or is_negated(verb):
        return None
    if is_conditional(verb) or any(c.lower_ == "no" for c in noun.children):
        return None
    act = next((c for c in (*noun.children, *verb.children) if c.tag_ == "VB" and c.dep_ in {"acl", "advcl"}), None)
    bearer = own_subject(verb)
    if act is None or bearer is None or act.i < noun.i or act.lemma_ in words("idle_imperatives"):
        return None
    source = holders.source(verb)
    asked = holders.asked(bearer, source.parties)
    if not source.parties or not asked:
        return None
    start = bearer.left_edge.i
    end = region_end(sentence, act.i, verb, "that")
    return Mood(DUTY, "demand", start, end, "that", source, bearer, asked, act)
