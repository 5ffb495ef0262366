"""Libraries that are put off are loaded by their first use, and by nothing before."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.check.putting_off import Later, put_off


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package `faraway` with a module `slow`, which notes when it is loaded; its name."""
    (tmp_path / "faraway").mkdir()
    (tmp_path / "faraway" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "faraway" / "slow.py").write_text("value = 7\n", encoding="utf-8")
    (tmp_path / "user.py").write_text("from faraway import slow\nimport faraway.slow as same\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "faraway.slow"
    for name in ("faraway", "faraway.slow", "user"):
        sys.modules.pop(name, None)


def test_what_is_put_off_is_loaded_by_its_first_use(package: str) -> None:
    with put_off(package):
        import user  # type: ignore[import-not-found]
    assert isinstance(user.slow, Later) and user.same is user.slow
    assert package not in sys.modules
    assert user.slow.value == 7
    assert package in sys.modules


def test_after_the_block_an_import_gives_the_module_itself(package: str) -> None:
    with put_off(package):
        import user
    from faraway import slow  # type: ignore[import-not-found]

    assert not isinstance(slow, Later)
    assert slow.value == user.slow.value == 7


def test_a_module_that_is_there_already_stays(package: str) -> None:
    from faraway import slow

    with put_off(package):
        import user
    assert user.slow is slow is sys.modules[package]


def test_a_name_that_the_module_lacks_is_missing(package: str) -> None:
    with put_off(package):
        import user
    with pytest.raises(AttributeError, match="nothing"):
        _ = user.slow.nothing


@pytest.mark.slow
def test_the_validation_library_loads_neither_statistics_nor_charts() -> None:
    code = (
        "import sys; from pipeline.check import warm; warm().join(); assert 'great_expectations' in sys.modules; "
        "print([name for name in ('scipy.stats', 'altair') if name in sys.modules]); "
        "from great_expectations.expectations.core import expect_column_kl_divergence_to_be_less_than as one; "
        "print(one.stats.entropy([0.5, 0.5]) > 0.6, one.alt.Chart.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\nTrue Chart\n"
