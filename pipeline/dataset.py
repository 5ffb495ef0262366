"""A dataset in Python: its tables as Polars frames, SQL over it, and the sentence behind each record.

Importing this module loads no heavy library; the tables are read when they are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, overload

from pipeline.errors import CallError, InputError, ParleyError
from pipeline.files import root_of
from pipeline.schema import RECORD_TABLES, TABLES
from pipeline.wording import did_you_mean

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import duckdb
    import polars as pl

# What is said of a file that cannot be used, in words for a text that is no file.
OF_TEXT = {
    "empty": "the text has no words",
    "language": "the text is not in English; if it is, say that its language is en",
}
TOLD = ("documents", "parties", "people", "demands", "stances", "events", "evidence")


class TableFrame:
    """An attribute of `Dataset` that gives the table of its name."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.__doc__ = TABLES[name].description

    @overload
    def __get__(self, dataset: None, owner: type) -> TableFrame: ...
    @overload
    def __get__(self, dataset: Dataset, owner: type) -> pl.DataFrame: ...
    def __get__(self, dataset: Dataset | None, owner: type) -> TableFrame | pl.DataFrame:
        return self if dataset is None else dataset.table(self.name)

    def __set__(self, dataset: Dataset, value: object) -> None:
        raise AttributeError(f"the table {self.name} cannot be set: a dataset is for reading")


class Dataset:
    """A dataset that `parley build` made, or a release that was unpacked, for reading.

    `path` is the folder that holds `datapackage.json` and `dist/`, or `dist/` itself. Each table is an attribute that
    gives a Polars frame, read once from its Parquet file. Raises CallError when there is no dataset.

    >>> with Dataset(".") as dataset:
    ...     parties = dataset.parties.filter(type="state").get_column("name").to_list()
    ...     states = dataset.sql("select count(*) as states from parties where type = ?", ["state"])
    >>> states.item() == len(parties)
    True
    >>> sentence = dataset.sentence(dataset.demands["demand_id"][0])
    """

    documents = TableFrame()
    party_types = TableFrame()
    parties = TableFrame()
    people = TableFrame()
    roles = TableFrame()
    places = TableFrame()
    issues = TableFrame()
    event_types = TableFrame()
    stance_types = TableFrame()
    code_mappings = TableFrame()
    demands = TableFrame()
    demand_quantities = TableFrame()
    demand_addressees = TableFrame()
    stances = TableFrame()
    events = TableFrame()
    event_participants = TableFrame()
    event_reports = TableFrame()
    evidence = TableFrame()
    demand_changes = TableFrame()
    id_redirects = TableFrame()
    id_tombstones = TableFrame()
    corrections = TableFrame()

    def __init__(self, path: str | PathLike[str] = ".") -> None:
        folder = Path(path)
        root = root_of(folder)
        if root is None:
            raise CallError(_no_dataset(folder))
        self._open(str(path), root, {})

    @classmethod
    def of_tables(cls, tables: Mapping[str, pl.DataFrame], label: str) -> Self:
        """A dataset of tables in memory: all those of the schema. `label` says in its repr what it is."""
        dataset = cls.__new__(cls)
        dataset._open(label, None, dict(tables))
        return dataset

    def _open(self, label: str, root: Path | None, frames: dict[str, pl.DataFrame]) -> None:
        self._label = label
        self._root = root
        self._frames = frames
        self._connection: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the DuckDB file, so that it can be moved or built anew. A later query opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __repr__(self) -> str:
        try:
            counts = ", ".join(f"{name} {self.table(name).height}" for name in TOLD)
        except ParleyError as error:
            return f"<Dataset {self._label!r}: {error}>"
        return f"<Dataset {self._label!r}: {counts}>"

    def table(self, name: str) -> pl.DataFrame:
        """The table of that name, with its rows in the order of its key.

        Raises CallError when there is no such table, InputError when its file is damaged.
        """
        if name not in TABLES:
            raise CallError(f"there is no table {name!r}; there are: {', '.join(TABLES)}.")
        if name not in self._frames:
            self._frames[name] = self._read(name)
        return self._frames[name]

    def _read(self, name: str) -> pl.DataFrame:
        from pipeline.releases.snapshot import read_frame

        file = Path(self._root or "", "dist", "parquet", f"{name}.parquet")
        try:
            content = file.read_bytes()
        except FileNotFoundError:
            raise CallError(
                f"the dataset has no {file}: it was made by another version of Parley, or is not complete."
            ) from None
        except OSError as error:
            raise CallError(f"{file} cannot be read: {error.strerror or error}.") from None
        return read_frame(content, str(file))

    def sql(self, query: str, parameters: Sequence[object] | Mapping[str, object] | None = None) -> pl.DataFrame:
        """The rows of a query in DuckDB's SQL over the tables and views (`dist/data-dictionary.md` lists them).

        `parameters` stand for `?` or `$name`. The query can read the dataset and nothing else on this machine, and
        change nothing. Raises CallError when DuckDB cannot run it, or when it gives nothing that a frame can hold.
        """
        import duckdb
        import polars as pl

        if self._connection is None:
            self._connection = self._connect()
        # Each query has a cursor of its own: its transaction ends with it, and threads do not meet.
        with self._connection.cursor() as cursor:
            try:
                cursor.execute("begin transaction read only")
                relation = cursor.sql(query, params=parameters)
                frame = None if relation is None else pl.from_arrow(relation.to_arrow_table())
            except duckdb.InterruptException:
                raise KeyboardInterrupt from None
            except (duckdb.Error, pl.exceptions.PolarsError) as error:
                reason = " ".join(str(error).partition("\n\nLINE ")[0].split())
                raise CallError(f"DuckDB cannot run this SQL: {reason}") from None
        if not isinstance(frame, pl.DataFrame):
            raise CallError('this SQL gives no rows; try: dataset.sql("show tables").')
        return frame

    def _connect(self) -> duckdb.DuckDBPyConnection:
        from pipeline.publish.database import open_for_query, open_tables

        return open_tables(self._frames) if self._root is None else open_for_query(self._root)

    def evidence_of(self, record_id: str) -> pl.DataFrame:
        """The rows of `evidence` that a record rests on, in reading order: quote, sentence, place in the text, rule.

        An id of an earlier release leads to the record of today. Raises CallError for an id that is none of a party,
        person, role, place, demand, stance or event.
        """
        import polars as pl

        renamed = dict(self.id_redirects.select("old_id", "new_id").iter_rows())
        found = self.evidence.filter(pl.col("record_id") == renamed.get(record_id, record_id))
        if found.is_empty():
            raise CallError(self._unknown(record_id))
        return found.sort("document_id", "start", "end")

    def sentence(self, record_id: str) -> str:
        """The first sentence that says what a record holds; the quote alone where the terms of the text allow no more.

        Raises CallError like `evidence_of`.
        """
        first = self.evidence_of(record_id).row(0, named=True)
        return str(first["quote"] if first["sentence"] is None else first["sentence"])

    def _unknown(self, record_id: str) -> str:
        for old, said, reason in self.id_tombstones.select("old_id", "said", "reason").iter_rows():
            if old == record_id:
                return f"{record_id} is no more: {reason}; it said: {said}"
        known = [value for table, key in RECORD_TABLES.values() for value in self.table(table)[key]]
        hint = did_you_mean(record_id, known) or "ids stand in the first column of each table."
        return f"there is no record {record_id!r} in this dataset; {hint}"


def extract_text(
    text: str,
    *,
    title: str | None = None,
    published: str | date | None = None,
    publisher: str | None = None,
    author: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Dataset:
    """What one English text says, as a dataset in memory: the same tables as those of a build of this text alone.

    `published` is a date, or a text such as 2025-08-09 or 2025-08-09/2025-08-15; without it, and without a date in the
    text, "on Friday" stays unresolved. Nothing is written, and the checks of a build are not run. Raises InputError
    when the text cannot be used (empty, too long, not English) or a value is not allowed.

    >>> found = extract_text(
    ...     "Norway demanded that Iceland lift the sanctions. Iceland rejected the demand on Friday.",
    ...     title="Talks in Oslo", published="2031-05-12",
    ... )
    >>> found.demands.select("summary", "status").rows()
    [('Norway demands that Iceland lift the sanctions.', 'rejected')]
    >>> found.sentence(found.demands["demand_id"][0])
    'Norway demanded that Iceland lift the sanctions.'
    >>> found.sql("select rejected_by from who_rejected_what").item()
    'Iceland'
    """
    from pipeline.extract import extract
    from pipeline.read import Unusable, read_string
    from pipeline.read.metadata import metadata_of
    from pipeline.resolve import resolve

    if not isinstance(text, str):
        raise CallError(f"a text is wanted, not {type(text).__name__}; decode bytes first.")
    day = published.isoformat() if isinstance(published, date) else published
    values = {
        "title": title, "published": day, "publisher": publisher, "author": author, "url": url, "language": language,
    }  # fmt: skip
    said = metadata_of({key: value for key, value in values.items() if value is not None}, "what is said of the text")
    try:
        document = read_string(text, said)
    except Unusable as error:
        raise InputError(OF_TEXT.get(error.reason, error.detail)) from None
    return Dataset.of_tables(resolve([extract(document)]).tables, document.title or "text")


def _no_dataset(folder: Path) -> str:
    if not folder.exists():
        return f"there is no folder {folder}."
    if folder.is_file():
        unpack = "unpack the release and name its folder" if folder.suffix == ".zip" else "name the folder it is in"
        return f"{folder} is a file: {unpack}."
    return (
        f"there is no dataset in {folder}: it has neither datapackage.json nor dist/; run `parley build` there first."
    )
