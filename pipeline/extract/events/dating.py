"""Which date belongs to which trigger: the tree decides, from the date's head word upwards."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.events.clause import is_verbal, lemma
from pipeline.extract.events.participants import phrase_before
from pipeline.extract.events.triggers import words
from pipeline.extract.syntax import own_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.events.merge import Draft
    from pipeline.extract.reading import Sentence
    from pipeline.extract.tokens import Token
    from pipeline.model import DateClaim

DOING = frozenset({"actor", "participant"})
PLACING = frozenset({"in", "at", "to", "on", "with", "of", "between", "against", "by", "near"})
LONGEST_PLACE = 6  # words between a noun and its date: "talks with the Norlanders in Port Sudo on Monday"
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


def anchors(sentence: Sentence, dates: Sequence[DateClaim]) -> dict[int, DateClaim]:
    """Each date under the index of its head token (the token of the expression whose head lies outside)."""
    found: dict[int, DateClaim] = {}
    if not dates:
        return found
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
    if not dated:
        return None
    best: tuple[int, int, DateClaim] | None = None
    for index, claim in sorted(dated.items()):
        distance = steps(tokens[index], trigger)
        if distance is not None and (best is None or (distance, index) < best[:2]):
            best = (distance, index, claim)
    if best is None:
        return (
            beside(trigger, dated, tokens)
            or told_with(trigger, dated, tokens)
            or through_places(trigger, dated, tokens)
            or day_told_of(trigger, dated, tokens)
        )
    return best[2]


def told_with(trigger: Token, dated: dict[int, DateClaim], tokens: dict[int, Token]) -> DateClaim | None:
    """The date of what is told along with the trigger, on the same day: the verb that brought a noun about ("an accord
    signed in 1992"), the verb before "and" ("met on Monday and agreed"), the clause of "as" and "when"."""
    if not is_verbal(trigger):
        return (
            made_on(trigger, dated, tokens)
            or named_beside(trigger, dated, tokens)
            or right_behind(trigger, dated, tokens)
            or in_course_of(trigger, dated, tokens)
            or lasting_since(trigger, dated, tokens)
        )
    when = next((c for c in trigger.children if c.lower_ == "when" and c.i < trigger.i), None)
    if when is not None and trigger.dep_ in {"relcl", "advcl"}:
        for index, claim in dated.items():
            if index < when.i and all(t.text == "," for t in trigger.doc[index + 1 : when.i]):
                return claim  # "in 1975, when four soldiers were killed"
    lost = phrase_before(trigger)  # "said on Monday as a round of talks broke up"
    leader = trigger.head
    if lost is not None and lost.head.lower_ == "as":
        above = leader if lost.head.head == trigger else lost.head.head
        return own_date(above, dated, tokens) if is_verbal(above) else None
    if trigger.dep_ == "advcl" and is_verbal(leader) and trigger.tag_ == "VBD" and leader.i < trigger.i:
        as_it_went = next((c for c in trigger.children if c.dep_ == "mark" and c.i < trigger.i), None)
        if as_it_went is not None and as_it_went.lower_ == "as" and leader.tag_ in {"VBD", "VBN"}:
            return own_date(leader, dated, tokens)
    joined = trigger.dep_ == "conj" and is_verbal(leader) and trigger.tag_ == leader.tag_ == "VBD"
    if joined and own_subject(trigger) is None and not any(index > trigger.i for index in dated):
        return own_date(leader, dated, tokens)
    return through_medium(trigger, dated)


def own_date(verb: Token, dated: dict[int, DateClaim], tokens: dict[int, Token]) -> DateClaim | None:
    """The date that a verb itself carries."""
    near = [(distance, i) for i in dated if (distance := steps(tokens[i], verb)) is not None]
    return dated[min(near)[1]] if near else None


def made_on(noun: Token, dated: dict[int, DateClaim], tokens: dict[int, Token]) -> DateClaim | None:
    """The date in the clause that tells how the event of a noun came about: "a report issued on Friday", "the talks,
    which resumed in May", "the crash that killed a boy in August", "the promise that they gave in 2009"."""
    for clause in noun.children:
        if clause.dep_ not in {"acl", "relcl"} or clause.i < noun.i or not is_verbal(clause):
            continue
        if clause.tag_ not in {"VBN", "VBD"} or lemma(clause) not in words("making") | words("casualty"):
            continue
        found = own_date(clause, dated, tokens)
        if found is not None:
            return found
    return None


def named_beside(noun: Token, dated: dict[int, DateClaim], tokens: dict[int, Token]) -> DateClaim | None:
    """The day right behind a noun whose "of" or "by" comes after it: "dominated by the detention on 28 May of ..."."""
    for index, claim in dated.items():
        inside = [i for i in tokens if index <= i < index + 4 and tokens[i].text in claim.text]
        if noun.left_edge.i <= index < noun.i and modifies(tokens[index], noun):
            return claim  # "a July street protest"
        between = noun.doc[noun.i + 1 : index]
        if not 1 <= len(between) <= 2 or between[0].lower_ not in {"on", "in"} or index < noun.i:
            continue
        behind = max(inside, default=index) + 1
        if behind < noun.sent.end and noun.doc[behind].lower_ in {"of", "by"}:
            return claim
    return None


def right_behind(noun: Token, dated: dict[int, DateClaim], tokens: dict[int, Token]) -> DateClaim | None:
    """The date in the same breath after a noun, which the parser hung on a verb that cannot carry it: "we condemn the
    attacks on 7 October 2023", "we look forward to the talks in Geneva on 8 February". A past verb keeps a day without
    a year for itself: "rejected the offer on Monday"."""
    for index, claim in sorted(dated.items()):
        date = tokens[index]
        first = date.head.i if date.dep_ == "pobj" and date.head.lower_ in {"on", "in"} else date.left_edge.i
        between = noun.doc[noun.i + 1 : first]
        if not noun.i < first or len(between) > LONGEST_PLACE or (between and between[0].lower_ not in PLACING):
            continue
        if any(is_verbal(t) or t.is_punct or t.pos_ == "SCONJ" or lemma(t) in words("event") for t in between):
            continue
        verb = head_verb(date)
        told = is_verbal(verb) and verb.tag_ in {"VBD", "VBN"}
        if not told or re.search(r"\b(?:1[5-9]|20)\d\d\b", claim.text):
            return claim
    return None


def in_course_of(noun: Token, dated: dict[int, DateClaim], tokens: dict[int, Token]) -> DateClaim | None:
    """The date of what was said or done while the event went on: "repeated it on Sunday during talks in Riyadh", "was
    held on a visit earlier this year"."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ not in {"during", "at", "on"}:
        return None
    verb = head_verb(preposition)
    if not is_verbal(verb) or (preposition.lower_ == "on" and lemma(noun) not in {"visit", "trip", "tour"}):
        return None
    inside = range(noun.left_edge.i, noun.right_edge.i + 1)
    near = [i for i in dated if i not in inside and head_verb(tokens[i]) == verb]
    return dated[near[0]] if len(near) == 1 else None


def lasting_since(noun: Token, dated: dict[int, DateClaim], tokens: dict[int, Token]) -> DateClaim | None:
    """The day from which something lasts: "has been under sanctions since 2011"."""
    node = noun
    while node.dep_ in {"pobj", "prep", "attr"} and not is_verbal(node.head):
        node = node.head
    if not is_verbal(node.head) or lemma(node.head) != "be" or node.dep_ not in {"prep", "attr"}:
        return None
    for index, claim in dated.items():
        since = tokens[index].head
        if since.lower_ == "since" and since.head == node.head:
            return claim
    return None


def modifies(date: Token, noun: Token) -> bool:
    """A date among the words before a noun, however the tree groups them."""
    node = date
    while node.i != noun.i:
        if node.dep_ not in {"compound", "nmod", "amod", "nummod", "npadvmod"} or node.head == node:
            return False
        node = node.head
    return True


def through_medium(verb: Token, dated: dict[int, DateClaim]) -> DateClaim | None:
    """The date on which the words were put out: "in a letter sent to staff on Monday, X called it self-harm"."""
    for preposition in verb.children:
        if preposition.dep_ != "prep" or preposition.lower_ not in {"in", "at", "during"}:
            continue
        for noun in preposition.children:
            for clause in noun.children:
                if noun.dep_ == "pobj" and clause.dep_ == "acl" and lemma(clause) in words("making"):
                    for index, claim in dated.items():
                        if clause.left_edge.i <= index <= clause.right_edge.i:
                            return claim
    return None


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


def through_places(verb: Token, dated: dict[int, DateClaim], tokens: dict[int, Token]) -> DateClaim | None:
    """A day that the parser hung on the last of several nouns after a verb, none of which is a happening: "kept them
    from the square in front of City Hall on Sunday"."""
    if not is_verbal(verb):
        return None
    for index, claim in sorted(dated.items()):
        node = tokens[index]
        if index < verb.i or claim.precision != "day" or node.dep_ != "pobj" or node.head.lower_ != "on":
            continue
        while node.dep_ in PASS_UP and node != verb and (not is_verbal(node) or node.dep_ == "pcomp"):
            if lemma(node) in words("event") and node.i != index:
                break
            node = node.head
        if node == verb:
            return claim
    return None


def day_told_of(verb: Token, dated: dict[int, DateClaim], tokens: dict[int, Token]) -> DateClaim | None:
    """ "On Thursday, the day a pact was made": the clause on the day tells what happened on it."""
    noun = verb.head
    if verb.dep_ != "relcl" or lemma(noun) not in {"day", "month"}:
        return None
    comma = noun.left_edge.i - 1
    return dated.get(comma - 1) if comma > verb.sent.start and verb.doc[comma].text == "," else None


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


def carried(draft: Draft, before: Sequence[Draft]) -> Draft:
    """A draft without a date with that of the deed told right before it, when the words join the two: "He also
    announced a plan" is on the day of what he did before, "Then both sides withdrew" on the day of what came first."""
    verb = draft.candidate.token
    if draft.date is not None or draft.standing != "occurred" or verb.tag_ != "VBD" or verb != verb.sent.root:
        return draft
    also = any(c.lower_ == "also" for c in verb.children)
    then = verb.sent[0].lower_ in {"then", "afterwards", "afterward"}
    if not also and not then:
        return draft
    doers = {p for p in draft.participants if p.role in DOING}
    for other in reversed(before):
        if draft.sentence - other.sentence > 1:
            break
        told = other.candidate.token.tag_ == "VBD" and other.standing == "occurred" and other.sentence < draft.sentence
        same = then or doers & {p for p in other.participants if p.role in DOING}
        if told and same and other.date is not None and other.date.precision == "day":
            return replace(draft, date=other.date)
    return draft
