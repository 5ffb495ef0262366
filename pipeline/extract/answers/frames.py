"""The frames of answering: rows of `reference/answer_frames.csv`.

frame           its name, published as `evidence.method`
lemma, particle the verb and what must follow it ("turn" "down")
stance          the stance it expresses (vocabulary of `stance_types`)
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class AnswerFrame:
    name: str
    lemma: str
    particle: tuple[str, ...]
    stance: str
    example: str
    counterexample: str


@lru_cache(maxsize=1)
def answer_frames() -> dict[str, tuple[AnswerFrame, ...]]:
    """Frames by verb lemma, those with the longest particle first."""
    found: dict[str, list[AnswerFrame]] = defaultdict(list)
    with (files("pipeline.reference") / "answer_frames.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            found[row["lemma"]].append(AnswerFrame(row["frame"], row["lemma"], tuple(row["particle"].split()), row["stance"],
                                                   row["example"], row["counterexample"]))
    return {lemma: tuple(sorted(rows, key=lambda f: -len(f.particle))) for lemma, rows in found.items()}
