"""Corrections: what people decided, in `sources/corrections/*.yml`, applied to what the texts were read as saying."""

from __future__ import annotations

from pipeline.corrections.applying import resolve_corrected
from pipeline.corrections.entries import Correction, correction_text, parse_corrections, read_corrections
from pipeline.corrections.pending import PendingCorrection, pending_corrections

__all__ = [
    "Correction",
    "PendingCorrection",
    "correction_text",
    "parse_corrections",
    "pending_corrections",
    "read_corrections",
    "resolve_corrected",
]  # fmt: skip
