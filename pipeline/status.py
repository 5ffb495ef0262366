"""What differs between the source texts and the dataset that was built from them, and what a build would read anew.

Nothing is extracted or written for it, and no heavy library is loaded: the sources are read as a build reads them, and
compared with the CSV tables of the dataset and with the claims that earlier builds kept.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipeline.additions import read_additions, use
from pipeline.build import published_paths
from pipeline.cache import FOLDER, SHARDS, ClaimCache, makers
from pipeline.cache.built import changed_files
from pipeline.corrections import PendingCorrection, pending_corrections, read_corrections
from pipeline.errors import CallError, InputError
from pipeline.model import Document
from pipeline.publish.described import info_of, read_described
from pipeline.publish.package import PackageInfo
from pipeline.read import Quarantined, read_folder, read_limits
from pipeline.releases.losses import fell
from pipeline.resolve.same.text_clusters import text_clusters
from pipeline.schema import TABLES
from pipeline.workers import EXTRACT

State = Literal["new", "changed", "renamed", "removed", "unusable", "crashed", "unchanged"]
STATES: tuple[State, ...] = ("new", "changed", "renamed", "removed", "unusable", "crashed", "unchanged")
Extract = Literal["new", "changed", "renamed", "crashed", "absent", "code", "reference", "software", "damaged"]
VOIDED: tuple[Extract, ...] = (
    "code",
    "reference",
    "software",
)  # claims of other makers: the data may come out otherwise

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FileStatus:
    """One file of the sources, or one that the dataset still knows.

    `pending` says that a build would take note of it. `extract` says why a build would read the text anew; None when
    its claims are kept, or when there is no text. `was` is the path before a renaming. `changes` names what is
    different: the text, or metadata. `near` are the paths of texts that say nearly the same.
    """

    path: str
    state: State
    pending: bool
    document_id: str | None = None
    was: str | None = None
    changes: tuple[str, ...] = ()
    reason: str | None = None
    detail: str | None = None
    extract: Extract | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """The sources against the dataset. `published` counts its documents, None when there is no dataset.

    `stops` says why a build would stop without publishing anything, as far as that can be seen beforehand. `pipeline`
    names the files of code and reference tables that changed since the dataset was built, and
    `sources/dataset.yml` where the dataset says otherwise; None when nothing is known.
    """

    files: tuple[FileStatus, ...]
    corrections: tuple[PendingCorrection, ...]
    published: int | None
    stops: str | None
    pipeline: tuple[str, ...] | None = None

    def of(self, state: State) -> list[FileStatus]:
        return [file for file in self.files if file.state == state]

    def extracted(self, reason: Extract | None = None) -> list[FileStatus]:
        """The files that a build would read anew; with `reason`, those that it would for this reason."""
        return [file for file in self.files if file.extract and reason in (None, file.extract)]

    @property
    def texts(self) -> int:
        """How many texts can be used."""
        return sum(file.state not in ("removed", "unusable") for file in self.files)

    @property
    def loses_much(self) -> bool:
        """Whether so many texts of the dataset are gone that a build may stop, until it is told that this is right: it
        looks at all tables, and compares them with the last release where there is one."""
        return fell(self.published or 0, self.texts - len(self.of("crashed")))

    @property
    def pending(self) -> bool:
        """Whether sources or corrections differ from what the dataset was built from."""
        return bool(self.corrections) or any(file.pending for file in self.files) or self.published is None

    @property
    def up_to_date(self) -> bool:
        """Whether nothing is known that a build would change: nothing pending, and no other code, reference tables or
        software than at the last build. Where nothing is kept, as in a fresh clone, the latter cannot be known."""
        changed = self.pipeline or any(file.extract in VOIDED for file in self.files)
        return not self.pending and not self.stops and not changed


def read_status(sources: Path, data: Path, extract: tuple[str, str] = EXTRACT) -> Status:
    """The texts below `sources/seeds/` and `sources/corrections/` against the dataset in the folder `data`.

    Raises InputError when there is no folder of texts, CallError when a table of the dataset cannot be read.
    """
    tables = data / "dist" / "csv"
    published = _rows(tables / "documents.csv", ("document_id", "path", "sha256"))
    found = read_folder(sources / "seeds", read_limits(sources), published_paths(data))
    documents, unusable = found.documents, found.quarantined
    left_out = _rows(data / "dist" / "reports" / "quarantine.csv", ("path", "reason", "detail")) or []
    files = [*_documents(documents, published or [], left_out), *_unusable(unusable, published or [], left_out)]
    files += _removed(documents, files, published or [], left_out)
    stops = _no_text(documents, unusable, sources)
    renamed = False
    try:
        renamed = published is not None and _described_anew(read_described(sources), data)
        use(read_additions(sources))
    except InputError as error:
        stops = str(error)
    files = _near(_extract(files, documents, data, extract), documents)

    corrections: list[PendingCorrection] = []
    try:
        listed = _rows(tables / "corrections.csv", TABLES["corrections"].column_names) or []
        corrections = pending_corrections(read_corrections(sources), listed)
    except InputError as error:
        stops = str(error)
    ordered = sorted(files, key=lambda file: (STATES.index(file.state), file.path))
    changed = changed_files(data)
    if renamed:
        changed = [*(changed or []), "sources/dataset.yml"]
    return Status(
        tuple(ordered),
        tuple(corrections),
        None if published is None else len(published),
        stops,
        None if changed is None else tuple(changed),
    )


def _described_anew(info: PackageInfo, data: Path) -> bool:
    """Whether a build would change what the dataset in `data` says of itself as `sources/dataset.yml` (`info`) has it;
    version and date are no part of that. False when its descriptor cannot be read: `parley verify` tells that."""
    try:
        before = info_of(data)
    except InputError:
        return False
    return before != replace(info, version=before.version)


def _rows(file: Path, needed: Sequence[str]) -> list[Row] | None:
    """The rows of a CSV file; None when it is not there. Raises CallError when it is no such table."""
    if not file.is_file():
        return None
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            reader = csv.DictReader(opened, strict=True)
            rows: list[Row] = list(reader)
    except (UnicodeDecodeError, csv.Error):
        raise CallError(f"{file} is no table that can be read: run `parley build` to make it anew.") from None
    if set(needed) - set(reader.fieldnames or ()) or any(None in row or None in row.values() for row in rows):
        raise CallError(f"{file} is not as a build writes it: run `parley build` to make it anew.")
    return rows


def _documents(documents: Sequence[Document], published: Sequence[Row], left_out: Sequence[Row]) -> list[FileStatus]:
    """The texts that can be used: each new, changed, renamed, unchanged, or known to have made the extraction fail."""
    before = _partners(documents, published)
    reasons = {row["path"]: row for row in left_out}
    found = []
    for document in documents:
        row, last = before.get(document.path), reasons.get(document.path)
        one = FileStatus(document.path, "unchanged", False, document.document_id)
        if row is None and last is None:
            one = replace(one, state="new", pending=True)
        elif row is None and last is not None and last["reason"] in ("crash", "time", "memory"):
            # whether the file was mended since, only a build can tell
            one = replace(one, state="crashed", pending=True, reason=last["reason"], detail=last["detail"])
        elif row is None and last is not None:
            detail = f"the last build left it out ({last['reason']}); now it can be used"
            one = replace(one, state="new", pending=True, detail=detail)
        elif row is not None:
            renamed = row["path"] != document.path
            changes = tuple(_changes(document, row))
            state: State = "renamed" if renamed else "changed" if changes else "unchanged"
            was = row["path"] if renamed else None
            one = replace(one, state=state, pending=state != "unchanged", was=was, changes=changes)
        found.append(one)
    return found


def _partners(documents: Sequence[Document], published: Sequence[Row]) -> dict[str, Row]:
    """The published row of each path: that of the same path, else of the same id, else of the same bytes."""
    free = {row["path"]: row for row in sorted(published, key=lambda row: row["document_id"])}
    found = {document.path: free.pop(document.path) for document in documents if document.path in free}
    for column in ("document_id", "sha256"):
        alike: dict[str, list[str]] = {}
        for path, row in free.items():
            alike.setdefault(row[column], []).append(path)
        for document in documents:
            if document.path not in found and (same := alike.get(getattr(document, column))):
                found[document.path] = free.pop(same.pop(0))
    return found


def _changes(document: Document, row: Row) -> Iterator[str]:
    """What differs between a text and its row of the dataset, in words."""
    published = document.published
    first, last = (published.first.isoformat(), published.last.isoformat()) if published else ("", "")
    now = {
        "text": (("sha256", document.sha256), ("characters", str(len(document.text)))),
        "id": (("document_id", document.document_id),),
        "title": (("title", document.title),),
        "author": (("author", document.author),),
        "publisher": (("publisher", document.publisher),),
        "url": (("url", document.url),),
        "licence": (("licence", document.licence),),
        "language": (("language", document.language),),
        "published": (("published_from", first), ("published_to", last)),
        "published_basis": (("published_basis", document.published_basis if published else ""),),
        "media_type": (("media_type", document.media_type),),
        "publish": (("publish", document.publish),),
    }
    for name, cells in now.items():
        if any(row.get(column, value or "") != (value or "") for column, value in cells):
            yield name


def _unusable(unusable: Sequence[Quarantined], published: Sequence[Row], left_out: Sequence[Row]) -> list[FileStatus]:
    """The files that cannot be used, as the reader says; those that the last build reported so are not pending."""
    known = {(row["path"], row["reason"], row["detail"]) for row in left_out}
    paths = {row["path"]: row["document_id"] for row in published}
    return [
        FileStatus(
            one.path,
            "unusable",
            (one.path, one.reason, one.detail) not in known,
            paths.get(one.path),
            reason=one.reason,
            detail=one.detail,
        )
        for one in unusable
    ]


def _removed(
    documents: Sequence[Document], files: Sequence[FileStatus], published: Sequence[Row], left_out: Sequence[Row]
) -> list[FileStatus]:
    """What the dataset knows and the sources have no more: documents, and files that the last build left out."""
    here = {file.path for file in files} | {file.was for file in files}
    gone = {row["path"]: FileStatus(row["path"], "removed", True, row["document_id"]) for row in published}
    for row in left_out:
        detail = f"it was no part of the dataset ({row['reason']})"
        gone.setdefault(row["path"], FileStatus(row["path"], "removed", True, detail=detail))
    return [file for path, file in gone.items() if path not in here]


def _extract(
    files: Sequence[FileStatus], documents: Sequence[Document], data: Path, extract: tuple[str, str]
) -> list[FileStatus]:
    """The files with what a build would read anew, and why."""
    kept = ClaimCache(data / FOLDER, lambda: makers(extract[0]), data / SHARDS)
    texts = {document.path: document for document in documents}

    def why(file: FileStatus) -> Extract | None:
        if file.path not in texts or file.state in ("removed", "unusable"):
            return None
        found = kept.look(texts[file.path])
        if found == "kept":
            return None
        if found == "absent" and file.state in ("new", "changed", "renamed", "crashed"):
            return file.state
        return found

    return [replace(file, extract=why(file)) for file in files]


def _near(files: Sequence[FileStatus], documents: Sequence[Document]) -> list[FileStatus]:
    """The files; new and changed ones with the texts that say nearly the same, for which the dataset counts both as
    one source."""
    asked = ("new", "changed")
    if not any(file.state in asked for file in files):
        return list(files)
    paths = {document.document_id: document.path for document in documents}
    groups: dict[str, list[str]] = {}
    for name, leader in sorted(text_clusters(documents).items()):
        groups.setdefault(leader, []).append(paths[name])
    near = {path: tuple(other for other in group if other != path) for group in groups.values() for path in group}
    return [replace(file, near=near.get(file.path, ())) if file.state in asked else file for file in files]


def _no_text(documents: Sequence[Document], unusable: Sequence[Quarantined], sources: Path) -> str | None:
    if documents:
        return None
    return (
        "no text can be used"
        if unusable
        else f"there is no text in {sources / 'seeds'}; add one with `parley add FILE`"
    )
