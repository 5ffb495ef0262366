"""Metadata for a deposit at Zenodo, with the names that its deposit interface and `.zenodo.json` use.

Copy it to `.zenodo.json` in a repository that Zenodo archives by itself, or send it with a deposit.
See https://developers.zenodo.org/#representation.
"""

from __future__ import annotations

from html import escape
from typing import Any

from pipeline.publish.metadata.facts import Facts


def zenodo(facts: Facts) -> dict[str, Any]:
    """The deposit's metadata. The source texts that have an address are named as what the dataset is derived from."""
    info = facts.info
    derived = [
        {"identifier": source.url, "relation": "isDerivedFrom", "resource_type": "publication-article"}
        for source in facts.sources
        if source.url
    ]
    return {
        "title": info.title,
        "upload_type": "dataset",
        "description": f"<p>{escape(info.description)}</p>",
        "creators": [{"name": name} for name in info.contributors],
        "access_right": "open",
        "license": info.licence["name"].lower(),
        "keywords": list(info.keywords),
        "version": info.version,
        **({"publication_date": info.date} if info.date else {}),
        "language": "eng",  # no other is read
        **({"related_identifiers": derived} if derived else {}),
    }
