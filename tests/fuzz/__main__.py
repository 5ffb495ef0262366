"""`python -m tests.fuzz` runs all targets for FUZZ_SECONDS (600); `python -m tests.fuzz TARGET [SEED or FOLDER]` one.

FUZZ_SEED sets the first seed, else it is taken from the clock, so that each run looks somewhere else.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.running import run_folder, run_seed
from tests.fuzz.targets import TARGETS


def main(arguments: list[str]) -> int:
    """0 when everything held, 1 when something failed, 2 for a wrong call."""
    if arguments and arguments[0] not in TARGETS or len(arguments) > 2:
        print(f"The targets are {', '.join(TARGETS)}.", file=sys.stderr)
        return 2
    targets = [TARGETS[arguments[0]]] if arguments else list(TARGETS.values())
    if len(arguments) == 2:
        given = arguments[1]
        told = run_seed(targets[0], int(given)) if given.isdecimal() else run_folder(targets[0], Path(given))
        print(told or "Everything holds.")
        return 1 if told else 0
    seconds = float(os.environ.get("FUZZ_SECONDS", "600"))
    seed = int(os.environ.get("FUZZ_SEED") or time.time())
    print(f"Fuzzing {', '.join(target.name for target in targets)} for {seconds:.0f} seconds from seed {seed}.")
    until = time.monotonic() + seconds
    done, failed = Counter[str](), Counter[str]()
    spent = dict.fromkeys((target.name for target in targets), 0.0)
    while time.monotonic() < until:
        target = min(targets, key=lambda one: spent[one.name])  # each gets the same time
        began = time.monotonic()
        told = run_seed(target, seed + done[target.name])
        spent[target.name] += time.monotonic() - began
        done[target.name] += 1
        if told:
            failed[target.name] += 1
            print(told, flush=True)
    for target in targets:
        print(f"{target.name}: {done[target.name]} cases, {failed[target.name]} failed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
