"""The terms of an agreement as the text tells them: "Under the deal, X will ...", "The accord provides for ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.demands.deals import is_deal, is_made
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.mood import Mood, clause_first, doer_of
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import is_conditional, is_negated, is_passive, modal, own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

UNDER_THE_DEAL = rule(
    "under-the-deal",
    "what a party is to do under an agreement, as the text tells its terms: an offer by that party",
    matches=(
        "Under the deal, Norland will release the sailors.",
        "Under the terms of the accord, Norland must withdraw its troops.",
        "As part of the agreement, Norland is to lift the blockade.",
        "Norland has to hand over the ships under the truce.",
        "Norland and Sudonia signed an accord on Friday. Norland is to withdraw its troops within a month.",
    ),
    rejects=(
        "Under a possible deal, Norland would release the sailors.",
        "Under the bridge, Norland will build a road.",
        "Norland is to play on Sunday.",
        "Under the deal, Norland will win the match.",
        "If Norland has to leave under the deal, the town will suffer.",
    ),
)
DEAL_PROVIDES = rule(
    "deal-provides",
    "what an agreement provides, grants or demands by the text's account: an offer by all that made it",
    matches=(
        "Norland and Sudonia signed an accord on Friday. The accord provides for a joint patrol of the strait.",
        "The deal between Norland and Sudonia gives the workers a rise of ten per cent.",
        "Norland and Sudonia reached a deal on Friday. It includes the release of all prisoners.",
    ),
    rejects=(
        "The deal gives the workers a rise of ten per cent.",
        "Norland and Sudonia signed an accord on Friday. The accord makes little sense.",
        "The deal between Norland and Sudonia gives hope.",
        "Norland and Sudonia signed an accord on Friday. The hotel provides a view.",
    ),
)
SHELLS = frozenset({"term", "part", "provision", "condition", "line", "accordance", "framework", "text"})
LAID_OUT = frozenset({"lay", "set", "spell", "specify", "stipulate", "agree", "provide", "outline", "detail", "define"})
BEFORE = 3  # sentences back to which "they also have to ..." may go on about the deal


def term(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """A term of an agreement that `verb` states."""
    if is_negated(verb) and modal(verb) is None or is_conditional(verb):
        return None
    return _provided(verb, sentence, holders) or _owed(verb, sentence, holders)


def _provided(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if verb.lemma_ not in words("provision_verbs") or is_passive(verb):
        return None
    deal = own_subject(verb)
    if deal is None and verb.dep_ == "conj":
        deal = own_subject(verb.head)
    if deal is None or not (is_deal(deal) and is_made(deal) or _stands_for_deal(deal, sentence, holders)):
        return None
    content = _content(verb)
    source = holders.deal
    if content is None or not source.parties:
        return None
    start = clause_first(verb, own_subject(verb), sentence)
    end = region_end(sentence, max(start, verb.i), verb, "that")
    return Mood(DEAL_PROVIDES, "offer", start, end, "that", source, own_subject(verb), (), verb)


def _content(verb: Token) -> Token | None:
    """What is provided: an object that is more than a bare noun ("gives hope"), a clause, "for X"."""
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ == "dobj" and child.pos_ in {"NOUN", "PROPN"} and (child.n_lefts or child.n_rights):
            return child
        if child.dep_ in {"ccomp", "xcomp"} or child.dep_ == "prep" and child.lower_ == "for":
            return child
    return None


def _stands_for_deal(subject: Token, sentence: Sentence, holders: Holders) -> bool:
    """ "It" after a sentence whose subject or object is the deal."""
    if subject.lower_ not in {"it", "this"}:
        return False
    for back in range(1, BEFORE + 1):
        if sentence.index < back:
            return False
        before = holders.reading.sentences[sentence.index - back]
        if any(is_deal(t) and t.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "pobj"} for t in before.tokens):
            return True
        first = own_subject(before.root)
        if first is None or first.lower_ not in {"it", "this"}:
            return False
    return False


def _owed(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """ "Norland will, must, has to, is to act": the verb that says it is to be done is `carrier`."""
    carrier = verb
    bound = modal(verb) in {"will", "would", "must", "shall"}
    mark = any(c.tag_ == "TO" for c in verb.children)
    if not bound and verb.dep_ == "xcomp" and mark and verb.head.lemma_ in {"be", "have"}:
        carrier = verb.head
    if not bound and carrier == verb or not _does(verb):
        return None
    if carrier.i > verb.i or is_conditional(carrier) or holders.cast.in_quotes(verb):
        return None
    doer = doer_of(carrier)
    if doer is None:
        return None
    own = holders.cast.refer(doer)
    told = _under(sentence)
    if not told and not _goes_on(carrier, verb, own, sentence, holders):
        return None
    source = own if own.parties and not is_passive(verb) else holders.deal if told else NOBODY
    if not source.parties:
        return None
    start = clause_first(carrier, doer, sentence)
    end = region_end(sentence, max(start, verb.i), carrier, "that")
    return Mood(UNDER_THE_DEAL, "offer", start, end, "that", source, doer, (), verb)


def _under(sentence: Sentence) -> bool:
    """The sentence is told of a deal: "under the deal", "as part of the accord", "as laid out in the agreement"."""
    for token in sentence.tokens:
        if not is_deal(token) or token.dep_ != "pobj" or not is_made(token):
            continue
        lead = token.head
        if lead.lower_ == "of" and lead.head.lemma_.lower() in SHELLS:
            return True
        if lead.lower_ in {"under", "per"} or lead.lower_ == "to" and lead.head.lower_ == "according":
            return True
        if lead.lower_ in {"in", "by"} and lead.head.tag_ == "VBN" and lead.head.lemma_ in LAID_OUT:
            return True
    return False


def _goes_on(carrier: Token, verb: Token, own: Reference, sentence: Sentence, holders: Holders) -> bool:
    """ "They also have to ...", "In return, X is to ...", "X will ...": after a sentence about the deal."""
    if not own.parties or holders.deal.parties and not set(own.parties) <= set(holders.deal.parties):
        return False
    first = max(0, sentence.index - BEFORE)
    near = holders.reading.sentences[first : sentence.index]
    if carrier == verb:  # what somebody will do is news, unless it goes on right after a term
        return bool(near) and _under(near[-1])
    return any(is_deal(t) and is_made(t) or t.lemma_ == "agree" and not is_negated(t) for s in near for t in s.tokens)


def _does(verb: Token) -> bool:
    """The verb names something given or given up: "release", "begin to withdraw", "turn in their arms"."""
    if verb.lemma_ in {"begin", "start", "continue", "cease", "stop", "finish"}:
        inner = next((c for c in verb.children if c.dep_ == "xcomp"), None)
        return inner is not None and _does(inner)
    if verb.lemma_ in {"turn", "lay", "give", "hand"} and any(c.dep_ == "prt" for c in verb.children):
        return True
    return verb.lemma_ in words("giving_verbs") | words("refusable_verbs")
