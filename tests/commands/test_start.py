"""The command line starts fast, explains itself and turns every failure into a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

import pipeline.__main__ as entry
from pipeline.commands import parley
from pipeline.errors import CheckError, InputError, MachineError, ParleyError
from tests.commands.conftest import Run

COMMANDS = sorted(parley.commands)
OURS = {"pipeline", "click"}
HEAVY = {"polars", "pandas", "numpy", "spacy", "great_expectations", "frictionless", "duckdb", "pyarrow", "rich"}


def loaded_by(*arguments: str, cwd: Path) -> set[str]:
    """The top-level modules, Python's own left out, that a run of the command line imports, in a process of its own."""
    code = (
        "import sys; before = set(sys.modules); from pipeline.__main__ import main; code = main(sys.argv[1:]); "
        "new = {name.partition('.')[0] for name in {*sys.modules} - before}; "
        "print('LOADED', *sorted(new - sys.stdlib_module_names)); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=cwd, capture_output=True, text=True, check=True)
    return set(done.stdout.rsplit("LOADED", 1)[1].split())


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_help_loads_nothing_but_the_command_line(arguments: list[str], tmp_path: Path) -> None:
    """What is loaded is what takes time to start, on any machine."""
    assert loaded_by(*arguments, cwd=tmp_path) == OURS


def test_query_loads_the_database_and_what_draws_its_table(small_root: Path) -> None:
    loaded = loaded_by("query", "select 1 as one", cwd=small_root)
    compiled = {name for name in loaded if name.startswith(("_", "cython"))}  # what these are compiled of
    assert loaded - compiled == OURS | {"duckdb", "rich", "yaml"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_shows_an_example_and_fits_eighty_columns(name: str, run: Run) -> None:
    outcome = run(name, "--help")
    assert outcome.code == 0
    assert "Example" in outcome.out and f"parley {name}" in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 80


def test_help_documents_the_exit_codes(run: Run) -> None:
    text = run("--help").out
    for sentence in ("0 done", "1 the data is not good enough", "2 the call", "3 the machine failed"):
        assert sentence in " ".join(text.split())


def test_a_wrong_option_is_a_wrong_call(run: Run) -> None:
    outcome = run("show", "demands", "--bye", "Norland")
    assert outcome.code == 2
    assert "--by" in outcome.err


def raising(error: BaseException) -> click.Command:
    @click.command()
    def command() -> None:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ParleyError("it broke"), 3, "it broke"),
        (CheckError("the data is bad"), 1, "the data is bad"),
        (InputError("talks.txt is empty"), 2, "talks.txt is empty"),
        (MachineError("the disk is full"), 3, "the disk is full"),
        (OSError(28, "No space left on device", "dist/csv"), 3, "dist/csv: No space left on device"),
        (KeyError("surprise"), 3, "PARLEY_DEBUG=1"),
        (KeyboardInterrupt(), 130, "stopped"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_every_failure_is_one_sentence_with_its_exit_code(
    error: BaseException, code: int, said: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARLEY_DEBUG", raising=False)
    monkeypatch.setattr(entry, "parley", raising(error))
    outcome = run()
    assert outcome.code == code
    assert said in outcome.err
    assert "Traceback" not in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1


def test_debug_shows_the_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_DEBUG", "1")
    monkeypatch.setattr(entry, "parley", raising(KeyError("surprise")))
    with pytest.raises(KeyError):
        run()


def test_a_reader_that_leaves_early_causes_no_complaint(small_root: Path) -> None:
    command = f'{sys.executable} -m pipeline query --format csv "from range(200000)" | head -n 1'
    environment = {**os.environ, "PYTHONPATH": str(Path(entry.__file__).parent.parent)}
    done = subprocess.run(
        command, shell=True, cwd=small_root, capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout == "range\n"
    assert done.stderr == ""


def test_module_and_console_script_are_the_same(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("parley")
    for command in ([sys.executable, "-m", "pipeline"], [str(script)]):
        done = subprocess.run([*command, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.startswith("parley, version ")


def test_an_output_that_knows_few_letters_is_no_failure(small_root: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(entry.__file__).parent.parent)}
    command = [sys.executable, "-m", "pipeline", "query", "select 'Kyïv' as name"]
    done = subprocess.run(command, cwd=small_root, capture_output=True, text=True, env=environment, check=True)
    assert r"Ky\xefv" in done.stdout
