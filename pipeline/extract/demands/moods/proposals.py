"""What a plan or proposal provides by the text's account: a demand of whoever put it forward, an offer of what it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.mood import Mood, clause_first, doer_of
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import is_conditional, is_negated, is_passive, modal, own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

PROPOSED = rule(
    "proposal-provides",
    "what a plan or a proposal provides, or what is to be done under it: a demand of those who put it forward",
    matches=(
        "Norland presented a plan on Monday. The plan provides for a joint patrol of the strait.",
        "Norland's new plan would create a joint patrol of the strait.",
        "Under the proposal of Norland, the troops would withdraw within a month.",
        "Norland submitted a proposal on Monday. Under the proposal, the rebels would hand over their arms.",
    ),
    rejects=(
        "The plan provides for a joint patrol of the strait.",
        "Norland presented a plan on Monday. The plan surprised the town.",
        "Norland's plan would cost a million.",
        "Under the bridge of Norland, the troops would rest.",
    ),
)


def proposed(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """A provision of a plan that `verb` states."""
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
        return None  # "would have imposed": it came to nothing
    if is_conditional(verb) or holders.cast.in_quotes(verb) and verb.dep_ == "relcl":
        return None
    return _provided(verb, sentence, holders) or _under(verb, sentence, holders)


def _provided(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if verb.lemma_ not in words("provision_verbs") or is_passive(verb) or is_negated(verb):
        return None
    plan = own_subject(verb)
    if plan is None and verb.dep_ == "conj":
        plan = own_subject(verb.head)
    content = [
        c
        for c in verb.children
        if c.i > verb.i and (c.dep_ in {"dobj", "xcomp", "ccomp"} or c.dep_ == "prep" and c.lower_ == "for")
    ]
    if plan is None or not content or plan.lemma_.lower() not in words("plan_nouns"):
        return None
    if content[0].dep_ == "dobj" and not (content[0].n_lefts or content[0].n_rights):
        return None  # "gives hope"
    source = holders.papers.put_forward_by(plan)
    if not source.parties:
        return None
    start = clause_first(verb, own_subject(verb), sentence)
    end = region_end(sentence, max(start, verb.i), verb, "that")
    return Mood(PROPOSED, "demand", start, end, "that", source, None, (), verb)


def _under(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """ "Under the proposal, X would act"."""
    if modal(verb) not in {"will", "would", "must", "shall"} or is_negated(verb):
        return None
    plan = next(
        (
            n
            for c in verb.children
            if c.dep_ == "prep" and c.lower_ in {"under", "per"} and c.i < verb.i
            for n in c.children
            if n.dep_ == "pobj" and n.lemma_.lower() in words("plan_nouns")
        ),
        None,
    )
    doer = doer_of(verb)
    if plan is None or doer is None:
        return None
    source = holders.papers.put_forward_by(plan)
    if not source.parties:
        return None
    own = holders.cast.refer(doer).parties
    start = clause_first(verb, doer, sentence)
    end = region_end(sentence, max(start, verb.i), verb, "that")
    if own and set(own) <= set(source.parties) and not is_passive(verb):
        return Mood(PROPOSED, "offer", start, end, "that", source, doer, (), verb)
    asked = holders.asked(doer, source.parties) if not is_passive(verb) else ()
    return Mood(PROPOSED, "demand", start, end, "that", source, doer, asked, verb)
