"""Making a release: check what stands in dist/, settle its version, write the zip file, and keep the tables.

Zip file, dist/, descriptor, changelog and citation come to stand in one moment (see `publish/swap.py`): whatever fails or is
killed, all of them are as they were, or the next run makes all of them new.
"""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.errors import CallError, CheckError, InputError, MachineError
from pipeline.files import write
from pipeline.lock import locked
from pipeline.publish import PackageInfo, with_descriptions
from pipeline.publish.checksums import LOCAL, SUMS
from pipeline.publish.database import write_database
from pipeline.publish.described import info_of
from pipeline.publish.descriptor import descriptor, json_bytes, logical_hash, table_schema
from pipeline.publish.dictionary import data_dictionary
from pipeline.publish.metadata.citation import citation_cff, with_release
from pipeline.publish.swap import CHANGELOG, CITATION, clear_waiting, recover, staging, waiting
from pipeline.releases.archive import write_archive
from pipeline.releases.card import data_card
from pipeline.releases.changelog import with_section
from pipeline.releases.changes import accepted_lines, changes_markdown, first_markdown, first_summary, summary
from pipeline.releases.diff import Diff, compare
from pipeline.releases.losses import ACCEPTED, losses, read_accepted, told, unaccepted
from pipeline.releases.released import FOLDER, Released, read_released, released_files
from pipeline.releases.snapshot import Snapshot, of_tables, read_dataset
from pipeline.releases.telling import BUMPS
from pipeline.releases.version import FIRST, bump_of, next_version, parts
from pipeline.schema import TABLES
from pipeline.wording import listed


@dataclass(frozen=True)
class Made:
    """A release that was made: its version and date, and the zip file. `again`: nothing had changed. `written` are the
    files beside the zip file that know of it now, `in_git` whether they lie in a git repository."""

    version: str
    date: str
    archive: Path
    again: bool
    written: tuple[str, ...] = ()
    in_git: bool = False

    def __str__(self) -> str:
        if self.again:
            return f"Nothing has changed since release {self.version} of {self.date}: {self.archive} is that release."
        files = listed(list(self.written))
        then = f"Commit {files}: they know of it now." if self.in_git else f"Keep {files}: they know of it now."
        return f"Release {self.version} of {self.date}: {self.archive}.\n{then}"


def make_release(root: Path, out: Path, *, version: str | None, on: str) -> Made:
    """Release the dataset below `root`; the zip file goes to the folder `out`.

    `version` defaults to the one that the rules give; `on` is an ISO date. Raises CallError for a wrong date or a
    version that is too low, CheckError when the dataset is empty, fails a check, or is not what a build wrote, and
    MachineError when a file cannot be written or another run is at work. In all these cases the dataset stays as it was.
    """
    try:
        date = datetime.date.fromisoformat(on).isoformat()
    except ValueError:
        raise CallError(f"{on!r} is no date: write it as 2024-05-01.") from None
    with locked(root, "parley release"):
        return _make_release(root, out, version, date)


def _make_release(root: Path, out: Path, version: str | None, date: str) -> Made:
    recover(root)
    clear_waiting(out)
    changelog, citation = _written(root / CHANGELOG), _written(root / CITATION)
    snapshot = _sound(root)
    last, accepted = read_released(root), read_accepted(root / "dist")
    diff = compare(last.snapshot, snapshot) if last else None
    settled = _settled(version, last, diff)
    if last and date < last.date:
        raise CallError(f"the date {date} lies before that of the last release, {last.date}.")
    if last and (lost := unaccepted(losses(last.snapshot, snapshot), accepted, snapshot)):
        raise CheckError(f"this dataset is not released: {told(lost, last.snapshot.label)}")
    archive = out / f"parley-{settled}.zip"
    if archive.is_dir():
        raise CallError(f"{archive} is a folder: move it away, or name another folder with --out.")
    if last and settled == last.version:
        again = _Release(root, snapshot, settled, last.date, last.changes, last.files, citation)
        with _writing(archive), tempfile.TemporaryDirectory() as folder:
            try:
                again.write_zip(waiting(archive), again.write_database(Path(folder)))
                os.replace(waiting(archive), archive)
            finally:
                waiting(archive).unlink(missing_ok=True)
        return Made(settled, last.date, archive, again=True)
    changes = changes_markdown(diff, settled, accepted) if diff else first_markdown(snapshot.tables, settled, accepted)
    lines = [*accepted_lines(accepted), *(summary(diff) if diff else first_summary(snapshot.tables))]
    kept = released_files(snapshot, settled, date, changes)
    made = _Release(root, snapshot, settled, date, changes, kept, citation)
    with _writing(archive), staging(root, archive) as folder:
        for path, content in made.files.items():
            write(folder / path, content)
        write(folder / CHANGELOG, with_section(changelog, settled, date, lines).encode("utf-8"))
        if citation:
            write(folder / CITATION, made.cited)
        made.write_zip(waiting(archive), made.write_database(folder / "dist"))
    written = ("datapackage.json", "dist/", CHANGELOG, *([CITATION] if citation else []))
    in_git = any((above / ".git").exists() for above in (root.resolve(), *root.resolve().parents))
    return Made(settled, date, archive, again=False, written=written, in_git=in_git)


@dataclass(frozen=True)
class _Release:
    """A release to be made of the dataset below `root`. `changes` tells what changed with it, `kept` are the files of
    `dist/released/`, `citation` is the CITATION.cff that people wrote ("" for none)."""

    root: Path
    snapshot: Snapshot
    version: str
    date: str
    changes: bytes
    kept: Mapping[str, bytes]
    citation: str

    @cached_property
    def info(self) -> PackageInfo:
        """What the dataset says of itself, with version and date of the release."""
        return replace(info_of(self.root), version=self.version, date=self.date)

    @property
    def cited(self) -> bytes:
        """The CITATION.cff of the release."""
        own = with_release(self.citation, self.version, self.date) if self.citation else citation_cff(self.info)
        return own.encode("utf-8")

    @cached_property
    def package(self) -> dict[str, Any]:
        """The descriptor of the dataset, with the version of the release."""
        resources = {
            path: (self.root / path).read_bytes()
            for name in TABLES
            for path in (f"dist/csv/{name}.csv", f"dist/parquet/{name}.parquet")
        }
        return descriptor(self.info, self.snapshot.tables["documents"], resources)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The dataset that knows of its release, as the next build would leave it, without the database: path below
        `root` -> content."""
        files = {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted((self.root / "dist").rglob("*"))
            if path.is_file() and not path.is_symlink() and _is_given_away(path.relative_to(self.root / "dist"))
        }
        released = replace(self.snapshot, label=f"release {self.version} of {self.date}", version=self.version)
        nothing = Diff(released, self.snapshot, schema=(), tables={})
        files["dist/reports/changes.md"] = changes_markdown(nothing, self.version)
        files = with_descriptions(files, self.snapshot.tables, self.info, self.package)
        return {**files, **{f"dist/{path}": content for path, content in self.kept.items()}}

    def write_database(self, folder: Path) -> Path:
        """Write the DuckDB file into a folder; returns its path."""
        file = folder / "parley.duckdb"
        write_database(self.root / "dist" / "parquet", file, logical_hash(self.package))
        return file

    def write_zip(self, path: Path, database: Path) -> None:
        """The zip file: the dataset that knows of its release, with a data card, and what changed with it."""
        card = data_card(self.snapshot.tables, self.info).encode("utf-8")
        more = {"dist/reports/changes.md": self.changes, "dist/parley.duckdb": database.read_bytes(), "README.md": card,
                CITATION: self.cited}  # fmt: skip
        write_archive(path, {**self.files, **more}, self.date)


@contextmanager
def _writing(archive: Path) -> Iterator[None]:
    """Make the folder of the zip file. Failures of the machine become a MachineError; what was begun is removed."""
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise MachineError(
            f"the release could not be written: {error.strerror or error} ({error.filename or archive}). Make room or "
            "give write permission, and run this again; nothing has changed."
        ) from error
    except MachineError as error:
        raise MachineError(f"no release was made, and nothing has changed. {error}") from error


def _written(path: Path) -> str:
    """What people wrote into a file beside dist/; "" when there is none. Raises InputError when it is no text."""
    try:
        return path.read_text(encoding="utf-8") if path.exists() else ""
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8: save it as UTF-8, and release then.") from None


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
        changed = "nothing changed" if bump == "none" else f"there is {BUMPS[bump]}"
        reason = f"{changed} since release {last.version}" if last else "this is the first release"
        raise CallError(f"the version {version} is too low: {reason}, so it is {least} at least.")
    return version


def _is_given_away(path: Path) -> bool:
    """`path` below dist/: no hidden file; not the last release, the database, the checksums and the losses, which the
    release makes anew or forgets."""
    return not (
        path.parts[0] == FOLDER
        or path.as_posix() in (ACCEPTED, SUMS, LOCAL)
        or path.suffix in (".duckdb", ".wal")
        or any(part.startswith(".") for part in path.parts)
    )
