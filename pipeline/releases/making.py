"""Making a release: check what stands in dist/, settle its version, write the zip file, and keep the tables."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import CallError, CheckError, MachineError
from pipeline.publish import PackageInfo, data_dictionary
from pipeline.publish.database import write_database
from pipeline.publish.descriptor import descriptor, json_bytes, logical_hash, table_schema
from pipeline.publish.swap import staging, write
from pipeline.releases.archive import write_archive
from pipeline.releases.card import data_card
from pipeline.releases.changelog import with_section
from pipeline.releases.changes import changes_markdown, first_markdown, first_summary, summary
from pipeline.releases.diff import Diff, compare
from pipeline.releases.released import FOLDER, Released, read_released, released_files
from pipeline.releases.snapshot import Snapshot, of_tables, read_dataset
from pipeline.releases.version import FIRST, bump_of, next_version, parts
from pipeline.schema import TABLES

if TYPE_CHECKING:
    import polars as pl

CHANGELOG = "CHANGELOG.md"


@dataclass(frozen=True)
class Made:
    """A release that was made: its version and date, and the zip file. `again`: nothing had changed."""

    version: str
    date: str
    archive: Path
    again: bool

    def __str__(self) -> str:
        if self.again:
            return f"Nothing has changed since release {self.version} of {self.date}: {self.archive} is that release."
        return (
            f"Release {self.version} of {self.date}: {self.archive}.\n"
            f"Commit datapackage.json, dist/ and {CHANGELOG}: they know of it now."
        )


def make_release(root: Path, out: Path, *, version: str | None, on: str) -> Made:
    """Release the dataset below `root`; the zip file goes to the folder `out`.

    `version` defaults to the one that the rules give; `on` is an ISO date. Raises CallError for a wrong date or a
    version that is too low, CheckError when the dataset is empty, fails a check, or is not what a build wrote, and
    MachineError when a file cannot be written. In all these cases the dataset stays as it was.
    """
    try:
        date = datetime.date.fromisoformat(on).isoformat()
    except ValueError:
        raise CallError(f"{on!r} is no date: write it as 2024-05-01.") from None
    snapshot = _sound(root)
    last = read_released(root)
    diff = compare(last.snapshot, snapshot) if last else None
    settled = _settled(version, last, diff)
    if last and date < last.date:
        raise CallError(f"the date {date} lies before that of the last release, {last.date}.")
    again = last is not None and settled == last.version
    if last and again:
        date, changes = last.date, last.changes
    elif diff:
        changes = changes_markdown(diff, settled)
    else:
        changes = first_markdown(snapshot.tables, settled)
    archive = out / f"parley-{settled}.zip"
    _write_archive(root, archive, snapshot.tables, settled, date, changes)
    if not again:
        try:
            _keep(root, snapshot, settled, date, changes)
            _note(root / CHANGELOG, settled, date, summary(diff) if diff else first_summary(snapshot.tables))
        except OSError as error:
            raise MachineError(f"{error.filename or root} cannot be written: {error.strerror or error}.") from error
    return Made(settled, date, archive, again)


def _sound(root: Path) -> Snapshot:
    """The dataset below `root`, when it is fit to be released and all of it was written by a build."""
    from pipeline.check import check_dist

    report = check_dist(root)
    if not report.passed:
        raise CheckError(
            f"this dataset is not released: it fails {report.count('critical')} critical checks. If a file of dist/ was "
            f"edited by hand, put the change into sources/ and build again.\n{report}"
        )
    tables = dict(read_dataset(root).tables)
    if not tables["evidence"].height:
        raise CheckError("this dataset is not released: it is empty.")
    made = {f"dist/schemas/{name}.json": json_bytes(table_schema(table)) for name, table in TABLES.items()}
    made["dist/data-dictionary.md"] = data_dictionary(tables).encode("utf-8")
    for name, content in made.items():
        if not (root / name).is_file() or (root / name).read_bytes() != content:
            raise CheckError(
                f"this dataset is not released: {name} is not what a build writes. Run `parley build`, which makes it "
                "anew, and release then."
            )
    return of_tables({name: tables[name] for name in TABLES}, "this dataset")


def _settled(version: str | None, last: Released | None, diff: Diff | None) -> str:
    """The version of the release. Raises CallError when the one that is asked for is too low."""
    bump = bump_of(diff) if diff else "none"
    least = next_version(last.version, bump) if last else FIRST
    if version is None:
        return least
    if parts(version) < parts(least):
        reason = f"what changed since release {last.version} is {bump}" if last else "this is the first release"
        raise CallError(f"the version {version} is too low: {reason}, so it is {least} at least.")
    return version


def _package(tables: Mapping[str, pl.DataFrame], root: Path, version: str) -> dict[str, object]:
    """The descriptor of the dataset as it stands, with another version."""
    files = {
        path: (root / path).read_bytes()
        for name in TABLES
        for path in (f"dist/csv/{name}.csv", f"dist/parquet/{name}.parquet")
    }
    return descriptor(PackageInfo(version=version), tables["documents"], files)


def _write_archive(
    root: Path, archive: Path, tables: Mapping[str, pl.DataFrame], version: str, date: str, changes: bytes
) -> None:
    """The zip file: what a build wrote, without the copy of the last release, with a data card and checksums."""
    package = _package(tables, root, version)
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "dist").rglob("*"))
        if path.is_file() and not path.is_symlink() and _is_given_away(path.relative_to(root / "dist"))
    }
    files["datapackage.json"] = json_bytes(package)
    files["dist/reports/changes.md"] = changes
    files["README.md"] = data_card(tables, PackageInfo(version=version), date).encode("utf-8")
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder, "parley.duckdb")
            write_database(root / "dist" / "parquet", database, logical_hash(package))
            files["dist/parley.duckdb"] = database.read_bytes()
            write_archive(archive, files, date)
    except OSError as error:
        raise MachineError(f"{archive} cannot be written: {error.strerror or error}.") from error


def _is_given_away(path: Path) -> bool:
    """`path` below dist/: no hidden file, not the last release, not the database, which is made anew."""
    return not (
        path.parts[0] == FOLDER
        or path.suffix in (".duckdb", ".wal")
        or any(part.startswith(".") for part in path.parts)
    )


def _keep(root: Path, snapshot: Snapshot, version: str, date: str, changes: bytes) -> None:
    """Let the dataset in `root` know of its release, as the next build would leave it."""
    kept = released_files(snapshot, version, date, changes)
    with staging(root) as folder:
        shutil.copytree(root / "dist", folder / "dist", dirs_exist_ok=True, ignore=shutil.ignore_patterns(FOLDER))
        for path, content in kept.items():
            write(folder / "dist" / path, content)
        since = compare(Snapshot(snapshot.tables, snapshot.shapes, f"release {version} of {date}", version), snapshot)
        write(folder / "dist" / "reports" / "changes.md", changes_markdown(since, version))
        write(folder / "datapackage.json", json_bytes(_package(snapshot.tables, root, version)))


def _note(changelog: Path, version: str, date: str, lines: list[str]) -> None:
    text = changelog.read_text(encoding="utf-8") if changelog.is_file() else ""
    changelog.write_text(with_section(text, version, date, lines), encoding="utf-8", newline="\n")
