"""Events and stances as dyads: one row for each pair of a source and a target, as event datasets have them.

An event goes from its actors to its recipients; without actors the participants, hosts and mediators are sources, and
without recipients targets, so that a meeting of two is two rows, one each way. A demand goes from each claimant to each
addressee, an answer from who answers to each claimant. Where one side is not named, its columns are empty. Whoever is
said to be absent takes no part.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.publish.exports.codes import event_codes, stance_category
from pipeline.schema.vocabularies import MADE

if TYPE_CHECKING:
    import polars as pl

Row = Mapping[str, Any]
TAKING_PART = ("participant", "host", "mediator")


@dataclass(frozen=True, slots=True)
class Actor:
    """A party, or a person for whom no party is known. `country_code` is that of the party or of what it is part of;
    `type` is None for a person."""

    id: str
    name: str
    type: str | None = None
    country_code: str | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a row rests on: its first evidence, the document of that, and how many quotations and documents there are."""

    evidence_id: str
    document: Row
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class Dyad:
    """One event or stance between one source and one target (either may be None)."""

    record_type: str
    record_id: str
    plover: str
    cameo: str
    status: str
    start: datetime.date | None
    end: datetime.date | None
    precision: str | None
    source: Actor | None
    target: Actor | None
    place: Row | None
    grounds: Grounds

    @property
    def day(self) -> datetime.date | None:
        """The day, where exactly one is stated; never the day of publication instead."""
        return self.start if self.start is not None and self.start == self.end else None


def dyads_of(tables: Mapping[str, pl.DataFrame]) -> list[Dyad]:
    """All dyads of a dataset, sorted by record, source and target."""
    actors, grounds = _actors(tables), _grounds(tables)
    found = [*_of_events(tables, actors, grounds), *_of_stances(tables, actors, grounds)]
    return sorted(found, key=lambda one: (one.record_type, one.record_id, _id(one.source), _id(one.target)))


def _of_events(
    tables: Mapping[str, pl.DataFrame], actors: Mapping[str, Actor], grounds: Mapping[str, Grounds]
) -> Iterator[Dyad]:
    places = {row["place_id"]: row for row in tables["places"].iter_rows(named=True)}
    roles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in tables["event_participants"].iter_rows(named=True):
        if who := row["party_id"] or row["person_id"]:
            roles[row["event_id"]][row["role"]].add(who)
    for row in tables["events"].iter_rows(named=True):
        codes = event_codes(row["event_type"], row["label"], row["status"])
        if codes is None or row["event_id"] not in grounds:
            continue
        plover, cameo = codes
        for source, target in event_pairs(roles[row["event_id"]]):
            yield Dyad(
                "event", row["event_id"], plover, cameo, row["status"], row["date_start"], row["date_end"],
                row["date_precision"], actors.get(source), actors.get(target), places.get(row["place_id"]),
                grounds[row["event_id"]],
            )  # fmt: skip


def event_pairs(roles: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """The pairs of source and target of an event, from role -> who has it; "" stands for a side that is not named."""
    together = {who for role in TAKING_PART for who in roles.get(role, ())}
    acting, receiving = set(roles.get("actor", ())), set(roles.get("recipient", ()))
    return pairs(acting or together, receiving or together)


def pairs(sources: Iterable[str], targets: Iterable[str]) -> list[tuple[str, str]]:
    """Each source with each target other than itself, or with "" where there is none; "" with each where there is no
    source."""
    sources, targets = sorted(set(sources)), sorted(set(targets))
    found = []
    for source in sources or [""]:
        found += [(source, target) for target in targets if target != source] or [(source, "")]
    return [pair for pair in found if pair != ("", "")]


def _of_stances(
    tables: Mapping[str, pl.DataFrame], actors: Mapping[str, Actor], grounds: Mapping[str, Grounds]
) -> Iterator[Dyad]:
    kinds = dict(tables["demands"].select("demand_id", "kind").iter_rows())
    addressees: dict[str, set[str]] = defaultdict(set)
    claimants: dict[str, set[str]] = defaultdict(set)
    for demand, party in tables["demand_addressees"].select("demand_id", "party_id").iter_rows():
        addressees[demand].add(party)
    for row in tables["stances"].iter_rows(named=True):
        if row["stance"] in MADE:
            claimants[row["demand_id"]].add(row["party_id"])
    for row in tables["stances"].iter_rows(named=True):
        category = stance_category(row["stance"], kinds[row["demand_id"]])
        if category is None or row["cameo_code"] is None or row["stance_id"] not in grounds:
            continue
        day = row["stance_date"]
        towards = addressees if row["stance"] in MADE else claimants
        for source, target in pairs([row["party_id"]], towards[row["demand_id"]]):
            yield Dyad(
                "stance", row["stance_id"], category, row["cameo_code"], "occurred", day, day, "day" if day else None,
                actors.get(source), actors.get(target), None, grounds[row["stance_id"]],
            )  # fmt: skip


def _actors(tables: Mapping[str, pl.DataFrame]) -> dict[str, Actor]:
    parties = {row["party_id"]: row for row in tables["parties"].iter_rows(named=True)}
    found = {row["person_id"]: Actor(row["person_id"], row["name"]) for row in tables["people"].iter_rows(named=True)}
    for party_id, row in parties.items():
        whole = parties.get(row["part_of_id"], row)
        country = row["country_code"] or whole["country_code"]
        found[party_id] = Actor(party_id, row["name"], row["type"], country)
    return found


def _grounds(tables: Mapping[str, pl.DataFrame]) -> dict[str, Grounds]:
    """By event and stance: what states it."""
    documents = {row["document_id"]: row for row in tables["documents"].iter_rows(named=True)}
    stated: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    columns = ("record_type", "record_id", "document_id", "start", "evidence_id")
    for kind, record, document, start, evidence in tables["evidence"].select(columns).iter_rows():
        if kind in ("event", "stance"):
            stated[record].append((document, start, evidence))
    grounds = {}
    for record, found in stated.items():
        document, _, evidence = min(found)
        articles = len({one for one, _, _ in found})
        grounds[record] = Grounds(evidence, documents[document], len(found), articles)
    return grounds


def _id(actor: Actor | None) -> str:
    return actor.id if actor else ""
