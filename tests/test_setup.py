"""The set-up files are what a fresh machine needs: a complete lock, nothing at the top that was not agreed."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

TOP_LEVEL = {
    "pyproject.toml", "README.md", "sources", "pipeline", "datapackage.json", "dist", "tests", "LICENSE",
    "CITATION.cff", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "Makefile", "requirements.txt",
}  # fmt: skip
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "Makefile")


def lock(repository: Path) -> dict[str, str]:
    """Each locked requirement (name, version, marker) with the lines that belong to it."""
    text = (repository / "requirements.txt").read_text(encoding="utf-8")
    parts = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return {part.split(" \\")[0].strip(): part for part in parts if part.strip()}


def tracked(repository: Path) -> list[str]:
    """The files that git would publish: tracked, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this copy is no git clone")
    return [name for name in done.stdout.split("\0") if name and (repository / name).is_file()]


def test_every_locked_package_has_one_version_and_hashes(repository: Path) -> None:
    locked = lock(repository)
    assert len(locked) > 50
    for requirement, lines in locked.items():
        assert re.match(r"[a-z0-9-]+==[^ ]+( ; .+)?$", requirement), requirement
        assert "--hash=sha256:" in lines, requirement


def test_the_lock_names_no_address(repository: Path) -> None:
    text = (repository / "requirements.txt").read_text(encoding="utf-8")
    for word in ("://", "--index", "--extra-index", "--find-links", "--trusted-host", "@ "):
        assert word not in text


def test_the_package_that_a_format_needs_is_what_its_extra_installs(repository: Path) -> None:
    from packaging.requirements import Requirement

    from pipeline.read.formats import FORMATS

    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for how in FORMATS.values():
        if how.extra:
            assert how.package in [Requirement(text).name for text in extras[how.extra]], how.title


def test_every_direct_dependency_is_locked_within_its_bounds(repository: Path) -> None:
    from packaging.requirements import Requirement

    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = [Requirement(each) for each in lock(repository)]
    extras = [text for listed in project["optional-dependencies"].values() for text in listed]
    for text in project["dependencies"] + extras:
        wanted = Requirement(text)
        if wanted.name == project["name"]:
            continue  # `formats`, which is other extras
        found = [each for each in locked if each.name.lower() == wanted.name.lower()]
        assert found, f"{text} is not locked: run make lock"
        for each in found:
            version = str(each.specifier).removeprefix("==")
            assert wanted.specifier.contains(version), f"{each} is locked, {text} is declared: run make lock"


def test_the_top_level_holds_only_what_was_agreed(repository: Path) -> None:
    top = {name.split("/")[0] for name in tracked(repository)}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def test_no_file_names_a_machine_or_a_registry(repository: Path) -> None:
    """Only the code's own files: a source text may say what it likes, and tests may name what they forbid."""
    forbidden = re.compile(rb"(?<![\w.])/(?:home|root|Users|mnt|work)/|pypi\.org|pythonhosted|index-url|uv\.lock")
    for name in tracked(repository):
        if not name.startswith(("sources/", "tests/")):
            found = forbidden.search((repository / name).read_bytes())
            assert not found, f"{name} names {found and found[0]!r}"


def test_no_file_holds_the_marks_of_a_merge(repository: Path) -> None:
    marks = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)
    assert [name for name in tracked(repository) if marks.search((repository / name).read_bytes())] == []


def test_versions_agree(repository: Path) -> None:
    from pipeline import __version__

    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changes = (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["version"] == __version__
    assert re.findall(r"^## ([0-9.]+)", changes, re.MULTILINE)[0] == __version__


def test_the_continuous_integration_does_what_a_user_does(repository: Path) -> None:
    lines = (repository / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["make test", "make audit"]
    assert (repository / ".ci" / "run").stat().st_mode & 0o100


def test_make_lists_its_targets(repository: Path) -> None:
    done = subprocess.run(["make", "help"], cwd=repository, capture_output=True, text=True, check=True)
    for target in ("dataset", "test", "quick", "check", "lint", "readme", "lock", "clean"):
        assert f"make {target} " in done.stdout


def test_make_says_which_targets_need_the_network(repository: Path) -> None:
    """Those whose recipe asks an index of packages, and no others: the rest rests on the set-up."""
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    rules = re.findall(r"^([a-z]+):.*?## (.*)\n((?:\t.*\n)*)", makefile, re.MULTILINE)
    asking = {name for name, _, recipe in rules if re.search(r"pip-audit|pip install|uv pip", recipe)}
    assert asking == {"audit", "lock"}
    assert {name for name, about, _ in rules if "needs the network" in about} == {"setup", *asking}


def test_set_up_says_which_python_it_wants(repository: Path, tmp_path: Path) -> None:
    """With no fitting Python on the path, make stops with one sentence and makes nothing."""
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_bytes((repository / name).read_bytes())
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "make", "echo", "rm"):
        found = subprocess.run(["sh", "-c", f"command -v {tool}"], capture_output=True, text=True, check=True).stdout
        target = Path(found.strip())
        if target.is_absolute():
            (tools / tool).symlink_to(target)
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")  # a Python that is too old answers the question with no
    (tools / "python3").chmod(0o755)
    done = subprocess.run(
        ["make", "setup"], cwd=tmp_path, env={"PATH": str(tools)}, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Python 3.11, 3.12 or 3.13" in done.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_plain(name: str, repository: Path) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    assert text.endswith("\n") and "\r" not in text
    if name != "Makefile":
        assert "\t" not in text


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name.endswith(".md")])
def test_links_and_paths_in_documents_lead_somewhere(name: str, repository: Path) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    linked = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    named = re.findall(r"`((?:sources|pipeline|tests)/[\w./-]+)`", text)
    for target in linked + named:
        assert (repository / target).exists(), f"{name} names {target}"
