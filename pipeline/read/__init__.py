"""Stage 1, read: a file to a `Document`. The only stage that knows file formats."""

from pipeline.read.decoding import Unusable
from pipeline.read.files import Folder, read_again, read_document, read_folder, read_string
from pipeline.read.limits import Limits, read_limits
from pipeline.read.sources import Quarantined

__all__ = [
    "Folder",
    "Limits",
    "Quarantined",
    "Unusable",
    "read_again",
    "read_document",
    "read_folder",
    "read_limits",
    "read_string",
]
