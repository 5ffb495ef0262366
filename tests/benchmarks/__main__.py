"""`python -m tests.benchmarks [--quick | --full] [--record] [NAME...]`: ratios side by side, and what moved.

Without a name all are measured: throughput, processes, builds, starting, growth. `--quick` measures little and shows
that all of it runs; `--full` measures a million rows, too. Each run is written to `tests/benchmarks/last.json`, and
compared with the committed `tests/benchmarks/figures.json`, which `--record` renews.
"""

from __future__ import annotations

import argparse
import platform
import sys
import textwrap
from collections.abc import Iterator, Sequence

from tests.benchmarks.corpus import news
from tests.benchmarks.figures import LAST, RECORDED, Figure, load, moved, save, table
from tests.benchmarks.measures import MEASURES, SIZES, Size, processors
from tests.benchmarks.running import Failed

SAMPLED = 40  # generated texts that the shares are told of


def main(arguments: Sequence[str]) -> int:
    """0 when all was measured, 1 when something could not be, 2 for a wrong call; what moved is no failure."""
    parser = argparse.ArgumentParser(prog="make bench", description="Ratios side by side, and what moved.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"what to measure (default: all): {', '.join(MEASURES)}"
    )
    parser.add_argument("--quick", action="store_const", dest="size", const="quick", help="little of each")
    parser.add_argument("--full", action="store_const", dest="size", const="full", help="a million rows, too; hours")
    parser.add_argument("--record", action="store_true", help="renew the committed figures")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - set(MEASURES):
        parser.error(f"nothing is named {', '.join(sorted(unknown))}; there is {', '.join(MEASURES)}")
    size = SIZES[given.size or "usual"]
    try:
        before = load(RECORDED)
    except ValueError as error:
        parser.error(str(error))
    figures: list[Figure] = []
    failed = 0
    for name in given.names or MEASURES:
        print(f"measuring {name} ({size.name})", file=sys.stderr, flush=True)
        try:
            figures += MEASURES[name](size)
        except Failed as error:
            print(f"{name} could not be measured: {error}", file=sys.stderr)
            failed = 1
        except ModuleNotFoundError as error:
            print(f"{name} is left out: {error.name} is not there.")
    if figures:
        print("\n".join([*about(size, given.names), "", table(figures), ""]))
        for line in moved(figures, before) or ["Nothing moved beyond noise."]:
            print(textwrap.fill(line, 80, subsequent_indent="  "))
        known = {"python": platform.python_version(), "machine": f"{platform.machine()}, {processors()} processors"}
        save(LAST, figures, {}, known)
        if given.record:
            save(RECORDED, figures, before, known)
            print(f"{len(figures)} figures are recorded.")
    return failed


def about(size: Size, names: Sequence[str]) -> Iterator[str]:
    """What the table shows, and what the texts are that it was measured on."""
    yield "Each side runs in a process of its own, in turns; the best run of each counts."
    yield "MB is the most memory of one process on our side; a goal is for a quiet machine."
    if not names or {"throughput", "processes"} & set(names):
        from tests.benchmarks.shares import shares_of

        yield "The generated news is not made for the rules. Measured on the first of it:"
        yield from shares_of(one.document for one in news(1, min(size.texts, SAMPLED))).lines()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
