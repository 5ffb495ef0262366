"""Each rule of the event lexicon fires on its example and keeps still on its counterexample (event_examples.csv)."""

from __future__ import annotations

import pytest

from pipeline.additions import extended_rows
from pipeline.extract.events.triggers import frames, labels, words
from tests.extract.events.reading_of import told

pytestmark = pytest.mark.slow

EXAMPLES = list(extended_rows("event_examples"))


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row['rule']}-{row['expect']}")
def test_rule_keeps_to_its_examples(row: dict[str, str]) -> None:
    fired = {item.method.removeprefix("event/") for event in told(row["sentence"]).events for item in event.evidence}
    assert (row["rule"] in fired) is (row["expect"] == "match"), (row["sentence"], sorted(fired))


def test_every_rule_has_an_example_and_a_counterexample() -> None:
    shown = {(row["rule"], row["expect"]) for row in EXAMPLES}
    missing = [(f.rule, kind) for f in frames() for kind in ("match", "not_match") if (f.rule, kind) not in shown]
    assert not missing


def test_every_rule_has_its_own_name_and_a_known_label_and_type() -> None:
    names = [f.rule for f in frames()]
    assert len(names) == len(set(names))
    known = {row["code"] for row in extended_rows("vocab_event_types")}
    assert {f.label for f in frames()} <= set(labels())
    assert {f.event_type for f in frames()} <= known
    assert all(f.purpose.endswith(".") for f in frames())


def test_every_word_class_that_a_rule_names_exists() -> None:
    cells = [c for f in frames() for c in f.object_class] + [n for f in frames() for n in f.needs]
    named = {part.partition("@")[2].rstrip("?") for cell in cells for part in cell.split("|") if "@" in part}
    for name in sorted(named - {"place", "party"}):
        assert words(name)


def test_every_row_of_the_reference_tables_says_its_source() -> None:
    for table in ("event_triggers", "event_words", "event_labels", "event_examples", "places"):
        assert all(row["source"] for row in extended_rows(table)), table
