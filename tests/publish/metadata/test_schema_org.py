"""schema.org: what search engines for data ask for, in a file and in the head of a web page."""

from __future__ import annotations

import html.parser
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.publish.explorer.page import json_for_html
from pipeline.publish.metadata import gather, schema_org
from pipeline.schema import TABLES
from tests.publish.metadata.conftest import RELEASED, Shapes, read
from tests.schema.small_dataset import changed

CONTEXT = {"@vocab": "https://schema.org/"}  # stands for that of schema.org, which is fetched from there

NO_FILES: dict[str, Any] = {"resources": []}

Tables = dict[str, pl.DataFrame]


@pytest.mark.slow
def test_it_has_all_that_search_engines_ask_for(released: Path, unfit: Shapes) -> None:
    assert unfit({**read(released, "schema-org.jsonld"), "@context": CONTEXT}, "schema_org.ttl") == ""


@pytest.mark.slow
def test_its_files_are_where_it_says(released: Path) -> None:
    files = read(released, "schema-org.jsonld")["distribution"]
    assert len(files) == 2 * len(TABLES)
    assert all((released / "dist/metadata" / file["contentUrl"]).is_file() for file in files)


@pytest.mark.slow
def test_the_same_in_a_page_of_dist(tables: Tables, released: Path, package: dict[str, Any]) -> None:
    inside = schema_org(gather(tables, RELEASED, package))
    assert all((released / "dist" / file["contentUrl"]).is_file() for file in inside["distribution"])
    beside = read(released, "schema-org.jsonld")
    assert {**inside, "distribution": []} == {**beside, "distribution": []}


def test_it_says_what_the_dataset_rests_on(tables: Tables) -> None:
    found = schema_org(gather(tables, RELEASED, NO_FILES))
    assert found["isBasedOn"][0] == {
        "@type": "CreativeWork", "name": "Talks on the Norland Border", "datePublished": "2031-05-07",
        "publisher": {"@type": "Organization", "name": "Elm Courier"},
    }  # fmt: skip
    assert found["temporalCoverage"] == "2031-05-07/2031-05-07"
    assert found["datePublished"] == "2031-06-01" and found["version"] == "1.2.3"
    assert "distribution" not in found  # no file is claimed that the descriptor does not name


HOSTILE = ("</script><script>alert(1)</script>", "<!-- <script>", "a & b", "\u2028 x", 'quote " and \\ slash')


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_can_end_the_script_element(tables: Tables, title: str) -> None:
    text = json_for_html(schema_org(gather(changed(tables, "documents", 0, title=title), RELEASED, NO_FILES)))
    assert not set("<>&") & set(text)
    assert json.loads(text)["isBasedOn"][0]["name"] == title
    seen = Seen()
    seen.feed(f'<head><script type="application/ld+json">{text}</script><title>after</title></head>')
    assert seen.tags == ["head", "script", "title"]


class Seen(html.parser.HTMLParser):
    """The start tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
