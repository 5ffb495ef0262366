"""How large a source may be, and where people change that: `sources/limits.yml`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import yaml

from pipeline.errors import InputError

FILE = "limits.yml"
MEGABYTE = 1_000_000
HEAD = """\
# How large a source may be. Take the mark off a line to change it; what is not named has the value shown here.
# A file beyond a limit is left out, and dist/reports/quarantine.csv says which limit it was.

"""
MEANING = {
    "document_bytes": "a file that holds one document, or a member of an archive",
    "document_characters": "text of one document: about 150,000 words",
    "container_bytes": "a file that holds many documents",
    "unpacked_bytes": "everything that one archive unpacks to",
    "unpacked_ratio": "unpacked bytes for each packed one, in members of more than a megabyte",
    "members": "documents and other members of one container",
    "depth": "archives within archives",
    "nesting": "elements within elements of a page",
    "pages": "of a PDF",
    "read_seconds": "reading one document of a format that needs a parser",
    "extract_seconds": "extracting one document",
    "memory_megabytes": "of the process that reads or extracts",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a source may have. Each field is a key of `sources/limits.yml`; MEANING says of what.

    Sizes are set so that a text of ordinary length is far below them, and a hostile one ends early.
    """

    document_bytes: int = 50 * MEGABYTE
    document_characters: int = 1_000_000
    container_bytes: int = 10_000 * MEGABYTE
    unpacked_bytes: int = 2_000 * MEGABYTE
    unpacked_ratio: int = 200
    members: int = 1_000_000
    depth: int = 3
    nesting: int = 2_000
    pages: int = 2_000
    read_seconds: int = 60
    extract_seconds: int = 900
    memory_megabytes: int = 4_000


def read_limits(sources: Path) -> Limits:
    """The limits that `sources/limits.yml` sets, and the defaults for what it does not name, or without that file.

    Raises InputError that names the file, the key and what is allowed.
    """
    file = sources / FILE
    if not file.is_file():
        return Limits()
    allowed = [one.name for one in fields(Limits)]
    try:
        values = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError):
        raise InputError(f"{file} is no valid YAML; write one `key: number` a line") from None
    if values is None:
        return Limits()
    if not isinstance(values, dict):
        raise InputError(f"{file} must be `key: number` lines; the keys are {', '.join(allowed)}")
    for key, value in values.items():
        if key not in allowed:
            raise InputError(f"{file}: unknown key `{str(key)[:40]}`; the keys are {', '.join(allowed)}")
        if type(value) is not int or value < 1:
            raise InputError(f"{file}: `{key}` must be a whole number above 0")
    return Limits(**values)


def limits_file(limits: Limits) -> str:
    """A `limits.yml` that changes nothing: every limit as a comment, with its value."""
    lines = "".join(f"# {one.name}: {getattr(limits, one.name)}  # {MEANING[one.name]}\n" for one in fields(Limits))
    return HEAD + lines
