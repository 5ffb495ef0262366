"""Ids over random releases: claims come and go, are grouped anew, and get other hashes each time."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from pipeline.resolve.keeping import Kept, keep_ids
from pipeline.resolve.last_release import LastRelease, Mention

CLAIMS = [Mention(f"d{number % 4}", 100 * number, 100 * number + 20, f"w{number} a b c") for number in range(14)]
FACTS = {claim: f"demand:o-{number:06x}" for number, claim in enumerate(CLAIMS)}
Group = tuple[Mention, ...]


class Dataset:
    """What a release leaves to the next one, without tables."""

    def __init__(self) -> None:
        self.live: dict[str, list[Mention]] = {}
        self.former: dict[str, list[Mention]] = {}
        self.redirects: dict[str, str] = {}

    def release(self, groups: list[Group], facts: dict[Mention, str]) -> Kept:
        last = LastRelease()
        last.__dict__.update(live={"demand": self.live}, former={"demand": self.former}, tombstones={}, documents={},
                             redirects={old: {"new_id": new} for old, new in self.redirects.items()})  # fmt: skip
        proposed = {min(facts[claim] for claim in group): list(group) for group in groups}
        kept = keep_ids("demand", proposed, last)
        self.former = {old: (self.live.get(old) or self.former[old])[:1] for old in (*kept.joined, *kept.gone)}
        self.live = {kept.ids[new]: sorted(said, key=last.age) for new, said in proposed.items()}
        self.redirects = dict(kept.joined)
        return kept


def grouped(claims: list[Mention], chance: random.Random) -> list[Group]:
    found: dict[int, list[Mention]] = defaultdict(list)
    number = chance.choice((3, 8, 20))
    for claim in claims:
        found[chance.randrange(number)].append(claim)
    return [tuple(group) for group in found.values()]


@pytest.mark.parametrize("seed", range(0, 1500, 50))
def test_no_id_is_lost_or_given_to_another_record(seed: int) -> None:
    for chance in (random.Random(number) for number in range(seed, seed + 50)):
        dataset, facts = Dataset(), FACTS
        said: dict[str, set[Mention]] = {}
        for _ in range(10):
            if chance.random() < 0.3:
                facts = {claim: f"demand:o-{chance.randrange(16**6):06x}" for claim in CLAIMS}
            kept = dataset.release(grouped([one for one in CLAIMS if chance.random() < 0.8], chance), facts)
            assert len(set(kept.ids.values())) == len(kept.ids)
            assert set(kept.joined.values()) <= set(dataset.live)
            for record in {*said, *dataset.live}:
                assert (record in dataset.live) + (record in kept.joined) + (record in kept.gone) == 1
            for record, passages in dataset.live.items():
                assert record not in said or said[record] & set(passages)
                said.setdefault(record, set()).update(passages)


@pytest.mark.parametrize("seed", range(0, 1500, 50))
def test_an_id_names_its_claims_again_that_were_grouped_otherwise_for_a_while(seed: int) -> None:
    """As its own, or by leading to the id that they have got meanwhile."""
    for chance in (random.Random(number) for number in range(seed, seed + 50)):
        dataset, first = Dataset(), grouped(CLAIMS, chance)
        before = dataset.release(first, FACTS)
        dataset.release(grouped(CLAIMS, chance), FACTS)
        after = dataset.release(first, FACTS)
        for new, record in before.ids.items():
            assert after.joined.get(record, record) == after.ids[new]
