"""The guides of CONTRIBUTING.md are performed as they stand there, in a copy of the project, and do what they claim."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.guides import BLOCK, Commands, Edit, Prints, Reader, section, steps
from tests.test_setup import tracked

PAGE = (Path(__file__).resolve().parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
GUIDES = ("Add a document", "Add a verb", "Add an organisation", "Correct a row")
SETUP = "make setup\n. .venv/bin/activate\n"


@pytest.fixture(scope="module")
def project(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the project after its set-up: in place of an environment of its own it has the one of this test."""
    if shutil.which("make") is None or shutil.which("bash") is None:
        pytest.skip("there is no make or no bash on this machine")
    folder = tmp_path_factory.mktemp("contributor") / "parley"
    for name in tracked(repository):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(repository / name, folder / name)
    made = folder / ".venv" / "bin"
    made.mkdir(parents=True)
    python = f'#!/bin/sh\nPYTHONPATH="{folder}" exec "{sys.executable}" '
    for name, start in {"python": "", "parley": "-m pipeline ", "pytest": "-m pytest -p no:cacheprovider "}.items():
        (made / name).write_text(f'{python}{start}"$@"\n', encoding="utf-8")
        (made / name).chmod(0o755)
    (made / "activate").write_text('PATH="$PWD/.venv/bin:$PATH"\n', encoding="utf-8")
    for stamp in ("locked", "installed"):  # newer than what they rest on: make has nothing to install
        (made.parent / stamp).touch()
    commit = "git init -q && git add -A && git -c user.name=A -c user.email=a@example.org commit -qm 'As it was'"
    Reader(folder, "").type(commit)
    Reader(folder, "").type(f'"{sys.executable}" -m compileall -q pipeline')  # else each of the commands compiles it
    return folder


@pytest.fixture
def reader(project: Path) -> Reader:
    """Somebody in that clone, as a fresh clone is."""
    reader = Reader(project, SETUP)
    reader.type("git reset -q --hard && git clean -fdq && rm -rf .parley")
    return reader


@pytest.mark.parametrize("guide", GUIDES)
def test_each_guide_has_five_steps_and_each_is_something_to_do(guide: str) -> None:
    found = steps(section(PAGE, guide))
    assert len(found) == 5 and all(found)
    assert any(isinstance(action, Prints) for action in found[-1])


def test_the_set_up_is_what_the_reader_types_first() -> None:
    assert SETUP in PAGE
    assert "\nsetup:" in (Path(__file__).resolve().parent.parent / "Makefile").read_text(encoding="utf-8")


def follow(reader: Reader, guide: str) -> list[str]:
    """Do all that the steps of a guide say; what the last commands of each step printed."""
    printed = []
    for actions in steps(section(PAGE, guide)):
        for action in actions:
            reader.perform(action)
        printed.append(reader.printed)
    return printed


def prints(guide: str, step: int) -> str:
    return "".join(action.text for action in steps(section(PAGE, guide))[step - 1] if isinstance(action, Prints))


def rows(reader: Reader, sql: str) -> list[str]:
    """The rows of a query, each as a line of CSV."""
    return reader.type(f'parley query "{sql}" --format csv').splitlines()[1:]


@pytest.mark.slow
def test_an_added_document_is_in_the_tables_with_its_demand_and_sentence(reader: Reader) -> None:
    follow(reader, "Add a document")
    sentence = "Norway demanded on Friday that Iceland release the trawlers."
    assert sentence in prints("Add a document", 5)
    assert rows(reader, "select count(*) from documents") == ["2"]
    assert rows(reader, "select rejected_by from who_rejected_what where document_id = 'cod-talks'") == ["Iceland"]
    assert sentence in reader.type("cat dist/csv/evidence.csv")
    reader.type("parley check && parley status --check")
    reader.type("git stash --include-untracked")
    assert reader.type("git status --porcelain") == "" and not (reader.folder / "cod-talks.txt").exists()


@pytest.mark.slow
def test_an_added_verb_is_read_where_it_was_not(reader: Reader) -> None:
    before, *_, last = steps(section(PAGE, "Add a verb"))
    (said,) = [action.text for action in before if isinstance(action, Commands)]
    read, *_ = follow(reader, "Add a verb")
    assert "demand" not in read and read.count("party") == 2
    assert "frame:pester" in prints("Add a verb", 5)
    assert any(isinstance(action, Commands) and action.text.startswith(said.strip()) for action in last)
    text = "Talks\n\nNorway pestered Iceland to release the trawlers.\n"
    (reader.folder / "sources" / "seeds" / "talks.txt").write_text(text, encoding="utf-8")
    reader.type("make dataset")
    assert rows(reader, "select distinct method from evidence where method like '%pester'") == ["frame:pester"]


@pytest.mark.slow
def test_a_verb_with_a_wrong_example_is_told(reader: Reader) -> None:
    (edit,) = [action for step in steps(section(PAGE, "Add a verb")) for action in step if isinstance(action, Edit)]
    cells = edit.text.rstrip("\n").split(",")
    finds_nothing = [*cells[:8], "Norland grew.", *cells[9:]]
    finds_both = [*cells[:9], cells[8], *cells[10:]]
    other = ",".join(finds_both).replace("pester", "badger")
    reader.perform(Edit(edit.file, f"{','.join(finds_nothing)}\n{other}\n", True))
    with pytest.raises(AssertionError) as told:
        reader.type('pytest -q tests/extract -k "pester or badger"')
    assert "the example of `pester` in demand_frames.csv" in str(told.value)
    assert "the counterexample of `badger` in demand_frames.csv" in str(told.value)


@pytest.mark.slow
def test_an_added_organisation_is_a_party_under_all_its_names(reader: Reader) -> None:
    read, *_ = follow(reader, "Add an organisation")
    assert "QFA" in read and "(union)" not in read
    assert prints("Add an organisation", 5).count("party,Quayfolk Assembly (union)") == 2
    text = "Talks\n\nThe Quayfolk Assembly urged Norway to reopen the port. Norway rejected the demand of QFA.\n"
    (reader.folder / "sources" / "seeds" / "talks.txt").write_text(text, encoding="utf-8")
    reader.type("make dataset")
    assert rows(reader, "select type from parties where party_id = 'party:quayfolk-assembly'") == ["union"]
    assert rows(reader, "select count(*) from parties where name = 'QFA'") == ["0"]


@pytest.mark.slow
def test_a_corrected_row_is_corrected_with_the_correction_recorded_and_stays(reader: Reader) -> None:
    target = "demand:rus-ukr-ideology-8032a8"
    issue = f"select issue from demands where demand_id = '{target}'"
    assert rows(reader, issue) == ["ideology"]
    follow(reader, "Correct a row")
    assert "rights" in prints("Correct a row", 5)
    assert rows(reader, issue) == ["rights"]
    assert rows(reader, "select record_id, value_before, value_after, corrected_by from corrections") == [
        f"{target},ideology,rights,A. Reader"
    ]
    reader.type("make dataset")
    assert rows(reader, issue) == ["rights"]
    reader.type("parley check && parley status --check")


def test_every_block_of_the_page_is_done_by_a_test() -> None:
    """The set-up, the steps of the guides, and the entry that one writes by hand."""
    kinds = [language for _, language, _ in BLOCK.findall(PAGE)]
    done = [action for guide in GUIDES for step in steps(section(PAGE, guide)) for action in step]
    assert len(kinds) == 1 + len(done) + 1
    assert kinds.count("yaml") == 1


def test_the_entry_that_one_writes_by_hand_is_read(tmp_path: Path) -> None:
    from pipeline.corrections import read_corrections

    (entry,) = [text for _, language, text in BLOCK.findall(PAGE) if language == "yaml"]
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections" / "rows.yml").write_text(entry, encoding="utf-8")
    (read,) = read_corrections(tmp_path)
    assert (read.action, read.ids) == ("set", ("demand:rus-ukr-forces-94dc38",))


def test_a_block_of_which_nothing_is_said_is_an_error() -> None:
    with pytest.raises(ValueError, match="what is to be done"):
        steps("1. Do.\n\n   ```csv\n   a\n   ```\n")
    with pytest.raises(ValueError, match=r"numbered \[1, 3\]"):
        steps("1. Do.\n3. Do.\n")


PAGE_OF_TWO_STEPS = """\
1. Write `a.txt`:

   ```text
   One.

     Two.
   ```

2. Run this:

   ```sh
   ls
   ```

   It prints:

   ```text
   a.txt
   ```

What stands at the margin belongs to no step.

```yaml
a: 1
```
"""


def test_steps_are_read_as_a_person_reads_them() -> None:
    assert steps(PAGE_OF_TWO_STEPS) == [
        [Edit("a.txt", "One.\n\n  Two.\n", append=False)],
        [Commands("ls\n"), Prints("a.txt\n")],
    ]
