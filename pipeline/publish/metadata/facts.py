"""The facts that all metadata files tell, gathered once from the tables, the package's own words and its descriptor."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.publish.package import PackageInfo
from pipeline.schema import TABLES

if TYPE_CHECKING:
    import polars as pl

CITED_TEXTS = 100  # of more source texts the first are told; all of them stand in the table documents


@dataclass(frozen=True, slots=True)
class Source:
    """A text that the dataset rests on: what to call it, who wrote and published it, where, and the days on which it
    can have been published."""

    title: str
    author: str | None
    publisher: str | None
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class File:
    """A file of one table: its path below the package, media type, size in bytes and SHA-256."""

    table: str
    format: str  # csv or parquet
    path: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the metadata tells. `period` are the first and the last day on which a text can have been published;
    None when no text has a date. `rows` are counts by table, `languages` BCP 47 tags."""

    info: PackageInfo
    files: tuple[File, ...]
    rows: Mapping[str, int]
    sources: tuple[Source, ...]
    languages: tuple[str, ...]
    period: tuple[str, str] | None
    countries: tuple[str, ...]


def gather(tables: Mapping[str, pl.DataFrame], info: PackageInfo, package: Mapping[str, Any]) -> Facts:
    """The facts of a dataset. `package` is its descriptor (`publish/descriptor.py`)."""
    documents = tables["documents"].sort("document_id")
    return Facts(
        info,
        tuple(_file(resource) for resource in package["resources"]),
        {name: tables[name].height for name in TABLES},
        tuple(_source(row) for row in documents.head(CITED_TEXTS).iter_rows(named=True)),
        tuple(sorted(documents["language"].unique().to_list())),
        _period(documents),
        _countries(tables),
    )


def _file(resource: Mapping[str, Any]) -> File:
    name = str(resource["name"])
    table = name if resource["format"] == "csv" else name.removesuffix("-parquet")
    sha256 = str(resource["hash"]).removeprefix("sha256:")
    return File(table, resource["format"], resource["path"], resource["mediatype"], resource["bytes"], sha256)


def _source(row: Mapping[str, Any]) -> Source:
    first, last = row["published_from"], row["published_to"]
    published = None
    if first and last:
        published = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return Source(row["title"] or row["path"], row["author"], row["publisher"], row["url"], published)


def _period(documents: pl.DataFrame) -> tuple[str, str] | None:
    first, last = documents["published_from"].min(), documents["published_to"].max()
    if not isinstance(first, datetime.date) or not isinstance(last, datetime.date):
        return None
    return first.isoformat(), last.isoformat()


def _countries(tables: Mapping[str, pl.DataFrame]) -> tuple[str, ...]:
    """Names of the states that are parties."""
    parties = tables["parties"]
    states = parties.filter((parties["type"] == "state") & parties["country_code"].is_not_null())
    return tuple(sorted(states["name"].to_list()))
