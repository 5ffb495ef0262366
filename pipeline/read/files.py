"""Reading source files: the folder to documents, and what had to be left out and why."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, cast

from pipeline.errors import InputError
from pipeline.files import WITHIN
from pipeline.model import Document, Interval
from pipeline.read.decoding import Unusable
from pipeline.read.formats import Format, format_of, not_read
from pipeline.read.guard import Guard, failed
from pipeline.read.language import ENGLISH, other_language
from pipeline.read.limits import Limits
from pipeline.read.metadata import SUFFIX, Metadata, read_sidecar
from pipeline.read.names import document_id, document_ids
from pipeline.read.sources import (
    Quarantined,
    Source,
    Text,
    ordinary_size,
    printable,
    refuse_more,
    too_large,
    unreadable,
)
from pipeline.read.structure import structure


@dataclass(frozen=True, slots=True)
class Folder:
    """What was found below a folder: the documents in the order of their paths, what was left out, and how many files
    there are, of which `skipped` are hidden or hold metadata only."""

    documents: tuple[Document, ...]
    quarantined: tuple[Quarantined, ...]
    files: int
    skipped: int

    def counts(self, used: Iterable[str]) -> str:
        """How many files there are and what became of them, in words: the parts add up to the whole. `used` are the
        paths of the documents that the dataset has."""
        all_, read, left_out, _ = self.became(used).values()
        skipped = f", {self.skipped} skipped (hidden files and sidecars)" if self.skipped else ""
        return f"{all_} {'file' if all_ == 1 else 'files'}: {read} used, {left_out} left out{skipped}."

    def became(self, used: Iterable[str]) -> dict[str, int]:
        """The same as numbers: of all `files`, those that are `used`, `left_out` and `skipped`."""
        read = len({path.split(WITHIN)[0] for path in used})
        left_out = self.files - self.skipped - read
        return {"files": self.files, "used": read, "left_out": left_out, "skipped": self.skipped}


def read_folder(seeds: Path, limits: Limits = Limits(), known: Mapping[str, str] | None = None) -> Folder:
    """All documents below `seeds`, and the files and members of containers that cannot be read.

    Of documents with the same bytes, publisher and day of publication the first by path counts, or the one that `known` (SHA-256 to path)
    names because it is published already. Raises InputError when `seeds` is no folder.
    """
    if not seeds.is_dir():
        begin = (
            "" if seeds.parent.is_dir() else ", go into the folder of a dataset, or begin one with `parley init FOLDER`"
        )
        raise InputError(f"there is no folder {seeds}; make it and put source texts in it{begin}")
    paths, quarantined, hidden = files_below(seeds)
    present = set(paths)
    entries = len(paths) + hidden + len(quarantined)
    documents: list[Document] = []
    sidecars = 0
    with Guard(limits) as guard:
        for path in paths:
            if path.name.endswith(SUFFIX):
                sidecars += 1
                if path.with_name(path.name.removesuffix(SUFFIX)) not in present:
                    text = printable(path.name.removesuffix(SUFFIX))
                    lonely = f"there is no {text} beside this sidecar; rename or remove it"
                    quarantined.append(Quarantined(_relative(path, seeds), "metadata", lonely))
                    sidecars -= 1
                continue
            for one in _read_file(path, seeds, limits, guard):
                (documents if isinstance(one, Document) else quarantined).append(one)  # type: ignore[arg-type]
    documents, namesakes = _without_namesakes(documents)
    documents, twice = _without_copies(sorted(documents, key=_by_path), known or {})
    ids = document_ids([document.path for document in documents])
    return Folder(
        tuple(replace(document, document_id=ids[document.path]) for document in documents),
        tuple(sorted([*quarantined, *namesakes, *twice])),
        entries,
        sidecars + hidden,
    )


def read_document(path: Path, seeds: Path, limits: Limits = Limits()) -> Document:
    """The document in the file `path` below the folder `seeds`.

    Raises Unusable (an InputError) with a reason code: see `pipeline/reference/README.md`, or `format` when the file
    holds many documents.
    """
    relative = _relative(path, seeds)
    with Guard(limits) as guard:
        found = list(_read_file(path, seeds, limits, guard))
    if len(found) == 1 and isinstance(found[0], Document):
        return found[0]
    first = next((one for one in found if isinstance(one, Quarantined)), None)
    if first is None:
        raise Unusable("format", "this file holds no document, or many", relative)
    raise Unusable(first.reason, first.detail, relative)


def read_string(text: str, said: Metadata = Metadata(), limits: Limits = Limits()) -> Document:
    """The document that a plain text is, with what `said` tells of it; its path is `text.txt`.

    Raises Unusable (an InputError) with a reason code, as for a file.
    """
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Unusable("encoding", f"character {error.start} of the text is half of a pair; decode it anew") from None
    source = Source("text.txt", "text.txt", content, replace(said, encoding="utf-8"))
    with Guard(limits) as guard:
        (found,) = _read_source(source, limits, guard, limits.depth)
    if isinstance(found, Quarantined):
        raise Unusable(found.reason, found.detail)
    return found


def read_again(paths: Iterable[str], seeds: Path, limits: Limits = Limits()) -> dict[str, Document]:
    """The documents at these paths, which may be members of containers, as far as they can be read still."""
    wanted = set(paths)
    found: dict[str, Document] = {}
    with Guard(limits) as guard:
        for file in sorted({path.split(WITHIN)[0] for path in wanted}):
            if (seeds / file).is_file():
                for one in _read_file(seeds / file, seeds, limits, guard):
                    if isinstance(one, Document) and one.path in wanted:
                        found[one.path] = one
    return found


def _by_path(document: Document) -> bytes:
    return document.path.encode("utf-8")


def files_below(folder: Path) -> tuple[list[Path], list[Quarantined], int]:
    """All files below the folder in the order of their paths, the folders that are left out (a link, empty though named
    like a text, one that cannot be read), the number of hidden files. Hidden folders are passed over.

    Links to folders are not followed: they may lead round in a circle, and show one text under many paths.
    """
    found: list[Path] = []
    left_out: list[Quarantined] = []
    hidden = 0

    def failed(error: OSError) -> None:
        left_out.append(Quarantined(_relative(Path(error.filename), folder), "unreadable", unreadable(error).detail))

    for within, names, files in os.walk(folder, onerror=failed):
        for name in list(names):
            path = Path(within, name)
            if name.startswith("."):
                names.remove(name)
            elif os.path.islink(path):
                names.remove(name)
                left_out.append(
                    Quarantined(
                        _relative(path, folder),
                        "link",
                        "this is a link to a folder; put the folder itself in its place",
                    )
                )
            elif format_of(name) and _is_empty(path):
                left_out.append(
                    Quarantined(
                        _relative(path, folder), "format", "this is an empty folder named like a text; remove it"
                    )
                )
        names.sort()
        hidden += sum(name.startswith(".") for name in files)
        found += [Path(within, name) for name in files if not name.startswith(".")]
    return sorted(found, key=lambda path: os.fsencode(path.relative_to(folder).as_posix())), left_out, hidden


def _is_empty(folder: Path) -> bool:
    """There is nothing in the folder. A folder that cannot be read is told where it is walked into."""
    try:
        return not any(folder.iterdir())
    except OSError:
        return False


def _relative(path: Path, seeds: Path) -> str:
    return printable(path.relative_to(seeds).as_posix())


def _read_file(path: Path, seeds: Path, limits: Limits, guard: Guard) -> Iterator[Document | Quarantined]:
    """What one file holds: a document, many, or the reason why none."""
    relative = _relative(path, seeds)
    try:
        source = _source(path, relative)
    except Unusable as error:
        yield Quarantined(relative, error.reason, error.detail)
        return
    yield from _read_source(source, limits, guard, limits.depth)


def _source(path: Path, relative: str) -> Source:
    if not path.as_posix().endswith(relative):  # it had to be escaped
        raise Unusable("name", "the file's name, or a folder's, holds bytes or signs that cannot be printed; rename it")
    if WITHIN in relative:
        raise Unusable("name", "the name of its folder ends in `!`, as those of containers do here; rename the folder")
    ordinary_size(path)
    try:
        return Source(relative, path.name, path, read_sidecar(path))
    except OSError as error:
        raise unreadable(error) from None


def _read_source(source: Source, limits: Limits, guard: Guard, depth: int) -> Iterator[Document | Quarantined]:
    try:
        how = format_of(source.name)
        if how is None:
            raise not_read(source.name)
        if not how.container:  # read once, so that text and hash are those of the same bytes
            source = replace(source, content=source.read(limits.document_bytes))
            yield _document(source, how, _text(source, how, limits, guard), limits)
            return
        if depth < 1:
            raise Unusable("depth", "archives lie too deep within one another; unpack the outer ones")
        refuse_more(source.size(), limits.container_bytes, "container_bytes")
        if not source.size():
            raise Unusable("empty", "the file has no bytes; save it again or remove it")
        number = 0
        for member in how.reader()(source, limits):
            number += 1
            if number > limits.members:
                raise too_large(f"more than {limits.members:,} members; those before are read", "members")
            if isinstance(member, Source):
                yield from _read_source(member, limits, guard, depth - 1)
            else:
                yield member
        if not number:
            raise Unusable("empty", "nothing is in it; put texts in it or remove it")
    except Unusable as error:
        yield Quarantined(source.path, error.reason, error.detail)
    except MemoryError:
        yield Quarantined(source.path, "memory", "there was not enough memory to read it; split it")
    except Exception as error:  # noqa: BLE001 - one file must never stop the others
        yield Quarantined(source.path, "crash", failed(error))


def _text(source: Source, how: Format, limits: Limits, guard: Guard) -> Text:
    return guard.read(how, source) if how.guarded else cast(Text, how.reader()(source, limits))


def _document(source: Source, how: Format, read: Text, limits: Limits) -> Document:
    text, start = read.text, read.start
    if len(text) > limits.document_characters:
        raise too_large(f"more than {limits.document_characters:,} characters of text", "document_characters")
    if not any(char.isalnum() for char in text[start:]):
        raise Unusable("empty", "the file has no words; put the text in it or remove it")
    said = source.said.over(read.said)
    language = said.language or "en"
    if not ENGLISH.fullmatch(language):
        raise Unusable("language", f"the metadata says {language}; only English texts are read")
    if source.said.language is None and (other := other_language(text[start:])):
        named = f"the text is in another language ({other})" if other != "und" else "the text is not in English"
        raise Unusable("language", f"{named}; only English texts are read. If it is English, put `language: en` in "
                       "the sidecar")  # fmt: skip
    found = structure(text, start)
    published, basis = said.published, said.published_basis
    if published is None and found.published is not None:
        published, basis = Interval(found.published, found.published), "text"
    return Document(
        document_id=document_id(source.path),
        path=source.path,
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
        media_type=source.media_type or how.media_type,
        sha256=hashlib.sha256(source.read(limits.document_bytes)).hexdigest(),
        publish=said.publish or "sentences",
    )


def _without_namesakes(documents: list[Document]) -> tuple[list[Document], list[Quarantined]]:
    """The documents without those that stand under the path of an earlier one, as members of an archive may."""
    first: dict[str, Document] = {}
    left_out: list[Quarantined] = []
    for document in documents:
        if first.setdefault(document.path, document) is not document:
            again = "another member has this name too, and was read; rename one of the two"
            left_out.append(Quarantined(document.path, "name", again))
    return list(first.values()), left_out


def _printed(document: Document) -> tuple[object, ...]:
    """What makes a document one: its bytes, how they are read, who published it, and when."""
    return document.sha256, document.text, document.publisher, document.published


def _without_copies(documents: list[Document], known: Mapping[str, str]) -> tuple[list[Document], list[Quarantined]]:
    """The documents without those that are another once more, and those as left out.

    The same text from another publisher or of another day is a document of its own, as when two papers print what an
    agency wrote; whatever else is said of a text does not make two of it."""
    first: dict[tuple[object, ...], str] = {}
    for document in documents:
        if _printed(document) not in first or known.get(document.sha256) == document.path:
            first[_printed(document)] = document.path
    kept: list[Document] = []
    left_out: list[Quarantined] = []
    for document in documents:
        path = first[_printed(document)]
        if path == document.path:
            kept.append(document)
        else:
            same = f"this is {path} once more; remove one of the two"
            left_out.append(Quarantined(document.path, "duplicate", same))
    return kept, left_out
