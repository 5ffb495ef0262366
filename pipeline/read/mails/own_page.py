"""The page of a mail without what it quotes: mail programs set that apart by the class or id of an element."""

from __future__ import annotations

import re

from pipeline.read.mails.own_words import mail_marks

TAG = re.compile(rb"<(/?)(div|blockquote|pre)\b([^<>]{0,2000})>", re.IGNORECASE)
WORD = re.compile(rb"[\w-]+")
CITED = re.compile(rb"\btype\s{0,9}=\s{0,9}[\"']?cite\b", re.IGNORECASE)
ANY_TAG = re.compile(rb"<[^<>]{0,2000}>")
UNSEEN = re.compile(rb"<(style|script|title)\b[^<>]{0,2000}>[^<]*", re.IGNORECASE)
ENTITY = re.compile(rb"&#?\w{1,20};")


def own_page(page: bytes) -> bytes:
    """The HTML of a page without quoted mails and signatures; what stands between and below them is kept."""
    quotes, cuts = _marks("page_quote"), _marks("page_cut")
    kept: list[bytes] = []
    position = depth = 0
    quoted = b""  # the name of the element that is being left out
    for tag in TAG.finditer(page):
        closes, name, attributes = tag[1] == b"/", tag[2].lower(), tag[3]
        if quoted:
            if name == quoted:
                depth += -1 if closes else 1
            if depth == 0:
                position, quoted = tag.end(), b""
            continue
        if closes:
            continue
        words = {word.lower() for word in WORD.findall(attributes)}
        if words & cuts:
            kept.append(page[position : tag.start()])
            return b"".join(kept)
        if words & quotes or (name == b"blockquote" and CITED.search(attributes)):
            kept.append(page[position : tag.start()])
            quoted, depth = name, 1
    if not quoted:
        kept.append(page[position:])
    return b"".join(kept)


def has_words(page: bytes) -> bool:
    """Whether a page shows any letter or digit."""
    shown = ENTITY.sub(b" ", ANY_TAG.sub(b" ", UNSEEN.sub(b" ", page)))
    return any(byte > 127 or chr(byte).isalnum() for byte in shown)


def _marks(use: str) -> set[bytes]:
    return {words.encode() for words in mail_marks(use)}
