"""Corrections in files, applied by real builds that publish one after the other."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.errors import InputError
from pipeline.resolve import read_last_release
from tests.corrections.test_applying import END

pytestmark = pytest.mark.slow

FIRST = "Talks in Oslo\n\n3 May 2030\n\nNorway demanded that Sudan release 40 sailors. Sudan rejected the demand.\n"
LATER = "Talks in Oslo go on\n\n9 May 2030\n\nNorway demanded that Sudan open its ports. The Sudanese army withdrew.\n"


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        place = folder / ("corrections" if name == "fixes" else "seeds")
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{name}{'.yml' if name == 'fixes' else '.txt'}").write_text(text, encoding="utf-8")
    return folder


def digest(out: Path) -> dict[str, str]:
    return {
        str(file.relative_to(out)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted((out / "dist").rglob("*.csv"))
        if "reports" not in file.parts
    }


def test_three_builds_with_a_merge_and_its_end(tmp_path: Path) -> None:
    sources, out = written(tmp_path / "sources", first=FIRST, later=LATER), tmp_path
    build(sources, out)
    plain, demands = digest(out), sorted(read_last_release(out).tables["demands"]["demand_id"])
    assert len(demands) == 2
    kept, given_up = demands
    written(sources, fixes=f"# decided in May\n- merge: [{kept}, {given_up}]{END}")
    build(sources, out, accept_losses=True)
    merged = digest(out)
    tables = read_last_release(out).tables
    assert tables["demands"]["demand_id"].to_list() == [kept]
    assert tables["corrections"].to_dicts()[0]["line"] == 2
    build(sources, out)
    assert digest(out) == merged
    written(sources, fixes=f"- merge: [{kept}, {given_up}]\n  expect: {{issue: energy}}{END}")
    with pytest.raises(InputError, match=r"corrections/fixes\.yml, line 1: expected `issue: energy`"):
        build(sources, out)
    assert digest(out) == merged, "the last dataset stays as it was"
    (sources / "corrections" / "fixes.yml").unlink()
    build(sources, out, accept_losses=True)  # the change between the two forms goes with the merge
    assert digest(out) == plain


def test_a_text_that_is_gone_stops_the_build_until_its_correction_is_removed(tmp_path: Path) -> None:
    sources, out = written(tmp_path / "sources", first=FIRST, later=LATER), tmp_path
    build(sources, out)
    gone = next(
        row["record_id"]
        for row in read_last_release(out).tables["evidence"].to_dicts()
        if (row["document_id"], row["record_type"]) == ("later", "demand")
    )
    written(sources, fixes=f"- flag: {gone}{END}")
    build(sources, out)
    (sources / "seeds" / "later.txt").unlink()
    with pytest.raises(InputError, match=rf"fixes\.yml, line 1: {gone} is no more .*remove the entry"):
        build(sources, out, accept_losses=True)
