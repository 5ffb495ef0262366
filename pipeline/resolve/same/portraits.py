"""What the texts tell of somebody besides the name: parties, offices, when; and what of it keeps two people apart."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.resolve.reference import words
from pipeline.resolve.same.names import Name, read_name
from pipeline.resolve.same.offices import Office

if TYPE_CHECKING:
    from pipeline.resolve.people import ToldPerson

YEAR = 365.25
TERM = 5  # years: a surname that was told longer ago may be another's
LIFE = 30  # years: who has the office that a namesake had so long ago is hardly the same
LAG = timedelta(days=30)  # so long after a death texts may still tell of the office

Days = tuple[date, date] | None  # None: not known


def _years(one: Days, other: Days) -> float:
    """Years between two spans of time; 0 where they meet or one is not known."""
    if one is None or other is None:
        return 0
    return max(0, (max(one[0], other[0]) - min(one[1], other[1])).days) / YEAR


def _joined(one: Days, other: Days) -> Days:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


@dataclass(frozen=True, slots=True)
class Post:
    """An office with those that it is of: ids of parties; none where no text says so."""

    office: Office
    parties: frozenset[str]

    def shares(self, other: Post) -> bool:
        """Whether both are of one party, or of none and told with more than one word."""
        if self.parties or other.parties:
            return bool(self.parties & other.parties)
        return min(len(self.office.words), len(other.office.words)) > 1

    def equals(self, other: Post) -> bool:
        return self.shares(other) and self.office.words == other.office.words


@dataclass(slots=True)
class Portrait:
    """All that is told of one person. Spans of time are those of the texts that tell it."""

    name: Name
    said: str  # for people: the name and an office
    told: Days = None
    documents: set[str] = field(default_factory=set)
    items: set[str] = field(default_factory=set)  # Wikidata
    generations: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)  # of offices that are held at home
    parties: dict[str, Days] = field(default_factory=dict)
    posts: dict[Post, Days] = field(default_factory=dict)
    former: dict[Post, Days] = field(default_factory=dict)
    dead: date | None = None  # the first text that tells of the death

    @classmethod
    def of(cls, one: ToldPerson) -> Portrait:
        name = read_name(one.claim.name)
        published = one.document.published
        days = (published.first, published.last) if published else None
        said = ", ".join((one.claim.name, *sorted({role for role, _ in one.roles})[:1]))
        found = cls(name, said, days, {one.document.document_id})
        found.items.update([one.claim.wikidata_id] if one.claim.wikidata_id else [])
        found.generations.update([name.generation] if name.generation else [])
        if one.party:
            found.parties[one.party] = days
        abroad = words("office_words", "kind", "abroad")
        for _, post in one.roles:
            if post.office.former:
                found.former[post] = days
                found.dead = days[0] if post.office.dead and days else found.dead
                continue
            found.posts[post] = days
            found.parties.update(dict.fromkeys(post.parties, days))
            if not post.office.words & abroad:
                found.countries.update(one.countries[party] for party in post.parties if party in one.countries)
        return found

    def copy(self) -> Portrait:
        return deepcopy(self)

    def add(self, other: Portrait) -> None:
        """Takes in what is told of the same person elsewhere. The fuller name stays."""
        if other.name.length > self.name.length:
            self.name, self.said = other.name, other.said
        self.told = _joined(self.told, other.told)
        self.documents |= other.documents
        self.items |= other.items
        self.generations |= other.generations
        self.countries |= other.countries
        for party, days in other.parties.items():
            self.parties[party] = _joined(self.parties.get(party, days), days)
        for post, days in other.posts.items():
            self.posts[post] = _joined(self.posts.get(post, days), days)
        for post, days in other.former.items():
            self.former[post] = _joined(self.former.get(post, days), days)
        self.dead = min(filter(None, (self.dead, other.dead)), default=None)

    def blocks(self) -> Iterator[tuple[str, str]]:
        """By which people are found that may be the same: those of equal keys."""
        parties = {*self.parties, *(party for post in (*self.posts, *self.former) for party in post.parties)}
        lone = {" ".join(sorted(post.office.words)) for post in (*self.posts, *self.former) if not post.parties}
        yield from ((name, tie) for name in sorted(self.name.surnames) for tie in sorted(parties | lone))
        if self.name.full:
            yield "".join(self.name.words), "="

    def conflict(self, other: Portrait) -> str | None:
        """What makes two people of them; None when nothing does. Symmetric."""
        if self.documents & other.documents:
            return "one text tells of both"
        if self.items and other.items and not self.items & other.items:
            return "other Wikidata items"
        if self.generations and other.generations and self.generations != other.generations:
            return "father and son, by “Jr.” or the like"
        if self.countries and other.countries and not self.countries & other.countries:
            return "offices of two states"
        for one, two in ((self, other), (other, self)):
            if one.dead and any(days and days[1] > one.dead + LAG for days in two.posts.values()):
                return "one holds an office after the other's death"
        if any(one.equals(two) and _years(days, their) > LIFE
               for one, days in self.posts.items() for two, their in other.posts.items()):  # fmt: skip
            return f"the same office more than {LIFE} years apart"
        if not self.name.full and not other.name.full:
            return "surnames told years apart" if _years(self.told, other.told) > TERM else self.clash(other)
        return None

    def clash(self, other: Portrait) -> str | None:
        """That both hold offices of one party at one time, and none of them is the same."""
        close = [
            (one, two)
            for one, days in self.posts.items()
            for two, their in other.posts.items()
            if one.shares(two) and _years(days, their) <= 1
        ]
        if close and not any(one.office.may_be(two.office) for one, two in close):
            return "other offices at the same time"
        return None

    def tie(self, other: Portrait, years: float = TERM) -> int:
        """How well an office of both fits: 2 when both hold it, or held it; 1 when one held what the other holds at
        an earlier time; 0 when there is none."""
        for mine, theirs in ((self.posts, other.posts), (self.former, other.former)):
            if any(one.equals(two) and _years(days, their) <= years
                   for one, days in mine.items() for two, their in theirs.items()):  # fmt: skip
                return 2
        for earlier, later in ((self, other), (other, self)):
            for one, days in earlier.posts.items():
                for two, their in later.former.items():
                    if one.equals(two) and (days is None or their is None or days[0] <= their[1]):
                        return 1
        return 0

    def parties_shared(self, other: Portrait, near: bool = False) -> bool:
        """Whether both speak for one party; `near`: at about the same time."""
        return any(
            party in other.parties and (not near or _years(days, other.parties[party]) <= TERM)
            for party, days in self.parties.items()
        )
