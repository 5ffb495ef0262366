"""Events and stances as rows of two parties, under the names and codes of GDELT and of POLECAT, so that they can be
joined with these; and the demands as a ledger for spreadsheet programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.publish.exports.about import about_exports
from pipeline.publish.exports.dyads import dyads_of
from pipeline.publish.exports.gdelt import gdelt_csv
from pipeline.publish.exports.ledger import ledger_csv
from pipeline.publish.exports.plover import plover_csv

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FOLDER", "export_files"]

FOLDER = "dist/exports"


def export_files(tables: Mapping[str, pl.DataFrame]) -> dict[str, bytes]:
    """The files of `dist/exports/`: path below the package -> content."""
    dyads = dyads_of(tables)
    return {
        f"{FOLDER}/events_gdelt.csv": gdelt_csv(dyads),
        f"{FOLDER}/events_plover.csv": plover_csv(dyads),
        f"{FOLDER}/demand_ledger.csv": ledger_csv(tables),
        f"{FOLDER}/README.md": about_exports().encode("utf-8"),
    }
