"""The ids of records over many releases of the story, as the real extraction reads it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.model import Claims
from pipeline.resolve import LastRelease, read_last_release, resolve
from tests.storyline.history import (
    History,
    Tables,
    live_ids,
    passages,
    records,
    redirects,
    tombstones,
)
from tests.storyline.other_extraction import better
from tests.storyline.reading import read_claims
from tests.storyline.story import SEEDS

pytestmark = pytest.mark.slow

OTHER = ("tests.storyline.other_extraction", "extract")
ORDERS: dict[str, Callable[[list[Claims]], list[Claims]]] = {
    "published": lambda claims: claims,
    "reverse": lambda claims: claims[::-1],
    "every second": lambda claims: claims[1::2] + claims[::2],
    "shuffled": lambda claims: random.Random(4).sample(claims, len(claims)),
}


@pytest.fixture(scope="module")
def grown(story_claims: list[Claims]) -> dict[str, History]:
    """For each order: a release after each text that was added."""
    found = {}
    for name, ordered in ORDERS.items():
        found[name] = History()
        for number in range(1, len(story_claims) + 1):
            found[name].release(ordered(story_claims)[:number])
    return found


@pytest.mark.parametrize("order", ORDERS)
def test_texts_that_are_added_one_by_one_lose_no_id(grown: dict[str, History], order: str) -> None:
    assert grown[order].faults() == []
    assert tombstones(grown[order].releases[-1]) == {}  # no text went, so nothing did


@pytest.mark.parametrize("order", [order for order in ORDERS if order != "published"])
def test_the_order_in_which_texts_come_changes_no_record(grown: dict[str, History], order: str) -> None:
    assert records(grown[order].releases[-1]) == records(grown["published"].releases[-1])


def test_the_order_of_texts_in_one_build_changes_nothing(story_claims: list[Claims]) -> None:
    first = resolve(story_claims).tables
    for ordered in ORDERS.values():
        again = resolve(ordered(story_claims)).tables
        assert [name for name in first if not first[name].equals(again[name])] == []


def test_a_release_on_top_of_itself_is_itself(story_claims: list[Claims]) -> None:
    first = resolve(story_claims).tables
    again = resolve(story_claims, LastRelease(first)).tables
    assert [name for name in first if not first[name].equals(again[name])] == []


# Texts that alone tell that a meeting was put off, or for which day it had been planned, and what parts without them
BRIDGES = {"06-lusaka-would-take-1000": ("the day it was put off from",),
           "07-gaborone-talks-put-off": ("the meeting on its new date",)}  # fmt: skip


@pytest.mark.parametrize("left_out", range(14))
def test_a_text_that_is_removed_leaves_tombstones_and_comes_back(story_claims: list[Claims], left_out: int) -> None:
    story = History()
    whole = story.release(story_claims)
    without = story.release([one for number, one in enumerate(story_claims) if number != left_out])
    name = story_claims[left_out].document.document_id
    assert {row["reason"] for row in tombstones(without).values()} == {f"no longer among the sources: {name}"}
    parted = live_ids(without) - live_ids(whole)  # a text may be all that tells that two are one
    assert len(live_ids(without)) < len(live_ids(whole)) and len(parted) <= len(BRIDGES.get(name, ()))
    back = story.release(story_claims)
    joined_again = set(back["id_redirects"]["old_id"]) - set(whole["id_redirects"]["old_id"])
    assert joined_again == parted
    same = [table for table in whole if table != "id_redirects"]
    assert [table for table in same if not whole[table].equals(back[table])] == []
    assert story.faults() == []


def test_a_text_that_comes_back_after_years_comes_back_under_its_ids(story_claims: list[Claims]) -> None:
    story = History()
    whole = story.release(story_claims)
    for number in range(3, 8):
        story.release(story_claims[:number] + story_claims[number + 3 :])
    back = story.release(story_claims)
    assert live_ids(back) == live_ids(whole)
    assert story.faults() == []


def renamed(claims: Claims, name: str) -> Claims:
    return replace(claims, document=replace(claims.document, document_id=name, path=f"{name}.txt"))


@pytest.mark.parametrize("name", ["0-before-all", "zz-after-all"])
def test_a_file_that_is_renamed_keeps_its_records(story_claims: list[Claims], name: str) -> None:
    for number in range(len(story_claims)):
        story = History()
        whole = story.release(story_claims)
        moved = [renamed(one, name) if place == number else one for place, one in enumerate(story_claims)]
        after = story.release(moved)
        assert (live_ids(after), tombstones(after)) == (live_ids(whole), {})
        assert story.faults() == []


def test_a_better_extraction_keeps_the_ids(story_claims: list[Claims]) -> None:
    story = History()
    first = story.release(story_claims)
    after = story.release([better(one) for one in story_claims])
    alone = resolve([better(one) for one in story_claims]).tables
    assert set(alone["demands"]["demand_id"]).isdisjoint(first["demands"]["demand_id"])  # by their facts all are new
    assert passages(after) != passages(first)
    kept = live_ids(first) & live_ids(after)
    assert len(kept) >= 0.98 * len(live_ids(first))  # other words may join or part a few
    story.release(story_claims)
    assert live_ids(story.releases[-1]) == live_ids(first)
    assert story.faults() == []


def test_a_better_extraction_and_new_texts_at_once_keep_the_ids(story_claims: list[Claims]) -> None:
    story = History()
    first = story.release(story_claims[:10])
    after = story.release([better(one) for one in story_claims])
    assert len(live_ids(first) & live_ids(after)) >= 0.98 * len(live_ids(first))
    assert story.faults() == []


def joined(story_claims: Sequence[Claims], into: str, other: str, tables: Tables) -> list[Claims]:
    """The claims with the demand `other` told with the facts of the demand `into`, so that both are one."""
    where = {
        row["record_id"]: (row["document_id"], row["start"])
        for row in tables["evidence"].sort("document_id", "start", descending=True).to_dicts()
    }
    claims = {
        (one.document.document_id, demand.evidence[0].span.start): demand
        for one in story_claims
        for demand in one.demands
    }
    facts, place = claims[where[into]], where[other]
    result = []
    for one in story_claims:
        demands = tuple(
            replace(facts, key=demand.key, evidence=demand.evidence)
            if (one.document.document_id, demand.evidence[0].span.start) == place
            else demand
            for demand in one.demands
        )
        stances = tuple(stance for stance in one.stances if stance.demand != claims[place].key)
        here = one.document.document_id == place[0]
        result.append(replace(one, demands=demands, stances=stances if here else one.stances))
    return result


def test_demands_that_are_joined_and_parted_again_have_their_ids_back(story_claims: list[Claims]) -> None:
    """Two demands of Angola to Zambia in two texts; an extraction reads them as one, a later one as two again."""
    story = History()
    before = story.release(story_claims)
    said = [(row["record_id"], row["quote"]) for row in before["evidence"].to_dicts() if row["record_type"] == "demand"]
    into = next(record for record, words in said if "200 million" in words)
    other = next(record for record, words in said if "open the crossing before" in words)
    one = story.release(joined(story_claims, into, other, before))
    assert {*redirects(one).items()} >= {*{other: into, into: other}.items()} & {*redirects(one).items()} != set()
    assert len({into, other} & live_ids(one)) == 1
    two = story.release(story_claims)
    assert {into, other} <= live_ids(two)
    assert live_ids(two) == live_ids(before)
    assert story.faults() == []


def test_ids_hold_over_ten_releases_of_every_kind(story_claims: list[Claims], tmp_path: Path) -> None:
    """Texts come, go, change and are renamed, the extraction improves and falls back."""
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
    first = seeds / "01-zambia-sets-out-demands.txt"
    title, _, rest = first.read_text(encoding="utf-8").partition("\n\n")
    lead, _, rest = rest.partition("\n\n")
    first.write_text(f"{title}\n\n{lead}\n\nIt rained in the capital all day, and few were in the streets.\n\n{rest}")
    changed = read_claims(seeds)[0]
    assert changed.document.sha256 != story_claims[0].document.sha256
    all_of, improved = story_claims, [better(one) for one in story_claims]
    steps: list[list[Claims]] = [
        all_of[5:],
        all_of[3:],
        improved[3:],
        [*improved[:5], *improved[7:]],
        [changed, *improved[1:]],
        [changed, *all_of[1:9], renamed(all_of[9], "a-new-name"), *all_of[10:]],
        [*all_of[:4], renamed(improved[9], "a-new-name")],
        [renamed(one, f"archive-{one.document.document_id}") for one in all_of],
        all_of[::-1],
        all_of,
    ]
    story = History()
    for claims in steps:
        story.release(claims)
    assert story.faults() == []
    last, alone = story.releases[-1], resolve(all_of).tables
    assert records(last) == records(alone)
    assert tombstones(last).keys().isdisjoint(live_ids(last))


def files(folder: Path) -> dict[str, bytes]:
    """All published files but the database, which is never the same twice, and its checksum."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted([folder / "datapackage.json", *(folder / "dist").rglob("*")])
        if path.is_file() and path.suffix != ".duckdb" and path.name != "SHA256SUMS-local"
    }


def test_case_56_two_workers_and_files_in_another_order_give_the_same_bytes(
    story_dataset: Path, tmp_path: Path
) -> None:
    (tmp_path / "seeds").mkdir()
    for path in sorted(SEEDS.iterdir(), reverse=True):
        shutil.copy(path, tmp_path / "seeds")
    build(tmp_path, tmp_path, jobs=2)
    made, before = files(tmp_path), files(story_dataset)
    assert [name for name in before if made.get(name) != before[name]] == []
    build(tmp_path, tmp_path, jobs=2)  # on top of what stands there
    again = files(tmp_path)
    assert [name for name in made if again.get(name) != made[name]] == []


def test_published_ids_survive_what_is_built_on_them(story_dataset: Path, tmp_path: Path) -> None:
    """Through the files of `dist/`, with another extraction and a text less."""
    shutil.copytree(story_dataset, tmp_path, dirs_exist_ok=True)
    shutil.copytree(SEEDS, tmp_path / "seeds")
    before = read_last_release(tmp_path).tables
    for path in (tmp_path / "seeds").glob("07-*"):
        path.unlink()
    build(tmp_path, tmp_path, jobs=1, extract=OTHER, accept_losses=True)
    after = read_last_release(tmp_path).tables
    story = History([before, after])
    assert story.faults() == []
    gone = {row["reason"] for row in tombstones(after).values()}
    assert "no longer among the sources: 07-gaborone-talks-put-off" in gone
    kept = live_ids(before) - {record for record in tombstones(after)}
    assert len(kept & live_ids(after)) >= 0.98 * len(kept)
