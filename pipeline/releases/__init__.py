"""Releases: what changed since the last one, which version that makes, what must not be lost, and the files to give
away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.files import root_of
from pipeline.releases.changes import changes_markdown, first_markdown
from pipeline.releases.diff import Diff, compare
from pipeline.releases.losses import (
    ACCEPTED,
    Loss,
    accepted_csv,
    losses,
    read_accepted,
    still_accepted,
    told,
    unaccepted,
)
from pipeline.releases.released import Released, read_released
from pipeline.releases.snapshot import Snapshot, of_tables, read_dataset, read_zip
from pipeline.releases.telling import counted, json_value, merged_and_gone, text_lines, total
from pipeline.releases.version import FIRST, bump_of, next_version

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "Diff", "Outlook", "Snapshot", "compare", "dry_run_lines", "json_value", "look_back", "of_tables", "read_dataset",
    "read_other", "read_released", "read_zip", "text_lines", "total",
]  # fmt: skip


@dataclass(frozen=True)
class Outlook:
    """What new tables are against what was there: the version that they make, what they lost that nobody accepted yet,
    and the files (path below dist/ -> content) that go with them once it is. `date` is that of the last release where
    nothing changed since, else null; `after` is the version of that release, null without one. `standing` is the dataset in dist/, null when there is none."""

    version: str
    date: str | None
    after: str | None
    files: Mapping[str, bytes]
    losses: tuple[Loss, ...]
    against: str
    standing: Snapshot | None

    def losses_told(self) -> str:
        """The losses in words, with what to do."""
        return told(self.losses, self.against)


def look_back(tables: Mapping[str, pl.DataFrame], out: Path) -> Outlook:
    """Compare new tables with the last release of the dataset in `out`, and with the dataset that stands there.

    Version and files depend on the last release alone, so that it does not matter how often one builds. Losses are
    counted against the last release too; only without one against the dataset in dist/. Raises InputError when one of
    them cannot be read.
    """
    new = of_tables(tables, "the new dataset")
    released = read_released(out)
    stands = any((out / "dist" / "parquet").glob("*.parquet"))
    standing = read_dataset(out, "the dataset in dist/") if stands else None
    base = released.snapshot if released else standing
    found, before = losses(base, new) if base else (), read_accepted(out / "dist")
    version, files = version_and_files(new, released, still_accepted(found, before, new))
    date = released.date if released and released.version == version else None
    after = released.version if released else None
    return Outlook(version, date, after, files, unaccepted(found, before, new), base.label if base else "", standing)


def version_and_files(
    new: Snapshot, released: Released | None, accepted: Sequence[Loss] = ()
) -> tuple[str, dict[str, bytes]]:
    """The version that a dataset would be released as, and its files of this stage: path below dist/ -> content."""
    kept = {ACCEPTED: accepted_csv(accepted)} if accepted else {}
    if released is None:
        return FIRST, {"reports/changes.md": first_markdown(new.tables, FIRST, accepted), **kept}
    diff = compare(released.snapshot, new)
    version = next_version(released.version, bump_of(diff))
    return version, {"reports/changes.md": changes_markdown(diff, version, accepted), **kept, **released.files}


def dry_run_lines(tables: Mapping[str, pl.DataFrame], outlook: Outlook) -> list[str]:
    """What a build would change in dist/, in words."""
    if outlook.standing is None:
        rows = sum(frame.height for frame in tables.values())
        return [f"There is no dataset yet: all {rows:,} rows would be new."]
    diff = compare(outlook.standing, of_tables(tables, "the new dataset"))
    lines = [f"Against the dataset in dist/: {total(diff)}."]
    lines += [f"  {change.table}: {change.what}" for change in diff.schema]
    lines += [f"  {line}" for line in (*counted(diff), *merged_and_gone(diff))]
    return lines


def read_other(path: Path) -> Snapshot:
    """The dataset that a user names: a folder, its dist/, or a zip file of a release. Raises InputError."""
    if path.is_file():
        return read_zip(path)
    return read_dataset(root_of(path) or path, str(path))
