"""The evaluation counts as the annotators' own scorer does, and says what it counted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import CallError, InputError
from pipeline.evaluate import Evaluation, evaluate_dataset, gold_files, read_gold, texts_folder
from pipeline.evaluate.attributes import accepts
from pipeline.evaluate.matching import match
from pipeline.evaluate.score import Count
from pipeline.evaluate.wording import contains, fold, overlap
from tests.evaluate.noisy_dataset import write_noisy_dataset

GOLD = """
document: {file: talks.txt}
parties:
  - {name: Norland, surface_forms: [Norland, the northerners]}
  - {name: Sudonia, surface_forms: [Sudonia], doubt: true}
people:
  - {name: Ada Ohm, role: Foreign Minister, party: Norland}
demands:
  - {by: Norland, of: Sudonia, kind: demand, issue: economy, quote: lift all tolls on timber}
events:
  - {type: meeting, participants: [Norland, Sudonia], happened: yes, date: 2024-05, quote: met in Port Ayr}
"""


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "talks.yaml").write_text(GOLD, encoding="utf-8")
    (folder / "unread.yaml").write_text("document: {file: unread.txt}", encoding="utf-8")
    return folder


@pytest.fixture
def result(gold_folder: Path, tmp_path: Path) -> Evaluation:
    write_noisy_dataset([read_gold(path) for path in gold_files(gold_folder)], tmp_path)
    return evaluate_dataset(tmp_path, gold_folder)


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["dev", "own"])
def test_figures_are_those_of_the_annotators_scorer(
    folder: str, repository: Path, shared: Path, tmp_path: Path
) -> None:
    gold = shared / "dev" / "gold" if folder == "dev" else repository / "tests" / "gold"
    write_noisy_dataset([read_gold(path) for path in gold_files(gold)], tmp_path)
    theirs = _scored_by_tool(shared / "tools" / "score.py", tmp_path / "dist", gold, tmp_path / "theirs.json")
    ours = evaluate_dataset(tmp_path, gold).as_json()
    assert ours["tables"] == {name: theirs[name] for name in ours["tables"]}
    shares = {name: value["share"] for name, value in ours["attributes"].items() if not name.startswith("person.")}
    assert shares == {name: theirs[name] for name in shares}
    assert ours["missing_documents"] == theirs["missing_documents"] != []
    for table in ("parties", "demands", "events"):
        count = ours["tables"][table]
        assert count["hits"] and count["missed"] and count["extra"], "a comparison of nothing proves nothing"


def _scored_by_tool(tool: Path, dist: Path, gold: Path, output: Path) -> dict[str, Any]:
    subprocess.run([sys.executable, tool, dist, gold, "--json", output], check=True, capture_output=True)
    figures: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return figures


def test_an_item_in_doubt_counts_neither_way(result: Evaluation) -> None:
    assert result.tables["parties"] == Count(hits=1, missed=0, extra=1)  # Norland; Atlantis; Sudonia is in doubt


def test_differences_tell_what_was_missed_and_what_is_too_much(result: Evaluation) -> None:
    assert [(each.sort, each.what, each.text) for each in result.differences if each.what == "parties"] == [
        ("extra", "parties", "Atlantis")
    ]


def test_role_and_party_of_a_person_are_judged(result: Evaluation) -> None:
    shares = result.as_json()["attributes"]
    assert shares["person.role"] == {"share": 1.0, "right": 1, "of": 1}
    assert shares["person.party"]["of"] == 1


def test_texts_that_the_dataset_lacks_are_named(result: Evaluation) -> None:
    assert result.missing_documents == ["unread.txt"]


def test_json_is_the_same_from_run_to_run(gold_folder: Path, tmp_path: Path, result: Evaluation) -> None:
    assert json.dumps(evaluate_dataset(tmp_path, gold_folder).as_json()) == json.dumps(result.as_json())


def test_an_annotation_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for number, text in enumerate(("parties: [", "just words", "document: {file: a.txt}\ndemands: [{by: A}]", "[]")):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=path.name):
            read_gold(path)


def test_a_folder_without_annotations_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(CallError):
        gold_files(tmp_path)


def test_texts_lie_in_the_folder_or_beside_it(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    assert texts_folder(tmp_path / "gold") is None
    (tmp_path / "texts").mkdir()
    assert texts_folder(tmp_path / "gold") == tmp_path / "texts"


def test_matching_is_one_to_one_and_takes_the_best_first() -> None:
    scores = {("a", "x"): 0.6, ("a", "y"): 0.9, ("b", "y"): 0.8}
    pairs = match(["a", "b"], ["x", "y", "z"], lambda item, row: scores.get((item, row), 0))
    assert pairs.hits == (("a", "y"),)
    assert (pairs.missed, pairs.extra) == (("b",), ("x", "z"))


@pytest.mark.parametrize(
    ("field", "gold", "note", "code", "right"),
    [
        ("issue", "military", "", "arms", True),
        ("issue", "arms", "", "arms", True),
        ("issue", "arms", "issue military also acceptable", "withdrawal", True),
        ("issue", "economy", "", "sanctions", False),
        ("kind", "offer", "accept demand", "demand", True),
        ("type", "other", "", "ASSAULT", True),
    ],
)
def test_finer_codes_and_codes_of_the_note_are_right(field: str, gold: str, note: str, code: str, right: bool) -> None:
    assert accepts(field, gold, note, code) is right


def test_wordings_are_compared_without_typography() -> None:
    assert fold(" “Ünï\u00a0cöde”  –x ") == '"ünï cöde" -x'
    assert overlap("a b c", "a b c") == 1.0
    assert overlap("a a b", "a c") == pytest.approx(0.4)
    assert overlap("", "a") == 0.0
    assert contains("lift sanctions.", "lift all sanctions now") is False
    assert contains("lift sanctions.", "now lift sanctions") is True
