"""Where events took place: a gazetteer of cities, countries and regions, and the places that the text names.

The gazetteer decides no sovereignty: disputed regions carry no country. A name that it lacks is a place all the same
where the text uses it as one ("in Zouar"), under the slug of the name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.additions import extended_rows
from pipeline.extract.events.triggers import parts
from pipeline.model import Evidence, PlaceClaim

if TYPE_CHECKING:
    from pipeline.extract.reading import Reading
    from pipeline.extract.tokens import Token

STRICT = frozenset({"in", "at", "near", "outside", "around", "off"})
PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
LONGEST = 4


@dataclass(frozen=True, slots=True)
class Place:
    key: str
    name: str
    country_code: str | None
    geonames_id: str | None
    latitude: float | None
    longitude: float | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PlaceUse:
    """A place named at tokens `start` to `end` (exclusive) of the passage of the event."""

    place: Place
    start: int
    end: int


def folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("\u2019", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, Place]:
    """All names and aliases, folded, to their places. Raises InputError when the table cannot be read."""
    found: dict[str, Place] = {}
    aliases: list[tuple[str, Place]] = []
    for row in extended_rows("places"):
        place = Place(
            row["place_key"],
            row["name"],
            row["country_code"] or None,
            row["geonames_id"] or None,
            float(row["latitude"]) if row["latitude"] else None,
            float(row["longitude"]) if row["longitude"] else None,
            row["kind"],
        )
        found[folded(place.name)] = place
        aliases.extend((folded(alias), place) for alias in parts(row["aliases"]))
    for alias, place in aliases:
        found.setdefault(alias, place)
    return found


def place_at(noun: Token) -> PlaceUse | None:
    """The place that a noun phrase ends in: the longest gazetteer name around its head, else a name that the model
    takes for a place."""
    doc = noun.doc
    names = gazetteer()
    best: tuple[int, int] | None = None
    for start in range(max(noun.sent.start, noun.i - LONGEST + 1), noun.i + 1):
        for end in range(noun.i + 1, min(noun.sent.end, start + LONGEST) + 1):
            if not doc[start].text[:1].isupper() and doc[start].lower_ != "the":
                continue
            if folded(doc[start:end].text) in names and (best is None or end - start > best[1] - best[0]):
                best = (start, end)
    if best is not None:
        return PlaceUse(names[folded(doc[best[0] : best[1]].text)], *best)
    if noun.ent_type_ in PLACE_ENTITIES and noun.pos_ == "PROPN":
        start, end = noun.i, noun.i + 1
        while start > noun.sent.start and doc[start - 1].ent_type_ in PLACE_ENTITIES and doc[start].ent_iob_ == "I":
            start -= 1
        if doc[start].lower_ == "the" and start < noun.i:
            start += 1
        name = doc[start:end].text
        return PlaceUse(Place(slug(name), name, None, None, None, None), start, end) if slug(name) else None
    return None


def is_country(noun: Token) -> bool:
    """The noun names a whole country: who goes there goes to see its people, which a city alone does not say."""
    use = place_at(noun)
    return use is not None and use.place.kind == "country"


def is_city(noun: Token) -> bool:
    use = place_at(noun)
    return use is not None and use.place.kind == "city"


def place_in(head: Token, prepositions: frozenset[str] = STRICT) -> PlaceUse | None:
    """The place that a locative phrase under a verb or noun names: "at an air base in Sicily" is Sicily."""
    for child in head.children:
        if child.dep_ != "prep" and child.pos_ != "ADP":
            continue
        if child.lower_ not in prepositions:
            continue
        for noun in child.children:
            if noun.dep_ != "pobj":
                continue
            deeper = place_in(noun)
            if noun.pos_ != "PROPN" and deeper is not None:
                return deeper
            here = place_at(noun) if noun.pos_ == "PROPN" else None
            if here is not None or deeper is not None:
                return here or deeper
    return None


def place_before(noun: Token) -> PlaceUse | None:
    """The place that qualifies a noun: "the Sicily meeting", "the Oslo Conference"."""
    for child in noun.children:
        if child.dep_ in {"compound", "nmod"} and child.pos_ == "PROPN" and child.i < noun.i:
            found = place_at(child)
            if found is not None and child.ent_type_ not in {"PERSON", "NORP"}:
                return found
    return None


def claims(reading: Reading, uses: list[tuple[int, PlaceUse]]) -> tuple[PlaceClaim, ...]:
    """Place rows with one evidence row for each use; `uses` pairs passage numbers with places."""
    evidence: dict[str, list[Evidence]] = {}
    known: dict[str, Place] = {}
    for index, use in uses:
        passage = reading.passages[index]
        span = passage.span(use.start, use.end)
        sentence = reading.sentence_of(passage.doc[use.start]).span
        known.setdefault(use.place.key, use.place)
        item = Evidence(span, sentence, "event/place", 0.8)
        if item not in evidence.setdefault(use.place.key, []):
            evidence[use.place.key].append(item)
    return tuple(
        PlaceClaim(
            key,
            place.name,
            place.country_code,
            tuple(evidence[key]),
            place.geonames_id,
            place.latitude,
            place.longitude,
        )
        for key, place in sorted(known.items())
    )
