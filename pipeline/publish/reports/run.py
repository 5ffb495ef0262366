"""`reports/run.html` and `reports/run.json`: what a run read, what it made of that, and what it dropped and why.

What is published tells nothing of time, as no two runs take the same; the page that stays on the machine does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline.extract.dropped import REASONS
from pipeline.publish.reports.page import page
from pipeline.read.sources import Quarantined

MOST_LISTED = 500  # texts, files left out, and candidates that a page lists; the files for machines have all of them
KINDS = {  # kind of claim -> the table that its records stand in
    "party": "parties", "person": "people", "role": "roles", "place": "places", "demand": "demands",
    "stance": "stances", "event": "events",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextRun:
    """What one text gave: its claims by kind, and how many candidates fell, by kind and reason."""

    document_id: str
    path: str
    words: int
    sentences: int
    claims: Mapping[str, int]
    dropped: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate that fell, with the words that opened it and those around them."""

    path: str
    kind: str
    reason: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run came to, as far as it got. `files` says how many files there are and what became of them; `rows` are
    those of the tables, None where the run made none."""

    files: Mapping[str, int]
    left_out: tuple[Quarantined, ...]
    texts: tuple[TextRun, ...] = ()
    rows: Mapping[str, int] | None = None
    corrections: Mapping[str, int] = field(default_factory=dict)
    review: Mapping[str, int] = field(default_factory=dict)
    checks: Mapping[str, int] | None = None

    @property
    def claims(self) -> dict[str, int]:
        """How many claims of each kind the texts make, one by one."""
        return {kind: sum(text.claims.get(kind, 0) for text in self.texts) for kind in KINDS}

    @property
    def dropped(self) -> list[tuple[str, str, int, int]]:
        """Kind and reason of the candidates that fell, how many, and in how many texts; the most frequent of a kind
        first."""
        number: Counter[tuple[str, str]] = Counter()
        texts: Counter[tuple[str, str]] = Counter()
        for text in self.texts:
            number.update(text.dropped)
            texts.update(text.dropped.keys())
        order = {kind: place for place, kind in enumerate(("demand", "stance", "event", "participant", "role"))}
        listed = sorted(number, key=lambda one: (order.get(one[0], len(order)), -number[one], one))
        return [(kind, reason, number[kind, reason], texts[kind, reason]) for kind, reason in listed]

    @property
    def left_out_by_reason(self) -> dict[str, int]:
        """How many files and members were left out for each reason."""
        return dict(sorted(Counter(one.reason for one in self.left_out).items()))

    def to_json_dict(self) -> dict[str, Any]:
        """The report as plain values for JSON; the same sources give the same report."""
        return {
            "files": dict(self.files),
            "left_out": {"by_reason": self.left_out_by_reason, "files": [asdict(one) for one in self.left_out]},
            "rows": None if self.rows is None else dict(self.rows),
            "claims": self.claims,
            "dropped": [
                {"kind": kind, "reason": reason, "why": REASONS.get(reason, reason), "count": count, "texts": texts}
                for kind, reason, count, texts in self.dropped
            ],
            "corrections": dict(self.corrections),
            "review": dict(self.review),
            "checks": None if self.checks is None else dict(self.checks),
            "texts": [
                {
                    "document_id": text.document_id,
                    "path": text.path,
                    "words": text.words,
                    "sentences": text.sentences,
                    "claims": dict(text.claims),
                    "dropped": [
                        {"kind": kind, "reason": reason, "count": count}
                        for (kind, reason), count in sorted(text.dropped.items())
                    ],
                }
                for text in self.texts
            ],
        }


@dataclass(frozen=True, slots=True)
class Local:
    """What of a run stays on the machine: how long each stage took, how many texts the last run had read already, and
    each candidate that fell with its words. `failure` says why nothing was published."""

    seconds: Sequence[tuple[str, float]] = ()
    kept: int = 0
    candidates: Sequence[Candidate] = ()
    failure: str | None = None


def run_html(
    run: RunReport, dataset: str, links: Mapping[str, str], local: Local | None = None, quality: str = "quality.html"
) -> bytes:
    """The page for a run. `local` adds what is not published; `dataset` is the title of the dataset, `links` are
    addresses of other pages with what they are called, `quality` is that of the quality report."""
    from pipeline.review import KINDS as QUESTIONS

    values = {
        "run": run,
        "local": local,
        "reasons": REASONS,
        "kinds": KINDS,
        "questions": QUESTIONS,
        "most": MOST_LISTED,
        "quality": quality,
        "total": sum(seconds for _, seconds in local.seconds) if local else 0.0,
    }
    return page("run.html", dataset, links, values)
