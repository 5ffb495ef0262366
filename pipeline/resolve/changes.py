"""The demand_changes table: how a party's demand comes back in a later document.

A document is later when it surely was published later: an undated one is later than none, and two of one day are not.
Copies of one story restate nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.model import Claims
from pipeline.resolve.alike import Alike
from pipeline.resolve.choices import age, place_in_text
from pipeline.resolve.demands import Told
from pipeline.resolve.evidence import Passage, Row
from pipeline.resolve.ids import Identity, mint
from pipeline.resolve.parties import Keys
from pipeline.resolve.restating import Form, change, form, same_act

DROPPED, REPEATED = "dropped", "repeated"


@dataclass(frozen=True, slots=True)
class Mention:
    """A demand of one party as one dated document states it; `evidence_id` are its first words there."""

    party: str
    demand: str
    document_id: str
    published: tuple[date, date]
    cluster: str
    form: Form
    evidence_id: str

    def before(self, other: Mention) -> bool:
        return self.published[1] < other.published[0] and self.cluster != other.cluster

    @property
    def place(self) -> tuple[date, date, str, tuple[int, int], str, str]:
        """Sorts mentions by publication, then by their place in the text: by nothing that another release may name
        otherwise, as it may the demand."""
        claim = self.form.claim
        return *self.published, self.document_id, place_in_text(claim), claim.key, self.party


@dataclass(frozen=True, slots=True)
class Change:
    earlier: Mention
    later_document: str
    later_demand: str | None
    later_evidence: str
    change: str


def change_rows(
    claims: Sequence[Claims],
    told: Sequence[Told],
    demand_ids: Keys,
    stances: Sequence[Row],
    passages: Mapping[Passage, str],
    clusters: Mapping[str, str],
) -> list[Row]:
    """The rows of the table, from the demands as told, the rows of stances, the evidence id of each passage and the
    text cluster of each document."""
    mentions = _mentions(claims, told, demand_ids, passages, clusters)
    withdrawn = {
        (str(row["party_id"]), str(row["demand_id"]), str(row["document_id"])): str(row["stance_id"])
        for row in stances if row["stance"] == "withdrawn"
    }  # fmt: skip
    first_words = _first_words(frozenset(withdrawn.values()), passages)
    found = [*_restated([one for one in mentions if (one.party, one.demand, one.document_id) not in withdrawn]),
             *_dropped(mentions, withdrawn, first_words)]  # fmt: skip
    identities = {_identity(one): one for one in found}
    ids = mint(identities, digits=12)
    return [_row(ids[identity], one) for identity, one in identities.items()]


def _mentions(
    claims: Sequence[Claims],
    told: Sequence[Told],
    demand_ids: Keys,
    passages: Mapping[Passage, str],
    clusters: Mapping[str, str],
) -> list[Mention]:
    """One mention for each party, demand and story: copies of a story count once, by the oldest."""
    own = {one.document.document_id: _party_words(one) for one in claims}
    found: dict[tuple[str, str, str], Mention] = {}
    for one in sorted(told, key=lambda one: (age(one.document), place_in_text(one.claim), one.claim.key)):
        document, published = one.document, one.document.published
        if published is None:
            continue
        demand = demand_ids[document.document_id, one.claim.key]
        start, end = place_in_text(one.claim)
        parties = (*one.claim.claimants, *one.claim.addressees)
        words = frozenset(word for key in parties for word in own[document.document_id].get(key, ()))
        said = form(one.claim, one.addressees, words, joint=len(one.claimants) > 1)
        for party in one.claimants:
            cluster = clusters[document.document_id]
            found.setdefault((party, demand, cluster), Mention(
                party, demand, document.document_id, (published.first, published.last), cluster, said,
                passages[demand, document.document_id, start, end],
            ))  # fmt: skip
    return list(found.values())


def _party_words(claims: Claims) -> dict[str, frozenset[str]]:
    """The words by which a document names each party: "Kyiv", "Ukrainian"."""
    text = claims.document.text
    return {
        party.key: frozenset(
            word for said in (party.name, *(one.span.of(text) for one in party.evidence))
            for word in said.casefold().replace("’", "'").replace("'s", " ").split()
        )
        for party in claims.parties
    }  # fmt: skip


def _restated(mentions: Iterable[Mention]) -> list[Change]:
    """Every mention of which an earlier form is known, with the newest of these."""
    found: list[Change] = []
    ordered = sorted(mentions, key=lambda one: one.place)
    stated: dict[tuple[str, str], set[str]] = {}  # the demands of a party in a document
    for one in ordered:
        stated.setdefault((one.party, one.document_id), set()).add(one.demand)
    # what was stated so far
    same: dict[tuple[str, str], list[Mention]] = {}  # by party and demand
    alike: dict[tuple[str, str], Alike[str]] = {}  # demands by party and issue
    for one in ordered:
        before = same.setdefault((one.party, one.demand), [])
        last = _newest(before, one)
        if last:
            found.append(Change(last, one.document_id, None, one.evidence_id, change(last.form, one.form) or REPEATED))
        group = alike.setdefault((one.party, one.form.claim.issue), Alike())
        if not last and (not before or before[0].published == one.published):
            found.extend(_other_form(one, same, group, stated[one.party, one.document_id]))
        before.append(one)
        group.add(one.form, one.demand)
    return found


def _newest(before: Sequence[Mention], one: Mention) -> Mention | None:
    """The newest of mentions in order that was surely published before this one, or None."""
    return next((other for other in reversed(before) if other.before(one)), None)


def _other_form(
    one: Mention,
    same: Mapping[tuple[str, str], list[Mention]],
    alike: Alike[str],
    stated_here: set[str],
) -> list[Change]:
    """The newest earlier form that is a record of its own; of several in one text the one that says the same, if any
    does ("the truce", "a 30-day truce"). One that the document states as well was not changed."""
    demands = [demand for demand in alike.may_be(one.form) if demand not in stated_here]
    earlier = [last for demand in demands if (last := _newest(same[one.party, demand], one))]
    fitting = [other for other in earlier if same_act(other.form, one.form)]
    if not fitting:
        return []

    def rank(other: Mention) -> tuple[object, ...]:
        says_the_same = change(other.form, one.form) == REPEATED
        return len(other.form.words & one.form.words), *other.published, other.document_id, says_the_same, other.place

    best = max(fitting, key=rank)
    found = change(best.form, one.form)
    return [Change(best, one.document_id, one.demand, one.evidence_id, found)] if found else []


def _dropped(
    mentions: Sequence[Mention], withdrawn: Mapping[tuple[str, str, str], str], first_words: Mapping[str, str]
) -> list[Change]:
    """Demands that their party takes back in a later document, also where that words them as another record ("dropped
    its demand for ..."). The first text that tells it counts."""
    stated: dict[tuple[str, str], list[Mention]] = {}
    others: dict[tuple[str, str], list[Mention]] = {}  # by party and issue, what was not taken back
    for one in sorted(mentions, key=lambda one: one.place):
        stated.setdefault((one.party, one.demand), []).append(one)
        if (one.party, one.demand, one.document_id) not in withdrawn:
            others.setdefault((one.party, one.form.claim.issue), []).append(one)
    alike: dict[tuple[str, str], Alike[int]] = {}  # places in the lists of `others`, as far as they are asked for
    found: dict[tuple[str, str, str], Change] = {}
    for (party, demand), told in stated.items():
        made: list[Mention] = []
        for one in sorted(told, key=lambda one: one.place):
            stance = withdrawn.get((party, demand, one.document_id))
            if not stance:
                made.append(one)
            elif last := _newest(made, one):
                change_to = Change(last, one.document_id, None, first_words[stance], DROPPED)
                found.setdefault((party, demand, last.document_id), change_to)
            elif not made:
                group = (party, one.form.claim.issue)
                if group not in alike:
                    alike[group] = Alike()
                    for at, it in enumerate(others.get(group, ())):
                        alike[group].add(it.form, at)
                newest_first = (others[group][at] for at in sorted(alike[group].may_be(one.form), reverse=True))
                other = next((it for it in newest_first if it.before(one) and same_act(it.form, one.form)), None)
                if other:
                    change_to = Change(other, one.document_id, demand, first_words[stance], DROPPED)
                    found.setdefault((party, other.demand, other.document_id), change_to)
    return list(found.values())


def _first_words(stances: frozenset[str], passages: Mapping[Passage, str]) -> dict[str, str]:
    """The first evidence of each of these stances (a stance belongs to one document)."""
    found: dict[str, tuple[int, int, str]] = {}
    for (record, _, start, end), evidence_id in passages.items() if stances else ():
        if record in stances:
            place = (start, end, evidence_id)
            found[record] = min(found.get(record, place), place)
    return {record: place[2] for record, place in found.items()}


def _identity(one: Change) -> Identity:
    facts = (one.earlier.demand, one.later_demand, one.earlier.party, one.earlier.document_id, one.later_document)
    return Identity("change:", (*facts, one.change == DROPPED))


def _row(change_id: str, one: Change) -> Row:
    return {
        "change_id": change_id,
        "demand_id": one.earlier.demand,
        "later_demand_id": one.later_demand,
        "party_id": one.earlier.party,
        "change": one.change,
        "earlier_evidence_id": one.earlier.evidence_id,
        "later_evidence_id": one.later_evidence,
    }
