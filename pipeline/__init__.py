"""Parley: who demands what of whom in a negotiation, what was answered, and which sentence says so.

For use in Python: `Dataset` opens a dataset, `extract_text` reads one text. Both are loaded when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.dataset import Dataset, extract_text

__version__ = "0.1.0"
__all__ = ["Dataset", "__version__", "extract_text"]


def __getattr__(name: str) -> object:
    if name in ("Dataset", "extract_text"):
        import pipeline.dataset

        return getattr(pipeline.dataset, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
