"""The published accuracy is what comes out now, and it does not fall."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.evaluate import Evaluation, evaluate_dataset

pytestmark = pytest.mark.slow

FLOORS = Path(__file__).with_name("floors.json")


@pytest.fixture(scope="module")
def measured(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The figures of the annotated texts of our own, built anew."""
    from pipeline.commands.evaluate import build_texts

    gold = repository / "tests" / "gold"
    return evaluate_dataset(build_texts(gold, gold / "texts", tmp_path_factory.mktemp("gold"), jobs=1), gold)


def test_every_annotated_text_is_measured(measured: Evaluation, repository: Path) -> None:
    assert measured.missing_documents == []
    assert len(measured.documents) == len(list((repository / "tests" / "gold").glob("*.yaml"))) >= 12


def test_the_published_accuracy_is_what_comes_out_now(measured: Evaluation, repository: Path) -> None:
    published = json.loads((repository / "dist" / "reports" / "accuracy.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(measured.as_json())), "run make readme"


def test_case_34_no_figure_falls_below_its_floor(measured: Evaluation) -> None:
    """The floors are raised by hand when the extraction gets better, and lowered only with a reason in the commit."""
    figures = measured.as_json()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    fallen = {f"{table} F1": (figures["tables"][table]["f1"], floor) for table, floor in floors["tables"].items()}
    fallen |= {name: (figures["attributes"][name]["share"], floor) for name, floor in floors["attributes"].items()}
    assert {name: pair for name, pair in fallen.items() if pair[0] < pair[1]} == {}


def test_a_build_keeps_the_measured_accuracy(tmp_path: Path) -> None:
    from pipeline.build import build

    seeds = tmp_path / "sources" / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "a.txt").write_text("Russia wants peace with Ukraine.", encoding="utf-8")
    for _ in range(2):
        build(tmp_path / "sources", tmp_path, extract=("tests.stub_extract", "extract"))
        figures = tmp_path / "dist" / "reports" / "accuracy.json"
        if not figures.exists():  # the first build knows of none
            figures.write_text("{}", encoding="utf-8")
    assert figures.read_text(encoding="utf-8") == "{}"
