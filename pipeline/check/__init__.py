"""Check: tables in, report out. Nothing here changes a table.

Expectation suites (one a table) look at each column; the queries in `rules/` look across tables and into the texts.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from pipeline.check.dist import check_dist
from pipeline.check.expectations import run_suites, warm
from pipeline.check.frames import check_frames
from pipeline.check.report import Check, Report, Row, Severity
from pipeline.check.rules import run_rules
from pipeline.garbage import no_search_for_garbage

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Check", "Report", "Row", "Severity", "check_dist", "check_tables", "warm"]


@no_search_for_garbage()
def check_tables(tables: dict[str, pl.DataFrame], texts: dict[str, str] | None = None) -> Report:
    """Check the tables of the schema (name -> frame), and their quotes against `texts` (document id -> normalized text).

    Without `texts`, or for a document that is not among them, quotes are only checked for length and place. Raises
    MachineError when a check itself cannot be run.
    """
    frames = check_frames(tables)
    if any(check.count and check.severity == "critical" for check in frames):
        return Report(tuple(frames), ("Other checks were not run: they need the right tables and columns.",))
    of = "tables" if texts is None else "tables and quotes"
    with ThreadPoolExecutor(max_workers=1) as beside:  # the queries need Python for next to nothing
        rules = beside.submit(run_rules, tables, texts)
        suites = run_suites(tables)
        return Report((*frames, *suites, *rules.result()), of=of)
