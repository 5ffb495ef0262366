"""What the stages hand to one another: `Document` (read -> extract) and `Claims` (extract -> resolve).

All classes are frozen and hold plain values, so that claims can be cached, pickled between processes and
compared. Offsets are code points into `Document.text`, 0-based, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

BlockKind = Literal["title", "heading", "byline", "dateline", "caption", "bullet", "body"]
PublishTerms = Literal["sentences", "quotes"]
DroppedKind = Literal["demand", "stance", "event", "participant", "role"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: code points, 0-based, end exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def within(self, other: Span) -> bool:
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `first` to `last`, both included (equal when the day is known)."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, bullet ... of a document, in reading order; blocks never overlap.

    `span` may run over several lines of the text when a paragraph is hard-wrapped. `section` is the text of the
    nearest heading above (None before the first). A bullet's span leaves the bullet mark out.
    """

    span: Span
    kind: BlockKind
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One source text, decoded and normalized (see `pipeline.read`), with its structure and metadata."""

    document_id: str
    path: str  # relative to the sources folder's `seeds/`, with forward slashes
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str = "en"
    published: Interval | None = None
    published_basis: Literal["metadata", "text", "inferred"] | None = None
    media_type: str = "text/plain"
    sha256: str = ""
    publish: PublishTerms = "sentences"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the text says so: the quote, the sentence around it, the rule that found it, how sure it is (0-1)."""

    span: Span
    sentence: Span
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PartyClaim:
    """A collective actor named in a document. `key` is local to the claims: a reference-table id such as `rus`,
    or a slug of the fullest name in the text for a party that no table knows."""

    key: str
    name: str
    party_type: str
    country_code: str | None
    wikidata_id: str | None
    part_of: str | None  # key of another party
    known: bool  # in the reference tables
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """A named individual. `key` is the slug of the fullest name in the document."""

    key: str
    name: str
    evidence: tuple[Evidence, ...]
    party: str | None = None  # the party that the person speaks for in this document
    wikidata_id: str | None = None


@dataclass(frozen=True, slots=True)
class RoleClaim:
    person: str
    party: str | None
    role_text: str
    former: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PlaceClaim:
    """A place that an event happened at. `key` is a reference id, or the slug of the name as written."""

    key: str
    name: str
    country_code: str | None
    evidence: tuple[Evidence, ...]
    geonames_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class DateClaim:
    """A date expression and what it resolves to. Unresolved when `first` is None."""

    span: Span
    text: str
    first: date | None
    last: date | None
    precision: Literal["day", "week", "month", "quarter", "year", "decade"] | None
    basis: Literal["explicit", "relative", "document"] | None


@dataclass(frozen=True, slots=True)
class DemandClaim:
    """One act that a party demands, offers, makes a condition of, or refuses.

    `key` is unique in the document's claims. `action` is the lemma of the demanded act, `terms` the sorted content
    lemmas of its objects: together with claimants, addressees, issue and condition they are the claim key that
    identity across documents rests on.
    """

    key: str
    kind: Literal["demand", "offer", "condition", "refusal"]
    issue: str
    summary: str
    content: str
    condition_text: str | None
    claimants: tuple[str, ...]  # party keys
    addressees: tuple[str, ...]  # party keys
    action: str
    terms: tuple[str, ...]
    negated: bool  # the demanded act is *not* doing it
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class StanceClaim:
    """What a party says to a demand: `demand` is the key of a `DemandClaim` of the same document."""

    demand: str
    party: str
    person: str | None
    stance: str
    date: DateClaim | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    role: Literal["actor", "recipient", "participant", "mediator", "host", "absent"]
    party: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class EventClaim:
    key: str
    event_type: str
    label: str
    summary: str
    status: Literal["occurred", "ongoing", "planned", "alleged", "hypothetical", "denied"]
    participants: tuple[Participant, ...]
    place: str | None  # key of a PlaceClaim
    date: DateClaim | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, order=True)
class Dropped:
    """A candidate that a rule let fall: `reason` is a code of `pipeline.extract.dropped`, `span` the words that opened
    it."""

    kind: DroppedKind
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claims:
    """All that one document says, with local keys. A pure function of document, reference data and code."""

    document: Document
    words: int
    sentences: int
    parties: tuple[PartyClaim, ...] = ()
    people: tuple[PersonClaim, ...] = ()
    roles: tuple[RoleClaim, ...] = ()
    places: tuple[PlaceClaim, ...] = ()
    demands: tuple[DemandClaim, ...] = ()
    stances: tuple[StanceClaim, ...] = ()
    events: tuple[EventClaim, ...] = ()
    notes: tuple[str, ...] = field(default=())
    dropped: tuple[Dropped, ...] = ()
