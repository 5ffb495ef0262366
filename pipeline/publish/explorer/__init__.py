"""The explorer `dist/index.html`: the whole dataset in one page that opens from disk and from any static host."""

from __future__ import annotations

from pipeline.publish.explorer.page import explorer_html

__all__ = ["explorer_html"]
