"""Progress of long work: a bar with count and time left on a terminal, a few plain lines when piped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Called with the name of the step, how many of its items are done, and how many there are.
Report = Callable[[str, int, int], None]

PLAIN_LINES = 10  # at most so many lines a step when piped


@contextmanager
def reporting() -> Iterator[Report]:
    """Give a function to report progress to; it writes to standard error, so that output stays clean."""
    if not sys.stderr.isatty():
        yield plain_report()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = progress.add_task(step, total=total)
            progress.update(tasks[step], completed=done, total=total)

        yield report


def plain_report() -> Report:
    """A report that prints a line at the end of a step, and at most every tenth of it before."""
    printed: dict[str, int] = {}

    def report(step: str, done: int, total: int) -> None:
        tenth = done * PLAIN_LINES // total if total else PLAIN_LINES
        if done and tenth > printed.get(step, 0) or done >= total and step not in printed:
            printed[step] = tenth
            print(f"{step}: {done} of {total}" if total else step, file=sys.stderr, flush=True)

    return report
