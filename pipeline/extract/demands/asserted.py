"""Whether a trigger states a demand at all: it is made, not denied or supposed, and its content names an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.demands.acts import Act, is_act_noun
from pipeline.extract.demands.complements import Trigger
from pipeline.extract.demands.frames import words
from pipeline.extract.syntax import governing_verb, is_conditional, is_negated, is_passive, modal, own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

INFINITIVES = {
    "getting": "getting_verbs",
    "giving": "giving_verbs",
    "joining": "joining_pacts",
    "aiming": "aiming_verbs",
}
STRESSING = frozenset(
    {
        "stress",
        "underline",
        "underscore",
        "emphasise",
        "emphasize",
        "reiterate",
        "reaffirm",
        "highlight",
        "urge",
        "insist",
    }
)


def asserted(trigger: Trigger) -> bool:
    """The text says that the demand is made: not negated, not supposed, not a wish for the day when it may be."""
    token = trigger.token
    verb = token if trigger.frame.pos == "VERB" else token.head
    if trigger.frame.pos == "VERB":
        if (
            is_negated(token)
            or is_conditional(token)
            or (modal(token) in {"may", "might", "could", "can", "should", "must"} and trigger.frame.name != "live")
        ):
            return False
        if token.dep_ == "xcomp" and (token.head.lemma_ in words("denials") or is_negated(token.head)):
            return False
        if trigger.frame.name == "see" and not _wishes_to_see(token):
            return False
        if token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children) and not _done_or_meant(token):
            return False
        if trigger.frame.name == "vow-to" and token.dep_ == "relcl":
            return False  # "X, who had vowed to end the war": said of the person, not of the talks
        if trigger.frame.name == "need" and token.dep_ == "acl":
            return False  # "one of the signs needed to show that ..."
        if trigger.frame.name == "look-to" and any(c.lower_ == "forward" for c in token.children):
            return False  # "look forward to working with you"
        if trigger.frame.name == "like" and modal(token) != "would":
            return False
        if token.dep_ in {"amod", "compound"} or (
            token.tag_ == "VB" and token.dep_ == "ROOT" and not any(c.dep_ == "aux" for c in token.children)
        ):
            return False
    elif trigger.frame.pos in {"ADJ", "ADP"}:
        if trigger.frame.lemma in {"glad", "happy", "pleased"} and modal(verb) is None and not _gives_gladly(trigger):
            return False  # "was pleased to see" tells a feeling, "would be pleased to help" offers
        if is_negated(verb) or is_conditional(verb) or (verb.dep_ == "relcl" and not _cleft(verb)):
            return False
    elif any(c.dep_ == "det" and c.lower_ == "no" for c in token.children):
        return False  # "has no intention to leave"
    elif trigger.frame.name == "red-line-noun" and not any(c.lower_ == "red" for c in token.children):
        return False
    elif trigger.frame.lemma in {"importance", "urgency"} and (verb.lemma_ not in STRESSING or _of_somebody(token)):
        return False  # "noted the importance of the visit", "stressed the importance of the UN" praise
    elif trigger.frame.kind == "offer" and verb.lemma_ in {"see", "sense", "notice", "detect", "find"}:
        return False  # "we see in our friends a willingness to help": theirs, not ours
    elif trigger.frame.lemma in {"right", "need", "necessity"} and verb.lemma_ in {"have", "be"}:
        return False  # "have the right to protest" tells what is, "reaffirmed the right" what should be
    elif (
        verb.pos_ in {"VERB", "AUX"}
        and token.dep_ in {"dobj", "nsubjpass"}
        and is_negated(verb) != (verb.lemma_ in words("denials"))
    ):
        return False
    return True


def _gives_gladly(trigger: Trigger) -> bool:
    """ "We are happy to help": an offer, where "we are happy to see" tells a feeling."""
    verb = trigger.token.doc[min(trigger.start + 1, len(trigger.token.doc) - 1)]
    now = trigger.token.head.tag_ in {"VBP", "VBZ"}
    return now and verb.lemma_.lower() in words("giving_verbs")


def _cleft(verb: Token) -> bool:
    """ "It is for this reason that Norland is eager to ...": the clause after the cleft is the one that is said."""
    above = verb.head if verb.head.pos_ in {"VERB", "AUX"} else governing_verb(verb.head)
    return (
        above is not None
        and above.lemma_ == "be"
        and any(c.lower_ == "it" and c.dep_ in {"nsubj", "expl"} for c in above.children)
        and any(c.lower_ == "that" for c in verb.children)
        and own_subject(verb) is not None
    )


def _done_or_meant(verb: Token) -> bool:
    """An infinitive that tells what is done, tried or meant: "decided to urge X", "sent an envoy to press X", "in order
    to ask". What is refused, only possible, or another's to do ("allowed X to ask") is none of it."""
    head = verb.head
    if head == verb or head.lemma_.lower() in words("idle_heads"):
        return False
    if verb.dep_ in {"xcomp", "ccomp"} and any(_somebody(c) for c in head.children if head.i < c.i < verb.i):
        return False
    if any(_somebody(c) for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i):
        return False  # "to move Norland to seek peace": what another is to do
    above = head if head.pos_ in {"VERB", "AUX"} else governing_verb(head)
    return above is None or not (
        is_negated(above) or is_conditional(above) or modal(above) in {"may", "might", "could", "can", "should", "must"}
    )


def _of_somebody(noun: Token) -> bool:
    return any(n.pos_ == "PROPN" for c in noun.children if c.lower_ == "of" for n in c.children)


def _somebody(noun: Token) -> bool:
    """A party or a person who would be the one to act."""
    return noun.dep_ in {"dobj", "dative", "nsubj"} and (
        noun.ent_type_ in {"GPE", "ORG", "NORP", "PERSON"} or noun.pos_ == "PRON"
    )


def _wishes_to_see(token: Token) -> bool:
    """ "would rather see X handled", "wants to see an end to X"."""
    rather = modal(token) == "would" and any(c.lower_ == "rather" for c in token.children)
    return rather or (token.dep_ == "xcomp" and token.head.lemma_ in {"want", "like", "wish"})


def _for_oneself(verb: Token) -> bool:
    """ "to be recognised", "to be part of the talks", "to take part": what others must let one have."""
    if is_passive(verb):
        return verb.lemma_ in words("giving_verbs") | {
            "hear",
            "include",
            "represent",
            "consult",
            "treat",
            "involve",
            "compensate",
        }
    if verb.lemma_ == "make" and any(c.lower_ == "sure" for c in verb.children):
        return True
    things = {c.lemma_.lower() for c in verb.children if c.dep_ in {"attr", "dobj"}}
    if verb.lemma_ == "be":
        return bool(things & {"part", "member", "party"})
    return verb.lemma_ == "take" and "part" in things or verb.lemma_ in {"join", "rejoin", "accede", "participate"}


def says_something(trigger: Trigger, act: Act) -> bool:
    """The content names an act. "wants more", "seeks talks with reporters" and "asked for it" are not demands."""
    doc = act.head.doc
    if act.form != "np" and act.head.lemma_ == "be" and act.end <= act.head.i + 1:
        return False  # "what it would like it to be"
    if act.form != "np":
        if trigger.frame.name in {"vow-to", "swear"} and act.head.lemma_.lower() in words("threatening_acts") - words(
            "giving_verbs"
        ):
            return False  # "vowed to retaliate" threatens
        content = trigger.frame.content
        classes = [INFINITIVES[name] for name in sorted(trigger.frame.content) if name in INFINITIVES]
        if act.form == "to" and "getting" in content and _for_oneself(act.head):
            return True
        if act.form == "to" and classes:
            return any(act.head.lemma_.lower() in words(table) for table in classes)
        return (
            act.head.lemma_ not in {"know", "comment", "say", "speak", "elaborate"}
            or trigger.form == "that"
            or trigger.addressee is not None
        )
    head = act.head
    if head.pos_ == "PRON" or head.ent_type_ in {"PERSON", "DATE", "TIME", "ORDINAL"}:
        return False
    if "permit" in trigger.frame.content:
        return head.lemma_.lower() in words("permits")
    if head.lemma_.lower() in words("empty_nouns"):
        return False
    if trigger.frame.name == "need" and any(
        c.lower_ == "of" and any(t.lower_ == "our" for t in c.subtree) for c in head.children
    ):
        return False  # "we need the effective work of our army": what one does oneself
    if trigger.frame.kind == "refusal" and head.lemma_.lower() in words("demand_nouns") | words("shell_nouns"):
        return False  # "rejected the proposal" answers a demand and states none
    if trigger.frame.name == "commitment-noun" and (head.pos_ == "PROPN" or head.lemma_.lower() in words("papers")):
        return False  # "our commitment to Norland", "to the Charter": loyal to all that is in it, not to an act
    content = trigger.frame.content
    if "given" in content:
        return head.lemma_.lower() in words("given_things")
    if "claimed" in content:
        return head.lemma_.lower() in words("claimable")
    if "agent" in content:
        return head.lemma_.lower() in words("agent_acts")
    if trigger.frame.name == "commitment-noun" and trigger.token.head.lemma_ in STRESSING | {"renew", "restate"}:
        return head.pos_ == "NOUN"  # "reaffirmed its commitment to the security of X"
    if "act" in content:
        shell = head.lemma_.lower() in words("demand_nouns") | words("shell_nouns")
        known = "spoken" in content or any(c.lower_ in {"the", "this"} for c in head.children)
        paper = head.lemma_.lower() in words("papers") and known
        return is_act_noun(head) and not shell and not paper
    if "thing" in content:
        named = (
            is_act_noun(head)
            or head.lemma_.lower() in words("permits")
            or any(t.pos_ == "NOUN" for t in doc[act.start : act.end] if t != head)
        )
        return named or any(t.pos_ == "ADJ" for t in doc[act.start : act.end]) or head.tag_ == "NNS"
    return True
