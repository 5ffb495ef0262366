"""A place in several documents is one row, with what any of them knows of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Claims
from tests.resolve.telling import resolve, rows, two_states

Point = tuple[float | None, float | None]


def told(number: int, name: str = "Elm", point: Point = (None, None), country: str | None = None) -> Claims:
    one = two_states(f"t{number}")
    one.place("Elm")
    claims = one.tell()
    (place,) = claims.places
    latitude, longitude = point
    place = replace(place, name=name, latitude=latitude, longitude=longitude, country_code=country)
    return replace(claims, places=(place,))


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([(None, None), (1.5, -2.5)], (1.5, -2.5)),
        ([(1.5, -2.5), (None, None)], (1.5, -2.5)),
        ([(1.5, -2.5), (3.0, 4.0), (3.0, 4.0)], (3.0, 4.0)),
        ([(0.0, 0.0)], (0.0, 0.0)),
        ([(1.5, None)], (None, None)),
        ([(None, None)], (None, None)),
    ],
)
def test_a_place_stands_where_most_texts_put_it(points: list[Point], expected: Point) -> None:
    (row,) = rows(resolve([told(number, point=point) for number, point in enumerate(points)]), "places")
    assert (row["latitude"], row["longitude"]) == expected


def test_name_and_country_are_those_that_most_texts_give() -> None:
    claims = [told(1, "ELM"), told(2, "Elm", country="NOR"), told(3, "Elm")]
    (row,) = rows(resolve(claims), "places")
    assert (row["place_id"], row["name"], row["country_code"]) == ("place:elm", "Elm", "NOR")
