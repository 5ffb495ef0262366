"""Which documents are near-copies of one text: an agency story under another headline or byline is one source.

Texts are compared by runs of five words. Only texts that share one of their lowest-hashed runs are compared at all;
each joins the oldest text that it copies, never a copy of a copy that strayed too far.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from pipeline.model import Document
from pipeline.resolve.choices import age

if TYPE_CHECKING:
    import numpy as np

    Runs = np.ndarray[Any, np.dtype[np.uint64]]  # different ones, the lowest first

RUN = 5
FEWEST_RUNS = 20  # below this, two reports of a like event may share most words by chance
LOWEST = 16
MOST_COMPARED = 40  # leaders that share one run: past that, the run is a stock phrase
COPIED = 0.6  # of all runs of both
MOST_WORDS = 2_000_000  # whose numbers are kept at once
_WORD = re.compile(r"\w+")
_BETWEEN = bytes(at if _WORD.match(chr(at)) else 32 for at in range(128)).ljust(256)  # what parts words of ASCII
_SIGNS = "“”‘’–—…•\u00a0"  # most texts have no other letters beyond ASCII, and these are in no word
_PLACES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F)  # odd


def text_clusters(documents: Iterable[Document]) -> Mapping[str, str]:
    """The id of the oldest near-copy for each document id: its own when it copies none."""
    found: dict[str, str] = {}
    runs: dict[str, Runs] = {}
    order: dict[str, int] = {}  # leader -> its place by age
    blocks: dict[int, list[str]] = {}
    words = _Numbers()
    for document in sorted(documents, key=age):
        own = words.runs(document)
        lowest = own[:LOWEST].tolist()
        leaders = {leader for one in lowest for leader in blocks.get(one, ())}
        same = [leader for leader in sorted(leaders, key=order.__getitem__) if _alike(own, runs[leader])]
        found[document.document_id] = same[0] if same else document.document_id
        if not same and len(own) >= FEWEST_RUNS:
            runs[document.document_id] = own
            order[document.document_id] = len(order)
            for one in lowest:
                if len(block := blocks.setdefault(one, [])) < MOST_COMPARED:
                    block.append(document.document_id)
    return found


class _Numbers(dict[bytes, int]):
    """Numbers for words, and from them for runs of words: the same for equal words in any set of texts."""

    def __init__(self) -> None:
        super().__init__()
        self._listed: list[int] = []  # the number of each word, in the order in which words are met
        self._table: Runs | None = None

    def __missing__(self, word: bytes) -> int:
        self._listed.append(int.from_bytes(blake2b(word, digest_size=8).digest(), "big"))
        self[word] = len(self)
        return self[word]

    def runs(self, document: Document) -> Runs:
        """The runs of a text."""
        import numpy as np

        if len(self) > MOST_WORDS:
            self.clear()
            self.__init__()  # type: ignore[misc]
        places = np.array(list(map(self.__getitem__, _words(document))), dtype=np.int64)
        known = 0 if self._table is None else len(self._table)
        if self._table is None or known < len(self._listed):
            added = np.array(self._listed[known:], dtype=np.uint64)
            self._table = added if self._table is None else np.concatenate([self._table, added])
        numbers = self._table[places]
        found = np.zeros(max(0, len(numbers) - RUN + 1), dtype=np.uint64)
        for at, place in enumerate(_PLACES):
            found += numbers[at : at + len(found)] * np.uint64(place)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):  # like runs get numbers far apart
            found = (found ^ (found >> np.uint64(shift))) * np.uint64(factor)
        found.sort()
        return found[np.concatenate(([True], found[1:] != found[:-1]))[: len(found)]]


def _words(document: Document) -> list[bytes]:
    """The words of a text, in lower case."""
    text = document.text
    body = " ".join([text[one.span.start : one.span.end] for one in document.blocks if one.kind in ("body", "bullet")])
    body = body.casefold()
    plain = body
    for sign in () if body.isascii() else _SIGNS:
        plain = plain.replace(sign, " ")
    if plain.isascii():
        return plain.encode("ascii").translate(_BETWEEN).split()
    return [word.encode("utf-8", "surrogatepass") for word in _WORD.findall(body)]


def _alike(one: Runs, other: Runs) -> bool:
    fewer, more = sorted((len(one), len(other)))
    if fewer < max(FEWEST_RUNS, COPIED * more):
        return False
    least = COPIED * (fewer + more) / (1 + COPIED)  # so many they share, or they share too little of what both have
    first = len(one) * 3 // 10  # texts that only share a phrase are told apart by a part of their runs
    if _shared(one[:first], other) + len(one) - first < least - 1:
        return False
    shared = _shared(one, other)
    return shared >= COPIED * (fewer + more - shared)


def _shared(some: Runs, other: Runs) -> int:
    places = other.searchsorted(some)
    return int((other[places.clip(max=len(other) - 1)] == some).sum())
