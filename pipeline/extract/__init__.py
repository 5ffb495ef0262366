"""From one document to its claims: a pure function of the text, the reference data and this code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.reading import Reading, Sentence
    from pipeline.model import Claims, DateClaim, Document, DroppedKind, Interval, Span


def extract(document: Document) -> Claims:
    """Who takes part, who demands what of whom, what was answered, and what happened, each with its place in the text.

    Raises MachineError when the language model is missing, InputError when a reference table cannot be read.
    """
    from pipeline.extract.reading import reading

    return claims_of(reading(document))


def claims_of(read: Reading) -> Claims:
    """The claims of a parsed document: the cast first, then demands, the answers to them, and events."""
    from pipeline.extract.answers import answers, stance_claims
    from pipeline.extract.dates import dates_of
    from pipeline.extract.demands import demands_of, only_named
    from pipeline.extract.events import found as events_of
    from pipeline.extract.soundness import sound
    from pipeline.extract.who import cast as cast_of
    from pipeline.model import Claims

    document = read.document
    cast = cast_of(read)
    drafts, demands = demands_of(read, cast)
    stances = stance_claims(drafts, demands, answers(read, cast, drafts), read.drops)
    dates = dates_of(read)

    def dates_in(
        sentence: Sentence, published: Interval | None, after: DateClaim | None = None
    ) -> tuple[DateClaim, ...]:
        return dates.get(sentence.index, ())

    happened = events_of(read, cast, dates_in, only_named(read, drafts))
    used = {party for demand in demands for party in (*demand.claimants, *demand.addressees)}
    used |= {stance.party for stance in stances}
    taking_part = [one for event in happened.events for one in event.participants]
    used |= {one.party for one in taking_part if one.party and one.role != "recipient"}
    befallen = {one.party for one in taking_part if one.party} - used
    claims = sound(
        Claims(
            document=document,
            words=sum(
                1 for passage in read.passages for token in passage.doc if not token.is_punct and not token.is_space
            ),
            sentences=len(read.sentences),
            parties=cast.parties(frozenset(used), frozenset(befallen)),
            people=cast.people(),
            roles=cast.roles(),
            places=happened.places,
            demands=demands,
            stances=stances,
            events=happened.events,
        ),
        read.drops,
    )
    return replace(claims, dropped=read.drops.left(_stated(claims)))


def _stated(claims: Claims) -> Iterator[tuple[DroppedKind, Span]]:
    """The words that state claims, and the kinds of candidates that are no loss there."""
    for one in claims.demands:
        yield from (("demand", evidence.span) for evidence in one.evidence)
    for stance in claims.stances:
        for evidence in stance.evidence:
            yield "stance", evidence.span
            yield "demand", evidence.span  # "dismissed these terms" opens no demand, and is told as an answer
    for event in claims.events:
        yield from (("event", evidence.span) for evidence in event.evidence)
