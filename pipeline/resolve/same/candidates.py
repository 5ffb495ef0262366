"""Which demands are compared at all: pairs that nothing keeps apart at first sight and that share enough words.

What keeps two demands apart for sure (`conflicts.py`) is looked up, not compared: they meet only where claimants, kind
and terms are the same, where the one's addressees and numbers are the other's or not told, and where the names of the
one are among those of the other. Of these, only those meet that can share enough words: words are sorted by how rare
they are, and by the place of the first that two have in common one sees how many more they can share at most. What
has all its words in common with so many others that each of these words is frequent meets some of them only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import ceil
from typing import NamedTuple, Protocol, TypeVar

from pipeline.quantities import measures
from pipeline.resolve.demands import Told
from pipeline.resolve.same.conflicts import measured
from pipeline.resolve.same.wording import Wording, is_telling

MOST_NAMES = 6  # of more, those that others have are gone through, not all that they could have
MOST_MET = 100  # demands that share a word, of which a further one meets the last: a word of more is rare in none
ANY = "any"  # stands for whatever the other one has


class Unit(Protocol):
    @property
    def own_id(self) -> str: ...
    @property
    def told(self) -> Told: ...
    @property
    def words(self) -> Wording: ...


Node = TypeVar("Node", bound=Unit)


class _Facts(NamedTuple):
    """What of a demand can be looked up. `stored` are the terms under which it is found, `asked` those under which it
    looks for others; `spare` counts words that are one here and may be two in a comparison."""

    words: tuple[str, ...]  # the rarest first
    names: frozenset[str]
    stored: tuple[tuple[object, object], ...]
    asked: tuple[tuple[object, object], ...]
    spare: int


def candidate_pairs(nodes: Sequence[Node], least: float) -> Iterator[tuple[Node, Node]]:
    """Pairs of demands, each once: those that are alike by `least` or more with no conflict between them, and few
    others. The one with the lower id comes first."""
    blocks: dict[tuple[object, ...], list[Node]] = {}
    for node in nodes:
        blocks.setdefault(_block(node), []).append(node)
    for block in blocks.values():
        if len(block) > 1:
            yield from _pairs(block, least)


def _block(node: Unit) -> tuple[object, ...]:
    """What is equal where no conflict is."""
    claim, words = node.told.claim, node.words
    telling = frozenset(one for one in words.qualifiers if is_telling(one))
    return node.told.claimants, claim.kind, claim.negated, words.condition is None, telling


def _pairs(block: Sequence[Node], least: float) -> Iterator[tuple[Node, Node]]:
    counts = Counter(token for node in block for token in _tokens(node.words))
    facts = [(_facts(node, counts), node) for node in block]
    facts.sort(key=lambda one: (len(one[0].names), one[1].own_id))
    # terms, names and a word -> number of words, place of the word, spare -> demands
    index: dict[tuple[object, ...], dict[tuple[int, int, int], list[Node]]] = {}
    equal: dict[tuple[object, ...], list[Node]] = {}  # by terms, names and all words
    known: set[frozenset[str]] = set()
    for its, node in facts:
        met: dict[str, Node] = {}
        size = len(its.words)
        for names in _among(its.names, known):
            for terms in its.asked:
                for place, word in enumerate(its.words):
                    for (other, at, spare), listed in index.get((terms, names, word), {}).items():
                        shared = ceil(least * (size + other) / 2) - min(spare, its.spare)
                        if shared <= min(size - place, other - at):
                            met.update((one.own_id, one) for one in listed[-MOST_MET:])
        for terms in its.asked:
            met.update((one.own_id, one) for one in equal.get((terms, its.names, its.words), ())[-MOST_MET:])
        for other_node in met.values():
            yield (other_node, node) if other_node.own_id < node.own_id else (node, other_node)
        known.add(its.names)
        for terms in its.stored:
            equal.setdefault((terms, its.names, its.words), []).append(node)
            for place, word in enumerate(its.words):
                index.setdefault((terms, its.names, word), {}).setdefault((size, place, its.spare), []).append(node)


def _facts(node: Unit, counts: Counter[str]) -> _Facts:
    words = node.words
    tokens = _tokens(words)
    numbers = {measured(one, words) for one in words.quantities}
    worth = (
        (frozenset(one[:2] for one in numbers), frozenset(one[2] for one in numbers) & measures()) if numbers else None
    )
    sides = node.told.addressees or None
    stored = tuple((one, other) for one in dict.fromkeys((sides, ANY)) for other in dict.fromkeys((worth, ANY)))
    asked = tuple((one, other) for one in _may_be(sides) for other in _may_be(worth))
    return _Facts(
        tuple(sorted(tokens, key=lambda token: (counts[token], token))),
        # a name of a party may fall away beside another demand
        frozenset(name for name in words.names if not name.startswith("party:")),
        stored,
        asked,
        len(words.tokens) - len(tokens),
    )


def _may_be(value: object) -> tuple[object, ...]:
    return (ANY,) if value is None else (value, None)


def _among(names: frozenset[str], known: set[frozenset[str]]) -> list[frozenset[str]]:
    """The known sets of names that are all among these."""
    if len(names) > MOST_NAMES:
        return [one for one in known if one <= names]
    parts = (frozenset(part) for number in range(len(names) + 1) for part in combinations(sorted(names), number))
    return [part for part in parts if part in known]


def _tokens(words: Wording) -> frozenset[str]:
    """Acts and things; what may be an end or a leaving is one with both."""
    return frozenset("end" if token in ("end?", "leave") else token for token in words.tokens)
