"""The flow, on one page: read -> extract -> resolve -> check -> publish."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.additions import read_additions, use
from pipeline.cache import FOLDER, SHARDS, ClaimCache, makers
from pipeline.cache.built import remember_build
from pipeline.errors import CheckError, InputError
from pipeline.extracting import TAKEN, extract_documents
from pipeline.files import csv_bytes
from pipeline.lock import locked
from pipeline.read import Quarantined, read_folder, read_limits
from pipeline.run import LAST, RUN, Run
from pipeline.workers import EXTRACT

if TYPE_CHECKING:
    import polars as pl

    from pipeline.check import Report
    from pipeline.releases.losses import Loss

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many

COUNTED = ("parties", "people", "demands", "stances", "events", "evidence")


@dataclass(frozen=True)
class BuildResult:
    """What a build made: the tables, the report of the checks, the files that were left out."""

    tables: dict[str, pl.DataFrame]
    report: Report
    quarantined: tuple[Quarantined, ...]
    published: bool
    out: Path
    counts: str  # how many files there are and what became of them, in words
    losses: tuple[Loss, ...] = ()
    seconds: tuple[tuple[str, float], ...] = ()  # how long each stage took
    would_change: tuple[str, ...] = ()  # on a dry run: what a build would change in dist/, in words

    def __str__(self) -> str:
        rows = ", ".join(f"{name} {self.tables[name].height}" for name in COUNTED)
        lines = [self.counts, f"{_count(self.tables['documents'].height, 'document')}: {rows}.", str(self.report)]
        lines += [f"Left out {entry.path} ({entry.reason}): {entry.detail}." for entry in self.quarantined]
        done = f"Published in {self.out / 'dist'}." if self.published else "Dry run: nothing was published."
        return "\n".join([*lines, *self.would_change, done])

    @property
    def took(self) -> str:
        """How long the run took, and its stages; another time each run, so it is no part of what a build says."""
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in self.seconds)
        more = f" {self.out / LAST / RUN} tells what was read and dropped." if self.published else ""
        return f"Took {sum(seconds for _, seconds in self.seconds):.1f} seconds: {stages}.{more}"


def build(
    sources: Path,
    out: Path,
    *,
    jobs: int | None = 1,
    dry_run: bool = False,
    strict: bool = False,
    accept_losses: bool = False,
    progress: Progress | None = None,
    extract: tuple[str, str] = EXTRACT,
    use_cache: bool = True,
    address: str | None = None,
) -> BuildResult:
    """Build the dataset of the texts below `sources/seeds/` and publish it as `out/dist/` and `out/datapackage.json`.

    `jobs` is the number of processes that extract (None: as many as the machine has processors and the texts are
    worth). Claims that the last build made are taken from `out/.parley/` where nothing changed that they rest on, unless
    `use_cache` is false. With `address`, that of a Dask scheduler, its workers extract instead of processes here; what
    they finished stays in `out/.parley/` when a run dies. A dry run publishes and keeps nothing; what a killed run left half done in `out` it sets right,
    as any run does, and it may hold the lock. Raises InputError when there is no usable text, or with
    `strict` when any file has to be left out, or when a correction below `sources/corrections/`, an added row
    below `sources/reference/` or `sources/dataset.yml` does not fit;
    CheckError when a critical check fails, when nothing was found in the texts, or when much of the last release is
    gone and `accept_losses` does not say that this is right; MachineError when another run is at work on this dataset, or
    the cluster cannot be used or fails.
    In all these cases the last dataset stays as it was; what the run found wrong is told in `out/.parley/failed/`.
    """
    with locked(out, "parley build", needed=not dry_run):
        run = Run(out, keeps=not dry_run)
        return _build(sources, run, jobs, dry_run, strict, accept_losses, progress, extract, use_cache, address)


def _build(
    sources: Path,
    run: Run,
    jobs: int | None,
    dry_run: bool,
    strict: bool,
    accept_losses: bool,
    progress: Progress | None,
    extract: tuple[str, str],
    use_cache: bool,
    address: str | None,
) -> BuildResult:
    from pipeline.check import check_tables, warm
    from pipeline.corrections import read_corrections, resolve_corrected
    from pipeline.publish import publish, recover
    from pipeline.publish.charts.drawing import load as load_drawing
    from pipeline.publish.described import read_described
    from pipeline.releases import dry_run_lines, look_back
    from pipeline.resolve import read_last_release
    from pipeline.review import REPORT, csv_of
    from pipeline.review.listing import review_rows

    out = run.out

    def report_progress(step: str, done: int, total: int) -> None:
        if step == TAKEN:
            run.kept = done
        if progress:
            progress(step, done, total)

    run.clock.begins("reading")
    recover(out)  # before anything is read there: a run that was killed may have left half of a swap
    if address:
        from pipeline.cluster.connecting import connected

        with connected(address, extract[0]):
            pass  # a cluster that cannot be used is told before hours of reading
    corrections = read_corrections(sources)
    limits = read_limits(sources)
    info = read_described(sources)
    run.title = info.title
    use(read_additions(sources))
    run.found = found = read_folder(sources / "seeds", limits, published_paths(out))
    documents, unreadable = found.documents, found.quarantined
    run.quarantined = unreadable
    _stop_if_unusable(documents, run, sources, strict)
    # The libraries that validate and draw take seconds to load: meanwhile the texts are read
    loading = warm(*() if dry_run else (load_drawing,))

    run.clock.begins("extracting")

    kept = ClaimCache(out / FOLDER, lambda: makers(extract[0]), out / SHARDS) if use_cache else None
    claims, failed = extract_documents(
        documents, jobs, report_progress, extract, kept, keep=not dry_run, limits=limits, address=address
    )
    run.claims, run.quarantined = claims, (quarantined := tuple(sorted([*unreadable, *failed])))
    counts = found.counts({one.document.path for one in claims})
    _stop_if_unusable(claims, run, sources, strict)

    run.clock.begins("putting together")
    report_progress("putting together", 0, 1)
    resolution = resolve_corrected(claims, read_last_release(out), corrections)
    run.tables = tables = resolution.tables
    run.review = review_rows(resolution, claims)
    report_progress("putting together", 1, 1)

    run.clock.begins("loading")
    loading.join()
    run.clock.begins("checking")
    report_progress("checking", 0, 1)
    run.report = report = check_tables(tables, {one.document.document_id: one.document.text for one in claims})
    report_progress("checking", 1, 1)

    if dry_run and not report.passed:
        raise CheckError(
            f"nothing would be published: the tables fail {report.count('critical')} critical checks.\n{report}"
        )
    if not tables["evidence"].height:
        nothing = "nothing was found in the texts, and an empty dataset is not published"
        raise CheckError(nothing + run.fail(nothing))
    if not report.passed:
        failing = f"the tables fail {report.count('critical')} critical checks"
        raise CheckError(f"nothing is published: {failing}.\n{report}{run.fail(failing)}")
    outlook = look_back(tables, out)
    if dry_run:
        would_change = tuple(dry_run_lines(tables, outlook))
        if outlook.losses:
            would_change += (f"{'' if accept_losses else 'A build would stop: '}{outlook.losses_told()}",)
        seconds = run.clock.seconds()
        return BuildResult(tables, report, quarantined, False, out, counts, outlook.losses, seconds, would_change)
    if outlook.losses and not accept_losses:
        lost = outlook.losses_told()
        raise CheckError(f"nothing is published: {lost}{run.fail(lost)}")
    run.clock.begins("publishing")
    report_progress("publishing", 0, 1)
    files = {**measured_reports(out), "reports/quarantine.csv": quarantine_csv(quarantined),
             REPORT: csv_of(run.review), **run.files(), **outlook.files}  # fmt: skip
    info = replace(info, version=outlook.version, date=outlook.date, after=outlook.after, files=files)
    publish(tables, report, out, info)
    if kept:
        kept.keep_only(documents)
    remember_build(out)
    run.end()
    report_progress("publishing", 1, 1)
    return BuildResult(tables, report, quarantined, True, out, counts, outlook.losses, run.clock.seconds())


def published_paths(out: Path) -> dict[str, str]:
    """The SHA-256 of each document of the dataset in `out`, and the path of its source below seeds.
    Nothing when that table is damaged: a build makes it anew."""
    file = out / "dist" / "csv" / "documents.csv"
    if not file.is_file():
        return {}
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, strict=True)
            return {row["sha256"]: row["path"] for row in rows if row.get("sha256") and row.get("path")}
    except (UnicodeDecodeError, csv.Error):
        return {}


def measured_reports(out: Path) -> dict[str, bytes]:
    """The reports of the dataset in `out` that `parley evaluate` measures and a build keeps as they are."""
    file = out / "dist" / "reports" / "accuracy.json"
    return {"reports/accuracy.json": file.read_bytes()} if file.is_file() else {}


def quarantine_csv(quarantined: Sequence[Quarantined]) -> bytes:
    """The report of the files that were left out: path, reason, detail."""
    return csv_bytes(("path", "reason", "detail"), ((entry.path, entry.reason, entry.detail) for entry in quarantined))


def _stop_if_unusable(usable: Sequence[object], run: Run, sources: Path, strict: bool) -> None:
    left_out = run.quarantined
    if usable and not (strict and left_out):
        return
    seeds = sources / "seeds"
    if not left_out:
        raise InputError(f"there is no text in {seeds}; add one with `parley add FILE`")
    first = left_out[0]
    more = f" (and {len(left_out) - 1} more)" if len(left_out) > 1 else ""
    what = f"{_count(len(left_out), 'file')} cannot be used" if usable else "no text can be used"
    raise InputError(f"{what}: {seeds / first.path}: {first.detail}{more}{run.fail(what) if more else ''}")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
