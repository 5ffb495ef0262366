"""Which people of different documents are one.

A full name is one person's unless something speaks against it: offices of two states, "Jr." and "Sr.", an office after
death. Another spelling of it needs a party or an office in common, a surname alone needs that too and that nobody else
could be meant. What people decided beats everything. What could be one and is not joined goes to a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.resolve.choices import age, place_in_text
from pipeline.resolve.ids import told_in
from pipeline.resolve.judgements import Judgements, NearPair
from pipeline.resolve.parties import Keys
from pipeline.resolve.same.groups import Groups, likest
from pipeline.resolve.same.names import compare
from pipeline.resolve.same.portraits import Portrait

if TYPE_CHECKING:
    from pipeline.resolve.people import ToldPerson

SURE = 0.95  # of a join: another spelling, or a surname with an office; what is less sure a person may look at
SHORTENED, SURNAME, DOUBTED, ALONE = 0.9, 0.85, 0.6, 0.5


def same_people(told: Sequence[ToldPerson], judgements: Judgements) -> tuple[Keys, list[NearPair]]:
    """The proposed id of each person of each document, and the pairs for a person to judge.

    The order of `told` changes nothing.
    """
    found = _People(told, judgements)
    found.join_judged()
    found.join_items()
    found.join_full_names()
    found.join_surnames()
    ids = {key: found.goes_by(unit) for unit, keys in found.keys.items() for key in keys}
    return ids, found.near()


class _People(Groups):
    def __init__(self, told: Sequence[ToldPerson], judgements: Judgements) -> None:
        super().__init__(judgements)
        self.units: dict[str, Portrait] = {}
        self.keys: dict[str, list[tuple[str, str]]] = {}
        self.pairs: list[tuple[float, str, str, bool, str]] = []
        self.namesakes: dict[str, NearPair] = {}  # by unit: one by the full name alone
        parts: dict[str, list[str]] = {}
        for one in sorted(told, key=lambda one: (*age(one.document), place_in_text(one.claim), one.claim.key)):
            self._place(one, parts.setdefault(one.own_id, []))
        self._begin(sorted(self.units))
        self.portraits = {unit: portrait.copy() for unit, portrait in self.units.items()}

    def _place(self, one: ToldPerson, parts: list[str]) -> None:
        names = self.judgements.names_of_telling("person", one.own_id, one.document.document_id, one.claim.evidence)
        portrait = Portrait.of(one)
        for unit in parts:
            if not self.units[unit].conflict(portrait) and not self.apart([names], self.names[unit]):
                self._by_name_alone(unit, portrait, one)
                self.units[unit].add(portrait)
                break
        else:
            unit = self.judgements.part(one.own_id, one.document.document_id, names, self.units)
            if parts:
                self.pairs += [(DOUBTED, other, unit, False, self.units[other].conflict(portrait) or "")
                               for other in parts]  # fmt: skip
            parts.append(unit)
            self.units[unit] = portrait
            self.names[unit], self.keys[unit] = {}, []
        self.names[unit][self.judgements.names_in_part(unit, one.own_id, names)] = None
        self.keys[unit].append((one.document.document_id, one.claim.key))

    def _by_name_alone(self, unit: str, portrait: Portrait, one: ToldPerson) -> None:
        """Notes that a name is all that a telling has in common with those before it, though both say more."""
        mine = self.units[unit]
        telling = (mine.parties or mine.posts or mine.former) and (portrait.parties or portrait.posts)
        if unit in self.namesakes or not telling or mine.parties_shared(portrait) or mine.tie(portrait):
            return
        single, reason = told_in(one.own_id, one.document.document_id), "the same name, no party or office in common"
        if frozenset((unit, single)) not in self.judgements.same:
            at = one.document.document_id, one.claim.key
            self.namesakes[unit] = NearPair("person", unit, single, SHORTENED, True, reason, mine.said, portrait.said,
                                            self.keys[unit][0], at)  # fmt: skip

    def goes_by(self, unit: str) -> str:
        """The id of the group: that of a full name before a surname, else the first in sorting order."""
        return min(self.groups[self.root[unit]], key=lambda one: (not self.units[one].name.full, one))

    def join(self, left: str, right: str) -> tuple[str, str] | None:
        done = super().join(left, right)
        if done:
            kept, lost = done
            self.portraits[kept].add(self.portraits[lost])
        return done

    def join_items(self) -> None:
        """Whoever has the same Wikidata item."""
        by_item: dict[str, list[str]] = {}
        for unit, portrait in sorted(self.units.items()):
            for item in portrait.items:
                by_item.setdefault(item, []).append(unit)
        for _, listed in sorted(by_item.items()):
            for unit in listed[1:]:
                if not self.kept_apart(listed[0], unit):
                    self.join(listed[0], unit)

    def _blocks(self) -> Iterator[list[str]]:
        blocks: dict[tuple[str, str], list[str]] = {}
        for unit, portrait in sorted(self.units.items()):
            for key in portrait.blocks():
                blocks.setdefault(key, []).append(unit)
        return (block for _, block in sorted(blocks.items()) if len(block) > 1)

    def _try(self, left: str, right: str, score: float, reason: str) -> bool:
        """Joins the groups of two units when nothing speaks against it; else the pair is one for a person."""
        mine, theirs = self.portraits[self.root[left]], self.portraits[self.root[right]]
        against = None if self.root[left] == self.root[right] else mine.conflict(theirs)
        done = not against and not self.kept_apart(left, right)
        if done:
            self.join(left, right)
        self.pairs.append((score, left, right, done, reason if done else against or ""))
        return done

    def join_full_names(self) -> None:
        """Spellings of one name first, then names that leave something out, where only one person can be meant."""
        spelled: set[tuple[str, str]] = set()
        shortened: dict[str, set[str]] = {}
        for block in self._blocks():
            for left, right in combinations([one for one in block if self.units[one].name.full], 2):
                likeness = compare(self.units[left].name, self.units[right].name)
                if likeness == "same":
                    spelled.add((left, right))
                elif likeness:
                    short, long = sorted((left, right), key=lambda one: (self.units[one].name.length, one))
                    shortened.setdefault(short, set()).add(long)
        for left, right in sorted(spelled):
            mine, theirs = self.units[left], self.units[right]
            clash = mine.clash(theirs)
            if (mine.tie(theirs) or mine.parties_shared(theirs)) and not clash:
                self._try(left, right, SURE, "two spellings of a name")
            else:
                why = clash or "two spellings of a name, without a party or an office in common"
                self.pairs.append((DOUBTED, left, right, False, why))
        for short, longer in sorted(shortened.items()):
            meant = {self.root[long] for long in longer}
            for long in sorted(longer):
                reason = self._no_shortening(short, long) or ("" if len(meant) == 1 else "several may be meant")
                if reason:
                    self.pairs.append((DOUBTED, short, long, False, reason))
                else:
                    self._try(short, long, SHORTENED, "the same name with a part left out")

    def _no_shortening(self, short: str, long: str) -> str | None:
        mine, theirs = self.units[short], self.portraits[self.root[long]]
        if mine.generations != theirs.generations and mine.tie(theirs, years=2) < 2:
            return "“Jr.” or the like on one side only"
        if not mine.tie(theirs) and not mine.parties_shared(theirs):
            return "a shorter form of the name, without a party or an office in common"
        return mine.clash(theirs)

    def join_surnames(self) -> None:
        """A surname goes to the one whose party or office is the same, if it is only one; else to equal surnames of
        that office."""
        candidates: dict[str, set[str]] = {}
        shorts: set[tuple[str, str]] = set()
        for block in self._blocks():
            for left, right in combinations(block, 2):
                full = [self.units[one].name.full for one in (left, right)]
                if full == [False, False] and self.units[left].name.words == self.units[right].name.words:
                    shorts.add((left, right))
                elif full in ([True, False], [False, True]):
                    short, long = (right, left) if full[0] else (left, right)
                    if self.units[short].name.words[0] in self.units[long].name.surnames:
                        candidates.setdefault(short, set()).add(long)
        for short, longer in sorted(candidates.items()):
            self._join_surname(short, longer)
        for left, right in sorted(shorts):
            if self.root[left] != self.root[right] and self.units[left].tie(self.units[right]) == 2:
                self._try(left, right, SURE, "a surname and an office")

    def _join_surname(self, short: str, longer: set[str]) -> None:
        mine = self.units[short]
        ranked: dict[str, int] = {}
        for root in sorted({self.root[long] for long in longer}):
            theirs = self.portraits[root]
            tie = mine.tie(theirs)
            if mine.clash(theirs) or mine.conflict(theirs) or not (tie or mine.parties_shared(theirs, near=True)):
                continue
            ranked[root] = tie
        best = [root for root, tie in ranked.items() if tie == max(ranked.values())]
        if len(best) == 1:
            sure, both = (SURE, "an office") if ranked[best[0]] == 2 else (SURNAME, "a party")
            if self._try(short, best[0], sure, f"a surname, and {both} in common"):
                return
        for long in sorted(longer):
            if len(best) != 1 or self.root[long] == best[0]:
                why = mine.clash(self.portraits[self.root[long]]) or (
                    "a surname that several bear" if len(best) > 1 else "a surname only")  # fmt: skip
                self.pairs.append((ALONE, short, long, False, why))

    def near(self) -> list[NearPair]:
        """The pairs that were joined and are not sure, and of those that stay two the likest; none that people judged."""
        found = list(self.namesakes.values())
        pairs = sorted(self.pairs, key=lambda pair: (-pair[0], *pair[1:3], not pair[3]))
        for score, left, right, _, reason in likest(((*pair[1:3], pair) for pair in pairs), but=self._is_settled):
            joined = self.root[left] == self.root[right]
            one, other = sorted((left, right))
            found.append(NearPair("person", one, other, score, joined, reason or "names that may be one person's",
                                  self.units[one].said, self.units[other].said, self.keys[one][0],
                                  self.keys[other][0]))  # fmt: skip
        return sorted(found)

    def _is_settled(self, pair: tuple[float, str, str, bool, str]) -> bool:
        """Whether nobody needs to look at the pair: it is one for sure, or people judged it."""
        score, left, right, *_ = pair
        return (score >= SURE and self.root[left] == self.root[right]) or self.judged(left, right)
