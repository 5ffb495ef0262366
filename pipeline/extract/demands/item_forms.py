"""The form of an item in a list: does it tell, command, or say what must be? Fragments are often parsed amiss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.demands.frames import words
from pipeline.extract.language import possible_verbs
from pipeline.extract.reading import Sentence
from pipeline.extract.syntax import SUBJECTS, is_finite, modal, own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

SINGLE = frozenset({"NOUN", "PROPN"})
WITHIN = frozenset({"relcl", "acl", "aux", "auxpass", "advcl", "pcomp", "ccomp"})
FUTURES = frozenset({"will", "would", "'ll"})
DUTIES = frozenset({"must", "should", "shall"})


def main_modal(sentence: Sentence, start: int, end: int) -> Token | None:
    """The verb of a main clause that says what must, should or will be."""
    doc = sentence.passage.doc
    for token in doc[start:end]:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        if modal(token) not in DUTIES | FUTURES | {"can", "may"} and not _has_to(token):
            continue
        doer = own_subject(token)
        opens = doer is not None and start <= doer.left_edge.i <= start + 1  # after a label it hangs on that
        if opens or token.dep_ in {"ROOT", "conj", "ccomp", "parataxis"}:
            return token if _heads(token, start) else None
    return None


def _has_to(verb: Token) -> bool:
    if verb.lemma_ not in {"have", "need"} or not is_finite(verb) or verb.tag_ == "VBD":
        return False
    return any(c.dep_ == "xcomp" and any(m.tag_ == "TO" for m in c.children) for c in verb.children)


def _heads(verb: Token, start: int) -> bool:
    """No verb of saying or knowing stands over the clause: "Norland says Sudonia must leave" is read as a sentence."""
    node = verb
    while node.head != node and node.head.i >= start:
        node = node.head
        if (
            node.pos_ in {"VERB", "AUX"}
            and is_finite(node)
            and modal(node) is None
            and node.lemma_ not in {"have", "need"}
        ):
            return False
    return verb.i >= start


def tells(sentence: Sentence, start: int, end: int) -> bool:
    """The item has a finite verb of its own: it tells something, or speaks for somebody in its own way."""
    doc = sentence.passage.doc
    for token in doc[start:end]:
        if token.lemma_.lower() in words("speech_verbs") and token.tag_ in {"VBD", "VBZ", "VBN"}:
            return True
        if not is_finite(token) or token.i == start and token.tag_ == "VBP" or _taken_for_verb(token, end):
            continue
        if (
            token.dep_ not in WITHIN
            or token.dep_ in {"ccomp", "advcl"}
            and token.head.pos_ in {"VERB", "AUX"}
            and (token.head.i > token.i)
        ):
            return True
    return False


def _taken_for_verb(token: Token, end: int) -> bool:
    """ "Security guarantees", "the sacked workers": a noun or participle that the tagger takes for a finite verb."""
    if token.i == end - 1:
        return token.tag_ == "VBZ" and token.lemma_.lower() in words("act_nouns")
    between = token.i > 0 and token.nbor(-1).tag_ in {"IN", "DT", "PRP$", "JJ"} and token.nbor(1).pos_ in SINGLE
    return token.tag_ == "VBD" and between


def commands(first: Token, end: int) -> bool:
    """The item begins with a verb in its base form: "Release all prisoners". Taggers read some of them as nouns."""
    if first.i + 1 >= end or first.lower_ not in possible_verbs() and first.lower_ not in {"do", "not"}:
        return False
    if first.lower_ in words("idle_imperatives"):
        return False
    following = first.nbor(1)
    if first.tag_ in {"VB", "VBP"}:
        return first.dep_ not in {"amod", "compound"} and not any(
            c.dep_ in SUBJECTS and c.i < first.i for c in first.children
        )
    return first.tag_ in {"NN", "NNP", "JJ", "RB", "IN"} and following.tag_ in {"DT", "PRP$", "PDT"}
