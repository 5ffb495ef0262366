"""Each mistake in a file of corrections is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.corrections import parse_corrections, read_corrections
from pipeline.corrections.deciding import check_agreement
from pipeline.corrections.values import checked_values
from pipeline.errors import InputError

END = "  reason: misread\n  by: A. Reader\n  on: 2026-01-15\n"
SET = "- set: demand:a\n  values: {issue: sanctions}\n  expect: {issue: forces}\n" + END


def test_an_entry_is_read_with_its_line() -> None:
    (found,) = parse_corrections("# a note\n\n" + SET, "names.yml")
    assert (found.action, found.ids, found.line, found.reason) == ("set", ("demand:a",), 3, "misread")
    assert (found.values, found.expect, str(found.on)) == ({"issue": "sanctions"}, {"issue": "forces"}, "2026-01-15")
    assert parse_corrections("# nothing yet\n", "names.yml") == []


def test_no_folder_is_no_correction_and_another_ending_is_told(tmp_path: Path) -> None:
    assert read_corrections(tmp_path) == ()
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections" / "a.yaml").write_text(SET)
    with pytest.raises(InputError, match="rename it to a.yml"):
        read_corrections(tmp_path)


@pytest.mark.parametrize(("text", "message"), [
    (SET.replace("by:", "who:"), "line 5: unknown key `who`"),
    (SET.replace("  by: A. Reader\n", ""), "line 1: the set lacks `by`"),
    (SET.replace("  expect: {issue: forces}\n", ""), "lacks `expect`"),
    (SET.replace("issue: forces", "isue: forces"), "line 3: the record has no column `isue`"),
    (SET.replace("2026-01-15", "soon"), "line 6: `on` must be a date"),
    (SET.replace("2026-01-15", "2026-02-30"), "`on"),
    (SET.replace("misread", "3"), "line 4: `reason` must be text, not a number"),
    (SET.replace("demand:a", "evidence:a"), "line 1: evidence:a is no record that can be corrected"),
    (SET.replace("demand:a", "Russia"), "is no id"),
    (SET.replace("{issue: sanctions}", "[a]"), "line 2: `values` takes columns"),
    (SET.replace("{issue: sanctions}", "{issue: sanctions, issue: other}"), "stands there twice"),
    (SET + "  drop: demand:b\n", "exactly one of"),
    (SET + "  document: a\n", "`document` and `quote` go together"),
    ("- reason: x\n", "exactly one of"),
    ("- merge: demand:a\n" + END, "takes a list of ids"),
    ("- merge: [demand:a]\n" + END, "at least two ids"),
    ("- apart: [demand:a, demand:b, demand:c]\n" + END, "needs two ids"),
    ("- merge: [demand:a, event:b]\n" + END, "another kind of record"),
    ("- merge: [demand:a, demand:a]\n" + END, "same id stands there twice"),
    ("set: demand:a\n", "a list of entries"),
    ("- [a, b]\n", "an entry is a mapping"),
    ("- {a: b\n", "no valid YAML"),
    ("- &x [*x]\n", "corrections/f.yml"),
    ("- drop: demand:a\n" + END, "lacks `expect`"),
])  # fmt: skip
def test_a_mistake_is_told_with_file_and_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as told:
        parse_corrections(text, "f.yml")
    assert message in str(told.value)
    assert str(told.value).startswith("corrections/f.yml")


@pytest.mark.parametrize(("values", "message"), [
    ("{issue: sanction}", "must be one of"),
    ("{status: accepted}", "derived from the stances"),
    ("{demand_id: 'demand:b'}", "the id of the record"),
    ("{summary: null}", "may not be empty"),
    ("{summary: ''}", "it is empty"),
    ("{summary: 12}", "wrong type"),
    ("{content: yes}", "put it in|wrong type"),
])  # fmt: skip
def test_a_value_that_may_not_be_set_is_told(values: str, message: str) -> None:
    (found,) = parse_corrections(SET.replace("{issue: sanctions}", values), "f.yml")
    with pytest.raises(InputError, match=f"corrections/f.yml, line 1: .*({message})"):
        checked_values(found)


@pytest.mark.parametrize(("first", "second", "message"), [
    (SET, SET, "already said at corrections/f.yml, line 1"),
    (SET, "- drop: demand:a\n  expect: {issue: forces}\n" + END, "contradicts corrections/f.yml, line 7, which drops"),
    ("- merge: [demand:a, demand:b, demand:c]\n" + END, "- apart: [demand:c, demand:b]\n" + END, "makes demand:c and demand:b one"),
    ("- merge: [demand:a, demand:c]\n" + END, "- merge: [demand:b, demand:c]\n" + END, "cannot keep"),
    ("- apart: [demand:a, demand:b]\n" + END, "- apart: [demand:b, demand:a]\n" + END, "already said"),
])  # fmt: skip
def test_two_entries_that_contradict_each_other_are_told(first: str, second: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_agreement(parse_corrections(first + second, "f.yml"))


def test_merges_may_follow_one_another() -> None:
    check_agreement(
        parse_corrections("- merge: [demand:a, demand:b]\n" + END + "- merge: [demand:b, demand:c]\n" + END, "f.yml")
    )
