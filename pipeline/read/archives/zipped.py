"""Zip files: each member is a source by its own name, with the sidecar that may lie beside it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from pipeline.files import ZIP_DAMAGE
from pipeline.read.archives.unpacking import Allowance
from pipeline.read.decoding import Unusable
from pipeline.read.formats import format_of
from pipeline.read.limits import Limits
from pipeline.read.metadata import SUFFIX, Metadata, parse_sidecar
from pipeline.read.sources import Members, Quarantined, Source, printable, words_of

NOT_TEXT = ("__MACOSX/",)  # what archivers add of their own


def members(source: Source, limits: Limits) -> Members:
    """The sources in a zip file, in the order of their names, and the members that cannot be unpacked.

    Names are names only: nothing is written to the disk. Raises Unusable: `damaged` when the file is no whole zip file,
    `too_large`, `unreadable`.
    """
    with source.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except ZIP_DAMAGE as error:
            raise Unusable("damaged", f"this is no whole zip file ({words_of(error)}); save it again") from None
        with archive:
            yield from _members(source, archive, limits)


def _members(source: Source, archive: zipfile.ZipFile, limits: Limits) -> Iterator[Source | Quarantined]:
    allowance = Allowance(limits)
    listed = sorted((one for one in archive.infolist() if _is_source(one)), key=lambda one: one.filename)
    entries = {one.filename: one for one in listed}
    for entry in listed:  # several may bear one name
        name = entry.filename
        if name.endswith(SUFFIX) and name.removesuffix(SUFFIX) in entries:
            continue
        path = source.member(name, b"", Metadata()).path
        try:
            said = _sidecar(archive, entries.get(name + SUFFIX), allowance)
            yield from _member(source.member(name, b"", said), archive, entry, allowance)
        except Unusable as error:
            yield Quarantined(path, error.reason, error.detail)


def _is_source(entry: zipfile.ZipInfo) -> bool:
    last = entry.filename.replace("\\", "/").rpartition("/")[2]
    return not (entry.is_dir() or last.startswith(".") or entry.filename.startswith(NOT_TEXT))


def _member(member: Source, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowance: Allowance) -> Iterator[Source]:
    """The member with its content; that of a container is a file while the member is in use."""
    how = format_of(member.name)
    if how is None or not how.container:
        yield replace(member, content=_content(archive, entry, allowance))
        return
    with ExitStack() as context:
        with _damage_told(entry):
            stream = context.enter_context(archive.open(entry))
            file = context.enter_context(allowance.unpacked_file(stream, entry.compress_size))
        yield replace(member, content=file)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowance: Allowance) -> bytes:
    with _damage_told(entry), archive.open(entry) as stream:
        return allowance.unpack(stream, entry.compress_size)


@contextmanager
def _damage_told(entry: zipfile.ZipInfo) -> Iterator[None]:
    if entry.flag_bits & 1:
        raise Unusable("encrypted", "this member is locked with a password; unpack it and put the text itself here")
    try:
        yield
    except ZIP_DAMAGE as error:
        raise Unusable("damaged", f"this member cannot be unpacked ({words_of(error)}); save it again") from None


def _sidecar(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | None, allowance: Allowance) -> Metadata:
    if entry is None:
        return Metadata()
    return parse_sidecar(_content(archive, entry, allowance), printable(entry.filename))
