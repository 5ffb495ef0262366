"""What the rules are for, by the name that stands in a row's `method`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipeline.additions import extended_rows
from pipeline.wording import with_article

REFERENCE = Path(__file__).resolve().parent.parent / "reference"


def purpose_of(method: str) -> str | None:
    """The purpose of a rule in one line, or None for a method that no rule of this version bears.

    A method may add a detail behind a colon (`rule:detail`): the rule is then looked up without it, too.
    """
    return _purposes().get(method) or _purposes().get(method.partition(":")[0])


@cache
def _purposes() -> dict[str, str]:
    """Rules written as code are declared where they live; rules written as rows stand in the reference tables."""
    import pipeline.extract
    from pipeline.extract.rules import RULES

    for module in pkgutil.walk_packages(pipeline.extract.__path__, "pipeline.extract."):
        importlib.import_module(module.name)
    return {**dict(_frames()), **{name: rule.purpose for name, rule in RULES.items()}}


def _frames() -> Iterator[tuple[str, str]]:
    for row in extended_rows("demand_frames"):
        yield f"frame:{row['frame']}", f"“{row['lemma']}” states {with_article(row['kind'])}, as in “{row['example']}”"
    for row in extended_rows("answer_frames"):
        yield (
            row["frame"],
            f"“{row['lemma']}” gives the answer {row['stance'] or row.get('negated') or row.get('unwilling')}, as in “{row['example']}”",
        )
    for row in extended_rows("event_triggers"):
        yield f"event/{row['rule']}", row["purpose"]
    yield "event/place", "the place where the text says that an event happens"
