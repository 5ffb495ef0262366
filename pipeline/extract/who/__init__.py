"""Who: the parties, people, roles and places of a document, and whom each noun phrase and quotation stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.who.document_cast import DocumentCast
from pipeline.extract.who.methods import METHODS

if TYPE_CHECKING:
    from pipeline.extract.cast import Cast
    from pipeline.extract.reading import Reading


def cast(reading: Reading) -> Cast:
    """The cast of one parsed document. Pure: the same reading gives the same cast."""
    return DocumentCast(reading)


__all__ = ["METHODS", "cast"]
