"""DCAT: what DCAT-AP makes mandatory is there, and every address leads to a file."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.publish.metadata.dcat import dcat as made
from pipeline.publish.metadata.facts import gather
from pipeline.schema import TABLES
from tests.publish.metadata.conftest import RELEASED, Shapes, read

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dcat(released: Path) -> dict[str, Any]:
    found: dict[str, Any] = read(released, "dcat.jsonld")
    return found


def test_it_has_all_that_dcat_ap_asks_for(dcat: dict[str, Any], unfit: Shapes) -> None:
    assert unfit(dcat, "dcat_ap.ttl") == ""


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("dcat:Catalog", "dct:publisher"),
        ("dcat:Dataset", "dct:title"),
        ("dcat:Dataset", "dct:description"),
        ("foaf:Agent", "foaf:name"),
    ],
)
def test_what_is_mandatory_would_be_missed(dcat: dict[str, Any], unfit: Shapes, kind: str, missing: str) -> None:
    less = copy.deepcopy(dcat)
    del next(node for node in less["@graph"] if node["@type"] == kind)[missing]
    assert missing.split(":")[1] in unfit(less, "dcat_ap.ttl")


def test_a_distribution_without_address_would_be_missed(dcat: dict[str, Any], unfit: Shapes) -> None:
    less = copy.deepcopy(dcat)
    whole = next(node for node in less["@graph"] if node["@id"] == "#dataset")
    del whole["dcat:distribution"][0]["dcat:accessURL"]
    assert "accessURL" in unfit(less, "dcat_ap.ttl")


def test_every_table_is_a_dataset_with_two_files_that_are_there(dcat: dict[str, Any], released: Path) -> None:
    parts = {node["@id"]: node for node in dcat["@graph"] if "dct:isPartOf" in node}
    assert set(parts) == {f"#{name}" for name in TABLES}
    for node in parts.values():
        assert len(node["dcat:distribution"]) == 2
        for file in node["dcat:distribution"]:
            for address in (file["dcat:accessURL"], file["dcat:downloadURL"], file["dct:conformsTo"]):
                assert (released / "dist/metadata" / address["@id"]).is_file()


def test_it_tells_the_days_of_the_texts_and_of_the_release(dcat: dict[str, Any]) -> None:
    whole = next(node for node in dcat["@graph"] if node["@id"] == "#dataset")
    assert whole["dct:temporal"]["dcat:startDate"]["@value"] == "2031-05-07"
    assert whole["dct:issued"]["@value"] == "2031-06-01"
    assert whole["dct:language"] == [{"@id": "http://publications.europa.eu/resource/authority/language/ENG"}]


@pytest.mark.parametrize(("type_of_party", "themes"), [("state", 1 + len(TABLES)), ("union", 0)])
def test_only_talks_between_states_are_international(
    tables: dict[str, pl.DataFrame], type_of_party: str, themes: int
) -> None:
    parties = tables["parties"].with_columns(type=pl.lit(type_of_party), country_code=pl.lit("NOR"))
    found = made(gather({**tables, "parties": parties}, RELEASED, {"resources": []}))
    assert [node["dcat:theme"]["@id"] for node in found["@graph"] if "dcat:theme" in node] == [
        "http://publications.europa.eu/resource/authority/data-theme/INTR"
    ] * themes
