"""Which documents are near-copies of one text: an agency story under another headline or byline is one source.

Texts are compared by runs of five words. Only texts that share one of their lowest-hashed runs are compared at all;
each joins the oldest text that it copies, never a copy of a copy that strayed too far.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from pipeline.model import Document
from pipeline.resolve.choices import age

RUN = 5
FEWEST_RUNS = 20  # below this, two reports of a like event may share most words by chance
LOWEST = 16
MOST_COMPARED = 40  # leaders that share one run: past that, the run is a stock phrase
COPIED = 0.6  # of all runs of both
_WORD = re.compile(r"\w+")


def text_clusters(documents: Iterable[Document]) -> Mapping[str, str]:
    """The id of the oldest near-copy for each document id: its own when it copies none."""
    found: dict[str, str] = {}
    runs: dict[str, frozenset[bytes]] = {}
    order: dict[str, int] = {}  # leader -> its place by age
    blocks: dict[bytes, list[str]] = {}
    for document in sorted(documents, key=age):
        own = _runs(document)
        lowest = sorted(own)[:LOWEST]
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


def _runs(document: Document) -> frozenset[bytes]:
    body = [block.span.of(document.text) for block in document.blocks if block.kind in ("body", "bullet")]
    words = _WORD.findall(" ".join(body).casefold())
    return frozenset(
        blake2b(" ".join(words[at : at + RUN]).encode("utf-8", "surrogatepass"), digest_size=8).digest()
        for at in range(len(words) - RUN + 1)
    )


def _alike(one: frozenset[bytes], other: frozenset[bytes]) -> bool:
    return len(one) >= FEWEST_RUNS and len(one & other) >= COPIED * len(one | other)
