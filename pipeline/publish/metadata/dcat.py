"""DCAT 3 as JSON-LD, with what DCAT-AP 3 makes mandatory: what public data portals harvest.

A distribution must be the whole of its dataset, so each table is a dataset of its own, with a CSV file and a Parquet
file, and part of the whole. Addresses are relative to `dist/metadata/`.
"""

from __future__ import annotations

from typing import Any

from pipeline.publish.metadata.facts import Facts, File
from pipeline.schema import TABLES, Table

EU = "http://publications.europa.eu/resource/authority"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
LANGUAGE = f"{EU}/language/ENG"  # no other is read
CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def dcat(facts: Facts) -> dict[str, Any]:
    """A catalogue with the dataset as a whole and one dataset for each table."""
    info = facts.info
    by_table: dict[str, list[File]] = {name: [] for name in TABLES}
    for file in facts.files:
        by_table[file.table].append(file)
    publisher = {"@id": "#publisher", "@type": "foaf:Agent", "foaf:name": ", ".join(info.contributors)}
    whole = {
        "@id": "#dataset",
        "@type": "dcat:Dataset",
        "dct:title": _english(info.title),
        "dct:description": _english(info.description),
        "dct:identifier": info.name,
        **_common(facts),
        "dcat:keyword": [_english(word) for word in info.keywords],
        "dct:hasPart": [{"@id": f"#{name}"} for name in TABLES],
        "dcat:distribution": [_package(facts)],
        **_temporal(facts),
    }
    parts = [_part(facts, table, by_table[table.name]) for table in TABLES.values()]
    catalogue = {
        "@id": "#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _english(info.title),
        "dct:description": _english(f"The dataset {info.name} and its tables."),
        "dct:publisher": {"@id": "#publisher"},
        "dct:license": {"@id": facts.info.licence["path"]},
        "dcat:dataset": [{"@id": "#dataset"}, *({"@id": part["@id"]} for part in parts)],
    }
    return {"@context": CONTEXT, "@graph": [catalogue, publisher, whole, *parts]}


def _common(facts: Facts) -> dict[str, Any]:
    """What holds for the whole and for each of its tables."""
    issued = {"dct:issued": _day(facts.info.date)} if facts.info.date else {}
    international = {"dcat:theme": {"@id": f"{EU}/data-theme/INTR"}} if len(facts.countries) > 1 else {}
    return {
        "dct:publisher": {"@id": "#publisher"},
        "dct:creator": {"@id": "#publisher"},
        "dcat:version": facts.info.version,
        **issued,
        "dct:accessRights": {"@id": f"{EU}/access-right/PUBLIC"},
        **international,
        "dct:language": [{"@id": LANGUAGE}],
    }


def _part(facts: Facts, table: Table, files: list[File]) -> dict[str, Any]:
    return {
        "@id": f"#{table.name}",
        "@type": "dcat:Dataset",
        "dct:title": _english(f"{facts.info.title}: {table.title}"),
        "dct:description": _english(table.description),
        "dct:identifier": f"{facts.info.name}/{table.name}",
        "dct:isPartOf": {"@id": "#dataset"},
        **_common(facts),
        "dcat:distribution": [_distribution(facts, table, file) for file in files],
    }


def _distribution(facts: Facts, table: Table, file: File) -> dict[str, Any]:
    address = {"@id": f"../{file.path.removeprefix('dist/')}"}
    return {
        "@id": f"#{table.name}-{file.format}",
        "@type": "dcat:Distribution",
        "dct:title": _english(f"{table.title} ({'CSV' if file.format == 'csv' else 'Parquet'})"),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dct:license": {"@id": facts.info.licence["path"]},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}/{file.media_type}"},
        "dct:format": {"@id": f"{EU}/file-type/{file.format.upper()}"},
        "dct:conformsTo": {"@id": f"../schemas/{table.name}.json"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file.size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": file.sha256},
        },
    }


def _package(facts: Facts) -> dict[str, Any]:
    """The dataset as a whole: the Data Package, whose descriptor names all files."""
    address = {"@id": "../../datapackage.json"}
    return {
        "@id": "#datapackage",
        "@type": "dcat:Distribution",
        "dct:title": _english("Data Package: the descriptor of all tables"),
        "dcat:accessURL": address,
        "dct:license": {"@id": facts.info.licence["path"]},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}/application/json"},
        "dct:format": {"@id": f"{EU}/file-type/JSON"},
        "dct:conformsTo": {"@id": "https://datapackage.org/standard/data-package/"},
    }


def _temporal(facts: Facts) -> dict[str, Any]:
    if not facts.period:
        return {}
    first, last = facts.period
    return {
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": _day(first), "dcat:endDate": _day(last)},
    }


def _english(text: str) -> dict[str, str]:
    return {"@language": "en", "@value": text}


def _day(date: str) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": date}
