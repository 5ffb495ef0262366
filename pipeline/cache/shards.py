"""Kept claims of many documents in one file: what a cluster gives back of each shard of work, `.parley/shards/`.

Each file is a Parquet file with a row for each document, named after the SHA-256 of its own bytes: a file that is
damaged or cut off is none. `manifest.json` beside them tells people and programs which there are; it is made of the
files and never read here.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cache.makers import Makers
from pipeline.files import KEPT, put

if TYPE_CHECKING:
    import polars as pl

SHARDS = KEPT / "shards"
MANIFEST = "manifest.json"
NAME = re.compile(r"[0-9a-f]{64}\.parquet")
COLUMNS = ("document", "document_id", "path", "sha256", "claims", "claims_sha256")
MAKERS = "parley:makers"
SECONDS = 5.0  # between two writings of the manifest while shards come in
IN_MEMORY = 4  # files whose claims are at hand


@dataclass(frozen=True, slots=True)
class Row:
    """The claims of one document as JSON (`claims`), under the digest of all that extraction saw of it (`document`)."""

    document: str
    document_id: str
    path: str
    sha256: str
    claims: bytes


def packed(rows: Sequence[Row], made_by: Makers) -> bytes:
    """The content of a shard's file."""
    import polars as pl

    names = ("document", "document_id", "path", "sha256")
    columns: dict[str, Sequence[str | bytes]] = {name: [getattr(row, name) for row in rows] for name in names}
    columns["claims"] = [row.claims for row in rows]
    columns["claims_sha256"] = [hashlib.sha256(row.claims).hexdigest() for row in rows]
    types = {name: pl.Binary if name == "claims" else pl.String for name in COLUMNS}
    out = io.BytesIO()
    told = {MAKERS: json.dumps(asdict(made_by), sort_keys=True)}
    pl.DataFrame(columns, schema=types).write_parquet(out, compression="zstd", metadata=told)
    return out.getvalue()


def unpacked(content: bytes) -> tuple[Makers, list[Row]]:
    """The makers and rows of a shard's file. Raises ValueError when it is none."""
    rows = []
    for document, document_id, path, sha256, claims, digest in _frame(content).iter_rows():
        if hashlib.sha256(claims).hexdigest() != digest:
            raise ValueError("claims that are not as they were written")
        rows.append(Row(document, document_id, path, sha256, claims))
    return _makers(content), rows


def _frame(content: bytes, columns: Sequence[str] = COLUMNS) -> pl.DataFrame:
    """Raises ValueError."""
    import polars as pl

    try:
        return pl.read_parquet(io.BytesIO(content), columns=list(columns))
    except pl.exceptions.PolarsError as error:
        raise ValueError(f"no file of claims: {error}") from None


def _makers(content: bytes) -> Makers:
    """Raises ValueError."""
    import polars as pl

    try:
        return Makers(**json.loads(pl.read_parquet_metadata(io.BytesIO(content))[MAKERS]))
    except (pl.exceptions.PolarsError, KeyError, TypeError) as error:
        raise ValueError(f"no file of claims: {error}") from None


class Shards:
    """The files in `folder`. Nothing is read before the first question."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._index: dict[str, list[str]] | None = None  # digest of a document -> files that hold it
        self._documents: dict[str, list[str]] = {}  # the other way round
        self._made: dict[str, Makers] = {}
        self._told: dict[str, dict[str, Any]] = {}  # what the manifest says of each file
        self._open: OrderedDict[str, Mapping[str, bytes]] = OrderedDict()
        self._written = 0.0

    def find(self, document: str, wanted: Makers) -> tuple[Makers, bytes] | None:
        """The makers and the claims that are kept for the document of this digest: those of the makers `wanted` where
        there are some, else any. None when there are none."""
        files = self._indexed().get(document, [])
        for name in sorted(files, key=lambda name: self._made[name] != wanted):
            claims = self._claims(name).get(document)
            if claims is not None:
                return self._made[name], claims
        return None

    def write(self, content: bytes) -> None:
        """Keep a shard, in one step, and tell of it in the manifest. Raises OSError."""
        name = f"{hashlib.sha256(content).hexdigest()}.parquet"
        index = self._indexed()
        if name in self._made:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        put(self.folder / name, content)
        self._take(name, content, index)
        if time.monotonic() > self._written + SECONDS:
            self.tell()

    def tell(self) -> None:
        """Write the manifest as the files are now. A disk that is full costs only the manifest."""
        self._written = time.monotonic()
        if self.folder.is_dir():
            told = {"shards": [self._told[name] for name in sorted(self._told)]}
            with suppress(OSError):
                put(self.folder / MANIFEST, (json.dumps(told, indent=1) + "\n").encode("ascii"))

    def keep_only(self, used: AbstractSet[str], wanted: Makers) -> None:
        """Remove the files of other makers, those of which no document is among the `used`, and what an interrupted run
        left. Of files less than half used what is used goes into one new file."""
        if not self.folder.is_dir():
            return
        self._indexed()
        rest: dict[str, Row] = {}
        away = []
        for name in self._files():
            documents = self._documents.get(name, [])
            live = used & set(documents) if self._made.get(name) == wanted else set()
            if 2 * len(live) >= len(documents) > 0:
                continue
            away.append(name)
            with suppress(OSError, ValueError):
                rest |= {row.document: row for row in self._rows(name) if row.document in live} if live else {}
        try:
            if rest:
                self.write(packed(list(rest.values()), wanted))
        except OSError:
            return
        for name in away:
            self._forget(name)
        for part in self.folder.glob("*.part"):
            with suppress(OSError):
                part.unlink()
        self.tell()
        if not self._told:
            with suppress(OSError):
                (self.folder / MANIFEST).unlink(missing_ok=True)
                self.folder.rmdir()

    def _rows(self, name: str) -> list[Row]:
        """The rows of a file that was indexed. Raises OSError, and ValueError when it is damaged meanwhile."""
        content = (self.folder / name).read_bytes()
        if f"{hashlib.sha256(content).hexdigest()}.parquet" != name:
            raise ValueError(f"{name} is not as it was written")
        return unpacked(content)[1]

    def _files(self) -> Iterable[str]:
        try:
            return sorted(name for name in os.listdir(self.folder) if NAME.fullmatch(name))
        except OSError:
            return []

    def _indexed(self) -> dict[str, list[str]]:
        if self._index is None:
            self._index = {}
            for name in self._files():
                with suppress(OSError, ValueError):
                    content = (self.folder / name).read_bytes()
                    if f"{hashlib.sha256(content).hexdigest()}.parquet" == name:  # only then it is parsed
                        self._take(name, content, self._index)
        return self._index

    def _take(self, name: str, content: bytes, index: dict[str, list[str]]) -> None:
        """Index a file. Raises ValueError when it holds no claims."""
        documents = [str(one) for one in _frame(content, ["document"])["document"]]
        made = _makers(content)
        inputs = hashlib.sha256("\n".join(documents).encode("ascii", "replace")).hexdigest()
        self._made[name] = made
        self._documents[name] = documents
        self._told[name] = {
            "file": name,
            "inputs": inputs,
            "rows": len(documents),
            "bytes": len(content),
            "sha256": name.removesuffix(".parquet"),
            "makers": hashlib.sha256(json.dumps(asdict(made), sort_keys=True).encode("ascii")).hexdigest(),
        }
        for document in documents:
            index.setdefault(document, []).append(name)

    def _claims(self, name: str) -> Mapping[str, bytes]:
        """The claims of a file by the digest of their document; none when it is damaged or gone meanwhile."""
        if name not in self._open:
            found: Mapping[str, bytes] = {}
            with suppress(OSError, ValueError):
                found = {row.document: row.claims for row in self._rows(name)}
            self._open[name] = found
        self._open.move_to_end(name)
        while len(self._open) > IN_MEMORY:
            self._open.popitem(last=False)
        return self._open[name]

    def _forget(self, name: str) -> None:
        with suppress(OSError):
            (self.folder / name).unlink(missing_ok=True)
        self._made.pop(name, None)
        self._told.pop(name, None)
        for document in self._documents.pop(name, []):
            self._indexed()[document].remove(name)
