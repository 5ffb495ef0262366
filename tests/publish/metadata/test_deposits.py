"""Zenodo, Hugging Face and CITATION.cff: what these places read fits their rules."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest
import yaml

from pipeline import __version__
from pipeline.publish.metadata.card import LARGEST, SIZES, front_matter
from pipeline.publish.metadata.citation import citation_cff, with_release
from pipeline.publish.metadata.facts import gather
from pipeline.publish.metadata.zenodo import zenodo
from pipeline.schema import TABLES
from tests.publish.metadata.conftest import RELEASED, read

# From the documentation of Zenodo's deposit interface.
ZENODO = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "upload_type", "description", "creators", "access_right", "license"],
    "properties": {
        "title": {"type": "string", "minLength": 3},
        "upload_type": {"const": "dataset"},
        "description": {"type": "string", "minLength": 3},
        "creators": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
        },
        "access_right": {"enum": ["open", "embargoed", "restricted", "closed"]},
        "license": {"const": "cc-by-4.0"},
        "keywords": {"type": "array", "items": {"type": "string"}},
        "version": {"type": "string"},
        "publication_date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "language": {"type": "string", "pattern": "^[a-z]{3}$"},
        "related_identifiers": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["identifier", "relation"],
                "properties": {"relation": {"enum": ["isDerivedFrom"]}, "identifier": {"type": "string"}},
            },
        },
    },
}
# The parts of the Citation File Format 1.2 that are used here, from its guide to the schema.
TEXT, DAY = (
    {"type": "string", "minLength": 1},
    {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"},
)
CFF = {
    "type": "object",
    "additionalProperties": False,
    "required": ["authors", "cff-version", "message", "title"],
    "properties": {
        "cff-version": {"const": "1.2.0"},
        "message": TEXT,
        "title": TEXT,
        "type": {"enum": ["dataset", "software"]},
        "abstract": TEXT,
        "authors": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {
            "type": "object", "additionalProperties": False, "required": ["name"], "properties": {"name": TEXT}}},
        "version": {"type": ["string", "number"]},
        "license": {"enum": ["CC-BY-4.0"]},
        "keywords": {"type": "array", "minItems": 1, "uniqueItems": True, "items": TEXT},
        "date-released": DAY,
    },
}  # fmt: skip


@pytest.mark.slow
def test_zenodo_takes_the_deposit(released: Path, published: Path) -> None:
    found = read(released, "zenodo.json")
    jsonschema.validate(found, ZENODO)
    assert (found["version"], found["publication_date"], found["language"]) == ("1.2.3", "2031-06-01", "eng")
    jsonschema.validate(read(published, "zenodo.json"), ZENODO)


@pytest.mark.slow
def test_hugging_face_reads_the_card(released: Path, tables: dict[str, pl.DataFrame]) -> None:
    from huggingface_hub import DatasetCard

    card = DatasetCard.load(released / "dist/metadata/huggingface/README.md")
    front: dict[str, Any] = card.data.to_dict()
    assert (front["license"], front["language"], front["size_categories"]) == ("cc-by-4.0", ["en"], ["n<1K"])
    # The loader of the hub fails on a table without rows.
    assert [config["config_name"] for config in front["configs"]] == [name for name in TABLES if tables[name].height]
    assert any(not frame.height for frame in tables.values())
    assert [config["config_name"] for config in front["configs"] if config.get("default")] == ["demands"]
    for config in front["configs"]:
        assert [split["split"] for split in config["data_files"]] == ["train"]
        assert all((released / split["path"]).is_file() for split in config["data_files"])
    assert "Version 1.2.3 of 2031-06-01; made from 2 texts." in card.text


def test_english_of_two_countries_is_one_language(tables: dict[str, pl.DataFrame]) -> None:
    documents = tables["documents"]
    assert documents.height == 2
    two = {**tables, "documents": documents.with_columns(language=pl.Series(["en", "en-GB"]))}
    facts = gather(two, RELEASED, {"resources": []})
    front = front_matter(facts)
    assert (front["language"], front["multilinguality"]) == (["en"], "monolingual")
    assert zenodo(facts)["language"] == "eng" and facts.languages == ("en", "en-GB")


def test_the_tags_are_the_keywords_of_the_dataset(tables: dict[str, pl.DataFrame]) -> None:
    info = replace(RELEASED, keywords=("quay", "Dock workers"))
    assert front_matter(gather(tables, info, {"resources": []}))["tags"] == ["quay", "dock-workers"]


def test_sizes_are_those_of_the_hub() -> None:
    hub = ["n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M"]
    assert [name for _, name in SIZES] + [LARGEST] == hub


def test_a_citation_file_of_our_own_fits_the_format() -> None:
    found = yaml.safe_load(citation_cff(RELEASED))
    jsonschema.validate(found, CFF)
    assert (found["version"], found["date-released"]) == ("1.2.3", "2031-06-01")


OWN = "cff-version: 1.2.0 # kept\nmessage: Cite it.\ntitle: T\nversion: 0.1.0\nauthors:\n  - name: A\n"


def test_a_release_sets_version_and_date_and_nothing_else() -> None:
    once = with_release(OWN, "0.2.0", "2031-06-01")
    assert once == OWN.replace("version: 0.1.0\n", "version: 0.2.0\ndate-released: '2031-06-01'\n")
    assert with_release(once, "0.2.0", "2031-06-01") == once
    assert with_release(once, "0.3.0", "2031-07-01").count("date-released") == 1
    jsonschema.validate(yaml.safe_load(once), CFF)


@pytest.mark.parametrize("text", ["title: T", "title: T\ndate-released: 2020-01-01\n", "date-released: 2020-01-01"])
def test_a_file_without_version_gets_one(text: str) -> None:
    found = yaml.safe_load(with_release(text, "0.2.0", "2031-06-01"))
    assert (found["version"], found["date-released"]) == ("0.2.0", "2031-06-01")


def test_the_citation_of_this_repository_is_true(request: pytest.FixtureRequest) -> None:
    root = request.config.rootpath
    found = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    jsonschema.validate(found, CFF)
    last = root / "dist/released/release.json"
    release = json.loads(last.read_text(encoding="utf-8")) if last.is_file() else {"version": __version__}
    assert (found["version"], found.get("date-released")) == (release["version"], release.get("date"))
