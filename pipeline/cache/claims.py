"""The folder of kept claims: one file a document, `.parley/claims/ab/cdef....json` beside the output. Claims that came
from a cluster, many at a time, are kept as they came (`shards.py`), and found here like the others.

The name is the digest of the document as it was read: its text, blocks, path, id and metadata. The first line of the
file names the makers of the claims and the digest of the second line, which holds the claims without the document. So
a file stands for the newest makers only, and code that changes does not fill the disk.

A file from outside is only data: it is never executed, and claims that are damaged or do not fit the text are made
anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pipeline.cache.makers import Makers
from pipeline.cache.shards import Shards
from pipeline.files import KEPT, put
from pipeline.model import Claims, Document

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FOLDER = KEPT / "claims"
Found = Literal["kept", "absent", "code", "reference", "software", "damaged"]

MOST_BYTES = 50_000_000  # no document's claims come near; a larger file was not made here
NOBODY = Document("", "", "", ())  # stands for the document in the file: it is read from the sources, never from here
NAME = re.compile(r"[0-9a-f]{62}\.json")


class ClaimCache:
    """The claims kept in `folder`, and in the files of `shards`, for the makers that `now` tells: asked again before
    anything is kept, so that claims made while somebody edits a word list are not kept under the wrong digest."""

    def __init__(self, folder: Path, now: Callable[[], Makers], shards: Path | None = None) -> None:
        self.folder = folder
        self.shards = Shards(shards) if shards else None
        self.now = now
        self.makers = now()

    def load(self, document: Document) -> Claims | None:
        """The claims kept for this very document and these makers; None when there are none that can be used."""
        read = self._read(document)
        if read is None or self._differs(read[0]):
            return None
        claims = decoded(read[1], document)
        return claims if claims is not None and _sound(claims) else None

    def look(self, document: Document) -> Found:
        """Whether claims are kept for the document, and if not, why not. Decodes none: quick."""
        read = self._read(document)
        if read is None:
            return "damaged" if self.file(document).is_file() else "absent"
        return self._differs(read[0]) or "kept"

    def keep(self, *fresh: Claims) -> None:
        """Keep claims, each in one step: a reader sees the whole file or none. A disk that is full or a folder that
        cannot be written costs the next build time and nothing else."""
        if self.now() != self.makers:
            return
        for claims in fresh:
            body = encoded(claims)
            if body is None:
                continue
            file = self.file(claims.document)
            head = json.dumps({**asdict(self.makers), "body": hashlib.sha256(body).hexdigest()}, sort_keys=True)
            with suppress(OSError):
                file.parent.mkdir(parents=True, exist_ok=True)
                put(file, head.encode("ascii") + b"\n" + body, lasting=False)

    def keep_only(self, documents: Iterable[Document]) -> None:
        """Remove every entry that is none of these documents', and what an interrupted run left: the rule of age is
        that an entry lives as long as builds use it."""
        digests = {document_digest(document) for document in documents}
        used = {self._named(digest) for digest in digests}
        if self.shards:
            self.shards.keep_only(digests, self.makers)
        for folder in self.folder.glob("[0-9a-f][0-9a-f]"):
            for file in folder.iterdir():
                if file not in used and (NAME.fullmatch(file.name) or file.suffix == ".part"):
                    _remove(file)
            _remove(folder)

    def keep_shard(self, content: bytes) -> None:
        """Keep the claims of many documents, as `shards.packed` made them for the makers of now. A disk that is full
        or a folder that cannot be written costs the next build time and nothing else."""
        if self.shards and self.now() == self.makers:
            with suppress(OSError):
                self.shards.write(content)

    def file(self, document: Document) -> Path:
        return self._named(document_digest(document))

    def _named(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest[2:]}.json"

    def _read(self, document: Document) -> tuple[dict[str, Any], bytes] | None:
        """Makers and claims that are kept of a document, those of now where there are some; None without any that are
        whole."""
        digest = document_digest(document)
        own = self._in_file(self._named(digest))
        if self.shards and (own is None or self._differs(own[0])):
            found = self.shards.find(digest, self.makers)
            if found and (own is None or found[0] == self.makers):
                return asdict(found[0]), found[1]
        return own

    def _in_file(self, file: Path) -> tuple[dict[str, Any], bytes] | None:
        """Head and body of a file; None when it is not there or not whole."""
        try:
            if not file.is_file() or file.stat().st_size > MOST_BYTES:
                return None
            first, _, body = file.read_bytes().partition(b"\n")
            head = json.loads(first)
        except (OSError, ValueError, RecursionError):
            return None
        if not isinstance(head, dict) or head.get("body") != hashlib.sha256(body).hexdigest():
            return None
        return head, body

    def _differs(self, head: dict[str, Any]) -> Literal["code", "reference", "software"] | None:
        """The first maker that is not the one of now."""
        if head.get("software") != self.makers.software:
            return "software"
        if head.get("code") != self.makers.code:
            return "code"
        return "reference" if head.get("reference") != self.makers.reference else None


def document_digest(document: Document) -> str:
    """The digest of all that extraction can see of a document."""
    seen = {one.name: getattr(document, one.name) for one in fields(document)}
    seen["blocks"] = [(one.span.start, one.span.end, one.kind, one.section) for one in document.blocks]
    published = document.published
    seen["published"] = [published.first.isoformat(), published.last.isoformat()] if published else None
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode("ascii")).hexdigest()


@cache
def _codec() -> TypeAdapter[Claims]:
    from pydantic import TypeAdapter

    return TypeAdapter(Claims)


def encoded(claims: Claims) -> bytes | None:
    """The claims as one line of JSON; None for claims that would not come back the same."""
    from pydantic_core import PydanticSerializationError

    try:
        body = _codec().dump_json(replace(claims, document=NOBODY), exclude_defaults=True)
    except (PydanticSerializationError, UnicodeError):
        return None
    return body if decoded(body, claims.document) == claims else None


def decoded(body: bytes, document: Document) -> Claims | None:
    from pydantic import ValidationError

    try:
        return replace(_codec().validate_json(body, strict=True), document=document)
    except (ValidationError, ValueError, RecursionError):
        return None


def _sound(claims: Claims) -> bool:
    """Whether claims pass what fresh claims must pass: spans within the text, keys that lead somewhere. Such claims
    were never kept, but a file can come from anywhere."""
    from pipeline.resolve import problems

    try:
        return not problems(claims)
    except Exception:  # noqa: BLE001 - whatever a forged file provokes, the text is extracted anew
        return False


def _remove(path: Path) -> None:
    """Remove a file, or a folder that is empty; what cannot be removed may stay."""
    try:
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
    except OSError:
        return
