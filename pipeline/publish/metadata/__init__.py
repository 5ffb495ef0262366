"""What catalogues of data read of the dataset: Croissant, schema.org, DCAT, Zenodo, Hugging Face.

Each standard has a module of its own, a pure function of the tables, of what the package says of itself and of its
descriptor. Addresses are relative to the file that holds them, so that they are right on a disk and on any host.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipeline.publish.descriptor import json_bytes
from pipeline.publish.metadata.card import dataset_card
from pipeline.publish.metadata.croissant import croissant
from pipeline.publish.metadata.dcat import dcat
from pipeline.publish.metadata.facts import gather
from pipeline.publish.metadata.schema_org import schema_org, schema_org_object
from pipeline.publish.metadata.zenodo import zenodo
from pipeline.publish.package import PackageInfo

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FOLDER", "metadata_files", "schema_org"]

FOLDER = "dist/metadata"


def metadata_files(
    tables: Mapping[str, pl.DataFrame], info: PackageInfo, package: Mapping[str, Any]
) -> dict[str, bytes]:
    """The files of `dist/metadata/`: path below the package -> content. `package` is the descriptor of the package."""
    facts = gather(tables, info, package)
    return {
        f"{FOLDER}/croissant.json": json_bytes(croissant(facts)),
        f"{FOLDER}/schema-org.jsonld": json_bytes(schema_org_object(facts, base="../")),
        f"{FOLDER}/dcat.jsonld": json_bytes(dcat(facts)),
        f"{FOLDER}/zenodo.json": json_bytes(zenodo(facts)),
        f"{FOLDER}/huggingface/README.md": dataset_card(facts).encode("utf-8"),
    }
