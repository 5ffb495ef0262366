"""Mails: the message is a document, and so is each attachment of a format that is read.

The text is the sender's own: quoted mails, signatures and footers of lists are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from typing import Any, cast

from pipeline.files import WITHIN
from pipeline.read.decoding import Unusable, codec_of, decode, encoding_of
from pipeline.read.formats import FORMATS, format_of
from pipeline.read.limits import Limits
from pipeline.read.mails.own_page import has_words, own_page
from pipeline.read.mails.own_words import own_words
from pipeline.read.mails.parsing import header, metadata, parse_mail
from pipeline.read.metadata import Metadata
from pipeline.read.sources import Members, Quarantined, Source, printable

MEDIA_TYPE = FORMATS[".eml"].media_type
NO_TEXT = "the mail has no text; put the text in it or remove it"
ONLY_QUOTED = "all of its text is quoted from another mail; put that one here"
SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
LOCKED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
ENDINGS = {how.media_type: ending for ending, how in reversed(FORMATS.items())}


def members(source: Source, limits: Limits) -> Members:
    """The mail itself under its own path, then its attachments `mail.eml!/name` in their order.

    Raises Unusable: `damaged` when it is no mail, `depth`, `too_large`, `empty`, `encoding`, `encrypted`, `unreadable`.
    """
    data = source.read(limits.document_bytes)
    if not data.strip():
        raise Unusable("empty", "the file is empty; save the mail again or remove it")
    yield from _message(source, parse_mail(data))


@dataclass(slots=True)
class _Content:
    """What a walk over the parts found: texts of the message itself, and what is attached, with the part's number.
    `encoding` is the one that the sidecar names."""

    encoding: str | None
    plain: list[EmailMessage] = field(default_factory=list)
    pages: list[EmailMessage] = field(default_factory=list)
    attached: list[tuple[int, EmailMessage]] = field(default_factory=list)
    parts: int = 0


def _message(source: Source, message: EmailMessage) -> Iterator[Source | Quarantined]:
    found = _Content(source.said.encoding)
    _walk(message, found)
    attached = replace(source, said=replace(source.said, title=None, author=None, url=None, published=None,
                                            published_basis=None, published_reason=None, encoding=None))  # fmt: skip
    said = source.said.over(metadata(message))
    nothing = True
    for own in _own(source, found, said):
        nothing = False
        yield own
    names: dict[str, int] = {}
    for number, part in found.attached:
        nothing = False
        yield from _attachment(attached, part, _unused(_name(part, number), names))
    if nothing:
        raise Unusable("empty", NO_TEXT)


def _walk(part: EmailMessage, found: _Content) -> None:
    found.parts += 1
    kind = part.get_content_type()
    if kind in LOCKED:
        raise Unusable("encrypted", "the mail is locked with a key; save its text as UTF-8 .txt")
    if part.get_content_maintype() == "multipart":
        children = _children(part)
        if kind == "multipart/alternative":
            children = _best(children, found.encoding)
        elif kind == "multipart/related":
            children = children[:1]  # the others are pictures and styles of the first
        for child in children:
            _walk(child, found)
    elif kind in SIGNATURES:
        return
    elif kind in ("text/plain", "text/html") and not _is_attached(part):
        (found.plain if kind == "text/plain" else found.pages).append(part)
    else:
        found.attached.append((found.parts, part))


def _children(part: EmailMessage) -> list[EmailMessage]:
    if not part.is_multipart():
        raise Unusable("damaged", "its parts cannot be told apart (the mail is cut off or broken); save it again")
    return cast(list[EmailMessage], part.get_payload())


def _best(children: list[EmailMessage], encoding: str | None) -> list[EmailMessage]:
    """Of alternatives that say the same the plain text when it has words, else the last, which is the richest."""
    for child in children:
        if child.get_content_type() == "text/plain" and not _is_attached(child):
            try:
                if any(char.isalnum() for char in own_words(_text(child, encoding)).text):
                    return [child]
            except Unusable:
                continue
    readable = [child for child in children if child.get_content_type() != "text/plain"]
    return readable[-1:] or children[:1]


def _is_attached(part: EmailMessage) -> bool:
    return header(part, "content-disposition").casefold().startswith("attachment") or bool(_filename(part))


def _own(source: Source, found: _Content, said: Metadata) -> Iterator[Source | Quarantined]:
    """The message as a source: its plain texts together, or without such its first page; further pages are members."""
    parts = [own_words(_text(part, found.encoding)) for part in found.plain]
    text = "\n\n".join(part.text for part in parts if part.text)
    pages = [(page, data) for page in found.pages if has_words(data := own_page(_data(page)))]
    quotes = any(part.quotes for part in parts) or any(has_words(_data(page)) for page in found.pages)
    forwards = any(part.forwards for part in parts)
    if any(char.isalnum() for char in text):
        text = "\n" + text if text.startswith("---") else text  # a rule at the top opens no front matter
        yield replace(source, name="mail.txt", content=text.encode(), media_type=MEDIA_TYPE,
                      said=replace(said, encoding="utf-8"))  # fmt: skip
    elif pages:
        yield _page(replace(source, media_type=MEDIA_TYPE, said=said), *pages.pop(0))
    elif quotes and not forwards and not found.attached:
        raise Unusable("empty", ONLY_QUOTED)
    for number, (page, data) in enumerate(pages, start=1):
        yield _page(source.member(f"page-{number}.html", b"", replace(said, title=None)), page, data)
    if forwards:  # it is another's, and its own headers are not there
        yield Quarantined(f"{source.path}{WITHIN}forwarded", "format", "a mail that is handed on within the text is not "
                          "read; save it as a file of its own")  # fmt: skip


def _page(source: Source, part: EmailMessage, data: bytes) -> Source:
    """The source of the page in a part, of which `data` is without quotes."""
    encoding = source.said.encoding or encoding_of(data, _charset(part))
    return replace(source, name="mail.html", content=data, said=replace(source.said, encoding=encoding))


def _attachment(source: Source, part: EmailMessage, name: str) -> Iterator[Source | Quarantined]:
    member = source.member(name, b"", Metadata())
    if format_of(name) is None and part.get_content_type() in ENDINGS:  # "statement", a PDF
        member = replace(member, name=name + ENDINGS[part.get_content_type()])
    try:
        if part.get_content_type() == MEDIA_TYPE:
            inner = part.get_payload()
            if not isinstance(inner, list) or not inner:
                raise Unusable("damaged", "this attached mail cannot be read; save it again")
            yield from _message(member, cast(EmailMessage, inner[0]))
            return
        encoding = _charset(part) if part.get_content_maintype() == "text" else None
        yield replace(member, content=_data(part), said=replace(member.said, encoding=encoding))
    except Unusable as error:
        yield Quarantined(member.path, error.reason, error.detail)


def _name(part: EmailMessage, number: int) -> str:
    """The name of an attachment without folders; by its number in the mail when it has none."""
    ending = ENDINGS.get(part.get_content_type(), "")
    name = re.split(r"[/\\]", _filename(part))[-1].strip(" .")[:200]
    if not name or name.startswith(".") or not any(char.isalnum() for char in name):
        return f"part-{number}{ending}"
    if part.get_content_type() == MEDIA_TYPE and not name.lower().endswith(".eml"):
        name += ending
    return printable(name)


def _filename(part: EmailMessage) -> str:
    try:
        return " ".join((part.get_filename() or "").split())
    except Exception:  # noqa: BLE001 - the library's parsers of headers fail in many ways
        return ""


def _unused(name: str, names: dict[str, int]) -> str:
    """The name, or with a number in it when an attachment before has it."""
    stem, dot, ending = name.rpartition(".")
    found, number = name, names.get(name, 1)
    while found in names:
        number += 1
        found = f"{stem}-{number}.{ending}" if dot else f"{name}-{number}"
    names[name] = number
    names[found] = 1
    return found


def _data(part: EmailMessage) -> bytes:
    try:
        data: Any = part.get_payload(decode=True)
    except Exception as error:  # noqa: BLE001 - unknown or broken transfer encodings
        raise Unusable(
            "damaged", f"this part cannot be decoded ({type(error).__name__}); save the mail again"
        ) from None
    return data if isinstance(data, bytes) else b""


def _charset(part: EmailMessage) -> str | None:
    """The encoding that the part declares, when there is such a one."""
    try:
        return codec_of(str(part.get_content_charset() or ""))
    except Exception:  # noqa: BLE001 - a header that the library fails at
        return None


def _text(part: EmailMessage, encoding: str | None) -> str:
    """The text of a part: UTF-8, else what the sidecar says, else what the part declares."""
    data = _data(part)
    return decode(data, encoding or _charset(part)) if data.strip() else ""
