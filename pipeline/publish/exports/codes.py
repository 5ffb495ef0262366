"""Codes of CAMEO and PLOVER for events, stances and parties, from `pipeline/reference/`."""

from __future__ import annotations

from functools import cache

from pipeline.reference_tables import table_rows
from pipeline.schema.vocabularies import code_mapping_rows

# What is only planned is no event of its kind yet: CAMEO codes the intention, and PLOVER has one category for intended
# cooperation (CAMEO 03) and one for intended harm (CAMEO 13).
INTENTIONS = {"03": "AGREE", "13": "THREATEN"}
REPORTED = ("occurred", "ongoing", "alleged")


def event_codes(event_type: str, label: str, status: str) -> tuple[str, str] | None:
    """The PLOVER category and the CAMEO code of an event, or None for one that is not exported: what is denied or
    hypothetical, and plans for which CAMEO has no intention."""
    if status in REPORTED:
        return event_type, _cameo(event_type, label, "") or ""
    intended = _cameo(event_type, label, "planned") if status == "planned" else None
    return (INTENTIONS[intended[:2]], intended) if intended else None


def stance_category(stance: str, kind: str) -> str | None:
    """The PLOVER category of a stance to a demand of that kind; None where PLOVER has none."""
    if stance == "made":
        return {"offer": "AGREE", "refusal": "REJECT"}.get(kind, "REQUEST")
    return next(iter(_plover("stance_types", stance)), None)


def sectors(party_type: str) -> tuple[str, ...]:
    """The PLOVER sectors that a type of party can have, the most general first."""
    return _plover("party_types", party_type)


def cameo_role(party_type: str) -> str:
    """The CAMEO role of a type of party: PLOVER's sector, but for the media, whom CAMEO calls MED. "" for a state,
    which CAMEO codes by its country alone, and where there is none."""
    if party_type == "state":
        return ""
    first = next(iter(sectors(party_type)), "")
    return {"JRN": "MED"}.get(first, first)


def cameo_country(country_code: str | None) -> str:
    """CAMEO's code for a country, which differs from ISO 3166-1 alpha-3 for a few; "" for none."""
    return _actors("country").get((country_code or "").lower(), country_code or "")


def cameo_group(party_id: str) -> str:
    """CAMEO's code for a known organisation; "" for others."""
    return _actors("group").get(party_id.partition(":")[2], "")


def quad_class(cameo: str) -> int:
    """GDELT's quadrant of a CAMEO code: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    root = int(cameo[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def _cameo(event_type: str, label: str, status: str) -> str | None:
    codes = cameo_event_codes()
    return codes.get((event_type, label, status)) or codes.get((event_type, "", status))


@cache
def cameo_event_codes() -> dict[tuple[str, str, str], str]:
    """(type, label, status) of events -> CAMEO code, in the order of the file; "" stands for all others."""
    return {(row["event_type"], row["label"], row["status"]): row["cameo"] for row in table_rows("cameo_event_codes")}


@cache
def _actors(kind: str) -> dict[str, str]:
    return {row["key"]: row["cameo"] for row in table_rows("cameo_actor_codes") if row["kind"] == kind}


@cache
def _plover(vocabulary: str, code: str) -> tuple[str, ...]:
    return tuple(
        row["outside_code"]
        for row in code_mapping_rows()
        if (row["vocabulary"], row["code"], row["scheme"], row["applies_when"]) == (vocabulary, code, "PLOVER", None)
    )
