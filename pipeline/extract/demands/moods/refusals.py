"""will not, does not accept, has no intention of, there will be no ...: what a party refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.demands.acts import is_act_noun
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.intentions import intention
from pipeline.extract.demands.moods.mood import Mood, clause_first, doer_of
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import Rule, rule
from pipeline.extract.syntax import is_conditional, is_negated, is_passive, modal, possessor, prepositional

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

VOLITION = frozenset(
    {
        "be",
        "have",
        "know",
        "seem",
        "comment",
        "say",
        "elaborate",
        "speculate",
        "hesitate",
        "rule",
        "happen",
        "become",
        "work",
        "matter",
        "mean",
        "help",
        "see",
        "need",
        "want",
        "think",
        "believe",
        "stop",
        "forget",
        "rest",
        "disclose",
        "identify",
        "name",
        "remain",
        "expect",
        "last",
        "take",
        "get",
        "succeed",
        "fail",
        "win",
    }
)
IDLE = frozenset({"be", "see", "have", "get", "know", "say", "go", "think", "believe", "hear", "sound", "seem", "make"})
TALKING = frozenset({"talk", "speak", "discuss", "debate"})  # "we cannot talk about that" gives no comment
GOALS = frozenset({"intention", "plan", "desire", "wish", "interest", "inclination"})


REFUSAL = rule(
    "refusal-reported",
    "will not, is not going to, cannot accept said of the speaker's own party: a refusal",
    matches=(
        "Norland said it would not give up the islands.",
        '"We will never sign this text," said the president of Norland.',
        "Norland stressed that it would not withdraw its troops.",
        '"We cannot accept foreign troops," said the minister of Norland.',
        "The president of Norland said his country would not negotiate under threat.",
        '"We are not going to surrender," the president of Norland said.',
        '"We are not prepared to give up the islands," the president of Norland said.',
        '"We can\'t fight our brothers," the minister of Norland said.',
    ),
    rejects=(
        "Norland said it would not comment.",
        "Norland said the talks would not be easy.",
        "Norland said Sudonia would not win.",
        "Norland will not be at the match.",
        "Norland said it was not tired.",
        '"We are not going to win," the captain of Norland said.',
        '"We cannot imagine what they went through," the minister of Norland said.',
    ),
)


STEADY = rule(
    "refusal-steady",
    "does not accept, recognise, agree to: what a party refuses as a rule, whoever says so",
    matches=(
        "Norland does not recognise the new government of Sudonia.",
        '"We do not accept any limits on our fleet," the minister of Norland said.',
        "The president of Sudonia said Norland does not agree to the withdrawal of its troops.",
    ),
    rejects=(
        "Norland does not sell fish.",
        "Norland did not agree with the referee.",
        "Norland does not accept cash.",
        '"I do not want to repeat what was said," the minister of Norland said.',
    ),
)


NO_INTENTION = rule(
    "no-intention",
    "has no intention of, has no plans to do something that others want: a refusal",
    matches=(
        "Norland has no intention of leaving the islands, its minister said.",
        "The president of Norland said his country had no plans to release the sailors.",
    ),
    rejects=(
        "Norland has no plans for the weekend.",
        "Norland has no interest in football.",
        "The minister of Norland has no intention of running for mayor of the city.",
    ),
)


NOTHING_DOING = rule(
    "nothing-of-the-kind",
    "there will be no talks, no concessions will be made, in somebody's words: a refusal",
    matches=(
        '"There will be no negotiations under fire," the president of Norland said.',
        '"No concessions will be made," the minister of Norland said.',
    ),
    rejects=(
        "There will be no negotiations on Sunday.",
        '"There will be no rain," the minister of Norland said.',
        '"No solution will be found," the minister of Norland said.',
    ),
)


GOING_ON = rule(
    "will-go-on",
    "the strikes, our resistance will continue, in the words of those who carry them on: a refusal to stop",
    matches=(
        "The president of Norland said the strikes would continue.",
        '"Our resistance will continue," the president of Norland said.',
    ),
    rejects=(
        "The strikes will continue on Monday.",
        "The president of Norland said the talks would continue.",
        "The president of Norland said the strikes by Sudonia would continue.",
    ),
)


def refusal(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    for find in (_refused, _steady, _no_intention, _nothing_doing, _going_on):
        found = find(verb, sentence, holders)
        if found is not None:
            return found
    return None


def _refused(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    will = intention(verb)
    if will is None or not will.negated or verb.lemma_ in VOLITION or is_conditional(will.carrier) or is_passive(verb):
        return None
    if will.mode not in {"will", "disposed"} and not (
        will.mode in {"can", "ca", "could"}
        and verb.lemma_ in (words("steady_refusals") | words("refusable_verbs")) - TALKING
        and (will.mode != "could" or verb.dep_ == "ccomp")
    ):
        return None
    doer = doer_of(will.carrier)
    if doer is None:
        return None
    source = holders.source(will.carrier)
    own = holders.cast.refer(doer)
    if not source.parties and _told(will.carrier) and verb.lemma_ in words("refusable_verbs"):
        source = own  # the author reports the refusal as a fact
    if not source.parties or not set(own.parties) & set(source.parties):
        return None
    return _mood(REFUSAL, verb, will.carrier, doer, source, sentence)


def _told(verb: Token) -> bool:
    """The clause tells a fact of its own: a main clause, its second predicate, or what is said of a noun."""
    return verb.dep_ in {"ROOT", "conj", "relcl"}


def _steady(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if verb.lemma_ not in words("steady_refusals") or not is_negated(verb) or is_conditional(verb) or is_passive(verb):
        return None
    if not any(c.dep_ == "aux" and c.lemma_ == "do" for c in verb.children) or modal(verb) is not None:
        return None
    thing = _refused_thing(verb)
    if thing is None:
        return None
    doer = doer_of(verb)
    own = holders.cast.refer(doer) if doer is not None else NOBODY
    if doer is None or not own.parties:
        return None
    return _mood(STEADY, verb, verb, doer, own, sentence)


def _refused_thing(verb: Token) -> Token | None:
    """What is not accepted: an act, a status or a clause; papers and proposals are answered, not refused anew."""
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp"}:
            return None if child.lemma_ in words("speech_verbs") | IDLE else child
        noun = child
        if child.dep_ == "prep" and child.lower_ == "to":
            noun = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), child)
        elif child.dep_ != "dobj":
            continue
        if noun.tag_ == "VBG":
            return noun
        if noun.lemma_.lower() in words("demand_nouns") | words("shell_nouns") or noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        if verb.lemma_ in {"recognise", "recognize"} or is_act_noun(noun) or noun.tag_ == "NNS":
            return noun
    return None


def _no_intention(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if verb.lemma_ != "have" or is_conditional(verb):
        return None
    goal = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in GOALS), None)
    if goal is None or not (any(c.lower_ == "no" for c in goal.children) or is_negated(verb)):
        return None
    act = next((t for t in goal.subtree if t.i > goal.i and t.tag_ in {"VBG", "VB"}), None)
    if act is None:
        act = next((c for c in verb.children if c.i > goal.i and c.tag_ == "VB" and c.dep_ in {"xcomp", "advcl"}), None)
    if act is None or act.lemma_ not in words("refusable_verbs") | words("giving_verbs"):
        return None
    doer = doer_of(verb)
    own = holders.cast.refer(doer) if doer is not None else NOBODY
    if doer is None or not own.parties:
        return None
    return _mood(NO_INTENTION, verb, verb, doer, own, sentence)


def _nothing_doing(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if modal(verb) not in {"will", "would", "can"} or is_conditional(verb):
        return None
    if verb.lemma_ == "be":
        thing = next((c for c in verb.children if c.dep_ == "attr"), None)
        dummy = next((c for c in verb.children if c.dep_ == "expl"), None)
    else:
        thing = dummy = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if thing is None or dummy is None or not any(c.dep_ == "det" and c.lower_ == "no" for c in thing.children):
        return None
    if thing.lemma_.lower() not in words("refusable_things"):
        return None
    source = holders.source(verb)
    if not source.parties:
        return None
    start = dummy.left_edge.i
    end = region_end(sentence, max(start, verb.i), verb, "that")
    return Mood(NOTHING_DOING, "refusal", start, end, "that", source, dummy, (), verb)


def _going_on(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if verb.lemma_ not in {"continue", "resume", "go"} or modal(verb) not in {"will", "would"} or is_negated(verb):
        return None
    if verb.lemma_ == "go" and not any(c.lower_ in {"on", "ahead"} for c in verb.children) or is_conditional(verb):
        return None
    deed = doer_of(verb)
    if deed is None or deed.lemma_.lower() not in words("hostile_acts"):
        return None
    source = holders.source(verb, goes_on=False)
    owner = possessor(deed) or prepositional(deed, "by", "of")
    others = holders.asked(owner, source.parties) if owner is not None else ()
    return _mood(GOING_ON, verb, verb, deed, source, sentence) if source.parties and not others else None


def _mood(found: Rule, verb: Token, carrier: Token, doer: Token, source: Reference, sentence: Sentence) -> Mood:
    start = clause_first(carrier, doer, sentence)
    end = region_end(sentence, max(start, verb.i), carrier, "that")
    return Mood(found, "refusal", start, end, "that", source, doer, (), carrier)
