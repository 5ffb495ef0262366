"""Every command and query of the README runs, and its made parts are those of the dataset that stands in dist/."""

from __future__ import annotations

import datetime
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.commands.readme import ACCURACY, accuracy_lines, renew, when
from tests.guides import section

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")

# These set up an environment, or need what no test may touch; the others run.
SET_UP = {"make dataset", "make test"}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Those of a cluster run in tests/cluster/test_readme_commands.py."""
    here = [block for block in blocks("sh") if "dask scheduler" not in block]
    return [line for block in here for line in block.splitlines() if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def copy(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a user has after `make dataset`, to run commands in."""
    folder = tmp_path_factory.mktemp("readme")
    for name in ("sources", "dist", "tests/gold"):
        shutil.copytree(repository / name, folder / name, ignore=shutil.ignore_patterns("*.duckdb"))
    shutil.copyfile(repository / "datapackage.json", folder / "datapackage.json")
    return folder


@pytest.fixture(scope="module")
def database(copy: Path) -> Path:
    """The DuckDB file as a user opens it, with DuckDB alone."""
    from pipeline.publish.database import write_database

    file = copy / "dist" / "parley.duckdb"
    write_database(copy / "dist" / "parquet", file, "")
    return file


def test_there_are_five_queries_and_the_two_commands() -> None:
    assert len(blocks("sql")) == 5
    assert SET_UP <= set(commands())


@pytest.mark.parametrize("sql", blocks("sql"), ids=lambda sql: sql.split("\n")[1][:30])
def test_every_query_gives_rows_in_plain_duckdb(sql: str, database: Path) -> None:
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(sql).fetchall()
    assert rows
    assert any(value is not None for row in rows for value in row)


@pytest.mark.slow
@pytest.mark.parametrize("command", [line for line in commands() if line not in SET_UP])
def test_every_command_runs(command: str, copy: Path) -> None:
    words = shlex.split(command)
    assert words[0] == "parley", f"say in this test how to run {command!r}"
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *words[1:]], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("code", blocks("python"))
def test_every_python_snippet_runs(code: str, copy: Path, database: Path) -> None:
    assert database.is_file()
    done = subprocess.run([sys.executable, "-c", code], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("code", blocks("js"))
def test_every_javascript_snippet_runs(code: str, copy: Path) -> None:
    assert run_in_node(code, copy)


def test_the_javascript_reader_reads_every_cell_of_every_table(repository: Path) -> None:
    import polars as pl

    from pipeline.schema import TABLES

    (code,) = blocks("js")
    reader = code.partition("\nfor (const demand")[0]
    told = run_in_node(f"{reader}\nconsole.log(JSON.stringify({list(TABLES)}.map(rows)))", repository)
    for table, found in zip(TABLES.values(), json.loads(told), strict=True):
        frame = pl.read_parquet(repository / "dist" / "parquet" / f"{table.name}.parquet")
        for column in table.columns:
            cells = [row[column.name] for row in found]
            values = frame[column.name].to_list()
            if column.type in ("integer", "number"):
                assert [None if cell is None else float(cell) for cell in cells] == values
            else:
                assert cells == [str(value).lower() if value in (True, False) else value and str(value)
                                 for value in values]  # fmt: skip


def run_in_node(code: str, folder: Path) -> str:
    """What JavaScript prints in `folder`."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node on this machine")
    done = subprocess.run([node, "-e", code], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_r_snippet_names_real_files_columns_and_views(copy: Path, database: Path) -> None:
    """There may be no R on this machine: it is read here, not run."""
    import duckdb
    import polars as pl

    (code,) = blocks("r")
    frames = dict(re.findall(r'^(\w+) <- arrow::read_parquet\("([^"]+)"\)$', code, re.MULTILINE))
    tables = {name: pl.read_parquet(copy / file) for name, file in frames.items()}
    ((left, right, by_left, by_right),) = re.findall(r'merge\((\w+), (\w+), by\.x = "(\w+)", by\.y = "(\w+)"\)', code)
    joined = tables[left].join(tables[right], left_on=by_left, right_on=by_right)
    (columns,) = re.findall(r"\[, c\((.+)\)\]", code)
    assert joined.select(re.findall(r'"(\w+)"', columns)).height
    assert not (set(tables[left].columns) & set(tables[right].columns)), "R's merge would rename these or join by them"
    (file,) = re.findall(r'dbdir = "([^"]+)"', code)
    assert copy / file == database
    (sql,) = re.findall(r'dbGetQuery\(connection, "([^"]+)"\)', code)
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(sql).fetchall()


def test_no_block_is_left_without_a_test() -> None:
    tested = {"sh", "sql", "python", "js", "r", "yaml", ""}  # the last is the list of folders
    assert set(re.findall(r"^ *```(\w*)\n.*?^ *```$", README, re.MULTILINE | re.DOTALL)) == tested


def test_the_folders_that_are_listed_are_there(repository: Path) -> None:
    listed = section(README, "What is where")
    parent = repository
    for indent, folders in re.findall(r"^( *)(\S+/)", listed, re.MULTILINE):
        parent = parent if indent else repository / folders
        assert (parent / folders if indent else parent).is_dir(), folders


def test_make_test_runs_the_tests(repository: Path) -> None:
    """`make dataset` is performed in test_contributing.py; this one cannot run itself."""
    if shutil.which("make") is None:
        pytest.skip("there is no make on this machine")
    done = subprocess.run(["make", "-n", "test"], cwd=repository, capture_output=True, text=True, check=True)
    assert [
        line for line in done.stdout.splitlines() if re.search(r"/bin/python -m pytest -q(?! .*(-m|-k|tests)\b)", line)
    ]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_command_in_a_sentence_is_one_of_the_command_line(page: str, repository: Path) -> None:
    """`parley add FILE --published DAY`: the command is there, and so is each option."""
    import click

    from pipeline.commands import parley

    named = re.findall(r"`parley ([^`]+)`", (repository / page).read_text(encoding="utf-8"))
    assert len(named) > 5
    for words in map(shlex.split, named):
        command: click.Command = parley
        while isinstance(command, click.Group) and words and re.fullmatch("[a-z]+", words[0]):
            command = command.commands[words.pop(0)]
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        options = {word for word in words if word.startswith("-")}
        assert options <= known, f"parley {command.name} has no {options - known}"


def test_the_sidecar_of_the_readme_can_be_read() -> None:
    from pipeline.read.metadata import parse_metadata

    (block,) = re.findall(r"^   ```yaml\n(.*?)^   ```", README, re.MULTILINE | re.DOTALL)
    assert parse_metadata(re.sub(r"^   ", "", block, flags=re.MULTILINE), "README.md").publisher == "Example Daily"


def test_the_made_parts_are_those_of_the_dataset(repository: Path) -> None:
    assert (repository / ACCURACY).is_file(), "run make readme"
    assert renew(README, repository) == README, "run make readme"


def test_an_accuracy_without_cases_is_not_shown() -> None:
    figures = {
        "documents": 2,
        "tables": {"demands": {"precision": 0.5, "recall": 1.0, "f1": 0.667}},
        "attributes": {"person.role": {"share": None, "right": 0, "of": 0}, "demand.kind": {"share": 1.0, "of": 3}},
    }
    text = accuracy_lines(figures)
    assert "| demands | 0.50 | 1.00 | 0.67 |" in text
    assert "person" not in text and "| demand: kind | 1.00 | 3 |" in text


@pytest.mark.parametrize(
    ("first", "last", "precision", "text", "shown"),
    [
        ("2024-05-03", "2024-05-03", "day", "on Friday", "2024-05-03"),
        ("2024-05-01", "2024-05-31", "month", "in May", "2024-05"),
        ("2024-01-01", "2024-12-31", "year", "in 2024", "2024"),
        ("2024-04-29", "2024-05-05", "week", "last week", "2024-04-29 to 2024-05-05"),
        (None, None, None, "on Friday", "on Friday"),
        (None, None, None, None, ""),
    ],
)
def test_a_date_is_shown_as_precise_as_it_is(
    first: str | None, last: str | None, precision: str | None, text: str | None, shown: str
) -> None:
    days = [datetime.date.fromisoformat(day) if day else None for day in (first, last)]
    assert when(days[0], days[1], precision, text) == shown
