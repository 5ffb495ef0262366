"""A text whose extraction never ends, eats the memory, dies or fails is left out with a reason, and stops no other."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.workers import Failure
from tests.extracted import extracted
from tests.small_project import STUB, Project, build_quickly
from tests.test_build import documents as made_documents
from tests.test_build import told

GOOD = "Russia wants peace with Ukraine."


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    build_quickly(monkeypatch)
    return Project(tmp_path)


def limited(project: Project, **limits: int) -> None:
    lines = "".join(f"{key}: {value}\n" for key, value in limits.items())
    (project.sources / "limits.yml").write_text(lines, encoding="utf-8")


def rows(project: Project, table: str) -> list[dict[str, str]]:
    with (project.root / "dist" / table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("order", "reason", "says"),
    [
        ("LOOP", "time", "more than 1 seconds; split the text, or raise `extract_seconds` in sources/limits.yml"),
        ("CRASH", "crash", "the extraction failed (RecursionError: too deep); please report it with the text"),
        ("UNSOUND", "crash", "please report it with the text"),
    ],
)
def test_a_text_costs_itself_only(project: Project, jobs: int, order: str, reason: str, says: str) -> None:
    from pipeline.build import build

    for name in "acd":
        project.write(f"{name}.txt", name)
    limited(project, extract_seconds=1)
    build(project.sources, project.root, jobs=jobs, extract=STUB, use_cache=False)
    before = {table: rows(project, f"csv/{table}.csv") for table in ("documents", "demands", "stances", "evidence")}
    project.write("b.txt", order)
    began = time.monotonic()
    result = build(project.sources, project.root, jobs=jobs, extract=STUB, use_cache=False)
    assert time.monotonic() - began < 30
    assert {table: rows(project, f"csv/{table}.csv") for table in before} == before
    (left_out,) = rows(project, "reports/quarantine.csv")
    assert (left_out["path"], left_out["reason"]) == ("b.txt", reason)
    assert says in left_out["detail"]
    assert result.counts == "4 files: 3 used, 1 left out."


@pytest.mark.slow
def test_a_text_that_eats_the_memory_costs_itself_only() -> None:
    from dataclasses import replace

    from pipeline.read import Limits

    found = made_documents("ok ok ok")
    found[1] = replace(found[1], text=f"EAT {found[1].text}")
    outcomes = extracted(found, 2, limits=Limits(memory_megabytes=3_000))
    assert [told(one) for one in outcomes] == ["ok", "failed", "ok"]
    failed = outcomes[1]
    assert isinstance(failed, Failure) and failed.reason in ("memory", "crash")


def test_wrong_limits_stop_a_build_before_anything_is_read(project: Project) -> None:
    project.write("a.txt")
    (project.sources / "limits.yml").write_text("extract_second: 5\n", encoding="utf-8")
    with pytest.raises(InputError, match="unknown key `extract_second`"):
        project.build()
    assert not (project.root / "dist").exists()


CONTENTS = {
    ".txt": [GOOD.encode(), f"Again {GOOD}".encode(), f"CRASH {GOOD}".encode(), f"UNSOUND {GOOD}".encode(), b"", b" \n",
             b"\xff\xfe\x00", b"\x89PNG", "Envoy é".encode("cp1252"),
             (b"Los negociadores no han llegado a un acuerdo sobre la retirada de las tropas y el ministro dijo que las "
             b"conversaciones van a seguir durante la semana que viene en la capital del pais, segun una fuente del gobierno.")],
    ".md": [b"# Talks\n\n" + GOOD.encode()],
    ".zip": [b"PK\x05\x06" + bytes(18), b"no zip"],
    ".gz": [b"no gzip", b""],
    ".jsonl": [b'{"id": "a", "text": "Russia wants peace with Ukraine. So it said."}\n{"id": "b"}\n', b"{"],
    ".csv": [b"id,text\n1,Russia wants peace with Ukraine again and again.\n2,\n", b"a,b\n1,2\n"],
    ".meta.yml": [b"title: Talks\n", b"titel: x\n"],
    ".odt": [b"x"],
    "": [b"x"],
}  # fmt: skip
FILES = st.dictionaries(
    st.tuples(st.sampled_from(["", "sub/", "d.txt/", ".hidden/"]), st.sampled_from(["a", "b", "a.txt", ".c", "CON", "é", "n\nl"])),
    st.sampled_from(sorted(CONTENTS)).flatmap(lambda end: st.tuples(st.just(end), st.sampled_from(CONTENTS[end]))),
    max_size=9,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(files=FILES)
def test_every_file_is_used_or_left_out_or_skipped(
    tmp_path_factory: pytest.TempPathFactory, files: dict[tuple[str, str], tuple[str, bytes]]
) -> None:
    """Files = used + left out + skipped, as told and as counted from the folder; no file is in two of the three."""
    from pipeline.build import build

    with pytest.MonkeyPatch.context() as patch:
        build_quickly(patch)
        project = Project(tmp_path_factory.mktemp("counts"))
        for (folder, stem), (ending, content) in files.items():
            file = project.seeds / f"{folder}{stem}{ending}"
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
        project.write("good.txt")
        result = build(project.sources, project.root, extract=STUB, dry_run=True, use_cache=False)
    seen = {
        str(path.relative_to(project.seeds)).replace("\n", "\\x0a")
        for path in project.seeds.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(project.seeds).parts[:-1])
    }
    used = {path.split("!/")[0] for path in result.tables["documents"]["path"]}
    left_out = {one.path.split("!/")[0] for one in result.quarantined} - used
    skipped = {path for path in seen if path.rpartition("/")[2].startswith(".")}
    skipped |= {path for path in seen - left_out if path.endswith(".meta.yml")}
    assert used | left_out | skipped == seen
    assert not used & skipped and not left_out & skipped
    counted = re.fullmatch(r"(\d+) files?: (\d+) used, (\d+) left out(?:, (\d+) skipped \(.*\))?\.", result.counts)
    assert counted is not None
    assert [int(number or 0) for number in counted.groups()] == [len(seen), len(used), len(left_out), len(skipped)]
