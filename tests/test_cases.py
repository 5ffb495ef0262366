"""The 86 numbered cases of hostile and odd input that Parley promises to stand: each has a test that bears its number
(`case_18` in its name or id), or a sentence that says where else it is proven, or why it does not apply yet.

1-24 bytes and files, 25-33 formats, 34-50 meaning, 51-55 dates, 56-62 ids and merging, 63-70 output, 71-78 reliability,
79-86 back-ends that are language models.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
CASES = range(1, 87)
NUMBER = re.compile(r"case_(\d+)")

# Proven under other names: `file::test`, with what it proves of the case.
ELSEWHERE = {
    53: ("extract/test_dates_expressions.py::test_expression_written_before_it_was_tried",
         "a numeric date that can be read two ways keeps its words and is resolved to no day"),
    77: ("releases/test_others.py::test_case_76_tables_of_another_schema_are_compared_or_refused",
         "what an older release kept is read, or refused with a sentence"),
}  # fmt: skip

NOT_YET = {
    79: "no back-end is a language model yet: all claims come from rules over the text itself",
    80: "no back-end is a language model yet: there are no answers to parse",
    81: "no back-end is a language model yet; for the rules an instruction in a text is a sentence as any other",
    82: "no back-end is a language model yet: a build opens no connection (case 33)",
    83: "no back-end is a language model yet: no key is asked for, kept or sent",
    84: "no back-end is a language model yet: the rules are the only extractor, and all tests run without one",
    85: "no back-end is a language model yet: there are no recorded answers",
    86: "no back-end is a language model yet: a build opens no connection (case 33)",
}


@cache
def sources() -> dict[str, str]:
    """The Python sources of all tests but this file, by path below tests/."""
    files = sorted(TESTS.rglob("*.py"))
    return {
        file.relative_to(TESTS).as_posix(): file.read_text(encoding="utf-8") for file in files if file != Path(__file__)
    }


def names_in(source: str) -> set[str]:
    """Names of test functions, and the text constants within their decorators and bodies: ids of their rows."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found.add(node.name)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
            found.add(node.value)
    return found


@cache
def numbered() -> dict[int, list[str]]:
    """For each number the names that bear it."""
    found: dict[int, list[str]] = {}
    for path, source in sources().items():
        for name in names_in(source):
            for number in {int(digits) for digits in NUMBER.findall(name)}:
                found.setdefault(number, []).append(f"{path}::{name}")
    return found


@pytest.mark.parametrize("number", CASES)
def test_each_case_is_proven_or_says_why_not(number: int) -> None:
    told = [number in numbered(), number in ELSEWHERE, number in NOT_YET]
    assert any(told), f"no test bears the number of case {number}, and no sentence says why"
    assert sum(told) == 1, f"case {number} has a test that bears its number: take the sentence out of the table"


def test_no_number_is_unknown() -> None:
    assert set(numbered()) | set(ELSEWHERE) | set(NOT_YET) <= set(CASES)


@pytest.mark.parametrize("number", ELSEWHERE)
def test_what_is_proven_elsewhere_is_there(number: int) -> None:
    place, why = ELSEWHERE[number]
    path, _, name = place.partition("::")
    assert f"def {name}(" in sources()[path]
    assert why
