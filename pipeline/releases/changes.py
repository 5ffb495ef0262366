"""`reports/changes.md`: what changed against the last release, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.releases.diff import Diff
from pipeline.releases.losses import Loss
from pipeline.releases.telling import BUMPS, counted, merged_and_gone, text_lines, total
from pipeline.releases.version import bump_of, next_version

if TYPE_CHECKING:
    import polars as pl

_ACTS = re.compile(r"([\\`*_<>\[\]|&])")  # what Markdown or HTML would take for a sign of its own
ROWS = 50  # listed rows of a kind and a table
COUNTED = ("documents", "parties", "people", "demands", "stances", "events", "evidence")


def changes_markdown(diff: Diff, version: str, accepted: Sequence[Loss] = ()) -> bytes:
    """The report of a dataset that follows a release; `version` is the one that it would be released as, `accepted`
    are the losses that somebody said are right."""
    lines = ["# Changes", "", f"Compared with {diff.before.label}: {total(diff)}."]
    if diff.is_empty:
        return _bytes([*lines, *_accepted(accepted)])
    least = next_version(diff.before.version, bump_of(diff)) if diff.before.version else version
    told = f"version {version}" if version == least else f"version {least} at least; it is released as {version}"
    lines += ["", f"By the rules for versions this is {BUMPS[bump_of(diff)]}: {told}.", "", *summary(diff)]
    lines += _accepted(accepted)
    details = list(text_lines(diff, shown=ROWS))
    return _bytes([*lines, "", "## Row by row", "", *(f"    {_safe_code(line)}" for line in details)])


def first_markdown(tables: Mapping[str, pl.DataFrame], version: str, accepted: Sequence[Loss] = ()) -> bytes:
    """The report of a dataset that nothing was released of before."""
    return _bytes(["# Changes", "", f"No release yet: all of this is new. It would be version {version}.", "",
                   *first_summary(tables), *_accepted(accepted)])  # fmt: skip


def summary(diff: Diff) -> list[str]:
    """A diff as a Markdown list: schema changes, rows by table, ids that were merged or are no more."""
    lines = [
        f"- {'**Breaks:** ' if each.breaks else ''}{escaped(f'{each.table}: {each.what}')}" for each in diff.schema
    ]
    lines += [f"- {escaped(line)}" for line in counted(diff)]
    lines += [f"- {escaped(line)}" for line in merged_and_gone(diff)]
    return lines


def first_summary(tables: Mapping[str, pl.DataFrame]) -> list[str]:
    """The rows of the tables that matter most, as a Markdown list."""
    return [f"- {name}: {tables[name].height:,}" for name in COUNTED if name in tables]


def accepted_lines(accepted: Sequence[Loss]) -> list[str]:
    """Losses that somebody accepted, as a Markdown list."""
    return [f"- Accepted: {escaped(str(loss))}" for loss in accepted]


def _accepted(accepted: Sequence[Loss]) -> list[str]:
    lines = [line.replace("Accepted: ", "") for line in accepted_lines(accepted)]
    return ["", "## Losses that were accepted", "", *lines] if lines else []


def escaped(text: str) -> str:
    """Text from a dataset as Markdown that shows it as it is."""
    return _ACTS.sub(r"\\\1", " ".join(text.split()))


def _safe_code(line: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in line)


def _bytes(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("utf-8")
