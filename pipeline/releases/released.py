"""The last release, kept inside the dataset: `dist/released/` has its tables and `release.json`.

So a clean clone knows what was released without network and without git. Builds carry the folder over as it is; only
`parley release` writes it.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.publish.descriptor import json_bytes
from pipeline.releases.shape import from_json_dict
from pipeline.releases.snapshot import Snapshot, read_frame
from pipeline.releases.version import VERSION

if TYPE_CHECKING:
    import polars as pl

FOLDER = "released"  # below dist/
LEVEL = 19  # of zstd: written once a release, kept in every clone


@dataclass(frozen=True)
class Released:
    """The last release: its tables, when it was made, and the files that keep it (path below dist/ -> content)."""

    snapshot: Snapshot
    version: str
    date: str
    files: Mapping[str, bytes]

    @property
    def changes(self) -> bytes:
        """What had changed with that release, as `reports/changes.md` told it."""
        return self.files[f"{FOLDER}/changes.md"]


def read_released(root: Path) -> Released | None:
    """The last release of the dataset below `root`; None when nothing was released yet.

    Raises InputError when the folder is damaged: its hashes stand in `release.json`.
    """
    folder = root / "dist" / FOLDER
    if not folder.is_dir() or not any(folder.iterdir()):
        return None
    restore = "take the folder back from the last commit (git checkout -- dist/released), and run this again"
    try:
        about = (folder / "release.json").read_bytes()
        told = json.loads(about)
        version, date, tables = str(told["version"]), str(told["date"]), told["tables"]
        shapes = {str(name): from_json_dict(each["shape"]) for name, each in tables.items()}
        hashes = {f"{name}.parquet": str(each["sha256"]) for name, each in tables.items()}
        hashes["changes.md"] = str(told["changes_sha256"])
        contents = {name: (folder / name).read_bytes() for name in hashes}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{folder} cannot be read ({type(error).__name__}: {error}); {restore}.") from None
    if not VERSION.fullmatch(version):
        raise InputError(f"{folder / 'release.json'} has the version {version!r}; {restore}.")
    for name, wanted in hashes.items():
        if hashlib.sha256(contents[name]).hexdigest() != wanted:
            raise InputError(f"{folder / name} differs from its hash in release.json; {restore}.")
    frames = {name: read_frame(contents[f"{name}.parquet"], str(folder / f"{name}.parquet")) for name in shapes}
    snapshot = Snapshot(frames, shapes, f"release {version} of {date}", version)
    files = {f"{FOLDER}/{name}": content for name, content in {**contents, "release.json": about}.items()}
    return Released(snapshot, version, date, files)


def released_files(snapshot: Snapshot, version: str, date: str, changes: bytes) -> dict[str, bytes]:
    """The files of `dist/released/` for a release: path below dist/ -> content."""
    frames = {name: _compact(frame) for name, frame in sorted(snapshot.tables.items())}
    shapes = {name: snapshot.shapes[name].to_json_dict() for name in frames}
    about = {
        "version": version,
        "date": date,
        "schema_digest": hashlib.sha256(json.dumps(shapes, sort_keys=True).encode("utf-8")).hexdigest(),
        "data_hash": hashlib.sha256(b"".join(frames.values())).hexdigest(),
        "changes_sha256": hashlib.sha256(changes).hexdigest(),
        "tables": {
            name: {
                "rows": snapshot.tables[name].height,
                "sha256": hashlib.sha256(content).hexdigest(),
                "shape": shapes[name],
            }
            for name, content in frames.items()
        },
    }
    return {
        **{f"{FOLDER}/{name}.parquet": content for name, content in frames.items()},
        f"{FOLDER}/changes.md": changes,
        f"{FOLDER}/release.json": json_bytes(about),
    }


def _compact(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.rechunk().write_parquet(
        buffer, compression="zstd", compression_level=LEVEL, statistics=False, row_group_size=100_000
    )
    return buffer.getvalue()
