"""The sides run as they are named, in turns and in processes of their own, and give the figures that they should."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as entry
from tests.benchmarks import measures
from tests.benchmarks.corpus import news
from tests.benchmarks.figures import Figure, load
from tests.benchmarks.measures import MEASURES, SIZES, Size, exponent
from tests.benchmarks.running import Failed, Sample, interleaved, least, peak, run
from tests.benchmarks.sides import NEWS, after_burst, development, texts, warmed, words_of

TINY = Size("tiny", 4, 2, (10, 100), 2)


def sample(cpu: float, **told: float) -> Sample:
    return Sample(cpu * 2, cpu, 100.0 * cpu, told)


def test_the_exponent_is_that_of_the_growth() -> None:
    assert exponent({10: 1.0, 100: 10.0, 1000: 100.0}) == pytest.approx(1.0)
    assert exponent({10: 3.0, 100: 300.0}) == pytest.approx(2.0)
    assert exponent({10: 5.0, 100: 5.0, 1000: 5.0}) == pytest.approx(0.0)
    with pytest.raises(ValueError, match="two sizes"):
        exponent({10: 1.0})


def test_sides_take_turns_and_the_best_run_of_each_counts() -> None:
    ran: list[str] = []

    def side(name: str, *cpu: float) -> object:
        left = list(cpu)
        return lambda: (ran.append(name), sample(left.pop(0)))[1]

    found = interleaved({"a": side("a", 3.0, 2.0), "b": side("b", 5.0, 7.0)}, 2)  # type: ignore[dict-item]
    assert ran == ["a", "b", "a", "b"]
    assert (least(found["a"]), least(found["b"]), least(found["b"], "seconds")) == (2.0, 5.0, 10.0)
    assert peak(found["b"]) == 700.0


def test_a_run_is_measured_with_its_children() -> None:
    work = "b = bytearray(120_000_000); sum(range(10**7))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{work}'])"
    found = run(("-c", f"{child}; print('{{\"words\": 7}}')"), tells=True)
    assert found.told == {"words": 7}
    assert found.peak_mb > 120
    assert 0.05 < found.cpu < 60


def test_a_run_that_fails_is_told_with_what_it_said() -> None:
    with pytest.raises(Failed, match=r"ended with 3:\nthe disk is full"):
        run(("-c", "import sys; print('the disk is full', file=sys.stderr); sys.exit(3)"))


def test_the_clock_starts_after_a_tenth_of_the_texts() -> None:
    assert [warmed(number) for number in (2, 9, 10, 40)] == [1, 1, 1, 4]
    with pytest.raises(ValueError, match="two texts"):
        warmed(1)


def test_development_texts_are_those_of_the_folders_that_are_there(repository: Path) -> None:
    assert development().split(":")[0] == str(repository / "tests" / "gold" / "texts")
    assert [words_of(one) for one in texts(NEWS, 2)] == [len(one.document.text.split()) for one in news(1, 2)]


def test_throughput_and_processes_compare_words_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"extract": (2.0, 3.0), "parse": (1.0, 1.5), "extract2": (0.0, 2.0)}

    def measured(arguments: Sequence[str], folder: Path, tells: bool) -> Sample:
        _, module, name, place, number = arguments
        assert (module, tells) == ("tests.benchmarks.sides", True)
        assert (place, number) in {(NEWS, "4"), (development(), "0")}
        cpu, seconds = told[name]
        return Sample(9.0, 9.0, 500.0, {"texts": 3, "words": 600, "cpu": cpu, "seconds": seconds})

    monkeypatch.setattr(measures, "run", measured)
    for figure in measures.throughput(TINY):
        assert (figure.ours, figure.beside, figure.ratio, figure.better) == (300.0, 600.0, 0.5, "higher")
    (two,) = measures.processes(TINY)
    assert (two.ours, two.beside, two.ratio, two.peak_mb) == (300.0, 200.0, 1.5, 500.0)
    assert two.size == "4 texts, busy machine"  # two of three seconds are not a processor of one's own
    told["extract"] = (2.9, 3.0)
    (two,) = measures.processes(TINY)
    assert two.size == "4 texts"


def test_builds_are_of_all_then_nothing_then_one_new_text(monkeypatch: pytest.MonkeyPatch) -> None:
    texts_there: list[int] = []

    def measured(arguments: Sequence[str], folder: Path) -> Sample:
        assert tuple(arguments) == measures.BUILD
        texts_there.append(len(list(folder.glob("sources/seeds/*.txt"))))
        assert len(list(folder.glob("sources/seeds/*.txt.meta.yml"))) == texts_there[-1]
        return sample([10.0, 1.0, 2.0][len(texts_there) - 1])

    monkeypatch.setattr(measures, "run", measured)
    warm, new = measures.builds(TINY)
    assert texts_there == [2, 2, 3]
    assert (warm.ratio, new.ratio, warm.size) == (0.1, 0.2, "2 texts")


def test_starting_compares_commands_with_bare_python(monkeypatch: pytest.MonkeyPatch) -> None:
    def measured(arguments: Sequence[str], folder: Path | None = None) -> Sample:
        words = " ".join(arguments)
        known = {"build": 5.0, "great_expectations": 2.5, "--help": 0.1, "query": 0.4, "pass": 0.05}
        return sample(next(cpu for word, cpu in known.items() if word in words))

    monkeypatch.setattr(measures, "run", measured)
    found = {figure.name: figure for figure in measures.starting(TINY)}
    assert {name: round(figure.ratio, 3) for name, figure in found.items()} == {
        "starting: --help": 2.0, "starting: query": 8.0, "starting: build": 2.0,
    }  # fmt: skip
    assert found["starting: query"].ours == 0.8  # seconds on the clock


def test_growth_is_fitted_from_ten_thousand_rows_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.benchmarks import after_extraction

    seconds = {1_000: 4.0, 10_000: 5.0, 100_000: 50.0}
    monkeypatch.setattr(
        after_extraction,
        "after_extraction",
        lambda rows: {"total": seconds[rows], "again: total": 1.0, "peak_mb": rows / 100.0},
    )
    found = {figure.name: figure for figure in measures.growth(Size("tiny", 4, 2, tuple(seconds), 1))}
    assert {name: round(figure.ratio, 3) for name, figure in found.items() if "again" not in name} == {
        "growth: 10k": 1.25, "growth: 100k": 10.0, "growth: exponent": 1.0,
    }  # fmt: skip
    assert found["growth: exponent"].what == "10k-100k rows: exponent"
    assert found["growth: exponent, again"].ratio == measures.LEAST_EXPONENT  # what does not grow at all


def figures(size: Size) -> list[Figure]:
    return [Figure("starting: query", "query", size.name, "s", 2.0, 1.0, 2.0, "lower", 0.2)]


def test_a_run_prints_its_table_and_records_when_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(entry, "LAST", tmp_path / "last.json")
    monkeypatch.setattr(entry, "RECORDED", tmp_path / "figures.json")
    monkeypatch.setitem(MEASURES, "starting", figures)
    assert entry.main(["starting", "--quick"]) == 0
    assert "starting: query: new" in capsys.readouterr().out
    assert load(tmp_path / "last.json")["starting: query"].ratio == 2.0
    assert not (tmp_path / "figures.json").exists()
    assert entry.main(["starting", "--quick", "--record"]) == 0
    assert entry.main(["starting", "--quick"]) == 0
    out = capsys.readouterr().out
    assert "Nothing moved beyond noise." in out and max(map(len, out.splitlines())) <= 80
    assert (
        json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["figures"]["starting: query"]["size"]
        == "quick"
    )


def test_what_cannot_be_measured_is_told_and_the_rest_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(size: Size) -> list[Figure]:
        raise Failed("python ended with 1")

    monkeypatch.setattr(entry, "LAST", tmp_path / "last.json")
    monkeypatch.setattr(entry, "RECORDED", tmp_path / "figures.json")
    monkeypatch.setitem(MEASURES, "builds", fails)
    monkeypatch.setitem(MEASURES, "starting", figures)
    assert entry.main(["builds", "starting"]) == 1
    told = capsys.readouterr()
    assert "builds could not be measured: python ended with 1" in told.err
    assert "starting" in told.out


def test_a_wrong_name_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        entry.main(["speed"])
    assert stopped.value.code == 2
    assert "nothing is named speed" in capsys.readouterr().err


def test_sizes_grow_and_each_has_two_numbers_of_rows() -> None:
    quick, usual, full = SIZES.values()
    assert quick.texts < usual.texts < full.texts
    assert all(len(size.rows) >= 2 for size in SIZES.values())


@pytest.mark.slow
def test_the_real_sides_read_the_same_words_of_the_same_texts() -> None:
    told = {
        name: run(("-m", "tests.benchmarks.sides", name, NEWS, "4"), tells=True).told for name in ("extract", "parse")
    }
    assert told["extract"]["texts"] == told["parse"]["texts"] == 3
    assert told["extract"]["words"] == told["parse"]["words"] > 500
    assert all(one["cpu"] > 0.05 and one["seconds"] > 0.05 for one in told.values())


def test_what_comes_in_one_burst_was_made_before() -> None:
    assert after_burst([1.0, 1.1, 1.2, 1.3], 1) == 1
    assert after_burst([1.0, 1.0001, 1.0002, 1.3, 1.3001], 1) == 3
    assert after_burst([1.0, 1.0001, 1.0002], 1) == 2
