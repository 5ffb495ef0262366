"""Whether an answering word says that its act was done, was not done, or will not be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pipeline.extract.answers.frames import heads
from pipeline.extract.cast import Cast
from pipeline.extract.demands.frames import words
from pipeline.extract.syntax import SUBJECTS, is_conditional, is_negated, modal, no_longer

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

Standing = Literal["done", "promised", "negated", "unwilling", "no longer"]

PROMISING = frozenset({"will", "wo", "shall", "would", "'ll", "'d"})
UNABLE = PROMISING | {"can", "ca", "could"}
POSSIBLE = frozenset({"may", "might", "can", "could", "should", "ought", "must"})
DENYING = frozenset({"deny", "doubt", "dispute", "forget", "urge", "ask", "demand", "request", "propose", "suggest", "believe", "feel",
                     "think", "hint", "recommend", "allege"})  # fmt: skip
REACHING = frozenset({"after", "by", "in", "on", "while", "since", "before", "despite"})  # "after rejecting the offer"


def standing(word: Token, cast: Cast) -> Standing | None:
    """How the act of a verb stands; None when it is open, supposed, asked for, or denied by the one who reports it."""
    if word.sent[-1].text == "?" or is_conditional(word):
        return None
    own = _own(word, cast)
    if own is None:
        return None
    return own if _reported(word) else None


def _own(verb: Token, cast: Cast) -> Standing | None:
    if no_longer(verb):
        return "no longer"
    negated = is_negated(verb)
    if any(child.tag_ == "TO" and child.dep_ == "aux" for child in verb.children):
        return _infinitive(verb, negated, cast)
    if verb.tag_ == "VBG" and verb.dep_ in {"pcomp", "xcomp"}:
        return _gerund(verb, negated, cast)
    if (
        verb.dep_ == "conj"
        and not any(c.dep_ in {*SUBJECTS, "aux", "auxpass"} for c in verb.children)
        and verb.tag_ in {"VB", "VBN", "VBG"}
    ):
        above = _own(verb.head, cast) if verb.head.pos_ in {"VERB", "AUX"} else "done"
        return None if negated else above
    mode = modal(verb)
    if negated:
        return _denied(verb, mode)
    if mode is None:
        return "done"
    if mode in PROMISING and _speaks(verb, cast):
        return "promised"
    if mode == "would" and any(c.dep_ == "dobj" and c.lower_ in {"none", "nothing"} for c in verb.children):
        return "done"  # "would have none of it"
    if mode == "must" and any(c.dep_ == "nsubj" and c.lower_ in {"we", "i"} for c in verb.children):
        return "done"
    return None


def _denied(verb: Token, mode: str | None) -> Standing | None:
    if mode in UNABLE:
        return "unwilling"
    if mode is not None:
        return None
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if auxiliaries & {"do", "does"} or (auxiliaries & {"is", "are", "'s", "'re"} and verb.tag_ == "VBG"):
        return "unwilling"
    return "negated"


def _infinitive(verb: Token, negated: bool, cast: Cast) -> Standing | None:
    """“agreed to accept”, "refused to discuss", "has yet to respond", "was ready to accept"."""
    head = verb.head
    while verb.dep_ == "conj" and head.dep_ == "conj":
        head = head.head
    if verb.dep_ == "conj":
        head = head.head
    if any(child.lower_ == "yet" for child in verb.children) or any(
        c.lower_ == "yet" for c in head.children if c.i < verb.i
    ):
        return None if negated else "negated"
    effect = heads().get(head.lemma_.lower())
    if effect is None or head == verb or negated:
        return None
    if any(child.dep_ in SUBJECTS for child in verb.children):
        return None  # "agreed for Norland to accept", "urged Norland to accept"
    if effect == "pending":
        return "negated" if head.lemma_ == "fail" and head.pos_ == "VERB" and _own(head, cast) == "done" else None
    if head.pos_ == "ADJ":
        copula = head.head
        above: Standing | None = (
            _denied(copula, modal(copula)) if is_negated(copula) else "done" if modal(copula) is None else None
        )
        above = "unwilling" if above == "negated" else above
    elif head.pos_ == "NOUN":
        above = "done"
    else:
        above = standing(head, cast)
    if effect == "keep":
        return "promised" if above in {"done", "promised"} else "unwilling" if above == "unwilling" else None
    return "unwilling" if above in {"done", "promised"} else None


def _gerund(verb: Token, negated: bool, cast: Cast) -> Standing | None:
    head = verb.head
    if negated:
        return None
    if verb.dep_ == "pcomp":
        before = verb.doc[verb.i - 1] if verb.i else verb
        return "done" if head.lower_ in REACHING and before == head else None
    return "done" if heads().get(head.lemma_) == "keep" and _own(head, cast) == "done" else None


def _speaks(verb: Token, cast: Cast) -> bool:
    """The clause is reported or quoted: its "will" is a promise and no guess of the author's."""
    if cast.in_quotes(verb) or cast.voice(verb):
        return True
    node = verb
    while node.dep_ == "conj" and node.head.pos_ in {"VERB", "AUX"}:
        node = node.head
    if node.dep_ in {"ccomp", "parataxis"} and node.head.lemma_ in words("speech_verbs"):
        return True
    return any(c.dep_ in {"ccomp", "parataxis"} and c.lemma_ in words("speech_verbs") for c in node.children)


def _reported(word: Token) -> bool:
    """Nobody above it in the sentence denies, doubts or supposes what the clause says."""
    node = word
    while node.head != node and node.dep_ not in {"relcl", "appos"}:  # an aside stands on its own
        above = node.head
        if node.dep_ in {"ccomp", "xcomp"} and above.pos_ in {"VERB", "AUX"} and above.lemma_ not in heads():
            known = above.lemma_ in words("speech_verbs") and above.lemma_ not in DENYING
            if not known and above.lemma_ not in {
                "show",
                "know",
                "mean",
                "make",
                "learn",
                "reveal",
                "inform",
                "see",
                "be",
            }:
                return False
            if is_negated(above) or is_conditional(above) or modal(above) in POSSIBLE:
                return False
        if node.dep_ == "acl" and above.lemma_ in {
            "denial",
            "suggestion",
            "rumour",
            "rumor",
            "hope",
            "fear",
            "expectation",
            "claim",
        }:
            return False
        node = above
    return True
