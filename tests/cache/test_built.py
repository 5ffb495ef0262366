"""What the last build was made with is known as long as its dataset stands, and never trusted."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cache import built
from pipeline.cache.built import BUILT, changed_files, pipeline_files, remember_build
from pipeline.cache.makers import PIPELINE

Files = dict[str, str]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """The files of a pipeline, for tests to change."""
    files = {"resolve/people.py": "1", "reference/verbs.csv": "2"}
    monkeypatch.setattr(built, "pipeline_files", lambda: dict(files))
    return files


@pytest.fixture
def out(tmp_path: Path, files: Files) -> Path:
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
    remember_build(tmp_path)
    return tmp_path


def test_nothing_changed(out: Path) -> None:
    assert changed_files(out) == []


def test_a_file_that_is_changed_or_added_or_gone(out: Path, files: Files) -> None:
    files["resolve/people.py"] = "3"
    files["resolve/new.py"] = "4"
    del files["reference/verbs.csv"]
    assert changed_files(out) == ["reference/verbs.csv", "resolve/new.py", "resolve/people.py"]
    remember_build(out)
    assert changed_files(out) == []


def test_another_dataset_has_no_known_build(out: Path) -> None:
    (out / "datapackage.json").write_text('{"other": 1}', encoding="utf-8")
    assert changed_files(out) is None


def test_nothing_noted(tmp_path: Path) -> None:
    assert changed_files(tmp_path) is None


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b"{}", b'{"files": 1, "dataset": null}', b'{"files": {}}', b"[" * 100_000]
)
def test_a_damaged_note_is_no_note(content: bytes, out: Path) -> None:
    (out / BUILT).write_bytes(content)
    assert changed_files(out) is None


def test_a_note_of_other_things_than_names_and_digests(out: Path) -> None:
    noted = json.loads((out / BUILT).read_bytes())
    (out / BUILT).write_text(json.dumps({**noted, "files": {"a.py": [1], "resolve/people.py": {}}}), encoding="utf-8")
    assert changed_files(out) == ["a.py", "reference/verbs.csv", "resolve/people.py"]


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path, files: Files) -> None:
    (tmp_path / ".parley").touch()
    remember_build(tmp_path)
    assert changed_files(tmp_path) is None


def test_all_code_and_tables_that_make_the_dataset_are_among_the_files() -> None:
    names = set(pipeline_files())
    assert {"build.py", "cache/claims.py", "resolve/__init__.py", "publish/views/10_event_timeline.sql"} <= names
    assert {f"reference/{file.name}" for file in (PIPELINE / "reference").glob("*.csv")} <= names
    assert not any(name.startswith(("commands/", "evaluate/")) or "__pycache__" in name for name in names)


def test_of_the_code_that_a_build_loads_only_what_leaves_no_mark_on_the_dataset_is_not_told() -> None:
    names = set(pipeline_files())
    loaded = set(loaded_by_a_build())
    assert loaded - names == {"cache/built.py", "lock.py"}
    assert {name for name in names if "/" not in name and name.endswith(".py")} <= loaded
    folders = {name.partition("/")[0] for name in names if "/" in name and name.endswith(".py")}
    assert folders <= {name.partition("/")[0] for name in loaded}


def loaded_by_a_build() -> Iterator[str]:
    """The modules that `pipeline.build` imports, at once or later, and those that it loads by their names."""
    by_name = [file for folder in ("extract", "read") for file in (PIPELINE / folder).rglob("*.py")]
    todo, seen = [PIPELINE / "build.py", *by_name], {PIPELINE / "__init__.py"}  # which names what callers may ask for
    yield "__init__.py"
    while todo:
        file = todo.pop()
        if file in seen:
            continue
        seen.add(file)
        yield file.relative_to(PIPELINE).as_posix()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pipeline"):
                for name in (node.module, *(f"{node.module}.{one.name}" for one in node.names)):
                    path = PIPELINE.parent / name.replace(".", "/")
                    todo += [one for one in (path.with_suffix(".py"), path / "__init__.py") if one.is_file()]
