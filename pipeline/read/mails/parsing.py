"""From the bytes of a mail to its parts and headers, whatever is wrong with them."""

from __future__ import annotations

from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import EmailPolicy
from typing import Any

from pipeline.model import Interval
from pipeline.read.days import find_day
from pipeline.read.decoding import Unusable
from pipeline.read.mails.own_words import without_prefixes
from pipeline.read.metadata import WEB_ADDRESS, Metadata

MOST_DEPTH = 20  # parts within parts
MOST_PARTS = 20_000
MOST_LINES = 2_000_000  # the library holds each as a text of its own; an attachment of 50 MB has 700,000
LONGEST_HEADER = 4_000  # characters: what is longer is no header that people wrote
FIRST_YEAR = 1971  # a mail of 1970 has no clock


class _Part(EmailMessage):
    """A part that knows how deep it lies: the parser's work grows with the depth."""

    depth = 0

    def attach(self, payload: Any) -> None:
        payload.depth = self.depth + 1
        if payload.depth > MOST_DEPTH:
            raise Unusable("depth", f"its parts lie more than {MOST_DEPTH} deep within one another; save its text as "
                           ".txt")  # fmt: skip
        super().attach(payload)


class _Tolerant(EmailPolicy):
    """The library's rules for headers, but none is too long for it, and one that it fails at is plain text."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value if len(value) <= LONGEST_HEADER else ""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        if not value.isascii():  # bytes without a declared encoding: UTF-8 or unknown
            value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # noqa: BLE001 - the library's parsers of headers fail in many ways
            return " ".join(value.split())


def parse_mail(data: bytes) -> EmailMessage:
    """The mail in these bytes. Raises Unusable: `damaged` when it is none, `depth`, `too_large`."""
    if data.count(b"\n") + data.count(b"\r") > 2 * MOST_LINES:
        raise Unusable("too_large", f"this has more than {MOST_LINES:,} lines; save its text as .txt")
    parts = 0

    def factory(policy: Any = None) -> _Part:
        nonlocal parts
        parts += 1
        if parts > MOST_PARTS:
            raise Unusable("too_large", f"this has more than {MOST_PARTS:,} parts; save its text as .txt")
        return _Part(policy=policy)

    policy = _Tolerant(message_factory=factory)
    try:
        found = BytesParser(policy=policy).parsebytes(data)
    except Unusable:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the library fails at, the file is no mail that can be read
        raise Unusable(
            "damaged", f"this is no mail that can be read ({type(error).__name__}); save its text as .txt"
        ) from None
    if not any(header(found, name) for name in ("from", "date", "subject", "message-id", "to", "content-type")):
        raise Unusable(
            "damaged", "this is no mail: no headers stand at its top; give it the ending .txt, or save it again"
        )
    assert isinstance(found, EmailMessage)
    return found


def header(message: Message[Any, Any], name: str) -> str:
    """A header as text on one line; empty when there is none, or bytes in it are of no known encoding."""
    try:
        text = " ".join(str(message.get(name, "")).split())
    except Exception:  # noqa: BLE001 - see above
        return ""
    return "" if "\ufffd" in text or any("\ud800" <= char <= "\udfff" for char in text) else text


def _as_written(message: EmailMessage, name: str) -> str:
    values = (str(value) for key, value in message.raw_items() if key.casefold() == name)
    return " ".join(next(values, "").split())


def metadata(message: EmailMessage) -> Metadata:
    """What the headers say: subject, sender, day, organisation, address of the archived mail."""
    day = find_day(
        _as_written(message, "date")
    )  # the library sets a wrong weekday right, but then nobody knows the day
    published = Interval(day[2], day[2]) if day and day[2] and day[2].year >= FIRST_YEAR else None
    url = header(message, "archived-at").strip("<> ")
    return Metadata(
        title=without_prefixes(header(message, "subject")) or None,
        author=_sender(message),
        publisher=header(message, "organization") or header(message, "organisation") or _list_name(message),
        published=published,
        published_basis="metadata" if published else None,
        url=url if WEB_ADDRESS.fullmatch(url) else None,
    )


def _sender(message: EmailMessage) -> str | None:
    """The name of the sender; an address alone is none."""
    try:
        addresses = message["from"].addresses if message["from"] is not None else ()
    except Exception:  # noqa: BLE001 - see above
        return None
    names = [" ".join(str(one.display_name).split()) for one in addresses]
    found = ", ".join(name for name in names if name and "@" not in name and "\ufffd" not in name)
    return found or None


def _list_name(message: EmailMessage) -> str | None:
    """The name of the mailing list, where it has one besides its address."""
    name, mark, _ = header(message, "list-id").partition("<")
    return name.strip(' "') or None if mark else None
