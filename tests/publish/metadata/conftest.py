"""Fixtures of the metadata: a published dataset with the date of a release, and a way to hold a file against shapes."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.publish import PackageInfo, publish
from tests.publish.conftest import GOOD

Shapes = Callable[[dict[str, Any], str], str]

RELEASED = PackageInfo(version="1.2.3", date="2031-06-01")


@pytest.fixture(scope="session")
def released(tables: dict[str, pl.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset that was published with version 1.2.3 of 2031-06-01, for reading only."""
    root = tmp_path_factory.mktemp("released")
    publish(tables, GOOD, root, RELEASED)
    return root


@pytest.fixture(scope="session")
def package(released: Path) -> dict[str, Any]:
    """Its descriptor."""
    found: dict[str, Any] = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def unfit() -> Shapes:
    """What is wrong with a JSON-LD value by the shapes of a file beside this one; "" when nothing is. No network."""

    def function(value: dict[str, Any], shapes: str) -> str:
        from pyshacl import validate
        from rdflib import Graph

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's reader of JSON-LD uses its own old class
            base = "https://example.org/dist/metadata/x"
            data = Graph().parse(data=json.dumps(value), format="json-ld", publicID=base)
        assert len(data) > 50
        file = Path(__file__).parent / shapes
        fits, _, report = validate(data, shacl_graph=Graph().parse(file, format="turtle"))
        return "" if fits else str(report)

    return function


def read(root: Path, name: str) -> Any:
    """A JSON file of `dist/metadata/`."""
    return json.loads((root / "dist/metadata" / name).read_text(encoding="utf-8"))
