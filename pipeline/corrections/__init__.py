"""Corrections: what people decided, in `sources/corrections/*.yml`, applied to what the texts were read as saying."""

from __future__ import annotations

from pipeline.corrections.applying import resolve_corrected
from pipeline.corrections.entries import Correction, parse_corrections, read_corrections, read_text
from pipeline.corrections.pending import PendingCorrection, pending_corrections

__all__ = [
    "Correction", "PendingCorrection", "parse_corrections", "pending_corrections", "read_corrections", "read_text",
    "resolve_corrected",
]  # fmt: skip
