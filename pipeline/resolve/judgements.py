"""What people decided about identity: two records are one, or are two. It beats every score."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.model import Evidence
from pipeline.resolve.ids import told_in
from pipeline.resolve.naming import Naming
from pipeline.resolve.parties import Keys
from pipeline.resolve.release import Release

Verdict = Literal["same", "apart"]


@dataclass(frozen=True, slots=True)
class Judgements:
    """Pairs of ids that are one record (`same`) or two (`apart`). A pair is unordered; an id may be that of a record
    of any release, or the id that a single document's claim would have of its own.

    `keeps` gives for each id of `same` that which the joined record is to go by. `reasons` says why an id is given up.
    Without `decides` nothing is joined or kept apart: what would stand there otherwise. `naming` finds the ids that
    people may have meant a claim by; `resolve` sets it.
    """

    same: frozenset[frozenset[str]] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()
    keeps: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    decides: bool = True
    naming: Naming | None = None

    def bound(self, release: Release) -> Judgements:
        """These judgements, with names looked up in the last release that `release` continues."""
        return replace(self, naming=Naming(release, self.mentioned)) if self.mentioned else self

    @property
    def mentioned(self) -> frozenset[str]:
        """All ids that the pairs name."""
        return frozenset().union(*self.same, *self.apart)

    def names(self, kind: str, own_id: str, document_id: str, evidence: Iterable[Evidence]) -> tuple[str, ...]:
        """All ids of a claim of `kind` (a record type), the closest first: what `verdict` takes.

        `own_id` is the id that the claim's own facts give it.
        """
        return self.naming.names(kind, own_id, document_id, evidence) if self.naming else (own_id,)

    def names_of_telling(
        self, kind: str, own_id: str, document_id: str, evidence: Iterable[Evidence]
    ) -> tuple[str, ...]:
        """As `names`, and before them the id that the claim would have if it were not one with others of its own id
        or of its record: so two tellings with equal facts can be kept apart."""
        if not (self.same or self.apart):
            return (own_id,)
        single = told_in(own_id, document_id)
        if self.naming is None:
            return single, own_id
        names = self.names(kind, own_id, document_id, evidence)
        mentioned = self.naming.mentioned
        singles = [one for name in (own_id, *names) if (one := told_in(name, document_id)) in mentioned]
        self.naming.found.update(singles)
        return tuple(dict.fromkeys([*singles, *names]))

    def part_name(self, names: Sequence[str], document_id: str) -> str | None:
        """The id by which people part what a document says from the record that it was of; None when they do not.
        `names` are `names_of_telling`."""
        if not self.decides or not names or names[0] not in self.mentioned:
            return None
        return names[0] if names[0] in {told_in(name, document_id) for name in names} else None

    def part(self, own_id: str, document_id: str, names: Sequence[str], taken: Container[str]) -> str:
        """The id of a further part of the claims of one own id, begun by the claim with these names: the own id for
        the first part, unless a judgement names this claim's."""
        found = self.part_name(names, document_id) or own_id
        while found in taken:
            found = told_in(found, document_id)
        return found

    @staticmethod
    def names_in_part(part: str, own_id: str, names: Sequence[str]) -> tuple[str, ...]:
        """The names of a claim that is in this part: who means the own id means another part, unless people made it."""
        if part in names:
            return tuple(names)
        return tuple(dict.fromkeys(part if name == own_id else name for name in names))

    def verdict(self, names: Sequence[str], others: Sequence[str]) -> Verdict | None:
        """What was decided of two claims, each given by its `names`; "apart" beats "same". None: nothing was.

        Two claims are apart when the closest name of the one and of the other among the two ids are different ones:
        two claims of one of these records stay one, though both were once part of the other record.
        """
        if not self.decides or not (self.same or self.apart):
            return None
        pairs = {frozenset((one, other)) for one in names for other in others}
        for pair in pairs & self.apart:
            if next(one for one in names if one in pair) != next(one for one in others if one in pair):
                return "apart"
        return "same" if pairs & self.same else None

    def joined(self, kind: str, own: Keys, evidence: Mapping[tuple[str, str], tuple[Evidence, ...]]) -> Keys:
        """The ids `own` of claims, with those that people joined under one of them; for kinds of records that are told
        by their name alone. `evidence` is that of each claim."""
        if not self.same or not self.decides:
            return own
        ends: dict[str, set[str]] = {}  # id that the merged record is to go by -> own ids of the claims that are meant
        for key, record in own.items():
            for name in self.names(kind, record, key[0], evidence[key]):
                if name in self.keeps:
                    ends.setdefault(self.keeps[name], set()).add(record)
        goes_by = {record: keeps if keeps in group else min(group) for keeps, group in ends.items() for record in group}
        return {key: goes_by.get(record, record) for key, record in own.items()}


@dataclass(frozen=True, slots=True, order=True)
class NearPair:
    """Two records that look alike, for a person to judge. `joined`: they were taken for one, by likeness only.

    Each side is the id that its own claim would have; the texts say what each states, and `left_at` and `right_at`
    which claim it is: document id and key.
    """

    kind: str
    left_id: str
    right_id: str
    score: float
    joined: bool
    reason: str
    left_text: str
    right_text: str
    left_at: tuple[str, str] = ("", "")
    right_at: tuple[str, str] = ("", "")
