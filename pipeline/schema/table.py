"""What a column and a table are: the plain types that every declaration in this folder is made of."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import polars as pl

LogicalType = Literal["string", "integer", "number", "date", "boolean"]
Value = str | int | float | bool | datetime.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its logical type, what may stand in it, and what it means.

    `pattern` is a regular expression that the whole value must match, in the small common ground of Python, RE2 and
    XML Schema (anchors, classes, counts). `minimum` and `maximum` are inclusive. `enum` lists all allowed values.
    """

    name: str
    type: LogicalType
    title: str
    description: str
    example: Value
    required: bool = True
    unique: bool = False
    pattern: str | None = None
    enum: tuple[str, ...] = ()
    minimum: int | float | None = None
    maximum: int | float | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`column` of the table that holds this key names a row of `table` by its `references` column."""

    column: str
    table: str
    references: str


@dataclass(frozen=True, slots=True)
class Table:
    """One published table. Rows are sorted by `primary_key`; no two rows share it."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    may_be_empty: bool = False

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def polars_schema(self) -> pl.Schema:
        """Column names and Polars types, in column order."""
        import polars as pl

        types: dict[LogicalType, Any] = {
            "string": pl.String, "integer": pl.Int64, "number": pl.Float64, "date": pl.Date, "boolean": pl.Boolean,
        }  # fmt: skip
        return pl.Schema({column.name: types[column.type] for column in self.columns})

    def empty(self) -> pl.DataFrame:
        """The table without rows."""
        import polars as pl

        return pl.DataFrame(schema=self.polars_schema())

    def frame(self, rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
        """A frame with exactly this table's columns and types, sorted by primary key; a missing key is a null.

        Raises KeyError when a row has a key that is no column, so that a misspelt name cannot vanish.
        """
        names = self.column_names
        known = frozenset(names)
        listed = list(rows)
        for row in listed:
            if extra := row.keys() - known:
                raise KeyError(f"table {self.name} has no column {', '.join(sorted(extra))}")
        return self.frame_of({name: [row.get(name) for row in listed] for name in names})

    def frame_of(self, columns: Mapping[str, Sequence[Any]]) -> pl.DataFrame:
        """As `frame`, from the values of each column. Raises KeyError when a column is missing."""
        import polars as pl

        schema = self.polars_schema()
        made = [pl.Series(name, columns[name], schema[name], strict=True) for name in self.column_names]
        return pl.DataFrame(made).sort(self.primary_key)
