"""What the last build was made with: the digests of the pipeline's own files, in `.parley/built.json`.

Kept claims know what extraction rests on. This file knows the rest as well (how records are joined, checked and
published), and names the files, so that `parley status` can say which one changed. It is only told of, never built
upon: a build does the same with or without it.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from pipeline.cache.makers import PIPELINE, read_digest
from pipeline.files import KEPT

BUILT = KEPT / "built.json"
DESCRIPTOR = "datapackage.json"
# files and folders on which no dataset hangs; a test proves that those a build loads are all told
ELSEWHERE = (
    "__main__.py",
    "adding.py",
    "cache/built.py",
    "commands",
    "dataset.py",
    "evaluate",
    "lock.py",
    "serve",
    "starting.py",
    "status.py",
)


def remember_build(out: Path) -> None:
    """Note what the dataset in `out` was just made with. A disk that is full or cannot be written costs nothing."""
    content = {"dataset": _digest(out / DESCRIPTOR), "files": pipeline_files()}
    file = out / BUILT
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(json.dumps(content, indent=0, sort_keys=True), encoding="utf-8")
        part.replace(file)


def changed_files(out: Path) -> list[str] | None:
    """The files of the pipeline that are not as they were when the dataset in `out` was built, in order.

    None when that is not known: nothing was noted, or the dataset is another one (of a fresh clone or a checkout).
    """
    try:
        content = json.loads((out / BUILT).read_bytes())
        before, dataset = dict(content["files"]), content["dataset"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    if dataset != _digest(out / DESCRIPTOR):
        return None
    now = pipeline_files()
    return sorted(str(name) for name in {*before, *now} if before.get(name) != now.get(name))


def pipeline_files(folder: Path = PIPELINE) -> dict[str, str]:
    """The digest of each file that a dataset is made with, by its path below `pipeline/`."""
    found = {}
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        name = "/".join(parts)
        if (
            parts[0] in ELSEWHERE
            or name in ELSEWHERE
            or "__pycache__" in parts
            or any(part.startswith(".") for part in parts)
        ):
            continue
        if file.is_file():
            now = file.stat()
            found[name] = read_digest(file, now.st_mtime_ns, now.st_size)
    return found


def _digest(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None
