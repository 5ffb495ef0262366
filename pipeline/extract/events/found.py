"""The flow of event extraction: sentence by sentence, triggers to drafts; then drafts to numbered claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.events import acts, deeds, nouns, verbs
from pipeline.extract.events.clause import in_class, is_verbal, lemma
from pipeline.extract.events.counterparts import HOSTILE, addressed
from pipeline.extract.events.dating import anchors, carried, date_of
from pipeline.extract.events.merge import Draft, absorb, merged
from pipeline.extract.events.named import with_named
from pipeline.extract.events.participants import Stage
from pipeline.extract.events.places import PlaceUse, claims, place_before, place_in
from pipeline.extract.events.quotes import noun_quote, verb_quote, with_medium
from pipeline.extract.events.standing import reporter
from pipeline.extract.events.summary import summary
from pipeline.extract.events.triggers import noun_forms, words
from pipeline.extract.events.verbs import Candidate, unique
from pipeline.model import DateClaim, EventClaim, Evidence, Interval, Participant, PlaceClaim

if TYPE_CHECKING:
    from pipeline.extract.cast import Cast
    from pipeline.extract.reading import Reading, Sentence
    from pipeline.extract.tokens import Token

DatesIn = Callable[["Sentence", Interval | None, DateClaim | None], tuple[DateClaim, ...]]

READ = frozenset({"body", "bullet", "title"})
MOST_PER_SENTENCE = 6
SHORTEST_ACT = 3  # words
VERB_CONFIDENCE = 0.8
NOUN_CONFIDENCE = 0.7
ANNEXING = frozenset({"invasion", "annexation", "occupation", "abduction"})
BY_A_STATE = frozenset({"arrest", "expulsion", "trial", "sentence"})
OF_A_STATE = frozenset({"election", "coup"})
# the standing of a candidate that `settled` lets fall -> why, as `pipeline.extract.dropped` words it
FALLS = {"present": "present-undated", "hypothetical": "merely-possible", "planned": "planned-by-nobody"}


@dataclass(frozen=True, slots=True)
class Found:
    """The events of a document and the places that they name."""

    events: tuple[EventClaim, ...]
    places: tuple[PlaceClaim, ...]


def events(reading: Reading, cast: Cast, dates: DatesIn) -> tuple[EventClaim, ...]:
    """The events of a document, in text order. See `found`."""
    return found(reading, cast, dates).events


def found(reading: Reading, cast: Cast, dates: DatesIn, asked: frozenset[int] = frozenset()) -> Found:
    """The events that a document tells and the places where they were, in text order.

    `asked` are the indices of sentences that only name what somebody asks ("Withdrawal of all troops", below "Norland's
    demands"): none of it has happened. `dates` gives the dates of a sentence (`pipeline.extract.dates.dates_in`). Raises InputError when a reference
    table cannot be read.
    """
    stage = Stage(reading, cast)
    drafts: list[Draft] = []
    before: DateClaim | None = None
    for sentence in reading.sentences:
        if sentence.kind not in READ:
            continue
        in_sentence = dates(sentence, reading.document.published, before)
        if sentence.index not in asked:
            drafts.extend(of_sentence(stage, sentence, in_sentence))
        resolved = [d for d in in_sentence if d.first is not None]
        before = resolved[-1] if resolved else before
    drafts = [in_discourse(stage, draft, drafts[:number]) for number, draft in enumerate(drafts)]
    for number, draft in enumerate(drafts):
        drafts[number] = carried(draft, drafts[:number])
    kept = merged(drafts)
    for one in drafts:
        if one.title:  # where an event of the text took its words up, they are no loss
            reading.drops.add("event", "title-only", one.evidence[0].span)
    uses = [(draft.place_passage, draft.place) for draft in kept if draft.place is not None]
    return Found(tuple(claim(cast, draft, number) for number, draft in enumerate(kept, start=1)), claims(reading, uses))


def in_discourse(stage: Stage, draft: Draft, before: list[Draft]) -> Draft:
    """A draft with what the drafts before it and its own content add: the other side, those named, what lies ahead."""
    return to_come(with_named(stage, addressed(stage, draft, before)), before)


def of_sentence(stage: Stage, sentence: Sentence, dates: tuple[DateClaim, ...]) -> list[Draft]:
    """The events of one sentence, at most six, each trigger word once."""
    dated = anchors(sentence, dates)
    tokens = {t.i: t for t in sentence.tokens} if dated else {}
    candidates: list[Candidate] = []
    for token in sentence.tokens:
        verbal = verbs.is_candidate_verb(token)
        if not verbal and not may_tell(token):
            continue
        date = date_of(token, dated, tokens)
        one = None
        if verbal:
            one = verbs.candidate(stage, token, date)
            if one is None and token.tag_ == "VBG" and any(c.dep_ in {"poss", "det", "amod"} for c in token.children):
                one = nouns.candidate(stage, token, date)
            if one is None:
                one = acts.candidate(stage, token, date)
        elif token.pos_ in {"NOUN", "PROPN"}:
            one = nouns.candidate(stage, token, date) or deeds.candidate(stage, token, date)
        if one is not None:
            candidates.append(one)
    drafts = [d for one in absorb(candidates) if (d := draft(stage, sentence, one)) is not None]
    for left in drafts[MOST_PER_SENTENCE:]:
        stage.reading.drops.add("event", "too-many", left.evidence[0].span)
    return drafts[:MOST_PER_SENTENCE]


def may_tell(token: Token) -> bool:
    """A first look at what is no verb: whether a frame has a noun of its form. Most words of a text open none."""
    known = noun_forms()
    return lemma(token) in known or token.lower_ in known


def draft(stage: Stage, sentence: Sentence, one: Candidate) -> Draft | None:
    """A candidate with its standing settled, participants completed, place and quote found; None when it falls."""
    standing = settled(stage, one, sentence)
    if standing is None:
        stage.reading.drops.add(
            "event", FALLS[one.standing], stage.reading.passage_of(one.token).span(one.token.i, one.token.i + 1)
        )
        return None
    if not one.frame.nominal:
        first, end = verb_quote(one.token, one.subject if one.frame.needed("subject") else None)
        if "medium" in one.frame.needs:
            first, end = with_medium(one.token, first, end)
    else:
        first, end = noun_quote(one.token)
    if one.frame.pos == "act" and end - first < SHORTEST_ACT:
        stage.reading.drops.add("event", "bare-verb", sentence.passage.span(first, end))
        return None  # a bare verb, "left" or "came", tells nothing by its shape
    confidence = NOUN_CONFIDENCE if one.frame.nominal else VERB_CONFIDENCE
    evidence = Evidence(
        sentence.passage.span(first, end),
        sentence.span,
        one.frame.method,
        confidence if one.participants else round(confidence - 0.1, 2),
    )
    if one.date is not None:
        one = replace(one, date=by_then(one.date, standing, stage.reading.document.published))
    # a future day in what is offered or announced is the day of the content: "is offering 3 per cent from 1 May"
    of_content = (
        standing == "occurred" and one.frame.label in verbs.SPOKEN and ahead(one.date, stage.reading.document.published)
    )
    return Draft(
        one,
        standing,
        completed(stage, one, standing),
        None if of_content else one.date,
        place_of(one),
        sentence.passage.index,
        sentence.passage.index,
        sentence.index,
        (evidence,),
        sentence.kind == "title",
    )


def settled(stage: Stage, one: Candidate, sentence: Sentence) -> str | None:
    """The standing that is published: a simple present counts only with a date, a mere possibility too; what one side
    says that the other did is alleged."""
    standing: str | None = one.standing
    published = stage.reading.document.published
    date = one.date
    if standing == "present":
        if sentence.kind == "title":
            return "occurred"
        if date is None:
            return None
        past = date.last is not None and published is not None and date.last < published.first
        standing = "occurred" if past else "planned"
    if standing == "occurred" and one.frame.nominal and ahead(date, published):
        standing = "planned"
    if standing == "hypothetical" and date is None and (not one.frame.nominal or len(one.participants) < 2):
        return None
    if standing == "ongoing" and one.frame.label in verbs.SPOKEN:
        return "occurred"  # "is today calling on", "is offering": said is done
    if standing == "ongoing" and date is not None and date.first is not None and published is not None:
        standing = "planned" if date.first > published.last else "ongoing"
    if standing == "planned" and date is None and not any(p.role in {"actor", "participant"} for p in one.participants):
        return None
    harm = one.frame.event_type in HOSTILE and not one.frame.nominal
    if harm and standing in {"occurred", "ongoing"} and (accused_by(stage, one) or suffered(stage, one)):
        return "alleged"
    return standing


def by_then(date: DateClaim, standing: str, published: Interval | None) -> DateClaim:
    """What happened "earlier this week" happened by the day of publication, not later in that week."""
    if standing not in {"occurred", "alleged"} or published is None or date.precision != "week":
        return date
    if date.first is None or date.last is None or not date.first <= published.last < date.last:
        return date
    return replace(date, last=published.last)


def ahead(date: DateClaim | None, published: Interval | None) -> bool:
    return date is not None and date.first is not None and published is not None and date.first > published.last


def accused_by(stage: Stage, one: Candidate) -> Reference | None:
    """The party that says it of another: "children it says Russia took"."""
    who = reporter(one.token)
    if who is None:
        return None
    speaker = stage.cast.refer(who)
    actors = {p.party for p in one.participants if p.role == "actor"}
    return speaker if speaker.parties and actors and not actors & set(speaker.parties) else None


def suffered(stage: Stage, one: Candidate) -> bool:
    """A party says that harm was done, and names nobody who did it: "Israel says that its factories were bombed"."""
    who = reporter(one.token)
    return who is not None and bool(stage.cast.refer(who)) and not any(p.role == "actor" for p in one.participants)


def completed(stage: Stage, one: Candidate, standing: str) -> tuple[Participant, ...]:
    """The participants, with the side that suffered where the text implies it: who accuses, or whose soil it is."""
    people = one.participants
    if not people and one.frame.label in OF_A_STATE:
        home = at_home(stage, one) or Reference((stage.home,) if stage.home else ())
        return stage.participants(home, "actor")
    if people and one.frame.label in BY_A_STATE and not any(p.role == "actor" for p in people):
        named = {p.party for p in people}
        home = Reference(tuple(p for p in at_home(stage, one).parties if p not in named))
        return unique([*people, *stage.participants(home, "actor")])
    if one.frame.event_type not in HOSTILE or any(p.role == "recipient" for p in people):
        return people
    actors = {p.party for p in people if p.role == "actor"}
    if not actors:
        return people
    accuser = accused_by(stage, one) if not one.frame.nominal else None
    if accuser:
        return unique([*people, *stage.participants(Reference(accuser.parties), "recipient")])
    struck = Reference(tuple(p for p in at_home(stage, one).parties if p not in actors))
    if struck:
        return unique([*people, *stage.participants(struck, "recipient")])
    theatre = stage.theatre
    if one.frame.label in ANNEXING and theatre is not None and theatre not in actors:
        return unique([*people, Participant("recipient", theatre)])
    return people


def at_home(stage: Stage, one: Candidate) -> Reference:
    """The state where it happened, where the text names the country itself: "elections in Norland"."""
    use = place_of(one)
    if use is None or use.place.kind != "country":
        return NOBODY
    passage = stage.reading.passage_of(one.token).index
    named = [m.reference for m in stage.cast.mentions(passage, use.start, use.end) if m.reference]
    return Reference(named[0].parties[:1]) if named else NOBODY


def to_come(draft: Draft, before: list[Draft]) -> Draft:
    """What a coming meeting "marks" or "is" lies ahead as well: "the meeting marks his first visit to X"."""
    noun = draft.candidate.token
    verb = noun.head
    if not draft.candidate.frame.nominal or draft.standing != "occurred" or verb.tag_ != "VBZ":
        return draft
    about = [c for c in verb.children if c.dep_ == "nsubj" and in_class(c, "event")]
    ahead = [d for d in before if d.candidate.frame.label == "meeting" and d.standing == "planned"]
    if about and ahead and lemma(verb) in {"mark", "be", "represent", "constitute", "follow"}:
        return replace(draft, standing="planned")
    return draft


def place_of(one: Candidate) -> PlaceUse | None:
    """The place in the clause of the trigger: its own locative phrases, those of its object, a place as modifier."""
    token = one.token
    if one.frame.nominal:
        verb = token.head if is_verbal(token.head) and lemma(token.head) in words("occurrence") else None
        return place_in(token) or place_before(token) or (place_in(verb) if verb is not None else None)
    here = place_in(token)
    if here is None and one.object is not None:
        here = place_in(one.object)
        if here is None and in_class(one.object, "event"):
            here = place_before(one.object)
    if here is None and one.subject is not None and in_class(one.subject, "event"):
        here = place_in(one.subject) or place_before(one.subject)
    if here is None and token.dep_ == "xcomp":
        here = place_in(token.head)
    return here


def claim(cast: Cast, draft: Draft, number: int) -> EventClaim:
    frame = draft.candidate.frame
    place = draft.place.place if draft.place is not None else None
    return EventClaim(
        key=f"event-{number}",
        event_type=frame.event_type,
        label=frame.label,
        summary=summary(cast, frame.label, draft.standing, draft.participants, place.name if place else None),
        status=draft.standing,  # type: ignore[arg-type]
        participants=draft.participants,
        place=place.key if place else None,
        date=draft.date,
        evidence=draft.evidence,
    )


__all__ = ["DatesIn", "Found", "events", "found"]
