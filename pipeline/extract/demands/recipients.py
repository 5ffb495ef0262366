"""Whom the words of an act itself point to: the one talked with, given to, or whose troops, sanctions or captives they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.extract.cast import Cast
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.demands.frames import words
from pipeline.extract.syntax import agent, is_passive, phrase_start

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

    Finder = Callable[[Token], Token | None]


def recipients(draft: Draft, cast: Cast) -> tuple[str, ...]:
    """The parties that a demand, offer or refusal without an addressee names inside its content as the other side."""
    tokens = draft.sentence.passage.doc[draft.act.start : draft.act.end]
    if draft.kind in {"offer", "refusal"}:
        finders: tuple[Finder, ...] = (_partners, _given, _benefited)
    else:
        finders = (_keepers, _sources, _partners) if draft.own else (_keepers, _partners)
    for find in finders:
        for token in tokens:
            if _aside(token, draft.act.head):
                continue
            noun = find(token)
            if noun is not None and draft.act.start <= noun.i < draft.act.end:
                found = tuple(p for p in cast.refer(noun).parties if p not in draft.claimants)
                if found:
                    return found
    return _owners(draft, cast) if draft.kind in {"demand", "condition"} else ()


def names_somebody_else(draft: Draft, cast: Cast) -> bool:
    """The content says who is to act or to gain, and it is nobody known: "I hope that Ms Holm will come back", "defend
    our allies". Then the other side of the dispute is not meant."""
    doc = draft.sentence.passage.doc
    doer = draft.lead
    if doer is not None and doer.pos_ == "PROPN" and not is_passive(draft.act.head):
        return not cast.refer(doer).parties
    if draft.kind != "offer":
        return False
    nouns = [n for t in doc[draft.act.start : draft.act.end] for n in (_partners(t), _given(t)) if n is not None]
    return any(n.tag_ in {"NNS", "NNP", "NNPS"} and not cast.refer(n).parties for n in nouns if n.i < draft.act.end)


def _owners(draft: Draft, cast: Cast) -> tuple[str, ...]:
    """ "X's sanctions", "the X troops", "an end to X strikes": those whose doing the thing is."""
    passage = draft.sentence.passage
    for token in passage.doc[draft.act.start : draft.act.end]:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in words("owned_things") | words("forces"):
            continue
        if _subordinate(token, draft.act.head):
            continue
        for mention in cast.mentions(passage.index, phrase_start(token), token.i):
            found = tuple(p for p in mention.reference.parties if p not in draft.claimants)
            if found:
                return found
    return ()


def _subordinate(token: Token, head: Token) -> bool:
    """Part of a clause below the act: "use force to thwart X's attacks"."""
    node = token
    while node.head != node and node != head:
        if node.dep_ in {"advcl", "acl", "relcl"}:
            return True
        node = node.head
    return False


def _aside(token: Token, head: Token) -> bool:
    """Inside a relative clause with a subject of its own: "his country, which has a border with X, ..."."""
    node = token
    while node.head != node and node != head:
        if node.dep_ == "relcl" and node != head:
            return True
        node = node.head
    return False


def _partners(token: Token) -> Token | None:
    """ "talks with X", "negotiate with X", "talk to X", "a deal with X", "cooperation between us and X", "between the
    ministers of us and X"."""
    if token.dep_ == "pobj" and (linked := _between(token)) is not None:
        return token if linked.lemma_.lower() in words("partner_words") else None
    if token.dep_ != "pobj" or token.head.lower_ not in {"with", "to"}:
        return None
    above = token.head.head
    lemma = above.lemma_.lower()
    if token.head.lower_ == "to":
        return token if lemma in {"talk", "speak", "apologise", "apologize", "apology", "respond", "reply"} else None
    return token if lemma in words("partner_words") else None


def _between(token: Token) -> Token | None:
    """What is "between" or "among" those whom `token` names first."""
    link = token.head
    if link.lower_ == "of" and link.head.dep_ == "pobj":
        link = link.head.head
    return link.head if link.lower_ in {"between", "among"} else None


def _given(token: Token) -> Token | None:
    """ "give X time", "supply X with grain", "lend ships to X", "impose tariffs on X"."""
    verb = token.head
    if token.dep_ == "dative" and token.pos_ in {"PROPN", "NOUN", "PRON"}:
        return token
    if token.dep_ == "dobj" and verb.lemma_ in words("directed_verbs"):
        return token
    if token.dep_ != "pobj" or verb.lower_ not in {"to", "for"}:
        return None
    above = verb.head
    if above.pos_ == "NOUN" and above.dep_ == "dobj":
        above = above.head
    return token if above.lemma_ in words("giving_verbs") and above.pos_ == "VERB" else None


def _benefited(token: Token) -> Token | None:
    """ "The security of X", "X's defence", "support for X": whom it does good."""
    if token.dep_ == "poss":
        return token if token.head.lemma_.lower() in words("benefit_nouns") else None
    linked = token.dep_ == "pobj" and token.head.lower_ in {"of", "to", "for", "with"}
    return token if linked and token.head.head.lemma_.lower() in words("benefit_nouns") else None


def _sources(token: Token) -> Token | None:
    """ "Get concessions from X", "obtain the release of the men from X": who is to give what one tries to get."""
    if token.dep_ != "pobj" or token.head.lower_ != "from":
        return None
    above = token.head.head
    while above.pos_ == "NOUN" and above.dep_ in {"dobj", "pobj", "prep"}:
        above = above.head
    return token if above.lemma_ in words("getting_verbs") else None


def _keepers(token: Token) -> Token | None:
    """ "the release of the men held by X", "the ships seized by X"."""
    if token.tag_ != "VBN" or token.dep_ not in {"acl", "relcl"}:
        return None
    return agent(token)
