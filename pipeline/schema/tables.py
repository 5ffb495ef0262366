"""The tables, in the order in which they are published. Columns are named as in `columns.py`; `?` = may be null."""

from __future__ import annotations

from dataclasses import replace

from pipeline.schema.columns import COLUMNS
from pipeline.schema.table import Column, ForeignKey, Table


def _column(table: str, word: str, key: str) -> Column:
    """The column that a word of a table's listing names: `?` makes it nullable, a single-column key makes it unique."""
    name = word.rstrip("?")
    declared = COLUMNS.get(f"{table}.{name}") or COLUMNS[name]
    unique = declared.unique or name == key
    return replace(declared, name=name, required=not word.endswith("?"), unique=unique)


def _table(
    name: str,
    title: str,
    description: str,
    columns: str,
    *,
    key: str | None = None,
    refers: dict[str, str] | None = None,
    may_be_empty: bool = True,
) -> Table:
    """`key` defaults to the first column; `refers` maps a column to `table.column`."""
    words = columns.split()
    primary_key = tuple((key or words[0].rstrip("?")).split())
    single = primary_key[0] if len(primary_key) == 1 else ""
    foreign = tuple(ForeignKey(column, *target.split(".")) for column, target in (refers or {}).items())
    return Table(
        name,
        title,
        description,
        tuple(_column(name, word, single) for word in words),
        primary_key,
        foreign,
        may_be_empty,
    )


_VOCABULARY = "code label definition"
_DOCUMENT = {"document_id": "documents.document_id"}
_PARTY = {"party_id": "parties.party_id"}
_PERSON = {"person_id": "people.person_id"}
_DEMAND = {"demand_id": "demands.demand_id"}

_ALL = (
    _table("documents", "Documents", "The source texts that the dataset rests on, one row a text. The texts themselves "
           "are not part of the dataset.",
           "document_id path title? author? publisher? url? licence? language published_from? published_to? "
           "published_basis? media_type sha256 publish characters words sentences text_cluster", may_be_empty=False),
    _table("party_types", "Party types", "Vocabulary: what kinds of party there are.", _VOCABULARY, may_be_empty=False),
    _table("parties", "Parties", "Collective actors that take part, hold a position or are addressed: states, "
           "organisations, blocs, armed groups, unions, companies. A capital or a seat of government stands for its "
           "state.", "party_id name type country_code? wikidata_id? part_of_id?",
           refers={"type": "party_types.code", "part_of_id": "parties.party_id"}),
    _table("people", "People", "Named individuals.", "person_id name wikidata_id?"),
    _table("roles", "Roles", "The office or role in which a document names a person, and the party that the person "
           "speaks for by it.", "role_id person_id party_id? role_text is_former document_id",
           refers={**_PERSON, **_PARTY, **_DOCUMENT}),
    _table("places", "Places", "Where events happen or are to happen.",
           "place_id name country_code? geonames_id? latitude? longitude?"),
    _table("issues", "Issues", "Vocabulary: what demands are about.", _VOCABULARY, may_be_empty=False),
    _table("event_types", "Event types", "Vocabulary: the sixteen categories of PLOVER 2.0.", _VOCABULARY,
           may_be_empty=False),
    _table("stance_types", "Stance types", "Vocabulary: what a party can do with a demand.", _VOCABULARY,
           may_be_empty=False),
    _table("code_mappings", "Code mappings", "Which codes of PA-X, PLOVER and CAMEO stand for the codes of this "
           "dataset.", "vocabulary code scheme outside_code applies_when?", key="vocabulary code scheme outside_code",
           may_be_empty=False),
    _table("demands", "Demands", "Acts that a party demands, offers, makes a condition of, or refuses; one row a "
           "distinct act. Who demands it stands in stances (made or offered).",
           "demand_id kind issue summary content act? condition_text? status", refers={"issue": "issues.code"}),
    _table("demand_quantities", "Demand quantities", "Numbers in the demanded act or its condition, in a common unit, "
           "so that positions can be compared.", "demand_id quantity_text low? high? unit?",
           key="demand_id quantity_text", refers=_DEMAND),
    _table("demand_addressees", "Demand addressees", "Of whom a demand is made. A demand that names nobody has no row.",
           "demand_id party_id", key="demand_id party_id", refers={**_DEMAND, **_PARTY}),
    _table("stances", "Stances", "What each party does with a demand: makes, offers, accepts, rejects it.",
           "stance_id demand_id party_id person_id? stance document_id stance_date? cameo_code?",
           refers={**_DEMAND, **_PARTY, **_PERSON, "stance": "stance_types.code", **_DOCUMENT}),
    _table("events", "Events", "What happened, is planned, alleged or would happen, and could have a date.",
           "event_id event_type label summary status date_start? date_end? date_precision? date_text? date_basis? "
           "place_id?", refers={"event_type": "event_types.code", "place_id": "places.place_id"}),
    _table("event_participants", "Event participants", "Who takes part in an event, and how; also who is said to be "
           "left out.", "participant_id event_id party_id? person_id? role",
           refers={"event_id": "events.event_id", **_PARTY, **_PERSON}),
    _table("event_reports", "Event reports", "What each document says of an event: planned in one, held in the next.",
           "event_id document_id reported_status date_start? date_end? date_text?", key="event_id document_id",
           refers={"event_id": "events.event_id", **_DOCUMENT}),
    _table("evidence", "Evidence", "The words that state each record: where they stand, the sentence around them, the "
           "rule that found them.", "evidence_id record_type record_id document_id start end quote sentence? "
           "sentence_start sentence_end method confidence utf16_start utf16_end byte_start byte_end",
           refers=_DOCUMENT),
    _table("demand_changes", "Demand changes", "How a party's demand comes back in a later document: repeated, "
           "narrowed, widened, softened, hardened, contradicted, or dropped.",
           "change_id demand_id later_demand_id? party_id change earlier_evidence_id later_evidence_id",
           refers={**_DEMAND, "later_demand_id": "demands.demand_id", **_PARTY,
                   "earlier_evidence_id": "evidence.evidence_id", "later_evidence_id": "evidence.evidence_id"}),
    _table("id_redirects", "Id redirects", "Ids of earlier releases and where their records are found now.",
           "old_id new_id reason? first_document_id? first_start? first_end? first_quote?"),
    _table("id_tombstones", "Id tombstones", "Ids of earlier releases whose records are no more, and why. They are not "
           "given to another record.", "old_id record_type said reason first_document_id? first_start? first_end? "
           "first_quote?"),
    _table("corrections", "Corrections", "What people corrected, and why: values set, records dropped, joined, kept "
           "apart or marked as known anomalies.",
           "correction_id action record_id other_id? column_name? value_before? value_after? correction_reason "
           "corrected_by corrected_on file line"),
)  # fmt: skip

TABLES: dict[str, Table] = {table.name: table for table in _ALL}

# evidence.record_type -> table and key column of the record
RECORD_TABLES: dict[str, tuple[str, str]] = {
    "party": ("parties", "party_id"),
    "person": ("people", "person_id"),
    "role": ("roles", "role_id"),
    "place": ("places", "place_id"),
    "demand": ("demands", "demand_id"),
    "stance": ("stances", "stance_id"),
    "event": ("events", "event_id"),
}
