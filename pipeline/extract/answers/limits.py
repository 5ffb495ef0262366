"""Whether a promise of the act that was demanded falls short of it: "no more than 5 million", "only some of them",
"not before June", a lower number or a later day than the demand's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from pipeline.additions import extended_rows
from pipeline.extract.dates import dates_in_text
from pipeline.quantities import Quantity, measures, quantities

if TYPE_CHECKING:
    from pipeline.extract.demands.drafts import Draft
    from pipeline.extract.tokens import Doc, Token
    from pipeline.model import Interval

Shortfall = Literal["less", "conditional", "unclear"]
NEAR = 3  # tokens after "before" in which its day stands
DAYS = frozenset({"DATE", "TIME"})
TIMES = frozenset({"day", "month"})
PASSED = frozenset({"not", "as"})  # "not only the ports", "as part of the deal" set no limit
DUE = frozenset({"by", "before", "until", "till", "than"})  # before the day by which something is demanded


@lru_cache(maxsize=1)
def limiting() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Sense -> the wordings of `limiting_words.csv`, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in extended_rows("limiting_words"):
        found.setdefault(row["sense"], []).append(tuple(row["words"].split()))
    return {sense: tuple(sorted(rows, key=lambda words: -len(words))) for sense, rows in found.items()}


def by_stance(
    stance: str, clause: Sequence[Token], hit: Sequence[Draft], published: Interval | None, strings: bool = False
) -> dict[str, list[Draft]]:
    """The demands of `hit` by what the clause says of them, which takes up their act: `stance` is "accepted" or
    "rejected" as the verb has it; less than was demanded counters it; `strings` tells that a condition is named.
    A demand is left out where it stays open how the two compare."""
    found: dict[str, list[Draft]] = {}
    for draft in hit:
        short = _left(clause, draft) if stance == "rejected" else _shortfall(clause, draft, published)
        said = stance
        if short == "less":
            said = "countered"
        elif stance == "accepted" and (strings or short == "conditional"):
            said = "accepted_conditionally"
        if short != "unclear":
            found.setdefault(said, []).append(draft)
    return found


def clause_of(verb: Token, last: int) -> list[Token]:
    """The words of the verb's own clause, without it: from behind its auxiliary to `last` at most, with an
    afterthought."""
    first = min((c.i for c in verb.children if c.dep_ in {"aux", "neg"}), default=verb.i) + 1
    end = max((t.i + 1 for t in verb.subtree if t.i < last), default=verb.i + 1)
    return [t for t in verb.doc[first : with_afterthought(verb.doc, end, last)] if t != verb]


def with_afterthought(doc: Doc, end: int, last: int) -> int:
    """The end of a clause that ends at `end`, or of an afterthought behind it that has no verb (", but not before
    June"); `last` at most."""
    if end < last and (doc[end].text == "," or doc[end].dep_ == "cc"):
        stop = next((t.i for t in doc[end:last] if t.text in {".", ";"}), last)
        if not any(t.pos_ in {"VERB", "AUX"} for t in doc[end:stop]):
            return stop
    return end


def _shortfall(clause: Sequence[Token], draft: Draft, published: Interval | None) -> Shortfall | None:
    """How a promise of the demanded act, in the words of `clause`, falls short of the demand; None when it does not."""
    wanted = list(draft.sentence.passage.doc[draft.act.start : draft.act.end])
    for at, token in enumerate(clause):
        if token.i and token.nbor(-1).lower_ in PASSED:
            continue
        rest = clause[at:]
        if token.lower_ == "only" and _opens(rest[1:], "condition"):
            return "conditional"
        later = _opens(rest, "later")
        if later and rest[later - 1].dep_ != "amod":  # "at the earliest opportunity" sets no day
            return "less" if _is_day(rest[later:]) else "conditional"
        part = _opens(rest, "part")
        if part and not _holds(wanted, rest[:part]):
            return "less"
    return _in_number(_text(clause), _text(wanted)) or _in_time(clause, wanted, published)


def _left(clause: Sequence[Token], draft: Draft) -> Shortfall | None:
    """What a denied verb leaves all the same: "will not pay more than 5 million", "will not open them before June"."""
    wanted = list(draft.sentence.passage.doc[draft.act.start : draft.act.end])
    asked = quantities(_text(wanted))
    for one in quantities(_text(clause)):
        if one.low is not None and one.high is None and _is_counted(one):
            known = [other for other in asked if _comparable(one, other)]
            if not known or all(one.low < (other.low or other.high or 0) for other in known):
                return "less"
            if not any(other.text == one.text for other in known):
                return "unclear"
    for at in range(len(clause)):
        until = _opens(clause[at:], "until")
        if until and _is_day(clause[at + until :]):
            day = takewhile(lambda t: t.ent_type_ in DAYS, clause[at + until :])
            if not _holds(wanted, [*clause[at : at + until], *day]):  # else the demand itself is denied
                return "less"
    return None


def _in_number(said: str, wanted: str) -> Shortfall | None:
    """A number below the demanded one, an upper bound or a share where none was named; unclear after "to", where it
    depends on the verb which number is the harder one ("cut to", "raise to")."""
    asked, promised = quantities(wanted), quantities(said)
    met = {other for other in asked if any(_is_same(one, other) for one in promised)}
    for one in promised:
        known = [other for other in asked if _comparable(one, other)]
        if met.intersection(known):  # also "40 million, 5 million of it in June"
            continue
        if not known:
            bound = one.high is not None and (one.low is None or one.unit == "percent" and one.text[:1].isalpha())
            if bound and _is_counted(one) and one.text not in wanted:
                return "less"
            continue
        before = said[: said.find(one.text)].split()[-1:]
        if before == ["to"]:
            return "unclear"
        high, least = one.high, min(other.low or other.high or 0 for other in known)
        if one.unit in TIMES and before[:1] in (["within"], ["in"]):
            if high is not None and high > least:
                return "less"
        elif high is not None and high < least:
            return "less"
    return None


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Both count or measure the same; a bare number counts what the other does ("release ten of them")."""
    return one.unit == other.unit or (one.unit is None or other.unit is None) and not {one.unit, other.unit} & TIMES


def _is_same(one: Quantity, other: Quantity) -> bool:
    return _comparable(one, other) and (one.low, one.high) == (other.low, other.high)


def _is_counted(one: Quantity) -> bool:
    """No distance or duration: "up to 30 km from the border" tells where."""
    return one.unit not in measures() or one.unit == "percent" or (one.unit or "").isupper()


def _in_time(clause: Sequence[Token], wanted: Sequence[Token], published: Interval | None) -> Shortfall | None:
    """The day that is promised is later than the one by which the act was demanded; unclear when the two differ and
    cannot be compared."""
    theirs = [day for day in _days(wanted, published) if day[0] in DUE]
    ours = _days(clause, published)
    if not theirs or not ours or theirs[0][1] == ours[0][1]:
        return None
    first, last = ours[0][2], theirs[0][2]
    if first is None or last is None:
        return "unclear"
    return "less" if first > last else None


def _days(tokens: Sequence[Token], published: Interval | None) -> list[tuple[str, str, int | None]]:
    """Each date among the words: the word before it, the date as worded, and its last day as a number."""
    text = _text(tokens)
    found: list[tuple[str, str, int | None]] = []
    for expression, days in dates_in_text(text, published, "future"):
        core = text[expression.core : expression.end]
        if days is None:  # "by 1 June" is no day, "1 June" is
            days = next((alone for _, alone in dates_in_text(core, published, "future")), None)
        before = text[: expression.core].lower().split()
        found.append((before[-1] if before else "", core, days.last.toordinal() if days is not None else None))
    return found


def _text(tokens: Sequence[Token]) -> str:
    return tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text if tokens else ""


def _opens(tokens: Sequence[Token], sense: str) -> int:
    """How many of the first tokens are a wording of the sense, 0 when none is."""
    for words in limiting()[sense]:
        if tuple(t.lower_ for t in tokens[: len(words)]) == words:
            return len(words)
    return 0


def _is_day(after: Sequence[Token]) -> bool:
    return any(t.ent_type_ in DAYS for t in after[:NEAR])


def _holds(wanted: Sequence[Token], words: Sequence[Token]) -> bool:
    """The demand has the same limit: "free only the women", "hand over part of the land"."""
    limit = [t.lower_ for t in words]
    return any([t.lower_ for t in wanted[i : i + len(limit)]] == limit for i in range(len(wanted)))
