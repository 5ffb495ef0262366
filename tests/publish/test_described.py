"""`sources/dataset.yml`: what a dataset says of itself, in every file that says it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipeline.check import Report
from pipeline.errors import InputError
from pipeline.publish import PackageInfo, publish
from pipeline.publish.database import open_for_query
from pipeline.publish.described import info_of, parse_described, read_described
from pipeline.publish.metadata.citation import citation_cff
from pipeline.publish.package import LICENCES
from pipeline.releases.card import data_card
from tests.commands.small_dataset import small_tables
from tests.small_project import Project, build_quickly

OWN = """\
name: harbour-talks
title: 'Harbour talks: who gives way'
description: What was said at the quay.
licence: CC0-1.0
contributors: [A. Reader, B. Writer]
keywords: [quay]
"""


def test_without_the_file_or_with_an_empty_one_it_is_parleys_own(tmp_path: Path) -> None:
    assert read_described(tmp_path) == PackageInfo() == parse_described("") == parse_described("# nothing\n")


def test_what_is_not_said_stays_and_the_description_names_the_licence() -> None:
    info = parse_described("licence: CC-BY-SA-4.0\n")
    assert (info.name, info.licence) == ("parley", LICENCES["CC-BY-SA-4.0"])
    assert "licensed CC BY-SA 4.0;" in info.description and "licensed CC BY 4.0;" in PackageInfo().description


def test_every_file_that_says_it_says_the_same(tmp_path: Path) -> None:
    info = parse_described(OWN)
    publish(small_tables(), Report(()), tmp_path, info)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["name"], package["licenses"]) == ("harbour-talks", [LICENCES["CC0-1.0"]])
    assert info_of(tmp_path) == info
    with open_for_query(tmp_path) as connection:
        about = dict(connection.execute("from about.package").fetchall())
    assert (about["title"], about["licence"]) == (info.title, "CC0-1.0")
    assert (about["contributors"], about["keywords"]) == ("A. Reader; B. Writer", "quay")
    metadata = tmp_path / "dist" / "metadata"
    for name in ("croissant.json", "schema-org.jsonld", "dcat.jsonld", "zenodo.json"):
        told = (metadata / name).read_text(encoding="utf-8")
        assert "Harbour talks" in told and "licenses/by/" not in told and "CC-BY" not in told, name
    assert pl.read_parquet_metadata(tmp_path / "dist/parquet/demands.parquet")["license"] == "CC0-1.0"
    assert "license: CC0-1.0" in citation_cff(info)
    card = data_card(small_tables(), replace(info, date="2031-01-01"))
    assert card.startswith("# Harbour talks: who gives way\n") and "Creative Commons Zero" in card


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: a\ntitel: b\n", "dataset.yml, line 2: unknown key `titel`; the keys are name, title"),
        ("name: a\nname: b\n", "dataset.yml, line 2: the key `name` stands there twice"),
        ("\nname: Harbour Talks\n", "dataset.yml, line 2: `name` must be small letters"),
        ("title: ''\n", "dataset.yml, line 1: `title` is empty"),
        ("title:\n", "dataset.yml, line 1: `title` must be text"),
        ("title: [a]\n", "dataset.yml, line 1: `title` must be text"),
        (f"title: {'a' * 301}\n", "dataset.yml, line 1: `title` has more than 300 characters"),
        ('title: "a\\u200fb"\n', "dataset.yml, line 1: `title` holds signs that cannot be printed"),
        ("licence: MIT\n", "dataset.yml, line 1: `licence` must be one of CC-BY-4.0"),
        ("keywords: quay\n", "dataset.yml, line 1: `keywords` must be a list"),
        ("contributors: []\n", "dataset.yml, line 1: `contributors` must be a list"),
        ("keywords:\n- a\n- {b: c}\n", "dataset.yml, line 3: `keywords` must be text"),
        ("keywords:\n- a\n- a\n", "dataset.yml, line 2: `a` stands among the keywords twice"),
        ("- name\n", "dataset.yml, line 1: `key: value` lines belong here"),
        ("name: a\n  b: c: d\n", "dataset.yml, line 2: this is no valid YAML"),
    ],
)
def test_what_does_not_fit_is_told_with_file_and_line(text: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_described(text)
    assert str(raised.value).startswith(said)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "dataset.yml").write_bytes(b"name: a\ntitle: \xff\n")
    with pytest.raises(InputError, match="dataset.yml, line 2: this is not UTF-8"):
        read_described(tmp_path)


def test_status_tells_that_the_dataset_is_described_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_quickly(monkeypatch)
    project = Project(tmp_path)
    project.write("a.txt", "One.")
    project.build()
    assert project.status().up_to_date
    (project.sources / "dataset.yml").write_text(OWN, encoding="utf-8")
    told = project.status()
    assert (told.pipeline, told.up_to_date, told.extracted()) == (("sources/dataset.yml",), False, [])
    project.build()
    assert project.status().up_to_date and info_of(tmp_path).title == "Harbour talks: who gives way"
    (project.sources / "dataset.yml").write_text("titel: a\n", encoding="utf-8")
    assert "dataset.yml, line 1: unknown key" in str(project.status().stops)
