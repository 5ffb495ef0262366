"""What a rule found and did not keep: each candidate with the words that opened it, and the reason by its code.

A candidate that a rule lets fall is told of where the words state no other record of its kind: another rule may have
found there what the first did not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.model import Dropped, DroppedKind, Span

# code -> why, in words; the run report tells them
REASONS = {
    "no-claimant": "no party was found that asks or offers it",
    "not-asserted": "it is denied, supposed or only told of, not made",
    "opponents-words": "an opponent says it of the party",
    "nobody-else-acts": "nobody but the party itself is to act",
    "no-act": "the words name nothing that is to be done",
    "taken-back-by-another": "another than the party takes it back",
    "too-many": "more in one sentence than can be told apart",
    "title-only": "only the title says it",
    "present-undated": "told in the present without a date: a habit or a state, nothing that happened",
    "merely-possible": "only possible, without a date or two parties",
    "planned-by-nobody": "planned without a date and without anybody who plans it",
    "bare-verb": "a verb alone, which tells nothing",
    "own-demand": "a party's answer to its own demand",
    "unquotable": "it rests on a party or person that no words of the text name",
}


@dataclass(eq=False)
class Drops:
    """The candidates of one document that fell, each place and reason once."""

    found: set[Dropped] = field(default_factory=set)

    def add(self, kind: DroppedKind, reason: str, span: Span) -> None:
        """Note that the candidate which the words of `span` open is not kept."""
        self.found.add(Dropped(kind, reason, span))

    def left(self, kept: Iterable[tuple[DroppedKind, Span]]) -> tuple[Dropped, ...]:
        """Those whose words are none of the words (kind, span) that state a record of the kind, in text order."""
        places: dict[str, list[Span]] = {}
        for kind, span in kept:
            places.setdefault(kind, []).append(span)
        alone = [one for one in self.found if not any(map(one.span.overlaps, places.get(one.kind, ())))]
        return tuple(sorted(alone, key=lambda one: (one.span, one.kind, one.reason)))
