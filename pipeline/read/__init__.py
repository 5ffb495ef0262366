"""Stage 1, read: a file to a `Document`. The only stage that knows file formats."""

from pipeline.read.decoding import Unusable
from pipeline.read.files import Quarantined, read_document, read_folder

__all__ = ["Quarantined", "Unusable", "read_document", "read_folder"]
