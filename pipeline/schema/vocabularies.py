"""The vocabularies: codes that tables share. The four published ones are read from `pipeline/reference/vocab_*.csv`.

Labels and definitions are our own wording; PA-X, PLOVER and CAMEO appear as bare codes only.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.reference_tables import table_rows

# vocabulary table -> column of its CSV -> scheme whose codes that column lists, separated by spaces
SCHEMES: dict[str, dict[str, str]] = {
    "issues": {"pax": "PA-X", "cameo": "CAMEO"},
    "party_types": {"plover": "PLOVER"},
    "event_types": {"code": "PLOVER", "cameo": "CAMEO"},
    "stance_types": {"plover": "PLOVER", "cameo": "CAMEO"},
}


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    return tuple(table_rows(f"vocab_{name}"))


def codes(vocabulary: str) -> tuple[str, ...]:
    """The codes of a published vocabulary (`issues`, `party_types`, `event_types`, `stance_types`), in file order."""
    return tuple(row["code"] for row in _rows(vocabulary))


def vocabulary_rows(vocabulary: str) -> list[dict[str, Any]]:
    """The rows of a vocabulary table: code, label, definition."""
    return [{key: row[key] for key in ("code", "label", "definition")} for row in _rows(vocabulary)]


def code_mapping_rows() -> list[dict[str, Any]]:
    """The rows of `code_mappings`: which codes of PA-X, PLOVER and CAMEO stand for ours."""
    mappings = [
        {"vocabulary": vocabulary, "code": row["code"], "scheme": scheme, "outside_code": outside, "applies_when": None}
        for vocabulary, schemes in SCHEMES.items()
        for row in _rows(vocabulary)
        for column, scheme in schemes.items()
        for outside in row[column].split()
    ]
    # PLOVER codes a meeting that is still to come as an agreement to meet
    planned = {"vocabulary": "event_types", "code": "CONSULT", "scheme": "PLOVER", "outside_code": "AGREE"}
    return [*mappings, {**planned, "applies_when": "planned"}]


def cameo_code(issue: str, kind: str, stance: str) -> str | None:
    """The CAMEO code for a stance to a demand of this issue and kind, or None where CAMEO has none that fits.

    CAMEO's codes form a matrix of issue and answer: for sanctions 1054 demands, 0354 accepts, 1244 refuses.
    Raises KeyError for an unknown issue.
    """
    demand = next((row["cameo"] for row in _rows("issues") if row["code"] == issue), None)
    if demand is None:
        raise KeyError(f"no issue {issue}")
    answers = next(row for row in _rows("cameo_answers") if row["demand"] == demand)
    if stance == "made":
        return {"offer": answers["accept"], "refusal": answers["refuse"]}.get(kind, demand)
    by_stance = {
        "offered": answers["accept"],
        "accepted": answers["accept"],
        "accepted_conditionally": answers["accept"],
        "fulfilled": answers["fulfil"],
        "rejected": answers["refuse"],
        "countered": demand,
    }
    if stance in by_stance:
        return by_stance[stance]
    own = next((row["cameo"] for row in _rows("stance_types") if row["code"] == stance), "")
    return own or None


PARTY_TYPES = codes("party_types")
EVENT_TYPES = codes("event_types")
STANCE_TYPES = codes("stance_types")
MADE = ("made", "offered")  # the stances of those whose demand or offer it is
ISSUES = codes("issues")

DEMAND_KINDS = ("demand", "offer", "condition", "refusal")
DEMAND_STATUSES = ("open", "rejected", "accepted", "withdrawn", "fulfilled", "contested")
EVENT_STATUSES = ("occurred", "ongoing", "planned", "alleged", "hypothetical", "denied")
DATE_PRECISIONS = ("day", "week", "month", "quarter", "year", "decade")
DATE_BASES = ("explicit", "relative", "document")
PARTICIPANT_ROLES = ("actor", "recipient", "participant", "mediator", "host", "absent")
DEMAND_CHANGES = ("repeated", "narrowed", "widened", "softened", "hardened", "contradicted", "dropped")
CORRECTION_ACTIONS = ("set", "drop", "merge", "apart", "flag")
RECORD_TYPES = ("party", "person", "role", "place", "demand", "stance", "event")
PUBLISHED_BASES = ("metadata", "text", "inferred")
PUBLISH_TERMS = ("sentences", "quotes")
OUTSIDE_SCHEMES = ("PA-X", "PLOVER", "CAMEO")
