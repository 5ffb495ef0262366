"""What catalogues of data read of the dataset: Croissant, schema.org, DCAT, Zenodo, Hugging Face.

Each standard has a module of its own, a pure function of the facts (`facts.py`). Addresses are relative to the file that holds them, so that they are right on a disk and on any host.
"""

from __future__ import annotations

from pipeline.publish.descriptor import json_bytes
from pipeline.publish.metadata.card import dataset_card
from pipeline.publish.metadata.croissant import croissant
from pipeline.publish.metadata.dcat import dcat
from pipeline.publish.metadata.facts import Facts, gather
from pipeline.publish.metadata.schema_org import schema_org
from pipeline.publish.metadata.zenodo import zenodo

__all__ = ["FOLDER", "gather", "metadata_files", "schema_org"]

FOLDER = "dist/metadata"


def metadata_files(facts: Facts) -> dict[str, bytes]:
    """The files of `dist/metadata/`: path below the package -> content."""
    return {
        f"{FOLDER}/croissant.json": json_bytes(croissant(facts)),
        f"{FOLDER}/schema-org.jsonld": json_bytes(schema_org(facts, base="../")),
        f"{FOLDER}/dcat.jsonld": json_bytes(dcat(facts)),
        f"{FOLDER}/zenodo.json": json_bytes(zenodo(facts)),
        f"{FOLDER}/huggingface/README.md": dataset_card(facts).encode("utf-8"),
    }
