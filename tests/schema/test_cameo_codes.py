"""CAMEO codes form a matrix of issue and answer."""

from __future__ import annotations

import itertools
import re

import pytest

from pipeline.schema import cameo_code
from pipeline.schema.vocabularies import DEMAND_KINDS, ISSUES, STANCE_TYPES


@pytest.mark.parametrize(
    ("issue", "kind", "stance", "code"),
    [
        ("sanctions", "demand", "made", "1054"),
        ("sanctions", "demand", "accepted", "0354"),
        ("sanctions", "demand", "rejected", "1244"),
        ("sanctions", "offer", "offered", "0354"),
        ("sanctions", "refusal", "made", "1244"),
        ("sanctions", "demand", "fulfilled", "085"),
        ("ceasefire", "condition", "made", "1056"),
        ("process", "demand", "rejected", "125"),
        ("security_guarantees", "demand", "rejected", "1224"),
        ("other", "demand", "criticised", "111"),
        ("other", "demand", "endorsed", "051"),
        ("other", "demand", "undecided", None),
        ("other", "demand", "withdrawn", None),
    ],
)
def test_a_stance_on_an_issue_has_its_cameo_code(issue: str, kind: str, stance: str, code: str | None) -> None:
    assert cameo_code(issue, kind, stance) == code


def test_every_issue_and_stance_gives_a_code_or_none() -> None:
    for issue, kind, stance in itertools.product(ISSUES, DEMAND_KINDS, STANCE_TYPES):
        code = cameo_code(issue, kind, stance)
        assert code is None or re.fullmatch(r"[0-9]{2,4}", code)


def test_an_unknown_issue_is_an_error() -> None:
    with pytest.raises(KeyError):
        cameo_code("weather", "demand", "made")
