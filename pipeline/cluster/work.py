"""What a worker of a cluster does: a shard of documents to a file of claims. Nothing of Dask is imported here."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.additions import Additions, use
from pipeline.cache.claims import document_digest, encoded
from pipeline.cache.makers import Makers, makers
from pipeline.cache.shards import Row, packed
from pipeline.model import Claims, Document
from pipeline.read.guard import limit_memory
from pipeline.workers import Outcome, Work, bare, extract_one


class OtherVersion(Exception):
    """The worker would read texts otherwise than whoever asks: the message says in what it differs."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents and all that their claims rest on. `makers` are those of the one who asks, without the rows that the
    dataset adds to the tables, and `kept_as` with them."""

    documents: tuple[Document, ...]
    work: Work
    additions: Additions
    makers: Makers
    kept_as: Makers


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a shard: the file of its claims, and by place what cannot stand there: failures, and claims that
    JSON cannot hold. None of these has its document."""

    content: bytes
    others: tuple[tuple[int, Outcome], ...]


_at_start: dict[str, Makers] = {}  # by extraction: what this process has loaded, or will load


def plain_makers(extract: str) -> Makers:
    """The makers of this installation, without the rows that a dataset adds."""
    return makers(extract, additions=Additions())


def first_makers(extract: str) -> Makers:
    """The same as when this process was asked first: what is on the disk later is not what it works with.

    Raises OtherVersion when the code or tables changed since.
    """
    now = plain_makers(extract)
    if _at_start.setdefault(extract, now) != now:
        raise OtherVersion("its code or tables changed since it was started; start it again")
    return now


def differences(theirs: Makers, ours: Makers) -> str:
    """In what a worker differs from here, in words; "" when in nothing."""
    told = []
    if theirs.software != ours.software:
        told.append(f"it has {theirs.software}, and here is {ours.software}")
    if theirs.code != ours.code:
        told.append("its code of Parley is another")
    if theirs.reference != ours.reference:
        told.append("its reference tables are others")
    return "; ".join(told)


def run_shard(shard: Shard) -> Done:
    """The claims of the documents. The same again gives the same, and nothing is written: whoever dies of it may be
    replaced. Raises OtherVersion before anything is read."""
    if other := differences(first_makers(shard.work.extract[0]), shard.makers):
        raise OtherVersion(other)
    use(shard.additions)
    rows: list[Row] = []
    others: list[tuple[int, Outcome]] = []
    with _memory(shard.work.limits.memory_megabytes):
        for place, document in enumerate(shard.documents):
            outcome = extract_one(document, shard.work)
            claims = encoded(outcome) if isinstance(outcome, Claims) else None
            if claims is None:
                others.append((place, bare(outcome)))
            else:
                row = (document_digest(document), document.document_id, document.path, document.sha256, claims)
                rows.append(Row(*row))
        return Done(packed(rows, shard.kept_as), tuple(others))


@contextlib.contextmanager
def _memory(megabytes: int) -> Iterator[None]:
    """Within the block this process has the limit that local workers have: afterwards it serves others."""
    try:
        import resource
    except ImportError:  # Windows
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    limit_memory(megabytes)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
