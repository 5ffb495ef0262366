"""A dataset's own names and verbs: read, checked, merged over the package's, part of what kept claims rest on."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.additions import TABLES, Additions, in_use, read_additions, use
from pipeline.cache import makers
from pipeline.errors import InputError
from pipeline.extract.demands.frames import frames
from pipeline.extract.who.gazetteer import gazetteer
from pipeline.reference_tables import table_rows
from pipeline.resolve.reference import rows
from tests.small_project import STUB, Project, build_quickly

ORGANISATIONS = "key,name,type,part_of,wikidata_id,source\n"
UNION = ORGANISATIONS + "quayfolk-assembly,Quayfolk Assembly,union,,,own statutes\n"
NAMES = "name,key,source\n"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = in_use()
    yield
    use(before)


def write(sources: Path, **tables: str) -> Path:
    (sources / "reference").mkdir(parents=True, exist_ok=True)
    for table, text in tables.items():
        (sources / "reference" / f"{table}.csv").write_text(text, encoding="utf-8")
    return sources


def error(sources: Path) -> str:
    with pytest.raises(InputError) as raised:
        read_additions(sources)
    return str(raised.value)


def copied(table: str, first: str, **changed: str) -> str:
    """A table with one row: that of the package whose first cell is `first`, with other cells."""
    row = next(row for row in table_rows(table) if next(iter(row.values())) == first)
    cells = {**row, **changed}
    return ",".join(cells) + "\n" + ",".join(f'"{cell}"' for cell in cells.values()) + "\n"


def test_without_a_folder_there_are_none(tmp_path: Path) -> None:
    assert read_additions(tmp_path) == Additions() == read_additions(write(tmp_path))


def test_an_organisation_is_found_by_its_own_and_its_other_names(tmp_path: Path) -> None:
    use(read_additions(write(tmp_path, organisations=UNION, organisation_names=NAMES + "QFA,quayfolk-assembly,own\n")))
    for text in ("The Quayfolk Assembly met.", "QFA met."):
        (hit,) = gazetteer().hits(text)
        assert hit.known.key == "quayfolk-assembly"
    assert gazetteer().parties["quayfolk-assembly"].party_type == "union"
    assert "QFA" in {row["name"] for row in rows("organisation_names")}
    use(Additions())
    assert not list(gazetteer().hits("QFA met."))
    assert "QFA" not in {row["name"] for row in rows("organisation_names")}


def test_known_parties_get_further_names(tmp_path: Path) -> None:
    use(read_additions(write(tmp_path, country_names="name,kind,key,source\nOldmark,name,nor,own\n")))
    (hit,) = gazetteer().hits("Oldmark replied.")
    assert hit.known.key == "nor"


def test_columns_may_stand_in_another_order_and_lines_may_be_empty(tmp_path: Path) -> None:
    told = "source,key,name\n\n own , un ,The Glass House\n\n"
    (row,) = read_additions(write(tmp_path, organisation_names=told)).rows("organisation_names")
    assert row == {"name": "The Glass House", "key": "un", "source": "own"}


def test_a_verb_is_added(tmp_path: Path) -> None:
    use(read_additions(write(tmp_path, demand_frames=copied("demand_frames", "demand", frame="crave", lemma="crave"))))
    assert [frame.kind for frame in frames()["crave", "VERB"]] == ["demand"]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_that_can_be_extended_takes_a_row_like_its_own(table: str, tmp_path: Path) -> None:
    first = table_rows(table)[0]
    changed = {column: "new-row" for column in TABLES[table][0] if column != "kind"}
    if table == "organisations":
        changed["name"] = "New Row"
    additions = read_additions(write(tmp_path, **{table: copied(table, next(iter(first.values())), **changed)}))
    assert len(additions.rows(table)) == 1
    assert pickle.loads(pickle.dumps(additions)) == additions


@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        ("organizations", UNION, "reference/organizations.csv, line 1: no table `organizations` can be extended"),
        ("organisations", "key,name\n", "line 1: the columns must be key,name,type,part_of,wikidata_id,source"),
        ("organisations", UNION + "a,b\n", "line 3: 2 cells where 6 belong"),
        ("organisations", UNION + '"a', "line 3: this is no valid CSV"),
        ("organisations", UNION + UNION.splitlines()[1], "line 3: `quayfolk-assembly` is there already, in reference/"),
        ("organisations", ORGANISATIONS + "un,Unity,igo,,,own\n", "line 2: the key `un` is there already"),
        ("organisations", ORGANISATIONS + "rus,Unity,igo,,,own\n", "line 2: the key `rus` is there already"),
        ("organisations", ORGANISATIONS + "A B,Unity,igo,,,own\n", "line 2: the key `A B` must be small letters"),
        ("organisations", ORGANISATIONS + "unity,Unity,guild,,,own\n", "line 2: `type` is `guild`; it must be one of"),
        ("organisations", ORGANISATIONS + "unity,Unity,igo,nobody,,own\n", "line 2: `part_of` is `nobody`"),
        ("organisations", ORGANISATIONS + "unity,Unity,igo,,,\n", "line 2: the column `source` is empty"),
        ("organisations", ORGANISATIONS + "unity,,igo,,,own\n", "line 2: the column `name` is empty"),
        ("organisation_names", NAMES + "QFA,quayfolk,own\n", "line 2: there is no party with the key `quayfolk`"),
        ("organisation_names", NAMES + "UN,unesco,own\n", "the name `UN` stands in organisation_names already as a"),
        ("organisation_names", NAMES + "UN,un,own\n", "line 2: `UN` is there already, in Parley's own table"),
        ("outlets", "name,kind,source\nUN,media,own\n", "line 2: the name `UN` stands in organisation_names already"),
        ("demand_frames", copied("demand_frames", "demand"), "line 2: `demand` is there already"),
        ("demand_frames", copied("demand_frames", "demand", frame="x", complements="np|xyz"), "`complements` is `xyz`"),
        ("demand_frames", copied("demand_frames", "demand", frame="x", lemma=""), "the column `lemma` is empty"),
        ("answer_frames", copied("answer_frames", "answer-dismiss", frame="x", stance="angry"), "`stance` is `angry`"),
        ("event_triggers", copied("event_triggers", "meet", rule="x", prepositions="with"), "must be WORD=ROLE"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_file_and_line(table: str, text: str, said: str, tmp_path: Path) -> None:
    told = error(write(tmp_path, **{table: text}))
    assert said in told and told.startswith(f"reference/{table}.csv, line ")


def test_bytes_and_files_that_are_no_tables_are_told(tmp_path: Path) -> None:
    file = write(tmp_path) / "reference" / "organisations.csv"
    file.write_bytes(UNION.encode() + b"a,\xff\n")
    assert error(tmp_path) == "reference/organisations.csv, line 3: this is not UTF-8; save it as UTF-8"
    file.rename(file.with_suffix(".tsv"))
    assert "reference/organisations.tsv would not be read" in error(tmp_path)
    file.with_suffix(".tsv").rename(file.with_name("notes.md"))
    assert read_additions(tmp_path) == Additions()


def test_additions_are_among_the_makers_of_claims(tmp_path: Path) -> None:
    before = makers(STUB[0])
    use(read_additions(write(tmp_path, organisations=UNION)))
    after = makers(STUB[0])
    assert after.reference != before.reference and after.code == before.code
    use(Additions())
    assert makers(STUB[0]) == before


def test_a_build_reads_anew_what_an_added_row_may_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_quickly(monkeypatch)
    project = Project(tmp_path)
    project.write("a.txt", "One.")
    project.build()
    project.build()
    assert project.extracted == 0
    write(project.sources, organisations=UNION)
    assert [file.extract for file in project.status().files] == ["reference"]
    project.build()
    assert project.extracted == 1 and project.status().up_to_date
    write(project.sources, organisations="nonsense\n")
    assert "reference/organisations.csv, line 1" in str(project.status().stops)
    with pytest.raises(InputError, match="line 1: the columns must be"):
        project.build()
