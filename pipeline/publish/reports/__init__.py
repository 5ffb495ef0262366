"""The reports of a dataset, `dist/reports/`: what was checked, what a run made, what changed, how right it is."""

from __future__ import annotations

from pipeline.publish.reports.listed import FOLDER, REPORTS
from pipeline.publish.reports.quality import quality_html
from pipeline.publish.reports.run import RunReport, run_html

__all__ = ["FOLDER", "REPORTS", "RunReport", "quality_html", "run_html"]
