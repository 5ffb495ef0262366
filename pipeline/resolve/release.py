"""From the ids that this run would give to those that are published: kept, led elsewhere, or gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from pipeline.model import Claims, Document, Evidence
from pipeline.resolve.evidence import Row
from pipeline.resolve.ids import tail
from pipeline.resolve.keeping import Kept, keep_ids, readable
from pipeline.resolve.last_release import LastRelease, Mention
from pipeline.resolve.parties import Keys
from pipeline.schema.vocabularies import STANCE_TYPES

ANSWERS = tuple(code.replace("_", "-") for code in STANCE_TYPES)

Told = Iterable[tuple[str, str, Iterable[Evidence]]]  # (proposed id, document id, what states it there)


class Decided(Protocol):
    """What people decided, as far as ids hang on it."""

    @property
    def keeps(self) -> Mapping[str, str]: ...
    @property
    def mentioned(self) -> frozenset[str]: ...
    def names(self, kind: str, own_id: str, document_id: str, evidence: Iterable[Evidence]) -> tuple[str, ...]: ...


@dataclass
class Release:
    """The ids of one release, kind by kind, as they are settled."""

    last: LastRelease
    documents: Mapping[str, Document]
    kept: dict[str, Kept] = field(default_factory=dict)
    decided: Decided | None = None

    def __post_init__(self) -> None:
        self.last = self.last.renamed(_renamed(self.last, self.documents))

    def settle(self, kind: str, told: Told, fixed: Collection[str] = ()) -> dict[str, str]:
        """The published id for each proposed id of this kind of record; called once for each kind, parties first.

        `fixed` are the proposed ids that a record always has, whatever it was called before."""
        mentioned = self.decided.mentioned if self.decided else frozenset()
        if not self.last.tables and not mentioned and not (self.decided and self.decided.keeps):
            self.kept[kind] = Kept({record: record for record, _, _ in told})
            return self.kept[kind].ids
        proposed: dict[str, list[Mention]] = {}
        meant: dict[str, list[tuple[int, str]]] = {}  # decided id -> (how close a name of a claim it is, its record)
        for record, document_id, evidence in told:
            listed = list(evidence)
            mentions = proposed.setdefault(record, [])
            mentions.extend(self.mention(document_id, one) for one in listed)
            if self.decided and mentioned:
                names = self.decided.names(kind, "", document_id, listed)
                for place, name in enumerate(name for name in names if name in mentioned):
                    meant.setdefault(name, []).append((place, record))
        decided, first = self._meant(kind, meant, proposed)
        may_be = {"stance": self._same_stance, "role": self._same_holder}.get(kind, lambda old, new: True)
        self.kept[kind] = keep_ids(kind, proposed, self.last, fixed, may_be, decided, first)
        return self.kept[kind].ids

    def _meant(
        self, kind: str, meant: Mapping[str, list[tuple[int, str]]], proposed: Mapping[str, object]
    ) -> tuple[dict[str, str], frozenset[str]]:
        """The record that each decided id means: whose claims it is closest to, among several the one that proposes
        it, else that which proposes it; and the ids that joined records go by."""
        if self.decided is None:
            return {}, frozenset()
        found: dict[str, str] = {}
        for name in sorted(one for one in self.decided.mentioned if one.partition(":")[0] == kind):
            if name in meant:
                closest = min(place for place, _ in meant[name])
                counts = Counter(record for place, record in meant[name] if place == closest)
                found[name] = min(counts, key=lambda record: (record != name, -counts[record], record))
            elif name in proposed:
                found[name] = name
        for name, keeps in sorted(self.decided.keeps.items()):
            if name in found:  # an id that was never published is meant where the records that are joined to it are
                found.setdefault(keeps, found[name])
        return found, frozenset(self.decided.keeps.values())

    def _same_stance(self, old: str, new: str) -> bool:
        """Whether both ids name one party and one answer: two answers that one sentence gives are not each other."""
        party, answer = _party_and_answer(old)
        joined = self.kept["party"].joined if "party" in self.kept else {}
        return (tail(joined.get(f"party:{party}", f"party:{party}")), answer) == _party_and_answer(new)

    def _same_holder(self, old: str, new: str) -> bool:
        """Whether both ids name a role of one person: "President" is a word of many."""
        person = self._holders.get(old)
        if person is None:
            return True
        joined = self.kept["person"].joined if "person" in self.kept else {}
        return new.startswith(f"role:{tail(joined.get(person, person))}-")

    @cached_property
    def _holders(self) -> dict[str, str]:
        return {str(row["role_id"]): str(row["person_id"]) for row in self.last.rows("roles")}

    def mention(self, document_id: str, evidence: Evidence) -> Mention:
        span = evidence.span
        words = self.documents[document_id].text[span.start : span.end]
        return Mention(document_id, span.start, span.end, words, document_id in self._unchanged)

    @cached_property
    def _unchanged(self) -> frozenset[str]:
        """The documents whose bytes are those of the last release."""
        before = self.last.documents
        return frozenset(
            name for name, one in self.documents.items() if name in before and before[name]["sha256"] == one.sha256
        )

    def redirects(self, reasons: Mapping[str, str]) -> list[Row]:
        """The rows of id_redirects; `reasons` gives that of a curator for an old id."""
        return [
            {
                "old_id": old,
                "new_id": new,
                "reason": reasons.get(old) or self._reason_before(old, new) or f"two records of one {kind}",
                **self._anchor(kind, old),
            }
            for kind, kept in self.kept.items()
            for old, new in sorted(kept.joined.items())
        ]

    def tombstones(self, reasons: Mapping[str, str]) -> list[Row]:
        """The rows of id_tombstones."""
        return [
            {
                "old_id": old,
                "record_type": kind,
                "said": self._said(old),
                "reason": reasons.get(old) or self._why_gone(kind, old),
                **self._anchor(kind, old),
            }
            for kind, kept in self.kept.items()
            for old in kept.gone
        ]

    def _reason_before(self, old: str, new: str) -> str | None:
        before = self.last.redirects.get(old, {})
        return str(before["reason"]) if before.get("new_id") == new and before.get("reason") else None

    def _said(self, old: str) -> str:
        before = self.last.tombstones.get(old)
        redirected = self.last.redirects.get(old, {}).get("new_id")
        return str(before["said"]) if before else self.last.said.get(old) or self.last.said.get(redirected or "", old)

    def _why_gone(self, kind: str, old: str) -> str:
        if old in self.last.tombstones:
            return str(self.last.tombstones[old]["reason"])
        mentions = self.last.live.get(kind, {}).get(old, [])
        told_in = sorted({one.document_id for one in mentions})
        missing = [one for one in told_in if one not in self.documents]
        changed = [
            one for one in told_in
            if one in self.documents and self.documents[one].sha256 != self.last.documents.get(one, {}).get("sha256")
        ]  # fmt: skip
        if told_in and len(missing) == len(told_in):
            return f"no longer among the sources: {', '.join(missing)}"
        if changed:
            return f"no longer stated by the changed text: {', '.join(changed)}"
        return "the texts are no longer read as saying so"

    def _anchor(self, kind: str, old: str) -> dict[str, Any]:
        """The passage that first stated the record: by it the record is known again should it come back."""
        mentions = self.last.live.get(kind, {}).get(old) or self.last.former.get(kind, {}).get(old)
        if not mentions:
            return {}
        first = mentions[0]
        return {"first_document_id": first.document_id, "first_start": first.start, "first_end": first.end,
                "first_quote": first.quote}  # fmt: skip


def _renamed(last: LastRelease, documents: Mapping[str, Document]) -> dict[str, str]:
    """Old id -> new id of each document whose file has another name or folder now, and the same bytes."""
    files: dict[str, list[str]] = {}
    for document_id in sorted(set(documents) - set(last.documents)):
        files.setdefault(documents[document_id].sha256, []).append(document_id)
    gone = sorted(set(last.documents) - set(documents))
    return {old: same.pop(0) for old in gone if (same := files.get(str(last.documents[old]["sha256"])))}


def _party_and_answer(stance_id: str) -> tuple[str, str]:
    """`zmb` and `accepted` of `stance:zmb-accepted-c1915b`."""
    words = readable(tail(stance_id))
    answers = [one for one in ANSWERS if words.endswith(f"-{one}")]
    longest = max(answers, key=len, default="")
    return words.removesuffix(f"-{longest}"), longest


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def evidence(self) -> tuple[Evidence, ...]: ...


def settled(
    release: Release,
    kind: str,
    own: Keys,
    claims: Sequence[Claims],
    of: Callable[[Claims], Sequence[_Keyed]],
    fixed: Collection[str] = (),
) -> Keys:
    """The published ids of the claims of one kind, from the ids that they would have of their own, `fixed` ones kept
    as they are."""
    told = (
        (own[one.document.document_id, claim.key], one.document.document_id, claim.evidence)
        for one in claims
        for claim in of(one)
    )
    ids = release.settle(kind, told, fixed)
    return {key: ids[record] for key, record in own.items()}
