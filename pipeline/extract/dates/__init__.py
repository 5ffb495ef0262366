"""Dates: a small grammar of English date expressions, resolved from the publication date and never from a clock.

- explicit: the year is in the words ("12 August 2025", "between 2014 and 2022").
- document: the words name a day, month or quarter, the document's own date gives its year ("December 4", "today").
- relative: the words count from the publication ("Friday", "last week") or from a date before them ("a day later").

A claim that does not resolve keeps its words with `first` None: deadlines ("before Friday", "by May"), relative dates
without a publication date or with one too wide to settle them, days and months whose tense cannot be told, numeric
dates that can be read two ways, winters named by one year. "By the end of 2008" names 2008. "Early", "late" and
"the first week of" leave the month or year whole. Seasons are those of the northern hemisphere.
"Two weeks ago" is the week, "two months ago" the month that lies so far back. Durations are no dates.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.dates.grammar import Expression, expressions
from pipeline.extract.dates.meaning import Days, MonthInYear, Shift, Tense, Unknown, Weekday, resolve
from pipeline.extract.dates.tense import tense_around
from pipeline.extract.dates.years import FROM_PUBLICATION, Story, Years, begins_now, is_news
from pipeline.model import DateClaim, Interval

if TYPE_CHECKING:
    from pipeline.extract.reading import Reading, Sentence
    from pipeline.extract.tokens import Token

__all__ = ["DateClaim", "dates_in", "dates_in_text", "dates_of"]


def days_of(claim: DateClaim | None) -> Days | None:
    """The days that a claim resolved to."""
    if claim is None or claim.first is None or claim.last is None or claim.precision is None:
        return None
    return Days(claim.first, claim.last, claim.precision)


def dates_in_text(
    text: str, published: Interval | None, tense: Tense = "unknown", after: Days | None = None
) -> tuple[tuple[Expression, Days | None], ...]:
    """The date expressions of a folded text, each with its days, all in a clause of the given tense.

    `after` is the date before the text, for "the following day"; each date found takes its place for the next.
    """
    found: list[tuple[Expression, Days | None]] = []
    for expression in expressions(text):
        days = resolve(expression.meaning, published, "past" if expression.since else tense, after)
        after = days or after
        found.append((expression, days))
    return tuple(found)


def dates_in(
    sentence: Sentence, published: Interval | None, after: DateClaim | None = None, years: Years = FROM_PUBLICATION
) -> tuple[DateClaim, ...]:
    """The dates of a sentence in order, resolved where the words, their tense and the publication date settle them.

    `published` is the document's publication interval (None when unknown). `after` is the last date before the
    sentence, from which "three days later" counts. `years` says where past dates without a year take theirs from
    (`story.dates_of` finds out for a whole document).
    """
    text, passage = sentence.text, sentence.passage
    offset = passage.doc[sentence.start].idx
    claims: list[DateClaim] = []
    before = days_of(after)
    for found in expressions(text):
        if not reads_as_date(sentence, found, offset):
            continue
        tense, meaning = tense_of(sentence, found, offset), found.meaning
        if is_habit(sentence, found, offset) or is_said_day(sentence, found, offset):
            meaning = Unknown("relative")
        source = FROM_PUBLICATION if lasts(sentence, found, offset) else years
        days = source.resolve(meaning, published, tense, before)
        before = days or before
        claims.append(
            DateClaim(
                span=passage.folded.span(offset + found.start, offset + found.end),
                text=text[found.start : found.end],
                first=days.first if days else None,
                last=days.last if days else None,
                precision=days.precision if days else None,
                basis=found.meaning.basis if days else None,
            )
        )
    return tuple(claims)


def tokens_of(sentence: Sentence, found: Expression, offset: int) -> list[Token]:
    start, end = offset + found.core, offset + found.end
    return [t for t in sentence.tokens if t.idx < end and start < t.idx + len(t.text)]


def tense_of(sentence: Sentence, found: Expression, offset: int) -> Tense:
    """The tense that the expression needs; asked of the tree only where the answer depends on it."""
    if found.since:
        return "past"
    tokens = tokens_of(sentence, found, offset)
    return tense_around(tokens, sentence.kind in {"title", "heading"}) if tokens else "unknown"


def is_habit(sentence: Sentence, found: Expression, offset: int) -> bool:
    """ "Sunday shifts", "weekend work": any such day, unlike "the Sunday talks"."""
    if not isinstance(found.meaning, Weekday) or found.meaning.which:
        return False
    last = tokens_of(sentence, found, offset)[-1:]
    if not last or last[0].dep_ not in {"compound", "amod", "nmod"} or last[0].head.i <= last[0].i:
        return False
    if last[0].head.text[:1].isupper() and last[0].i > last[0].sent.start and last[0].nbor(-1).lower_ == "on":
        return False  # "on Sunday Presidents X and Y signed": two phrases side by side
    return not any(child.dep_ in {"det", "poss"} for child in last[0].head.children)


def is_said_day(sentence: Sentence, found: Expression, offset: int) -> bool:
    """ "today" inside quotation marks is the day of the speaker, which need not be that of the publication."""
    if not isinstance(found.meaning, Shift) or found.meaning.unit != "day":
        return False
    return sentence.passage.folded.text[: offset + found.start].count('"') % 2 == 1


def lasts(sentence: Sentence, found: Expression, offset: int) -> bool:
    """ "have held it since August": what lasts until now is counted from now, also in a story of long ago."""
    if not found.since:
        return False
    return any(token.lower_ in {"has", "have"} for token in sentence.tokens if token.idx < offset + found.start)


def reads_as_date(sentence: Sentence, found: Expression, offset: int) -> bool:
    """ "May" and the like as a person's name: the parser says so, or the passage calls the person by a first name."""
    meaning = found.meaning
    if not isinstance(meaning, MonthInYear) or meaning.which or found.since:
        return True
    tokens = tokens_of(sentence, found, offset)
    word = tokens[-1].text if tokens else ""
    if len(tokens) != 1 or word not in {"May", "March", "April", "June", "August"}:
        return True
    if tokens[0].ent_type_ == "PERSON" or tokens[0].tag_ == "MD":
        return False
    named = rf"\b(?:Mr|Mrs|Ms|Dr|Lord|Lady|Theresa|[A-Z][a-z]+ [A-Z]\.)\.? {word}\b"
    return not re.search(named, sentence.passage.folded.text)


def told_last(sentence: Sentence, claims: tuple[DateClaim, ...]) -> DateClaim | None:
    """The date from which the next sentence counts: the last of the main clause, not of one that only looks back: "On
    Monday they denounced the pact that X signed on 3 May. The following day ..."."""
    resolved = [claim for claim in reversed(claims) if claim.first]
    return next((claim for claim in resolved if not looks_back(sentence, claim)), resolved[0] if resolved else None)


def looks_back(sentence: Sentence, claim: DateClaim) -> bool:
    """The date stands in a clause on a noun: "the pact that X signed on 3 May"."""
    node = next((t for t in sentence.tokens if sentence.passage.span(t.i, t.i + 1).overlaps(claim.span)), None)
    while node is not None and node.head != node:
        if node.dep_ in {"relcl", "acl"}:
            return True
        node = node.head
    return False


def dates_of(reading: Reading) -> dict[int, tuple[DateClaim, ...]]:
    """The dates of each sentence of a document by the sentence's index; sentences without a date are left out.

    Each sentence's relative dates ("the following day") count from the date before it. In a text that tells a story
    of long ago, "in April" takes the year of the story; where the year cannot be told, it stays unresolved.
    """
    published = reading.document.published
    body = [sentence for sentence in reading.sentences if sentence.kind not in {"title", "heading"}]
    meanings = [found.meaning for sentence in body for found in expressions(sentence.text)]
    tells_news = any(is_news(meaning) for meaning in meanings) or begins_now(meanings, published)
    story = Story(published, tells_news)
    made: dict[int, tuple[DateClaim, ...]] = {}
    after: DateClaim | None = None
    for sentence in reading.sentences:
        running = sentence.kind not in {"title", "heading"}
        claims = dates_in(
            sentence,
            published,
            after if running else None,
            story.years(sentence.passage.index) if running else FROM_PUBLICATION,
        )
        if not claims:
            continue
        made[sentence.index] = claims
        if running:
            after = told_last(sentence, claims) or after
            for claim in claims:
                story.tell(claim, sentence.passage.index, claim.span.start - sentence.span.start)
    return made
