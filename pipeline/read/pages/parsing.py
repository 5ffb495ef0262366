"""From the bytes of a page to its tree: the encoding by what is declared, the nesting measured before anything else."""

from __future__ import annotations

import re
from math import inf

from lxml import etree, html

from pipeline.read.decoding import Unusable, decode, encoding_labels
from pipeline.read.limits import Limits
from pipeline.read.sources import too_large

HEAD_BYTES = (
    16_384  # the declaration stands in the first 1024 bytes by the standard; saved pages put comments before it
)
PARSER_DEPTH = 2_040  # the parser silently leaves out what lies deeper than 2048 elements
META = re.compile(rb"<meta[\s/][^>]{1,1000}>", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"""([a-z-]{1,30})\s{0,9}=\s{0,9}(?:"([^"]{0,500})"|'([^']{0,500})'|([^\s"'>]{1,500}))""", re.IGNORECASE)  # fmt: skip
CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([^\s\"';]{1,60})", re.IGNORECASE)
XML_ENCODING = re.compile(rb"<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([^\"']{1,60})")
MARKUP = re.compile(r"<(?:!|/?[a-z])", re.IGNORECASE)
MAIL_ARCHIVE = re.compile(r"(?:From: <Saved by|MIME-Version:|Snapshot-Content-Location:)", re.IGNORECASE)
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
MOST_ATTRIBUTES = 2_000
BLANK = "<html><body></body></html>"


def declared_encoding(data: bytes) -> str | None:
    """The codec that the page's <meta> (or XML declaration) names; None when it names none that is known. UTF-16, in which nobody could read
    that, means UTF-8, as the HTML standard says.

    Raises Unusable (reason `encoding`) for the few that no browser reads.
    """
    head = _without_comments(data[:HEAD_BYTES])
    found: list[bytes] = []
    for match in META.finditer(head):
        said = {one[1].lower(): one[2] or one[3] or one[4] or b"" for one in ATTRIBUTE.finditer(match[0])}
        if b"charset" in said:
            found.append(said[b"charset"])
        elif said.get(b"http-equiv", b"").strip().lower() == b"content-type":
            found += [one[1] for one in CHARSET.finditer(said.get(b"content", b""))]
    if xml := XML_ENCODING.match(head.lstrip()):
        found.append(xml[1])
    for label in found:
        name = label.strip().decode("ascii", "replace").lower()
        codec = encoding_labels().get(name)
        if codec == "":
            raise Unusable("encoding", f"the page says {name}, which no browser reads; save the page as UTF-8")
        if codec:
            return "utf-8" if codec.startswith("utf-16") else codec
    return None


def _without_comments(head: bytes) -> bytes:
    parts = head.split(b"<!--")
    return parts[0] + b"".join(part.partition(b"-->")[2] for part in parts[1:])


def page_text(data: bytes, encoding: str | None) -> str:
    """The source text of a page: by its byte order mark, else in the encoding that the sidecar (`encoding`) or the page
    declares, else strict UTF-8. Nothing is guessed.

    Where bytes that are strict UTF-8 beyond ASCII are declared to be something else, they are UTF-8, as everywhere in
    this stage: pages whose declaration was not renewed when they were saved are common, the opposite does not happen.
    Raises Unusable: `empty`, `binary`, `encoding`, `format`.
    """
    text = decode(data, encoding or declared_encoding(data))
    if MAIL_ARCHIVE.match(text.lstrip()):
        raise Unusable("format", "this is a web archive (MHTML), not a page; open it and save it as `HTML only`")
    if not MARKUP.search(text):
        if not text.strip():
            raise Unusable("empty", "the page has no text; put the page in it or remove it")
        raise Unusable("format", "there is no markup in it; give its name the ending .txt")
    return text


def _check_attributes(text: str) -> None:
    """Raises Unusable for elements with so many attributes that the parser takes minutes over one."""
    for match in LONG_TAG.finditer(text):
        if len(QUOTED.sub("", match[0]).split()) > MOST_ATTRIBUTES:
            raise Unusable(
                "too_large", f"an element has more than {MOST_ATTRIBUTES:,} attributes; save its text as UTF-8 .txt"
            )


def parse_page(text: str, limits: Limits) -> html.HtmlElement:
    """The tree of a page, without comments. Nothing is fetched, nothing is run, document types are not read.

    Raises Unusable (reason `too_large`) when elements lie deeper than `limits.nesting`.
    """
    _check_attributes(text)
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, recover=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError:  # nothing but comments or a document type
        root = html.document_fromstring(BLANK, parser=parser)
    most = min(limits.nesting, PARSER_DEPTH)
    if is_beyond(root, most):
        if limits.nesting > PARSER_DEPTH:
            raise Unusable("too_large", f"elements lie more than {most:,} deep; save its text as UTF-8 .txt")
        raise too_large(f"elements that lie more than {most:,} deep", "nesting")
    return root


def is_beyond(root: html.HtmlElement, deepest: int, most: float = inf) -> bool:
    """Whether an element lies deeper than `deepest`, or there are more than `most`; without recursion, and ends at the
    first one."""
    depth = number = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        number += event == "start"
        if depth > deepest or number > most:
            return True
    return False
