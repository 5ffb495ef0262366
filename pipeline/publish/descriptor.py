"""The descriptor `datapackage.json` (Data Package v2) and one Table Schema a table, written by ourselves so that the
same tables give the same bytes.

CSV resources are tables. Parquet resources are declared as files, with size and hash: the reference implementation
does not check the hash of a Parquet table. Both point at one schema file.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import TYPE_CHECKING, Any

from pipeline.publish.package import PackageInfo
from pipeline.schema import TABLES, Column, Table

if TYPE_CHECKING:
    import polars as pl

PROFILES = "https://datapackage.org/profiles/2.0"


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table: fields with constraints, keys; an empty cell is null."""
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [key.column],
                "reference": {"resource": "" if key.table == table.name else key.table, "fields": [key.references]},
            }
            for key in table.foreign_keys
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    example = column.example.isoformat() if isinstance(column.example, datetime.date) else column.example
    constraints: dict[str, Any] = {
        "required": column.required or None,
        "unique": column.unique or None,
        "pattern": column.pattern,
        "enum": list(column.enum) or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    given = {name: value for name, value in constraints.items() if value is not None}
    field = {"name": column.name, "type": column.type, "title": column.title, "description": column.description}
    return {**field, "example": example, **({"constraints": given} if given else {})}


def descriptor(info: PackageInfo, documents: pl.DataFrame, files: dict[str, bytes]) -> dict[str, Any]:
    """The descriptor of the package. `files`: path below the package -> content, for every CSV and Parquet file."""
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": info.name,
        "title": info.title,
        "description": info.description,
        "version": info.version,
        "licenses": [dict(info.licence)],
        "contributors": [{"title": title, "roles": ["creator"]} for title in info.contributors],
        "keywords": list(info.keywords),
        "sources": [_source(row) for row in documents.iter_rows(named=True)],
        "resources": [
            *(_resource(table, "csv", files) for table in TABLES.values()),
            *(_resource(table, "parquet", files) for table in TABLES.values()),
        ],
    }


def _source(document: dict[str, Any]) -> dict[str, str]:
    """A document as a source: its title, and where it was published, else where it stands in the repository."""
    title = document["title"] or document["path"]
    if document["publisher"]:
        title = f"{title} ({document['publisher']})"
    return {"title": title, "path": document["url"] or f"sources/seeds/{document['path']}"}


def _resource(table: Table, format: str, files: dict[str, bytes]) -> dict[str, Any]:
    path = f"dist/{format}/{table.name}.{format}"
    content = files[path]
    kind = {
        "csv": {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"},
        "parquet": {"type": "file", "format": "parquet", "mediatype": "application/vnd.apache.parquet"},
    }[format]
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": table.name if format == "csv" else f"{table.name}-parquet",
        "title": table.title if format == "csv" else f"{table.title} (Parquet)",
        "description": table.description,
        **kind,
        "path": path,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": f"dist/schemas/{table.name}.json",
    }


def json_bytes(value: Any) -> bytes:
    """Readable JSON as UTF-8, with a final line end; keys stay in the order in which they were given."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def logical_hash(package: dict[str, Any]) -> str:
    """One hash for the data of a package, from the names and hashes of its resources: equal data, equal hash."""
    lines = sorted(f"{resource['name']} {resource['hash']}\n" for resource in package["resources"])
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()
