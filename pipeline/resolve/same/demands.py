"""Which demands of different documents are one.

Equal claim keys are one. Else two demands of the same claimants on the same or a neighbouring issue are one when
nothing keeps them apart (`conflicts.py`) and their words are the same but for synonyms (`wording.py`). What people
decided beats everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from pipeline.quantities import quantities
from pipeline.resolve.choices import age, place_in_text
from pipeline.resolve.demands import Told, demand_ids
from pipeline.resolve.evidence import Row
from pipeline.resolve.ids import told_in
from pipeline.resolve.judgements import Judgements, NearPair, Verdict
from pipeline.resolve.parties import Keys
from pipeline.resolve.reference import rows
from pipeline.resolve.same.candidates import candidate_pairs
from pipeline.resolve.same.conflicts import acts_beside, difference
from pipeline.resolve.same.groups import judged_one, likest
from pipeline.resolve.same.wording import Wording, wording

SAME = 0.85  # likeness from which two demands are one, if nothing keeps them apart
NEAR = 0.5  # likeness from which a person should look
JUDGED = 2.0  # above any likeness


@dataclass(frozen=True, slots=True)
class _Node:
    """All claims of one own id; `told` is the oldest."""

    own_id: str
    told: Told
    words: Wording
    documents: frozenset[str]
    names: tuple[tuple[str, ...], ...]  # the names of each claim that people's decisions may mean


@dataclass(frozen=True, slots=True)
class Alike:
    """`ids`: the proposed id of each claim, by (document id, key). `near`: what a person should look at."""

    ids: Keys
    near: tuple[NearPair, ...]


def same_demands(told: Sequence[Told], judgements: Judgements) -> Alike:
    """A demand goes by the own id of its oldest claim. The order of `told` changes nothing."""
    facts = demand_ids(told)
    own = _parted(told, facts, judgements)
    nodes = _nodes(told, own, facts, judgements)
    groups = {node.own_id: [node] for node in nodes}
    near: list[NearPair] = []
    for score, left, right, reason in sorted(
        _links(nodes, judgements), key=lambda link: (-link[0], link[1].own_id, link[2].own_id)
    ):
        ours, theirs = groups[left.own_id], groups[right.own_id]
        join = score >= SAME and (ours is theirs or _may_join(ours, theirs, judgements, judged=score == JUDGED))
        if join and ours is not theirs:
            ours.extend(theirs)
            groups.update((node.own_id, ours) for node in theirs)
        if score < JUDGED:
            why = reason or ("" if join else "likeness to one, but not to all that the other is one with")
            near.append(_near(left, right, score, join, why or "the same words but for synonyms"))
    first = {
        node.own_id: min(group, key=lambda one: (_moment(one.told), one.own_id)).own_id
        for group in groups.values()
        for node in group
    }
    return Alike({key: first[one] for key, one in own.items()}, _worth_a_look(near, first))


def quantity_rows(told: Sequence[Told], ids: Keys) -> list[Row]:
    """demand_quantities: the numbers of each demand as its oldest document words it, as in the demands table."""
    oldest: dict[str, Told] = {}
    for one in sorted(told, key=_moment):
        oldest.setdefault(ids[one.document.document_id, one.claim.key], one)
    found: dict[tuple[str, str], Row] = {}
    for record, one in sorted(oldest.items()):
        for number in (*quantities(one.claim.content), *quantities(one.claim.condition_text)):
            row: Row = {"demand_id": record, "quantity_text": number.text, "low": number.low, "high": number.high,
                        "unit": number.unit}  # fmt: skip
            found.setdefault((record, number.text), row)
    return list(found.values())


def likeness(its: Wording, others: Wording) -> float:
    """From 0 to 1: twice the words in common by the words of both. 1 only for equal sets, never for a subset."""
    left = acts_beside(its, others) | its.things
    right = acts_beside(others, its) | others.things
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _moment(told: Told) -> tuple[object, ...]:
    return age(told.document), place_in_text(told.claim), told.claim.key


def _names(told: Told, own_id: str, judgements: Judgements) -> tuple[str, ...]:
    return judgements.names_of_telling("demand", own_id, told.document.document_id, told.claim.evidence)


def _parted(told: Sequence[Told], own: Keys, judgements: Judgements) -> Keys:
    """The own ids, where people keep claims of one own id apart with one for each part: that by which people named it,
    else the own id for the oldest part without a name, else one by its text."""
    if not judgements.apart or not judgements.decides:
        return own
    parts: dict[str, list[list[tuple[Told, tuple[str, ...]]]]] = {}
    for one in sorted(told, key=_moment):
        own_id = own[one.document.document_id, one.claim.key]
        names, listed = _names(one, own_id, judgements), parts.setdefault(own_id, [])
        for part in listed:
            if all(judgements.verdict(names, others) != "apart" for _, others in part):
                part.append((one, names))
                break
        else:
            listed.append([(one, names)])
    found, taken = dict(own), set(own.values())
    for own_id, listed in sorted(parts.items()):
        named = [
            next((it for one, names in part if (it := judgements.part_name(names, one.document.document_id))), None)
            for part in listed
        ]
        if len(listed) < 2 and not any(named):
            continue
        taken.discard(own_id)
        for part, name in zip(listed, named, strict=True):
            oldest, names = part[0]
            wanted = [name, *(one for one in names[:1] if one in judgements.mentioned), own_id]
            name = next(
                (one for one in wanted if one and one not in taken), told_in(own_id, oldest.document.document_id)
            )
            while name in taken:
                name = told_in(name, oldest.document.document_id)
            taken.add(name)
            found.update({(one.document.document_id, one.claim.key): name for one, _ in part})
    return found


def _nodes(told: Sequence[Told], own: Keys, facts: Keys, judgements: Judgements) -> list[_Node]:
    by_id: dict[str, list[Told]] = {}
    for one in sorted(told, key=_moment):
        by_id.setdefault(own[one.document.document_id, one.claim.key], []).append(one)
    return [
        _Node(
            own_id,
            group[0],
            wording(group[0]),
            frozenset(one.document.document_id for one in group),
            tuple(_names(one, facts[one.document.document_id, one.claim.key], judgements) for one in group),
        )
        for own_id, group in sorted(by_id.items())
    ]


Link = tuple[float, _Node, _Node, str]


def _links(nodes: Sequence[_Node], judgements: Judgements) -> Iterator[Link]:
    """Pairs that are one or may be: those people decided on, and those that look alike."""
    by_id = {node.own_id: node for node in nodes}
    for one, other in judged_one({node.own_id: node.names for node in nodes}, judgements):
        left, right = sorted((by_id[one], by_id[other]), key=lambda node: node.own_id)
        if left is not right and _verdict(left, right, judgements) == "same":
            yield JUDGED, left, right, ""
    for left, right in candidate_pairs(nodes, NEAR):
        if not _neighbours(left.told.claim.issue, right.told.claim.issue) or _verdict(left, right, judgements):
            continue
        score = likeness(left.words, right.words)
        if score < NEAR or left.documents & right.documents:
            continue
        apart = difference(left.told, left.words, right.told, right.words)
        if apart and apart.weight == "conflict":
            continue
        doubt = apart.reason if apart else _unlike(left.words, right.words)
        if doubt or score < SAME:
            yield min(round(score, 3), SAME - 0.001), left, right, doubt or "some words are other ones"
        else:
            yield round(score, 3), left, right, ""


def _unlike(its: Wording, others: Wording) -> str | None:
    """What likeness overlooks: each side has words that the other lacks, other acts, one thing more of a list."""
    left = acts_beside(its, others) | its.things
    right = acts_beside(others, its) | others.things
    if left - right and right - left:
        return "each has words that the other lacks: " + ", ".join(sorted(left ^ right))
    if acts_beside(its, others) != acts_beside(others, its):
        return "an act on one side only"
    if (left ^ right) & (its.described | others.described):
        return "what is counted is described on one side only"
    if (left ^ right) & (its.listed | others.listed):
        return "a longer list on one side"
    return None


@lru_cache(maxsize=1)
def neighbouring_issues() -> frozenset[frozenset[str]]:
    """Pairs of issues that one demand in other words may fall under, from `neighbouring_issues.csv`."""
    return frozenset(frozenset((row["issue_code"], row["neighbour"])) for row in rows("neighbouring_issues"))


def _neighbours(one: str, other: str) -> bool:
    return one == other or "other" in (one, other) or frozenset((one, other)) in neighbouring_issues()


def _verdict(left: _Node, right: _Node, judgements: Judgements) -> Verdict | None:
    if not judgements.same and not judgements.apart:
        return None
    found = {judgements.verdict(one, other) for one, other in product(left.names, right.names)}
    return "apart" if "apart" in found else "same" if "same" in found else None


def _may_join(ours: Iterable[_Node], theirs: Iterable[_Node], judgements: Judgements, *, judged: bool) -> bool:
    """No group holds a pair that anything keeps apart, but for pairs that people joined."""
    for one, other in product(ours, theirs):
        verdict = _verdict(one, other, judgements)
        if verdict == "apart":
            return False
        if (
            verdict is None
            and not judged
            and (one.documents & other.documents or difference(one.told, one.words, other.told, other.words))
        ):
            return False
    return True


def _near(left: _Node, right: _Node, score: float, joined: bool, reason: str) -> NearPair:
    texts = left.told.claim.summary, right.told.claim.summary
    places = ((one.told.document.document_id, one.told.claim.key) for one in (left, right))
    return NearPair("demand", left.own_id, right.own_id, score, joined, reason, *texts, *places)


def _worth_a_look(near: Sequence[NearPair], first: dict[str, str]) -> tuple[NearPair, ...]:
    """The pairs that were joined; of those that were not, the likest of each record, once for two records. `near` has
    the likest first."""
    apart = ((first[one.left_id], first[one.right_id], one) for one in near if not one.joined)
    return tuple(sorted([*(one for one in near if one.joined), *likest(apart)]))
