"""Match the words of a frame in a sentence, and find the noun that the answer is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.answers.frames import AnswerFrame
from pipeline.extract.reading import Sentence
from pipeline.extract.syntax import SUBJECTS, is_passive, own_subject, passive_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

REACH = 12  # tokens after the answering word in which its words may follow
SKIPPED = frozenset({"DET", "ADJ", "ADV", "PART", "AUX"})
POINTING = frozenset({"this", "that", "these", "those"})
COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "nsubjpass", "auxpass", "dative", "prt", "acomp", "attr", "oprd"})
COMPLETING = frozenset({"to", "with", "from", "about", "against", "for", "upon", "over"})
PREPOSITIONS = frozenset({"prep", "dative", "agent", "prt", "advmod"})


def matched(frame: AnswerFrame, word: Token, sentence: Sentence) -> list[Token] | None:
    """The tokens that fill the frame's words, in order; None when they do not follow. A frame without words fits."""
    if not frame.words:
        return []
    if len(frame.words) == 1:
        for child in word.children:
            if child.i > word.i and child.dep_ in PREPOSITIONS and child.lower_ == frame.words[0]:
                return [child]
    found: list[Token] = []
    doc = word.doc
    i = word.i + 1
    end = min(sentence.end, word.i + REACH)
    while i < end and len(found) < len(frame.words):
        token = doc[i]
        if _fits(token, frame.words[len(found)]):
            found.append(token)
        elif not _may_stand_between(token, word, bool(found)):
            return None
        i += 1
    if len(found) < len(frame.words) or found[-1].lower_ == "no" and found[-1].dep_ in {"det", "neg", "advmod"}:
        return None
    return found


def _fits(token: Token, wanted: str) -> bool:
    if wanted.startswith("~"):
        return bool(token.lower_.startswith(wanted[1:]))
    return bool(token.lower_ == wanted)


def _may_stand_between(token: Token, word: Token, begun: bool) -> bool:
    if token.pos_ in SKIPPED or token.tag_ in {"PRP$", "POS"}:
        return True
    if token.lower_ in {"in", "principle", "forward"}:
        return True
    direct = next((c for c in word.children if c.dep_ == "dobj" and c.i > word.i), None)
    return not begun and direct is not None and token in direct.subtree  # "turned the offer down"


def object_of(frame: AnswerFrame, word: Token, fill: list[Token]) -> Token | None:
    """The noun (or gerund) that the answer is about; a relative clause gives the noun that it hangs on."""
    last = fill[-1] if fill else None
    if last is not None:
        for child in last.children:
            if child.dep_ in {"pobj", "pcomp"}:
                return _own_antecedent(child, word)
    if word.pos_ != "VERB" and word.pos_ != "AUX":
        return None
    if is_passive(word):
        return demonstrative_subject(word) or passive_subject(word)
    if last is not None and last.dep_ in {"prep", "dative", "agent"} and word.dep_ == "relcl":
        return word.head  # "an offer that Norland agreed to"
    if last is not None and last.dep_ in {"prep", "agent"}:
        return next((t for t in word.doc[last.i + 1 : last.i + 6] if t.dep_ in {"pobj", "dobj"}), None)
    filled = {t.i for t in fill}
    for child in word.children:
        if child.dep_ == "dobj" and child.i not in filled:
            return _own_antecedent(child, word)
        if child.dep_ in {"xcomp", "ccomp"} and child.tag_ == "VBG" and child.i > word.i:
            return child
    if word.dep_ in {"relcl", "acl"} and own_subject(word) not in {None, word.head}:
        return word.head
    if word.dep_ == "conj" and word.head.pos_ == "VERB":
        return next((c for c in word.head.children if c.dep_ == "dobj" and c.i > word.i), None)
    return next(  # "studied and rejected the offer": the parser gives the object to the second verb
        (
            c
            for other in word.children
            if other.dep_ == "conj" and other.i - word.i == 2
            for c in other.children
            if c.dep_ == "dobj"
        ),
        None,
    )


def demonstrative_subject(verb: Token) -> Token | None:
    """“That is unacceptable”, "This was rejected": no relative pronoun, though it looks like one."""
    if verb.dep_ in {"relcl", "acl"}:
        return None
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    return next((c for c in subjects if c.lower_ in POINTING and c.tag_ == "DT"), None)


def _own_antecedent(noun: Token, verb: Token) -> Token:
    if noun.tag_ in {"WDT", "WP"} and noun.lower_ in {"which", "that", "whom"}:
        node = verb
        while node.dep_ in {"conj", "ccomp", "xcomp"} and node.head != node:
            node = node.head
        if node.dep_ in {"relcl", "acl"}:
            return node.head
    return noun


def _is_time(noun: Token) -> bool:
    return noun.ent_type_ in {"DATE", "TIME"} or noun.lower_ in {"principle", "end", "condition"}


def is_bare(word: Token, fill: list[Token]) -> bool:
    """“Norland refused.”, "Norland agreed on Monday": neither object nor complement, and no "that" clause."""
    filled = {t.i for t in fill}
    for child in word.children:
        if child.i in filled:
            continue
        if child.dep_ in COMPLEMENTS:
            return False
        if child.dep_ != "prep":
            continue
        if child.lower_ in COMPLETING:
            return False
        if child.lower_ in {"in", "on", "by"} and not all(_is_time(c) for c in child.children if c.dep_ == "pobj"):
            return False
    return word.dep_ not in {"relcl", "acl", "amod"}
