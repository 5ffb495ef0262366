"""What a request for a file of the dataset is answered with. The same answers serve both servers.

Addresses are the paths of the data package: `/datapackage.json` and `/dist/…`, so that each link and each path in the
descriptor leads where it leads on the disk; `/` leads to the explorer. Nothing else can be had: no hidden file, no
symbolic link, no folder, nothing above.
"""

from __future__ import annotations

import html
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
EXPLORER = "/dist/"
CHUNK = 1 << 16  # bytes
HEAD = 1 << 16  # bytes of a page in which its own policy is looked for
OCTETS = "application/octet-stream"
# By name and not by the machine's own list, which differs from one to the next
MEDIA_TYPES = {
    "": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8; header=present",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".sql": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SECURITY = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
FRAMED = "frame-ancestors 'none'"
# A page that brings no policy of its own, a picture or a text can be looked at, and can run nothing
INERT = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
OWN_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"<>]*)">', re.IGNORECASE)
RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})", re.ASCII)
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')  # in the name of a file; some have a meaning on some machine


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and headers, and a body: bytes, or a part of an open file, which `close` closes."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes = b""
    file: BinaryIO | None = None
    length: int = 0

    def body(self) -> Iterator[bytes]:
        """The body in pieces."""
        yield self.content
        left = self.length if self.file else 0
        while self.file and left and (piece := self.file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece

    def close(self) -> None:
        """Let go of the file."""
        if self.file:
            self.file.close()


def refusal(method: str, target: str, hosts: Iterable[str], port: int) -> Answer | None:
    """Why a request is not listened to at all; None when it is.

    A page elsewhere can make a browser ask this machine under a name of its own (DNS rebinding), and would then read
    the answers: so only this machine's names count.
    """
    names = list(hosts)
    if len(names) != 1 or names[0].lower() not in {f"{name}:{port}" for name in NAMES} | (
        set(NAMES) if port == 80 else set()
    ):
        return told(403, f"This server answers at http://{HOST}:{port}/ only.")
    if method not in ("GET", "HEAD"):
        return told(405, "This server is for reading: GET and HEAD only.", ("Allow", "GET, HEAD"))
    if not target.startswith("/"):
        return told(400, "The address must be a path, such as /dist/.")
    return None


def is_file(target: str) -> bool:
    """Whether a request is for a file of the dataset, found or not."""
    return target.partition("?")[0] in ("/datapackage.json", "/dist") or target.startswith("/dist/")


def answer(root: Path, method: str, target: str, headers: Mapping[str, str]) -> Answer:
    """The answer to a request that `refusal` let through, for a file of the dataset below `root`.

    `target` is the path of the request as it was sent, `headers` by lower-case names. Raises nothing: what cannot be
    read is not found.
    """
    path = target.partition("?")[0]
    if path in ("/", EXPLORER.rstrip("/")):
        return _answer(302, (("Location", EXPLORER),))
    file = _opened(root, f"{path}index.html" if path == EXPLORER else path)
    if file is None:
        return told(404, "There is no such file in the dataset.")
    try:
        return _of_file(file, Path(file.name).suffix, method, headers)
    except BaseException:
        file.close()
        raise


def told(status: int, sentence: str, *more: tuple[str, str]) -> Answer:
    """An answer of one sentence."""
    return _answer(status, (("Content-Type", MEDIA_TYPES[""]), *more), f"{sentence}\n".encode())


def _answer(status: int, headers: tuple[tuple[str, str], ...], content: bytes = b"", policy: str = INERT) -> Answer:
    length = ("Content-Length", str(len(content)))
    return Answer(status, (*headers, length, ("Cache-Control", "no-cache"), *_guarding(policy)), content)


def _guarding(policy: str) -> tuple[tuple[str, str], ...]:
    return ("Content-Security-Policy", f"{policy}; {FRAMED}"), *SECURITY


def _opened(root: Path, path: str) -> BinaryIO | None:
    """The file of the dataset at that address, open; None where there is none that may be had."""
    try:
        names = unquote(path, errors="strict").split("/")[1:]
    except UnicodeDecodeError:
        return None
    if any(not name or name.startswith(".") or name.endswith((".", " ")) or FORBIDDEN.search(name) for name in names):
        return None
    if names != ["datapackage.json"] and names[0] != "dist":
        return None
    try:
        # The folder itself may be a link that the user made; below it nothing may be.
        top = root.resolve() if names[0] != "dist" else (root / "dist").resolve()
        file = top.joinpath(*names[names[0] == "dist" :])
        if file.resolve(strict=True) != file or not stat.S_ISREG(file.lstat().st_mode):
            return None
        return file.open("rb")
    except (OSError, RuntimeError, ValueError):
        return None


def _of_file(file: BinaryIO, ending: str, method: str, headers: Mapping[str, str]) -> Answer:
    """The file, a part of it, or word that the reader's copy is still right."""
    status = os.fstat(file.fileno())
    size, changed = status.st_size, int(status.st_mtime)
    tag = f'"{status.st_mtime_ns:x}-{size:x}"'
    about = (
        ("Content-Type", MEDIA_TYPES.get(ending, OCTETS)),
        ("ETag", tag),
        ("Last-Modified", formatdate(changed, usegmt=True)),
        ("Accept-Ranges", "bytes"),
        ("Cache-Control", "no-cache"),
        *_guarding(_policy(file) if ending == ".html" else INERT),
    )
    if _is_current(headers, tag, changed):
        file.close()
        return Answer(304, about)
    start, end = 0, size
    wanted = RANGE.fullmatch(headers.get("range", "").strip()) if method == "GET" else None
    if wanted and (wanted[1] or wanted[2]) and headers.get("if-range", tag) == tag:
        if wanted[1]:
            start, end = int(wanted[1]), min(size, int(wanted[2]) + 1 if wanted[2] else size)
        else:
            start = max(0, size - int(wanted[2]))
        if wanted[1] and wanted[2] and int(wanted[2]) < int(wanted[1]):
            wanted, start, end = None, 0, size  # not a range at all: the whole file
        elif start >= end:
            file.close()
            return told(416, "The file is shorter than that.", ("Content-Range", f"bytes */{size}"))
    else:
        wanted = None
    part = (("Content-Range", f"bytes {start}-{end - 1}/{size}"),) if wanted else ()
    length = end - start
    file.seek(start)
    return Answer(206 if wanted else 200, (*about, *part, ("Content-Length", str(length))), b"", file, length)


def _is_current(headers: Mapping[str, str], tag: str, changed: int) -> bool:
    """Whether the copy that the reader has is the file as it is."""
    known = headers.get("if-none-match")
    if known is not None:
        return known.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in known.split(","))
    try:
        return parsedate_to_datetime(headers["if-modified-since"]).timestamp() >= changed
    except (KeyError, ValueError, OverflowError):
        return False


def _policy(file: BinaryIO) -> str:
    """The policy that a page names in its head, so that it holds from the first byte on; else the one that allows
    least."""
    found = OWN_POLICY.search(file.read(HEAD))
    policy = html.unescape(found[1].decode("ascii", "replace")) if found else ""
    return policy if policy and policy.isascii() and policy.isprintable() else INERT
