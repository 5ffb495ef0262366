"""schema.org/Dataset as JSON-LD: what search engines for data read, from a file or from the head of a web page."""

from __future__ import annotations

from typing import Any

from pipeline.publish.metadata.facts import Facts, File, Source
from pipeline.schema import TABLES

METHOD = "Rules over parsed text; every row rests on a quotation with its place in the source text"
# The tables that say what is measured; the others are vocabularies, links and the record of ids.
MEASURED = ("parties", "people", "places", "demands", "stances", "events", "evidence")
NAMED_COUNTRIES = 30


def schema_org(facts: Facts, base: str = "") -> dict[str, Any]:
    """The JSON-LD of the dataset as a JSON value. `base` leads from the file that holds it to `dist/`."""
    info = facts.info
    value: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": info.title,
        "alternateName": info.name,
        "description": info.description,
        "version": info.version,
        "datePublished": info.date,
        "license": info.licence["path"],
        "isAccessibleForFree": True,
        "creator": [{"@type": "Organization", "name": name} for name in info.contributors],
        "keywords": list(info.keywords),
        "inLanguage": list(facts.languages),
        "citation": info.citation,
        "temporalCoverage": "/".join(facts.period) if facts.period else None,
        "spatialCoverage": [{"@type": "Country", "name": name} for name in facts.countries[:NAMED_COUNTRIES]],
        "measurementTechnique": METHOD,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": TABLES[name].title, "description": TABLES[name].description}
            for name in MEASURED
        ],
        "isBasedOn": [_text(source) for source in facts.sources],
        "distribution": [_download(file, base) for file in facts.files],
    }
    return {name: found for name, found in value.items() if found is not None and found != []}


def _text(source: Source) -> dict[str, Any]:
    value = {
        "@type": "CreativeWork",
        "name": source.title,
        "author": {"@type": "Person", "name": source.author} if source.author else None,
        "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
        "url": source.url,
        "datePublished": source.published if source.published and "/" not in source.published else None,
    }
    return {name: found for name, found in value.items() if found is not None}


def _download(file: File, base: str) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": f"{TABLES[file.table].title} ({'CSV' if file.format == 'csv' else 'Parquet'})",
        "contentUrl": f"{base}{file.path.removeprefix('dist/')}",
        "encodingFormat": file.media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }
