"""Runs the expectation suites over the tables. The only file that touches Great Expectations.

The library takes seconds to import, so it is loaded on first use, or ahead of time by `warm()`.
"""

from __future__ import annotations

import logging
import os
import threading
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.check.putting_off import put_off
from pipeline.check.report import SAMPLE, Check, Row
from pipeline.check.suites import asked, read_suite
from pipeline.errors import MachineError
from pipeline.schema import TABLES, Table

if TYPE_CHECKING:
    import polars as pl

_loading = threading.Lock()
LARGE = 10_000  # rows: of larger tables the library is given each different value of a column once
SHARED = 20  # rows for each different value, on average, from which that is worth it
COLUMNS = "expect_table_columns_to_match_ordered_list"
OF_ROWS = frozenset({  # what is asked of all rows together, not of each value
    "expect_table_row_count_to_be_between",
    "expect_compound_columns_to_be_unique",
    "expect_column_values_to_be_unique",
})  # fmt: skip


def warm(*more: Callable[[], object]) -> threading.Thread:
    """Start loading the validation library in the background, and then what `more` loads; the first check waits for
    the rest of it."""

    def load() -> None:
        for each in (_context, *more):
            each()

    thread = threading.Thread(target=load, name="load-expectations", daemon=True)
    thread.start()
    return thread


def _context() -> tuple[Any, Any]:
    with _loading:
        return _load()


@cache
def _load() -> tuple[Any, Any]:
    """The library, and what takes a frame, in an ephemeral context: nothing is written, sent or drawn."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # for good, not for a while: a filter that is put back from this thread could undo one of another
    warnings.filterwarnings("ignore", module="great_expectations")
    with put_off("scipy.stats", "altair"):
        import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    # one for all tables: the library writes all of its configuration anew for each that is added
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset("table")
    return gx, asset.add_batch_definition_whole_dataframe("all")


def run_suites(tables: dict[str, pl.DataFrame]) -> list[Check]:
    """One `Check` for each expectation, by table and in suite order. Raises MachineError when the library fails."""
    return [check for table in TABLES.values() for check in run_suite(table, tables[table.name])]


def run_suite(table: Table, frame: pl.DataFrame) -> list[Check]:
    """One `Check` for each expectation of the suite of one table."""
    written = read_suite(table.name)
    if frame.height <= LARGE:
        results = _validated(written, frame)
        return [
            _check(table, frame, expectation, results[_key(expectation["type"], expectation["kwargs"])])
            for expectation in written["expectations"]
        ]
    # what is asked of each value is asked once of equal ones: every row is looked at, by its value
    shared = [column for column in frame.columns if SHARED * frame[column].n_unique() <= frame.height]
    by_value = [
        each
        for each in written["expectations"]
        if each["type"] == COLUMNS or (each["type"] not in OF_ROWS and each["kwargs"].get("column") in shared)
    ]
    by_row = [each for each in written["expectations"] if each not in by_value]
    values = _different(frame, shared)
    rows = frame.select(column for column in frame.columns if column not in shared or column in table.primary_key)
    found = _validated({**written, "expectations": by_value}, values)
    others = _validated({**written, "expectations": by_row}, rows)
    return [
        _check(table, frame, expectation, found[key], values)
        if (key := _key(expectation["type"], expectation["kwargs"])) in found
        else _check(table, frame, expectation, others[key])
        for expectation in written["expectations"]
    ]


def _different(frame: pl.DataFrame, shared: Sequence[str]) -> pl.DataFrame:
    """The different values of each of these columns, with the last one again where another column has more; the other
    columns are empty."""
    import polars as pl

    found = {column: frame[column].unique() for column in shared}
    most = max((len(each) for each in found.values()), default=1)
    return pl.DataFrame([
        found[column].extend_constant(found[column][-1], most - len(found[column])) if column in found
        else pl.Series(column, [None] * most, frame.schema[column])
        for column in frame.columns
    ])  # fmt: skip


def _validated(written: dict[str, Any], frame: pl.DataFrame) -> dict[tuple[str, str, str], Any]:
    """What the library says to each expectation of a suite."""
    if not written["expectations"]:
        return {}
    gx, whole = _context()
    # Arrow-backed: otherwise nullable integers turn into floats and dates cannot be compared
    pandas = frame.to_pandas(use_pyarrow_extension_array=True)
    batch = whole.get_batch({"dataframe": pandas})
    results = batch.validate(gx.ExpectationSuite(**written), result_format={"result_format": "COMPLETE"}).results
    return {_key(each.expectation_config.type, each.expectation_config.kwargs): each for each in results}


def _key(kind: str, kwargs: dict[str, Any]) -> tuple[str, str, str]:
    return kind, str(kwargs.get("column", "")), str(kwargs.get("column_list", ""))


def _check(
    table: Table, frame: pl.DataFrame, expectation: dict[str, Any], result: Any, values: pl.DataFrame | None = None
) -> Check:
    """The check of all rows of `frame`; `values` are what the library was given in their place, where that is so."""
    rule = expectation["type"].removeprefix("expect_")
    column = expectation["kwargs"].get("column")
    if column:
        rule = f"{column}: {rule.removeprefix('column_')}"
    if _crashed(result.exception_info):
        raise MachineError(
            f"The expectation {expectation['type']} of pipeline/check/suites/{table.name}.json could not be run; "
            "this is a fault of the program or its libraries, not of the data."
        )
    check = Check(
        table.name,
        rule,
        expectation["severity"],
        expectation["meta"]["why"],
        kind="expectation",
        over=column or "",
        asks=asked(expectation),
        examined=_examined(expectation, result, frame, values is None),
    )
    if result.success:
        return check
    positions = result.result.get("unexpected_index_list") or []
    if values is not None and column:
        wrong = values[column][[int(position) for position in positions]].unique()
        positions = frame[column].is_in(wrong.implode(), nulls_equal=True).arg_true().to_list()
    rows = tuple(_row(table, frame, int(position), column) for position in positions[:SAMPLE])
    return replace(check, count=max(len(positions), 1), rows=rows)


def _examined(expectation: dict[str, Any], result: Any, frame: pl.DataFrame, by_row: bool) -> int | None:
    """How many rows were looked at, where they were given one by one by the library's own count: those with a value,
    but where it looks for missing ones. None for a look at the columns of the table."""
    if expectation["type"] == COLUMNS:
        return None
    counted, missing = result.result.get("element_count"), result.result.get("missing_count")
    if by_row:
        return frame.height if counted is None else int(counted) - int(missing or 0)
    return frame.height - (0 if missing is None else frame[expectation["kwargs"]["column"]].null_count())


def _row(table: Table, frame: pl.DataFrame, position: int, column: str | None) -> Row:
    row = frame.row(position, named=True)
    record_id = " ".join(str(row[name]) for name in table.primary_key)
    return Row(record_id, f"{column} is {row[column]!r}" if column else "the key occurs twice")


def _crashed(info: dict[str, Any]) -> bool:
    """`exception_info` is flat for a fault in the expectation, and keyed by metric for a fault in a metric."""
    if "raised_exception" in info:
        return bool(info["raised_exception"])
    return any(isinstance(value, dict) and value.get("raised_exception") for value in info.values())
