"""The places table: one row a place, by its key in the reference table or the slug of its name."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Claims, PlaceClaim
from pipeline.resolve.choices import commonest
from pipeline.resolve.evidence import Records, statements
from pipeline.resolve.ids import name_word
from pipeline.resolve.parties import Keys


def place_id(key: str) -> str:
    return f"place:{name_word(key)}"


def place_ids(claims: Sequence[Claims]) -> Keys:
    return {(one.document.document_id, place.key): place_id(place.key) for one in claims for place in one.places}


def charted_ids(claims: Sequence[Claims]) -> frozenset[str]:
    """The ids of places that the reference tables name."""
    return frozenset(place_id(place.key) for one in claims for place in one.places if place.geonames_id)


def places(claims: Sequence[Claims], ids: Keys) -> Records:
    told: dict[str, list[PlaceClaim]] = {}
    found = Records()
    for one in claims:
        for place in one.places:
            record = ids[one.document.document_id, place.key]
            told.setdefault(record, []).append(place)
            found.statements.extend(statements("place", record, one.document.document_id, place.evidence))
    for record, same in told.items():
        point = commonest((place.latitude, place.longitude) for place in same if place.latitude is not None)
        latitude, longitude = point or (None, None)
        found.rows.append({
            "place_id": record,
            "name": commonest(place.name for place in same),
            "country_code": commonest(place.country_code for place in same),
            "geonames_id": commonest(place.geonames_id for place in same),
            "latitude": latitude if longitude is not None else None,
            "longitude": longitude,
        })  # fmt: skip
    return found
