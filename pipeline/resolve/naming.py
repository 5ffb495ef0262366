"""By which ids people may have named a claim: those of the last releases at its passages, and its own.

The names are told apart by how closely each fits the claim, so that a decision about an id that has since become part
of a record still finds the claims that were meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.model import Evidence
from pipeline.resolve.keeping import same_passage
from pipeline.resolve.last_release import Mention
from pipeline.resolve.release import Release

Place = tuple[str, int, int, str]


@dataclass
class Naming:
    """Finds the names of claims among the `mentioned` ids: those that people's decisions are about.

    `found` collects the mentioned ids that are some claim's own: decisions may be about ids never published.
    """

    release: Release
    mentioned: frozenset[str]
    found: set[str] = field(default_factory=set)
    _exact: dict[str, dict[Place, list[str]]] = field(default_factory=dict)

    def names(self, kind: str, own_id: str, document_id: str, evidence: Iterable[Evidence]) -> tuple[str, ...]:
        """The ids of the claim, the closest first: ids that were given up for another at its passages, then the ids
        that records had there in the last release, then its own. A claim whose own id was given up for one of those
        goes by its own before it; so does one whose own id no record ever had, as people can only have meant it by
        that."""
        if own_id in self.mentioned:
            self.found.add(own_id)
        if not self._passages.get(kind):
            return (own_id,)
        former, live = self._at(kind, [self.release.mention(document_id, one) for one in evidence])
        own = [own_id] if self._target(own_id) in live or self._only_own(kind, own_id) else []
        lost = [old for old in sorted(self._lost) if self._target(old) in {*live, *former, own_id}]
        return tuple(dict.fromkeys([*former, *own, *live, own_id, *lost]))

    def _at(self, kind: str, mentions: list[Mention]) -> tuple[list[str], list[str]]:
        last = self.release.last
        found: set[str] = set()
        for mention in mentions:
            place = (mention.document_id, mention.start, mention.end, mention.quote)
            stated = self._stated(kind).get(place, [])
            near = [
                old
                for passage, old in self._passages[kind].get(mention.document_id, ())
                # words that another record holds exactly are near to no other
                if (old in stated or not stated or old in last.former.get(kind, {})) and same_passage(passage, mention)
            ]
            found.update(near)
        former = sorted(found & set(last.former.get(kind, {})))
        return former, sorted(found.difference(former))

    def _only_own(self, kind: str, own_id: str) -> bool:
        last = self.release.last
        known = own_id in last.live.get(kind, {}) or own_id in last.former.get(kind, {})
        return own_id in self.mentioned and not known

    @cached_property
    def _passages(self) -> dict[str, dict[str, list[tuple[Mention, str]]]]:
        """kind -> document id -> passages there that state a mentioned id."""
        found: dict[str, dict[str, list[tuple[Mention, str]]]] = {}
        last = self.release.last
        for old in sorted(self.mentioned | {self._target(old) for old in self._lost}):
            kind = old.partition(":")[0]
            for mention in last.live.get(kind, {}).get(old) or last.former.get(kind, {}).get(old, []):
                found.setdefault(kind, {}).setdefault(mention.document_id, []).append((mention, old))
        return found

    @cached_property
    def _lost(self) -> frozenset[str]:
        """Mentioned ids that lead elsewhere and whose own passage is in no document any more."""
        last = self.release.last
        return frozenset(
            old
            for old in self.mentioned & set(last.redirects)
            if not any(
                one.document_id in self.release.documents
                for one in last.former.get(old.partition(":")[0], {}).get(old, [])
            )
        )

    def _target(self, old: str) -> str:
        return str(self.release.last.redirects.get(old, {}).get("new_id", ""))

    def _stated(self, kind: str) -> dict[Place, list[str]]:
        if kind not in self._exact:
            places: dict[Place, list[str]] = {}
            for old, mentions in self.release.last.live.get(kind, {}).items():
                for one in mentions:
                    places.setdefault((one.document_id, one.start, one.end, one.quote), []).append(old)
            self._exact[kind] = places
        return self._exact[kind]
