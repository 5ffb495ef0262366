"""The zip package that a Word file is: its parts are unpacked within limits, and parsed without entities."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable
from typing import Any

from lxml import etree

from pipeline.files import ZIP_DAMAGE
from pipeline.read.archives.unpacking import Allowance
from pipeline.read.decoding import Unusable
from pipeline.read.limits import Limits
from pipeline.read.sources import words_of

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGE = (*ZIP_DAMAGE, KeyError)  # KeyError: a part that the file says it has is not there


def check_kind(data: bytes) -> None:
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unusable("encrypted", "this Word file is locked with a password; save it without one")
        old = "WordDocument".encode("utf-16-le") in data
        what = "an old Word file (.doc)" if old else "an old Office file"
        raise Unusable("format", f"this is {what}; open it and save it as .docx")
    if data.startswith(b"{\\rtf"):
        raise Unusable("format", "this is an RTF file; open it and save it as .docx")
    if not data.startswith(b"PK"):
        raise Unusable("format", "this is no Word file; give its name the ending that fits, or save it as .docx")


class Package:
    """The parts of a Word file: each is unpacked, within the limits, and parsed when it is asked for."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._allowance = Allowance(limits)
        self._entries = {entry.filename.lstrip("/"): entry for entry in archive.infolist()}

    def names(self) -> Iterable[str]:
        return self._entries

    def tree(self, name: str) -> Any:
        """The root of an XML part; None when there is no such part."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise Unusable("encrypted", "this Word file is locked with a password; save it without one")
        try:
            with self._archive.open(entry) as stream:
                data = self._allowance.unpack(stream, entry.compress_size)
        except DAMAGE as error:
            raise damaged(str(error)) from None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(f"{name}: {error}") from None
        if root is None:
            raise damaged(f"{name} has no content")
        if root.getroottree().docinfo.doctype:
            raise damaged(f"{name} declares entities, as no Word file does")
        return root

    def related(self, name: str) -> dict[str, str]:
        """The parts that a part points to, by the last word of their kind; what lies outside is not among them."""
        folder, _, last = name.rpartition("/")
        root = self.tree(posixpath.join(folder, "_rels", f"{last}.rels"))
        found: dict[str, str] = {}
        for relation in root.iter(RELATIONS) if root is not None else ():
            kind = str(relation.get("Type", "")).rpartition("/")[2]
            target = str(relation.get("Target", ""))
            if relation.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.setdefault(kind, posixpath.normpath(path))
        return found


def other_kind(package: Package, main: str) -> Unusable:
    names = set(package.names())
    if "content.xml" in names:
        return Unusable("format", "this is an OpenDocument file; open it and save it as .docx")
    if main.startswith(("xl/", "ppt/")) or any(name.startswith(("xl/", "ppt/")) for name in names):
        return Unusable("format", "this is a workbook or slides, not a Word file; save its text as UTF-8 .txt")
    if not any(name.endswith(".rels") for name in names):
        return Unusable("format", "this is a zip file, not a Word file; give its name the ending .zip")
    return damaged("its text is missing")


def damaged(why: str) -> Unusable:
    return Unusable("damaged", f"this is no sound Word file ({words_of(why)}); save it as .docx again")
