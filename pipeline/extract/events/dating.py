"""Which date belongs to which trigger: the tree decides, from the date's head word upwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.events.clause import is_verbal, lemma
from pipeline.extract.events.triggers import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from pipeline.extract.reading import Sentence
    from pipeline.model import DateClaim

PASS_UP = frozenset(
    {
        "prep",
        "pobj",
        "npadvmod",
        "nmod",
        "compound",
        "nummod",
        "appos",
        "poss",
        "amod",
        "conj",
        "dep",
        "quantmod",
        "advmod",
        "pcomp",
        "dobj",
        "attr",
    }
)


def anchors(sentence: Sentence, dates: Iterable[DateClaim]) -> dict[int, DateClaim]:
    """Each date under the index of its head token (the token of the expression whose head lies outside)."""
    found: dict[int, DateClaim] = {}
    tokens = list(sentence.tokens)
    spans = {t.i: sentence.passage.span(t.i, t.i + 1) for t in tokens}
    for claim in dates:
        inside = [t for t in tokens if spans[t.i].overlaps(claim.span)]
        ids = {t.i for t in inside}
        for token in inside:
            if token.head.i not in ids or token.head == token:
                found.setdefault(token.i, claim)
                break
    return found


def date_of(trigger: Token, dated: dict[int, DateClaim], tokens: dict[int, Token]) -> DateClaim | None:
    """The date of a trigger: in its own phrase first, then on the verb that carries it ("set to meet on Friday")."""
    best: tuple[int, int, DateClaim] | None = None
    for index, claim in sorted(dated.items()):
        distance = steps(tokens[index], trigger)
        if distance is not None and (best is None or (distance, index) < best[:2]):
            best = (distance, index, claim)
    if best is None:
        return beside(trigger, dated, tokens)
    return best[2]


def beside(trigger: Token, dated: dict[int, DateClaim], tokens: dict[int, Token]) -> DateClaim | None:
    """A date that the parser hung on a far verb although it follows the trigger in the same breath: "when negotiators
    sit down in Xiamen next Tuesday, it will be ..."."""
    if not is_verbal(trigger):
        return None
    for index, claim in sorted(dated.items()):
        between = trigger.doc[trigger.i + 1 : index]
        if (
            index > trigger.i
            and len(between) <= 8
            and is_verbal(head_verb(tokens[index]))
            and head_verb(tokens[index]).i > index
            and not any(t.text in {",", ";", ":"} or is_verbal(t) for t in between)
        ):
            return claim
    return None


def head_verb(token: Token) -> Token:
    node = token
    while not is_verbal(node) and node.head != node:
        node = node.head
    return node


def steps(date: Token, trigger: Token) -> int | None:
    """How many steps up the tree from a date to a trigger, or None when another clause or event lies between."""
    if trigger.dep_ == "relcl" and (trigger.head == date or trigger.head.head == date or date.head == trigger.head):
        return 1 if trigger.head.ent_type_ == "DATE" else None
    node = date
    for count in range(8):
        if node.i == trigger.i:
            return count
        if is_verbal(node) and node != date:
            return count + 1 if carries(node, trigger) else None
        if node != date and node.pos_ in {"NOUN", "PROPN"} and node.i != trigger.i:
            return count + 1 if carries(node, trigger) else None
        if node.head == node or (node.dep_ not in PASS_UP and node != date):
            return None
        if node.dep_ == "conj" and node.pos_ in {"VERB", "AUX"}:
            return None
        node = node.head
    return None


def carries(node: Token, trigger: Token) -> bool:
    """The word that a date hangs on speaks of the trigger itself: "is set to meet", "talks resumed", "held talks"."""
    if trigger.dep_ == "xcomp" and trigger.head.i == node.i:
        return True
    if is_verbal(trigger):
        # the parser hangs "in February" on the object of the verb: "launching the invasion in February 2022"
        above = node.head if node.dep_ != "pobj" else node.head.head
        own = node.dep_ == "pobj" and lemma(node) in words("event")
        return above.i == trigger.i and node.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass", "xcomp"} and not own
    if trigger.head.i == node.i and is_verbal(node):
        return lemma(node) in words("occurrence") and trigger.dep_ in {"nsubj", "nsubjpass", "dobj"}
    return False
