"""The stub extraction for workers of a cluster: each leaves a mark of every document that it begins, and takes its time
where a text says SLOW."""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

from pipeline.model import Claims, Document
from tests.stub_extract import extract as stub

FOLDER = "PARLEY_TEST_MARKS"


def extract(document: Document) -> Claims:
    with (Path(os.environ[FOLDER]) / str(os.getpid())).open("a", encoding="utf-8") as marks:
        marks.write(f"{document.document_id}\n")
    if "SLOW" in document.text:
        time.sleep(0.1)
    return stub(document)


def marked(folder: Path) -> Counter[str]:
    """How often each document was begun."""
    return Counter(line for file in folder.iterdir() for line in file.read_text(encoding="utf-8").splitlines())
