"""The dataset as a Python object, and one text without files."""

from __future__ import annotations

import datetime
import doctest
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import pipeline
import pipeline.dataset
from pipeline import Dataset, extract_text
from pipeline.check import Report
from pipeline.dataset import TableFrame
from pipeline.errors import CallError, InputError
from pipeline.publish import publish
from pipeline.schema import TABLES
from tests.commands.small_dataset import small_tables

DEMAND = "demand:nor-sud-sanctions-aaaaaa"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dataset")
    publish(small_tables(), Report(()), folder)
    return folder


@pytest.fixture
def dataset(root: Path) -> Iterator[Dataset]:
    with Dataset(root) as opened:
        yield opened


@pytest.fixture(params=["file", "parquet", "memory"])
def any_dataset(request: pytest.FixtureRequest, root: Path, tmp_path: Path) -> Iterator[Dataset]:
    """The same dataset with its DuckDB file, without it, and of tables in memory."""
    if request.param == "parquet":
        shutil.copytree(root, tmp_path / "copy", ignore=shutil.ignore_patterns("*.duckdb"))
        root = tmp_path / "copy"
    made = Dataset.of_tables(small_tables(), "by hand") if request.param == "memory" else Dataset(root)
    with made as opened:
        yield opened


# --- tables ----------------------------------------------------------------------------------------------------------


def test_each_table_of_the_schema_is_an_attribute_and_no_other() -> None:
    assert [name for name, value in vars(Dataset).items() if isinstance(value, TableFrame)] == list(TABLES)
    assert Dataset.demands.__doc__ == TABLES["demands"].description


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_frame_that_was_published(name: str, any_dataset: Dataset) -> None:
    wanted = small_tables()[name].sort(TABLES[name].primary_key)
    found = getattr(any_dataset, name)
    assert_frame_equal(found.sort(TABLES[name].primary_key), wanted)
    assert found is any_dataset.table(name)


def test_a_table_cannot_be_set_and_an_unknown_one_is_told(dataset: Dataset) -> None:
    with pytest.raises(AttributeError, match="for reading"):
        dataset.demands = pl.DataFrame()  # type: ignore[assignment]
    with pytest.raises(CallError, match="no table 'demand'; there are: documents"):
        dataset.table("demand")


def test_the_dataset_says_what_is_in_it(dataset: Dataset, root: Path) -> None:
    counted = {name: frame.height for name, frame in small_tables().items()}
    assert f"demands {counted['demands']}, stances {counted['stances']}" in repr(dataset)
    assert repr(dataset).startswith(f"<Dataset {str(root)!r}: documents 1, parties 3")


# --- opening ---------------------------------------------------------------------------------------------------------


def test_the_folder_dist_and_a_string_are_as_good(root: Path) -> None:
    assert Dataset(str(root / "dist")).demands.height == Dataset(root).demands.height > 0


def test_an_unpacked_release_opens(root: Path, tmp_path: Path) -> None:
    from pipeline.releases.archive import write_archive

    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    write_archive(tmp_path / "parley-0.1.0.zip", files, "2031-05-12")
    with pytest.raises(CallError, match=r"is a file: unpack the release"):
        Dataset(tmp_path / "parley-0.1.0.zip")
    with zipfile.ZipFile(tmp_path / "parley-0.1.0.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    with Dataset(tmp_path / "unpacked") as dataset:
        assert dataset.sql("from demands").height == dataset.demands.height > 0


def test_what_is_no_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="there is no folder"):
        Dataset(tmp_path / "none")
    with pytest.raises(CallError, match="run `parley build` there first"):
        Dataset(tmp_path)


def test_a_damaged_or_missing_table_is_told_and_the_repr_does_not_fail(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "copy")
    (tmp_path / "copy" / "dist" / "parquet" / "demands.parquet").write_bytes(b"PAR1")
    (tmp_path / "copy" / "dist" / "parquet" / "roles.parquet").unlink()
    dataset = Dataset(tmp_path / "copy")
    with pytest.raises(InputError, match="demands.parquet cannot be read as Parquet"):
        _ = dataset.demands
    with pytest.raises(CallError, match="made by another version of Parley"):
        _ = dataset.roles
    assert "demands.parquet cannot be read" in repr(dataset)


# --- SQL -------------------------------------------------------------------------------------------------------------


def test_sql_gives_a_frame_from_tables_and_views(any_dataset: Dataset) -> None:
    rows = any_dataset.sql("select claimants, status from demand_ledger where demand_id = ?", [DEMAND])
    assert rows.rows() == [("Norland", "rejected")]
    named = any_dataset.sql("select published_from from documents where path = $path", {"path": "talks.txt"})
    assert named.item() == datetime.date(2024, 5, 1)
    assert any_dataset.sql("select demand_id from demands where false").schema == {"demand_id": pl.String}


@pytest.mark.parametrize(
    "query",
    [
        "from read_csv('{root}/dist/csv/demands.csv')",
        "copy demands to '{root}/out.csv'",
        "attach '{root}/other.duckdb'",
        "set enable_external_access = true",
        "install httpfs",
        "delete from corrections",
        "create table more (a int)",
        "from secret",
    ],
)
def test_sql_reaches_the_dataset_and_nothing_else(query: str, any_dataset: Dataset, root: Path) -> None:
    secret = pl.DataFrame({"of": ["the caller"]})  # DuckDB would find it by its name if it were let
    with pytest.raises(CallError, match="DuckDB cannot run this SQL"):
        any_dataset.sql(query.format(root=root))
    assert secret.height and not (root / "out.csv").exists() and not (root / "other.duckdb").exists()
    assert any_dataset.sql("select count(*) from demands").item() == any_dataset.demands.height


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("", "gives no rows"),
        ("-- nothing", "gives no rows"),
        ("select nothing", "cannot run this SQL: Binder Error"),
        ("select 1 as a, 2 as a", "cannot run this SQL: .*a"),
        ("select interval 1 day", "cannot run this SQL"),
    ],
)
def test_sql_that_gives_no_frame_is_told(query: str, reason: str, dataset: Dataset) -> None:
    with pytest.raises(CallError, match=reason):
        dataset.sql(query)


def test_a_closed_dataset_leaves_its_file_and_opens_it_again(root: Path) -> None:
    with Dataset(root) as dataset:
        dataset.sql("from demands")
    dataset.close()
    assert dataset.sql("from demands").height == dataset.demands.height
    dataset.close()


# --- evidence --------------------------------------------------------------------------------------------------------


def test_a_record_leads_to_its_evidence_and_sentence(any_dataset: Dataset) -> None:
    found = any_dataset.evidence_of(DEMAND)
    assert set(found["record_id"]) == {DEMAND}
    assert found["start"].is_sorted()
    assert any_dataset.sentence(DEMAND) == "Norland wants Sudonia to lift sanctions."


def test_the_quote_stands_for_a_sentence_that_may_not_be_published() -> None:
    tables = small_tables()
    tables["evidence"] = tables["evidence"].with_columns(sentence=pl.lit(None, pl.String))
    dataset = Dataset.of_tables(tables, "quotes")
    assert dataset.sentence(DEMAND) == dataset.evidence_of(DEMAND)["quote"][0]


def test_old_ids_lead_to_new_ones_and_unknown_ones_are_told() -> None:
    tables = small_tables()
    tables["id_redirects"] = TABLES["id_redirects"].frame([{"old_id": "demand:old", "new_id": DEMAND}])
    gone = {"old_id": "demand:gone", "record_type": "demand", "said": "Norland asks for rain", "reason": "dropped"}
    tables["id_tombstones"] = TABLES["id_tombstones"].frame([gone])
    dataset = Dataset.of_tables(tables, "ids")
    assert dataset.sentence("demand:old") == dataset.sentence(DEMAND)
    with pytest.raises(CallError, match="demand:gone is no more: dropped; it said: Norland asks for rain"):
        dataset.sentence("demand:gone")
    with pytest.raises(CallError, match=f"did you mean {DEMAND}"):
        dataset.evidence_of(DEMAND[:-1])
    with pytest.raises(CallError, match=f"did you mean {DEMAND}"):
        dataset.evidence_of(DEMAND.upper())
    with pytest.raises(CallError, match="no record 'x' in this dataset; ids stand"):
        dataset.evidence_of("x")


# --- one text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said", "reason"),
    [
        ("", {}, "the text has no words"),
        (" \n…", {}, "the text has no words"),
        (
            "La Norvège exige que l’Islande lève les sanctions et que les troupes soient retirées avant la fin du mois. "
            * 5,
            {},
            "not in English",
        ),
        ("Norway \ud800", {}, "character 7"),
        ("Norway asks.", {"published": "last Friday"}, "what is said of the text: `published: last Friday`"),
        ("Norway asks.", {"url": "ftp://x"}, "`url: ftp://x`"),
        ("Norway " * 200_000, {}, "characters of text"),
    ],
    ids=["empty", "no words", "french", "surrogate", "date", "address", "long"],
)
def test_a_text_that_cannot_be_used_is_told(text: str, said: dict[str, str], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        extract_text(text, **said)  # type: ignore[arg-type]


def test_bytes_are_no_text() -> None:
    with pytest.raises(CallError, match="a text is wanted, not bytes"):
        extract_text(b"Norway")  # type: ignore[arg-type]


@pytest.mark.slow
def test_one_text_gives_the_tables_that_a_build_of_it_gives(tmp_path: Path) -> None:
    from pipeline.build import build

    text = "Norway demanded that Iceland lift the sanctions. Iceland rejected the demand on Friday.\n"
    seeds = tmp_path / "sources" / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "text.txt").write_text(text, encoding="utf-8", newline="\n")
    (seeds / "text.txt.meta.yml").write_text("title: Talks in Oslo\npublished: 2031-05-12\n", encoding="utf-8")
    build(tmp_path / "sources", tmp_path)
    before = sorted(os.listdir(tmp_path))
    found = extract_text(text, title="Talks in Oslo", published=datetime.date(2031, 5, 12))
    built = Dataset(tmp_path)
    for name in TABLES:
        assert_frame_equal(found.table(name), built.table(name))
    assert sorted(os.listdir(tmp_path)) == before
    assert repr(found).startswith("<Dataset 'Talks in Oslo': documents 1, parties 2")
    assert found.events["date_start"].to_list() == [datetime.date(2031, 5, 9)]


@pytest.mark.slow
def test_a_text_that_says_nothing_gives_empty_tables() -> None:
    found = extract_text("It rained all day.")
    assert found.documents.height == 1 and found.demands.is_empty() and found.evidence.is_empty()
    assert found.sql("from demand_ledger").is_empty()


# --- the package -----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_examples_of_the_docstrings_are_true(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    outcome = doctest.testmod(pipeline.dataset, extraglobs={"Dataset": Dataset}, raise_on_error=False)
    assert outcome.failed == 0 and outcome.attempted >= 7


def test_opening_loads_no_heavy_library_before_a_table_is_asked_for(root: Path) -> None:
    code = (
        "import sys, pipeline; before = set(sys.modules); from pipeline import Dataset, extract_text; "
        f"dataset = Dataset({str(root)!r}); print('pipeline.dataset' in before, *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    first, *loaded = done.stdout.split()
    assert first == "False"
    assert not {"polars", "duckdb", "pandas", "numpy", "spacy", "pyarrow", "great_expectations"} & set(loaded)


def test_the_package_names_what_it_gives_and_ships_its_types(repository: Path) -> None:
    assert {"Dataset", "extract_text", "__version__"} <= set(dir(pipeline))
    with pytest.raises(AttributeError, match="no attribute 'Datasets'"):
        _ = pipeline.Datasets  # type: ignore[attr-defined]
    assert (repository / "pipeline" / "py.typed").is_file()
    assert '"py.typed"' in (repository / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_type_checker_knows_what_a_table_is(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text(
        "from pipeline import Dataset, extract_text\n"
        "with Dataset('.') as dataset:\n    reveal_type(dataset.demands)\n"
        "reveal_type(extract_text('x').sql('from demands'))\n"
        "dataset.demandz\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "use.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "MYPYPATH": str(Path(pipeline.__file__).parents[1])},
    )  # fmt: skip
    assert done.stdout.count('Revealed type is "polars.dataframe.frame.DataFrame"') == 2, done.stdout
    assert '"Dataset" has no attribute "demandz"' in done.stdout
