"""Croissant 1.0 (MLCommons): every file with its SHA-256, every table as a record set with keys and references.

Records are read from the CSV files; the Parquet files, with the same rows, are listed beside them.
See https://docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html.
"""

from __future__ import annotations

import datetime
from typing import Any

from pipeline.publish.metadata.facts import Facts, File
from pipeline.schema import TABLES, Column, ForeignKey, Table

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
TYPES = {
    "string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "date": "sc:Date", "boolean": "sc:Boolean",
}  # fmt: skip
# The context of the standard, which asks that it stands in the file itself: so it is read without network.
CROISSANT = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format", "includes",
    "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated",
    "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{name: f"cr:{name}" for name in CROISSANT},
}


def croissant(facts: Facts) -> dict[str, Any]:
    """The Croissant description of the dataset; addresses are relative to `dist/metadata/`."""
    info = facts.info
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": info.name,
        "alternateName": info.title,
        "description": info.description,
        "url": "../../datapackage.json",
        "license": info.licence["path"],
        "version": info.version,
        **({"datePublished": info.date} if info.date else {}),
        "creator": [{"@type": "sc:Organization", "name": name} for name in info.contributors],
        "keywords": list(info.keywords),
        "inLanguage": list(facts.languages),
        "citeAs": info.citation,
        "isLiveDataset": False,
        "distribution": [_file_object(file) for file in facts.files],
        "recordSet": [_record_set(table) for table in TABLES.values()],
    }


def _file_object(file: File) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": f"{file.table}.{file.format}",
        "name": f"{file.table}.{file.format}",
        "description": TABLES[file.table].description,
        "contentUrl": f"../{file.path.removeprefix('dist/')}",
        "contentSize": f"{file.size} B",
        "encodingFormat": file.media_type if file.format == "csv" else "application/x-parquet",
        "sha256": file.sha256,
    }


def _record_set(table: Table) -> dict[str, Any]:
    # Not those inside one table: readers join record sets along references, and cannot join one with itself.
    references = {key.column: key for key in table.foreign_keys if key.table != table.name}
    keys = [{"@id": f"{table.name}/{name}"} for name in table.primary_key]
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": keys[0] if len(keys) == 1 else keys,
        "field": [_field(table, column, references.get(column.name)) for column in table.columns],
    }


def _field(table: Table, column: Column, reference: ForeignKey | None) -> dict[str, Any]:
    example = column.example.isoformat() if isinstance(column.example, datetime.date) else column.example
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": TYPES[column.type],
        "source": {"fileObject": {"@id": f"{table.name}.csv"}, "extract": {"column": column.name}},
        **({"references": {"field": {"@id": f"{reference.table}/{reference.references}"}}} if reference else {}),
        "examples": [example],
    }
