"""Whom a demand is put to when its sentence does not say: the other side of the dispute, where the text has one."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.cast import Cast
from pipeline.extract.demands.deals import Deals
from pipeline.extract.demands.doers import only_gains
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.demands.headed import HEADED
from pipeline.extract.demands.moods.terms import UNDER_THE_DEAL
from pipeline.extract.demands.recipients import names_somebody_else, recipients
from pipeline.extract.reading import Reading
from pipeline.extract.syntax import is_passive, own_subject, passive_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

BILATERAL = frozenset({"ceasefire", "prisoners", "civilians", "withdrawal", "forces"})
GOING_ON = frozenset(
    {"second", "third", "fourth", "secondly", "thirdly", "finally", "lastly", "also", "moreover", "furthermore"}
)
LEADING = 3  # whoever is named less than the first three refuses something to nobody in particular
FAR_BEHIND = 0.6  # a third party named at most so often as the second leaves a dispute between two


def imply_addressees(drafts: list[Draft], reading: Reading, cast: Cast) -> None:
    """Fill in addressees that the text clearly implies; `drafts` are in text order.

    "Second, ..." asks whom "first" asked. In a dispute of two every demand and offer goes to the other side; where
    more parties make demands, only offers do, and what takes two sides: a truce, an exchange, a withdrawal. A list below
    a heading is put to those whom the heading or the item names, and to nobody else.
    """
    _carry_on(drafts)
    for draft in drafts:
        if not draft.addressees and not draft.asks and len(draft.claimants) == 1 and not _decides_for_itself(draft):
            draft.addressees = recipients(draft, cast)
    sides, deals = Sides(drafts, reading, cast), Deals(reading, cast)
    for draft in drafts:
        if draft.addressees or draft.asks or draft.method == HEADED.name:
            continue
        if len(draft.claimants) != 1:
            foremost = sides.foremost(draft.claimants) if draft.kind == "refusal" else None
            draft.addressees = (foremost,) if foremost else ()
            continue
        claimant, offers = draft.claimants[0], draft.kind == "offer"
        if draft.method == UNDER_THE_DEAL.name:
            draft.addressees = deals.partners(claimant)
            continue
        if _decides_for_itself(draft):  # "Norland agreed to free the men": in the deal that it made
            draft.addressees = deals.partners(claimant) if draft.anchor.lemma_ == "agree" else ()
            continue
        if _about(sides.other(claimant, silent=offers), draft, cast):
            continue
        other = sides.other(claimant, silent=offers)
        if other is None and (offers or _takes_two(draft)):
            other = sides.only(claimant)
            other = other if other == sides.foremost(draft.claimants) else None
        if draft.kind == "refusal" and claimant in sides.ranked[:LEADING]:
            other = other or sides.only(claimant) or sides.foremost(draft.claimants)
        if other is not None and other not in _gainers(draft, cast) and not names_somebody_else(draft, cast):
            draft.addressees = (other,)


def _gainers(draft: Draft, cast: Cast) -> tuple[str, ...]:
    """Who only gets something: "the workers deserve a rise" is not asked of the workers."""
    gainer = draft.lead if only_gains(draft.act.head) else None
    if draft.anchor.lemma_ in {"deserve", "entitle"}:
        gainer = passive_subject(draft.anchor) or own_subject(draft.anchor)
    return cast.refer(gainer).parties if gainer is not None else ()


def _about(party: str | None, draft: Draft, cast: Cast) -> bool:
    """ "Norland must be named a sponsor of terror", "an embargo on Norland": what others are to do about the party."""
    passage = draft.sentence.passage
    if party is None or draft.kind != "demand":
        return False
    if draft.lead is not None and _names(draft.lead, party, cast) and not is_passive(draft.act.head):
        return False  # "Sudonia and Norland must share the river": it would act
    return any(party in m.reference.parties for m in cast.mentions(passage.index, draft.act.start, draft.act.end))


def _names(noun: Token, party: str, cast: Cast) -> bool:
    return any(party in cast.refer(n).parties for n in (noun, *noun.conjuncts))


def _takes_two(draft: Draft) -> bool:
    """ "An exchange of prisoners", "a truce": what the other side has to do as well."""
    return draft.issue in BILATERAL and draft.act.form == "np" and draft.kind in {"demand", "condition"}


def _carry_on(drafts: list[Draft]) -> None:
    for before, draft in pairwise(drafts):
        if draft.addressees or before.claimants != draft.claimants:
            continue
        going_on = draft.sentence.tokens[0].lower_ in GOING_ON and before.sentence.passage is draft.sentence.passage
        same = before.sentence is draft.sentence and before.anchor == draft.anchor
        if going_on or (same and draft.method == "necessity-reported"):
            draft.addressees = before.addressees


def _decides_for_itself(draft: Draft) -> bool:
    """What a body decides for itself ("we have agreed to ...") is offered to nobody in particular."""
    listed = draft.method in {"list-after-lead-in", "joint-commitment"}
    return draft.kind == "offer" and (listed or draft.anchor.lemma_ in {"agree", "resolve"})


class Sides:
    """Who faces whom in a document: by explicit demands, and by how often each party is named."""

    def __init__(self, drafts: list[Draft], reading: Reading, cast: Cast):
        self.makers = {claimant for draft in drafts for claimant in draft.claimants}
        self.facing: dict[str, set[str]] = {}
        for draft in drafts:
            for claimant in draft.claimants:
                for party in draft.addressees:
                    self.facing.setdefault(claimant, set()).add(party)
                    self.facing.setdefault(party, set()).add(claimant)
        self.named: Counter[str] = Counter()
        for passage in reading.passages:
            for mention in cast.mentions(passage.index, 0, len(passage.doc)):
                self.named.update(mention.reference.parties)
        self.ranked = [party for party, _ in sorted(self.named.items(), key=lambda item: (-item[1], item[0]))]

    def other(self, claimant: str, *, silent: bool = False) -> str | None:
        """The other of the two sides that the text is about. It must make demands itself, or with `silent` at least be
        asked or ask; None otherwise."""
        if len(self.ranked) < 2 or claimant not in self.ranked[:2]:
            return None
        rival = self.ranked[1] if self.ranked[0] == claimant else self.ranked[0]
        third = self.named[self.ranked[2]] if len(self.ranked) > 2 else 0
        takes_part = rival in self.makers or silent and rival in self.facing
        return rival if takes_part and third <= FAR_BEHIND * self.named[rival] else None

    def foremost(self, claimants: tuple[str, ...]) -> str | None:
        """The party that the text names most often beside the claimants: what is refused is mostly refused to it."""
        return next((party for party in self.ranked if party not in claimants), None)

    def only(self, claimant: str) -> str | None:
        """The one party that the claimant's explicit demands, and those put to it, connect it with."""
        others = self.facing.get(claimant, set())
        if len(others) != 1:
            return None
        (found,) = others
        louder = [party for party in self.makers if party != claimant and self.named[party] > self.named[found]]
        return None if louder else found
