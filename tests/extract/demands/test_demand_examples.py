"""The examples that stand beside each frame and rule are its tests."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

from pipeline.extract import extract
from pipeline.extract.demands import find, leadins, moods
from pipeline.extract.demands.frames import Frame, frames
from pipeline.extract.rules import Rule
from pipeline.model import Block, BlockKind, Claims, Document, Span

FRAMES = sorted({frame for rows in frames().values() for frame in rows}, key=lambda frame: frame.name)
MOODS = [import_module(f"{moods.__name__}.{one.name}") for one in iter_modules(moods.__path__)]
RULES = [rule for module in (find, leadins, *MOODS) for rule in vars(module).values() if isinstance(rule, Rule)]


def claims(text: str) -> Claims:
    text = text.replace("Norland", "Norway").replace("NORLAND", "NORWAY").replace("Sudonia", "Sudan")
    blocks: list[Block] = []
    start = 0
    section: str | None = None
    kinds: dict[str, BlockKind] = {"- ": "bullet", "# ": "heading"}
    for line in text.split("\n"):
        kind = kinds.get(line[:2], "body")
        blocks.append(Block(Span(start + 2 * (kind != "body"), start + len(line)), kind, section))
        section = line[2:] if kind == "heading" else section
        start += len(line) + 1
    return extract(Document("example", "example.txt", text, tuple(blocks)))


def methods(text: str) -> set[str]:
    return {evidence.method for demand in claims(text).demands for evidence in demand.evidence}


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_frame_finds_its_example(frame: Frame) -> None:
    found = methods(frame.example)
    assert f"frame:{frame.name}" in found, f"the example of `{frame.name}` in demand_frames.csv is not found by it"


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_frame_leaves_its_counterexample_alone(frame: Frame) -> None:
    found = methods(frame.counterexample)
    assert not found, f"the counterexample of `{frame.name}` in demand_frames.csv is found by {found}"


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.matches])
def test_rule_fires_on_its_example(rule: Rule, text: str) -> None:
    assert rule.name in methods(text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.rejects])
def test_rule_leaves_what_only_looks_like_it(rule: Rule, text: str) -> None:
    assert rule.name not in methods(text)
