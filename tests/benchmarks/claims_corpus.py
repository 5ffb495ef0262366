"""A corpus of claims: what extraction would give of very many texts, made by rule, to measure all that comes after it.

Texts of about 5,000 characters, a third of whose sentences or fewer hold claims. In it is what makes such data hard to
put together: a few pairs of parties hold many demands, texts report a demand again in the same or other words, some
demands differ by a place, a number or a qualifier only, some texts are copies of others, and most names are few. The
same number of rows gives the same claims.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import accumulate
from typing import NamedTuple

from pipeline.model import (
    Block,
    Claims,
    DateClaim,
    DemandClaim,
    Document,
    EventClaim,
    Evidence,
    Interval,
    Participant,
    PartyClaim,
    PersonClaim,
    PlaceClaim,
    RoleClaim,
    Span,
    StanceClaim,
)
from pipeline.reference_tables import table_rows
from tests.benchmarks.claims_words import ACTS, EVENTS, MODIFIERS, OBJECTS, OFFICES, made_up_names, words_of_news

ROWS_PER_DOCUMENT = 20  # of evidence; texts about nothing but a negotiation have ten times as many
SENTENCES = 38
FIRST_DAY, DAYS = date(2024, 1, 1), 2_000
COPIES = 0.04  # of the texts are those of another
AGAIN = 0.42  # of the demands that texts report were reported before
UNDATED = 0.05


class Actor(NamedTuple):
    key: str
    name: str
    type: str
    country_code: str | None
    wikidata_id: str | None
    known: bool


class Wanted(NamedTuple):
    """A demand that texts may report: its verbs are ways to say one act."""

    kind: str
    issue: str
    verbs: tuple[str, ...]
    object: str
    more: str
    condition: str | None
    negated: bool
    terms: tuple[str, ...]


@cache
def known_actors() -> tuple[Actor, ...]:
    """States and organisations of the reference tables, in the order of the tables."""
    names = {row["key"]: row["name"] for row in reversed(table_rows("country_names")) if row["kind"] == "name"}
    states = [
        Actor(row["key"], names[row["key"]], row["type"], row["country_code"] or None, row["wikidata_id"] or None, True)
        for row in table_rows("countries")
        if row["key"] in names
    ]
    others = [
        Actor(row["key"], row["name"], row["type"], None, row["wikidata_id"] or None, True)
        for row in table_rows("organisations")
        if not row["part_of"]
    ]
    return (*states, *others[:120])


class _World:
    """Who there is, and what they were reported to demand so far."""

    def __init__(self, rows: int) -> None:
        self.chance = random.Random(f"claims of {rows} rows")
        documents = rows // ROWS_PER_DOCUMENT
        known, names = known_actors(), made_up_names()
        self.places = names[:2_000]
        unknown = [
            Actor(f"{name.casefold()}-workers-union", f"{name} Workers Union", "union", None, None, False)
            for name in names[4_000 : 4_020 + documents // 200]
        ]
        self.actors = [*known, *unknown]
        self.chance.shuffle(self.actors)
        # more texts tell of more pairs, but most of them of few: the share of a pair falls with its rank
        number = max(20, min(round(4 * documents**0.6), len(self.actors) ** 2 // 4))
        pairs: dict[tuple[int, int], None] = {}
        most = list(accumulate(1 / (rank + 3) for rank in range(len(self.actors))))
        while len(pairs) < number:
            one, other = self.chance.choices(range(len(self.actors)), cum_weights=most, k=2)
            if one != other and (other, one) not in pairs:
                pairs[one, other] = None
        self.pairs = list(pairs)
        self.shares = list(accumulate(1 / (rank + 2) for rank in range(number)))
        self.wanted: dict[tuple[int, int], list[Wanted]] = {}
        self.people: dict[int, list[tuple[str, str]]] = {}
        self.surnames, self.forenames = names[8_000:12_000], names[12_000:12_400]
        self.common, self.weights = words_of_news()
        self.place_weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.places))))

    def pair(self) -> tuple[int, int]:
        one, other = self.chance.choices(self.pairs, cum_weights=self.shares)[0]
        return (one, other) if self.chance.random() < 0.7 else (other, one)

    def speaker(self, actor: int) -> tuple[str, str]:
        """Somebody who speaks for the party: full name and office."""
        listed = self.people.setdefault(actor, [])
        if len(listed) < 3 or self.chance.random() < 0.02:
            name = f"{self.chance.choice(self.forenames)} {self.chance.choice(self.surnames)}"
            listed.append((name, OFFICES[min(len(listed), len(OFFICES) - 1)]))
            return listed[-1]
        return self.chance.choice(listed[-6:])

    def demand(self, claimant: int, addressee: int) -> Wanted:
        """Something that the one wants of the other: often what was reported already, or nearly that."""
        listed = self.wanted.setdefault((claimant, addressee), [])
        chance = self.chance
        if listed and chance.random() < AGAIN:
            found = listed[-1 - int(len(listed) * chance.random() ** 3)]
            if chance.random() < 0.12:
                found = found._replace(more=chance.choice(("", found.more, f"{found.more} without delay".strip())))
            return found
        issue, verbs = chance.choice(ACTS)
        modifier = f"{chance.choice(MODIFIERS)} " if chance.random() < 0.6 else ""
        noun, more, terms = chance.choice(OBJECTS[issue]), "", []
        if chance.random() < 0.12:
            number = chance.choice((3, 10, 12, 20, 40, 60, 120, 300, 1_500))
            modifier = f"{number:,} {modifier}"
        if chance.random() < 0.55:
            place = chance.choices(self.places, cum_weights=self.place_weights)[0]
            more = f"{chance.choice(('at', 'in', 'near'))} {place}"
            terms.append(place.casefold())
        if chance.random() < 0.1:
            more = f"{more} by the end of {chance.choice(('May', 'June', 'October'))}".strip()
        condition = f"if the {chance.choice(OBJECTS['ceasefire'])} holds" if chance.random() < 0.08 else None
        kind = chance.choices(("demand", "offer", "condition", "refusal"), cum_weights=(70, 85, 93, 100))[0]
        terms += [word.casefold() for word in (*modifier.split(), *noun.split()) if word.isalpha()]
        wanted = Wanted(kind, issue, verbs, f"the {modifier}{noun}", more, condition, chance.random() < 0.06,
                        tuple(sorted(terms)))  # fmt: skip
        listed.append(wanted)
        return wanted

    def filler(self) -> str:
        """A sentence that says nothing of ours."""
        words = self.chance.choices(self.common, cum_weights=self.weights, k=self.chance.randint(12, 28))
        return f"{words[0].capitalize()} {' '.join(words[1:])}."


@dataclass
class _Text:
    """A document while it is written."""

    document_id: str
    published: date | None
    text: str = ""
    sentence: Span = field(default_factory=lambda: Span(0, 1))
    blocks: list[Block] = field(default_factory=list)
    parties: dict[str, PartyClaim] = field(default_factory=dict)
    people: dict[str, PersonClaim] = field(default_factory=dict)
    places: dict[str, PlaceClaim] = field(default_factory=dict)
    roles: list[RoleClaim] = field(default_factory=list)
    demands: dict[str, DemandClaim] = field(default_factory=dict)
    stances: list[StanceClaim] = field(default_factory=list)
    events: list[EventClaim] = field(default_factory=list)
    rows: int = 0

    def say(self, sentence: str) -> None:
        """Adds a sentence, in a paragraph of its own."""
        start = len(self.text)
        self.sentence = Span(start, start + len(sentence))
        self.blocks.append(Block(self.sentence, "body"))
        self.text += sentence + "\n"

    def said(self, words: str, method: str, confidence: float = 0.9) -> tuple[Evidence, ...]:
        """The words in the sentence that was said last, as evidence."""
        start = self.text.index(words, self.sentence.start)
        self.rows += 1
        return (Evidence(Span(start, start + len(words)), self.sentence, method, confidence),)

    def names(self, actor: Actor, chance: random.Random) -> None:
        """Notes that the last sentence names a party."""
        before = self.parties.get(actor.key)
        if before and chance.random() < 0.25:
            return
        found = self.said(actor.name, "known-name" if actor.known else "organisation-name", 0.95)
        self.parties[actor.key] = (
            replace(before, evidence=before.evidence + found)
            if before
            else PartyClaim(actor.key, actor.name, actor.type, actor.country_code, actor.wikidata_id, None,
                            actor.known, found)
        )  # fmt: skip

    def claims(self, path: str) -> Claims:
        published = Interval(self.published, self.published) if self.published else None
        digest = sha256(f"{path}\n{self.text}".encode()).hexdigest()
        document = Document(self.document_id, path, self.text, tuple(self.blocks), title=f"Report {self.document_id}",
                            publisher=f"Daily {self.document_id[-1]}", published=published,
                            published_basis="metadata" if published else None, sha256=digest)  # fmt: skip
        return Claims(document, self.text.count(" ") + len(self.blocks), len(self.blocks),
                      tuple(self.parties.values()), tuple(self.people.values()), tuple(self.roles),
                      tuple(self.places.values()), tuple(self.demands.values()), tuple(self.stances),
                      tuple(self.events))  # fmt: skip


def claims_corpus(rows: int) -> Iterator[Claims]:
    """The claims of as many documents as have `rows` rows of evidence together, one document after the other."""
    world = _World(rows)
    recent: list[_Text] = []
    number, found = 0, 0
    while found < rows:
        number += 1
        text = _told(world, number, recent)
        found += text.rows
        recent = [*recent[-99:], text]
        yield text.claims(f"{number // 1_000:03}/{text.document_id}.txt")


def _told(world: _World, number: int, recent: list[_Text]) -> _Text:
    chance, name = world.chance, f"text-{number:06}"
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    published = None if chance.random() < UNDATED else day
    if recent and chance.random() < COPIES:  # the same under another name, as a paper prints it that takes it over
        copied = chance.choice(recent)
        again = published and copied.published
        return replace(copied, document_id=name, published=copied.published if again else None)
    text = _Text(name, published)
    one, other = world.pair()
    tell: list[Callable[[], None]] = [
        lambda: _demand(world, text, one, other, day), lambda: _demand(world, text, one, other, day),
        lambda: _demand(world, text, other, one, day), lambda: _event(world, text, one, other, day),
        lambda: _event(world, text, one, other, day),
    ]  # fmt: skip
    tell += tell[:1] * chance.randrange(2)
    told = {chance.randrange(SENTENCES): one for one in tell}
    for place in range(SENTENCES):
        if place in told:
            told[place]()
        else:
            text.say(world.filler())
    return text


def _demand(world: _World, text: _Text, by: int, of: int, day: date) -> None:
    chance, claimant, addressee = world.chance, world.actors[by], world.actors[of]
    wanted = world.demand(by, of)
    key = f"d{len(text.demands)}"
    verb = chance.choice(wanted.verbs) if chance.random() < 0.4 else wanted.verbs[0]
    content = f"{verb} {wanted.object} {wanted.more}".strip()
    person = _speaker(world, text, by) if chance.random() < 0.5 else None
    nobody = chance.random() < 0.15  # the text does not say of whom
    whom = "that all sides" if nobody else f"that {addressee.name}"
    ending = f" {wanted.condition}" if wanted.condition else ""
    text.say(f"{claimant.name} said on {day:%A} {whom} must {'not ' * wanted.negated}{content}{ending}.")
    text.names(claimant, chance)
    if not nobody:
        text.names(addressee, chance)
    elif addressee.key not in text.parties:
        nobody = True
    evidence = text.said(content, chance.choice(("frame:want", "frame:demand-noun", "must")), 0.6 + chance.random() / 3)
    addressees = () if nobody else (addressee.key,)
    summary = f"{claimant.name} demands that {'all sides' if nobody else addressee.name} {content}."
    if claimant.key not in text.parties:
        text.names(claimant, chance)
    text.demands[key] = DemandClaim(key, wanted.kind, wanted.issue, summary, content, wanted.condition,  # type: ignore[arg-type]
                                    (claimant.key,), addressees, verb.split()[0], wanted.terms, wanted.negated,
                                    evidence)  # fmt: skip
    made = "offered" if wanted.kind == "offer" else "made"
    text.rows += 1
    text.stances.append(StanceClaim(key, claimant.key, person, made, None, evidence))
    if chance.random() < 0.4 and addressees:
        stance, words = chance.choice(
            (
                ("rejected", "rejected the demand"),
                ("accepted", "agreed to the demand"),
                ("criticised", "called it unwise"),
            )
        )
        text.say(f"{addressee.name} “promptly” {words} – “again”.")
        when = DateClaim(text.sentence, "the day", day, day, "day", "relative") if chance.random() < 0.3 else None
        text.stances.append(StanceClaim(key, addressee.key, None, stance, when, text.said(words, f"answer-{stance}")))


def _speaker(world: _World, text: _Text, actor: int) -> str:
    name, office = world.speaker(actor)
    key, party = name.casefold().replace(" ", "-"), world.actors[actor]
    text.say(f"{party.name} sent its {office} {name} to the talks.")
    text.names(party, world.chance)
    said = text.said(name, "titled-name")
    if key in text.people:
        said = text.people[key].evidence + said
    else:
        text.roles.append(RoleClaim(key, party.key, office, False, text.said(office, "title-with-party")[0]))
    text.people[key] = PersonClaim(key, name, said, party.key)
    return key


def _event(world: _World, text: _Text, one: int, other: int, day: date) -> None:
    chance, sides = world.chance, (world.actors[one], world.actors[other])
    kind, label, words, roles = chance.choice(EVENTS)
    when = day - timedelta(days=chance.randrange(12))
    place = chance.choice(world.places[:300]) if chance.random() < 0.25 else None
    dated = chance.random() < 0.6
    ending = (f" in {place}" if place else "") + (f" on {when.day} {when:%B %Y}" if dated else "")
    thing = chance.choice(OBJECTS[chance.choice(ACTS)[0]])
    text.say(f"{sides[0].name} {words} {sides[1].name} over the {thing}{ending}.")
    for side in sides:
        text.names(side, chance)
    if place:
        text.places.setdefault(place.casefold(), PlaceClaim(place.casefold(), place, None, text.said(place, "place")))
    found = None
    if dated:
        told = f"{when.day} {when:%B %Y}"
        at = text.text.index(told, text.sentence.start)
        found = DateClaim(Span(at, at + len(told)), told, when, when, "day", "explicit")
    quote = text.text[text.sentence.start : text.sentence.end - 1]
    parts = tuple(Participant(role, side.key) for role, side in zip(roles, sides, strict=True))  # type: ignore[arg-type]
    summary = f"{sides[0].name} {words} {sides[1].name}."
    status = chance.choices(("occurred", "planned", "alleged"), cum_weights=(80, 92, 100))[0]
    text.events.append(EventClaim(f"e{len(text.events)}", kind, label, summary, status, parts,  # type: ignore[arg-type]
                                  place.casefold() if place else None, found, text.said(quote, f"event/{label}")))  # fmt: skip
