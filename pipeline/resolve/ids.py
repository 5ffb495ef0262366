"""Ids: a readable prefix, and where that is not enough a short hash of the record's own facts.

A hash rests on nothing but the record itself, so no other record or document can change it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.slugs import slug

LONGEST_WORD = 60
LONGEST_NAME = 100

Fact = str | bool | int | None | tuple[str, ...]

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a record itself: `prefix` begins its id (`demand:rus-ukr-forces`), `facts` are hashed."""

    prefix: str
    facts: tuple[Fact, ...]

    @property
    def digest(self) -> str:
        return hashlib.sha256(_written(self.facts).encode("utf-8", "surrogatepass")).hexdigest()


def mint(identities: Iterable[Identity], digits: int = 6) -> dict[Identity, str]:
    """An id for each distinct identity: its prefix and the first digits of its digest.

    Two identities that would share an id are told apart by more digits; the one with the lower digest keeps the short
    id.
    """
    listed = list(dict.fromkeys(identities))
    return dict(zip(listed, short_ids([(one.prefix, one.digest) for one in listed], digits), strict=True))


def short_ids(told: list[tuple[str, str]], digits: int) -> list[str]:
    """The ids for distinct pairs of a prefix and a digest, as `mint` gives them, in their order."""
    starts = {prefix: prefix if prefix.endswith(":") else f"{prefix}-" for prefix, _ in told}
    found = [starts[prefix] + digest[:digits] for prefix, digest in told]
    taken = set(found)
    if len(taken) == len(found):
        return found
    shared = {one for one, number in Counter(found).items() if number > 1}
    taken -= shared
    for (prefix, digest), at in sorted((told[at], at) for at, one in enumerate(found) if one in shared):
        length = digits
        while starts[prefix] + digest[:length] in taken:
            length += 1
        found[at] = starts[prefix] + digest[:length]
        taken.add(found[at])
    return found


@lru_cache(maxsize=65536)
def word(text: str) -> str:
    """`text` as a part of an id that makes it readable: its slug, cut at a hyphen when long, "x" when empty."""
    found = slug(text)
    if len(found) <= LONGEST_WORD:
        return found or "x"
    return found[:LONGEST_WORD].rpartition("-")[0] or found[:LONGEST_WORD]


@lru_cache(maxsize=65536)
def name_word(text: str) -> str:
    """`text` as an id of its own: equal for equal slugs only. Hashed where the slug is long or loses letters."""
    found = slug(text)
    if found and len(found) <= LONGEST_NAME and not any(char.isalpha() and not slug(char) for char in text):
        return found
    return f"{word(text)}-{short_hash(found if found and len(found) > LONGEST_NAME else text)}"


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def told_in(own_id: str, document_id: str) -> str:
    """The id of a claim where its own facts do not tell it from that of another document which is another record."""
    return f"{own_id}-{short_hash(document_id)}"


def tail(record_id: str) -> str:
    """An id without its kind: `rus` of `party:rus`."""
    return record_id.partition(":")[2]


def names(record_ids: Iterable[str], otherwise: str) -> str:
    """Several ids as one part of another: `fra-gbr`; `otherwise` when there is none."""
    return word("-".join(tail(record_id) for record_id in sorted(record_ids)) or otherwise)
