"""The quote of an event: its trigger with subject, object, date and place, cut before what is subordinate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.events.clause import is_verbal
from pipeline.extract.syntax import SUBJECTS

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token

HYPHENS = frozenset("-\u2010\u2011")
LONGEST_SUBJECT = 6
LONGEST_PASSIVE_SUBJECT = 10  # what suffers is half of what a passive tells
LONGEST_QUOTE = 26
CUT = frozenset({"advcl", "relcl", "ccomp", "parataxis", "conj", "cc", "appos"})
LIGHT_CLAUSES = frozenset({"xcomp", "acl"})


def verb_quote(verb: Token, whole_subject: Token | None = None) -> tuple[int, int]:
    """Token bounds (end exclusive) of the quote for an event that a verb tells. `whole_subject` is a subject that
    names the event and so is never cut off ("Talks in Jakarta on 3 and 4 September ended")."""
    first = start_of(verb)
    if whole_subject is not None and whole_subject.i < verb.i and verb.i - whole_subject.left_edge.i < LONGEST_QUOTE:
        first = min(first, whole_subject.left_edge.i)
    end = end_of(verb, verb.i + 1, depth=0)
    if end == verb.i + 1:
        end = content_end(verb, end)
    end = min(end, closing_mark(verb))
    return tidy(verb, first, min(end, first + LONGEST_QUOTE))


def closing_mark(verb: Token) -> int:
    """Index of the quotation mark that ends the quoted words around a verb; the end of the sentence without one."""
    opened = [t for t in verb.doc[verb.sent.start : verb.i] if t.text == '"']
    if opened and opened[-1].tag_ == "``":
        return next((t.i for t in verb.doc[verb.i : verb.sent.end] if t.text == '"'), verb.sent.end)
    return int(verb.sent.end)


def content_end(verb: Token, end: int) -> int:
    """What was proposed or announced belongs to the quote when nothing else follows the verb."""
    for child in verb.rights:
        if child.dep_ in {"ccomp", "xcomp"}:
            return end_of(child, child.i + 1, depth=1)
    return end


def with_medium(verb: Token, first: int, end: int) -> tuple[int, int]:
    """Widen a quote to the phrase before it that names the medium: "In a statement read out later, X said"."""
    for child in verb.lefts:
        if child.dep_ == "prep" and child.i < first and first - child.i <= 14:
            return child.left_edge.i, end
    return first, end


def start_of(verb: Token) -> int:
    """Where the quote begins: the subject when it is short and next to the verb, else the first auxiliary or the word
    that governs an infinitive ("are set to meet")."""
    top = verb
    while top.dep_ == "xcomp" and (is_verbal(top.head) or top.head.pos_ == "ADJ") and verb.i - top.head.i <= 6:
        top = top.head
    first = min(
        [verb.i, top.i]
        + [
            c.i
            for t in (verb, top)
            for c in t.children
            if c.dep_ in {"aux", "auxpass", "neg", "advmod"} and verb.i - 8 < c.i < verb.i
        ]
    )
    for child in top.children:
        if child.dep_ in SUBJECTS and child.i < top.i:
            left, right = child.left_edge.i, child.right_edge.i
            if top.dep_ == "relcl" and child.lower_ in {"who", "which", "that"}:
                return first
            longest = LONGEST_PASSIVE_SUBJECT if child.dep_ == "nsubjpass" else LONGEST_SUBJECT
            if first - left <= longest + 2 and right - left < longest:
                first = min(first, left)
            break
    if (
        top.dep_ == "relcl"
        and verb.doc[first - 1].i == top.head.i
        and not any(c.lower_ in {"who", "which", "that"} for c in top.children)
    ):
        first = top.head.i
    if top.dep_ == "acl" and top.head.i == first - 1:
        first = noun_start(top.head)
    date = [
        c
        for c in top.children
        if c.dep_ in {"prep", "npadvmod"} and c.right_edge.i < first and first - c.left_edge.i <= 5
    ]
    if date and first - date[-1].right_edge.i <= 2 and date[-1].left_edge.i >= verb.sent.start:
        first = date[-1].left_edge.i
    return first


def noun_start(noun: Token) -> int:
    lefts = [c.left_edge.i for c in noun.lefts if c.dep_ not in {"punct", "cc"}]
    return min([noun.i, *lefts]) if noun.i - min([noun.i, *lefts]) <= LONGEST_SUBJECT else noun.i


def end_of(head: Token, end: int, depth: int) -> int:
    """The end of the last complement that belongs to the statement itself."""
    for child in head.rights:
        if child.dep_ in CUT or (child.dep_ == "punct" and child.text not in {'"', "'", "-"}):
            if child.dep_ == "punct" and child.text == "," and child.i + 1 < head.sent.end:
                following = head.doc[child.i + 1]
                if following.dep_ in {"prep", "npadvmod"} and following.head == head:
                    continue
            if (
                child.dep_ in {"cc", "conj"}
                and child.pos_ in {"NOUN", "PROPN", "CCONJ", "NUM"}
                and not is_verbal(child)
            ):
                if child.dep_ == "conj":
                    end = max(end, end_of(child, child.i + 1, depth + 1))
                continue
            if child.dep_ == "cc":
                continue
            break
        if child.dep_ in LIGHT_CLAUSES and child.right_edge.i - child.left_edge.i > 12:
            end = max(end, end_of(child, child.i + 1, depth + 1))
            continue
        if depth < 5:
            end = max(end, end_of(child, child.i + 1, depth + 1))
    return end


def noun_quote(noun: Token) -> tuple[int, int]:
    """Token bounds of the quote for an event that a noun tells."""
    first = noun_start(noun)
    end = end_of(noun, noun.i + 1, depth=0)
    for child in noun.rights:
        if child.dep_ == "acl" and child.i == noun.i + 1:
            end = max(end, end_of(child, child.i + 1, depth=1))
    return tidy(noun, first, min(end, first + LONGEST_QUOTE))


def tidy(token: Token, first: int, end: int) -> tuple[int, int]:
    """Drop punctuation and open words at the ends."""
    doc = token.doc
    first, end = max(first, token.sent.start), min(end, token.sent.end)
    while (
        end - 1 > token.i
        and (
            doc[end - 1].is_punct
            or doc[end - 1].dep_ in {"cc", "mark", "prep", "det"}
            and not list(doc[end - 1].children)
        )
        and doc[end - 1].text not in {'"', "%"}
    ):
        end -= 1
    while first < token.i and (doc[first].is_punct or doc[first].dep_ == "cc"):
        first += 1
    return first, past_hyphens(doc, end, token.sent.end)


def past_hyphens(doc: Doc, end: int, limit: int) -> int:
    """`end`, or where it lies within a word of several parts, the end of that word and of the noun which it describes:
    "their first face-to-face talks" is not cut behind "face"."""
    whole = end
    while (
        whole + 1 < limit
        and doc[whole].text in HYPHENS
        and not doc[whole - 1].whitespace_
        and not doc[whole].whitespace_
        and doc[whole + 1].is_alpha
    ):
        whole += 2
    if whole > end and whole < limit and doc[whole - 1].whitespace_ and doc[whole].pos_ == "NOUN":
        whole += 1
    return whole
