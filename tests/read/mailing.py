"""What the tests of mails share: a mail, and what reading it gives."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from pipeline.model import Document
from pipeline.read import Limits, Quarantined, mail, read_folder
from pipeline.read.sources import Source

BODY = "The minister demanded an end to the strikes.\n\nNorland rejected the demand.\n"
HEAD = "From: Jane Doe <jane@example.org>\nSubject: Talks end\nDate: Wed, 01 May 2024 23:30:00 -0500\n"
PARTS = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"


def found_in(
    folder: Path, content: str | bytes, sidecar: str | None = None
) -> tuple[dict[str, Document], dict[str, Quarantined]]:
    (folder / "m.eml").write_bytes(
        content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
    )
    if sidecar:
        (folder / "m.eml.meta.yml").write_text(sidecar, encoding="utf-8")
    found = read_folder(folder)
    return {one.path: one for one in found.documents}, {one.path: one for one in found.quarantined}


def members(content: str | bytes) -> list[Source | Quarantined]:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
    return list(mail.members(Source("m.eml", "m.eml", data), Limits()))


def message(body: str | None = BODY) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = (
        "Jane Doe <jane@example.org>",
        "Talks end",
        "Wed, 01 May 2024 10:00:00 +0000",
    )
    if body is not None:
        made.set_content(body)
    return made
