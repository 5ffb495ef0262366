"""The corpus of claims: the same each time, sound, and shaped as it says."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.model import Claims
from pipeline.resolve import problems, resolve
from tests.benchmarks.after_extraction import after_extraction
from tests.benchmarks.claims_corpus import claims_corpus

ROWS = 4_000


def test_the_same_claims_each_time_all_of_them_sound() -> None:
    claims = list(claims_corpus(ROWS))
    assert claims == list(claims_corpus(ROWS))
    assert [problem for one in claims for problem in problems(one)] == []


def test_it_has_what_makes_claims_hard_to_put_together() -> None:
    claims = list(claims_corpus(ROWS))
    tables = resolve(claims).tables
    rows, told = tables["evidence"].height, sum(len(one.demands) for one in claims)
    assert ROWS <= rows < ROWS + 60
    assert rows // 15 < tables["demands"].height < rows // 8  # a demand for about ten rows
    assert tables["demands"].height < 0.8 * told  # texts report demands again
    stated = {block for one in claims for block in _quoted(one)}
    assert len(stated) < 0.34 * sum(one.sentences for one in claims)  # most sentences say nothing of ours
    pairs = Counter(
        (demand.claimants, demand.addressees) for one in claims for demand in one.demands if demand.addressees
    )
    assert pairs.most_common(1)[0][1] > 8 * sum(pairs.values()) / len(pairs)  # a few pairs hold many
    clusters = tables["documents"]["text_cluster"]
    assert 0.01 < 1 - clusters.n_unique() / len(clusters) < 0.1  # some texts are copies
    assert all(4_000 < len(one.document.text) < 6_500 for one in claims[:50])


def _quoted(claims: Claims) -> set[tuple[str, int]]:
    listed = [*claims.parties, *claims.people, *claims.places, *claims.demands, *claims.stances, *claims.events]
    return {(claims.document.document_id, said.sentence.start) for one in listed for said in one.evidence}


@pytest.mark.slow
def test_a_measurement_tells_seconds_by_stage_and_memory() -> None:
    told = after_extraction(1_000)
    for prefix in ("", "again: ", "cpu: ", "cpu: again: "):
        stages = [f"{prefix}{name}" for name in ("resolve", "review", "check", "publish")]
        assert 0 < sum(told[name] for name in stages) <= told[f"{prefix}total"] + 0.01
    assert told["evidence"] >= 1_000 and told["peak_mb"] > 50
