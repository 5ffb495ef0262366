"""The word lists behind the rules: offices, honorifics, nouns that act, heads of organisations' names."""

from __future__ import annotations

from functools import lru_cache

from pipeline.additions import extended_rows
from pipeline.extract.who.spellings import name_head


@lru_cache(maxsize=1)
def offices() -> dict[str, tuple[str, str | None]]:
    """Office (lower case, one or more words) -> its kind (head, minister, envoy, ..., expert, journalist) and the
    party that it belongs to by its name alone ("taoiseach" -> irl)."""
    return {row["office"].lower(): (row["kind"], row["party"] or None) for row in extended_rows("offices")}


@lru_cache(maxsize=1)
def office_types() -> dict[str, frozenset[str]]:
    """Office -> the party types that have it, where that is narrower than its kind: "chief executive" -> company."""
    return {
        row["office"].lower(): frozenset(row["types"].split("|")) for row in extended_rows("offices") if row["types"]
    }


@lru_cache(maxsize=1)
def office_heads() -> frozenset[str]:
    """Last words of offices: "minister", "secretary-general" ..."""
    return frozenset(name.split()[-1] for name in offices())


@lru_cache(maxsize=1)
def honorifics() -> frozenset[str]:
    return frozenset(row["honorific"] for row in extended_rows("honorifics"))


@lru_cache(maxsize=1)
def actor_nouns() -> dict[str, dict[str, str]]:
    """Noun (lemma, lower case) -> {sort: party type}; the sorts are explained in `pipeline/reference/README.md`."""
    table: dict[str, dict[str, str]] = {}
    for row in extended_rows("actor_nouns"):
        table.setdefault(row["noun"], {})[row["sort"]] = row["type"]
    return table


@lru_cache(maxsize=1)
def apparatus() -> frozenset[str]:
    """Nouns for a part of somebody's own apparatus: "foreign ministry", "parliament", "troops"."""
    sorts = {"stands_for", "instrument", "body", "anaphor"}
    return frozenset(noun for noun, found in actor_nouns().items() if sorts & set(found))


@lru_cache(maxsize=1)
def party_heads() -> dict[str, str]:
    """Head noun of a name that no list knows -> party type."""
    return {row["head"]: row["type"] for row in extended_rows("party_heads")}


@lru_cache(maxsize=1)
def _lower_heads() -> dict[str, str]:
    return {head.lower(): party_type for head, party_type in party_heads().items()}


def head_type(name: str) -> str | None:
    """The party type that the noun tells on which a whole name is built: "Norland Workers' Union" -> union; None for a
    phrase built on any other noun ("Rail Shutdown")."""
    return _lower_heads().get(name_head(name))


@lru_cache(maxsize=1)
def collective_modifiers() -> dict[str, str]:
    return {row["modifier"]: row["kind"] for row in extended_rows("collective_modifiers")}


@lru_cache(maxsize=1)
def speech_verbs() -> frozenset[str]:
    return frozenset(row["lemma"] for row in extended_rows("speech_verbs"))


@lru_cache(maxsize=1)
def place_cues() -> dict[str, frozenset[str]]:
    """All groups of `cast_words.csv`: `place_preposition`, `motion`, `place_noun`, `event_noun` ..."""
    table: dict[str, set[str]] = {}
    for row in extended_rows("cast_words"):
        table.setdefault(row["group"], set()).add(row["word"])
    return {group: frozenset(words) for group, words in table.items()}


def words_of(group: str) -> frozenset[str]:
    """The words of one group of `cast_words.csv`. Raises KeyError for a group that the table lacks."""
    return place_cues()[group]


@lru_cache(maxsize=1)
def places() -> dict[str, tuple[str, str, str | None, str | None, float | None, float | None]]:
    """Name or alias -> (key, name, country code, GeoNames id, latitude, longitude), from `places.csv`."""
    table: dict[str, tuple[str, str, str | None, str | None, float | None, float | None]] = {}
    for row in extended_rows("places"):
        value = (
            row["place_key"],
            row["name"],
            row["country_code"] or None,
            row["geonames_id"] or None,
            float(row["latitude"]) if row["latitude"] else None,
            float(row["longitude"]) if row["longitude"] else None,
        )
        for name in [row["name"], *filter(None, row["aliases"].split("|"))]:
            table.setdefault(name.strip(), value)
    return table
