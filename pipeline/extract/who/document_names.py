"""The names of one document: of states and other parties, of people, and of organisations that no list knows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.longer_names import with_longer_names
from pipeline.extract.who.names import Name, datelines, document_words, names_of
from pipeline.extract.who.organisations import OrganisationFinder
from pipeline.extract.who.people import PeopleFinder, Person, PersonMention

if TYPE_CHECKING:
    from pipeline.extract.reading import Reading
    from pipeline.extract.tokens import Doc

HEADLINES = frozenset({"title", "heading"})


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """What a document calls by name. `names` holds the names of parties and places by passage, in order; `person_at`
    tells for a passage and a token whose name it is; `datelines` are tokens that say where the text was written;
    `organisations` are those that no list knows: key -> (name, type)."""

    names: dict[int, list[Name]]
    people: dict[str, Person]
    person_at: dict[tuple[int, int], PersonMention]
    datelines: set[tuple[int, int]]
    organisations: dict[str, tuple[str, str]]


def document_names(reading: Reading) -> DocumentNames:
    """The names of a document: those that the tables know, then people, then organisations among the words left."""
    words = document_words(reading)
    names: dict[int, list[Name]] = {p.index: names_of(p, words) for p in reading.passages}
    _drop_capitals_of_lost_states(names)
    _drop_outlets_of_other_bodies(reading, names)
    taken = {(n.passage, i) for found in names.values() for n in found for i in range(n.start, n.end)}
    places = datelines(reading)
    finder = OrganisationFinder(taken | places)
    for passage in reading.passages:  # before people: "the movement Al-Sahel" is nobody's name
        names[passage.index].extend(finder.introduced(passage))
        names[passage.index].sort(key=lambda n: n.start)
    with_longer_names(reading, names, finder)
    people = PeopleFinder(reading, names).find()
    person_at = {
        (m.passage, i): m for person in people.values() for m in person.mentions for i in range(m.start, m.end)
    }
    finder.taken.update(person_at)
    finder.before_person = frozenset((m.passage, m.start) for m in person_at.values())
    for passage in reading.passages:
        names[passage.index] = finder.chapters_of_known(passage, names[passage.index])
    for passage in reading.passages:
        names[passage.index].extend(finder.find(passage, names[passage.index]))
    for _ in range(2):  # an acronym may stand before the place that introduces it
        for passage in reading.passages:
            names[passage.index].extend(finder.find_acronyms(passage, names[passage.index]))
    for passage in reading.passages:
        names[passage.index].extend(finder.find_short_forms(passage))
    _drop_headline_names(reading, names, finder.names)
    for found in names.values():
        found.sort(key=lambda n: n.start)
    return DocumentNames(names, people, person_at, places, finder.names)


def _drop_capitals_of_lost_states(names: dict[int, list[Name]]) -> None:
    """A city stands for a state that is no more only in a text that names that state."""
    called = {n.key for found in names.values() for n in found if n.kinds != {"capital"}}
    for index, found in names.items():
        names[index] = [
            n
            for n in found
            if n.kinds != {"capital"} or n.key in called or gazetteer().parties[n.key].wikidata_id is not None
        ]


def _drop_outlets_of_other_bodies(reading: Reading, names: dict[int, list[Name]]) -> None:
    """An acronym that the text introduces for a name with these initials is no outlet that has it too: "Committee for a
    Better Contract (CBC)". Not after the outlet's own name."""
    other = set()
    for passage in reading.passages:
        doc = passage.doc
        outlets = {n.start: n for n in names[passage.index] if n.kinds == {"media"}}
        ends = {n.end for n in outlets.values()}
        for start in outlets:
            bracket = start - 1
            if bracket < 1 or doc[bracket].text != "(" or doc[start + 1 : start + 2].text != ")" or bracket in ends:
                continue
            initials = "".join(t.text[0] for t in doc[max(0, bracket - 12) : bracket] if t.text[:1].isupper())
            if len(doc[start]) > 2 and initials.endswith(doc[start].text):
                other.add(doc[start].text)
    for passage in reading.passages:
        names[passage.index] = [
            n for n in names[passage.index] if n.kinds != {"media"} or passage.doc[n.start : n.end].text not in other
        ]


def _drop_headline_names(reading: Reading, names: dict[int, list[Name]], organisations: Collection[str]) -> None:
    """A run of capitals in a headline in title case names an organisation only if the text below does, too, or
    if the headline says whose words it heads: "Norland Dockers Union: our demands", "Statement by X"."""
    below = {n.key for p in reading.passages if p.block.kind not in HEADLINES for n in names[p.index] if n.key}
    for passage in reading.passages:
        words = [t for t in passage.doc if t.is_alpha and len(t.text) > 3]
        if passage.block.kind in HEADLINES and sum(t.text[:1].isupper() for t in words) > 0.7 * len(words):
            names[passage.index] = [
                n
                for n in names[passage.index]
                if n.key not in organisations or n.key in below or _heads_words(passage.doc, n.start, n.end)
            ]


def _heads_words(doc: Doc, start: int, end: int) -> bool:
    """A name in a headline that stands before a colon, or after "by" or "from" and the like."""
    before = start - 1 if start and doc[start - 1].lower_ != "the" else start - 2
    issued = before > 0 and doc[before].lower_ in {"by", "from", "of"}
    return issued or start == 0 and end < len(doc) and doc[end].text == ":"
