"""The documents table: one row a source text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.model import Claims


def documents(claims: Sequence[Claims], clusters: Mapping[str, str]) -> list[dict[str, Any]]:
    """`clusters` gives the id of the oldest near-copy for each document id."""
    return [_row(one, clusters[one.document.document_id]) for one in claims]


def _row(claims: Claims, cluster: str) -> dict[str, Any]:
    document = claims.document
    published = document.published
    return {
        "document_id": document.document_id,
        "path": document.path,
        "title": document.title,
        "author": document.author,
        "publisher": document.publisher,
        "url": document.url,
        "licence": document.licence,
        "language": document.language,
        "published_from": published.first if published else None,
        "published_to": published.last if published else None,
        "published_basis": document.published_basis if published else None,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "publish": document.publish,
        "characters": len(document.text),
        "words": claims.words,
        "sentences": claims.sentences,
        "text_cluster": cluster,
    }
