"""The export under the column names of GDELT's event table, with CAMEO codes.

Only columns that the tables can fill are there. GDELT's ActionGeo_CountryCode is FIPS 10-4 and its tone and Goldstein
columns are measures of its own: they are left out rather than imitated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from pipeline.publish.exports.codes import cameo_country, cameo_group, cameo_role, quad_class
from pipeline.publish.exports.columns import OWN, ExportColumn, csv_of, of_actor
from pipeline.publish.exports.dyads import Actor, Dyad


def gdelt_csv(dyads: Sequence[Dyad]) -> bytes:
    """`events_gdelt.csv`."""
    return csv_of(GDELT, dyads)


def _sql_date(one: Dyad) -> int | None:
    return int(f"{one.day:%Y%m%d}") if one.day else None


def _month(one: Dyad) -> int | None:
    within = one.start and one.end and (one.start.year, one.start.month) == (one.end.year, one.end.month)
    return one.start.year * 100 + one.start.month if one.start and within else None


def _year(one: Dyad) -> int | None:
    return one.start.year if one.start and one.end and one.start.year == one.end.year else None


def _code(actor: Actor) -> str:
    """CAMEO's code of an actor: country, then role (ZMBGOV); without a country role, then group (IGONAT)."""
    role = cameo_role(actor.type or "")
    country = cameo_country(actor.country_code)
    return country + role if country else role + cameo_group(actor.id)


def _actor_columns(number: int, side: Callable[[Dyad], Actor | None]) -> tuple[ExportColumn, ...]:
    of = partial(of_actor, side)
    which = "source" if number == 1 else "target"
    return (
        ExportColumn(f"Actor{number}Code", of(_code),
                     f"CAMEO code of the {which}: country and role, or role and group; a state has its country alone"),
        ExportColumn(f"Actor{number}Name", of(lambda actor: actor.name), f"Name of the {which} (GDELT writes capitals)"),
        ExportColumn(f"Actor{number}CountryCode", of(lambda actor: cameo_country(actor.country_code)),
                     "CAMEO country code: ISO 3166-1 alpha-3 but for the few in `cameo_actor_codes.csv`"),
        ExportColumn(f"Actor{number}KnownGroupCode", of(lambda actor: cameo_group(actor.id)),
                     "CAMEO code of a known organisation, such as `NAT`, `EEC`, `UNO`"),
        ExportColumn(f"Actor{number}Type1Code", of(lambda actor: cameo_role(actor.type or "")),
                     "CAMEO role by the type of the party; empty for a state"),
    )  # fmt: skip


GDELT = (
    *OWN,
    ExportColumn("SQLDATE", _sql_date, "The day as YYYYMMDD; empty where the text gives no single day"),
    ExportColumn("MonthYear", _month, "YYYYMM, where the interval lies in one month"),
    ExportColumn("Year", _year, "YYYY, where the interval lies in one year"),
    *_actor_columns(1, lambda one: one.source),
    *_actor_columns(2, lambda one: one.target),
    ExportColumn("EventCode", lambda one: one.cameo, "CAMEO code: of a stance `stances.cameo_code`, of an event by "
                 "its type and label"),
    ExportColumn("EventBaseCode", lambda one: one.cameo[:3], "Its first three digits"),
    ExportColumn("EventRootCode", lambda one: one.cameo[:2], "Its first two digits"),
    ExportColumn("QuadClass", lambda one: quad_class(one.cameo),
                 "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    ExportColumn("NumMentions", lambda one: one.grounds.mentions, "Number of quotations that state the record"),
    ExportColumn("NumArticles", lambda one: one.grounds.articles, "Number of documents that state it"),
    ExportColumn("ActionGeo_FullName", lambda one: one.place["name"] if one.place else None, "Place of the event"),
    ExportColumn("ActionGeo_Lat", lambda one: one.place["latitude"] if one.place else None, "Its latitude"),
    ExportColumn("ActionGeo_Long", lambda one: one.place["longitude"] if one.place else None, "Its longitude"),
    ExportColumn("SOURCEURL", lambda one: one.grounds.document["url"], "Address of the document, where it has one"),
)  # fmt: skip
