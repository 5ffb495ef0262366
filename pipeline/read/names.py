"""Ids of documents, from the path of the file below the seeds folder."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from pipeline.slugs import slug

LONGEST = 100  # characters of an id, without the hash; a path may have thousands


def document_id(path: str) -> str:
    """The id of the document at `path` (relative to seeds, forward slashes): the slug of the path without its ending.

    A path with letters that a slug cannot hold, or of more than 100 signs, gets six hexadecimal digits of its hash, so
    that it stays unique.
    """
    stem = re.sub(r"(?<=[^/])\.[^./]+$", "", path)
    base = slug(stem)
    lost = not stem.isascii() and any(char.isalnum() and not slug(char) for char in stem)
    if lost or not base or len(base) > LONGEST:
        return _with_hash(base[:LONGEST].rstrip("-") or "document", path)
    return base


def document_ids(paths: Sequence[str]) -> dict[str, str]:
    """The id of each path. Where several share a slug, the plainest path keeps it and the others get a hash.

    The plainest is a `.txt` whose path the slug changes least; so a file's id does not hang on the order of reading.
    """
    claims: dict[str, list[str]] = {}
    for path in sorted(set(paths)):
        claims.setdefault(document_id(path), []).append(path)
    ids: dict[str, str] = {}
    for name, claimants in claims.items():
        plainest = min(
            claimants, key=lambda path: (not path.endswith(".txt"), path.count("/"), path != name + ".txt", path)
        )
        for path in claimants:
            ids[path] = name if path == plainest else _with_hash(name, path)
    return ids


def _with_hash(base: str, path: str) -> str:
    return f"{base}-{hashlib.sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
