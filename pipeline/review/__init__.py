"""Review: what of a dataset wants a human eye (`dist/reports/review.csv`), and people's decisions about it."""

from __future__ import annotations

from pipeline.review.rows import COLUMNS, KINDS, REPORT, ReviewRow, csv_of, parse_csv
from pipeline.review.undecided import undecided

__all__ = ["COLUMNS", "KINDS", "REPORT", "ReviewRow", "csv_of", "parse_csv", "undecided"]
