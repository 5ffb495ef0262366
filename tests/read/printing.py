"""Writes PDF files for tests: objects as bytes, so that every part of them can be set, and broken."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FONTS = {
    "F1": b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "F2": b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    "F3": b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding << /Type /Encoding /BaseEncoding "
    b"/MacRomanEncoding /Differences [1 /fi /fl /ff /ffi] >> >>",
}
WIDTH = 0.5  # about that of a letter, in sizes of type


@dataclass
class Sheet:
    """The drawing commands of one page."""

    commands: list[bytes] = field(default_factory=list)

    def write(self, x: float, y: float, text: str | bytes, size: float = 10, font: str = "F1") -> Sheet:
        data = text.encode("cp1252") if isinstance(text, str) else text
        data = data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        self.commands.append(b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font.encode(), size, x, y, data))
        return self

    def lines(self, x: float, y: float, lines: Sequence[str], size: float = 10, leading: float = 12) -> Sheet:
        for i, line in enumerate(lines):
            self.write(x, y - i * leading, line, size)
        return self

    def add(self, command: bytes) -> Sheet:
        self.commands.append(command)
        return self


def pdf(
    sheets: Sequence[Sheet],
    info: Mapping[str, str] | None = None,
    objects: Mapping[str, bytes] | None = None,
    resources: bytes = b"",
    packed: bool = True,
) -> bytes:
    """A PDF file with these pages. `objects` are further ones by name, which `resources` refer to as `@name`."""
    names = list(objects or {})
    first_page = 4 + len(FONTS) + len(names)
    numbers = {name: 4 + len(FONTS) + i for i, name in enumerate(names)}

    def named(data: bytes) -> bytes:
        for name, number in numbers.items():
            data = data.replace(f"@{name}".encode(), b"%d 0 R" % number)
        return data

    fonts = b" ".join(b"/%s %d 0 R" % (name.encode(), 4 + i) for i, name in enumerate(FONTS))
    kids = b" ".join(b"%d 0 R" % (first_page + 2 * i) for i in range(len(sheets)))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] >>" % (kids, len(sheets)),
        b"<< %s >>" % b" ".join(b"/%s %s" % (key.encode(), text_string(value)) for key, value in (info or {}).items()),
        *FONTS.values(),
        *(named(data) for data in (objects or {}).values()),
    ]
    for i, sheet in enumerate(sheets):
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font << %s >> %s >> >>"
            % (first_page + 2 * i + 1, fonts, named(resources))
        )
        parts.append(stream(b"\n".join(sheet.commands), packed=packed))
    return whole(parts)


def whole(parts: Sequence[bytes]) -> bytes:
    """A file of these objects, numbered from 1; the first is the catalog, the third the document information."""
    data = b"%PDF-1.7\n"
    offsets = []
    for number, part in enumerate(parts, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(parts) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(data)
    )  # fmt: skip


def stream(data: bytes, entries: bytes = b"", packed: bool = True) -> bytes:
    if packed:
        data, entries = zlib.compress(data), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def text_string(text: str) -> bytes:
    return b"<%s>" % (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()
