"""Charts of the dataset as SVG: legible in print and without colour, with a title and a description for screen readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.publish.charts.demands import demands_chart
from pipeline.publish.charts.timeline import timeline_chart

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FOLDER", "chart_files"]

FOLDER = "dist/charts"


def chart_files(tables: Mapping[str, pl.DataFrame]) -> dict[str, bytes]:
    """The files of `dist/charts/`: path below the package -> content. A chart of nothing is left out."""
    charts = {"demands_by_issue_and_party": demands_chart(tables), "event_timeline": timeline_chart(tables)}
    return {f"{FOLDER}/{name}.svg": content for name, content in charts.items() if content is not None}
