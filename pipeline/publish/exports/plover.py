"""The export under the column names of POLECAT, the event dataset coded in PLOVER.

Only columns that the tables can fill are there: no modes, contexts or intensity, which PLOVER has and Parley does not
code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from pipeline.publish.exports.codes import sectors
from pipeline.publish.exports.columns import OWN, ExportColumn, csv_of, of_actor
from pipeline.publish.exports.dyads import Actor, Dyad


def plover_csv(dyads: Sequence[Dyad]) -> bytes:
    """`events_plover.csv`."""
    return csv_of(PLOVER, dyads)


def _side_columns(side: str, who: Callable[[Dyad], Actor | None]) -> tuple[ExportColumn, ...]:
    of = partial(of_actor, who)
    return (
        ExportColumn(f"{side} Name", of(lambda actor: actor.name), "Name of the party or person"),
        ExportColumn(f"{side} Country", of(lambda actor: actor.country_code), "ISO 3166-1 alpha-3"),
        ExportColumn(f"Primary {side} Sector", of(lambda actor: next(iter(sectors(actor.type or "")), None)),
                     "PLOVER sector by the type of the party, the most general that it can have"),
        ExportColumn(f"{side} Sectors", of(lambda actor: "; ".join(sectors(actor.type or ""))),
                     "All sectors that parties of this type can have"),
    )  # fmt: skip


def _published(one: Dyad) -> str | None:
    first, last = one.grounds.document["published_from"], one.grounds.document["published_to"]
    return first.isoformat() if first and first == last else None


PLOVER = (
    *OWN,
    ExportColumn("Event Date", lambda one: one.day.isoformat() if one.day else None,
                 "The day; empty where the text gives no single day, never the publication date instead"),
    ExportColumn("Event Type", lambda one: one.plover, "Category of PLOVER 2.0; what is only planned is AGREE "
                 "(intended cooperation) or THREATEN (intended harm)"),
    *_side_columns("Actor", lambda one: one.source),
    *_side_columns("Recipient", lambda one: one.target),
    ExportColumn("Placename", lambda one: one.place["name"] if one.place else None, "Place of the event"),
    ExportColumn("Country", lambda one: one.place["country_code"] if one.place else None,
                 "Its country, ISO 3166-1 alpha-3"),
    ExportColumn("Latitude", lambda one: one.place["latitude"] if one.place else None, "Degrees north"),
    ExportColumn("Longitude", lambda one: one.place["longitude"] if one.place else None, "Degrees east"),
    ExportColumn("GeoNames ID", lambda one: one.place["geonames_id"] if one.place else None, "The place in GeoNames"),
    ExportColumn("Source", lambda one: one.grounds.document["publisher"], "Publisher of the document"),
    ExportColumn("Publication Date", _published, "Day on which it was published, where that is known"),
    ExportColumn("Language", lambda one: one.grounds.document["language"], "Its language (BCP 47)"),
)  # fmt: skip
