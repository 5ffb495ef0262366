"""Reading source files: one file to a `Document`, the folder to documents and the files that had to be left out."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, cast

from pipeline.errors import InputError
from pipeline.model import Document, Interval
from pipeline.read.decoding import Unusable, decode
from pipeline.read.metadata import SUFFIX, Metadata, read_sidecar, split_front_matter
from pipeline.read.names import document_id, document_ids
from pipeline.read.structure import structure

MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown"}
ENGLISH = re.compile(r"en(?:g)?(?:-.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Quarantined:
    """A source file that is left out: path below seeds, reason code, and a sentence that says what to do."""

    path: str
    reason: str
    detail: str


def read_document(path: Path, seeds: Path) -> Document:
    """The document in the file `path` below the folder `seeds`.

    Raises Unusable (an InputError) with a reason code: `format`, `unreadable`, `empty`, `binary`, `encoding`,
    `metadata`, `language` or `name`.
    """
    relative = _relative(path, seeds)
    try:
        return _read(path, relative)
    except Unusable as error:
        raise Unusable(error.reason, error.detail, relative) from None


def read_folder(seeds: Path) -> tuple[list[Document], list[Quarantined]]:
    """All documents below `seeds`, in the order of their paths, and the files that cannot be read.

    Hidden files and sidecars are no documents. Raises InputError when `seeds` is no folder.
    """
    if not seeds.is_dir():
        raise InputError(f"there is no folder {seeds}; make it and put source texts in it")
    documents: list[Document] = []
    quarantined: list[Quarantined] = []
    paths = list(_files(seeds))
    present = set(paths)
    for path in paths:
        if path.name.endswith(SUFFIX):
            if path.with_name(path.name.removesuffix(SUFFIX)) not in present:
                text = _printable(path.name.removesuffix(SUFFIX))
                lonely = f"there is no {text} beside this sidecar; rename or remove it"
                quarantined.append(Quarantined(_relative(path, seeds), "metadata", lonely))
            continue
        try:
            documents.append(read_document(path, seeds))
        except Unusable as error:
            quarantined.append(Quarantined(_relative(path, seeds), error.reason, error.detail))
    ids = document_ids([document.path for document in documents])
    return [replace(document, document_id=ids[document.path]) for document in documents], sorted(quarantined)


def _files(seeds: Path) -> list[Path]:
    found: list[Path] = []
    for folder, names, files in os.walk(seeds):
        names[:] = sorted(name for name in names if not name.startswith("."))
        found += [Path(folder, name) for name in files if not name.startswith(".")]
    return sorted(found, key=lambda path: os.fsencode(path.relative_to(seeds).as_posix()))


def _relative(path: Path, seeds: Path) -> str:
    return _printable(path.relative_to(seeds).as_posix())


def _printable(name: str) -> str:
    """A name that can be written as UTF-8 on one line: bytes that are no UTF-8 and control characters escaped."""
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", lambda match: f"\\x{ord(match[0]):02x}", readable)


def _read(path: Path, relative: str) -> Document:
    if _printable(path.name) != path.name:
        raise Unusable("name", "the file's name holds bytes or signs that cannot be printed; rename it")
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise Unusable("format", f"{path.suffix or 'a file without ending'} is not read; save the text as UTF-8 .txt")
    if not path.is_file():
        raise Unusable("format", "this is no ordinary file; put the text itself here")
    try:
        data = path.read_bytes()
        sidecar = read_sidecar(path)
    except OSError as error:
        raise Unusable("unreadable", f"the file cannot be read ({error.strerror}); check its permissions") from None
    text = decode(data, sidecar.encoding)
    front, start = split_front_matter(text, path.name)
    return _document(relative, text, start, sidecar.over(front), media_type, hashlib.sha256(data).hexdigest())


def _document(relative: str, text: str, start: int, said: Metadata, media_type: str, sha256: str) -> Document:
    language = said.language or "en"
    if not ENGLISH.fullmatch(language):
        raise Unusable("language", f"the metadata says {language}; only English texts are read")
    found = structure(text, start)
    if not any(char.isalnum() for char in text[start:]):
        raise Unusable("empty", "the file has no words; put the text in it or remove it")
    published, basis = said.published, said.published_basis
    if published is None and found.published is not None:
        published, basis = Interval(found.published, found.published), "text"
    return Document(
        document_id=document_id(relative),
        path=relative,
        text=text,
        blocks=found.blocks,
        title=said.title or found.title,
        author=said.author or found.author,
        publisher=said.publisher,
        url=said.url,
        licence=said.licence,
        language=language[:2].lower() + language[2:] if language[2:3] in ("", "-") else "en" + language[3:],
        published=published,
        published_basis=cast(Literal["metadata", "text", "inferred"] | None, basis),
        media_type=media_type,
        sha256=sha256,
        publish=said.publish or "sentences",
    )
