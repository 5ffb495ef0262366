"""What is compared with the recorded figures, and how it is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks.figures import RECORDED, Figure, load, moved, save, table
from tests.benchmarks.measures import MEASURES

FAST = Figure(
    "throughput: news", "news / bare parser", "108 texts", "words/s", 900.0, 1000.0, 0.9, "higher", 0.1, "0.90"
)
SLOW = Figure("starting: query", "parley query / bare Python", "as installed", "s", 0.35, 0.035, 10.0, "lower", 0.2)


@pytest.mark.parametrize(
    ("figure", "ratio", "says"),
    [
        (FAST, 0.82, ""),
        (FAST, 0.98, ""),
        (FAST, 0.8, "throughput: news: WORSE, 0.900 -> 0.800 (-11%, noise 10%)"),
        (FAST, 1.2, "throughput: news: better, 0.900 -> 1.20 (+33%, noise 10%)"),
        (SLOW, 11.9, ""),
        (SLOW, 12.5, "starting: query: WORSE, 10.0 -> 12.5 (+25%, noise 20%)"),
        (SLOW, 7.0, "starting: query: better, 10.0 -> 7.00 (-30%, noise 20%)"),
    ],
)
def test_what_moved_beyond_its_noise_is_told_with_the_way_it_went(figure: Figure, ratio: float, says: str) -> None:
    assert moved([replace(figure, ratio=ratio)], {figure.name: figure}) == ([says] if says else [])


def test_seconds_are_the_machines_and_are_not_compared() -> None:
    assert moved([replace(FAST, ours=90.0, beside=100.0)], {FAST.name: FAST}) == []


def test_ratios_of_other_sizes_are_not_compared() -> None:
    (line,) = moved([replace(FAST, size="12 texts", ratio=0.1)], {FAST.name: FAST})
    assert line == "throughput: news: not compared, recorded for 108 texts, now 12 texts"


def test_a_figure_that_was_never_recorded_is_said_to_be_new() -> None:
    assert moved([FAST, SLOW], {FAST.name: FAST}) == ["starting: query: new, nothing is recorded"]


def test_figures_come_back_from_a_file_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    save(file, [SLOW, FAST], {}, {"python": "3.13.1"})
    assert load(file) == {FAST.name: FAST, SLOW.name: SLOW}
    assert file.read_text(encoding="utf-8").endswith("}\n")


def test_what_was_not_measured_again_stays_recorded(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    save(file, [replace(FAST, ratio=0.95)], {FAST.name: FAST, SLOW.name: SLOW}, {})
    assert load(file) == {FAST.name: replace(FAST, ratio=0.95), SLOW.name: SLOW}


def test_no_file_holds_no_figures_and_a_broken_one_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == {}
    for content in ("{", "[]", '{"figures": {"a": {"ratio": 1}}}', '{"figures": {"a": 1}}'):
        (tmp_path / "figures.json").write_text(content, encoding="utf-8")
        with pytest.raises(ValueError, match="RECORD=1"):
            load(tmp_path / "figures.json")


def test_a_ratio_and_its_bound_are_above_zero() -> None:
    with pytest.raises(ValueError, match="above 0"):
        replace(FAST, ratio=0.0)
    with pytest.raises(ValueError, match="above 0"):
        replace(FAST, bound=0.0)


def test_the_table_fits_eighty_columns_and_names_each_part_once() -> None:
    long = replace(SLOW, what="x" * 60, ours=123456.7, beside=0.000123, ratio=99999.0, goal="1.15", peak_mb=12345.0)
    told = table([FAST, replace(FAST, name="throughput: other"), long, replace(long, name="builds: a")])
    assert max(map(len, told.splitlines())) <= 80
    assert [line for line in told.splitlines()[1:] if not line.startswith(" ")] == ["throughput", "starting", "builds"]
    assert "  news / bare parser" in told and " 0.900" in told and " 0.90" in told and "12,345" in told


def test_the_committed_figures_are_of_what_is_measured_and_in_bounds() -> None:
    found = load(RECORDED)
    parts = {name.split(":")[0] for name in found}
    assert parts == {*MEASURES}
    assert all(one.size for one in found.values())
