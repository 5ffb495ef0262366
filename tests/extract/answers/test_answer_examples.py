"""The examples that stand beside each frame and rule of answering are its tests."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.extract.answers import judged, unnamed
from pipeline.extract.answers.frames import AnswerFrame, answer_frames
from pipeline.extract.rules import Rule
from pipeline.model import Block, Document, Span

pytestmark = pytest.mark.slow

FRAMES = sorted({frame for rows in answer_frames().values() for frame in rows}, key=lambda frame: frame.name)
RULES = [rule for module in (judged, unnamed) for rule in vars(module).values() if isinstance(rule, Rule)]


def methods(text: str) -> set[str]:
    """The rules that find an answer in the text, with real countries in place of the invented ones."""
    text = text.replace("Norland", "Norway").replace("Sudonia", "Sudan")
    claims = extract(Document("example", "example.txt", text, (Block(Span(0, len(text)), "body"),)))
    answers = [stance for stance in claims.stances if stance.stance not in {"made", "offered"}]
    return {evidence.method for stance in answers for evidence in stance.evidence}


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_frame_finds_the_answer_in_its_example(frame: AnswerFrame) -> None:
    found = methods(frame.example)
    assert frame.name in found, f"the example of `{frame.name}` in answer_frames.csv is not found by it"


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_frame_finds_no_answer_in_its_counterexample(frame: AnswerFrame) -> None:
    found = methods(frame.counterexample)
    assert not found, f"the counterexample of `{frame.name}` in answer_frames.csv is found by {found}"


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.matches])
def test_rule_fires_on_its_example(rule: Rule, text: str) -> None:
    assert rule.name in methods(text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.rejects])
def test_rule_leaves_what_only_looks_like_it(rule: Rule, text: str) -> None:
    assert rule.name not in methods(text)
