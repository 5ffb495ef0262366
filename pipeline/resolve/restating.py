"""What a later form of a demand makes of the earlier one: narrowed, widened, softened, hardened, contradicted, repeated.

A form is what one document says of one demand. Everything here compares two forms; who stated them, and when, is
decided in `changes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.model import DemandClaim
from pipeline.quantities import quantities, tells_number
from pipeline.resolve.reference import names, rows
from pipeline.resolve.same.wording import phrases, stem

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
LISTED = re.compile(r"[,;]|\band\b|\bor\b", re.IGNORECASE)
MONTHS, DAYS = "|".join(names("months")), "|".join((*names("weekdays"), "tomorrow", "tonight", "noon", "midnight"))
DEADLINE = re.compile(
    rf"\b(?:by|before|until|no later than)\s+(?:the\s+end\s+of\s+)?(?:next\s+)?(?:{DAYS}|\d{{1,2}}\s+(?:{MONTHS})|(?:{MONTHS})(?:\s+\d+)?|year-end)\b"
    r"|\bwithin\s+(?:\w+[\s-]+){1,3}(?:hours?|days?|weeks?|months?|years?)\b"
)
UNTIL = re.compile(r"\buntil\b[^,;.]*", re.IGNORECASE)
# a condition that leaves the act as it is
NO_CONDITION = re.compile(r"(?:if|when|as|where)\s+(?:they|he|she|it|we|you)?\s*(?:so\s+)?(?:wish|want|choose|like|prefer|desire)(?:es|s)?\b[^,;]*"
                          r"|(?:if|where|when)\s+(?:possible|necessary|needed)", re.IGNORECASE)  # fmt: skip
EACH_ONE = re.compile(r"\b(?:every|each|any)\s+one\b", re.IGNORECASE)  # no number
NOT_JUST = re.compile(r"\b(?:not|no longer|rather than|instead of)\s+(?:just|only|merely|simply)\b", re.IGNORECASE)
PARTS = re.compile(r"\s+and\s+(?:for|to|that)\s+|;\s*", re.IGNORECASE)  # of a list that demands several things
TIMES = frozenset({"minute", "hour", "day", "week", "month", "year"})  # two acts of so many days are not yet alike
UNCLEAR = "unclear"  # a rule sees a difference that is neither more nor less
MOST_OTHER_WORDS = 2  # a form that differs in more words says something else, not more or less of the same


@dataclass(frozen=True, slots=True)
class Form:
    """One demand as one document states it.

    `words` are the act and its objects in base words, synonyms as one, without numbers, degrees, the deadline and the condition. `own`
    are the words that name its parties: they compare nothing.
    """

    claim: DemandClaim
    addressees: frozenset[str]
    joint: bool
    own: frozenset[str]
    words: frozenset[str]
    condition: frozenset[str]


def form(claim: DemandClaim, addressees: Iterable[str], own: Iterable[str], *, joint: bool) -> Form:
    """The form of a claim; `addressees` are ids of parties, `own` the words by which the document names the parties."""
    condition = claim.condition_text or ""
    apart = [one[0] for clause in (DEADLINE, UNTIL, NO_CONDITION) for one in clause.finditer(claim.content)]
    apart.append(condition)
    condition = NO_CONDITION.sub("", condition)
    words = _base_words((claim.action, *claim.terms)) - _base_words(_tokens(" ".join(apart)))
    return Form(claim, frozenset(addressees), joint, frozenset(own), words, frozenset(_tokens(condition)))


def same_act(before: Form, after: Form) -> bool:
    """Whether two forms that are not one record are forms of one demand: the same act, by the same, of the same thing.

    One may say more than the other, never each something that the other lacks.
    """
    if not _kinds_go_together(before, after) or not _addressees_go_together(before, after):
        return False
    if not before.words & after.words:
        return False
    one, other = _compared(before, after)
    shared = one & other
    if _goes_beyond(before, after) or (len(shared) > 1 and _is_unbound(before, after)):
        return True
    if not shared or not (one <= other or other <= one):
        return False
    units = _units(before, after) - TIMES
    most = MOST_OTHER_WORDS + bool(units)  # what is counted in the same unit is alike in more
    if one == other:
        return len(one) > 1 or bool(_said(before) & _said(after))  # a synonym alone is too little
    as_many = any(numbers(before.claim.content)[unit] == numbers(after.claim.content)[unit] for unit in units)
    return len(shared) + as_many > 1 and len(one ^ other) <= most


def change(before: Form, after: Form) -> str | None:
    """What the later form makes of the earlier one; None where more than one thing differs and no rule says which.

    The rules in order: polarity, condition, "not just", numbers, words of extent, words of degree, deadline, objects,
    and the strength of asking.
    """
    for rule in (_polarity, _condition, _beyond, _number, _extent, _degree, _deadline, _objects, _asking):
        found = rule(before, after)
        if found:
            return None if found == UNCLEAR else found
    return "repeated"


def _polarity(before: Form, after: Form) -> str | None:
    """For and against one act: a negated act, or the refusal of what was offered before."""
    against = [one.claim.negated != (one.claim.kind == "refusal") for one in (before, after)]
    if before.claim.kind == after.claim.kind:
        against = [one.claim.negated for one in (before, after)]
    return "contradicted" if against[0] != against[1] else None


def _condition(before: Form, after: Form) -> str | None:
    """A condition weakens a demand. One that is replaced by another is neither weaker nor stronger."""
    one, other = before.condition, after.condition
    if one == other:
        return None
    return "softened" if one < other else "hardened" if other < one else UNCLEAR


def _beyond(before: Form, after: Form) -> str | None:
    return "widened" if _goes_beyond(before, after) else None


@lru_cache(maxsize=262_144)
def _senses_of(content: str) -> frozenset[str]:
    return frozenset(_senses().get(word, "") for word in _tokens(content))


def _said(form: Form) -> frozenset[str]:
    return frozenset(_base(word.casefold()) for word in (form.claim.action, *form.claim.terms)) - form.own


def _goes_beyond(before: Form, after: Form) -> bool:
    """Whether the later form says that it asks for more than the earlier one: "not just the harbour"."""
    found = NOT_JUST.search(after.claim.content)
    if not found:
        return False
    named = _base_words(_tokens(after.claim.content[found.end() :])) & before.words - before.own - after.own
    return len(named) > 1


def _is_unbound(before: Form, after: Form) -> bool:
    """Whether one form says that it is all of a thing and the other that it is a part ("only at Elm", "along the whole
    border"): then where that part lies is no other thing."""
    one, other = _compared(before, after)
    if max(len(one - other), len(other - one)) > MOST_OTHER_WORDS:
        return False
    senses = [_senses_of(form.claim.content) for form in (before, after)]
    return any("narrower" in part and "wider" not in part and "wider" in whole and "narrower" not in whole
               for part, whole in (senses, senses[::-1]))  # fmt: skip


def _number(before: Form, after: Form) -> str | None:
    """More or less of the same unit; a number that is added narrows, one that is taken away widens."""
    one, other = (numbers(part) for part in _parts_compared(before, after))
    if set(one) == set(other):
        up = any(other[unit] > one[unit] for unit in one)
        down = any(other[unit] < one[unit] for unit in one)
        return "widened" if up > down else "narrowed" if down > up else UNCLEAR if up else None
    return "narrowed" if set(one) < set(other) else "widened" if set(other) < set(one) else UNCLEAR


def _extent(before: Form, after: Form) -> str | None:
    return _by_sense(before, after, "wider", "narrower", "widened", "narrowed")


def _degree(before: Form, after: Form) -> str | None:
    return _by_sense(before, after, "harder", "softer", "hardened", "softened")


def _by_sense(before: Form, after: Form, more: str, less: str, up: str, down: str) -> str | None:
    """By words of a sense that come or go. A shorter report leaves out "all" or "immediate" without meaning less."""
    one, other = (set(_tokens(form.claim.content)) & _senses().keys() for form in (before, after))
    gone = {word for word in one - other if word not in _weightless()}
    come = other - one
    degree = sum((_senses()[word] == more) - (_senses()[word] == less) for word in come) - sum(
        (_senses()[word] == more) - (_senses()[word] == less) for word in gone
    )
    return up if degree > 0 else down if degree < 0 else None


def _deadline(before: Form, after: Form) -> str | None:
    one, other = (bool(DEADLINE.search(form.claim.content)) for form in (before, after))
    if one != other:
        return "hardened" if other else "softened"
    one, other = (bool(UNTIL.search(DEADLINE.sub("", form.claim.content))) for form in (before, after))
    # an end that comes weakens an act; one that is left out may be so for brevity
    return None if one == other else "softened" if other else UNCLEAR


def _objects(before: Form, after: Form) -> str | None:
    """Objects of a list that are added or taken away. Any other word that is added narrows an act; one that is left
    out may be so for brevity."""
    one, other = _compared(before, after)
    if one == other:
        return None
    longer, extra = (after, other - one) if one < other else (before, one - other)
    if all(_stands_in_list(word, longer.claim.content) for word in extra):
        return "widened" if longer is after else "narrowed"
    return "narrowed" if longer is after else UNCLEAR


def _asking(before: Form, after: Form) -> str | None:
    """From a demand to a request or back; verbs of like strength are the reporters' choice and tell nothing."""
    one, other = (_strength(form.claim) for form in (before, after))
    if one is None or other is None or one == other:
        return None
    return "softened" if other < one else "hardened"


@lru_cache(maxsize=262_144)
def numbers(content: str) -> dict[str | None, float]:
    """The numbers of a text by their unit (`USD`, `day`, `prisoner`); dates and deadlines are none.

    Of a range, and of two numbers of one unit, the greater counts.
    """
    found: dict[str | None, float] = {}
    for one in quantities(DEADLINE.sub(" ", EACH_ONE.sub("all", content))):
        value = max(end for end in (one.low, one.high) if end is not None)
        unit = _one_word(one.unit) if one.unit and one.unit.islower() else one.unit
        found[unit] = max(value, found.get(unit, value))
    return found


def _kinds_go_together(before: Form, after: Form) -> bool:
    kinds = (before.claim.kind, after.claim.kind)
    asked = {"demand", "condition"}
    if set(kinds) <= asked or kinds[0] == kinds[1]:
        return True
    if set(kinds) == {"offer", "refusal"}:
        return True  # what one would do oneself
    # what one asked of another and both then undertake
    return kinds[0] in asked and kinds[1] == "offer" and after.joint


def _addressees_go_together(before: Form, after: Form) -> bool:
    one, other = before.addressees, after.addressees
    return not one or not other or bool(one & other) or {before.claim.kind, after.claim.kind} <= {"offer", "refusal"}


def words_compared(form: Form) -> tuple[frozenset[str], frozenset[str]]:
    """Of a form compared with any other as a whole: the words that only the other's own ones can keep out of the
    comparison, and all words that are in it or keep others out."""
    own = _with_bases(form.own | _base_words((form.claim.action.casefold(),)))
    return form.words - own, form.words | own


def of_one_sense(form: Form) -> str | None:
    """`narrower` or `wider` when the form says that it is a part or all of a thing; None when neither or both."""
    found = _senses_of(form.claim.content) & {"narrower", "wider"}
    return next(iter(found)) if len(found) == 1 else None


def says_more(form: Form) -> bool:
    """Whether the form may say that it asks for more than another one: "not just the harbour"."""
    return NOT_JUST.search(form.claim.content) is not None


def _compared(before: Form, after: Form) -> tuple[frozenset[str], frozenset[str]]:
    own = before.own | after.own
    actions = [one.claim.action.casefold() for one in (before, after)]
    if len({_senses().get(action) for action in actions}) > 1:
        own |= _base_words(actions)  # to slow and to stop: one act in two degrees
    own = _with_bases(own)
    words = []
    for form, part in zip((before, after), _parts_compared(before, after), strict=True):
        said = form.words if part == form.claim.content else form.words & _base_words(_tokens(part))
        words.append(said - own)
    return words[0], words[1]


def _units(before: Form, after: Form) -> frozenset[str]:
    """In what both forms count."""
    one, other = (numbers(form.claim.content).keys() for form in (before, after))
    return frozenset(unit for unit in one & other if unit)


def _parts_compared(before: Form, after: Form) -> tuple[str, str]:
    """What is compared of the contents: of a list that demands several things, the one that both forms count."""
    units, parts = _units(before, after), []
    if not units:
        return before.claim.content, after.claim.content
    for content in (before.claim.content, after.claim.content):
        counted = [part for part in PARTS.split(content) if numbers(part).keys() & units]
        parts.append(counted[0] if len(counted) == 1 else content)
    return parts[0], parts[1]


def _stands_in_list(word: str, content: str) -> bool:
    """Whether the word is an item of a list: "from Elm, Oak and Ash" has one at the end of its first part, and one at
    the beginning of each other part."""
    first, *others = [_tokens(part) for part in LISTED.split(content)]
    ends = [first[-1:]] if others else []
    return any(word in _base_words(part) for part in [*ends, *(part[:MOST_OTHER_WORDS] for part in others)])


@lru_cache(maxsize=65536)
def _with_bases(words: frozenset[str]) -> frozenset[str]:
    return words | {_base(word) for word in words}


@cache
def _senses() -> dict[str, str]:
    return {row["word"]: row["sense"] for row in rows("restating_words")}


@cache
def _weightless() -> frozenset[str]:
    """Words that tell nothing when they are left out."""
    return frozenset(row["word"] for row in rows("restating_words") if row["left_out"] == "nothing")


@cache
def _strengths() -> dict[str, int]:
    return {row["word"]: int(row["strength"]) for row in rows("asking_strengths")}


def _strength(claim: DemandClaim) -> int | None:
    """How strongly the text asks, by the rule that found it (`frame:ask-for`); None where the rule does not tell."""
    first = min(claim.evidence, key=lambda one: one.span).method
    return _strengths().get(re.split(r"[:/]", first)[-1].partition("-")[0])


def _tokens(text: str) -> list[str]:
    return [one.casefold() for one in WORD.findall(text)]


def _base_words(words: Iterable[str]) -> frozenset[str]:
    return _of_words(tuple(words))


@lru_cache(maxsize=262_144)
def _of_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        _one_word(word.casefold()) for word in words
        if word.casefold() not in _senses() and not any(char.isdigit() for char in word)
        and not tells_number(word)
    ) - {""}  # fmt: skip


@lru_cache(maxsize=65536)
def _one_word(word: str) -> str:
    """One word for all synonyms of `same_demand_words.csv`, else the base word."""
    for one in phrases().get(stem(word), ()):
        if len(one.stems) == 1 and one.kind in ("act", "thing", "qualifier"):
            return "+".join(one.classes)
    return _base(word)


def _base(word: str) -> str:
    """A crude stem, for likeness only: withdrawal and withdraw, prisoners and prisoner, filling and fill are one."""
    for ending, least in (("ies", 3), ("ing", 4), ("al", 7), ("es", 5), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word
